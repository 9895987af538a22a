package flow

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/link"
)

// takeIn takes in files that others published.
func takeIn(t *testing.T, l *Ledger, format string, names ...string) {
	t.Helper()
	f, err := lists.Named(format)
	if err != nil {
		t.Fatal(err)
	}
	var files []lists.File
	for _, name := range names {
		path := filepath.Join("..", "..", "shared", "corpus", "losses", name)
		file, err := os.Open(path)
		if err != nil {
			t.Skipf("needs ../shared/corpus: %v", err)
		}
		defer file.Close()
		files = append(files, lists.File{Name: name, Reader: file})
	}
	if _, err := l.Import(t.Context(), f, files, ImportOptions{Of: "RUS", Odd: func(evidence.Oddity) {}}); err != nil {
		t.Fatal(err)
	}
}

// TestReconcilePage: each heading of a page equals its items or is shown with
// the difference.
func TestReconcilePage(t *testing.T) {
	l, _ := newLedger(t)
	takeIn(t, l, "oryx-page", "oryx-page-russia.html")
	at := head(t, l.Desk())
	editions, err := l.Desk().Editions(t.Context(), at)
	if err != nil || len(editions) != 1 {
		t.Fatal(editions, err)
	}
	got, err := l.Desk().Reconciliation(t.Context(), at, editions[0].ID, evidence.LastFate)
	if err != nil {
		t.Fatal(err)
	}
	noted := false
	for _, tally := range got.Tallies {
		for _, line := range tally.Lines {
			if line.Finding == link.NotComparable || max(line.Off, -line.Off) > 5 {
				t.Errorf("%s, %q: %s by %d, %s", tally.Said, line.Part.Said, line.Finding, line.Off, line.Why)
			}
			for _, note := range line.Notes {
				noted = noted || strings.HasSuffix(note.What.String(), ": number 138 stands 2 times") && len(note.Units) == 2
			}
		}
	}
	if got.Found[link.Equal] < 400 || !noted {
		t.Errorf("%v; a number that stands twice is found: %v", got.Found, noted)
	}
}

// TestSeriesOfClaims: what an office claims stands beside what a list states
// and lists, day by day, and falls are told with the corrections.
func TestSeriesOfClaims(t *testing.T) {
	if testing.Short() {
		t.Skip("takes in 37,505 rows")
	}
	l, c := newLedger(t)
	c.now = time.Date(2026, 8, 10, 0, 0, 0, 0, time.UTC) // the files run up to days before
	takeIn(t, l, "oryx-csv", "oryx-scrape-event_destroyed.csv", "oryx-scrape-event_damaged.csv", "oryx-scrape-event_abandoned.csv", "oryx-scrape-event_captured.csv", "oryx-scrape-daily_count.csv", "oryx-scrape-totals_by_type.csv")
	takeIn(t, l, "official-claims", "official-claims-equipment.json", "official-claims-corrections.json")
	at := head(t, l.Desk())
	got, err := l.Desk().Series(t.Context(), at, "RUS", "tank")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int64{}
	for _, c := range got.Claimed {
		for _, point := range c.Points {
			if point.Date == "2025-07-19" && len(c.Covers) == 0 {
				said[c.By] = *point.Min
			}
		}
	}
	if want := map[string]int64{"official claims": 11032, "Oryx": 4074}; !maps.Equal(said, want) {
		t.Errorf("tanks on 2025-07-19: %v, want %v", said, want)
	}
	if len(got.Counted) != 1 || got.Counted[0].Undated != 0 || got.Counted[0].Points[len(got.Counted[0].Points)-1].Date != "2025-07-19" {
		t.Errorf("counted: %d lists", len(got.Counted))
	}
	want := []link.Step{{Said: "tank", Before: "2023-05-27", Date: "2023-05-28", From: 3799, To: 3797, Near: []link.Said{{Date: "2023-05-27", Number: -5}}}}
	if diff := cmp.Diff(want, got.Falls); diff != "" {
		t.Errorf("falls: %s", diff)
	}
	editions, err := l.Desk().Editions(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Desk().Reconciliation(t.Context(), at, editions[1].ID, evidence.WorstFate)
	if err != nil {
		t.Fatal(err)
	}
	for _, tally := range r.Tallies {
		for _, line := range tally.Lines {
			if line.Finding == link.NotComparable && line.Why.IsZero() || line.Finding == link.Off && line.Off == 0 {
				t.Errorf("%s, %q: %+v", tally.Said, line.Part.Said, line)
			}
		}
	}
	if r.Found[link.Equal] == 0 || r.Found[link.Off] == 0 || r.Found[link.NotComparable] < 6000 {
		t.Errorf("found %v; the daily totals are for other days", r.Found)
	}
}
