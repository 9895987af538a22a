package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

// testLikeness: a report is found by another that copies it, edits it or cuts
// it, as the log stood, and no more once it is withdrawn.
func testLikeness(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	w.Add(evidence.LedgerStarted, evidence.Start{Origin: "storetest"})
	var story []string
	for i := range 40 {
		story = append(story, fmt.Sprintf("In street %d the glass of house %d lay broken on the stones.", i, 3*i+1))
	}
	whole := strings.Join(story, " ")
	original, _ := w.Report("The wire", whole, "reader/1")
	w.Report("Elsewhere", "The bridge over the north river was closed at dawn, and carts waited on both banks until the fog had gone.", "reader/1")
	cut, _ := w.Report("A paper", strings.ReplaceAll(strings.Join(story[10:24], " "), "broken", "shattered"), "reader/1")
	apply(t, s, 0, w.Entries)

	found := func(at int64, text string) []string {
		t.Helper()
		alike, err := s.Resembling(ctx, at, text, 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, a := range alike {
			if a.Bands < 2 {
				t.Errorf("%s agrees in %d bands, want two or more", a.Report, a.Bands)
			}
			if e, err := s.Entry(ctx, a.Entry); err != nil || e.Envelope.Kind != evidence.ReportText || !strings.Contains(string(e.Payload), a.Report) {
				t.Errorf("entry %d is not the text of %s: %v", a.Entry, a.Report, err)
			}
			ids = append(ids, a.Report)
		}
		return ids
	}
	if got := found(10, whole); !slices.Equal(got, []string{original, cut}) {
		t.Errorf("the story resembles %v, want itself and what was cut of it", got)
	}
	if got := found(4, whole); !slices.Equal(got, []string{original}) {
		t.Errorf("before the copy was there, the story resembles %v", got)
	}
	if got := found(10, "The bridge was open."); got != nil {
		t.Errorf("a few words resemble %v", got)
	}
	about, err := s.EntriesOf(ctx, original)
	if err != nil {
		t.Fatal(err)
	}
	taker := w.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Report: original, By: "Ada", Reason: "for their safety"}, about...)
	apply(t, s, taker, w.Entries[taker:])
	for _, at := range []int64{4, 10, taker + 1} {
		if got := found(at, whole); slices.Contains(got, original) {
			t.Errorf("at %d: what was withdrawn is found", at)
		}
	}
}
