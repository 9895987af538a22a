package incidents

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The pairs that blocks bring together are those of the written rule (block.go),
// found by holding all against all.
func TestPairsEqualBruteForce(t *testing.T) {
	for _, aDay := range []float64{667, 4000} {
		w := invent(20_000/int(1+aDay/1000), aDay, uint64(aDay))
		for i := range w.mentions { // some with two places, at the edges of the grid too
			if m := &w.mentions[i]; i%70 == 0 && m.NPlaces == 1 {
				m.Places[1] = Place{Lat: 4_190_000 + int32(i%9)*4000 - 16_000, Lon: 18_000_000 - int32(i%5)*9000, Radius: 4000}
				if i%2 == 0 {
					m.Places[1].Lon = -m.Places[1].Lon
				}
				m.NPlaces = 2
			}
		}
		c := &clusterer{mentions: w.mentions}
		c.sort()
		got := map[[2]uint32]bool{}
		newIndex(w.mentions, c.rank, func(int) bool { return true }).walk(func(first, second uint32) {
			if c.rank[first] >= c.rank[second] {
				t.Fatal("a pair is the wrong way round")
			}
			got[[2]uint32{c.rank[first], c.rank[second]}] = true
		})
		want, missed := 0, 0
		for i := range w.mentions {
			for j := range i {
				if !candidates(&w.mentions[i], &w.mentions[j]) {
					continue
				}
				want++
				p := [2]uint32{min(c.rank[i], c.rank[j]), max(c.rank[i], c.rank[j])}
				if !got[p] {
					missed++
				}
				delete(got, p)
			}
		}
		if missed > 0 || len(got) > 0 {
			t.Errorf("%v a day: of %d pairs %d are missed, and %d are found that are none", aDay, want, missed, len(got))
		}
		t.Logf("%v a day: %d pairs, %.1f a claim", aDay, want, float64(want)/float64(len(w.mentions)))
	}
}

// candidates is the rule of block.go, written out for two mentions.
func candidates(a, b *Mention) bool {
	if forbidden(a, b) {
		return false
	}
	if a.Report == b.Report && a.Kind == b.Kind && a.Mode == b.Mode {
		return true
	}
	if !a.Days.Meets(b.Days) {
		return false
	}
	if a.Kind == b.Kind && a.Kind.tells() && placed(a, b) == alike || things(a, b) > 0 {
		return true
	}
	if a.Party != 0 && a.Party == b.Party && a.Kind == b.Kind {
		return true
	}
	for _, s := range a.Tolls[:a.NTolls] {
		if slices.Contains(b.Tolls[:b.NTolls], s) && s.Min == s.Max && s.Min >= largeToll {
			return true
		}
	}
	if copies(a, b) {
		return true
	}
	unplaced := (a.Kind == Saying || !a.exact()) && (b.Kind == Saying || !b.exact())
	for _, w := range a.Words {
		if unplaced && w&rarity == rareWord && slices.Contains(b.Words[:], w) {
			return true
		}
	}
	return false
}

// Whatever the order of the mentions, the incidents are the same.
func TestOrderOfMentionsDoesNotMatter(t *testing.T) {
	w := invent(5_000, 667, 3)
	want := outline(Cluster(w.mentions, nil))
	for range 3 {
		w.shuffle(newRand(uint64(len(want))))
		if got := outline(Cluster(w.mentions, nil)); got != want {
			t.Fatal("other incidents in another order")
		}
	}
}

// Nobody is a member for another member's sake: each was held against the lead,
// but for copies, which stand where their first does.
func TestMembersAgreeWithTheirLead(t *testing.T) {
	w := invent(20_000, 667, 5)
	byID := map[ID]*Mention{}
	for i := range w.mentions {
		byID[w.mentions[i].Claim] = &w.mentions[i]
	}
	for _, in := range Cluster(w.mentions, nil) {
		for _, m := range in.Members[1:] {
			if m.To != in.Lead || m.Score < Threshold || Score(byID[m.Claim], byID[m.To]) != m.Score {
				t.Fatalf("%s joins %s with %d in the incident of %s", m.Claim, m.To, m.Score, in.Lead)
			}
			if len(Reasons(byID[m.Claim], byID[m.To])) < 2 {
				t.Fatalf("%s joins %s for fewer than two reasons", m.Claim, m.To)
			}
		}
	}
}

// outline tells incidents line by line.
func outline(found []Incident) string {
	lines := make([]string, len(found))
	for i, in := range found {
		lines[i] = fmt.Sprintf("%x: %x", in.Lead, in.Members)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
