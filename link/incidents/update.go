package incidents

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
)

// Placed is a mention with where it stands.
type Placed struct {
	Mention
	Lead  ID // of its incident: itself when it leads, or stands alone
	To    ID // what it was held against; zero for the lead
	Score int
}

// Library answers for the mentions as they stood before a change.
type Library interface {
	// Near returns the mentions that lie in one of the blocks, each once.
	Near(blocks []int64) ([]Placed, error)
	// Full returns those of the blocks in which so many mentions lie or more; it may
	// return others.
	Full(blocks []int64, many int) ([]int64, error)
	// Members returns the mentions of the incident that a claim leads.
	Members(lead ID) ([]Placed, error)
	// Find returns those of the claims that are there.
	Find(claims []ID) ([]Placed, error)
}

// Change is what came, what went, and what people decided.
type Change struct {
	New       []Mention // all those of each new reading
	Gone      []ID      // all the claims of each reading that no longer stands
	Regrouped []ID      // all the claims of each group that is new, changed or no more
}

// Changed is what a change changes.
type Changed struct {
	Incidents []Incident // those that are new or whose members or links differ, in the order of leading
	Ended     []ID       // leads of incidents that are no more, in the order of their bytes
}

// Update returns what a change changes in the incidents, with the groups as
// they are after it: what Cluster would make of all mentions, and of which
// Library answers for the part that the change can reach.
//
// Where a mention stands depends on which of those before it lead. So those
// that came, and those that may stand otherwise for it, are placed anew in
// the order of leading, until nothing is left that could differ.
func Update(lib Library, groups [][]ID, change Change) (Changed, error) {
	u := &updater{lib: lib, nodes: map[ID]*node{}, blocks: map[int64][]*node{}, members: map[ID][]*node{}, group: map[ID]int{}, groups: groups, grew: map[int64]int{}}
	for g, ids := range groups {
		for _, id := range ids {
			u.group[id] = g
		}
	}
	if err := u.begin(change); err != nil {
		return Changed{}, err
	}
	for len(u.queue) > 0 {
		if err := u.place(heap.Pop(&u.queue).(*node)); err != nil {
			return Changed{}, err
		}
	}
	if err := u.follow(); err != nil {
		return Changed{}, err
	}
	return u.changed()
}

// node is a mention during an update.
type node struct {
	m      Mention
	rank   uint64
	was    Placed // before; Lead is zero for one that came
	lead   ID
	to     ID
	score  int
	group  int // -1 for none
	gone   bool
	moved  bool // it came, or people decided anew where it stands
	queued bool
}

func (n *node) follows() bool { return n.m.How != Alone && n.group < 0 }

// leads reports whether others may join the mention.
func (n *node) leads() bool { return !n.gone && !n.follows() && (n.group >= 0 || n.to == ID{}) }

// differs reports whether the mention stands otherwise than before, or came.
func (n *node) differs() bool {
	return n.moved || n.gone || n.lead != n.was.Lead || n.to != n.was.To || n.score != n.was.Score
}

// order compares two nodes by who leads first.
func order(a, b *node) int { return cmp.Or(cmp.Compare(a.rank, b.rank), before(&a.m, &b.m)) }

type updater struct {
	lib     Library
	nodes   map[ID]*node
	blocks  map[int64][]*node // those not followers, by rank; loaded as needed
	members map[ID][]*node    // that a claim led before
	group   map[ID]int
	groups  [][]ID
	grew    map[int64]int // of each block, how many came or went
	queue   queue
}

// begin takes in the change.
func (u *updater) begin(change Change) error {
	gone, err := u.find(change.Gone)
	if err != nil {
		return err
	}
	for _, n := range gone {
		n.gone, n.moved = true, true
		u.grow(n)
	}
	for i := range change.New { // a claim may be read anew: then it goes and comes
		n := u.node(Placed{Mention: change.New[i]})
		n.m, n.gone, n.moved = change.New[i], false, true
		n.rank = n.m.rankOf(n.group >= 0)
	}
	regrouped, err := u.find(change.Regrouped)
	if err != nil {
		return err
	}
	for _, n := range regrouped {
		n.moved = true
	}
	var moved []*node
	for _, n := range u.nodes {
		if n.moved {
			moved = append(moved, n)
		}
	}
	for _, n := range moved { // a group's lead may be another now
		if n.group >= 0 {
			if _, err := u.find(u.groups[n.group]); err != nil {
				return err
			}
		}
	}
	for _, n := range u.nodes {
		u.push(n)
	}
	for _, n := range moved {
		u.grow(n)
		if err := u.leave(n, false); err != nil { // some of them may lead before it now
			return err
		}
	}
	full, err := u.full()
	if err != nil {
		return err
	}
	for _, b := range full {
		if err := u.crowded(b); err != nil {
			return err
		}
	}
	return u.ahead()
}

// full returns, of the blocks in which a mention comes or goes, those that may
// hold more than a crowd.
func (u *updater) full() ([]int64, error) {
	most := 0
	for _, grew := range u.grew {
		most = max(most, grew)
	}
	full, err := u.lib.Full(sortedKeys(u.grew), max(1, crowd-most))
	if err != nil {
		return nil, fmt.Errorf("crowded blocks: %w", err)
	}
	slices.Sort(full)
	return full, nil
}

