package incidents

import "slices"

// A block is a number that mentions share when they may speak of one thing. It
// holds a kind of likeness, what is alike, and a few days:
//
//	place   kind of thing, cell of the map, days
//	thing   a named weapon, model, route or broker, days
//	toll    what was counted, exactly how many (ten or more), days; of mentions with an
//	        exact place, those in cells side by side, for others are apart
//	word    all the words, which copies share, days; of sayings, and of mentions
//	        without an exact place, a rare word
//	party   who took part in a call or meeting, days
//	report  the report, kind and act; no days
//	episode the year of what is long past, and the kind; no days
//
// What lies in neighbouring days, and for places in neighbouring cells, meets
// as well, but for what cannot be one (see forbidden). In the numbers neighbours are a fixed step apart, so that sorted
// blocks can be walked with a cursor for each step.
//
// A block may hold any number of mentions; others are held against the first
// crowd of them in the order of leading only. So a block costs its size, never its
// square. What is lost: where more than that many mentions lie in one cell, kind and
// four days, one that agrees with none of the first is tied to others by a
// shared toll, thing or word, or not at all.
const (
	crowd     = 256
	largeToll = 10
)

type likeness int64

const (
	byPlace likeness = 1 + iota
	byThing
	byToll
	byWord
	byParty
	byReport
	byTollAt     // of mentions with an exact place: with each other
	byTollPlaced // the same, with those without
	byEpisode
)

const (
	likeShift = 59
	wideBit   = 1 << 58
	whatShift = 17 // what is alike: 41 bits; below it the days
	whatMask  = 1<<41 - 1
	kindShift = whatShift + zoneShift + 3
	tollShift = kindShift + 4
)

// steps are from a block to those after it that meet it.
var steps = map[likeness][]int64{
	byPlace: placeSteps(),
	byThing: {1}, byToll: {1, placedToll - 1, placedToll, placedToll + 1}, byWord: {1}, byParty: {1},
	byTollAt: placeSteps(),
}

// placedToll is from the block of a toll to that of the same one of mentions
// with an exact place. Those do not meet each other there.
const placedToll = int64(byTollPlaced-byToll) << likeShift

func placeSteps() []int64 {
	const column, row = 1 << whatShift, 1 << (whatShift + rowShift)
	out := []int64{1}
	for _, cell := range []int64{column, row - column, row, row + column} {
		out = append(out, cell-1, cell, cell+1)
	}
	return out
}

// atPlace reports whether what is alike is a cell of the map.
func (l likeness) atPlace() bool { return l == byPlace || l == byTollAt }

func likenessOf(block int64) likeness { return likeness(block >> likeShift) }

// Blocks appends the blocks in which the mention lies, in ascending order, each
// once.
func (m *Mention) Blocks(into []int64) []int64 { return m.blocks(into, true) }

// blocks are those of Blocks, with or without the tolls at places: where no
// block of places is crowded, those bring together nobody anew.
func (m *Mention) blocks(into []int64, tollsAt bool) []int64 {
	from := len(into)
	if m.Days.Known() {
		first, last, wide := buckets(m.Days)
		add := func(like likeness, what int64) {
			key := int64(like)<<likeShift | wide | what
			for b := first; b <= last; b++ {
				into = append(into, key|b)
			}
		}
		var scratch [4]int64
		for i := range m.NPlaces {
			if p := &m.Places[i]; p.Exact() && m.Kind.tells() {
				for _, cell := range cells(p, scratch[:0]) {
					at := int64(m.Kind)<<kindShift | cell<<whatShift
					add(byPlace, at)
					for _, t := range m.Tolls[:m.NTolls] {
						if tollsAt && t.large() {
							add(byTollAt, t.key()>>whatShift<<tollShift&(wideBit-1)|at)
						}
					}
				}
			}
		}
		for _, t := range m.Things {
			if t != 0 {
				add(byThing, scramble(uint64(t)))
			}
		}
		for _, t := range m.Tolls[:m.NTolls] {
			switch {
			case t.large() && m.Kind.tells() && m.exact():
				add(byTollPlaced, t.key())
			case t.large():
				add(byToll, t.key())
			}
		}
		if m.Kind == Saying || !m.exact() {
			for _, w := range m.Words {
				if w&rarity == rareWord {
					add(byWord, scramble(uint64(w)))
				}
			}
		}
		for _, t := range m.Texts {
			if t != 0 {
				add(byWord, scramble(uint64(t)<<8|1))
			}
		}
		if m.Party != 0 {
			add(byParty, scramble(uint64(m.Party)<<16|uint64(m.Kind)))
		}
	}
	if m.Episode != 0 && m.Kind.tells() {
		into = append(into, int64(byEpisode)<<likeShift|scramble(uint64(m.Episode/months)<<8|uint64(m.Kind)))
	}
	into = append(into, m.ReportBlock())
	slices.Sort(into[from:])
	return append(into[:from], slices.Compact(into[from:])...)
}

// ReportBlock returns the block that the mention shares with those of its report
// that are of its kind and act, and with no others.
func (m *Mention) ReportBlock() int64 {
	return int64(byReport)<<likeShift | scramble(m.Report*0xff51afd7ed558ccd+uint64(m.Mode)<<8+uint64(m.Kind))
}

// OfReport reports whether a block is a ReportBlock.
func OfReport(block int64) bool { return likenessOf(block) == byReport }

// Near appends the blocks whose mentions the mention is held against: its own
// and those that meet them, in ascending order, each once.
func (m *Mention) Near(into []int64) []int64 {
	from := len(into)
	for _, b := range m.Blocks(nil) {
		if likenessOf(b) == byTollPlaced {
			into = append(into, b-placedToll-1, b-placedToll, b-placedToll+1)
			continue
		}
		into = append(into, b)
		for _, step := range steps[likenessOf(b)] {
			into = append(into, b+step)
			if step < placedToll-1 {
				into = append(into, b-step)
			}
		}
	}
	slices.Sort(into[from:])
	return append(into[:from], slices.Compact(into[from:])...)
}

// buckets returns the first and last bucket of days, and the bit of wide ones.
func buckets(d Days) (first, last, wide int64) {
	size := int64(bucketDays)
	if d.Wide() {
		size, wide = wideBucket, wideBit
	}
	const before = 1 << 16 // buckets, so that none is negative
	return (int64(d.From) + before*size) / size, (int64(d.To) + before*size) / size, wide
}

// large reports whether the toll is one that few things share.
func (t Toll) large() bool { return (t.Min == t.Max || t.Min == 0) && t.Max >= largeToll }

func (t Toll) key() int64 { return scramble(uint64(t.What)<<32 | uint64(t.Max)) }

func scramble(h uint64) int64 {
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return int64(h>>23&whatMask) << whatShift
}

// meet reports whether two mentions that lie in neighbouring blocks of a
// likeness are to be held against each other. This, for any pair of blocks
// alike, is the whole rule of who is a candidate.
func meet(like likeness, a, b *Mention) bool {
	if like.atPlace() {
		return a.Kind == b.Kind && a.Days.Meets(b.Days) && placed(a, b) == alike
	}
	return (like == byReport || a.Days.Meets(b.Days)) && !forbidden(a, b)
}
