package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What `incidents` prints reads well on 80 columns, and says what is wrong with
// a question.
func TestIncidentsText(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	file := filepath.Join(t.TempDir(), "a.md")
	page := "---\ntitle: News of the day\npublisher: The Meridian Wire\ndate: 2020-10-28\nlanguage: en\n---\n\n" +
		"Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.\n\nThe Armenian Defence Ministry denied the accusation.\n"
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "--origin", "example.org/x"}, {"add", file}} {
		if status, _, errs := runAt(t, testWorld(), "", append(args, "--dir", dir)...); status != 0 {
			t.Fatal(errs)
		}
	}
	for _, c := range []struct {
		args   string
		status int
		says   []string
	}{
		{"", 0, []string{"Reported attack at Barda, 27 October 2020\n", "  Contested: whether it happened\n", "  ARM  Armenia denies it.\n", "  killed: 4 civilians (Azerbaijan)\n", "2 origins of 1 report"}},
		{"--place bərdə --side armenia --type assault --contested", 0, []string{"Reported attack at Barda"}},
		{"--from 2020-10-28", 0, []string{"No incident agrees with that."}},
		{"--place Bardda", 0, []string{"called \"Bardda\". Near it: Barda"}},
		{"--side Armenja", 1, []string{"no side is called \"Armenja\"; near it: ARM, Armenia"}},
		{"--type strike", 1, []string{"no type of event is called \"strike\"; there are ACCUSE, "}},
		{"--from soon", 1, []string{"\"soon\" is not a date: write year, month and day, as in 2020-10-27"}},
		{"--from 2020-02-30", 1, []string{"there is no day 2020-02-30"}},
		{"--from 2020-10-28 --to 2020-10-01", 1, []string{"the last day, 2020-10-01, comes before the first, 2020-10-28"}},
		{"12", 1, []string{"\"12\" is no id"}},
		{"00000000000000000000000000000000", 1, []string{"no incident, and no claim of something that happened, has the id"}},
		{"00000000000000000000000000000000 --contested", 2, []string{"an id asks for one incident"}},
		{"--public", 0, []string{"somebody accepted"}},
	} {
		status, out, errs := runAt(t, testWorld(), "", append([]string{"incidents", "--dir", dir}, strings.Fields(c.args)...)...)
		if status != c.status {
			t.Errorf("%q: status %d, want %d: %s", c.args, status, c.status, errs)
		}
		for _, want := range c.says {
			if !strings.Contains(out+errs, want) {
				t.Errorf("%q: %s%swant %q in it", c.args, out, errs, want)
			}
		}
		for _, line := range strings.Split(out, "\n") {
			if len([]rune(line)) > textWidth {
				t.Errorf("%q: %q is longer than %d", c.args, line, textWidth)
			}
		}
	}
}
