package part

import (
	"regexp"
	"strings"
	"time"

	"tallystick/publish"
	"tallystick/web/message"
)

// reasons are those for which the public does not see something, or numbers are
// not added.
var reasons = map[string]message.Message{
	publish.WasRejected:   message.Say("it was rejected in review"),
	publish.NotAccepted:   message.Say("nobody has accepted it"),
	publish.NeedsSecond:   message.Say("it touches a private person, so a second person has to accept it"),
	publish.TooPrecise:    message.Say("it names a place or position more precisely than the operator allows"),
	publish.TellsPosition: message.Say("its name tells a position"),
	publish.NotOne:        message.Say("nobody has accepted that these claims speak of one thing"),
	publish.NoneSeen:      message.Say("none of its claims may be seen yet"),
	publish.OneUnseen:     message.Say("it is found to be one with a unit that the public does not see, or listed where an edition is not public"),
	publish.NotExact:      message.Say("not every number is exact"),
	publish.Alone:         message.Say("one number stands alone"),
}

var ofEdition = regexp.MustCompile(`^the edition of (.*) that was recorded on (\d{4}-\d{2}-\d{2}): (.*)$`)

// WithheldWords says why the public does not see something, as publish gives it;
// nil where it does.
func WithheldWords(why string) message.Text {
	if m := ofEdition.FindStringSubmatch(why); m != nil {
		return message.Say("the edition of %s that was recorded on %s: %s", m[1], Day(m[2]), WithheldWords(m[3]))
	}
	if t, ok := momentBehind(why, publish.TooRecent); ok {
		return message.Say("it is too recent: it may be seen from %s on", message.Moment(t))
	}
	if t, ok := momentBehind(why, publish.HappenedUpTo); ok {
		return message.Say("it is too recent: it may have happened up to %s", message.Moment(t))
	}
	return term(reasons, why)
}

func momentBehind(why, reason string) (time.Time, bool) {
	written, found := strings.CutPrefix(why, reason)
	t, err := time.Parse(publish.Moment, written)
	return t, found && err == nil
}

// NoSumWords says why a source's numbers are not added, as publish gives it.
func NoSumWords(why string) message.Text {
	if class, twice := strings.CutSuffix(why, publish.StatedTwice); twice {
		return message.Say("%s is stated twice", ClassWords(class))
	}
	return term(reasons, why)
}
