package flow

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"tallystick/evidence"
)

// TestRecordAll records more drafts than are made into entries at once, in one
// transaction and under one time; a fault among them leaves none.
func TestRecordAll(t *testing.T) {
	l, _ := newLedger(t)
	before := head(t, l.Desk())
	drafts := func(n int, fault error) func(int64) iter.Seq2[Draft, error] {
		return func(next int64) iter.Seq2[Draft, error] {
			return func(yield func(Draft, error) bool) {
				for i := range n {
					tally := evidence.Tally{ID: evidence.TallyID("office", "ARM", "", "", fmt.Sprint(i)), By: "office", Of: "ARM", Parts: []evidence.Part{{Said: fmt.Sprint(i)}}}
					if !yield(Draft{Kind: evidence.TallyRecorded, Payload: tally, About: []int64{next - 1}}, nil) {
						return
					}
				}
				if fault != nil {
					yield(Draft{}, fault)
				}
			}
		}
	}
	spoilt := errors.New("line 501 is spoilt")
	if _, _, err := l.RecordAll(t.Context(), drafts(500, spoilt)); !errors.Is(err, spoilt) || head(t, l.Desk()) != before {
		t.Fatalf("a fault among the drafts: %v, and the log holds %d entries; want the fault, and %d", err, head(t, l.Desk()), before)
	}
	if first, end, err := l.RecordAll(t.Context(), drafts(0, nil)); first != before || end != before || err != nil {
		t.Errorf("no drafts: %d to %d, %v; want %d to %[4]d", first, end, err, before)
	}
	first, end, err := l.RecordAll(t.Context(), drafts(500, nil))
	if first != before || end != before+500 || err != nil {
		t.Fatalf("500 drafts: %d to %d, %v; want %d to %d", first, end, err, before, before+500)
	}
	one, err := l.store.Entry(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	last, err := l.store.Entry(t.Context(), end-1)
	if err != nil || !last.Envelope.Time.Equal(one.Envelope.Time) || last.Check() != nil {
		t.Errorf("the last of 500: %+v, %v; want the time of the first, and its payload committed to", last, err)
	}
}
