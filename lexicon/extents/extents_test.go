package extents

import (
	"slices"
	"strings"
	"testing"

	"tallystick/lexicon"
	"tallystick/lexicon/names"
)

// Each box is one, is of a place that the lexicon shows, stands once and holds
// that place's point; the names of a disputed area stand in alphabetical order
// and have Russian ones.
func TestExtents(t *testing.T) {
	g := lexicon.Default().Gazetteer()
	seen := make(map[string]bool)
	for _, e := range All {
		if e.West < -180 || e.East > 180 || e.South < -90 || e.North > 90 || e.West >= e.East || e.South >= e.North {
			t.Errorf("the box of %s is none: %+v", e.Place, e)
		}
		if seen[e.Place] {
			t.Errorf("%s stands twice", e.Place)
		}
		seen[e.Place] = true
		places := g.Shown(e.Place)
		if len(places) == 0 {
			t.Errorf("no place is shown as %q", e.Place)
		} else if !slices.ContainsFunc(places, func(i int) bool { return e.Holds(float64(g.Places[i].Lat)/100, float64(g.Places[i].Lon)/100) }) {
			t.Errorf("the box of %s does not hold its point", e.Place)
		}
		if e.Disputed == "" {
			continue
		}
		if both := strings.Split(e.Disputed, " / "); !slices.IsSortedFunc(both, func(a, b string) int { return strings.Compare(lexicon.Fold(a), lexicon.Fold(b)) }) {
			t.Errorf("disputed %q: not in alphabetical order", e.Disputed)
		}
		if _, ok := names.Russian.Of(e.Disputed); !ok {
			t.Errorf("disputed %q has no Russian name", e.Disputed)
		}
	}
}

// How far places reach that have no box, in metres.
func TestReach(t *testing.T) {
	g := lexicon.Default().Gazetteer()
	for _, c := range []struct {
		name     string
		lat, lon float64
		from, to float64
	}{
		{"Barda", 40.37, 47.13, 1_000, 10_000},
		{"Syunik", 39.3, 46.2, 20_000, 150_000},
	} {
		if m, ok := Reach(g, c.name, c.lat, c.lon); !ok || m < c.from || m > c.to {
			t.Errorf("%s reaches %.0f m, %v; want %.0f to %.0f", c.name, m, ok, c.from, c.to)
		}
	}
	if _, ok := Reach(g, "Northwick", 0, 0); ok {
		t.Error("a place that nobody knows has a reach")
	}
}
