package read_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// What is coded of a sentence, by rules alone: type, sources > targets. The
// outer deed decides, and the mood of its verb.
func TestCodings(t *testing.T) {
	r := read.Reader{Lexicon: lexicon.Default()}
	for _, c := range []struct{ text, want string }{
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
	} {
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
		strings.Repeat("Kenyan forces shelled the town of Barda and ", 4_000),
		strings.Repeat("Kenya said that ", 10_000),
		strings.Repeat("Kenya denied it. ", 10_000),
		strings.Repeat("troops that ", 10_000),
	} {
		r.Survey(evidence.Report{Text: text, Language: "en"})
	}
}
