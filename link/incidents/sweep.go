package incidents

import (
	"cmp"
	"slices"
)

// index is mentions sorted into their blocks.
type index struct {
	mentions []Mention
	rank     []uint32 // of each mention: 0 leads first
	entries  []entry  // by block, within a block by rank
	spots    []spot   // of each entry
	blocks   []block
}

// spot is the part of a mention that most often decides whether a pair meets,
// kept side by side so that the walk does not leave the cache.
type spot struct {
	days   Days
	single bool  // it has one place, an exact one:
	place  Place // this
	named  bool  // it names two things or more
}

func spotOf(m *Mention) spot {
	return spot{m.Days, m.NPlaces == 1 && m.Places[0].Exact(), m.Places[0], m.Things[1] != 0}
}

// block is a run of entries with one key.
type block struct {
	key        int64
	start, end uint32
}

// newIndex sorts the mentions for which in is true.
func newIndex(mentions []Mention, rank []uint32, in func(i int) bool) *index {
	x := indexOf(mentions, rank, in, false)
	if slices.ContainsFunc(x.blocks, func(b block) bool { return likenessOf(b.key) == byPlace && b.end-b.start > crowd }) {
		return indexOf(mentions, rank, in, true)
	}
	return x
}

func indexOf(mentions []Mention, rank []uint32, in func(i int) bool, tollsAt bool) *index {
	x := &index{mentions: mentions, rank: rank, entries: make([]entry, 0, 3*len(mentions))}
	spots := make([]spot, len(mentions))
	var scratch []int64
	for i := range mentions {
		if !in(i) {
			continue
		}
		m := &mentions[i]
		spots[i] = spotOf(m)
		scratch = m.blocks(scratch[:0], tollsAt)
		for _, b := range scratch {
			x.entries = append(x.entries, entry{key: uint64(b), at: uint32(i)})
		}
	}
	x.entries = sortByKey(x.entries)
	x.cut(spots)
	return x
}

// cut finds the blocks, and puts the entries of each in the order of rank.
func (x *index) cut(spots []spot) {
	x.spots = make([]spot, len(x.entries))
	for i := 0; i < len(x.entries); {
		j := i + 1
		for j < len(x.entries) && x.entries[j].key == x.entries[i].key {
			j++
		}
		if j-i > 1 {
			x.sort(x.entries[i:j])
		}
		x.blocks = append(x.blocks, block{int64(x.entries[i].key), uint32(i), uint32(j)})
		for ; i < j; i++ {
			x.spots[i] = spots[x.entries[i].at]
		}
	}
}

// sort puts entries in the order of rank: most are few.
func (x *index) sort(entries []entry) {
	if len(entries) > 16 {
		slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(x.rank[a.at], x.rank[b.at]) })
		return
	}
	for i := 1; i < len(entries); i++ {
		e, j := entries[i], i
		for ; j > 0 && x.rank[entries[j-1].at] > x.rank[e.at]; j-- {
			entries[j] = entries[j-1]
		}
		entries[j] = e
	}
}

// walk visits each pair of mentions that lie in blocks that meet, the one that
// leads first; a pair that is alike in several ways is visited as often.
func (x *index) walk(visit func(first, second uint32)) {
	cursors := make([]int, len(steps[byPlace]))
	var like likeness
	for b := range x.blocks {
		if l := likenessOf(x.blocks[b].key); l != like {
			like = l
			for i := range cursors {
				cursors[i] = b
			}
		}
		if like != byTollPlaced {
			x.inside(x.blocks[b], like, visit)
		}
		for i, step := range steps[like] {
			c, key := cursors[i], x.blocks[b].key+step
			for c < len(x.blocks) && x.blocks[c].key < key {
				c++
			}
			cursors[i] = c
			if c < len(x.blocks) && x.blocks[c].key == key {
				x.across(x.blocks[b], x.blocks[c], like, visit)
			}
		}
	}
}

// inside visits the pairs of one block.
func (x *index) inside(b block, like likeness, visit func(first, second uint32)) {
	for i := b.start; i < min(b.end, b.start+crowd); i++ {
		for j := i + 1; j < b.end; j++ {
			if x.meet(i, j, like) {
				visit(x.entries[i].at, x.entries[j].at)
			}
		}
	}
}

// across visits the pairs of two blocks that meet. Either may lead the other.
func (x *index) across(b, c block, like likeness, visit func(first, second uint32)) {
	for i := b.start; i < b.end; i++ {
		for j := c.start; j < c.end; j++ {
			if i >= b.start+crowd && j >= c.start+crowd {
				break
			}
			if !x.meet(i, j, like) {
				continue
			}
			p, q := x.entries[i].at, x.entries[j].at
			if x.rank[p] < x.rank[q] && i < b.start+crowd {
				visit(p, q)
			} else if x.rank[q] < x.rank[p] && j < c.start+crowd {
				visit(q, p)
			}
		}
	}
}

// meet is the rule of the same name, held against the spots first.
func (x *index) meet(i, j uint32, like likeness) bool {
	a, b := &x.spots[i], &x.spots[j]
	if x.entries[i].at == x.entries[j].at || a.days.From > b.days.To+1 && a.days.Known() && b.days.Known() || b.days.From > a.days.To+1 && a.days.Known() && b.days.Known() {
		return false
	}
	if a.single && b.single {
		near := within(&a.place, &b.place)
		if like.atPlace() {
			return near // the block says the rest
		}
		if !near && !(a.named && b.named) {
			return false
		}
	}
	return meet(like, &x.mentions[x.entries[i].at], &x.mentions[x.entries[j].at])
}
