package publish

import (
	"slices"
	"time"

	"tallystick/evidence"
)

// What the public sees of losses follows one rule, so that a count and the
// units that it counts agree at every position:
//
//   - An edition of a list is open when somebody accepted it, nobody has
//     rejected it since, and the operator's delay has passed since it was
//     recorded.
//   - A list is seen as it stood before the first of its editions that is not
//     open and that no open one follows: the state after an edition is what its
//     file says, whatever editions came before it.
//   - Lists that have a unit in common are seen at one position, the latest
//     that suits them all. A unit is seen when every list that lists it is.
//   - Of those units, the ones that somebody rejected, that happened too
//     lately, or that are found to be one with such a unit, are held.
//
// docs/decisions/0010-losses-in-public.md gives the reasons.

// Edition is an edition of a list with the verdicts in force.
type Edition struct {
	ID      string           `json:"id"`
	Entry   int64            `json:"entry"`
	End     int64            `json:"end"` // one past its last entry
	At      time.Time        `json:"at"`  // ledger time
	Edition evidence.Edition `json:"edition"`
	State   State            `json:"state"`
	Accepts []Ruling         `json:"accepted,omitempty"`
	Rejects []Ruling         `json:"rejected,omitempty"` // for the desk
	Refused bool             `json:"-"`                  // rejected since, at whatever position is asked about
}

// open reports whether what an edition says may be public at now.
func (e Edition) open(policy Policy, now time.Time) bool {
	return len(e.Accepts) > 0 && !e.Refused && !now.Before(e.due(policy))
}

func (e Edition) due(policy Policy) time.Time { return e.At.Add(time.Duration(policy.Delay)) }

// Withheld says why the public does not see what an edition says; nothing when
// it may.
func (e Edition) Withheld(policy Policy, now time.Time) string {
	switch {
	case e.Refused:
		return WasRejected
	case len(e.Accepts) == 0:
		return NotAccepted
	case now.Before(e.due(policy)):
		return TooRecent + e.due(policy).UTC().Format(Moment)
	}
	return ""
}

// Shelf is lists that are read at one position.
type Shelf struct {
	Lists []string // in order
	At    int64
}

// Holds reports whether every list of a unit or bucket stands on the shelf.
func (s Shelf) Holds(lists []string) bool {
	return len(lists) > 0 && !slices.ContainsFunc(lists, func(l string) bool { return !slices.Contains(s.Lists, l) })
}

// Shelves returns what the public may see at a position: which lists, each as
// of which position. The editions are those up to the position, in the order of
// their entries. together tells which lists have a unit in common at a
// position, in groups of two and more.
func Shelves(editions []Edition, at int64, policy Policy, now time.Time, together func(at int64) ([][]string, error)) ([]Shelf, error) {
	groups := newGroups()
	for _, e := range editions {
		groups.join(e.Edition.List)
	}
	if len(groups.of) > 1 { // wherever lists may be read apart, they must not share a unit
		moments := []int64{at}
		for _, e := range editions {
			if !e.open(policy, now) {
				moments = append(moments, e.Entry)
			}
		}
		for _, m := range moments {
			sets, err := together(m)
			if err != nil {
				return nil, err
			}
			for _, lists := range sets {
				groups.join(lists...)
			}
		}
	}
	var shelves []Shelf
	for _, lists := range groups.sets() {
		own := slices.DeleteFunc(slices.Clone(editions), func(e Edition) bool { return !slices.Contains(lists, e.Edition.List) })
		shelf := Shelf{At: suits(own, at, policy, now)}
		for _, l := range lists {
			if slices.ContainsFunc(own, func(e Edition) bool { return e.Edition.List == l && e.End <= shelf.At }) {
				shelf.Lists = append(shelf.Lists, l)
			}
		}
		if len(shelf.Lists) > 0 {
			shelves = append(shelves, shelf)
		}
	}
	return shelves, nil
}

// suits returns the latest position, at most at, before which the last
// edition of each list is open.
func suits(editions []Edition, at int64, policy Policy, now time.Time) int64 {
	for {
		last := make(map[string]Edition)
		for _, e := range editions {
			if e.Entry < at {
				last[e.Edition.List] = e
			}
		}
		lower := at
		for _, e := range last {
			if !e.open(policy, now) || e.End > at {
				lower = min(lower, e.Entry)
			}
		}
		if lower == at {
			return at
		}
		at = lower
	}
}

// groups joins names into sets that have no name in common.
type groups struct{ of map[string]string } // a name of the same set; the set's first name stands for itself

func newGroups() groups { return groups{make(map[string]string)} }

func (g groups) find(name string) string {
	for g.of[name] != name {
		name = g.of[name]
	}
	return name
}

func (g groups) join(names ...string) {
	for _, name := range names {
		if _, ok := g.of[name]; !ok {
			g.of[name] = name
		}
		a, b := g.find(names[0]), g.find(name)
		g.of[max(a, b)] = min(a, b)
	}
}

// sets returns the sets, each in order, the one with the first name first.
func (g groups) sets() [][]string {
	byFirst := make(map[string][]string)
	for name := range g.of {
		byFirst[g.find(name)] = append(byFirst[g.find(name)], name)
	}
	var all [][]string
	for _, set := range byFirst {
		slices.Sort(set)
		all = append(all, set)
	}
	slices.SortFunc(all, slices.Compare)
	return all
}

// longestDay is how far the end of a civil date can lie behind the moment at
// which the date is first written somewhere on earth.
const longestDay = 50 * time.Hour

// Doubtful reports whether some unit that an open edition records may still
// have happened too lately. Longer after, a time that is not late yet cannot be
// the unit's: it was recorded before.
func (e Edition) Doubtful(policy Policy, now time.Time) bool {
	return now.Before(e.due(policy).Add(longestDay))
}

// Fresh reports whether what befell a unit is too recent to be told at now.
func Fresh(happened time.Time, policy Policy, now time.Time) bool {
	return !happened.IsZero() && now.Before(happened.Add(time.Duration(policy.Delay)))
}
