package territory

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Settlement is what is said of the roads out of a settlement that somebody
// drew on a road.
type Settlement struct {
	Name     string   `json:"settlement"`
	Lat      float64  `json:"lat"`
	Lon      float64  `json:"lon"`
	Roads    []string `json:"roads"`              // names of the drawn roads that it lies on
	Accounts []Way    `json:"accounts,omitempty"` // empty when nobody says anything of the roads that matter to it
}

// Way is whether a settlement has a road out by one account.
type Way struct {
	Account string   `json:"account"` // a side's code, third-party, narrator
	State   string   `json:"state"`   // one of Ways
	To      []string `json:"to,omitempty"`
	Since   string   `json:"since,omitempty"` // first civil day from which this account has said so without a break
	Claims  []string `json:"claims"`          // that say what the answer rests on
}

// What a walk over the drawn roads finds.
const (
	CutOff     = "no open road out"   // every drawn way out has a stretch that is said to be closed
	Restricted = "restricted"         // every drawn way out has a stretch that is said to be closed or restricted
	Open       = "open road out"      // there is a drawn way out of which every stretch is said to be open
	Unsaid     = "not said of a road" // there is a drawn way out of which nothing is said, or not of all its stretches
	Undrawn    = "no way out is drawn"
)

// Ways lists what a walk can find.
var Ways = []string{CutOff, Restricted, Open, Unsaid, Undrawn}

// Outlook answers, of every settlement on the drawn roads that is not out
// itself, whether it has an open road out by each account that says anything
// of these roads, in the order of names. It is a plain walk over what was
// drawn: a road that is said to be closed is closed along all its length, a
// road between two places on a drawn one is the stretch between them, and
// nothing is known of roads that nobody drew.
func (t *Teller) Outlook(drawn []evidence.Route, roads []Road) []Settlement {
	m := t.mapOf(drawn)
	told := make(map[string][]stretchSaid) // by account, in order
	for _, r := range roads {
		stretches := m.of(r)
		for _, s := range r.Said {
			for _, id := range s.Accounts {
				if len(stretches) > 0 && !s.Denies {
					told[id] = append(told[id], stretchSaid{s, stretches})
				}
			}
		}
	}
	found := make([]Settlement, 0, len(m.nodes))
	for _, n := range m.nodes {
		found = append(found, Settlement{Name: n.name, Lat: n.lat, Lon: n.lon, Roads: n.roads})
	}
	var ids []string
	for id := range told {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, byAccount)
	for _, id := range ids {
		for n, way := range m.ways(told[id]) {
			if way.State == Undrawn || len(way.Claims) > 0 {
				way.Account = id
				found[n].Accounts = append(found[n].Accounts, way)
			}
		}
	}
	inside := found[:0]
	for n, s := range found {
		if !m.nodes[n].out {
			inside = append(inside, s)
		}
	}
	slices.SortFunc(inside, func(a, b Settlement) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon))
	})
	return inside
}

// stretchSaid is a statement with the stretches that it is about.
type stretchSaid struct {
	Statement
	stretches []int
}

// node is a settlement on the drawn roads.
type node struct {
	name     string
	lat, lon float64
	out      bool
	roads    []string
	at       []int // stretches that end in it
}

// stretch joins two settlements that follow one another on a drawn road.
type stretch struct{ a, b int }

// roadMap is the drawn roads as a graph.
type roadMap struct {
	t         *Teller
	nodes     []node
	byKey     map[string]int // of a place's key
	stretches []stretch
	roads     []drawnRoad
}

type drawnRoad struct {
	id    string
	keys  []string // of its names
	nodes []int    // in the order of its line
	first int      // of its stretches, one fewer than nodes
}

