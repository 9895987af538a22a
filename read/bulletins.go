package read

import (
	"strings"

	"tallystick/lexicon"
)

// bulletins reads headings within a line that name who speaks in what
// follows: "Kenya, Defence Ministry. It denied the charge." The body gets the
// side of the party before the comma, and bodies and offices that the
// paragraph goes on to name without a side are that party's.
func (t *parsed) bulletins() {
	t.headings = make([]int, len(t.sentences))
	for n := range t.sentences {
		t.headings[n] = -1
		s := t.sentences[n]
		if t.words[s.first].lines == 2 {
			t.headings[n] = t.speakerHeading(s)
		} else if n > 0 {
			t.headings[n] = t.headings[n-1]
		}
	}
}

// speakerHeading returns the phrase of the body that a sentence without a
// verb names, -1 when it is no such heading.
func (t *parsed) speakerHeading(s sentence) int {
	if s.last-s.first > 12 || t.words[s.last-1].low != "." {
		return -1
	}
	var ps []int
	for i := s.first; i < s.last; {
		switch n := int(t.phraseAt[i]) - 1; {
		case n >= 0:
			if c := t.phrases[n].class; c != actor && c != people && !t.phrases[n].proper || t.phrases[n].pronoun {
				return -1
			}
			ps = append(ps, n)
			i = t.phrases[n].last
		case t.words[i].kind == mark, t.words[i].low == "of", t.words[i].low == "for", t.words[i].low == "in":
			i++
		default:
			return -1
		}
	}
	if len(ps) == 0 || len(ps) > 3 {
		return -1
	}
	first, last := &t.phrases[ps[0]], &t.phrases[ps[len(ps)-1]]
	switch {
	case len(ps) == 1:
		if first.class != actor {
			return -1
		}
		return ps[0]
	case first.side != "" && last.class == actor && (last.side == "" || last.side == first.side):
		t.give(last, first.side)
		return ps[len(ps)-1]
	case first.class == actor:
		return ps[0]
	}
	return -1
}

// give makes a body that any party may have that of one side, under the name
// that the lexicon composes.
func (t *parsed) give(p *phrase, side string) {
	p.side = side
	known, ok := t.lex.SideOf(side)
	if !ok || p.person {
		return
	}
	form := append([]string{known.Name + "'s"}, strings.Fields(t.span(t.roleFirst(p), p.last).Text)...)
	if e, n := t.lex.MatchKind(lexicon.KindActor, form, 0); n == len(form) && e[0].Side == side {
		p.name = e[0].Name
	}
}

// headed gives a body or an office without a side that of the heading over its
// paragraph: "A spokesperson", "the ministry".
func (t *parsed) headed(n int) {
	p := &t.phrases[n]
	h := t.headings[t.sentenceOf(p.first)]
	if h < 0 || h == n || p.class != actor || p.side != "" || p.owner != "" {
		return
	}
	switch {
	case p.role != "" && p.name == "":
		p.side = t.phrases[h].side
	case !p.person && t.definite(p):
		p.side, p.name = t.phrases[h].side, t.phrases[h].name
		p.ids = append(p.ids, "name.heading")
	}
}
