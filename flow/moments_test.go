package flow

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tallystick/evidence"
)

// moments asks an audience's library for its moments now.
func moments(t *testing.T, l *Library) []time.Time {
	t.Helper()
	all, err := l.Moments(t.Context(), head(t, l))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) > mostMoments || !slices.IsSortedFunc(all, time.Time.Compare) {
		t.Fatalf("%d moments: %v", len(all), all)
	}
	return all
}

// The desk looks back at whenever something was recorded; the public at evenly
// spaced moments that are the same however much was recorded between them.
func TestMoments(t *testing.T) {
	busy, clock := newLedger(t)
	quiet, other := newLedger(t)
	began := clock.now
	var recorded []time.Time
	for i, name := range []string{"a.md", "b.md", "c.md"} {
		clock.now = began.Add(time.Duration(i) * 40 * time.Hour)
		add(t, busy, name, page("Report "+name, "2020-10-28", "The Armenian Defence Ministry denied the accusation of "+name+"."))
		recorded = append(recorded, clock.now)
	}
	if got := moments(t, busy.Desk()); !slices.Equal(got, recorded[:2]) {
		t.Errorf("the desk looks back at %v, want %v: the last is now", got, recorded[:2])
	}
	for _, c := range []struct {
		after time.Duration
		want  int
		first time.Time
	}{
		{80 * time.Hour, 80, began.Truncate(time.Hour).Add(time.Hour - time.Second)},
		{30 * 24 * time.Hour, 120, began.Truncate(6 * time.Hour).Add(6*time.Hour - time.Second)},
		{300 * 24 * time.Hour, 42, began.Truncate(24 * time.Hour).Add(7*24*time.Hour - time.Second)},
	} {
		clock.now, other.now = began.Add(c.after), began.Add(c.after)
		public := busy.Public()
		got := moments(t, public)
		if len(got) != c.want || !got[0].Equal(c.first) || !got[len(got)-1].Before(clock.now) {
			t.Errorf("after %v the public looks back at %d moments from %v to %v, want %d from %v", c.after, len(got), got[0], got[len(got)-1], c.want, c.first)
		}
		if !slices.Equal(got, moments(t, quiet.Public())) {
			t.Errorf("after %v the moments tell of what nobody has reviewed", c.after)
		}
	}
}

// With more recordings than a slider has steps, the desk's moments are the last
// of each minute, hour or day.
func TestManyMoments(t *testing.T) {
	l, clock := newLedger(t)
	began := clock.now
	for i := range mostMoments + 10 {
		clock.now = began.Add(time.Duration(i) * 20 * time.Second)
		tally := evidence.Tally{ID: evidence.TallyID("office", "ARM", "", "", fmt.Sprint(i)), By: "office", Of: "ARM", Parts: []evidence.Part{{Said: fmt.Sprint(i)}}}
		if _, err := l.Record(t.Context(), func(int64) ([]Draft, error) { return []Draft{{Kind: evidence.TallyRecorded, Payload: tally}}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	got := moments(t, l.Desk())
	if len(got) != 69 || !got[0].Equal(began.Add(40*time.Second)) || !got[1].Equal(began.Add(100*time.Second)) {
		t.Errorf("%d moments from %v", len(got), got)
	}
}
