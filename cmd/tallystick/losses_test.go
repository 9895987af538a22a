package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallystick/flow"
	"tallystick/publish"
)

// twoEditions is a list of six losses, and the same a day later: one captured
// wreck is destroyed now, one is gone, two are new.
const (
	listHeader = "id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n"
	listOne    = listHeader +
		"1,Tanks,T-72B,Destroyed,Armenia,2020-10-01,\"Quillfeather, Quillfeather raion\",\"39.91234,46.71234\",Quillfeather's Own,https://pictures.example/1.png,39.91234,46.71234\n" +
		"2,Tanks,T-72B,Captured,Armenia,2020-10-02,,,,https://pictures.example/2.png,,\n" +
		"3,Anti-aircraft systems,9K33 Osa,Destroyed,Armenia,2020-10-03,,,,https://pictures.example/3.png,,\n" +
		"4,Tanks,T-90S,Destroyed,Azerbaijan,2020-10-03,,,,https://pictures.example/4.png,,\n" +
		"5,Transport,Ural-4320,Abandoned,Azerbaijan,2020-10-04,,,,https://pictures.example/5.png,,\n" +
		"6,Transport,=HYPERLINK(0),Damaged,Armenia,2020-10-04,,\"-1.5,-2.5\",,https://pictures.example/6.png,-1.5,-2.5\n"
)

func listTwo() string {
	s := strings.Replace(listOne, "2,Tanks,T-72B,Captured", "2,Tanks,T-72B,Destroyed", 1)
	s = strings.Replace(s, "5,Transport,Ural-4320,Abandoned,Azerbaijan,2020-10-04,,,,https://pictures.example/5.png,,\n", "", 1)
	return s + "7,Tanks,T-72B,Damaged,Armenia,2020-10-05,,,,https://pictures.example/7.png,,\n8,Tanks,T-72B,Captured,Armenia,2020-10-05,,,,https://pictures.example/8.png,,\n"
}

// lossLedger records both editions on two days, and returns a clock that stands
// on the third.
func lossLedger(t *testing.T) (dir string, world flow.World, clock *time.Time) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	now := time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	world = testWorld()
	world.Now = func() time.Time { return now }
	do := func(args ...string) {
		t.Helper()
		if status, out, errs := runAt(t, world, "", args...); status != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
	}
	do("init", "--dir", dir, "--origin", "example.org/losses")
	for _, list := range []string{listOne, listTwo()} {
		file := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		do("import", "warspotting", file, "--dir", dir)
		now = now.Add(24 * time.Hour)
	}
	return dir, world, &now
}

func TestLossesForPeople(t *testing.T) {
	dir, world, _ := lossLedger(t)
	status, out, errs := runAt(t, world, "", "losses", "--dir", dir)
	want := `
                                  units  destroyed  damaged  abandoned  captured
ARM                                   6          3        2          0         1
  surface-to-air missile system       1          1        0          0         0
  tank                                4          2        1          0         1
  vehicle                             1          0        1          0         0
--------------------------------------------------------------------------------
AZE                                   1          1        0          0         0
  tank                                1          1        0          0         0
--------------------------------------------------------------------------------
Total, each unit once                 7          4        2          0         1

A unit with several fates is counted under the last; where nobody says which was
last, under the worst (destroyed, then captured, abandoned, damaged).
`
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), out); status != 0 || errs != "" || diff != "" {
		t.Errorf("status %d, %s, %s", status, errs, diff)
	}
	_, out, _ = runAt(t, world, "", "losses", "--dir", dir, "--diff", "2020-11-20", "2020-11-22", "--side", "Armenia")
	for _, said := range []string{
		"at 2020-11-20                             4          2       1         0        1", "at 2020-11-22                             6          3       2         0        1",
		"ARM tank T-72B captured is now ARM tank T-72B destroyed", "added: ARM tank T-72B damaged",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(said), " ")) {
			t.Errorf("the difference does not say %q:\n%s", said, out)
		}
	}
	for line := range strings.Lines(out) {
		if len([]rune(line)) > 81 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
}

// answered is the contract of losses --json.
type answered struct {
	Total struct {
		Units int64            `json:"units"`
		Fates map[string]int64 `json:"fates"`
		Rule  string           `json:"rule"`
	} `json:"total"`
	By []struct {
		Side, Class string
		Units       int64
	} `json:"by"`
}

