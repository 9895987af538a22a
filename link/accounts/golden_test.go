package accounts

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what comes out into the golden files")

// TestStories holds each story of testdata against the accounts beside it, and
// tells it again in another order.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d stories found: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, rest, _ := strings.Cut(string(b), "-- claims --\n")
			claims, want, _ := strings.Cut(rest, "-- told --\n")
			said := parseStory(t, claims)
			told := teller.Of(said)
			got := dump(told)
			if *update {
				if err := os.WriteFile(file, []byte(head+"-- claims --\n"+claims+"-- told --\n"+got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("told otherwise (-want +got):\n%s", diff)
			}
			rand.Shuffle(len(said), func(i, k int) { said[i], said[k] = said[k], said[i] })
			if diff := cmp.Diff(told, teller.Of(said)); diff != "" {
				t.Errorf("in another order (-first +now):\n%s", diff)
			}
		})
	}
}

// dump writes what is told for a reader of the golden file.
func dump(told Told) string {
	var b strings.Builder
	f := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	f("standing: %s", told.Standing.Label)
	if told.Standing.Disputed != nil {
		f("; disputed %s", strings.Join(told.Standing.Disputed, ", "))
	}
	if told.Standing.Conceded != nil {
		f("; conceded by %s", strings.Join(told.Standing.Conceded, ", "))
	}
	f("\norigins: %d from %d reports of %d texts:", told.Origins.Count, told.Origins.Reports, told.Origins.Texts)
	for _, o := range told.Origins.List {
		f(" %s %s (%s);", o.Kind, o.Name, strings.Join(o.Reports, " "))
	}
	f("\n")
	for _, a := range told.Accounts {
		f("\n%s: %s.\n", a.ID, a.Summary)
		for _, field := range Fields {
			for _, v := range a.Of(field) {
				f("  %s: %s%s\n", field, v.shown()+sidesMark(v.Side), sayings(v.Said))
			}
		}
		dumpCounts(&b, "  ", a.Counts)
		for _, v := range a.Denies {
			f("  denies: %s%s\n", v.Text, sayings(v.Said))
		}
	}
	for _, p := range told.Pairs {
		f("\n%s – %s: %s\n", p.A, p.B, p.Summary)
		for _, c := range p.Fields {
			f("  %s %s. %s\n", c.Field, c.Verdict, c.Summary)
		}
	}
	f("\n")
	for _, r := range told.Replies {
		f("reply: %s %s %s %s, %s: %s\n", short(r.Claim), r.Act, strings.Join(r.Fields, "+"), short(r.To), r.Sure, Behind(English(), r.Reasons))
	}
	for _, x := range told.Attributions {
		f("attribution: %s names %s%s (%s)%s\n", x.By, x.Actor, sidesMark(x.Side), short(x.Said.Claim), map[bool]string{true: ", unread"}[x.Unread])
	}
	for _, x := range told.Tolls {
		f("toll: %s, %s\n", x.What, scopeOf(x.Scope))
		for _, s := range x.Series {
			f("  %s %s:", s.Account, s.Source)
			for _, p := range s.Points {
				when := ""
				if p.Event != nil {
					when = " of " + span(*p.Event)
				}
				f(" %s%s (%s);", number(Count{Min: p.Min, Max: p.Max, Approx: p.Approx}), when, p.Told.From)
			}
			f("\n")
		}
	}
	return b.String()
}

func dumpCounts(b *strings.Builder, indent string, counts []Count) {
	for _, c := range counts {
		fmt.Fprintf(b, "%s%s %s %s%s", indent, c.What, number(c), c.Who, sidesMark(c.Side))
		if c.Scope.Kind != ScopeIncident {
			fmt.Fprintf(b, ", %s %s/%s", scopeOf(c.Scope), c.Scope.From, c.Scope.To)
		}
		fmt.Fprintf(b, "%s\n", sayings(c.Said))
		dumpCounts(b, indent+"  among them ", c.Parts)
	}
}

func sidesMark(side string) string {
	if side == "" {
		return ""
	}
	return " [" + side + "]"
}

func sayings(said []Saying) string {
	var out []string
	for _, s := range said {
		x := short(s.Claim)
		if s.Verbatim {
			x += " quoted"
		}
		if s.Hedged {
			x += " hedged"
		}
		if s.Via != "" {
			x += " via " + s.Via
		}
		out = append(out, x)
	}
	return "  (" + strings.Join(out, ", ") + ")"
}
