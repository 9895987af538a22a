package publish

// Why the public does not see something: what Withheld holds, and what TooRecent
// and HappenedUpTo begin, with a time in UTC behind.
const (
	WasRejected     = "it was rejected in review"
	NotAccepted     = "nobody has accepted it"
	NeedsSecond     = "it touches a private person, so a second person has to accept it"
	NeedsSecondLook = "nobody can tell whom it shows, so a second person has to accept it"
	TooPrecise      = "it names a place or position more precisely than the operator allows"
	TellsPosition   = "its name tells a position"
	NotOne          = "nobody has accepted that these claims speak of one thing"
	NoneSeen        = "none of its claims may be seen yet"
	OneUnseen       = "it is found to be one with a unit that the public does not see, or listed where an edition is not public"
	TooRecent       = "it is too recent: it may be seen from "
	HappenedUpTo    = "it is too recent: it may have happened up to "

	// Moment is how those times are written.
	Moment = "2006-01-02 15:04 UTC"
)