func TestLossesAnswers(t *testing.T) {
	dir, world, _ := lossLedger(t)
	for _, c := range []struct{ flags, want string }{
		{"", "7: 4 2 0 1 last"},
		{"--fold first", "7: 4 2 0 1 first"},
		{"--as-of 2020-11-20", "6: 3 1 1 1 last"},
		{"--as-of 2020-11-19", "0: 0 0 0 0 last"},
		{"--side ARM", "6: 3 2 0 1 last"},
		{"--side azerbaijan", "1: 1 0 0 0 last"},
		{"--class tank", "5: 3 1 0 1 last"},
		{"--class Tanks --side ARM", "4: 2 1 0 1 last"},
		{"--class SAM", "1: 1 0 0 0 last"},
		{"--class Anti-aircraft_systems", "1: 1 0 0 0 last"},
		{"--class armoured_vehicle", "5: 3 1 0 1 last"},
		{"--model T72B", "4: 2 1 0 1 last"},
		{"--model Т-72Б", "4: 2 1 0 1 last"},
		{"--fate destroyed", "4: 4 0 0 0 last"},
		{"--list warspotting", "7: 4 2 0 1 last"},
	} {
		args := []string{"losses", "--json", "--dir", dir}
		for flag := range strings.FieldsSeq(c.flags) {
			args = append(args, strings.ReplaceAll(flag, "_", " "))
		}
		status, out, errs := runAt(t, world, "", args...)
		var got answered
		if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil {
			t.Errorf("%s: %v %s%s", c.flags, err, out, errs)
			continue
		}
		f := got.Total.Fates
		if said := fmt.Sprintf("%d: %d %d %d %d %s", got.Total.Units, f["destroyed"], f["damaged"], f["abandoned"], f["captured"], got.Total.Rule); said != c.want || len(f) != 4 {
			t.Errorf("%s: %s, want %s", c.flags, said, c.want)
		}
		var sum int64
		for _, by := range got.By {
			sum += by.Units
		}
		if sum != got.Total.Units {
			t.Errorf("%s: the classes come to %d of %d units", c.flags, sum, got.Total.Units)
		}
	}
	for _, c := range []struct {
		flags, want string
		status      int
	}{
		{"--side ARN", `no losses are recorded under the side "ARN"; near it: ARM`, 1},
		{"--class tenk", `no losses are recorded under the class "tenk"; near it: tank`, 1},
		{"--class submarine", `no losses are recorded under the class "submarine"`, 1},
		{"--model T-72", `no losses are recorded under the model "T-72"; near it: T-72B`, 1},
		{"--fate burnt", `no losses are recorded under the fate "burnt"`, 1},
		{"--fold middle", `no fold rule is called "middle"`, 1},
		{"--list elsewhere", `no losses are recorded under the list "elsewhere"`, 1},
		{"--as-of yesterday", `--as-of "yesterday" is neither a date nor a time`, 1},
		{"--diff 2020-11-20", "--diff takes two times", 2},
		{"tanks", `"tanks" is not expected here`, 2},
	} {
		status, _, errs := runAt(t, world, "", append([]string{"losses", "--dir", dir}, strings.Fields(c.flags)...)...)
		if status != c.status || !strings.Contains(errs, c.want) {
			t.Errorf("%s: status %d, %s, want %d, %s", c.flags, status, errs, c.status, c.want)
		}
	}
}

// TestLossesDiff: the entries, applied to the first total, give the second,
// however the two times are written.
func TestLossesDiff(t *testing.T) {
	dir, world, _ := lossLedger(t)
	var first string
	for _, times := range [][]string{{"--diff", "2020-11-20", "2020-11-22"}, {"--diff", "2020-11-20,2020-11-22"}, {"--diff", "2020-11-20", "--diff", "2020-11-22"}} {
		status, out, errs := runAt(t, world, "", append([]string{"losses", "--json", "--dir", dir}, times...)...)
		var diff lossDifference
		if err := json.Unmarshal([]byte(out), &diff); status != 0 || err != nil {
			t.Fatalf("%v: %v %s%s", times, err, out, errs)
		}
		total := diff.From.LossTotal
		for _, c := range diff.Entries {
			total.Apply(diff.From.Rule, c)
		}
		if total != diff.To.LossTotal || len(diff.Entries) != 4 {
			t.Errorf("%v: %d entries give %+v, want %+v", times, len(diff.Entries), total, diff.To.LossTotal)
		}
		if first == "" {
			first = out
		}
		if out != first {
			t.Errorf("%v says something else", times)
		}
	}
	_, out, _ := runAt(t, world, "", "losses", "--csv", "--dir", dir, "--diff", "2020-11-20", "2020-11-22")
	rows := readCSV(t, out)
	if len(rows) != 5 || !slices.Equal(rows[0], publish.ChangeColumns) {
		t.Errorf("changes as CSV: %q", rows)
	}
}

