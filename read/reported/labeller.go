package reported

import "slices"

// labeller finds the best labelling of a scene's units as in or out.
type labeller struct {
	set    set
	units  []Range
	fromIn []bool // of each unit: whether the best way in, and out, comes from in
	toOut  []bool
	bytes  []uint8 // of the scene: see look
	edge   [edgeClasses]int32
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
func (l *labeller) cut(sc *scene) {
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
func (l *labeller) best(sc *scene, words, edges scorer, r *role, gold []bool) (runs []Range, gain int32) {
	l.cut(sc)
	out, in := int32(0), int32(impossible)
	where, sum, known := uint32(0), int32(0), false
	for k, u := range l.units {
		r.edge(sc, &l.set, u.First)
		edges.Score(l.set.list, l.edge[:])
		enter := out + l.edge[opening]
		if left := in + l.edge[closing]; left > out {
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
		if r.where != nil {
			if key := r.key(sc, u.Last-1); !known || key != where {
				r.where(sc, &l.set, u.Last-1)
				where, sum, known = key, words.Sum(l.set.list), true
			}
		}
		l.set.reset(0)
		r.word(sc, &l.set, u.Last-1)
		in += sum + words.Sum(l.set.list)
		if gold != nil {
			if gold[k] {
				out += marginIn
			} else {
				in += marginOut
			}
		}
	}
	r.edge(sc, &l.set, sc.to)
	edges.Score(l.set.list, l.edge[:])
	in += l.edge[closing]
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
