package territory

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// told is a short way to write a claim: who says it, when it was printed, of
// which day it is.
type told struct {
	by, kind     string // side and kind of the speaker; kind "" is a party
	stance       evidence.Stance
	modality     evidence.Modality
	printed, day string
	control      *evidence.ControlSaid
	access       *evidence.AccessSaid
	words        string
	answers      int // 1 + index of the claim that it answers, in the same report
	from         []evidence.Actor
}

func story(lines ...told) []Said {
	var said []Said
	id := func(i int) string { return evidence.Hash(fmt.Append(nil, i))[:32] }
	for i, l := range lines {
		c := evidence.Claim{ID: id(i), Stance: l.stance, Modality: l.modality, Control: l.control, Access: l.access, Content: evidence.Span{Text: l.words}}
		if c.Stance == "" {
			c.Stance = evidence.Assert
		}
		if c.Modality == "" {
			c.Modality = evidence.Stated
		}
		c.Source = evidence.Source{Kind: evidence.SourceKind(l.kind), Side: l.by}
		if l.kind == "" {
			c.Source.Kind = evidence.Party
		}
		if c.Source.Kind != evidence.Narrator {
			c.Source.Span = &evidence.Span{End: 1, Text: "x"}
			c.Source.Name = "speaker of " + l.by
		}
		if l.day != "" || l.from != nil {
			c.Event = &evidence.Event{Type: "COERCE", Mode: "seize", Targets: l.from}
			if l.day != "" {
				c.Event.Time = &evidence.Interval{From: l.day, To: l.day}
			}
		}
		if l.answers > 0 {
			c.RespondsTo = id(l.answers - 1)
		}
		said = append(said, Said{c, "report of " + l.printed, evidence.Interval{From: l.printed, To: l.printed}})
	}
	return said
}

func taken(by string) *evidence.ControlSaid {
	return &evidence.ControlSaid{Place: "Shusha / Shushi", Side: by, State: "taken"}
}

func control(side, state string) *evidence.ControlSaid {
	return &evidence.ControlSaid{Place: "Shusha / Shushi", Side: side, State: state}
}

var teller = New(lexicon.Default())

