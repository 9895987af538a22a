package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/coding"
	"tallystick/read/linear"
	"tallystick/read/syntax"
)

// CodingSample is a sentence as the model of package coding sees it, for those
// who train it.
type CodingSample struct {
	Features []uint32
	Phrases  []Candidate // those that may be a target, in the order of the text
}

// Candidate is a phrase that may be the target of a sentence's event.
type Candidate struct {
	evidence.Span
	Features []uint32
}

// CodingSamples returns the sentences of a text as samples.
func CodingSamples(text string, lex *lexicon.Lexicon) []CodingSample {
	t := prepare(evidence.Report{Text: text, Language: "en"}, lex)
	var out []CodingSample
	t.eachCoder(func(c *coder) {
		d := c.deed()
		s := CodingSample{Features: slices.Clone(c.typeFeatures(d))}
		rule := c.ruleTarget(d)
		for _, n := range c.candidates(d) {
			s.Phrases = append(s.Phrases, Candidate{c.partySpan(n), slices.Clone(c.targetFeatures(n, rule, d))})
		}
		out = append(out, s)
	})
	return out
}

// feature joins a template's number with values.
func feature(template uint32, a, b uint32) uint32 { return linear.Join(template, a, b) }

// word returns the value of a word for a model: its letters only when they can
// be no name's.
func (c *coder) word(k int) uint32 {
	if k < c.first || k >= c.end {
		return 3
	}
	w := c.words[k]
	switch {
	case w.kind == digits:
		return 1
	case w.capital && (k > c.first || w.people || c.isName(k)), c.tag(k) == syntax.PROPN:
		return 2
	}
	return linear.Hash(w.low)
}

// isName reports whether the lexicon has word k for a name of somebody or
// somewhere.
func (c *coder) isName(k int) bool {
	f := c.entryAt(k)
	if f == nil {
		return false
	}
	for _, e := range f.entries {
		switch e.Kind {
		case lexicon.KindSide, lexicon.KindPlace, lexicon.KindPerson, lexicon.KindActor, lexicon.KindOutlet:
			return true
		}
	}
	return false
}

// stem returns the value of a word's first letters.
func (c *coder) stem(k int) uint32 {
	h := c.word(k)
	if h > 3 {
		low := c.words[k].low
		return linear.Hash(low[:min(len(low), 5)])
	}
	return h
}

// ruleWeight is how often the rules' own type counts among the features of a
// sentence: the model departs from it only where much speaks for that.
const ruleWeight = 14

// ruleTargetWeight is the same for the rules' own target.
const ruleTargetWeight = 3

// typeFeatures are what the type of a sentence's event is learned from, in memory
// that the next features are written over.
func (c *coder) typeFeatures(d *deed) []uint32 {
	fs := append(c.features[:0], feature(1, 0, 0))
	defer func() { c.features = fs }()
	add := func(template, a, b uint32) { fs = append(fs, feature(template, a, b)) }
	kind, frame := uint32(0), uint32(0)
	if d != nil {
		kind, frame = uint32(coding.TypeNamed(d.kind))+1, frameValue(d)
	}
	for range ruleWeight {
		add(2, kind, 0)
	}
	add(3, frame, kind)
	if d != nil && d.inner != nil {
		add(4, frame, frameValue(d.inner))
		add(5, kind, uint32(coding.TypeNamed(d.inner.kind))+1)
	}
	main := c.main
	at := c.first
	if main >= 0 {
		g := &c.verbs[main]
		at = g.at
		add(6, c.stem(at), 0)
		add(7, c.stem(at), kind)
		add(8, linear.Hash(g.modal), boolean(g.negated))
		for k := at + 1; k < c.end && k < at+8; k++ {
			if c.tag(k) == syntax.NOUN || c.tag(k) == syntax.VERB {
				add(9, c.stem(k), kind)
				break
			}
		}
	}
	zone := uint32(0)
	for k := c.first; k < c.end; k++ {
		if k == at {
			zone = 1
		}
		if zone == 1 && k > at && c.closes(k) {
			zone = 2
		}
		if a := c.actStarting(k); a != nil {
			add(10, linear.Hash(a.frame.ID), zone)
		}
		switch c.tag(k) {
		case syntax.PUNCT, syntax.DET, syntax.PROPN, syntax.NUM:
			continue
		}
		if c.word(k) <= 3 {
			continue
		}
		add(11, c.stem(k), zone)
		add(12, c.stem(k), 9)
	}
	return fs
}

// frameValue returns the value of a deed's frame for a model.
func frameValue(d *deed) uint32 {
	if d.frame == nil {
		return 0
	}
	return linear.Hash(d.frame.ID)
}

