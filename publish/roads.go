package publish

import (
	"slices"
	"time"

	"tallystick/evidence"
)

// Road is a road that somebody drew, with the verdicts in force.
type Road struct {
	evidence.Route
	Entry   int64     `json:"entry"`
	At      time.Time `json:"at"` // ledger time
	State   State     `json:"state"`
	Accepts []Ruling  `json:"accepted,omitempty"`
	Rejects []Ruling  `json:"rejected,omitempty"` // for the desk
	Refused bool      `json:"-"`                  // rejected since, at whatever position is asked about
}

// Withheld says why the public does not see a road and who is cut off along
// it; nothing when it may. Positions leave late.
func (r Road) Withheld(policy Policy, now time.Time) string {
	due := r.At.Add(time.Duration(policy.Delay))
	switch {
	case r.Refused:
		return WasRejected
	case len(r.Accepts) == 0:
		return NotAccepted
	case position(r.Name) || slices.ContainsFunc(r.Names, position):
		return TellsPosition
	case now.Before(due):
		return TooRecent + due.UTC().Format(Moment)
	}
	return ""
}

// Public returns what the public sees of a road that is not withheld: its
// names, and its settlements as far as they may be named.
func (r Road) Public(policy Policy, precision func(name string) string) Road {
	shown := Road{Route: evidence.Route{ID: r.ID, Name: r.Name, Names: r.Names}, Entry: r.Entry, At: r.At, State: r.State, Accepts: r.Accepts}
	for _, s := range r.Settlements {
		if lat, lon, ok := policy.Settlement(s.Name, precision(s.Name), s.Lat, s.Lon); ok {
			shown.Settlements = append(shown.Settlements, evidence.Settlement{Name: s.Name, Lat: lat, Lon: lon, Out: s.Out})
		}
	}
	return shown
}

// Settlement returns the position of a settlement as the public sees it, and
// whether it may be named at all: not when it is finer than the policy allows
// or of unknown precision, nor when its name tells a position.
func (p Policy) Settlement(name, precision string, lat, lon float64) (publicLat, publicLon float64, ok bool) {
	at := slices.Index(Precisions, precision)
	if at < 0 || at > slices.Index(Precisions, p.Finest) || position(name) {
		return 0, 0, false
	}
	return *p.round(&lat), *p.round(&lon), true
}