func TestControl(t *testing.T) {
	for _, c := range []struct {
		name  string
		story []Said
		want  string
	}{
		{"the taker says so, and nobody else", story(
			told{by: "AZE", printed: "2020-11-08", day: "2020-11-08", control: taken("AZE")},
		), "AZE since 2020-11-08 by [AZE]: announced by [AZE]"},
		{"the loser concedes it two days later", story(
			told{by: "AZE", printed: "2020-11-08", day: "2020-11-08", control: taken("AZE")},
			told{by: "ARM", printed: "2020-11-10", control: control("ARM", "lost"), stance: evidence.Admit},
		), "AZE since 2020-11-08 by [AZE]: announced by [AZE], conceded by [ARM]"},
		{"whoever stands with the loser concedes it too", story(
			told{by: "AZE", printed: "2020-11-08", day: "2020-11-08", control: taken("AZE")},
			told{by: "ARM", printed: "2020-11-01", control: control("ARM", "held")},
			told{by: "NKR", printed: "2020-11-09", control: taken("AZE")},
		), "AZE since 2020-11-08 by [AZE NKR]: announced by [AZE], conceded by [NKR] | ARM since 2020-11-01 by [ARM]: announced by [ARM]"},
		{"a third party shows it, another only tells it", story(
			told{kind: "third-party", printed: "2020-11-09", control: taken("AZE"), words: "satellite images show that the town was taken"},
			told{kind: "narrator", printed: "2020-11-09", control: taken("AZE"), words: "the town was taken"},
		), "AZE since 2020-11-09 by [third-party narrator]: shown by [third-party], told by [narrator]"},
		{"a picture that the taker gives shows nothing independently", story(
			told{by: "AZE", printed: "2020-11-09", control: taken("AZE"), words: "a video shows that the town was taken"},
		), "AZE since 2020-11-09 by [AZE]: announced by [AZE]"},
		{"the loser denies it", story(
			told{by: "AZE", printed: "2020-11-08", control: taken("AZE")},
			told{by: "ARM", printed: "2020-11-08", stance: evidence.Deny, words: "a lie", answers: 1},
		), "AZE since 2020-11-08 by [AZE]: announced by [AZE], denied by 1 ! Azerbaijan does not hold it, says Armenia"},
		{"both say on one day that they hold it", story(
			told{by: "AZE", printed: "2020-11-08", day: "2020-11-08", control: taken("AZE")},
			told{by: "ARM", printed: "2020-11-08", day: "2020-11-08", control: control("ARM", "held")},
		), "ARM since 2020-11-08 by [ARM]: announced by [ARM] | AZE since 2020-11-08 by [AZE]: announced by [AZE] ! Armenia: held by Armenia; Azerbaijan: held by Azerbaijan"},
		{"the older word of the other side is no contradiction", story(
			told{by: "ARM", printed: "2020-10-01", day: "2020-10-01", control: control("ARM", "held")},
			told{by: "AZE", printed: "2020-11-08", day: "2020-11-08", control: taken("AZE")},
		), "AZE since 2020-11-08 by [AZE]: announced by [AZE] | ARM since 2020-10-01 by [ARM]: announced by [ARM]"},
		{"a place changes hands, in one account", story(
			told{kind: "narrator", printed: "2022-02-13", day: "1992-05-09", control: taken("NKR")},
			told{kind: "narrator", printed: "2022-02-13", day: "2020-11-08", control: taken("AZE")},
			told{kind: "narrator", printed: "2022-02-13", day: "2020-11-10", control: taken("")},
		), "AZE since 2020-11-08 by [narrator]: told by [narrator]"},
		{"threats, conditions, questions and promises say nothing of who holds it", story(
			told{by: "AZE", printed: "2020-11-01", control: taken("AZE"), modality: evidence.Conditional},
			told{by: "AZE", printed: "2020-11-01", control: taken("AZE"), stance: evidence.Promise},
			told{by: "NKR", printed: "2020-11-01", control: control("NKR", "lost"), stance: evidence.Warn},
		), ""},
	} {
		if got := controlLine(teller.Control(c.story)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// controlLine writes the one place's record in a line.
func controlLine(places []Place) string {
	if len(places) == 0 {
		return ""
	}
	var parts []string
	for _, h := range places[0].Holders {
		line := fmt.Sprintf("%s since %s by %v:", h.Side, cmp.Or(h.Since, h.FirstSaid), h.By)
		for i, g := range h.Grades {
			if i > 0 {
				line += ","
			}
			line += fmt.Sprintf(" %s by %v", g.Grade, g.Accounts)
		}
		if len(h.Denied) > 0 {
			line += fmt.Sprintf(", denied by %d", len(h.Denied))
		}
		parts = append(parts, line)
	}
	line := strings.Join(parts, " | ")
	for _, why := range places[0].Contested {
		line += " ! " + why.String()
	}
	return line
}

// randomStory is what several speakers may say of two places and three roads.
func randomStory(r *rand.Rand, n int) []Said {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var lines []told
	for range n {
		l := told{by: pick("ARM", "AZE", "NKR"), printed: fmt.Sprintf("2020-11-%02d", 1+r.IntN(20)),
			stance:   evidence.Stance(pick("assert", "assert", "assert", "admit", "deny", "accuse", "warn")),
			modality: evidence.Modality(pick("stated", "stated", "stated", "hedged", "negated", "conditional"))}
		if r.IntN(3) == 0 {
			l.kind, l.by = pick("narrator", "third-party"), ""
		}
		if r.IntN(2) == 0 {
			l.day = fmt.Sprintf("2020-11-%02d", 1+r.IntN(20))
		}
		if r.IntN(2) == 0 {
			l.control = &evidence.ControlSaid{Place: pick("Shusha / Shushi", "Aghdam"), Side: pick("ARM", "AZE", "NKR", ""), State: pick("held", "taken", "lost", "contested")}
		} else {
			l.access = &evidence.AccessSaid{Route: pick("Lachin corridor", "Goris-Stepanakert highway", "Shushi-Lachin road", "the mill lane"), State: pick("open", "closed", "restricted"), To: pick("", "civilians"), BySide: pick("ARM", "AZE", "")}
		}
		if len(lines) > 0 && r.IntN(4) == 0 {
			l.answers = 1 + r.IntN(len(lines))
		}
		lines = append(lines, l)
	}
	return story(lines...)
}

// TestOrderOfArrival: whatever the order in which claims come, and however
// often, the answers are the same.
func TestOrderOfArrival(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		said := randomStory(r, 1+r.IntN(30))
		want := answer(t, said)
		again := append(slices.Clone(said), said[:len(said)/3]...)
		r.Shuffle(len(again), func(i, k int) { again[i], again[k] = again[k], again[i] })
		if got := answer(t, again); got != want {
			t.Fatalf("seed %d: another order, another answer:\n%s\n%s", seed, want, got)
		}
	}
}

// TestEvenHands: with the two sides exchanged in every claim, the answers are
// the same with the sides exchanged.
func TestEvenHands(t *testing.T) {
	// Neither code belongs to a side that another is allied with, and their
	// places in the alphabet are those of their stand-ins.
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		said := randomStory(r, 1+r.IntN(30))
		for i := range said {
			rename(&said[i].Claim, map[string]string{"ARM": "KEN", "AZE": "PER", "NKR": "KEN"})
		}
		other := slices.Clone(said)
		for i := range other {
			other[i].Claim = clone(t, other[i].Claim)
			rename(&other[i].Claim, map[string]string{"KEN": "PER", "PER": "KEN"})
		}
		a, b := holders(said), holders(other)
		swapped := strings.NewReplacer("KEN", "PER", "PER", "KEN")
		for i, line := range b {
			b[i] = swapped.Replace(line)
		}
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Fatalf("seed %d:\n%s\n%s", seed, strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
	}
}

// holders writes what matters of each record on a line, without an order among
// sides.
func holders(said []Said) []string {
	var lines []string
	for _, p := range teller.Control(said) {
		for _, h := range p.Holders {
			for _, by := range h.By {
				lines = append(lines, fmt.Sprint(p.Name, " ", h.Side, " ", h.Since, h.FirstSaid, " by ", by, h.Denied, h.Confirmed))
			}
			for _, g := range h.Grades {
				for _, by := range g.Accounts {
					lines = append(lines, fmt.Sprint(p.Name, " ", h.Side, " ", g.Grade, " ", by, g.Claims, g.First))
				}
			}
		}
		lines = append(lines, fmt.Sprint(p.Name, len(p.Contested), p.Confirmed))
	}
	for _, r := range teller.Access(said) {
		for _, a := range r.Accounts {
			lines = append(lines, fmt.Sprint(r.Name, " ", a.Account, a.State, a.To, a.Since, a.FirstSaid, a.Claims, a.Confirmed, len(a.Denied)))
			for _, by := range a.By {
				lines = append(lines, fmt.Sprint(r.Name, " ", a.Account, " by ", by))
			}
		}
		lines = append(lines, fmt.Sprint(r.Name, len(r.Contested), r.Confirmed, r.Names))
	}
	return lines
}

func clone(t *testing.T, c evidence.Claim) evidence.Claim {
	b, err := json.Marshal(c)
	if err == nil {
		c = evidence.Claim{}
		err = json.Unmarshal(b, &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rename(c *evidence.Claim, to map[string]string) {
	set := func(side *string) {
		if other, ok := to[*side]; ok {
			*side = other
		}
	}
	set(&c.Source.Side)
	if c.Control != nil {
		control := *c.Control
		set(&control.Side)
		c.Control = &control
	}
	if c.Access != nil {
		access := *c.Access
		set(&access.BySide)
		c.Access = &access
	}
}

func answer(t *testing.T, said []Said) string {
	t.Helper()
	roads := teller.Access(said)
	b, err := json.Marshal(struct {
		Places  []Place
		Roads   []Road
		Outlook []Settlement
	}{teller.Control(said), roads, teller.Outlook(drawn, roads)})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
