package capture

import "testing"

// Each line of furniture.tsv carries a block that it must know and one that it
// must not; a match is furniture of that line's own act.
func TestFurniture(t *testing.T) {
	know := func(text string) *hit {
		budget := mostTried
		return furniture().know(text, &budget)
	}
	for _, e := range furniture().all {
		if e.act == "dateline" {
			if e.try(e.match) == nil || e.try(e.match+"The army said") == nil {
				t.Errorf("%s: dateline %q is not known", e.id, e.match)
			}
			if e.try(e.miss) != nil {
				t.Errorf("%s: %q is taken for a dateline", e.id, e.miss)
			}
			continue
		}
		if h := know(e.match); h == nil {
			t.Errorf("%s: %q is not known (tried alone: %v)", e.id, e.match, e.try(e.match) != nil)
		} else if h.act != e.act {
			t.Errorf("%s: %q is known as %s (%s), want %s", e.id, e.match, h.act, h.id, e.act)
		}
		if h := know(e.miss); h != nil {
			t.Errorf("%s: %q is taken for furniture (%s)", e.id, e.miss, h.id)
		}
	}
}
