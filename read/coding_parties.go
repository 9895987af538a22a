package read

import (
	"cmp"
	"strings"

	"tallystick/read/syntax"
)

// sources returns who does the deed.
func (c *coder) sources(d *deed) []Party {
	switch {
	case d.must && d.speaker < 0:
		return nil // who says so is not told
	case d.must:
		return c.subject(d.speaker)
	case d.verb < 0:
		return c.ownersOf(d)
	case c.passive(d):
		if by := c.byAgent(c.verbs[d.verb].at + 1); by != nil {
			return by
		}
		if other := c.toldActively(d); other != nil {
			return c.sources(other)
		}
		return c.authorities(d)
	}
	ps := c.subject(d.verb)
	if d.speaker >= 0 && (len(ps) == 0 || classesOf(strings.ToLower(ps[0].Text)).is(pronoun)) {
		return c.subject(d.speaker)
	}
	return ps
}

// toldActively returns, for a passive deed of nobody, the deed of its kind that
// another clause tells with who does it: "two were killed when rebels attacked
// the post".
func (c *coder) toldActively(d *deed) *deed {
	if !c.passive(d) || c.byAgent(c.verbs[d.verb].at+1) != nil {
		return nil
	}
	for n := range c.verbs {
		g := &c.verbs[n]
		if n == d.verb || !g.finite() || g.passive {
			continue
		}
		if other := c.fold(g.at, c.end, n); other != nil && other.at == g.at && other.kind == d.kind && len(c.subject(n)) > 0 {
			return other
		}
	}
	return nil
}

// authorities returns the state in which somebody "was arrested in May".
func (c *coder) authorities(d *deed) []Party {
	if d.kind != "COERCE" && d.kind != "RETREAT" {
		return nil
	}
	for _, a := range c.args(d) {
		if p := &c.phrases[a.phrase]; a.prep == "in" && (p.class == place || p.class == actor) && p.proper {
			return []Party{c.party(a.phrase)}
		}
	}
	return nil
}

// passive reports whether the subject of the deed's verb is whom it is done to.
func (c *coder) passive(d *deed) bool {
	return d.verb >= 0 && c.verbs[d.verb].passive && d.at <= c.verbs[d.verb].at
}

// ownersOf returns whose deed a noun names.
func (c *coder) ownersOf(d *deed) []Party {
	if by := c.byAgent(d.at + 1); by != nil {
		return by
	}
	if n := c.phraseAt[d.at]; n > 0 {
		p := &c.phrases[n-1]
		if d.at > p.first {
			return []Party{{Span: c.span(p.first, d.at), Code: cmp.Or(p.side, p.owner)}}
		}
	}
	return nil
}

// subject returns the subject of a verb group: the words before it, each party
// of a row by itself.
func (c *coder) subject(verb int) []Party {
	g := &c.verbs[verb]
	before := g.first - 1
	for before > c.first && c.tag(before) == syntax.ADV {
		before--
	}
	if g.infinitive || g.gerund || before > c.first && c.tag(before) == syntax.CCONJ {
		for n := verb - 1; n >= 0; n-- {
			if c.verbs[n].finite() {
				return c.subject(n)
			}
		}
		return nil
	}
	first, last := c.subjectSpan(g)
	return c.partiesIn(first, last)
}

// subjectSpan returns the words between the start of the clause and the verb.
func (c *coder) subjectSpan(g *verbGroup) (int, int) {
	last := g.first
	for last > c.first {
		k := last - 1
		tag := c.tag(k)
		if tag == syntax.ADV || tag == syntax.PUNCT && c.words[k].low != ")" || c.time(k) || c.words[k].low == "also" {
			last--
			continue
		}
		break
	}
	if last > c.first && c.words[last-1].is(pronoun) {
		return last - 1, last
	}
	first := last
	for k := last - 1; k >= c.first; k-- {
		low, tag := c.words[k].low, c.tag(k)
		if tag == syntax.SCONJ || low == "that" && k < last-1 || c.dash(k) || low == ":" {
			break
		}
		if n := c.verbAt[k-c.first]; n > 0 && c.verbs[n-1].finite() && !c.reduced(int(n)-1, g.at+1) && !c.relativeVerb(k) {
			break
		}
		if low == "," && c.adverbialBefore(k) {
			break
		}
		first = k
	}
	for first < last && (c.tag(first) == syntax.CCONJ || c.tag(first) == syntax.PUNCT || c.tag(first) == syntax.ADV || c.time(first)) {
		first++
	}
	return first, last
}

