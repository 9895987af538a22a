package bench

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

// linking names the cluster of each claim. A claim without one stands alone.
type linking map[string]string

func (l linking) of(claim string) string {
	if c, ok := l[claim]; ok {
		return c
	}
	return claim
}

// linker says which claims of these reports speak of one thing.
type linker struct {
	name string
	link func([]telling) linking
}

const programLinks = "what the program links"

// linkers are what needs no thought, for scale, and the program.
var linkers = []linker{
	{"every claim alone", func([]telling) linking { return nil }},
	{"the same words", func(ts []telling) linking { return byKey(ts, sameWords) }},
	{"place, day, type", func(ts []telling) linking { return byKey(ts, placeDayType) }},
	{"place, day, type or the same words", func(ts []telling) linking { return byKey(ts, sameWords, placeDayType) }},
	{programLinks, linked},
}

// byKey joins the claims that share any key, and those joined to these. A
// claim without a key joins nothing by it.
func byKey(ts []telling, keys ...func(telling, evidence.Claim) string) linking {
	parent := linking{}
	var root func(string) string
	root = func(s string) string {
		if p := parent.of(s); p != s {
			return root(p)
		}
		return s
	}
	for _, one := range ts {
		for _, c := range one.Claims {
			for n, key := range keys {
				if k := key(one, c); k != "" {
					parent[root(c.ID)] = root(fmt.Sprint(n, " ", k))
				}
			}
		}
	}
	out := linking{}
	for s := range parent {
		out[s] = root(s)
	}
	return out
}

// sameWords is a claim's content where it is long enough to be no accident.
func sameWords(_ telling, c evidence.Claim) string {
	w := strings.Fields(strings.ToLower(c.Content.Text))
	if len(w) < 4 {
		return ""
	}
	return strings.Join(w, " ")
}

// placeDayType is where, when and what: the first place, the first day of the
// event or else of the report, and the type.
func placeDayType(one telling, c evidence.Claim) string {
	if c.Event == nil || c.Event.Type == "" || len(c.Event.Places) == 0 {
		return ""
	}
	day := one.Report.Published.From
	if t := c.Event.Time; t != nil && t.Known() {
		day = cmp.Or(t.From, t.To)
	}
	if len(day) > len("2020-10-27") {
		day = day[:len("2020-10-27")]
	}
	return c.Event.Places[0].Name + " " + day + " " + c.Event.Type
}

// people gives every claim to the incident that most of its mentions belong
// to: no linker can do better with what the reader finds.
func people(ms []placed) linking {
	votes := map[string]map[string]int{}
	for _, m := range ms {
		if m.claim != "" {
			if votes[m.claim] == nil {
				votes[m.claim] = map[string]int{}
			}
			votes[m.claim][m.incident]++
		}
	}
	out := linking{}
	for claim, by := range votes {
		out[claim] = slices.MaxFunc(slices.Sorted(maps.Keys(by)), func(a, b string) int { return cmp.Compare(by[a], by[b]) })
	}
	return out
}

func found(ms []placed) []placed {
	return slices.DeleteFunc(slices.Clone(ms), func(m placed) bool { return m.cluster == "" })
}

