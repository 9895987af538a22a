package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/flow"
)

// lossList writes an invented list of so many losses in WarSpotting's columns.
func lossList(t *testing.T, name string, rows int, edit func(row int, line string) string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n")
	for i := range rows {
		line := fmt.Sprintf("%d,Tanks,T-72B,%s,Armenia,2020-10-%02d,\"Some village, some district\",\"39.%d,46.%[4]d\",,https://example.org/%[1]d.png,39.%[4]d,46.%[4]d\n",
			i+1, []string{"Destroyed", "Captured", "Damaged", "Abandoned"}[i%4], 1+i%30, 100+i)
		if edit != nil {
			line = edit(i, line)
		}
		b.WriteString(line)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestImport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir, "--origin", "example.org/import")
	first := lossList(t, "losses.csv", 20, nil)
	second := lossList(t, "losses.csv", 21, func(row int, line string) string {
		switch row {
		case 2:
			return strings.Replace(line, "Damaged", "Destroyed", 1)
		case 5:
			return ""
		case 7:
			return strings.Replace(line, "https://", "the link https://", 1)
		}
		return line
	})
	var got []string
	for _, c := range [][]string{
		{"import", "--dir", dir, "--json", "warspotting", first},
		{"import", "--dir", dir, "--json", "warspotting", first},
		{"import", "--dir", dir, "--json", "--odd", filepath.Join(filepath.Dir(second), "odd.csv"), "warspotting", second},
	} {
		var done flow.Imported
		if err := json.Unmarshal([]byte(must(t, c...)), &done); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s new %v: %d units, %v, %d odd, entries %v", done.List, done.New, done.Units, done.Changes, done.Odd, done.Entries))
	}
	want := []string{
		"WarSpotting new true: 20 units, map[added:20], 0 odd, entries [1 22]",
		"WarSpotting new false: 20 units, map[], 0 odd, entries [0 0]",
		"WarSpotting new true: 20 units, map[added:1 amended:1 fate:1 removed:1], 1 odd, entries [22 27]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	odd, err := os.ReadFile(filepath.Join(filepath.Dir(second), "odd.csv"))
	wantOdd := "file,line,cell,raw,why\nlosses.csv,8,,oryx_url: the link https://example.org/8.png,\"oryx_url: text before the link: \"\"the link \"\"\"\n"
	if err != nil || string(odd) != wantOdd {
		t.Errorf("odd.csv holds\n%s(%v), want\n%s", odd, err, wantOdd)
	}
	out := must(t, "import", "--dir", dir, "warspotting", second)
	for _, line := range []string{
		"\"WarSpotting\", edition ", " up to 2020-10-21: 20 rows list 20 units and state 0 totals.\nKnown already: nothing was recorded.\n",
		"Odd: 1; every row is kept as it stands (--odd FILE tells each):\n      1 × oryx_url: text before the link: …\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("%q is not in\n%s", line, out)
		}
	}
	if status, out, errs := run(t, "", "import", "--dir", dir, "warspotting", first); status != 1 || !strings.Contains(errs, "losses.csv is an earlier edition of the list") {
		t.Errorf("an earlier edition: status %d\n%s%s", status, out, errs)
	}
	must(t, "verify", "--dir", dir)
}

// What goes wrong is told with its place, and nothing of the file is recorded.
func TestImportFaults(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir, "--origin", "example.org/import")
	sound := lossList(t, "losses.csv", 3, nil)
	cut := lossList(t, "cut.csv", 3, func(row int, line string) string {
		if row == 2 {
			return line[:strings.Index(line, "Some")+4]
		}
		return line
	})
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"no-such-format", sound}, 2, `no format is called "no-such-format"; there are oryx-page`},
		{[]string{"warspotting", sound, "--date", "yesterday"}, 2, `--date "yesterday" is no day`},
		{[]string{"warspotting", filepath.Join(dir, "nowhere.csv")}, 1, "nowhere.csv: no such file or directory"},
		{[]string{"warspotting", dir}, 1, "is a folder: name the files in it"},
		{[]string{"warspotting", cut}, 1, "cut.csv:4"},
		{[]string{"oryx-csv", sound}, 1, "losses.csv:1"},
		{[]string{"warspotting", sound, "--odd", sound}, 1, "losses.csv is there already: name a file that is not"},
	} {
		status, out, errs := run(t, "", append([]string{"import", "--dir", dir}, c.args...)...)
		if status != c.status || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%v: status %d, said %q and %q; want %d and %q", c.args, status, out, errs, c.status, c.says)
		}
	}
	if out := must(t, "verify", "--dir", dir); !strings.Contains(out, "1 entries") {
		t.Errorf("something was recorded: %s", out)
	}
	b, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	if status, out, errs := run(t, string(b), "import", "--dir", dir, "warspotting", "-"); status != 0 || !strings.Contains(out, "3 units added") {
		t.Errorf("from standard input: status %d\n%s%s", status, out, errs)
	}
}

// TestImportKilled kills `import` at random moments with SIGKILL: all of the
// edition is there or nothing, and after the repeat all of it.
func TestImportKilled(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	must(t, "init", "--dir", empty, "--origin", "example.org/kill")
	list := lossList(t, "losses.csv", 800, nil)
	start := func(dir string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "import", "--json", "--dir", dir, "warspotting", list)
		cmd.Env = append(os.Environ(), childVariable+"=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	undisturbed := copyDir(t, empty)
	began := time.Now()
	if err := start(undisturbed).Wait(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	want, nothing := state(t, undisturbed), state(t, empty)

	random := rand.New(rand.NewPCG(3, 4))
	before, after := 0, 0
	for round := range rounds(60) {
		dir := copyDir(t, empty)
		cmd := start(dir)
		time.Sleep(time.Duration(random.Int64N(int64(whole))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		switch got := state(t, dir); got {
		case nothing:
			before++
		case want:
			after++
		default:
			t.Fatalf("round %d: half an edition is recorded", round)
		}
		must(t, "import", "--dir", dir, "warspotting", list)
		if state(t, dir) != want {
			t.Fatalf("round %d: after the repeat the ledger differs from an undisturbed run's", round)
		}
		if out := must(t, "verify", "--dir", dir); !strings.Contains(out, "verifies") {
			t.Fatalf("round %d: %s", round, out)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "bodies", "spool-*")); len(left) > 0 {
			t.Fatalf("round %d: %v was left behind", round, left)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d times before the commit and %d times after", before, after)
}
