package read_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/coding"
)

// What is coded of a sentence, by rules alone: type, sources > targets. The
// outer deed decides, and the mood of its verb.
var codings = []struct{ text, want string }{
	{"Kenya attacked Peru.", "ASSAULT Kenya > Peru"},
	{"Kenya threatened to attack Peru.", "THREATEN Kenya > Peru"},
	{"Kenya refused to meet Peru.", "REJECT Kenya > Peru"},
	{"Kenya will meet Peru.", "AGREE Kenya > Peru"},
	{"Kenya will not meet Peru.", "REJECT Kenya > Peru"},
	{"Kenya will boycott the vote in Peru.", "THREATEN Kenya > Peru"},
	{"Kenya did not attack Peru.", ""},
	{"Kenya said it would release the Peruvian sailors.", "AGREE Kenya > the Peruvian sailors"},
	{"Kenya said Peru must release the sailors.", "REQUEST Kenya > Peru"},
	{"Kenya demanded that Peru release the sailors.", "REQUEST Kenya > Peru"},
	{"Kenya imposed sanctions on Peru.", "SANCTION Kenya > Peru"},
	{"Kenya lifted its sanctions on Peru.", "CONCEDE Kenya > Peru"},
	{"Kenya agreed to lift its sanctions on Peru.", "AGREE Kenya > Peru"},
	{"Kenya suspended its aid to Peru.", "SANCTION Kenya > Peru"},
	{"Peru was condemned by Kenya for the raid.", "ACCUSE Kenya > Peru"},
	{"A curfew was imposed in Lima by Kenya.", "COERCE Kenya > Lima"},
	{"Kenya and Peru signed an agreement.", "SUPPORT Kenya, Peru > Peru"},
	{"Kenya's army shelled the town of Barda, officials in Peru said.", "ASSAULT Kenya's army > the town of Barda"},
	{"On Tuesday, after months of protests, Kenya released a Peruvian reporter.", "RETREAT Kenya > a Peruvian reporter"},
	{"The minister, who is visiting Peru, criticised Norway.", "ACCUSE The minister > Norway"},
	{"Kenya expressed concern about the talks.", ""},
	{"Kenya is considering sending aid to Peru.", ""},
	{"Kenya may release the Peruvian sailors.", ""},
	{"The Kenyan president is to visit Peru.", "AGREE The Kenyan president > Peru"},
	{"Kenya declined to comment on the raid.", ""},
	{"He killed time in the park.", ""},
}

func TestCodings(t *testing.T) {
	r := read.Reader{Lexicon: lexicon.Default()}
	for _, c := range codings {
		got := ""
		for _, k := range r.Survey(evidence.Report{Text: c.text, Language: "en"}).Codings {
			got += fmt.Sprintf("%s %s > %s", k.Type, parties(k.Sources), parties(k.Targets))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s\n%s", c.text, d)
		}
	}
}

func parties(ps []read.Party) string {
	var names []string
	for _, p := range ps {
		names = append(names, p.Text)
	}
	return strings.Join(names, ", ")
}

// A text that never ends its sentence is coded in time that grows with its
// length.
func TestLongSentencesAreCoded(t *testing.T) {
	r := read.Reader{Lexicon: lexicon.Default(), Events: read.New(lexicon.Default()).Events}
	for _, text := range []string{
		strings.Repeat("Kenyan forces shelled the town of Barda and ", times(1_000)),
		strings.Repeat("Kenya said that ", times(2_500)),
		strings.Repeat("Kenya denied it. ", times(2_500)),
		strings.Repeat("troops that ", times(2_500)),
	} {
		r.Survey(evidence.Report{Text: text, Language: "en"})
	}
}

// Whatever stands in a text, its codings are of known types and lie within it,
// with models and without.
func FuzzCodings(f *testing.F) {
	for _, c := range codings {
		f.Add(c.text)
	}
	f.Add("must must may to will not be said by, who said that after")
	f.Add("Attacking")
	readers := []read.Reader{{Lexicon: lexicon.Default()}, read.New(lexicon.Default())}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		for _, r := range readers {
			for _, k := range r.Survey(evidence.Report{Text: text, Language: "en"}).Codings {
				if coding.TypeNamed(k.Type) <= 0 || len(k.Rules) == 0 {
					t.Errorf("type %q by %v", k.Type, k.Rules)
				}
				for _, p := range slices.Concat(k.Sources, k.Targets) {
					if p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Text {
						t.Errorf("party %+v of %d bytes", p, len(text))
					}
				}
			}
		}
	})
}
