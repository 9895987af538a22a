package read

import (
	"tallystick/evidence"
)

// spoken gives the PLOVER type of what a speaker does by speaking.
var spoken = map[evidence.Stance]string{
	evidence.Accuse: "ACCUSE", evidence.Deny: "REJECT", evidence.Reject: "REJECT", evidence.Demand: "REQUEST", evidence.Warn: "THREATEN",
}

// codings returns the events of the text as coders of PLOVER record them.
func (t *parsed) codings(drafts []draft, trs []trigger) []Coding {
	var out []Coding
	for i := range drafts {
		c := &drafts[i].claim
		if typ := spoken[c.Stance]; typ != "" && c.Source.Span != nil {
			k := Coding{Type: typ, Sources: []Party{{Span: *c.Source.Span, Code: c.Source.Side}}}
			if a := drafts[i].a; a != nil && a.object >= 0 {
				k.Targets = t.parties([]int{a.object})
			}
			out = append(out, k)
		}
	}
	for i := range trs {
		if f := trs[i].form.Frame; f.Type != "" {
			out = append(out, Coding{Type: f.Type, Mode: f.Mode, Sources: t.parties(trs[i].agents), Targets: t.parties(trs[i].targets)})
		}
	}
	return out
}

func (t *parsed) parties(phrases []int) []Party {
	var out []Party
	for _, n := range phrases {
		p := &t.phrases[n]
		out = append(out, Party{Span: t.spanOf(p), Code: cmpOr(p.side, p.owner)})
	}
	return out
}
