package incidents

import "slices"

// Incident is a set of claims that are held to speak of one thing. A claim
// that stands alone is one of one member.
type Incident struct {
	Lead    ID
	Members []Member // the lead first, then by rank
}

// Member is a claim in an incident, and what it was held against.
type Member struct {
	Claim ID
	To    ID  // zero for the lead
	Score int // thousandths; of full agreement for the lead and for followers
}

// Cluster sorts mentions into incidents, those that lead first in front.
// Mentions of one report come together, each claim once. The claims of one
// group are of one incident, those of different groups of different ones; no
// claim is in two groups (see Groups).
func Cluster(mentions []Mention, groups [][]ID) []Incident {
	c := &clusterer{mentions: mentions, to: make([]int32, len(mentions)), score: make([]int16, len(mentions))}
	c.find(groups)
	c.sort()
	ix := newIndex(mentions, c.rank, func(i int) bool { return !c.follows(i) })
	c.lead(c.links(ix))
	return c.incidents()
}

type clusterer struct {
	mentions []Mention
	ids      []ID     // of the mentions
	group    []int32  // of each mention, -1 for none; nil when there are no groups
	target   []int32  // that a mention follows, -1 for none there; nil when none follows
	rank     []uint32 // of each mention
	order    []uint32 // the mentions by rank
	to       []int32  // what each joined, -1 for what leads or stands alone
	score    []int16
}

// find looks up the claims that groups and followers name.
func (c *clusterer) find(groups [][]ID) {
	wanted := map[ID]int32{}
	var seen [1 << 18]uint64 // a bit for each of the first 24 of an id: most claims are not looked up
	want := func(id ID) {
		wanted[id] = -1
		seen[int(id[0])<<10|int(id[1])<<2|int(id[2])>>6] |= 1 << (id[2] & 63)
	}
	for _, g := range groups {
		for _, id := range g {
			want(id)
		}
	}
	followers := false
	c.ids = make([]ID, len(c.mentions))
	for i := range c.mentions {
		c.ids[i] = c.mentions[i].Claim
		if c.mentions[i].How != Alone {
			followers = true
			want(c.mentions[i].Follows)
		}
	}
	if len(wanted) == 0 {
		return
	}
	for i, id := range c.ids {
		if seen[int(id[0])<<10|int(id[1])<<2|int(id[2])>>6]>>(id[2]&63)&1 == 1 {
			if _, ok := wanted[id]; ok {
				wanted[id] = int32(i)
			}
		}
	}
	if len(groups) > 0 {
		c.group = slices.Repeat([]int32{-1}, len(c.mentions))
		for g := range groups {
			for _, id := range groups[g] {
				if at := wanted[id]; at >= 0 {
					c.group[at] = int32(g)
				}
			}
		}
	}
	if followers {
		c.target = slices.Repeat([]int32{-1}, len(c.mentions))
		for i := range c.mentions {
			if c.mentions[i].How != Alone {
				c.target[i] = wanted[c.mentions[i].Follows]
			}
		}
	}
}

func (c *clusterer) grouped(i int) bool { return c.group != nil && c.group[i] >= 0 }

// follows reports whether the mention stands where another does: unless people
// decided where it stands.
func (c *clusterer) follows(i int) bool {
	return c.target != nil && c.mentions[i].How != Alone && !c.grouped(i)
}

// sort finds the order of leading.
func (c *clusterer) sort() {
	entries := make([]entry, len(c.mentions))
	for i := range c.mentions {
		entries[i] = entry{key: c.mentions[i].rankOf(c.grouped(i)), at: uint32(i)}
	}
	entries = sortByKey(entries)
	for i := 0; i < len(entries); {
		j := i + 1
		for j < len(entries) && entries[j].key == entries[i].key {
			j++
		}
		if j-i > 1 {
			slices.SortFunc(entries[i:j], func(a, b entry) int { return before(&c.mentions[a.at], &c.mentions[b.at]) })
		}
		i = j
	}
	c.rank, c.order = make([]uint32, len(entries)), make([]uint32, len(entries))
	for r, e := range entries {
		c.rank[e.at], c.order[r] = uint32(r), e.at
	}
}

// link is a pair that agrees: second may join first.
type link struct {
	second, first uint32 // ranks
	score         int16
	copies        bool
}

// before reports whether a link is to be followed rather than another: to what
// is told in the same words, else to what agrees best, else to what leads first.
func (l link) before(o link) bool {
	switch {
	case l.copies != o.copies:
		return l.copies
	case l.copies || l.score == o.score:
		return l.first < o.first
	}
	return l.score > o.score
}

