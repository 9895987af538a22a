package read

import (
	"slices"
	"strings"

	"tallystick/lexicon"
	"tallystick/read/coding"
	"tallystick/read/syntax"
)

// codings returns the events of the text as coders of PLOVER record them: of
// each sentence what it tells first of all.
func (t *parsed) codings(m *coding.Model) []Coding {
	var out []Coding
	t.eachCoder(func(c *coder) {
		c.model = m
		if k, ok := c.coding(); ok {
			out = append(out, k)
		}
	})
	return out
}

// eachCoder hands a coder to do for each sentence, the same one every time.
func (t *parsed) eachCoder(do func(*coder)) {
	t.tagParts()
	c := &coder{parsed: t}
	for _, s := range t.sentences {
		c.open(s.first, min(s.last, s.first+reach))
		do(c)
	}
}

// tagParts finds the parts of speech, if no step has done so.
func (t *parsed) tagParts() {
	if t.speech != nil {
		return
	}
	t.speech = make([]syntax.Tag, len(t.words))
	var in []syntax.Word
	var a syntax.Analysis
	for _, s := range t.sentences {
		in = syntaxWords(in, t.text, t.words[s.first:s.last], t.lex, t.found, t.foundAt[s.first:s.last])
		syntax.Default().Tag(in, &a)
		copy(t.speech[s.first:], a.Tags)
	}
}

// open turns the coder to the words from first to end.
func (c *coder) open(first, end int) {
	n := end - first
	c.first, c.end, c.start, c.main, c.steps = first, end, 0, 0, stepsAWord*n
	c.tags = append(c.tags[:0], c.speech[first:end]...)
	c.acts, c.actAt, c.within = c.acts[:0], zeros(c.actAt, n), zeros(c.within, n)
	c.verbs, c.verbAt, c.ends = c.verbs[:0], zeros(c.verbAt, n), zeros(c.ends, n)
	participles(c.tags, c.words[first:end])
	c.retag()
	c.findActs()
	c.findVerbs()
	c.start = c.opening()
	c.main = c.nextMain(c.start, c.end)
}

// zeros returns n zeros, in the memory of s where that is enough.
func zeros[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// stepsAWord is how often a sentence's acts may be looked into, for each of its
// words: far more than a sentence that people write needs.
const stepsAWord = 8

// participles tags those that describe a noun as adjectives: "a planned visit".
func participles(tags []syntax.Tag, ws []word) {
	before := syntax.ADJ // at the start: "Ousted president"
	for i := 0; i+1 < len(tags); i++ {
		if i > 0 && !(i == 1 && tags[0] == syntax.ADV) {
			before = tags[i-1]
		}
		next := tags[i+1]
		if i > 0 && (ws[i-1].low == "-" || ws[i-1].low == "–" || ws[i-1].low == ":" || before == syntax.CCONJ && next == syntax.NOUN && i+2 < len(tags) && (tags[i+2] == syntax.AUX || tags[i+2] == syntax.VERB)) {
			before = syntax.ADJ // "allied fighters have"
		}
		if next == syntax.NOUN && ws[i].low == "armed" {
			before = syntax.ADJ
		}
		if tags[i] == syntax.VERB && ws[i].past() && (before == syntax.DET || before == syntax.ADJ || before == syntax.NUM) && (next == syntax.NOUN || next == syntax.PROPN || next == syntax.ADJ) {
			tags[i] = syntax.ADJ
		}
	}
}

// coding reads what the sentence tells, if it tells of a deed.
func (c *coder) coding() (Coding, bool) {
	if len(c.acts) == 0 {
		return Coding{}, false
	}
	d := c.typed(c.deed())
	if d == nil || d.kind == "" {
		return Coding{}, false
	}
	k := Coding{Type: d.kind, Sources: c.sources(d)}
	k.Targets = c.targets(d, k.Sources)
	if !c.public(k.Sources) && !c.public(k.Targets) {
		return Coding{}, false
	}
	if d.learned {
		k.Rules = append(k.Rules, "coding.learned")
	} else if d.frame.Type == d.kind {
		k.Mode = d.frame.Mode
	}
	for in := d; in != nil && in.frame != nil; in = in.inner {
		k.Rules = append(k.Rules, "frame:"+in.frame.ID)
	}
	return k, true
}

// typed gives the deed the type that the model says, where there is one.
func (c *coder) typed(d *deed) *deed {
	if c.model == nil {
		return d
	}
	kind := c.model.TypeOf(c.typeFeatures(d))
	switch {
	case kind == "" || d != nil && d.kind == "":
		return d // a statement stays one
	case d == nil:
		at := c.start
		if c.main >= 0 {
			at = c.verbs[c.main].at
		}
		return &deed{kind: kind, at: at, verb: c.main, speaker: -1, learned: true}
	case kind != d.kind && !(kind == "CONCEDE" && d.kind == "RETREAT"):
		k := *d
		k.kind, k.learned = kind, true
		return &k
	}
	return d
}

// public reports whether one of the parties is a state, a body, a name, or
// people: who merely kills time takes no part in an event.
func (c *coder) public(ps []Party) bool {
	for _, p := range ps {
		if p.Code != "" {
			return true
		}
		for k := c.first; k < c.end; k++ {
			if c.words[k].start >= p.Start && c.words[k].end <= p.End && c.publicWord(k) {
				return true
			}
		}
	}
	return false
}

func (c *coder) publicWord(k int) bool {
	if c.tag(k) == syntax.PROPN || bodies[strings.TrimSuffix(c.words[k].low, "s")] {
		return true
	}
	if f := c.entryAt(k); f != nil {
		switch f.entries[0].Kind {
		case lexicon.KindSide, lexicon.KindActor, lexicon.KindPerson:
			return true
		}
	}
	if n := c.phraseAt[k]; n > 0 {
		p := &c.phrases[n-1]
		return !p.pronoun && (p.class == actor || p.class == people || p.side != "" || p.owner != "")
	}
	return false
}

// deed returns what the sentence tells: what its main verb says, and when that
// is nothing, the first deed that another of its words names.
func (c *coder) deed() *deed {
	if c.main >= 0 {
		if d := c.clause(c.main, c.end); d != nil && !d.frame.Weak {
			return d
		}
	}
	for n := range c.verbs {
		if d := c.clause(n, c.end); d != nil && d.kind != "" && !d.frame.Weak {
			return d
		}
	}
	for i := range c.acts {
		if d := c.hold(&c.acts[i], c.end, -1); d != nil && d.kind != "" && !d.frame.Weak {
			return d
		}
	}
	return nil
}
