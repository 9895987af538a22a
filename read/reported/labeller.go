package reported

import (
	"slices"
	"sync"
)

// labeller finds the best labelling of a scene's units as in or out.
type labeller struct {
	scene  scene
	set    set
	units  []Range
	fromIn []bool // of each unit: whether the best way in, and out, comes from in
	toOut  []bool
	words  sums
	edges  sums
	once   bool // the weights stay as they are, so that near holds from one scene to the next
	text   *Text
	near   [2][]nearSum // of sources and contents: what edgeNear adds up to at each word, for a cue behind and before it
}

// labellers are those that no text is being read with, for the memory that they
// hold.
var labellers = sync.Pool{New: func() any { return &labeller{once: true} }}

func (l *labeller) release() {
	l.text = nil
	l.scene = scene{bytes: l.scene.bytes}
	labellers.Put(l)
}

// sums remembers what sets of features add up to in a scene, by their keys.
type sums struct {
	keys  [32]uint64 // one more than the key, 0 for none
	parts [32][edgeClasses]int32
}

// of returns where the sum of a key stands or belongs, and whether it stands
// there.
func (s *sums) of(key uint64) (*[edgeClasses]int32, bool) {
	at := key * 0x9E3779B97F4A7C15 >> 59
	if s.keys[at] == key+1 {
		return &s.parts[at], true
	}
	s.keys[at] = key + 1
	return &s.parts[at], false
}

// nearSum is what a set of features adds up to, once it is known.
type nearSum struct {
	sum   [edgeClasses]int32
	known bool
}

// The classes of an edge: a part begins there, or has ended.
const (
	opening = iota
	closing
	edgeClasses
)

const impossible = -1 << 28

// cut takes the scene's words apart into what is in or out as one: a noun
// phrase, or a single word.
func (l *labeller) cut() {
	sc := &l.scene
	l.units = l.units[:0]
	for i := sc.from; i < sc.to; {
		last := i + 1
		if p := sc.Tokens[i].Phrase; p >= 0 && !sc.closed(i) && sc.Tokens[i].Edge == Inside {
			for last < sc.to && sc.Tokens[last].Phrase == p && !sc.closed(last) && sc.Tokens[last].Edge == Inside {
				last++
			}
		}
		l.units = append(l.units, Range{i, last})
		i = last
	}
	l.fromIn = zeros(l.fromIn, len(l.units)+1)
	l.toOut = zeros(l.toOut, len(l.units)+1)
}

// zeros returns n zeros, in the memory of s where that is enough.
func zeros[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// best returns the runs of words that are in, and by how much they win over
// none. gold, when given, makes every unit that is labelled otherwise more
// attractive, so that learning leaves a margin.
func (l *labeller) best(words, edges scorer, r *role, gold []bool) (runs []Range, gain int32) {
	sc := &l.scene
	l.cut()
	clear(l.words.keys[:])
	clear(l.edges.keys[:])
	out, in := int32(0), int32(impossible)
	for k, u := range l.units {
		edge := l.edge(edges, r, u.First)
		enter := out + edge[opening]
		if left := in + edge[closing]; left > out {
			out, l.toOut[k] = left, true
		}
		if sc.closed(u.First) {
			in = impossible
			continue
		}
		if in >= enter {
			l.fromIn[k] = true
		} else {
			in = enter
		}
		in += l.word(words, r, u.Last-1)
		if gold != nil {
			if gold[k] {
				out += marginIn
			} else {
				in += marginOut
			}
		}
	}
	in += l.edge(edges, r, sc.to)[closing]
	inside := in > out
	for k := len(l.units) - 1; k >= 0; k-- {
		if !inside {
			inside = l.toOut[k]
			continue
		}
		u := l.units[k]
		if len(runs) > 0 && runs[len(runs)-1].First == u.Last {
			runs[len(runs)-1].First = u.First
		} else {
			runs = append(runs, u)
		}
		inside = l.fromIn[k]
	}
	slices.Reverse(runs)
	return runs, max(in, out)
}

// word returns how much speaks for word i.
func (l *labeller) word(words scorer, r *role, i int) int32 {
	sc, s := &l.scene, &l.set
	where, known := l.words.of(r.key(sc, i))
	if !known {
		s.reset(0)
		r.where(sc, s, i)
		where[0] = words.Sum(s.list)
	}
	s.reset(0)
	r.word(sc, s, i)
	return where[0] + words.Sum(s.list)
}

// edge returns how much speaks for the part to begin, and to have ended,
// before word i.
func (l *labeller) edge(edges scorer, r *role, i int) [edgeClasses]int32 {
	sc, s := &l.scene, &l.set
	where, known := l.edges.of(r.edgeKey(sc, i))
	if !known {
		s.reset(0)
		r.edgeWhere(sc, s, i)
		edges.Score(s.list, where[:])
	}
	sum := *where
	s.reset(0)
	if r.edge != nil {
		r.edge(sc, s, i)
	}
	near := l.nearOf(r, i)
	if near == nil || !near.known {
		have := len(s.list)
		r.edgeNear(sc, s, i)
		if near != nil {
			edges.Score(s.list[have:], near.sum[:])
			near.known = true
			s.list = s.list[:have]
		}
	}
	if near != nil {
		sum[opening] += near.sum[opening]
		sum[closing] += near.sum[closing]
	}
	if len(s.list) > 0 {
		var rest [edgeClasses]int32
		edges.Score(s.list, rest[:])
		sum[opening] += rest[opening]
		sum[closing] += rest[closing]
	}
	return sum
}

// nearOf returns where the sum of what is near stands or belongs, nil where it
// is this scene's alone.
func (l *labeller) nearOf(r *role, i int) *nearSum {
	sc, b := &l.scene, &l.scene.border
	if !l.once || b.place != b.last || b.place != before && b.place != after || i-2 < sc.first || i+1 >= sc.last {
		return nil
	}
	if l.text != sc.Text {
		l.text = sc.Text
		for k := range l.near {
			l.near[k] = zeros(l.near[k], 2*len(sc.Tokens))
		}
	}
	return &l.near[bit(r.more)][2*i+int(bit(b.place == after))]
}