func (t *Teller) mapOf(drawn []evidence.Route) *roadMap {
	drawn = slices.Clone(drawn)
	slices.SortFunc(drawn, func(a, b evidence.Route) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	m := &roadMap{t: t, byKey: make(map[string]int)}
	for _, r := range drawn {
		road := drawnRoad{id: r.ID, first: len(m.stretches)}
		for _, name := range append([]string{r.Name}, r.Names...) {
			road.keys = put(road.keys, t.roadNamed(name).key)
		}
		for _, s := range r.Settlements {
			n := m.node(s)
			m.nodes[n].roads = put(m.nodes[n].roads, r.Name)
			if k := len(road.nodes); k > 0 {
				m.nodes[road.nodes[k-1]].at = append(m.nodes[road.nodes[k-1]].at, len(m.stretches))
				m.nodes[n].at = append(m.nodes[n].at, len(m.stretches))
				m.stretches = append(m.stretches, stretch{road.nodes[k-1], n})
			}
			road.nodes = append(road.nodes, n)
		}
		m.roads = append(m.roads, road)
	}
	return m
}

// node returns the number of a settlement: one place is one node on all roads,
// by whichever of its names it is called.
func (m *roadMap) node(s evidence.Settlement) int {
	key, _ := m.t.placeKey(s.Name)
	n, ok := m.byKey[key]
	if !ok {
		n = len(m.nodes)
		m.byKey[key] = n
		name := s.Name
		if p, known := m.t.places[key]; known {
			name = p.Name // with the names that all sides give it
		}
		m.nodes = append(m.nodes, node{name: name, lat: s.Lat, lon: s.Lon})
	}
	m.nodes[n].out = m.nodes[n].out || s.Out
	return n
}

// of returns the stretches that a road is about: the whole of the drawn ones
// that bear one of its names, else what lies between its two ends on the drawn
// roads that have both.
func (m *roadMap) of(r Road) []int {
	var found []int
	for _, d := range m.roads {
		if slices.Contains(d.keys, r.key) {
			for i := range max(len(d.nodes)-1, 0) {
				found = append(found, d.first+i)
			}
		}
	}
	if found != nil || len(r.between) != 2 {
		return found
	}
	a, hasA := m.byKey[r.between[0]]
	b, hasB := m.byKey[r.between[1]]
	if !hasA || !hasB {
		return nil
	}
	for _, d := range m.roads {
		i, k := slices.Index(d.nodes, a), slices.Index(d.nodes, b)
		if i < 0 || k < 0 {
			continue
		}
		for at := min(i, k); at < max(i, k); at++ {
			found = append(found, d.first+at)
		}
	}
	return found
}

// Told returns the names of the roads, of which something is said, that are
// about a drawn one or a stretch of it, by the drawn one's id.
func (t *Teller) Told(drawn []evidence.Route, roads []Road) map[string][]string {
	m := t.mapOf(drawn)
	told := make(map[string][]string)
	for _, r := range roads {
		about := m.of(r)
		for _, d := range m.roads {
			if slices.ContainsFunc(about, func(s int) bool { return s >= d.first && s < d.first+len(d.nodes)-1 }) {
				told[d.id] = put(told[d.id], r.Name)
			}
		}
	}
	return told
}

// ways answers for every node by the statements of one account, which are put
// in order. Since when it has been so is found by walking once for each day on
// which something was said.
func (m *roadMap) ways(told []stretchSaid) []Way {
	slices.SortStableFunc(told, func(a, b stretchSaid) int {
		return cmp.Or(strings.Compare(cmp.Or(a.from, a.to), cmp.Or(b.from, b.to)), strings.Compare(a.to, b.to),
			strings.Compare(day(a.Published, true), day(b.Published, true)), strings.Compare(a.Claim, b.Claim))
	})
	state := make([]*Statement, len(m.stretches)) // the latest
	ways := make([]Way, len(m.nodes))
	for i := range told {
		for _, s := range told[i].stretches {
			state[s] = &told[i].Statement
		}
		since := cmp.Or(told[i].from, told[i].to)
		if i+1 < len(told) && cmp.Or(told[i+1].from, told[i+1].to) == since {
			continue
		}
		for n, way := range m.walk(state) {
			if ways[n].State == way.State {
				since := ways[n].Since
				ways[n] = way
				ways[n].Since = since
				continue
			}
			ways[n] = way
			if way.State != Unsaid && way.State != Undrawn {
				ways[n].Since = since
			}
		}
	}
	return ways
}

// How good a way is, the best first.
const (
	open = iota
	unsaid
	restricted
	closed
	none
)

// walk tells of every node what its ways out are like: it goes outwards from
// what is out, over stretches said to be open first, then over those of which
// nothing is said, then over restricted ones, and over closed ones at last.
func (m *roadMap) walk(state []*Statement) []Way {
	class := func(s int) int {
		switch {
		case state[s] == nil:
			return unsaid
		case state[s].State == "open":
			return open
		case state[s].State == "restricted":
			return restricted
		}
		return closed
	}
	best := make([]int, len(m.nodes)) // the worst stretch on the best way out
	for n := range best {
		best[n] = none
	}
	for level := open; level <= closed; level++ {
		var queue []int
		for n := range m.nodes {
			if m.nodes[n].out && best[n] == none {
				best[n] = open
			}
			if best[n] <= level {
				queue = append(queue, n)
			}
		}
		for len(queue) > 0 {
			n := queue[0]
			queue = queue[1:]
			for _, s := range m.nodes[n].at {
				other := m.stretches[s].a + m.stretches[s].b - n
				if best[other] == none && class(s) <= level {
					best[other] = level
					queue = append(queue, other)
				}
			}
		}
	}
	names := []string{open: Open, unsaid: Unsaid, restricted: Restricted, closed: CutOff, none: Undrawn}
	ways := make([]Way, len(m.nodes))
	borders := m.borders(state, best, class)
	for n := range ways {
		ways[n] = Way{State: names[best[n]]}
		for _, s := range borders[n] {
			ways[n].Claims, ways[n].To = put(ways[n].Claims, s.Claim), put(ways[n].To, s.To)
		}
		slices.Sort(ways[n].Claims)
		slices.Sort(ways[n].To)
	}
	return ways
}

// borders returns, of every node, the statements that its answer rests on. A
// part of the map is what is joined by stretches better than its answer; those
// on the stretches that leave it close it in, or restrict it. What is open
// rests on all that is said of the open part, what is not said of, on what is
// said of the node's own stretches.
func (m *roadMap) borders(state []*Statement, best []int, class func(int) int) [][]*Statement {
	rests := make([][]*Statement, len(m.nodes))
	seen := make([]bool, len(m.nodes))
	for n, level := range best {
		if seen[n] {
			continue
		}
		members := []int{n}
		said := make(map[*Statement]bool)
		seen[n] = true
		for i := 0; i < len(members); i++ {
			for _, s := range m.nodes[members[i]].at {
				if on := state[s]; on != nil && (level == unsaid || level == none || class(s) == level || level == restricted && class(s) == closed) {
					said[on] = true
				}
				other := m.stretches[s].a + m.stretches[s].b - members[i]
				if joined := class(s) < level && level != unsaid || level == open && class(s) == open; joined && !seen[other] && best[other] == level {
					seen[other] = true
					members = append(members, other)
				}
			}
		}
		var list []*Statement
		for s := range said {
			list = append(list, s)
		}
		slices.SortFunc(list, func(a, b *Statement) int { return strings.Compare(a.Claim, b.Claim) })
		for _, member := range members {
			rests[member] = list
		}
	}
	return rests
}
