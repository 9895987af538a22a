package link

import (
	"slices"

	"tallystick/evidence"
)

// Found is a unit as it is recorded, among those that somebody found to be one
// or takes apart again.
type Found struct {
	Unit   evidence.Unit
	Copies []evidence.Unit // recorded as found to be it: it has their rows as well
}

// own returns what lists say of the unit itself.
func (f Found) own() []evidence.Listing {
	rows := f.Unit.Listings
	for _, c := range f.Copies {
		if rest, ok := without(rows, c.Listings); ok {
			rows = rest
		}
	}
	return rows
}

// Join returns units that are one as they stand from then on: the first stays,
// has what lists say of all of them and its fates told anew from that; the
// others keep what is said of them, and are not counted beside it. A unit alone
// is parted from what it was joined with.
func Join(units []Found, read func(evidence.Listing) evidence.Unit) []evidence.Unit {
	joined := make([]evidence.Unit, len(units))
	var all []evidence.Listing
	for i, f := range units {
		rows := f.own()
		all = append(all, rows...)
		joined[i] = tellAnew(f.Unit, rows, read)
		joined[i].Into = units[0].Unit.ID
	}
	joined[0] = tellAnew(units[0].Unit, all, read)
	joined[0].Into = ""
	return joined
}

// tellAnew tells a unit from its rows, where they are others than before.
func tellAnew(u evidence.Unit, rows []evidence.Listing, read func(evidence.Listing) evidence.Unit) evidence.Unit {
	if rest, same := without(u.Listings, rows); same && len(rest) == 0 {
		return u
	}
	return renewed(u, rows, read)
}

// Told reports whether the same is said of two units.
func Told(a, b evidence.Unit) bool { return told(a) == told(b) }

// byTime puts the fates that several listings tell in the order in which they
// befell the unit, when each listing says when and no two times touch.
func byTime(said []evidence.Unit) ([]evidence.Fate, bool) {
	said = slices.Clone(said)
	for _, s := range said {
		if s.When == nil || s.When.From == "" || s.When.To == "" || len(s.Fates) == 0 || s.Unordered {
			return nil, false
		}
	}
	slices.SortStableFunc(said, func(a, b evidence.Unit) int { return a.When.Earliest().Compare(b.When.Earliest()) })
	var fates []evidence.Fate
	for i, s := range said {
		if i > 0 && !said[i-1].When.Latest().Before(s.When.Earliest()) {
			return nil, false
		}
		for _, f := range s.Fates {
			if n := len(fates); n > 0 && fates[n-1].What == f.What {
				continue
			}
			if f.When == nil && len(s.Fates) == 1 {
				f.When = s.When
			}
			fates = append(fates, f)
		}
	}
	return fates, true
}
