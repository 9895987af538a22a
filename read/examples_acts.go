package read

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// actExamples checks the sentences of an act's frame: in a match: the frame is
// found and the first coding is as wanted, "type=" with nothing behind it
// meaning none; in a miss: no coding cites the frame.
func (r Reader) actExamples(f *lexicon.Frame, say func(lexicon.Example, string, ...any)) {
	for _, e := range f.Match {
		report := evidence.Report{Text: e.Text, Language: "en"}
		codings, found := r.Survey(report).Codings, false
		prepare(report, r.Lexicon).eachCoder(func(c *coder) {
			found = found || slices.ContainsFunc(c.acts, func(a act) bool { return a.frame == f })
		})
		switch lacks := uncoded(codings, e.Want); {
		case !found:
			say(e, "match: %q does not hold the frame's words", e.Text)
		case lacks != "":
			say(e, "match: %q is not coded so\n%s; lacks %s", e.Text, tellCodings(codings), lacks)
		}
	}
	for _, e := range f.Miss {
		codings := r.Survey(evidence.Report{Text: e.Text, Language: "en"}).Codings
		if slices.ContainsFunc(codings, func(k Coding) bool { return slices.Contains(k.Rules, "frame:"+f.ID) }) {
			say(e, "miss: %q is coded\n%s", e.Text, tellCodings(codings))
		}
	}
}

// uncoded returns the first field=value pair that the first coding does not
// agree with.
func uncoded(ks []Coding, want []string) string {
	var first Coding
	if len(ks) > 0 {
		first = ks[0]
	}
	named := func(ps []Party, value string) bool {
		return slices.ContainsFunc(ps, func(p Party) bool { return strings.Contains(p.Text, value) })
	}
	for _, pair := range want {
		field, value, _ := strings.Cut(pair, "=")
		ok := false
		switch field {
		case "type":
			ok = first.Type == value
		case "mode":
			ok = first.Mode == value
		case "source":
			ok = named(first.Sources, value)
		case "target":
			ok = named(first.Targets, value)
		}
		if !ok {
			return pair
		}
	}
	return ""
}

// tellCodings says what was coded, a line a coding.
func tellCodings(ks []Coding) string {
	if len(ks) == 0 {
		return "  read: no coding"
	}
	var lines []string
	for _, k := range ks {
		lines = append(lines, fmt.Sprintf("  read: %s %s by %v to %v, by %s", k.Type, k.Mode, k.Sources, k.Targets, strings.Join(k.Rules, " ")))
	}
	return strings.Join(lines, "\n")
}