func boolean(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// candidates returns the phrases of the sentence that may be the target of a
// deed: all but times, and what its verb's subject is made of.
func (c *coder) candidates(d *deed) []int {
	first, last := 0, 0
	if d != nil && d.verb >= 0 && !d.must && !c.passive(d) {
		first, last = c.subjectSpan(&c.verbs[d.verb])
	}
	var out []int
	for k := c.first; k < c.end; k++ {
		n := int(c.phraseAt[k]) - 1
		if n < 0 {
			continue
		}
		p := &c.phrases[n]
		if p.class != calendar && (p.first < first || p.first >= last) {
			out = append(out, n)
		}
		k = max(k, p.last-1)
	}
	return out
}

// targetFeatures are what it is learned from whether phrase n is the target, in
// memory that the next features are written over. rule is the rules' own target.
func (c *coder) targetFeatures(n, rule int, d *deed) []uint32 {
	fs := c.features[:0]
	defer func() { c.features = fs }()
	add := func(template, a, b uint32) { fs = append(fs, feature(template, a, b)) }
	p := &c.phrases[n]
	kind, frame, at := uint32(0), uint32(0), c.first
	ruled := boolean(rule == n)
	passive := uint32(0)
	if d != nil {
		kind, frame, at = uint32(coding.TypeNamed(d.kind))+1, frameValue(d), d.at
		passive = boolean(c.passive(d))
	}
	prep := uint32(3)
	k := p.first - 1
	for k >= c.first && (c.tag(k) == syntax.DET || c.tag(k) == syntax.ADJ || c.tag(k) == syntax.ADV) {
		k--
	}
	if k >= c.first {
		prep = c.word(k)
		if c.verbAt[k-c.first] > 0 {
			prep = 4
		}
		if prep > 4 && c.tag(k) != syntax.ADP && c.tag(k) != syntax.SCONJ && c.tag(k) != syntax.PART && c.tag(k) != syntax.CCONJ && c.tag(k) != syntax.PUNCT {
			prep = 5 + uint32(c.tag(k))
		}
	}
	class := uint32(p.class)*8 + boolean(p.proper)*4 + boolean(p.owner != "" || p.side != "")*2 + boolean(p.person)
	if p.pronoun {
		class = 99
	}
	side := uint32(0) // left, right
	verbs, phrases, closed := uint32(0), uint32(0), uint32(0)
	if p.first > at {
		side = 1
		for k := at + 1; k < p.first; k++ {
			if c.verbAt[k-c.first] > 0 {
				verbs++
			}
			if n := c.phraseAt[k]; n > 0 && c.phrases[n-1].first == k {
				phrases++
			}
			if c.words[k].is(relatives) || c.words[k].is(after) || c.words[k].low == "as" || c.tag(k) == syntax.SCONJ && !c.words[k].is(beforeGerund) || c.words[k].low == "," {
				closed++
			}
		}
	} else {
		for k := p.last; k < at; k++ {
			if n := c.phraseAt[k]; n > 0 && c.phrases[n-1].first == k {
				phrases++
			}
			if c.words[k].low == "," {
				closed++
			}
		}
	}
	verbs, phrases, closed = min(verbs, 3), min(phrases, 5), min(closed, 3)
	relation := uint32(9)
	if d != nil {
		level := uint32(0)
		for in := d; in != nil && level < 3; in = in.inner {
			if in.at < p.first {
				relation = level
			}
			level++
		}
	}
	place := side*64 + verbs*16 + phrases
	add(1, class, 0)
	add(2, prep, 0)
	add(3, prep, kind)
	add(4, prep, frame)
	add(5, class, kind)
	add(6, class, prep)
	add(7, place, passive)
	add(8, closed*2+side, 0)
	for range ruleTargetWeight {
		add(9, ruled, 0)
	}
	add(10, ruled, kind)
	add(11, ruled*1000+class, prep)
	add(12, relation, prep)
	add(24, relation*64+uint32(coding.TypeNamed(innermost(d)))+1, prep)
	add(25, relation*1000+class, prep)
	add(26, relation*8+phrases, prep)
	add(13, relation*1000+class, kind)
	add(14, side, kind*2+passive)
	add(15, phrases*2+side, kind)
	add(16, phrases*2+side, class)
	add(17, c.stem(p.head), 0)
	if c.actIn(p) != nil {
		add(18, class, side)
	}
	if last := c.phraseBefore(p.first); last >= 0 {
		q := &c.phrases[last]
		add(19, uint32(q.class)*8+boolean(q.owner != "" || q.side != "")*2+boolean(q.proper), prep)
		add(20, class, uint32(q.class)*8+boolean(q.owner != "" || q.side != "")*2+boolean(q.proper))
		switch prep {
		case linear.Hash("of"):
			add(21, c.stem(q.head), 0)
		case linear.Hash("by"), linear.Hash("in"):
			add(21, c.stem(q.head), 1)
		}
	}
	if _, last := c.partyWords(n); last > p.last {
		owned := uint32(0)
		for k := p.last; k < last; k++ {
			if q := c.phraseAt[k]; q > 0 && (c.phrases[q-1].side != "" || c.phrases[q-1].owner != "") {
				owned = 1
			}
		}
		add(27, class, owned)
		add(28, c.word(p.last), owned)
	}
	add(22, boolean(c.low(p.last) == "," || c.low(p.last) == "."), class)
	add(23, c.word(p.last), side)
	return fs
}

// innermost returns the type of the last deed that a deed holds.
func innermost(d *deed) string {
	kind := ""
	for ; d != nil; d = d.inner {
		kind = d.kind
	}
	return kind
}

// phraseBefore returns the phrase that ends right before the preposition at
// word k-1, -1 when there is none.
func (c *coder) phraseBefore(k int) int {
	for j := k - 1; j >= c.first && j > k-4; j-- {
		if n := c.phraseAt[j]; n > 0 {
			return int(n) - 1
		}
		if c.verbAt[j-c.first] > 0 {
			return -1
		}
	}
	return -1
}