// ahead loads at once what will be asked for those that are queued.
func (u *updater) ahead() error {
	var near []int64
	for _, n := range u.queue {
		if !n.follows() && n.group < 0 {
			near = n.m.Near(near)
		}
	}
	slices.Sort(near)
	return u.load(slices.Compact(near))
}

// grow notes in which blocks a mention comes or goes.
func (u *updater) grow(n *node) {
	for _, b := range n.m.Blocks(nil) {
		u.grew[b]++
	}
}

// node returns the node of a mention, as it stood or as it came.
func (u *updater) node(p Placed) *node {
	n := u.nodes[p.Claim]
	if n == nil {
		n = &node{m: p.Mention, was: p, lead: p.Lead, to: p.To, score: p.Score, group: -1}
		if g, ok := u.group[p.Claim]; ok {
			n.group = g
		}
		n.rank = n.m.rankOf(n.group >= 0)
		u.nodes[p.Claim] = n
	}
	return n
}

// place finds where a mention stands, and queues those that may stand
// otherwise for it.
func (u *updater) place(n *node) error {
	n.queued = false
	led, lead := !n.moved && n.leads(), n.lead
	if err := u.choose(n); err != nil {
		return err
	}
	if n.follows() || !n.moved && led == n.leads() && lead == n.lead {
		return nil // nobody else depends on what it joined
	}
	if err := u.leave(n, true); err != nil {
		return err
	}
	return u.attract(n)
}

// choose sets what the mention joins.
func (u *updater) choose(n *node) error {
	switch {
	case n.follows():
		return nil // placed last
	case n.group >= 0:
		first := n
		for _, id := range u.groups[n.group] {
			if o := u.nodes[id]; o != nil && !o.gone && order(o, first) < 0 {
				first = o
			}
		}
		n.lead, n.to, n.score = first.m.Claim, ID{}, full
		if first != n {
			n.to, n.score = first.m.Claim, Score(&first.m, &n.m)
		}
		return nil
	}
	near := n.m.Near(nil)
	if err := u.load(near); err != nil {
		return err
	}
	var best *node
	score := 0
	for _, b := range near {
		for _, o := range u.blocks[b][:min(crowd, len(u.blocks[b]))] {
			if order(o, n) >= 0 {
				break
			}
			same := copies(&o.m, &n.m)
			if !same && !o.leads() || !meet(likenessOf(b), &n.m, &o.m) {
				continue
			}
			if s := Score(&o.m, &n.m); s >= Threshold && (best == nil || better(n, o, s, best, score)) {
				best, score = o, s
			}
		}
	}
	if best == nil {
		n.lead, n.to, n.score = n.m.Claim, ID{}, full
	} else {
		n.lead, n.to, n.score = best.lead, best.m.Claim, score
	}
	return nil
}

// better reports whether n is to join o, with which it agrees so far, rather
// than best: as link.before has it.
func better(n, o *node, score int, best *node, most int) bool {
	c, d := copies(&n.m, &o.m), copies(&n.m, &best.m)
	switch {
	case c != d:
		return c
	case c || score == most:
		return order(o, best) < 0
	}
	return score > most
}

// leave queues those that had joined the mention: all, or those that stand
// after it in the order.
func (u *updater) leave(n *node, after bool) error {
	own, err := u.led(n.was.Lead)
	if err != nil {
		return err
	}
	for _, o := range own {
		if o.was.To == n.m.Claim && !(after && order(o, n) < 0) {
			u.push(o)
		}
	}
	return nil
}

// attract queues those that may join the mention rather than what they did:
// copies of it and, when it leads, all that agree with it.
func (u *updater) attract(n *node) error {
	near := n.m.Near(nil)
	if err := u.load(near); err != nil {
		return err
	}
	for _, b := range near {
		for _, o := range u.blocks[b] {
			if o.queued || o.group >= 0 || order(n, o) >= 0 || !meet(likenessOf(b), &n.m, &o.m) {
				continue
			}
			same := copies(&n.m, &o.m)
			if !same && !n.leads() {
				continue
			}
			if s := Score(&n.m, &o.m); s >= Threshold && (same || o.to == ID{} || s >= o.score) {
				u.push(o)
			}
		}
	}
	return nil
}

// crowded queues what a change of a full block's first may change: those that
// had joined what is no longer among the first, and those that may join what
// now is.
func (u *updater) crowded(b int64) error {
	if err := u.load([]int64{b}); err != nil {
		return err
	}
	all, grew := u.blocks[b], u.grew[b]
	if len(all)+grew <= crowd {
		return nil
	}
	for _, n := range all[max(0, min(len(all), crowd-grew)):min(len(all), crowd+grew)] {
		if err := u.leave(n, false); err != nil {
			return err
		}
		if err := u.attract(n); err != nil {
			return err
		}
	}
	return nil
}

func (u *updater) push(n *node) {
	if !n.queued && !n.gone {
		n.queued = true
		heap.Push(&u.queue, n)
	}
}

// queue holds nodes, the first to lead on top.
type queue []*node

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return order(q[i], q[j]) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(n any)        { *q = append(*q, n.(*node)) }
func (q *queue) Pop() any {
	old := *q
	n := old[len(old)-1]
	*q = old[:len(old)-1]
	return n
}
