package report

import (
	"strings"

	"tallystick/evidence"
	"tallystick/web/part"
)

// paragraph is a paragraph of the text, or as much of it as may be shown.
type paragraph struct {
	Gap  bool // something that is not shown stands before it
	Runs []run
	Side []part.Line // the claims that open in it
}

// run is a stretch with one innermost claim, or none.
type run struct {
	Opens []part.Line // wider claims that also begin here
	First bool        // the innermost claim begins here
	Claim *part.Line  // nil where nothing is claimed
	Deep  bool        // other claims hold here too
	Bits  []bit
}

// bit is a stretch of plain words, of a source or of a cue.
type bit struct {
	Text string
	Role string // "", "source", "cue"
}

// paragraphs lays the excerpts out with the claims marked in them, and says
// whether something stands after the last one that is not shown.
func paragraphs(excerpts []evidence.Span, size int, claims []evidence.Claim, lines []part.Line) (list []paragraph, rest bool) {
	shown := 0 // where in the report's text the last excerpt ended
	opened := make([]bool, len(claims))
	for _, excerpt := range excerpts {
		gap := excerpt.Start - shown
		switch {
		case gap > 2 || len(list) == 0:
			list = append(list, paragraph{Gap: gap > 2})
		case gap == 2: // an empty line
			list = append(list, paragraph{})
		case gap == 1:
			list[len(list)-1].add(piece{text: " ", inner: -1}, lines, opened)
		}
		for _, p := range cut(excerpt.Text, marksIn(excerpt, claims)) {
			for i, words := range strings.Split(p.text, "\n") {
				if i > 0 {
					if last := list[len(list)-1]; len(last.Runs) > 0 {
						list = append(list, paragraph{})
					}
				}
				p.text = words
				list[len(list)-1].add(p, lines, opened)
			}
		}
		shown = excerpt.End
	}
	return list, size-shown > 2
}

// add puts a piece at the paragraph's end, in the run before it where the same
// claim goes on.
func (p *paragraph) add(next piece, lines []part.Line, opened []bool) {
	if next.text == "" && len(next.opens) == 0 {
		return
	}
	first := false
	var opens []part.Line
	for _, c := range next.opens {
		if opened[c] {
			continue
		}
		opened[c] = true
		p.Side = append(p.Side, lines[c])
		if c == next.inner {
			first = true
		} else {
			opens = append(opens, lines[c])
		}
	}
	b := bit{Text: next.text}
	switch {
	case next.cue:
		b.Role = "cue"
	case next.speaker:
		b.Role = "source"
	}
	var claim *part.Line
	if next.inner >= 0 {
		claim = &lines[next.inner]
	}
	if last := len(p.Runs) - 1; last >= 0 && p.Runs[last].Claim == claim && len(opens) == 0 && !first {
		p.Runs[last].Bits = append(p.Runs[last].Bits, b)
		p.Runs[last].Deep = p.Runs[last].Deep || next.depth > 1
		return
	}
	p.Runs = append(p.Runs, run{Opens: opens, First: first, Claim: claim, Deep: next.depth > 1, Bits: []bit{b}})
}
