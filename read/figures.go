package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
)

// Figure is a number of people as the text writes it: "more than 40" is 40.
type Figure struct {
	evidence.Span
	What  string
	Value int64
}

// figures returns the tolls of the text that are told as having happened, each
// once, whether or not a claim holds them.
func (t *parsed) figures() []Figure {
	var out []Figure
	for i := range t.tolls {
		l := &t.tolls[i]
		if !l.real || l.amount.said == nil {
			continue
		}
		s := t.span(l.amount.first, t.phrases[l.who].last)
		out = append(out, Figure{Span: s, What: t.figureKind(l), Value: *l.amount.said})
	}
	return out
}

// figureKind returns the kind under which lists of figures count a toll. They
// have no captives: civilians whom somebody captures are abducted, unless the
// police do it.
func (t *parsed) figureKind(l *toll) string {
	switch l.what {
	case "body":
		return "killed"
	case "captured":
		switch {
		case t.policed(l):
			return "arrested"
		case t.unarmed(l.who):
			return "abducted"
		}
	}
	return l.what
}

// policed reports whether police or a court are who captured.
func (t *parsed) policed(l *toll) bool {
	if l.group < 0 {
		return false
	}
	for _, n := range t.groups[l.group].subjects {
		p := &t.phrases[n]
		for k := p.first; k < p.last; k++ {
			switch t.words[k].low {
			case "police", "authorities", "prosecutors", "agents", "policemen", "detectives", "court":
				return n != l.who
			}
		}
	}
	return false
}

// unarmed reports whether the people counted are neither soldiers nor of a
// kind that is left open.
func (t *parsed) unarmed(n int) bool {
	p := &t.phrases[n]
	if t.elliptic(p) {
		return false
	}
	f := t.entryAt(p.head)
	if f == nil {
		return p.class != actor
	}
	e, ok := f.of(lexicon.KindCounted)
	return !ok && p.class != actor || e.Class == "civilian"
}
