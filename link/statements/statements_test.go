package statements

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

func span(text string) *evidence.Span { return &evidence.Span{End: len(text), Text: text} }

func id(n int) string { return evidence.Hash(fmt.Append(nil, n))[:32] }

// claims are what a reader makes of a few sentences of an invented war.
var claims = []evidence.Claim{
	{Stance: evidence.Warn, Modality: evidence.Stated, Content: *span("the bridge “would not stand” for long"),
		Source: evidence.Source{Span: span("spokeswoman"), Name: "Ada Lind", Role: "Kenyan Ministry of Foreign Affairs spokeswoman", Side: "KEN", Kind: evidence.ThirdParty}},
	{Stance: evidence.Demand, Modality: evidence.Stated, Verbatim: true, Content: *span("“withdraw from the ford at once”"),
		Source: evidence.Source{Span: span("the president"), Name: "Ben Oro", Role: "president", Side: "PER", Kind: evidence.Party},
		Event:  &evidence.Event{Type: "REQUEST", Agents: []evidence.Actor{{Text: "Ben Oro", Name: "Ben Oro", Role: "president", Side: "PER"}}, Targets: []evidence.Actor{{Text: "Nairobi", Name: "Kenya", Side: "KEN"}}}},
	{Stance: evidence.Assert, Modality: evidence.Stated, Content: *span("Cleo Dorn telephoned Ben Oro on Tuesday"), Source: evidence.Source{Kind: evidence.Narrator}, Rules: []string{"frame:act-phone"},
		Event: &evidence.Event{Type: "CONSULT", Time: &evidence.Interval{From: "2020-11-03", To: "2020-11-03"}, Agents: []evidence.Actor{{Text: "Cleo Dorn", Role: "envoy", Side: "NOR"}}, Targets: []evidence.Actor{{Text: "Ben Oro", Side: "PER"}}}},
	{Stance: evidence.Assert, Modality: evidence.Possible, Content: *span("Cleo Dorn may visit Lima"), Source: evidence.Source{Kind: evidence.Narrator},
		Event: &evidence.Event{Type: "CONSULT", Mode: "visit", Agents: []evidence.Actor{{Text: "Cleo Dorn", Side: "NOR"}}}},
	{Stance: evidence.Warn, Modality: evidence.Conditional, Content: *span("they would answer if attacked"), Source: evidence.Source{Span: span("army"), Name: "Kenyan army", Side: "KEN", Kind: evidence.Party},
		Event: &evidence.Event{Type: "THREATEN", Targets: []evidence.Actor{{Text: "Peru", Name: "Peru", Side: "PER"}}}},
	{Stance: evidence.Promise, Modality: evidence.Negated, Content: *span("they had promised nothing"), Source: evidence.Source{Span: span("army"), Name: "Kenyan army", Side: "KEN", Kind: evidence.Party}},
	{Stance: evidence.Demand, Modality: evidence.Stated, Content: *span("to be let home"), Source: evidence.Source{Span: span("Eno Fell"), Name: "Eno Fell", Role: "farmer", Private: true, Kind: evidence.ThirdParty}},
	{Stance: evidence.Assert, Modality: evidence.Stated, Content: *span("the bridge was shelled"), Source: evidence.Source{Kind: evidence.Narrator}, Event: &evidence.Event{Type: "ASSAULT"}},
	{Stance: evidence.Deny, Modality: evidence.Stated, Content: *span("they had refused to talk"), Source: evidence.Source{Span: span("army"), Name: "Kenyan army", Side: "KEN", Kind: evidence.Party}, Event: &evidence.Event{Type: "REJECT"}},
}

func story() []Said {
	var said []Said
	for i, c := range claims {
		c.ID, c.Content.Start = id(i), i
		said = append(said, Said{c, "report", evidence.Interval{From: "2020-11-05", To: "2020-11-05"}})
	}
	return said
}

const want = `2020-11-05 warning: Ada Lind for Kenyan Foreign Ministry to [] paraphrased “the bridge “would not stand” for long” quoting [would not stand]
2020-11-05 demand: Ben Oro for Peru to [Kenya] verbatim “withdraw from the ford at once” quoting []
2020-11-05 threat: Kenyan army for Kenya to [Peru] paraphrased “they would answer if attacked” quoting []
2020-11-05 demand: farmer for  to [] paraphrased “to be let home” quoting []
2020-11-03 call: Cleo Dorn for Norway to [Ben Oro] paraphrased “Cleo Dorn telephoned Ben Oro on Tuesday” quoting [], told by narrator
`

func TestStatements(t *testing.T) {
	var got strings.Builder
	for _, s := range Of(story(), lexicon.Default()) {
		var to []string
		for _, p := range s.To {
			to = append(to, p.Name)
		}
		how := "paraphrased"
		if s.Verbatim {
			how = "verbatim"
		}
		fmt.Fprintf(&got, "%s %s: %s for %s to %v %s “%s” quoting %v", s.Day(), s.Kind, s.Speakers[0].Name, s.Speakers[0].For, to, how, strings.Trim(s.Words, "“”"), s.Quotes)
		if s.Told != "" {
			fmt.Fprintf(&got, ", told by %s", s.Told)
		}
		got.WriteByte('\n')
	}
	if got := strings.ReplaceAll(got.String(), "““", "“"); got != strings.ReplaceAll(want, "““", "“") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestOrderOfArrival: the order of the claims does not matter, nor does one
// that comes twice.
func TestOrderOfArrival(t *testing.T) {
	whole := Of(story(), lexicon.Default())
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		said := append(story(), story()[:3]...)
		r.Shuffle(len(said), func(i, k int) { said[i], said[k] = said[k], said[i] })
		if got := Of(said, lexicon.Default()); !reflect.DeepEqual(got, whole) {
			t.Fatalf("got %+v\nwant %+v", got, whole)
		}
	}
}

func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`said it was "over now" and 'done with'`:         "over now|done with",
		"their soldiers' wish, he said, ‘isn’t granted’": "isn’t granted",
		"it's the army's word":                           "",
		"“an open one":                                   "",
		"«ни шагу назад» was the order":                  "ни шагу назад",
	} {
		if got := strings.Join(quotes(text), "|"); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
