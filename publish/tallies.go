package publish

import (
	"slices"

	"tallystick/evidence"
)

// Stated is the losses of one side as one source states them in one breath: a
// tally with its parts. Parts are kept as said and never added; the wholes are,
// where each is one exact number and no two are of one class.
type Stated struct {
	Source evidence.Source
	Side   string          // that lost them; empty when nobody says
	Losses []evidence.Loss // in the order of the text
	Claims []string        // id of the claim that holds each loss
	Wholes int             // losses that are part of no other
	Sum    int64           // of the wholes
	NoSum  string          // why they are not added; empty when Sum is said
}

// Why numbers are not added; of StatedTwice the class of equipment stands before
// it.
const (
	NotExact    = "not every number is exact"
	StatedTwice = " is stated twice"
	Alone       = "one number stands alone"
)

// Tallies gathers the losses that claims state, given in the order of the
// text: claims that follow each other from the same words of the same source,
// about the same side, are one tally.
func Tallies(claims []Claim) []Stated {
	var all []Stated
	for _, c := range claims {
		if !c.Countable() {
			continue
		}
		for _, l := range c.Losses {
			if n := len(all); n == 0 || all[n-1].Side != l.Side || !sameSource(all[n-1].Source, c.Source) {
				all = append(all, Stated{Source: c.Source, Side: l.Side})
			}
			last := &all[len(all)-1]
			last.Losses = append(last.Losses, l)
			last.Claims = append(last.Claims, c.ID)
		}
	}
	for i := range all {
		all[i].add()
	}
	return all
}

// sameSource reports whether two claims hang on the same words of a source.
// The narrator has no words: what it states in two places is two tallies.
func sameSource(a, b evidence.Source) bool {
	return a.Span != nil && b.Span != nil && *a.Span == *b.Span
}

func (s *Stated) add() {
	var classes []string
	for _, l := range s.Losses {
		if len(l.PartOf) > 0 {
			continue
		}
		s.Wholes++
		class := l.Class + " " + l.Model
		switch {
		case l.Min == nil || l.Max == nil || *l.Min != *l.Max || l.Approx:
			s.NoSum = NotExact
		case slices.Contains(classes, class):
			s.NoSum = l.Class + StatedTwice
		default:
			s.Sum += *l.Min
		}
		classes = append(classes, class)
	}
	if s.Wholes < 2 {
		s.NoSum = Alone
	}
}
