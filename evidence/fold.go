package evidence

import (
	"fmt"
	"slices"
	"strings"
)

// History is the fates of a unit in their order, separated by commas, or by
// plus signs when nobody says in which order: "damaged,captured",
// "abandoned+damaged".
type History string

// Fates returns the fates of the history and whether their order is known.
func (h History) Fates() (fates []string, ordered bool) {
	if h == "" {
		return nil, true
	}
	if strings.Contains(string(h), "+") {
		return strings.Split(string(h), "+"), false
	}
	return strings.Split(string(h), ","), true
}

// FoldRule says under which one of its fates a unit is counted in a headline.
// In the detail it stands under each.
type FoldRule string

// The rules. Recovered units are counted by what befell them before: that they
// were recovered is told in the detail.
const (
	LastFate  FoldRule = "last"  // the last fate; where nobody says which was last, the worst
	WorstFate FoldRule = "worst" // destroyed before captured, abandoned and damaged
	FirstFate FoldRule = "first" // the first fate; where nobody says which was first, the mildest
)

// FoldRules lists the rules; the first is in force unless another is asked for.
var FoldRules = []FoldRule{LastFate, WorstFate, FirstFate}

// Words tells the rule to a reader.
func (r FoldRule) Words() Remark {
	switch r {
	case WorstFate:
		return Say("A unit with several fates is counted under the worst: destroyed, then captured, abandoned, damaged.")
	case FirstFate:
		return Say("A unit with several fates is counted under the first; where nobody says which was first, under the mildest.")
	}
	return Say("A unit with several fates is counted under the last; where nobody says which was last, under the worst (destroyed, then captured, abandoned, damaged).")
}

// ParseFoldRule returns the rule of that name; the first of FoldRules for none.
func ParseFoldRule(s string) (FoldRule, error) {
	if s == "" {
		return FoldRules[0], nil
	}
	if !slices.Contains(FoldRules, FoldRule(s)) {
		return "", fmt.Errorf("no fold rule is called %q; there are %v", s, FoldRules)
	}
	return FoldRule(s), nil
}

// Fold returns the fate under which units of that history are counted: one of
// damaged, abandoned, captured and destroyed, or "" when no fate is told.
func (r FoldRule) Fold(h History) string {
	fates, ordered := h.Fates()
	fates = slices.DeleteFunc(fates, func(f string) bool { return f == Recovered })
	if len(fates) == 0 {
		return ""
	}
	byHarm := func(a, b string) int { return slices.Index(Fates, a) - slices.Index(Fates, b) }
	switch {
	case r == FirstFate && ordered:
		return fates[0]
	case r == FirstFate:
		return slices.MinFunc(fates, byHarm)
	case r == LastFate && ordered:
		return fates[len(fates)-1]
	}
	return slices.MaxFunc(fates, byHarm)
}
