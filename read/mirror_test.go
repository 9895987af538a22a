package read_test

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// Exchange the two sides' names, people and places throughout a report, and
// the reading must be the same with the sides exchanged (design, section 7).
func TestMirror(t *testing.T) {
	m, err := lexicon.LoadMirror(lexicon.Data(), "mirror-arm-aze.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range mirrored(t) {
		t.Run(name, func(t *testing.T) {
			text = m.Canonical(text)
			other, at := m.Exchange(text)
			if text == other {
				t.Fatal("the text names neither side")
			}
			day := evidence.Interval{From: "2020-11-06", To: "2020-11-08"}
			here := read.Claims(evidence.Report{Text: text, Language: "en", Published: day}, lexicon.Default())
			there := read.Claims(evidence.Report{Text: other, Language: "en", Published: day}, lexicon.Default())
			swap := func(side string) string {
				switch side {
				case "ARM":
					return "AZE"
				case "AZE":
					return "ARM"
				}
				return side
			}
			same := func(s string) string { return s }
			want, got := outline(here.Claims, at, swap), outline(there.Claims, func(n int) int { return n }, same)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("the mirrored report reads otherwise (-want +got):\n%s", d)
			}
		})
	}
}

// mirrored returns the texts that are read both ways: our own, and those of
// ../shared/corpus where it is present.
func mirrored(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	own, err := filepath.Glob("testdata/mirror/*.txt")
	if err != nil || len(own) == 0 {
		t.Fatal("no texts of our own", err)
	}
	for _, file := range own {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = string(b)
	}
	t.Run("seed is here", func(t *testing.T) { out["seed"] = seed(t).Text })
	wire, _ := filepath.Glob("../../shared/corpus/wire/*.html") // absent: our own texts alone
	paragraph := regexp.MustCompile(`(?s)<p[^>]*>(.*?)</p>`)
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, file := range wire {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var text []string
		for _, p := range paragraph.FindAllStringSubmatch(string(b), -1) {
			text = append(text, strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(p[1], ""))))
		}
		out[filepath.Base(file)] = strings.Join(text, "\n\n")
	}
	return out
}

// outline tells what must survive the exchange: one line a claim.
func outline(claims []evidence.Claim, at func(int) int, swap func(string) string) []string {
	number := map[string]int{}
	var out []string
	for i, c := range claims {
		number[c.ID] = i + 1
		var b strings.Builder
		fmt.Fprintf(&b, "%s %s verbatim=%v %d-%d %s", c.Stance, c.Modality, c.Verbatim, at(c.Content.Start), at(c.Content.End), c.Source.Kind)
		if c.Source.Span != nil {
			fmt.Fprintf(&b, " source %d-%d role=%v", at(c.Source.Start), at(c.Source.End), c.Source.Role != "")
		}
		if c.Cue != nil {
			fmt.Fprintf(&b, " cue %d-%d %s", at(c.Cue.Start), at(c.Cue.End), c.Cue.Text)
		}
		fmt.Fprintf(&b, " side=%s both=%d answers=%d", swap(c.Source.Side), len(c.Source.Sides), number[c.RespondsTo])
		if e := c.Event; e != nil {
			fmt.Fprintf(&b, " event %s/%s %s", e.Type, e.Mode, e.Instrument)
			fmt.Fprintf(&b, " agents=%v targets=%v", sidesOf(e.Agents, swap), sidesOf(e.Targets, swap))
			for _, p := range e.Places {
				fmt.Fprintf(&b, " place %d-%d", at(p.Start), at(p.End))
			}
			if e.Time != nil {
				fmt.Fprintf(&b, " time=%s..%s", e.Time.From, e.Time.To)
			}
		}
		for _, n := range c.Counts {
			fmt.Fprintf(&b, " count %s %s %s parts=%d", n.What, swap(n.Side), read.Bounds(n.Min, n.Max, n.Approx), len(n.PartOf))
		}
		for _, l := range c.Losses {
			fmt.Fprintf(&b, " loss %s %s %s %s %s parts=%d", l.Class, l.Model, l.Status, swap(l.Side), read.Bounds(l.Min, l.Max, l.Approx), len(l.PartOf))
		}
		if c.Ceasefire != nil {
			fmt.Fprintf(&b, " ceasefire %s earlier=%d", c.Ceasefire.Status, len(c.Ceasefire.Earlier))
		}
		if c.Access != nil {
			fmt.Fprintf(&b, " access %s %s", c.Access.State, swap(c.Access.BySide))
		}
		if c.Control != nil {
			fmt.Fprintf(&b, " control %s %s", c.Control.State, swap(c.Control.Side))
		}
		out = append(out, b.String())
	}
	return out
}

// sidesOf returns the actors' sides in alphabetical order, in which "both
// sides" stand too.
func sidesOf(as []evidence.Actor, swap func(string) string) []string {
	var out []string
	for _, a := range as {
		out = append(out, swap(a.Side))
	}
	slices.Sort(out)
	return out
}
