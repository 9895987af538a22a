package bench

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"testing"
)

// placed is one mention with the incident that people gave it and the cluster
// that a linker gave the claim it was found as.
type placed struct {
	incident, cluster string // cluster is empty where no claim was found
	claim             string // the claim that it was found as
	report, words     string // where it stands, and its words, folded: copies are told from other tellings
	denies            bool
}

// either says which incidents careful people may join or keep apart.
type either map[[2]string]bool

// open reports whether the pair is left open: it counts neither way.
func (e either) open(a, b placed) bool {
	return e[[2]string{a.incident, b.incident}] || e[[2]string{b.incident, a.incident}]
}

func together(a, b placed) bool { return a.cluster != "" && a.cluster == b.cluster }

// prf is precision, recall and F.
type prf struct{ P, R, F float64 }

func newPRF(p, r float64) prf {
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return prf{p, r, f}
}

// part is a share with what it is a share of.
type part struct{ Hit, Of int }

func (s part) share() float64 {
	if s.Of == 0 {
		return 1
	}
	return float64(s.Hit) / float64(s.Of)
}

// agreement is how far a linker's clusters are people's incidents.
type agreement struct {
	Pairs, BCubed prf
	// Recall of pairs by where the two stand.
	Within, Copies, Retold part
	// Recall of pairs of which one denies and the other does not.
	Denials part
}

// agreeing holds clusters against incidents. Of all pairs of mentions, those of
// one incident should be in one cluster and no others, but for open ones. A
// mention that was not found stands alone: it lowers recall, and for B-cubed
// precision, which is a mean over what was found, it does not count.
func agreeing(ms []placed, open either) agreement {
	var out agreement
	var joined part // pairs that the linker joined: right, of all
	var wanted part // pairs of one incident: joined, of all
	var precision, recall float64
	found := 0
	for i, a := range ms {
		var cluster, incident, both int
		for j, b := range ms {
			if open.open(a, b) {
				continue
			}
			same, linked := a.incident == b.incident, i == j || together(a, b)
			if linked {
				cluster++
			}
			if same {
				incident++
			}
			if same && linked {
				both++
			}
			if j <= i {
				continue
			}
			if linked {
				joined.count(same)
			}
			if same {
				wanted.count(linked)
				out.by(a, b).count(linked)
				if a.denies != b.denies {
					out.Denials.count(linked)
				}
			}
		}
		if a.cluster != "" {
			found++
			precision += float64(both) / float64(cluster)
		}
		recall += float64(both) / float64(incident)
	}
	out.Pairs = newPRF(joined.share(), wanted.share())
	if found > 0 {
		out.BCubed = newPRF(precision/float64(found), recall/float64(len(ms)))
	}
	return out
}

func (s *part) count(hit bool) {
	s.Of++
	if hit {
		s.Hit++
	}
}

// by is the share that a pair of one incident counts in.
func (g *agreement) by(a, b placed) *part {
	switch {
	case a.report == b.report:
		return &g.Within
	case a.words == b.words:
		return &g.Copies
	}
	return &g.Retold
}

// chain is a cluster that holds mentions of several incidents.
type chain struct {
	cluster string
	holds   map[string]int // incident: mentions
	wrong   int            // pairs that should be apart
}

// chains lists the clusters that join what should be apart, worst first.
func chains(ms []placed, open either) []chain {
	by := map[string]*chain{}
	for i, a := range ms {
		if a.cluster == "" {
			continue
		}
		c := by[a.cluster]
		if c == nil {
			c = &chain{cluster: a.cluster, holds: map[string]int{}}
			by[a.cluster] = c
		}
		c.holds[a.incident]++
		for _, b := range ms[:i] {
			if together(a, b) && a.incident != b.incident && !open.open(a, b) {
				c.wrong++
			}
		}
	}
	var out []chain
	for _, id := range slices.Sorted(maps.Keys(by)) {
		if by[id].wrong > 0 {
			out = append(out, *by[id])
		}
	}
	slices.SortStableFunc(out, func(a, b chain) int { return cmp.Compare(b.wrong, a.wrong) })
	return out
}

// split is an incident that lies in several clusters.
type split struct {
	incident       string
	found, missing int // mentions found, and not
	clusters       int // that hold those found
	lost           int // pairs that should be together, of those found
}

// splits lists the incidents that were found and not joined, worst first.
func splits(ms []placed) []split {
	by, in := map[string]*split{}, map[string]map[string]bool{}
	for i, a := range ms {
		s := by[a.incident]
		if s == nil {
			s = &split{incident: a.incident}
			by[a.incident], in[a.incident] = s, map[string]bool{}
		}
		if a.cluster == "" {
			s.missing++
			continue
		}
		s.found++
		in[a.incident][a.cluster] = true
		for _, b := range ms[:i] {
			if a.incident == b.incident && b.cluster != "" && !together(a, b) {
				s.lost++
			}
		}
	}
	var out []split
	for _, id := range slices.Sorted(maps.Keys(by)) {
		if s := by[id]; s.lost > 0 {
			s.clusters = len(in[id])
			out = append(out, *s)
		}
	}
	slices.SortStableFunc(out, func(a, b split) int { return cmp.Compare(b.lost, a.lost) })
	return out
}

