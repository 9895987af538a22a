package lexicon

import (
	"strings"
	"testing"
)

// Codes that do not fit: each frame is right but for the line that is named.
func TestCodes(t *testing.T) {
	for name, c := range map[string]struct{ lines, want string }{
		"fits":                {"kind: act\ntype: CONCEDE\ncameo: 0813", ""},
		"a statement":         {"kind: act\ncameo: 011", ""},
		"a verb that adds":    {"kind: act\ninner: same", ""},
		"no code":             {"kind: event\ntype: AID", "no cameo: code for type AID"},
		"no such root":        {"kind: act\ntype: AID\ncameo: 21", `"21" is no code`},
		"another type's root": {"kind: act\ntype: AID\ncameo: 163", `163 is of type [SANCTION], not "AID"`},
		"a cue":               {"kind: cue\ncameo: 112", "only acts and events have a code"},
		"no such sub-event":   {"kind: act\ntype: AID\ncameo: 07\nacled: Charity", `acled: unknown value "Charity"`},
		"sub-event alone":     {"kind: event\nacled: Attack", "no cameo: code"},
		"a form too long":     {"kind: act\ntype: AID\ncameo: 07\nphrases: one two three four five six seven eight nine", "has 9 words; an act's form has 8 at most"},
		"no such inner":       {"kind: act\ninner: out", `inner: unknown value "out"`},
	} {
		text := "# purpose\n" + c.lines + "\nverbs: give\nmatch: She gave.\nmiss: She took.\n"
		_, err := ParseFrame("act-give", strings.NewReader(text))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
