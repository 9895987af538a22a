package flow

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/capture/lists"
	"tallystick/store"
)

const corpus = "../../shared/corpus/losses"

// importCorpus imports files of the corpus, each changed by edit where there is
// one.
func importCorpus(t testing.TB, l *Ledger, format string, edit func(string) string, names ...string) Imported {
	t.Helper()
	f, err := lists.Named(format)
	if err != nil {
		t.Fatal(err)
	}
	var files []lists.File
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Skip("../shared/corpus is absent: ", err)
		}
		s := string(b)
		if edit != nil {
			s = edit(s)
		}
		files = append(files, lists.File{Name: name, Reader: strings.NewReader(s)})
	}
	done, err := l.Import(t.Context(), f, files, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func scrape() []string {
	var names []string
	for _, status := range []string{"abandoned", "captured", "damaged", "destroyed"} {
		names = append(names, "oryx-scrape-event_"+status+".csv")
	}
	return names
}

// The scrape's 37,505 rows are 35,454 units: 2,051 rows file a unit under a
// second status. The same edition again records nothing.
func TestImportScrape(t *testing.T) {
	if testing.Short() {
		t.Skip("takes in 37,505 rows")
	}
	l, _ := newLedger(t)
	done := importCorpus(t, l, "oryx-csv", nil, scrape()...)
	if done.Rows != 37_505 || done.Units != 35_454 || !maps.Equal(done.Changes, map[string]int{"added": 35_454}) {
		t.Errorf("first: %+v", done)
	}
	several, rows := 0, 0
	at := head(t, l.Desk())
	_, err := l.store.Units(t.Context(), at, store.LossFilter{}, "", 0, func(u store.UnitRecord) error {
		rows += len(u.Unit.Listings)
		if n := len(u.Unit.Listings); n > 1 {
			several += n - 1
			if !u.Unit.Unordered {
				t.Errorf("unit %s stands under %d statuses, and in the order %s", u.Unit.ID, n, u.Unit.History())
			}
		}
		return nil
	})
	if err != nil || rows != 37_505 || several != 2_051 {
		t.Errorf("units hold %d rows, %d of them a second status; want 37505 and 2051 (%v)", rows, several, err)
	}
	if again := importCorpus(t, l, "oryx-csv", nil, scrape()...); again.New || again.Units != done.Units {
		t.Errorf("again: %+v", again)
	}
	sound(t, l.Dir())
}

// A page changed by hand records what was changed, with the reason, and nothing
// else.
func TestImportChangedPage(t *testing.T) {
	l, _ := newLedger(t)
	const name = "oryx-page-aircraft.html"
	done := importCorpus(t, l, "oryx-page", nil, name)
	if done.Units != done.Changes["added"] || done.Units < 700 {
		t.Fatalf("first: %+v", done)
	}
	edited := importCorpus(t, l, "oryx-page", func(s string) string {
		from := strings.Index(s, "(1, destroyed)")
		return s[:from] + "(1, damaged and captured)" + s[from+len("(1, destroyed)"):]
	}, name)
	if !edited.New || !maps.Equal(edited.Changes, map[string]int{"fate": 1}) || edited.Stated != 0 {
		t.Errorf("one fate changed: %+v", edited)
	}
	said := recorded(t, l, edited.Entries[0], edited.Entries[1])[1:]
	if len(said) != 1 || !strings.Contains(said[0], `fate changed from "destroyed" to "damaged, then captured"; status changed from "destroyed" to "damaged and captured"`) {
		t.Errorf("recorded %q", said)
	}
}

// The days of the claims are kept one by one; who claims, and whose losses, is
// said by whoever imports.
func TestImportClaims(t *testing.T) {
	l, _ := newLedger(t)
	done := importCorpus(t, l, "official-claims", nil, "official-claims-equipment.json", "official-claims-personnel.json", "official-claims-corrections.json")
	days := make(map[string]int)
	err := l.store.Tallies(t.Context(), head(t, l.Desk()), store.TallyFilter{}, func(r store.TallyRecord) error {
		days[r.Tally.Said+" "+r.Tally.Reach]++
		return nil
	})
	want := map[string]int{"equipment cumulative": 1626, "personnel cumulative": 1626, "corrections correction": 28}
	if err != nil || !maps.Equal(days, want) || done.Stated != 3280 {
		t.Errorf("%v, want %v; %+v %v", days, want, done, err)
	}
	if again := importCorpus(t, l, "official-claims", nil, "official-claims-corrections.json", "official-claims-equipment.json", "official-claims-personnel.json"); again.New {
		t.Errorf("the same files in another order: %+v", again)
	}
}
