package read

import (
	"tallystick/read/syntax"
)

// codings returns the events of the text as coders of PLOVER record them: of
// each sentence what it tells first of all.
func (t *parsed) codings() []Coding {
	var out []Coding
	t.eachCoder(func(c *coder) {
		if k, ok := c.coding(); ok {
			out = append(out, k)
		}
	})
	return out
}

// eachCoder prepares a coder for each sentence and hands it to do.
func (t *parsed) eachCoder(do func(*coder)) {
	in := syntaxWords(t.text, t.words, t.lex, t.found, t.foundAt)
	m := syntax.Default()
	var a syntax.Analysis
	for _, s := range t.sentences {
		m.Tag(in[s.first:s.last], &a)
		c := &coder{parsed: t, first: s.first, end: s.last, tags: a.Tags}
		c.findActs()
		c.findVerbs()
		do(c)
	}
}

// coding reads what the sentence tells, if it tells of a deed.
func (c *coder) coding() (Coding, bool) {
	d := c.deed()
	if d == nil || d.kind == "" {
		return Coding{}, false
	}
	k := Coding{Type: d.kind, Mode: d.frame.Mode, Sources: c.sources(d)}
	k.Targets = c.targets(d, k.Sources)
	if !c.public(k.Sources) && !c.public(k.Targets) {
		return Coding{}, false
	}
	for in := d; in != nil; in = in.inner {
		k.Rules = append(k.Rules, "frame:"+in.frame.ID)
	}
	return k, true
}

// public reports whether one of the parties is a state, a body, a name, or
// people: who merely kills time takes no part in an event.
func (c *coder) public(ps []Party) bool {
	for _, p := range ps {
		if p.Code != "" {
			return true
		}
		for k := c.first; k < c.end; k++ {
			if c.words[k].start < p.Start || c.words[k].end > p.End || c.phraseAt[k] == 0 {
				continue
			}
			if q := &c.phrases[c.phraseAt[k]-1]; !q.pronoun && (q.class == actor || q.class == people || q.class == place && q.spot.ID != "" || q.proper || q.side != "" || q.owner != "") {
				return true
			}
		}
	}
	return false
}

// deed returns what the sentence tells: what its main verb says, and when that
// is nothing, the first deed that another of its words names.
func (c *coder) deed() *deed {
	if n := c.mainVerb(); n >= 0 {
		if d := c.clause(n, c.end); d != nil {
			return d
		}
	}
	for n := range c.verbs {
		if d := c.clause(n, c.end); d != nil && d.kind != "" {
			return d
		}
	}
	for k := c.first; k < c.end; k++ {
		if d := c.fold(k, c.end, -1); d != nil && d.kind != "" {
			return d
		}
	}
	return nil
}
