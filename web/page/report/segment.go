package report

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// kind is what a mark over the text marks.
type kind int

const (
	content kind = iota
	speaker
	cue
)

// mark is a stretch of a text that a claim rests on. Marks overlap and nest.
type mark struct {
	claim      int // position in the list of claims
	kind       kind
	start, end int // byte offsets into the text that is cut
	breadth    int // bytes of the whole content: of two claims over one word, the narrower is the inner
}

// piece is a stretch of a text over which the same claims hold. The pieces of
// a text, joined, are the text.
type piece struct {
	text    string
	opens   []int // claims whose content begins here, the widest first
	inner   int   // the innermost claim whose content this is, -1 for none
	depth   int   // how many claims' content this is
	speaker bool
	cue     bool
}

// cut cuts a text at every mark's ends. Marks beyond the text are clipped; one
// that covers nothing still opens where it stands. With p pieces and at most d
// claims over one place the work is in proportion to p times d.
func cut(text string, marks []mark) []piece {
	edges := []int{0, len(text)}
	starting := make(map[int][]mark)
	for _, m := range marks {
		m.start = min(max(m.start, 0), len(text))
		m.end = min(max(m.end, m.start), len(text))
		starting[m.start] = append(starting[m.start], m)
		edges = append(edges, m.start, m.end)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	opened := make(map[int]bool)
	var pieces []piece
	var open []mark // that cover the place
	for i, at := range edges {
		open = slices.DeleteFunc(open, func(m mark) bool { return m.end <= at })
		p := piece{inner: -1}
		if i+1 < len(edges) {
			p.text = text[at:edges[i+1]]
		}
		starts := starting[at]
		slices.SortStableFunc(starts, func(a, b mark) int { return cmp.Compare(b.breadth, a.breadth) })
		for _, m := range starts {
			if m.kind == content && !opened[m.claim] {
				opened[m.claim] = true
				p.opens = append(p.opens, m.claim)
			}
			if m.end > at {
				open = append(open, m)
			}
		}
		breadth := 0
		for _, m := range open {
			switch m.kind {
			case speaker:
				p.speaker = true
			case cue:
				p.cue = true
			case content:
				p.depth++
				if p.inner < 0 || m.breadth <= breadth {
					p.inner, breadth = m.claim, m.breadth
				}
			}
		}
		if p.text != "" || len(p.opens) > 0 {
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// marksIn returns the marks of the claims over an excerpt, with offsets into
// the excerpt's words.
func marksIn(excerpt evidence.Span, claims []evidence.Claim) []mark {
	var marks []mark
	add := func(claim int, kind kind, s *evidence.Span, breadth int) {
		if s == nil {
			return
		}
		if start, end, ok := place(excerpt, *s, kind == content); ok {
			marks = append(marks, mark{claim, kind, start, end, breadth})
		}
	}
	for i, c := range claims {
		spans := c.Parts
		if len(spans) == 0 {
			spans = []evidence.Span{c.Content}
		}
		breadth := 0
		for _, s := range spans {
			breadth += s.End - s.Start
		}
		for _, s := range spans {
			add(i, content, &s, breadth)
		}
		add(i, speaker, c.Source.Span, 0)
		add(i, cue, c.Cue, 0)
	}
	return marks
}

// place says where in an excerpt's words a span of the report's text stands. A
// name masked in the excerpt moves whatever follows it, so there the span is
// looked for by its own, equally masked, words; content that is not found so
// takes the whole excerpt, rather than be left without a mark.
func place(excerpt, s evidence.Span, whole bool) (start, end int, ok bool) {
	if !excerpt.Overlaps(s) && !(s.Start == s.End && excerpt.Holds(s)) {
		return 0, 0, false
	}
	start, end = max(s.Start, excerpt.Start)-excerpt.Start, min(s.End, excerpt.End)-excerpt.Start
	masked := len(excerpt.Text) != excerpt.End-excerpt.Start
	if !masked && (s.Text == "" || !excerpt.Holds(s) || excerpt.Text[start:end] == s.Text) {
		return start, end, true
	}
	if i := strings.Index(excerpt.Text, s.Text); i >= 0 && s.Text != "" {
		return i, i + len(s.Text), true
	}
	return 0, len(excerpt.Text), whole
}
