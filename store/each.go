package store

import (
	"iter"

	"tallystick/evidence"
)

// Each hands a slice of entries to Apply.
func Each(entries []evidence.Entry) iter.Seq2[evidence.Entry, error] {
	return func(yield func(evidence.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}
