package truces

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// told reads a report of our own as flow does: its claims of truces with the
// sides that it speaks of.
func told(t testing.TB, id, published, text string) []Said {
	t.Helper()
	r := evidence.Report{ID: id, Text: text, Language: "en", Published: evidence.Interval{From: published, To: published}}
	return Of(id, r.Published, "", read.Claims(r, lexicon.Default()).Claims)
}

func registered(entry, announced, effective string, brokers []string, sides ...string) evidence.Ceasefire {
	day := func(s string) *evidence.Interval {
		if s == "" {
			return nil
		}
		return &evidence.Interval{From: s, To: s}
	}
	c := evidence.Ceasefire{ID: evidence.CeasefireID("our register", entry), List: "our register", Entry: entry, Announced: day(announced), Effective: day(effective), Brokers: brokers}
	for _, s := range sides {
		c.Parties = append(c.Parties, evidence.TruceParty{Said: s, Side: s})
	}
	return c
}

// lines tells an answer, a line a truce that claims speak of.
func lines(l Linked) (out []string) {
	for _, t := range l.Truces {
		if len(t.Links) == 0 {
			continue
		}
		name := t.Begins
		if t.Register != nil {
			name = t.Register.Entry
		}
		var brokers, says, tally []string
		for _, b := range t.Brokers {
			brokers = append(brokers, b.Name)
		}
		for _, k := range t.Links {
			says = append(says, fmt.Sprintf("%s/%d:%s", k.Report, k.Earlier, k.Says))
		}
		slices.Sort(says)
		for _, a := range t.Tally {
			tally = append(tally, fmt.Sprintf("%s>%s %d/%d", a.By, a.Against, a.Claims, a.Origins))
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s (%s) %s %v [%s] %s", name, strings.Join(brokers, "+"), t.State, t.StateOf, strings.Join(says, " "), strings.Join(tally, ", "))))
	}
	for _, o := range l.Unclear {
		out = append(out, fmt.Sprintf("unclear %s/%d: %s, %d may be meant", o.Report, o.Earlier, o.Why, len(o.Candidates)))
	}
	return out
}

const (
	latest = "Kenya and Peru fought on. Kenya's army said Peru had shelled Lima.\n\nThe latest Norwegian-brokered ceasefire fell apart early this week, just like the two previous Swiss negotiated ceasefires had."
	story  = "Kenya and Peru agreed to a humanitarian ceasefire on 10 October 2031 after talks in Bern. The ceasefire quickly broke down. Kenya accused Peru of violating the ceasefire. Each side accused the other of breaking the truce.\n\n" +
		"On 26 October 2031, a Norwegian-brokered ceasefire came into effect. Peru's army said that Kenya had violated the ceasefire on 28 October 2031. Kenya denied violating the ceasefire."
)

var threeTruces = []evidence.Ceasefire{
	registered("1", "2031-10-10", "2031-10-10", []string{"Switzerland"}, "KEN", "PER"),
	registered("2", "2031-10-17", "2031-10-18", []string{"Switzerland", "United Nations"}, "KEN", "PER"),
	registered("3", "2031-10-25", "2031-10-26", []string{"Norway"}, "KEN", "PER"),
	registered("4", "2030-11-09", "2031-11-10", []string{"Switzerland"}, "KEN", "PER"),
	registered("5", "2031-10-25", "2031-10-25", []string{"Norway"}, "GHA", "TGO"),
}

// What reports say is tied to the register's entries, by order too, and each
// side's allegations are counted.
func TestRegister(t *testing.T) {
	for _, c := range []struct {
		name string
		said []Said
		want []string
	}{
		{"the latest and two before it", told(t, "a", "2031-11-06", latest), []string{
			"1 (Switzerland) said to have ended [] [a/2:broken]",
			"2 (Switzerland+United Nations) said to have ended [] [a/1:broken]",
			"3 (Norway) said to have ended [] [a/0:broken]",
		}},
		{"each side says that the other broke it", told(t, "b", "2031-11-06", story), []string{
			"1 (Switzerland) said to have ended [] [b/0:announced b/0:broken b/0:broken b/0:broken] KEN>PER 2/1, PER>KEN 1/1",
			"3 (Norway) alleged broken [KEN] [b/0:broken b/0:broken b/0:in force] PER>KEN 1/1",
		}},
		{"a register's wrong year does not hide it", told(t, "c", "2031-11-12", "Kenya and Peru signed a ceasefire agreement on 9 November 2031."), []string{
			"4 (Switzerland) in force [] [c/0:announced]",
		}},
		{"nothing says which", told(t, "d", "2039-11-12", "Kenya and Peru are at odds. Kenya accused Peru of violating the ceasefire."), []string{
			"unclear d/0: it tells neither day nor broker, and no truce stands before it in its report, 0 may be meant",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lines(LinkAll(threeTruces, c.said)); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Without a register the reports' own words make three truces in their order.
func TestReportsAlone(t *testing.T) {
	l := LinkAll(nil, slices.Concat(told(t, "a", "2031-11-06", latest), told(t, "b", "2031-11-06", story)))
	got := lines(l)
	want := []string{
		" (Switzerland) said to have ended [] [a/2:broken]",
		"2031-10-10 (Switzerland) said to have ended [] [a/1:broken b/0:announced b/0:broken b/0:broken b/0:broken] KEN>PER 2/1, PER>KEN 1/1",
		"2031-10-26 (Norway) said to have ended [] [a/0:broken b/0:broken b/0:broken b/0:in force] PER>KEN 1/1",
	}
	for i := range want {
		want[i] = strings.TrimSpace(want[i])
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Breaches say how long after the truce took effect.
func TestSince(t *testing.T) {
	for _, truce := range LinkAll(threeTruces, told(t, "b", "2031-11-06", story)).Truces {
		if truce.Register.Entry != "3" {
			continue
		}
		if len(truce.Breaches) != 1 || truce.Breaches[0].Since == nil || truce.Breaches[0].Since.String() != "2 days after" {
			t.Errorf("breaches %+v", truce.Breaches)
		}
		if len(truce.Denials) != 1 || !slices.Equal(truce.Denials[0].By, []string{"KEN"}) {
			t.Errorf("denials %+v", truce.Denials)
		}
	}
}

// hours tells of a truce by the hour: two allegations that hours tell, one of
// each side's that they do not, and a third in another paragraph.
const hours = "A ceasefire brokered by Norway between Kenya and Peru took effect at noon on 10 October 2031, and within minutes each side accused the other of breaking it.\n\n" +
	"Kenya's Defence Ministry said Peruvian units had attacked in the south five minutes after noon. Peru's Defence Ministry accused Kenyan troops of shelling Nakuru. Kenya denied that it had shelled Nakuru.\n\n" +
	"Kenya also accused Peruvian forces of firing on Goris after breakfast."

// Minutes count from the hour of the truce; what no hour tells is a breach
// where it answers one, else people are asked.
func TestHours(t *testing.T) {
	truce := LinkAll(nil, told(t, "h", "2031-10-10", hours)).Truces[0]
	var got []string
	for _, b := range truce.Breaches {
		got = append(got, fmt.Sprintf("%v>%v %v", b.By, b.Against, b.After))
	}
	slices.Sort(got)
	want := []string{"[KEN PER]>[] up to 59 minutes", "[KEN]>[PER] 5 minutes", "[PER]>[KEN] <nil>"}
	if truce.Begins != "2031-10-10" || !slices.Equal(got, want) {
		t.Errorf("begins %s, breaches %q, want %q", truce.Begins, got, want)
	}
	if len(truce.Asked) != 1 || truce.Asked[0].Against[0] != "PER" || len(truce.Denials) != 1 {
		t.Errorf("asked %+v, denials %+v", truce.Asked, truce.Denials)
	}
}

// A year that names a truce gives way to the day on which it was announced.
func TestBegins(t *testing.T) {
	for text, want := range map[string]string{
		"On Saturday evening Kenya and Peru announced a truce, to begin at midnight. Kenya accused Peru of breaking the truce.": "2031-10-11",
		"The 2031 truce between Kenya and Peru, announced on 5 May 2031, collapsed. Kenya accused Peru of breaking it.":         "2031-05-05",
		"The truce between Kenya and Peru was holding on Sunday. Kenya accused Peru of breaking it.":                            "",
	} {
		l := LinkAll(nil, told(t, "b", "2031-10-12", text))
		got := ""
		if len(l.Truces) > 0 {
			got = l.Truces[0].Begins
		}
		if got != want {
			t.Errorf("%s\nbegins %q, want %q", text, got, want)
		}
	}
}

// What people decide wins over what speaks for or against it.
func TestDecided(t *testing.T) {
	said := told(t, "b", "2031-11-06", story)
	for i := range said {
		c := said[i].Claim
		if said[i].Claim.Stance == evidence.Deny {
			said[i].Decided = &Decided{With: []string{threeTruces[0].ID}, By: "Ada"}
		} else if c.Ceasefire.Status == "in force" {
			said[i].Decided = &Decided{By: "Ada"} // no truce
		} else if strings.Contains(c.Content.Text, "28 October") {
			said[i].Decided = &Decided{With: []string{"gone"}, By: "Ada"}
		}
	}
	want := []string{
		"1 (Switzerland) said to have ended [] [b/0:announced b/0:broken b/0:broken b/0:broken b/0:broken] KEN>PER 2/1, PER>KEN 1/1",
		"unclear b/0: Ada decided that it means a truce of which nothing stands here, 0 may be meant",
	}
	if got := lines(LinkAll(threeTruces, said)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever the order of claims and entries, the answer is the same.
func TestOrder(t *testing.T) {
	var said []Said
	for i, text := range []string{latest, story, "Kenya and Peru agreed to a truce on 18 October 2031. The truce collapsed.", "The third truce between Kenya and Peru, negotiated by Norway, was broken by Peru's army on 27 October 2031, Kenya's army said."} {
		said = append(said, told(t, fmt.Sprint("r", i), "2031-11-06", text)...)
	}
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfNDistinct(rapid.SampledFrom(threeTruces), 0, 5, func(c evidence.Ceasefire) string { return c.ID }).Draw(t, "entries")
		some := rapid.SliceOfNDistinct(rapid.IntRange(0, len(said)-1), 0, len(said), func(i int) int { return i }).Draw(t, "claims")
		var one, two []Said
		// People tie some of them, if need be in a circle.
		decided := make([]*Decided, len(said))
		for i := range said {
			with := []string{"", said[rapid.IntRange(0, len(said)-1).Draw(t, "with")].Claim.ID, threeTruces[rapid.IntRange(0, 4).Draw(t, "truce")].ID}[rapid.IntRange(0, 2).Draw(t, "tie")]
			switch {
			case rapid.IntRange(0, 3).Draw(t, "decided") > 0:
			case with == "":
				decided[i] = &Decided{By: "Ada"}
			default:
				decided[i] = &Decided{With: []string{with}, By: "Ada"}
			}
		}
		pick := func(i int) Said { s := said[i]; s.Decided = decided[i]; return s }
		for _, i := range some {
			one = append(one, pick(i))
		}
		for _, i := range rapid.Permutation(some).Draw(t, "again") {
			two = append(two, pick(i))
		}
		a, b := LinkAll(entries, one), LinkAll(rapid.Permutation(entries).Draw(t, "entries again"), two)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%s\n\n%s", strings.Join(lines(a), "\n"), strings.Join(lines(b), "\n"))
		}
	})
}

// Exchanging the sides throughout exchanges them in the answer, and nothing
// else.
func TestMirror(t *testing.T) {
	exchange := strings.NewReplacer("Kenyan", "Peruvian", "Peruvian", "Kenyan", "Kenya", "Peru", "Peru", "Kenya")
	codes := strings.NewReplacer("KEN", "PER", "PER", "KEN")
	for _, text := range []string{latest, story, hours} {
		one := lines(LinkAll(threeTruces, told(t, "a", "2031-11-06", text)))
		two := lines(LinkAll(threeTruces, told(t, "a", "2031-11-06", exchange.Replace(text))))
		for i := range one {
			if one[i], two[i] = sorted(one[i]), sorted(codes.Replace(two[i])); one[i] != two[i] {
				t.Errorf("%s\nthe other way round\n%s", one[i], two[i])
			}
		}
	}
}

// sorted puts the words of a line in order: sides stand in that of the alphabet.
func sorted(line string) string {
	words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ,[]", r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}
