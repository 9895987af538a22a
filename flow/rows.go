package flow

import (
	"context"
	"errors"
	"iter"

	"tallystick/store"
)

// rows walks the derived rows of a store one by one, so that two stores can be
// walked side by side in little memory.
func rows(ctx context.Context, s store.Store) (next func() row, stop func()) {
	seq := func(yield func(row) bool) {
		enough := errors.New("enough")
		err := s.Derived(ctx, func(table, text string) error {
			if !yield(row{table: table, text: text}) {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) {
			yield(row{end: err == nil, err: err})
		}
	}
	pull, stop := iter.Pull(iter.Seq[row](seq))
	return func() row {
		r, ok := pull()
		if !ok {
			r.end = true
		}
		return r
	}, stop
}
