package link

import (
	"slices"
	"testing"
)

func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		name       string
		paragraphs int
		near       Neighbour
		want       bool
	}{
		{"a whole copy", 8, Neighbour{Report: "b", Paragraphs: 8, Of: 8}, true},
		{"a copy with a foot of its own", 8, Neighbour{Report: "b", Paragraphs: 7, Of: 12}, true},
		{"half of the shorter text", 4, Neighbour{Report: "b", Paragraphs: 2, Of: 30}, true},
		{"less than half", 10, Neighbour{Report: "b", Paragraphs: 4, Of: 9}, false},
		{"one paragraph, quoted in both", 2, Neighbour{Report: "b", Paragraphs: 1, Of: 2}, false},
		{"an edited copy, without a paragraph left as it was", 8, Neighbour{Report: "b", Of: 8, Common: 15, Stretches: 20}, true},
		{"one that quotes half of it", 8, Neighbour{Report: "b", Of: 8, Common: 10, Stretches: 20}, false},
		{"a few lines", 1, Neighbour{Report: "b", Of: 1, Common: 1, Stretches: 1}, false},
		{"itself", 8, Neighbour{Report: "a", Paragraphs: 8, Of: 8, Common: 20, Stretches: 20}, false},
	} {
		got := Origins("a", c.paragraphs, []Neighbour{c.near})
		if (len(got) == 1) != c.want {
			t.Errorf("%s: %d proposals, want %v", c.name, len(got), c.want)
		}
		for _, p := range got {
			if p.What != "same origin" || !slices.Equal(p.Members, []string{"a", "b"}) || len(p.Reasons) == 0 || p.Maker == "" {
				t.Errorf("%s: proposed %+v", c.name, p)
			}
		}
	}
	// Whichever report comes second, the proposal is the same one.
	one, other := Origins("a", 8, []Neighbour{{Report: "b", Paragraphs: 8, Of: 8}})[0], Origins("b", 8, []Neighbour{{Report: "a", Paragraphs: 8, Of: 8}})[0]
	if one.ID != other.ID {
		t.Errorf("two ids for one proposal: %s and %s", one.ID, other.ID)
	}
}
