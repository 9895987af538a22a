package storetest

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// testStream: a sequence longer than an engine holds at once is one
// transaction. What it reads meanwhile is the store as it was before, and a
// fault anywhere in it leaves nothing.
func testStream(t *testing.T, engine Engine) {
	ctx := t.Context()
	const many = 2500
	s := engine.New(t)
	apply(t, s, 0, History(9, 20))
	want := State(t, s)
	from, err := s.Applied(ctx)
	if err != nil {
		t.Fatal(err)
	}
	faulty := errors.New("line 7 is spoilt")
	captures := func(n int, fault error) iter.Seq2[evidence.Entry, error] {
		return func(yield func(evidence.Entry, error) bool) {
			for i := range n {
				if applied, err := s.Applied(ctx); applied != from || err != nil {
					t.Fatalf("within the sequence the store holds %d entries (%v), want the %d from before", applied, err, from)
				}
				number := from + int64(i)
				capture := evidence.Capture{Report: evidence.Hash(fmt.Append(nil, number)), Name: "page.txt", At: Epoch}
				if !yield(Entry(number, evidence.ReportCaptured, capture), nil) {
					return
				}
			}
			if fault != nil {
				yield(evidence.Entry{}, fault)
			}
		}
	}
	if err := s.Apply(ctx, from, captures(many, faulty), Seal); !errors.Is(err, faulty) {
		t.Errorf("a sequence that ends in a fault: got %v, want its fault", err)
	}
	diff(t, "after a sequence that ends in a fault", want, State(t, s))
	if err := s.Apply(ctx, from, gap(captures(many, nil), from+1700), Seal); !errors.Is(err, store.ErrGap) {
		t.Errorf("a sequence with a gap: got %v, want %v", err, store.ErrGap)
	}
	diff(t, "after a sequence with a gap", want, State(t, s))

	if err := s.Apply(ctx, from, captures(many, nil), Seal); err != nil {
		t.Fatal(err)
	}
	pieces := engine.New(t)
	all := Kept(t, s)
	for n := 0; n < len(all); n += 700 {
		apply(t, pieces, int64(n), all[n:min(n+700, len(all))])
	}
	diff(t, "one long sequence and pieces of it", State(t, pieces), State(t, s))
}

// gap leaves one entry out.
func gap(entries iter.Seq2[evidence.Entry, error], number int64) iter.Seq2[evidence.Entry, error] {
	return func(yield func(evidence.Entry, error) bool) {
		for e, err := range entries {
			if e.Envelope.Number != number && !yield(e, err) {
				return
			}
		}
	}
}