// TestClusters scores small clusterings against figures reckoned by hand.
func TestClusters(t *testing.T) {
	m := func(incident, cluster string) placed { return placed{incident: incident, cluster: cluster} }
	for _, c := range []struct {
		name   string
		ms     []placed
		open   either
		pairs  prf
		bcubed prf
	}{
		{name: "all right",
			ms:    []placed{m("a", "1"), m("a", "1"), m("b", "2")},
			pairs: prf{1, 1, 1}, bcubed: prf{1, 1, 1}},
		// Nothing is joined: no pair is wrong, the one pair of a is lost.
		// B-cubed recall: each a finds 1 of 2, b finds itself: (½+½+1)/3.
		{name: "all alone",
			ms:    []placed{m("a", "1"), m("a", "2"), m("b", "3")},
			pairs: prf{1, 0, 0}, bcubed: prf{1, 2.0 / 3, 0.8}},
		// Six pairs joined, of which a's three are right.
		// B-cubed precision: 3/4 thrice, 1/4 once: 10/16.
		{name: "chained",
			ms:    []placed{m("a", "1"), m("a", "1"), m("a", "1"), m("b", "1")},
			pairs: prf{0.5, 1, 2.0 / 3}, bcubed: prf{0.625, 1, 10.0 / 13}},
		// Two pairs joined, both right, of a's six: split two and two.
		// B-cubed recall: each finds 2 of 4.
		{name: "split",
			ms:    []placed{m("a", "1"), m("a", "1"), m("a", "2"), m("a", "2")},
			pairs: prf{1, 1.0 / 3, 0.5}, bcubed: prf{1, 0.5, 2.0 / 3}},
		// One of a's three is not found: one of three pairs is joined.
		// B-cubed recall: 2/3, 2/3, 1/3; precision over the two found.
		{name: "one not found",
			ms:    []placed{m("a", "1"), m("a", "1"), m("a", "")},
			pairs: prf{1, 1.0 / 3, 0.5}, bcubed: prf{1, 5.0 / 9, 5.0 / 7}},
		// Two that were not found are not together for it.
		{name: "none found",
			ms:    []placed{m("a", ""), m("a", "")},
			pairs: prf{1, 0, 0}},
		// w may stand with p and with q, which must stay apart. Of the pairs
		// joined, those with w are open, p-q twice is wrong, q-q is right.
		// B-cubed precision, open ones left out: w 1/1, p 1/3, q 2/3 twice.
		{name: "a whole with both of its parts", open: either{{"w", "p"}: true, {"q", "w"}: true},
			ms:    []placed{m("w", "1"), m("p", "1"), m("q", "1"), m("q", "1")},
			pairs: prf{1.0 / 3, 1, 0.5}, bcubed: prf{2.0 / 3, 1, 0.8}},
		{name: "a whole with one of its parts", open: either{{"w", "p"}: true, {"q", "w"}: true},
			ms:    []placed{m("w", "1"), m("p", "2"), m("q", "1"), m("q", "1")},
			pairs: prf{1, 1, 1}, bcubed: prf{1, 1, 1}},
	} {
		got := agreeing(c.ms, c.open)
		if !near(got.Pairs, c.pairs) || !near(got.BCubed, c.bcubed) {
			t.Errorf("%s: pairs %.3f, B-cubed %.3f; want %.3f, %.3f", c.name, got.Pairs, got.BCubed, c.pairs, c.bcubed)
		}
	}
}

func near(a, b prf) bool {
	return math.Abs(a.P-b.P)+math.Abs(a.R-b.R)+math.Abs(a.F-b.F) < 1e-9
}

// TestKindsOfPairs: what is lost is told by where the two stand, and faults
// are listed worst first.
func TestKindsOfPairs(t *testing.T) {
	ms := []placed{
		{incident: "a", cluster: "1", report: "x", words: "fired on the town"},
		{incident: "a", cluster: "1", report: "x", words: "a lie", denies: true},
		{incident: "a", cluster: "1", report: "y", words: "fired on the town"},
		{incident: "a", cluster: "2", report: "z", words: "shells fell there"},
		{incident: "b", cluster: "1", report: "z", words: "the road is shut"},
		{incident: "b", cluster: "2", report: "z", words: "closed to all"},
		{incident: "b", cluster: "2", report: "z", words: "a lie", denies: true},
		{incident: "b", report: "z", words: "nobody passes"},
	}
	got := agreeing(ms, nil)
	for _, c := range []struct {
		name      string
		got, want part
	}{
		{"within a report", got.Within, part{2, 7}}, // a: 1 of 1; b: 1 of 6
		{"copies", got.Copies, part{1, 1}},
		{"retold", got.Retold, part{1, 4}},
		{"denials", got.Denials, part{3, 6}}, // a: 2 of 3; b: 1 of 3
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	cs := chains(ms, nil)
	if len(cs) != 2 || cs[0].cluster != "1" || cs[0].wrong != 3 || cs[1].wrong != 2 || cs[0].holds["a"] != 3 {
		t.Errorf("chains: %+v", cs)
	}
	ss := splits(ms)
	if len(ss) != 2 || ss[0] != (split{"a", 4, 0, 2, 3}) || ss[1] != (split{"b", 3, 1, 2, 2}) {
		t.Errorf("splits: %+v", ss)
	}
	if got := chains(ms, either{{"a", "b"}: true}); len(got) != 0 {
		t.Errorf("what may be joined was called chained: %+v", got)
	}
}