// time reports whether word k belongs to a time, and not to somebody called May.
func (c *coder) time(k int) bool {
	if !c.isCalendar(k) {
		return false
	}
	p := c.phrase(k)
	return p == nil || c.words[p.head].low != "may" || p.head == p.first || !c.words[p.head-1].capital
}

// relativeVerb reports whether the verb at k belongs to a relative clause.
func (c *coder) relativeVerb(k int) bool {
	for j := k - 1; j >= c.first && j > k-8; j-- {
		if c.words[j].is(relatives) || c.words[j].low == "that" {
			return true
		}
		if c.words[j].low == "," {
			return false
		}
	}
	return false
}

// adverbialBefore reports whether the words before the comma at k are an
// adverbial and no part of the subject.
func (c *coder) adverbialBefore(k int) bool {
	return k < c.start
}

// partiesIn returns the parties named in a stretch of words: one for each
// member of a row that "and" joins.
func (c *coder) partiesIn(first, last int) []Party {
	for k := first + 1; k < last; k++ {
		if c.words[k].is(relatives) && c.tag(k) != syntax.ADP {
			last = k // what follows describes the party
			break
		}
	}
	joined := c.joints(first, last)
	var out []Party
	from := first
	for _, k := range append(joined, last) {
		if p, ok := c.partyOf(from, k); ok {
			out = append(out, p)
		}
		from = k + 1
	}
	return out
}

// joints returns where "and", and the commas before it, join the members of a
// row.
func (c *coder) joints(first, last int) []int {
	var commas []int
	depth := 0
	for k := first; k < last; k++ {
		low, tag := c.words[k].low, c.tag(k)
		switch {
		case low == "(":
			depth++
		case low == ")":
			depth--
		case depth > 0:
		case tag == syntax.ADP && low != "of" || c.words[k].is(relatives) || c.verbAt[k-c.first] > 0:
			return nil // what follows describes the party
		case low == ",":
			commas = append(commas, k)
		case tag == syntax.CCONJ && k > first && k+1 < last:
			if len(commas) > 0 && commas[len(commas)-1] == k-1 {
				commas = commas[:len(commas)-1]
			}
			return append(commas, k)
		}
	}
	return nil
}

// partyOf makes a party of words, with the code of the first side in them.
func (c *coder) partyOf(first, last int) (Party, bool) {
	first, last = max(first, c.first), min(last, c.end) // a phrase may go beyond the words that are looked at
	for first < last && (c.tag(first) == syntax.PUNCT || c.tag(first) == syntax.CCONJ) {
		first++
	}
	for first < last && c.tag(last-1) == syntax.PUNCT && c.words[last-1].low != ")" {
		last--
	}
	if first >= last {
		return Party{}, false
	}
	code := ""
	for k := first; k < last && code == ""; k++ {
		if n := c.phraseAt[k]; n > 0 {
			code = cmp.Or(c.phrases[n-1].side, c.phrases[n-1].owner)
		}
	}
	return Party{Span: c.span(first, last), Code: code}, true
}

// byAgent returns who stands behind "by".
func (c *coder) byAgent(i int) []Party {
	for k := i; k < c.end && k < i+window/2; k++ {
		if k > i && c.closes(k) {
			return nil
		}
		if c.words[k].low != "by" || k+1 >= c.end || c.phraseAt[k+1] == 0 || c.isCalendar(k+1) {
			continue
		}
		n := int(c.phraseAt[k+1]) - 1
		return []Party{c.party(n)}
	}
	return nil
}

func (c *coder) party(n int) Party {
	p := &c.phrases[n]
	return Party{Span: c.spanOf(p), Code: cmp.Or(p.side, p.owner)}
}
