package read_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// sides are the pairs whose names are exchanged, each by its own table.
var sides = map[string][2]string{
	"mirror-arm-aze.tsv": {"ARM", "AZE"},
	"mirror-rus-ukr.tsv": {"RUS", "UKR"},
	"mirror-isr-pse.tsv": {"ISR", "PSE"},
}

// Exchange the two sides' names, people and places throughout a report, and
// the reading must be the same with the sides exchanged (design, section 7):
// its claims, and all that Survey tells beside them.
func TestMirror(t *testing.T) {
	reader := read.New(lexicon.Default())
	for table, pair := range sides {
		t.Run(table, func(t *testing.T) {
			m, err := lexicon.LoadMirror(lexicon.Data(), table)
			if err != nil {
				t.Fatal(err)
			}
			named := 0
			for _, text := range append(ownMirrorTexts(t), visible(t)...) {
				if d := mirrored(reader, m, pair, text.text); d == unnamed {
					if text.own && strings.HasPrefix(text.name, "mirror/"+strings.TrimSuffix(strings.TrimPrefix(table, "mirror-"), ".tsv")) {
						t.Errorf("%s names neither side", text.name)
					}
				} else if named++; d != "" {
					t.Errorf("%s: the mirrored report reads otherwise (-want +got):\n%s", text.name, d)
				}
			}
			if named == 0 {
				t.Error("no text names the sides")
			}
			t.Logf("%d texts name a side", named)
		})
	}
}

const unnamed = "the text names neither side"

// mirrored reads a text both ways and returns what differs.
func mirrored(reader read.Reader, m *lexicon.Mirror, pair [2]string, text string) string {
	text = m.Canonical(text)
	other, at := m.Exchange(text)
	if text == other {
		return unnamed
	}
	_, back := m.Exchange(other)
	whole := func(n int) int { return at(back(n)) } // a place within a name is the name's end, as it is in the other text
	swap := func(side string) string {
		switch side {
		case pair[0]:
			return pair[1]
		case pair[1]:
			return pair[0]
		}
		return side
	}
	day := evidence.Interval{From: "2020-11-06", To: "2020-11-08"}
	here := reader.Survey(evidence.Report{Text: text, Language: "en", Published: day})
	there := reader.Survey(evidence.Report{Text: other, Language: "en", Published: day})
	want := append(outline(here.Reading.Claims, at, swap), beside(here, at, swap)...)
	got := append(outline(there.Reading.Claims, whole, same), beside(there, whole, same)...)
	return differences(want, got, other)
}

// differences tells the lines that only one reading has, each with the words
// of the exchanged text that it is about.
func differences(want, got []string, text string) string {
	var b strings.Builder
	tell := func(sign string, lines, others []string) {
		count := map[string]int{}
		for _, l := range others {
			count[l]++
		}
		for _, l := range lines {
			if count[l]--; count[l] < 0 {
				words := ""
				if at := spanIn.FindStringSubmatch(l); at != nil {
					from, _ := strconv.Atoi(at[1])
					to, _ := strconv.Atoi(at[2])
					words = text[from:max(from, min(to, len(text)))]
				}
				fmt.Fprintf(&b, "%s %s\n\t%q\n", sign, l, words)
			}
		}
	}
	tell("-", want, got)
	tell("+", got, want)
	return b.String()
}

var spanIn = regexp.MustCompile(`(\d+)-(\d+)`)

func same(s string) string { return s }

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
			fmt.Fprintf(&b, " cue %d-%d", at(c.Cue.Start), at(c.Cue.End))
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
			fmt.Fprintf(&b, " ceasefire %s of %d earlier=%d ordinal=%d times=%d brokers=%d", c.Ceasefire.Status, len(c.Ceasefire.By), len(c.Ceasefire.Earlier), c.Ceasefire.Ordinal, c.Ceasefire.Times, len(c.Ceasefire.Brokers))
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

// beside tells what Survey finds beside the claims: one line a finding.
func beside(s read.Survey, at func(int) int, swap func(string) string) []string {
	var out []string
	place := func(x *evidence.Span) string {
		if x == nil {
			return "nobody"
		}
		return fmt.Sprintf("%d-%d", at(x.Start), at(x.End))
	}
	row := func(xs []evidence.Span) string {
		b := ""
		for i := range xs {
			b += " " + place(&xs[i])
		}
		return b
	}
	parties := func(ps []read.Party) string {
		b := ""
		for i := range ps {
			b += " " + place(&ps[i].Span) + swap(ps[i].Code)
		}
		return b
	}
	for _, a := range s.Attributions {
		out = append(out, fmt.Sprintf("said by %s cue %s content%s", place(a.Source), place(&a.Cue), row(a.Content)))
	}
	for _, k := range s.Codings {
		out = append(out, fmt.Sprintf("coded %s %s by%s to%s", k.Type, k.Mode, parties(k.Sources), parties(k.Targets)))
	}
	for i := range s.Quotes {
		q := &s.Quotes[i]
		out = append(out, fmt.Sprintf("quote %s by %s", place(&q.Span), place(q.Speaker)))
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		out = append(out, fmt.Sprintf("figure %s %s %d", place(&f.Span), f.What, f.Value))
	}
	for i := range s.Places {
		out = append(out, "place "+place(&s.Places[i].Span))
	}
	return out
}
