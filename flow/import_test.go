package flow

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/store"
)

// plainList is a format of our own, a row a line: "unit AAA T-1 destroyed 3
// https://… 2", "total AAA tanks 12 2020-10-01", "odd why". The words of a row
// are parted by spaces; a dash stands for nothing.
var plainList = lists.Format{Name: "plain", About: "a list of our own", Merge: true, Read: readPlain}

func readPlain(f lists.File) iter.Seq2[lists.Item, error] {
	return func(yield func(lists.Item, error) bool) {
		in := bufio.NewScanner(f)
		for line := 1; in.Scan(); line++ {
			cells := append(strings.Fields(strings.ReplaceAll(in.Text(), " -", " \x00")), make([]string, 8)...)
			for i := range cells {
				cells[i] = strings.Trim(cells[i], "\x00")
			}
			number, _ := strconv.Atoi(cells[4])
			together, _ := strconv.Atoi(cells[6])
			var item lists.Item
			switch cells[0] {
			case "unit":
				item.Listing = &evidence.Listing{Side: cells[1], Model: cells[2], Status: cells[3], Number: number, Address: cells[5], Together: together, Line: line}
				if strings.Contains(cells[2], "?") {
					item.Listing.Odd = []string{"model: a question mark stands in it"}
				}
			case "total":
				n, _ := strconv.ParseInt(cells[3], 10, 64)
				item.Tally = &evidence.Tally{By: "the list", Of: cells[1], Date: cells[4], Said: cells[2], Line: line, Parts: []evidence.Part{{Said: cells[2], Min: &n, Max: &n}}}
			case "odd":
				item.Odd = &evidence.Oddity{Line: line, Raw: in.Text(), Why: cells[1]}
			default:
				yield(lists.Item{}, &lists.Error{File: f.Name, Line: line, Column: 1, Err: errors.New("no such row")})
				return
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

func listFile(name string, rows ...string) lists.File {
	return lists.File{Name: name, Reader: strings.NewReader(strings.Join(rows, "\n") + "\n")}
}

func importRows(t testing.TB, l *Ledger, opt ImportOptions, rows ...string) Imported {
	t.Helper()
	done, err := l.Import(t.Context(), plainList, []lists.File{listFile("list.txt", rows...)}, opt)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// recorded tells what entries say from one on: a line each.
func recorded(t testing.TB, l *Ledger, from, to int64) []string {
	t.Helper()
	var said []string
	for n := from; n < to; n++ {
		e, err := l.store.Entry(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		switch e.Envelope.Kind {
		case evidence.EditionImported:
			edition, _ := evidence.Decode[evidence.Edition](e)
			said = append(said, fmt.Sprintf("edition of %s up to %s: %d rows, %d units, %d tallies, %v, %d odd", edition.List, edition.Date, edition.Rows, edition.Units, edition.Tallies, edition.Changes, len(edition.Odd)))
		case evidence.LossRecorded:
			r, _ := evidence.Decode[evidence.LossRecord](e)
			said = append(said, fmt.Sprintf("%s %s %s: %s", r.Change, r.Unit.Model, r.Unit.History(), r.Reason))
		case evidence.TallyRecorded:
			tally, _ := evidence.Decode[evidence.Tally](e)
			said = append(said, fmt.Sprintf("%s says %s of %s: %d", tally.By, tally.Said, tally.Of, *tally.Parts[0].Min))
		case evidence.ProposalMade:
			p, _ := evidence.Decode[evidence.Proposal](e)
			said = append(said, fmt.Sprintf("%d %s: %s", len(p.Members), p.What, strings.Join(p.Reasons, "; ")))
		}
		if n > from && !slices.Contains(e.Envelope.About, from) {
			t.Errorf("entry %d is not about the edition, but %v", n, e.Envelope.About)
		}
	}
	return said
}

// A story of four editions of one list.
func TestImport(t *testing.T) {
	l, _ := newLedger(t)
	first := []string{
		"unit AAA T-1 destroyed 1 https://example.org/1",
		"unit AAA T-1 damaged 2 https://example.org/2",
		"unit AAA T-1 captured 3 https://example.org/3",
		"unit BBB M-9 destroyed 1 https://example.org/4 2",
		"unit BBB M-9 destroyed 2 https://example.org/4 2",
		"total AAA tanks 3 2020-10-01",
		"total AAA tanks 4 2020-10-02",
		"odd a-heading",
	}
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"the first edition", first, `edition of plain up to 2020-10-02: 8 rows, 5 units, 2 tallies, map[added:5], 1 odd
added T-1 destroyed: new in the list
added T-1 damaged: new in the list
added T-1 captured: new in the list
added M-9 destroyed: new in the list
added M-9 destroyed: new in the list
the list says tanks of AAA: 3
the list says tanks of AAA: 4`},
		{"the same again", first, ``},
		{"the rows in another order", append(slices.Clone(first[4:]), first[:4]...),
			`edition of plain up to 2020-10-02: 8 rows, 5 units, 2 tallies, map[], 1 odd`},
		{"a newer edition", []string{
			"unit AAA T-1 destroyed 1 https://example.org/1",
			"unit AAA T-1 abandoned 1 https://example.org/1",
			"unit AAA T-1 captured 2 https://example.org/3",
			"unit BBB M-9 destroyed 1 https://example.org/4 2",
			"unit BBB M-9A destroyed 2 https://example.org/4 2",
			"unit BBB M-9 destroyed 3 https://example.org/5",
			"unit BBB M-9 captured 3 https://example.org/5",
			"unit BBB M-9 captured 9 https://example.org/5",
			"total AAA tanks 3 2020-10-01",
			"total AAA tanks 5 2020-10-02",
			"total AAA tanks 6 2020-10-03",
		}, `edition of plain up to 2020-10-03: 11 rows, 6 units, 3 tallies, map[added:2 fate:1 re-filed:1 removed:1 renumbered:1], 0 odd
fate T-1 abandoned+destroyed: fate changed from "destroyed" to "abandoned and destroyed in no known order"; it is filed under "abandoned" as well; the list files one picture and model under "abandoned" and "destroyed" at once: one unit, and nobody says what came first
renumbered T-1 captured: number changed from "3" to "2"
re-filed M-9A destroyed: model changed from "M-9" to "M-9A"; listed model changed from "M-9" to "M-9A"
added M-9 captured+destroyed: new in the list; the list files one picture and model under "captured" and "destroyed" at once: one unit, and nobody says what came first
removed T-1 damaged: the list has dropped it
added M-9 captured: new in the list
the list says tanks of AAA: 5
the list says tanks of AAA: 6
2 same unit: one address is listed for both; it was compared by address alone, no picture was looked at; it may be one unit filed under two fates: "captured and destroyed in no known order" or "captured"`},
	} {
		done := importRows(t, l, ImportOptions{}, c.rows...)
		if done.New != (c.want != "") {
			t.Errorf("%s: new %v", c.name, done.New)
		}
		if got := strings.Join(recorded(t, l, done.Entries[0], done.Entries[1]), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		sound(t, l.Dir())
	}
	// What was recorded can be taken apart: the units are those of the rows.
	if got := counts(t, l); got != "AAA T-1 abandoned+destroyed 1|AAA T-1 captured 1|BBB M-9 captured 1|BBB M-9 captured+destroyed 1|BBB M-9 destroyed 1|BBB M-9A destroyed 1" {
		t.Errorf("units stand at %s", got)
	}
	_, err := l.Import(t.Context(), plainList, []lists.File{listFile("old.txt", first...)}, ImportOptions{})
	if !errors.Is(err, ErrSuperseded) {
		t.Errorf("an earlier edition again: %v", err)
	}
	rebuilt(t, l)
}

func counts(t testing.TB, l *Ledger) string {
	t.Helper()
	at, err := l.store.Applied(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := l.store.LossCounts(t.Context(), at, store.LossFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range found {
		said = append(said, fmt.Sprintf("%s %s %s %d", c.Side, c.Model, c.History, c.Units))
	}
	slices.Sort(said)
	return strings.Join(said, "|")
}

// The order of rows within an edition makes no difference: the same entries are
// recorded, all but the lines and the hash of the file.
func TestImportOrderOfRows(t *testing.T) {
	row := rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, 5).Draw(t, "kind") == 0 {
			return fmt.Sprintf("total AAA %s %d 2020-10-0%d", rapid.SampledFrom([]string{"tanks", "guns"}).Draw(t, "said"), rapid.IntRange(0, 3).Draw(t, "n"), rapid.IntRange(1, 2).Draw(t, "day"))
		}
		return fmt.Sprintf("unit AAA %s %s %d %s", rapid.SampledFrom([]string{"T-1", "T-2", "T-?"}).Draw(t, "model"), rapid.SampledFrom([]string{"destroyed", "damaged", "captured"}).Draw(t, "status"),
			rapid.IntRange(0, 3).Draw(t, "number"), rapid.SampledFrom([]string{"-", "https://example.org/1", "https://example.org/2"}).Draw(t, "address"))
	})
	count := 0
	rapid.Check(t, func(rt *rapid.T) {
		if count++; count > 6 { // each makes two ledgers
			return
		}
		editions := [][]string{rapid.SliceOfN(row, 1, 12).Draw(rt, "first"), rapid.SliceOfN(row, 1, 12).Draw(rt, "second")}
		var payloads [2][]string
		for side := range payloads {
			l, _ := newLedger(t)
			for _, rows := range editions {
				if side == 1 {
					rows = rapid.Permutation(rows).Draw(rt, "shuffled")
				}
				done := importRows(t, l, ImportOptions{List: "L"}, rows...)
				payloads[side] = append(payloads[side], recorded(t, l, done.Entries[0], done.Entries[1])...)
			}
			payloads[side] = append(payloads[side], counts(t, l))
			l.Close()
		}
		if !slices.Equal(payloads[0], payloads[1]) {
			rt.Fatalf("in one order\n%s\nin another\n%s", strings.Join(payloads[0], "\n"), strings.Join(payloads[1], "\n"))
		}
	})
}

// What cannot be imported leaves nothing behind: no entry, no body.
func TestImportRefused(t *testing.T) {
	many := make([]string, 10_001)
	for i := range many {
		many[i] = fmt.Sprintf("unit AAA T-1 destroyed %d https://example.org/1", i)
	}
	oddities := slices.Clone(many)
	for i := range oddities {
		oddities[i] = "odd nothing"
	}
	for _, c := range []struct {
		name  string
		files []lists.File
		opt   ImportOptions
		want  string
	}{
		{"a damaged file", []lists.File{listFile("a.txt", "unit AAA T-1 destroyed", "spoilt")}, ImportOptions{}, "a.txt:2:1: no such row"},
		{"a sound file and a damaged one", []lists.File{listFile("a.txt", "unit AAA T-1 destroyed"), listFile("b.txt", "spoilt")}, ImportOptions{}, "b.txt:1:1: no such row"},
		{"nobody's loss", []lists.File{listFile("a.txt", "unit - T-1 destroyed")}, ImportOptions{}, `a.txt:1: nobody is said to have lost "T-1": say whose losses they are, with --of CODE`},
		{"one file twice", []lists.File{listFile("a.txt", "unit AAA T-1 destroyed"), listFile("b.txt", "unit AAA T-1 destroyed")}, ImportOptions{}, "b.txt: the same file is named twice"},
		{"too much of one address", []lists.File{listFile("a.txt", many...)}, ImportOptions{}, "more than 10000 rows have the same address: https://example.org/1"},
		{"too many oddities", []lists.File{listFile("a.txt", oddities...)}, ImportOptions{}, "a.txt:10001: not a file of this format: 10001 rows list no unit and state no total, the last of them: nothing"},
		{"no file", nil, ImportOptions{}, "name a file to import"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, _ := newLedger(t)
			_, err := l.Import(t.Context(), plainList, c.files, c.opt)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if n := head(t, l.Desk()); n != 1 {
				t.Errorf("%d entries were recorded", n-1)
			}
			if names := kept(t, l); len(names) > 0 {
				t.Errorf("bodies were left: %v", names)
			}
		})
	}
}

// kept lists the files under bodies/.
func kept(t *testing.T, l *Ledger) (names []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(l.Dir(), bodiesFolder), func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A body that was there before a failed import is left alone.
func TestImportRefusedKeepsBodies(t *testing.T) {
	l, _ := newLedger(t)
	importRows(t, l, ImportOptions{}, "unit AAA T-1 destroyed")
	before := kept(t, l)
	_, err := l.Import(t.Context(), plainList, []lists.File{listFile("a.txt", "unit AAA T-1 destroyed"), listFile("b.txt", "spoilt")}, ImportOptions{})
	if err == nil {
		t.Fatal("a damaged file was imported")
	}
	if after := kept(t, l); !slices.Equal(before, after) {
		t.Errorf("bodies %v became %v", before, after)
	}
	sound(t, l.Dir())
}

// A file that lists hardly anything of a list is no edition of it, unless its
// user says so; one that lists no unit at all changes none.
func TestImportOfAnotherList(t *testing.T) {
	l, _ := newLedger(t)
	var rows []string
	for i := range 210 {
		rows = append(rows, fmt.Sprintf("unit AAA T-1 destroyed %d https://example.org/%d", i, i))
	}
	importRows(t, l, ImportOptions{}, rows...)
	if done := importRows(t, l, ImportOptions{}, "total AAA tanks 210 2020-10-01"); done.Changes["removed"] > 0 || done.Stated != 1 {
		t.Errorf("a file of totals: %+v", done)
	}
	_, err := l.Import(t.Context(), plainList, []lists.File{listFile("half.txt", rows[:100]...)}, ImportOptions{})
	if !errors.Is(err, ErrOtherList) || !strings.Contains(err.Error(), `of the 210 units recorded of "plain" it lists 100`) {
		t.Errorf("a cut-off list: %v", err)
	}
	if done := importRows(t, l, ImportOptions{List: "plain"}, rows[:100]...); done.Changes["removed"] != 110 {
		t.Errorf("said to be the list: %+v", done)
	}
	if done := importRows(t, l, ImportOptions{List: "another"}, "unit AAA T-1 captured 1 https://example.org/3", "unit AAA T-1 captured 1 https://example.org/205"); done.Proposals != 1 || done.Changes["removed"] > 0 {
		t.Errorf("another list with a unit of the first: %+v", done)
	}
	sound(t, l.Dir())
}

// Everything that is odd is told, row by row.
func TestImportTellsWhatIsOdd(t *testing.T) {
	l, _ := newLedger(t)
	var told []string
	done := importRows(t, l, ImportOptions{Odd: func(o evidence.Oddity) { told = append(told, o.String()) }},
		"unit AAA T-? destroyed", "odd a-heading", "total AAA tanks 3 2020-10-01", "total AAA tanks 3 2020-10-01", "total AAA tanks 4 2020-10-01")
	want := []string{
		"list.txt:1: model: a question mark stands in it",
		`list.txt:2: a-heading: "odd a-heading"`,
		`list.txt:4: the same total is stated twice with the same numbers: "tanks"`,
	}
	if !slices.Equal(told, want) || done.Odd != len(want) || done.Stated != 2 {
		t.Errorf("told\n%s\n%+v", strings.Join(told, "\n"), done)
	}
}

// Where a list shows a unit of the same number, model and fate by another link,
// it is the same unit; not where anything else may be meant.
func TestImportOfReplacedLinks(t *testing.T) {
	l, _ := newLedger(t)
	first := importRows(t, l, ImportOptions{}, "unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 destroyed 2 https://example.org/2",
		"unit AAA T-1 captured 3 https://example.org/3", "unit AAA T-2 captured 1 https://example.org/4", "unit AAA T-2 captured 1 https://example.org/5")
	done := importRows(t, l, ImportOptions{}, "unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 destroyed 2 https://example.org/two",
		"unit AAA T-1 damaged 3 https://example.org/three", "unit AAA T-2 captured 1 https://example.org/four", "unit AAA T-2 captured 1 https://example.org/five")
	want := `amended T-1 destroyed: the list shows the unit of this number by another link; address changed from "https://example.org/2" to "https://example.org/two"
removed T-1 captured: the list has dropped it
added T-1 damaged: new in the list
removed T-2 captured: the list has dropped it
removed T-2 captured: the list has dropped it
added T-2 captured: new in the list
added T-2 captured: new in the list`
	got := recorded(t, l, done.Entries[0], done.Entries[1])[1:]
	if strings.Join(got, "\n") != want {
		t.Errorf("recorded\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	e, err := l.store.Entry(t.Context(), done.Entries[0]+1)
	if err != nil {
		t.Fatal(err)
	}
	r, err := evidence.Decode[evidence.LossRecord](e)
	if err != nil {
		t.Fatal(err)
	}
	was, err := l.store.Unit(t.Context(), first.Entries[1], r.Unit.ID)
	if err != nil || was.Unit.Listings[0].Address != "https://example.org/2" || !slices.Contains(e.Envelope.About, was.Entry) {
		t.Errorf("the unit was %+v before, and the entry is about %v (%v)", was.Unit, e.Envelope.About, err)
	}
	// The unit keeps its id in editions that follow, and its old address is free.
	done = importRows(t, l, ImportOptions{}, "unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 destroyed, 2 https://example.org/two", "unit AAA T-1 destroyed 4 https://example.org/2",
		"unit AAA T-1 damaged 3 https://example.org/three", "unit AAA T-2 captured 1 https://example.org/four", "unit AAA T-2 captured 1 https://example.org/five")
	if !maps.Equal(done.Changes, map[string]int{"added": 1, "amended": 1}) {
		t.Errorf("a third edition: %v", done.Changes)
	}
	sound(t, l.Dir())
	rebuilt(t, l)
}

// Units of one list with one address are proposed to be one, once.
func TestImportProposesOnce(t *testing.T) {
	l, _ := newLedger(t)
	rows := []string{"unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 destroyed 2 https://example.org/1"}
	if done := importRows(t, l, ImportOptions{}, rows...); done.Proposals != 1 {
		t.Errorf("%+v", done)
	}
	if done := importRows(t, l, ImportOptions{}, rows[0], strings.Replace(rows[1], "destroyed 2", "destroyed 7", 1)); done.Proposals != 0 || !maps.Equal(done.Changes, map[string]int{"renumbered": 1}) {
		t.Errorf("the same two units again: %+v", done)
	}
}

// A backup holds the files of editions, and verify misses one that is gone.
func TestImportedFilesAreKept(t *testing.T) {
	l, c := newLedger(t)
	importRows(t, l, ImportOptions{}, "unit AAA T-1 destroyed")
	file := filepath.Join(t.TempDir(), "backup.tar")
	if err := Backup(t.Context(), l.Dir(), file, nil); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "restored")
	if v, err := Restore(t.Context(), file, restored, Recovery{By: "Ada", Reason: "test"}, c.world()); err != nil || !v.OK {
		t.Fatalf("%+v %v", v, err)
	}
	body := kept(t, l)[0]
	if err := os.Remove(body); err != nil {
		t.Fatal(err)
	}
	v, err := verify(t.Context(), l.Dir(), func(string) {})
	if err != nil || v.OK || len(v.Faults) != 1 || !strings.HasSuffix(body, v.Faults[0].File) || v.Faults[0].Why != "the body is missing" {
		t.Errorf("with %s gone: %+v %v", body, v, err)
	}
}
