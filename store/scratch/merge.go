package scratch

import (
	"container/heap"
	"errors"
	"io"
	"iter"
)

// merge yields the pairs of sorted runs and of a sorted slice in one order.
func merge(runs []run, pairs []Pair) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		var h heads
		open := func(next func() (Pair, error)) error {
			first, err := next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			h = append(h, head{first, next})
			return err
		}
		for _, r := range runs {
			if err := open(r.read()); err != nil {
				yield(Pair{}, err)
				return
			}
		}
		rest := pairs
		_ = open(func() (Pair, error) {
			if len(rest) == 0 {
				return Pair{}, io.EOF
			}
			p := rest[0]
			rest = rest[1:]
			return p, nil
		})
		heap.Init(&h)
		for len(h) > 0 {
			if !yield(h[0].pair, nil) {
				return
			}
			var err error
			h[0].pair, err = h[0].next()
			switch {
			case errors.Is(err, io.EOF):
				heap.Pop(&h)
			case err != nil:
				yield(Pair{}, err)
				return
			default:
				heap.Fix(&h, 0)
			}
		}
	}
}

// head is the first pair of a run that has not been yielded, and how to come by
// the next.
type head struct {
	pair Pair
	next func() (Pair, error)
}

// heads is a heap of them, the least first.
type heads []head

func (h heads) Len() int           { return len(h) }
func (h heads) Less(i, j int) bool { return compare(h[i].pair, h[j].pair) < 0 }
func (h heads) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)        { *h = append(*h, x.(head)) }
func (h *heads) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
