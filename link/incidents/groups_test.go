package incidents

import (
	"fmt"
	"strings"
	"testing"

	"tallystick/evidence"
)

// A later decision wins for the claims that it names; those that it does not
// name stay together.
func TestGroups(t *testing.T) {
	claim := func(r rune) string { return strings.Repeat(fmt.Sprintf("%02x", r), 16) }
	decide := func(groups string) evidence.Decision {
		d := evidence.Decision{Subject: evidence.SubjectIncident, ID: "i"}
		for _, g := range strings.Fields(groups) {
			var ids []string
			for _, r := range g {
				ids = append(ids, claim(r))
			}
			d.Groups = append(d.Groups, ids)
		}
		return d
	}
	for _, c := range []struct{ name, decisions, want string }{
		{"an acceptance", "abc", "abc"},
		{"a split", "abcd; ab cd", "ab cd"},
		{"a merger", "ab; cd; abcd", "abcd"},
		{"a rejection", "abc; a b c", "a b c"},
		{"a claim taken out of an accepted incident", "abc; cx", "ab cx"},
		{"a rejection taken back in part", "a b c; ab", "c ab"},
	} {
		var decisions []evidence.Decision
		for _, d := range strings.Split(c.decisions, ";") {
			decisions = append(decisions, decide(d))
		}
		groups, err := Groups(decisions)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range groups {
			s := ""
			for _, id := range g {
				s += string(rune(id[0]))
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s gives %v, want %s", c.name, c.decisions, got, c.want)
		}
	}
	if _, err := Groups([]evidence.Decision{{Subject: evidence.SubjectIncident, Groups: [][]string{{"no claim"}}}}); err == nil {
		t.Error("a group of what is no claim is taken")
	}
}