// TestIncidents scores what needs no thought, and what people would make of
// the same claims, against the incidents that people marked.
func TestIncidents(t *testing.T) {
	g := readMarkings(t)
	read := g.tellings(t)
	texts := map[string]string{}
	var ts []telling
	for _, name := range g.names() {
		texts[name] = read[name].Report.Text
		ts = append(ts, read[name])
	}
	moved, err := g.settle(texts)
	if err != nil {
		t.Fatalf("passages that were marked are gone; mark them anew:\n%v", err)
	}
	if moved && *update {
		g.write(t)
	} else if moved {
		t.Log("clean texts have changed since they were marked; -update writes where the mentions stand now")
	}
	best := g.place(read, nil)
	t.Log(g.whatIsFound(best, read))
	all := append(slices.Clone(linkers), linker{"people, given these claims", func([]telling) linking { return people(best) }})
	reached := map[string]agreement{}
	for _, l := range all {
		clusters := l.link(ts)
		ms := g.place(read, clusters)
		whole, given := agreeing(ms, g.open()), agreeing(found(ms), g.open())
		reached[l.name] = given
		if l.name == programLinks {
			holdLinked(t, whole, given)
		}
		t.Logf("%s\n  end to end  pairs %s  B-cubed %s\n  given found pairs %s  B-cubed %s\n  pairs given found: within a report %s, copies %s, retold %s, a denial with what it denies %s\n  unmarked claims beside marked ones: %d",
			l.name, whole.Pairs, whole.BCubed, given.Pairs, given.BCubed, given.Within, given.Copies, given.Retold, given.Denials, strangers(ts, ms, clusters))
		if testing.Verbose() {
			t.Log(faults(ms, g.open(), 8))
		}
	}
	top := reached["people, given these claims"]
	for _, l := range linkers {
		if got := reached[l.name]; got.Pairs.F > top.Pairs.F || got.BCubed.F > top.BCubed.F {
			t.Errorf("%s scores %s and %s, better than people with %s and %s: the scorer is wrong", l.name, got.Pairs, got.BCubed, top.Pairs, top.BCubed)
		}
	}
	if alone := reached["every claim alone"]; alone.Pairs.R > 0.1 {
		t.Errorf("claims that stand alone join %s of the pairs: mentions are found as too few claims", digits(alone.Pairs.R))
	}
}

func (f prf) String() string { return digits(f.P) + " " + digits(f.R) + " " + digits(f.F) }

func (s part) String() string { return fmt.Sprintf("%d of %d", s.Hit, s.Of) }

// whatIsFound says how many mentions the reader finds, and how.
func (g markings) whatIsFound(ms []placed, read map[string]telling) string {
	stance := map[string]bool{} // claims that deny
	for _, one := range read {
		for _, c := range one.Claims {
			stance[c.ID] = denying(c)
		}
	}
	var seen, denials, shared part
	by := map[string]string{}
	for _, m := range ms {
		seen.count(m.claim != "")
		if m.denies {
			denials.count(m.claim != "" && stance[m.claim])
		}
		if m.claim == "" {
			continue
		}
		other, ok := by[m.claim]
		shared.count(ok && other != m.incident)
		if !ok {
			by[m.claim] = m.incident
		}
	}
	return fmt.Sprintf("%d incidents, %d mentions; found %s; denials found as denials %s; found as a claim that holds another incident too %s", len(g.Incidents), len(ms), seen, denials, shared)
}

// strangers counts the claims that nobody marked in clusters with marked ones.
func strangers(ts []telling, ms []placed, clusters linking) int {
	claims, marked := map[string]bool{}, map[string]bool{}
	for _, m := range ms {
		claims[m.claim] = true
		marked[m.cluster] = true
	}
	n := 0
	for _, one := range ts {
		for _, c := range one.Claims {
			if !claims[c.ID] && marked[clusters.of(c.ID)] {
				n++
			}
		}
	}
	return n
}

// faults lists the worst of each kind, for people.
func faults(ms []placed, open either, most int) string {
	var b strings.Builder
	cs, ss := chains(ms, open), splits(ms)
	fmt.Fprintf(&b, "chained: %d clusters\n", len(cs))
	for _, c := range cs[:min(most, len(cs))] {
		fmt.Fprintf(&b, "  %d wrong pairs:", c.wrong)
		for _, id := range slices.Sorted(maps.Keys(c.holds)) {
			fmt.Fprintf(&b, " %s ×%d", id, c.holds[id])
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "split: %d incidents\n", len(ss))
	for _, s := range ss[:min(most, len(ss))] {
		fmt.Fprintf(&b, "  %d pairs lost: %s, %d mentions in %d clusters, %d not found\n", s.lost, s.incident, s.found, s.clusters, s.missing)
	}
	return b.String()
}
