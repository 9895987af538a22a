package read_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

var update = flag.Bool("update", false, "write the claims as read into testdata/*.txtar")

// Each golden is a report in our own words with the claims that it should
// give. The line above the report says when it was published.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			head, report, want := golden(t, file)
			got := account(reading(t, head, report))
			if *update {
				data := head + "-- report --\n" + report + "-- claims --\n" + got
				if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("claims differ (-want +got), -update writes them:\n%s", d)
			}
		})
	}
}

// golden cuts a txtar file into its head, its report and its claims.
func golden(t *testing.T, file string) (head, report, want string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), "-- report --\n")
	if !ok {
		t.Fatalf("%s: no -- report -- line", file)
	}
	report, want, _ = strings.Cut(rest, "-- claims --\n")
	return head, report, want
}

func reading(t *testing.T, head, text string) []evidence.Claim {
	t.Helper()
	_, day, _ := strings.Cut(head, "published: ")
	day, _, _ = strings.Cut(day, "\n")
	r := evidence.Report{Text: text, Language: "en", Published: evidence.Interval{From: day, To: day}}
	got := read.Claims(r, lexicon.Default())
	if err := got.Check(text); err != nil {
		t.Fatal(err)
	}
	return got.Claims
}

// account writes claims for people to read: one paragraph a claim, one line
// for each thing that it says of the world.
func account(claims []evidence.Claim) string {
	var b strings.Builder
	number := map[string]int{}
	for i, c := range claims {
		number[c.ID] = i + 1
		fmt.Fprintf(&b, "%d %s, %s", i+1, c.Stance, c.Modality)
		if c.Verbatim {
			b.WriteString(", verbatim")
		}
		fmt.Fprintf(&b, ": %s\n  by %s\n", strings.ReplaceAll(c.Content.Text, "\n", " "), speaker(c))
		if e := c.Event; e != nil {
			line := strings.TrimSpace(e.Type + " " + e.Mode)
			line += actors(" agents", e.Agents) + actors(" targets", e.Targets)
			for _, p := range e.Places {
				line += " in " + p.Name
			}
			if e.Time != nil {
				line += fmt.Sprintf(" on %s..%s (%s)", e.Time.From, e.Time.To, e.Time.Text)
			}
			if e.Clock != "" {
				line += " at " + e.Clock
			}
			if e.Instrument != "" {
				line += " with " + e.Instrument
			}
			fmt.Fprintf(&b, "  event %s\n", line)
		}
		for _, n := range c.Counts {
			fmt.Fprintf(&b, "  count %s%s\n", strings.Join(strings.Fields(strings.Join([]string{n.What, read.Bounds(n.Min, n.Max, n.Approx), n.Who, n.Side}, " ")), " "), parts(n.PartOf))
		}
		for _, l := range c.Losses {
			fmt.Fprintf(&b, "  loss %s%s\n", strings.Join(strings.Fields(strings.Join([]string{l.Class, l.Model, l.Status, l.Side, read.Bounds(l.Min, l.Max, l.Approx)}, " ")), " "), parts(l.PartOf))
		}
		if f := c.Ceasefire; f != nil {
			brokers := f.Broker
			if len(f.Brokers) > 0 {
				brokers = strings.Join(f.Brokers, "+")
			}
			fmt.Fprintf(&b, "  ceasefire %q by %q, %d earlier", f.Status, brokers, len(f.Earlier))
			if len(f.By) > 0 {
				fmt.Fprintf(&b, ", of %s", strings.Join(f.By, "+"))
			}
			if f.Ordinal > 0 || f.Times > 0 {
				fmt.Fprintf(&b, ", ordinal %d, times %d", f.Ordinal, f.Times)
			}
			if f.Clock != "" || f.Effective != nil {
				fmt.Fprintf(&b, ", at %s", f.Clock)
				if f.Effective != nil {
					fmt.Fprintf(&b, " of %s..%s", f.Effective.From, f.Effective.To)
				}
			}
			if f.After != nil {
				fmt.Fprintf(&b, ", after %d..%d minutes", f.After.Min, f.After.Max)
			}
			if f.Counted != nil {
				fmt.Fprintf(&b, ", %s breaches", read.Bounds(f.Counted.Min, f.Counted.Max, f.Counted.Approx))
			}
			b.WriteString("\n")
		}
		if a := c.Access; a != nil {
			fmt.Fprintf(&b, "  access %s %s to %q by %s\n", a.Route, a.State, a.To, a.BySide)
		}
		if s := c.Control; s != nil {
			fmt.Fprintf(&b, "  control %s %s %s\n", s.Place, s.State, s.Side)
		}
		if c.RespondsTo != "" {
			fmt.Fprintf(&b, "  answers %d\n", number[c.RespondsTo])
		}
		for _, u := range c.Evidence {
			fmt.Fprintf(&b, "  shows %s\n", u)
		}
	}
	return b.String()
}

func speaker(c evidence.Claim) string {
	if c.Source.Kind == evidence.Narrator {
		return "the report"
	}
	s := fmt.Sprintf("%s (%s)", c.Source.Name, c.Source.Kind)
	if c.Source.Role != "" {
		s += ", " + c.Source.Role
	}
	if sides := c.SideSpeaking(); len(sides) > 0 {
		s += " for " + strings.Join(sides, "+")
	}
	return s
}

func actors(label string, as []evidence.Actor) string {
	s := ""
	for _, a := range as {
		s += fmt.Sprintf(" %s", a.Text)
		if a.Side != "" {
			s += "=" + a.Side
		}
	}
	if s == "" {
		return ""
	}
	return label + s
}

func parts(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	for i, id := range ids {
		ids[i] = id[strings.LastIndexByte(id, ':')+1:]
	}
	return " part of " + strings.Join(ids, " or ")
}
