// Package publish turns decided records into public ones and says what stays
// unseen: whatever no person has accepted, is too fresh or too precise, names
// a private person, or would print more of a text than its publisher allows.
//
// It is pure: the clock is an argument, and nothing is read or written but the
// values and the io.Writer handed in. Every public page, tile-side payload and
// export is made from what this package returns.
package publish

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// Policy is what the operator allows to leave.
type Policy struct {
	Delay   Delay   `json:"delay"`   // how long after it happened and was published a claim stays unseen
	Finest  string  `json:"finest"`  // the finest precision of a place that may be named: one of Precisions
	Grid    float64 `json:"grid"`    // degrees to which coordinates are rounded
	Excerpt float64 `json:"excerpt"` // the part of a text that may be shown without a licence
}

// Delay is a time.Duration that is written down as people write it: "72h0m0s".
type Delay time.Duration

func (d Delay) String() string { return time.Duration(d).String() }

// MarshalText writes the delay in Go's notation for durations.
func (d Delay) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Delay) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = Delay(v)
	return err
}

// Standard is the policy in force unless the operator sets another: three
// days late, nothing finer than a settlement, positions to a tenth of a degree
// (about 11 km north to south), and 15 % of a text.
var Standard = Policy{Delay: Delay(72 * time.Hour), Finest: "village", Grid: 0.1, Excerpt: 0.15}

// Precisions lists the precisions of a place, the coarsest first.
var Precisions = []string{"country", "region", "district", "city", "town", "village", "feature", "point"}

// Check says what is wrong with the policy.
func (p Policy) Check() error {
	switch {
	case p.Delay < 0:
		return fmt.Errorf("delay %v is negative", p.Delay)
	case !slices.Contains(Precisions, p.Finest):
		return fmt.Errorf("precision %q is none of %v", p.Finest, Precisions)
	case p.Grid <= 0 || p.Grid > 10:
		return fmt.Errorf("grid of %v degrees lies outside 0 to 10", p.Grid)
	case p.Excerpt < 0 || p.Excerpt > 0.15:
		return fmt.Errorf("excerpt of %v lies outside 0 to 0.15", p.Excerpt)
	}
	return nil
}

// due returns when what the claim tells is old enough. It counts from the last
// moment that the event and the publication can have had. A page cannot have
// been published after it was captured, so the capture stands in where the
// page gives no date or a later one.
func (p Policy) due(c evidence.Claim, r evidence.Report, captured time.Time) time.Time {
	moment := r.Published.Latest()
	if moment.IsZero() || moment.After(captured) {
		moment = captured
	}
	if c.Event != nil && c.Event.Time != nil {
		when := *c.Event.Time
		if when.To == "" { // it began then, and nobody says that it has ended
			when.To = when.From
		}
		if t := when.Latest(); t.After(moment) {
			moment = t
		}
	}
	return moment.Add(time.Duration(p.Delay))
}

// coarse reports whether every place in the claim is named no finer than the
// policy allows. A place of unknown precision counts as finer, with coordinates
// or without, unless the text itself calls it a settlement and no coordinates
// are known.
func (p Policy) coarse(c evidence.Claim, text string) bool {
	finest := slices.Index(Precisions, p.Finest)
	if c.Control != nil && !slices.ContainsFunc(c.Places(), func(place evidence.Place) bool { return place.Name == c.Control.Place }) {
		return false // nobody knows how precise the place is that is held
	}
	return !slices.ContainsFunc(c.Places(), func(place evidence.Place) bool {
		precision := slices.Index(Precisions, place.Precision)
		if place.Precision == "" && place.Lat == nil && place.Lon == nil && place.Check(text) == nil {
			precision = slices.Index(Precisions, called(text[:place.Start]))
		}
		return precision < 0 || precision > finest
	})
}

// called returns the precision that the words before a place give it: "village"
// for "the village of ".
func called(before string) string {
	words := strings.Fields(before[max(0, len(before)-20):])
	if n := len(words); n >= 2 && words[n-1] == "of" && slices.Contains([]string{"city", "town", "village"}, words[n-2]) {
		return words[n-2]
	}
	return ""
}

// round puts a coordinate on the policy's grid.
func (p Policy) round(degrees *float64) *float64 {
	if degrees == nil {
		return nil
	}
	steps := math.Round(1 / p.Grid)
	if steps < 1 {
		steps = 1
	}
	v := math.Round(*degrees*steps) / steps
	return &v
}