func readCSV(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestLossesRoundTrip: what was imported comes out equal in its columns, but
// for the apostrophe before what a spreadsheet would run.
func TestLossesRoundTrip(t *testing.T) {
	dir, world, _ := lossLedger(t)
	status, out, errs := runAt(t, world, "", "losses", "--csv", "--columns", "warspotting", "--dir", dir)
	if status != 0 {
		t.Fatal(errs)
	}
	checkRoundTrip(t, readCSV(t, listTwo()), readCSV(t, out), "warspotting")
}

// TestLossesRoundTripOfCorpus: the same of the lists that others published, but
// for the numbers by which the scrape counts its rows.
func TestLossesRoundTripOfCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("takes in 25,000 rows")
	}
	folder := filepath.Join("..", "..", "..", "shared", "corpus", "losses")
	for _, c := range []struct {
		format, columns string
		files           []string
	}{
		{"warspotting", "warspotting", []string{"warspotting.csv"}},
		{"oryx-csv", "scrape", []string{"oryx-scrape-event_damaged.csv", "oryx-scrape-event_abandoned.csv", "oryx-scrape-event_captured.csv"}},
	} {
		dir := filepath.Join(t.TempDir(), "ledger")
		must(t, "init", "--dir", dir, "--origin", "example.org/corpus")
		args := []string{"import", c.format, "--dir", dir}
		var was [][]string
		for _, name := range c.files {
			b, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Skipf("needs ../shared/corpus: %v", err)
			}
			rows := readCSV(t, string(b))
			if was != nil {
				rows = rows[1:]
			}
			was, args = append(was, rows...), append(args, filepath.Join(folder, name))
		}
		must(t, args...)
		got := readCSV(t, must(t, "losses", "--csv", "--columns", c.columns, "--dir", dir))
		checkRoundTrip(t, was, got, c.columns, "sysID", "imageID", "statusID", "matID")
	}
}

func checkRoundTrip(t *testing.T, was, got [][]string, form string, but ...string) {
	t.Helper()
	columns := publish.LossColumns[form]
	cut := func(rows [][]string) []string {
		var lines []string
		for _, row := range rows[1:] {
			cells := make([]string, len(columns))
			for i, c := range columns {
				if at := slices.Index(rows[0], c); !slices.Contains(but, c) {
					cells[i] = row[at]
				}
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
		slices.Sort(lines)
		return lines
	}
	want, have := cut(was), cut(got)
	for i, line := range have {
		for _, sign := range []string{"=", "+", "-", "@"} {
			have[i] = strings.ReplaceAll(line, "|'"+sign, "|"+sign)
			line = have[i]
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("-imported +exported %.2000s", diff)
	}
	for _, row := range got[1:] {
		if trail := slices.Delete(slices.Clone(row[len(columns):]), 5, 6); slices.Contains(trail, "") { // an edition may have several files
			t.Errorf("no way back from %q", row)
		}
	}
}

// TestExportLosses: an export holds what is public: nothing before an edition is
// accepted and late, then its units, without position, military unit or place.
func TestExportLosses(t *testing.T) {
	dir, world, clock := lossLedger(t)
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	at, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	editions, err := l.Desk().Editions(t.Context(), at)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil || len(editions) != 2 {
		t.Fatal(editions, err)
	}
	export := func() [][]string {
		t.Helper()
		file := filepath.Join(t.TempDir(), "public.csv")
		if status, _, errs := runAt(t, world, "", "export", "losses", "--columns", "warspotting", "--out", file, "--dir", dir); status != 0 {
			t.Fatal(errs)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "Quillfeather") || strings.Contains(string(b), "39.9") {
			t.Errorf("the public file says %s", b)
		}
		return readCSV(t, string(b))[1:]
	}
	accept := func(id string) string {
		t.Helper()
		status, out, errs := runAt(t, world, "", "decide", "--dir", dir, id, "accept", "--as", "Ada", "--reason", "compared with the list")
		if status != 0 {
			t.Fatal(errs)
		}
		return out
	}
	if rows := export(); len(rows) != 0 {
		t.Errorf("nobody accepted anything, and %d rows are public", len(rows))
	}
	if out := accept(editions[1].ID); !strings.Contains(out, "it is too recent: it may be seen from 2020-11-23 12:00 UTC") {
		t.Errorf("decide says %s", out)
	}
	if rows := export(); len(rows) != 0 {
		t.Errorf("it is fresh, and %d rows are public", len(rows))
	}
	*clock = clock.Add(24 * time.Hour)
	if rows := export(); len(rows) != 6 {
		t.Errorf("of the first edition %d rows are public, want 6", len(rows))
	}
	*clock = clock.Add(72 * time.Hour)
	accept(editions[0].ID)
	rows := export()
	if len(rows) != 7 {
		t.Errorf("of the second edition %d rows are public, want 7", len(rows))
	}
	status, out, errs := runAt(t, world, "", "losses", "--public", "--json", "--dir", dir)
	var got answered
	if err := json.Unmarshal([]byte(out), &got); status != 0 || err != nil || got.Total.Units != 7 {
		t.Errorf("%v %s%s", err, out, errs)
	}
	status, out, errs = runAt(t, world, "", "decide", "--dir", dir, rows[0][12], "reject", "--as", "Ada", "--reason", "another war's")
	if status != 0 || !strings.Contains(out, "it was rejected in review") {
		t.Errorf("%s%s", out, errs)
	}
	if rows := export(); len(rows) != 6 {
		t.Errorf("one is rejected, and %d rows are public", len(rows))
	}
}
