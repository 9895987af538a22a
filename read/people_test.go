package read

import (
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// TestPeopleWithParticles: a name is taken down whole, so that its first name
// is masked as well.
func TestPeopleWithParticles(t *testing.T) {
	lex := lexicon.Default()
	for _, c := range []struct{ text, want string }{
		{"Ahmad al-Hariri, a resident, told reporters that rockets had hit the town.", "Ahmad al-Hariri"},
		{"A resident, Ludwig van Beek, said that two people died.", "Ludwig van Beek"},
		{"Rockets hit the house of Leyla ibn Omar.", "Leyla ibn Omar"},
		{"On Monday Tarek abu el-Noor was killed.", "Tarek abu el-Noor"},
		{"Rockets fell at Barda and on Ganja.", ""},
		{"Saad al-Hariri said that two people died.", ""},
	} {
		var names []string
		for _, a := range People(evidence.Report{Text: c.text, Language: "en"}, lex) {
			names = append(names, a.Name)
		}
		if c.want == "" && len(names) > 0 || c.want != "" && !slices.Contains(names, c.want) {
			t.Errorf("%q: %q, want %q", c.text, names, c.want)
		}
	}
}