func (c *clusterer) links(x *index) []link {
	links := make([]link, 0, 2*len(c.mentions))
	x.walk(func(first, second uint32) {
		g := weigh(&c.mentions[first], &c.mentions[second]) // those that meet are not forbidden
		if s := g.score(); s >= Threshold {
			links = append(links, link{c.rank[second], c.rank[first], int16(s), copies(&c.mentions[first], &c.mentions[second])})
		}
	})
	return links
}

// lead lets each mention, in the order of rank, join the best that leads, or
// lead itself; a copy joins what it is a copy of. What people grouped leads before all else and joins nothing.
func (c *clusterer) lead(links []link) {
	starts := make([]uint32, len(c.mentions)+1)
	for _, l := range links {
		starts[l.second+1]++
	}
	for i := range c.mentions {
		starts[i+1] += starts[i]
	}
	sorted := make([]link, len(links))
	next := slices.Clone(starts)
	for _, l := range links {
		sorted[next[l.second]] = l
		next[l.second]++
	}
	leads := make([]bool, len(c.mentions)) // by rank
	c.leadGroups(leads)
	for r, at := range c.order {
		if c.grouped(int(at)) {
			continue
		}
		c.to[at], c.score[at] = -1, full
		if c.follows(int(at)) {
			c.to[at] = c.targetOf(at)
			continue
		}
		best := link{}
		for _, l := range sorted[starts[r]:starts[r+1]] {
			if (leads[l.first] || l.copies) && (best.score == 0 || l.before(best)) {
				best = l
			}
		}
		if best.score == 0 {
			leads[r] = true
			continue
		}
		c.to[at], c.score[at] = int32(c.order[best.first]), best.score
	}
}

// leadGroups lets the first of each group lead the others of it; each of them
// may be joined.
func (c *clusterer) leadGroups(leads []bool) {
	best := map[int32]int32{}
	for r, at := range c.order {
		if !c.grouped(int(at)) {
			break // those of groups rank before all others
		}
		leads[r] = true
		lead, ok := best[c.group[at]]
		if !ok {
			best[c.group[at]] = int32(at)
			c.to[at], c.score[at] = -1, full
			continue
		}
		c.to[at], c.score[at] = lead, int16(Score(&c.mentions[lead], &c.mentions[at]))
	}
}

func (c *clusterer) targetOf(at uint32) int32 {
	if c.target == nil {
		return -1
	}
	return c.target[at]
}

// incidents gathers the members of each lead.
func (c *clusterer) incidents() []Incident {
	roots := make([]int32, len(c.mentions))
	sizes := make([]int32, len(c.mentions)+1) // by rank of the lead, shifted by one
	leads := 0
	for _, at := range c.order {
		roots[at] = c.root(int32(at))
		sizes[c.rank[roots[at]]+1]++
		if roots[at] == int32(at) {
			leads++
		}
	}
	for i := range c.mentions {
		sizes[i+1] += sizes[i]
	}
	members := make([]Member, len(c.mentions))
	next := slices.Clone(sizes)
	for _, at := range c.order {
		m := Member{Claim: c.ids[at], Score: int(c.score[at])}
		if roots[at] != int32(at) {
			m.To = c.ids[c.to[at]]
		}
		r := c.rank[roots[at]]
		if roots[at] == int32(at) && next[r] > sizes[r] { // a follower may rank before what it follows
			copy(members[sizes[r]+1:next[r]+1], members[sizes[r]:next[r]])
			members[sizes[r]] = m
		} else {
			members[next[r]] = m
		}
		next[r]++
	}
	out := make([]Incident, 0, leads)
	for r, at := range c.order {
		if roots[at] == int32(at) {
			own := members[sizes[r]:sizes[r+1]:sizes[r+1]]
			out = append(out, Incident{Lead: own[0].Claim, Members: own})
		}
	}
	return out
}

// root returns what leads the incident in which a mention stands. A follower
// stands where its chain of answers ends; when that never ends, it leads itself.
func (c *clusterer) root(from int32) int32 {
	at := from
	for range longestChain {
		if !c.follows(int(at)) {
			break
		}
		if c.to[at] < 0 {
			return at
		}
		at = c.to[at]
	}
	if c.follows(int(at)) {
		return from
	}
	for c.to[at] >= 0 {
		at = c.to[at]
	}
	return at
}

// longestChain of answers to answers that is followed.
const longestChain = 64
