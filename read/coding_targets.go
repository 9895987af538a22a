package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/syntax"
)

// targets returns whom the deed is done to.
func (c *coder) targets(d *deed, sources []Party) []Party {
	if len(sources) == 2 && c.mutual(d) {
		return sources[1:]
	}
	var out []Party
	for _, n := range c.rankedTargets(d) {
		if p, ok := c.partyOf(c.partyWords(n)); ok {
			out = append(out, p)
		}
	}
	return out
}

// rankedTargets returns the phrase that the model takes for the target, and the
// next best where the two are nearly as good; that of the rules when there is
// no model.
func (c *coder) rankedTargets(d *deed) []int {
	if c.model == nil || c.passive(d) {
		var out []int
		if n := c.target(d, 0); n >= 0 {
			out = append(out, n)
		}
		if other := c.toldActively(d); other != nil {
			if n := c.target(other, 0); n >= 0 {
				out = append(out, n)
			}
		}
		return out
	}
	first, second := -1, -1
	var high, next int32
	rule := c.ruleTarget(d)
	for _, n := range c.candidates(d) {
		switch s := c.model.Target.Sum(c.targetFeatures(n, rule, d)); {
		case first < 0 || s > high:
			first, second, high, next = n, first, s, high
		case second < 0 || s > next:
			second, next = n, s
		}
	}
	switch {
	case first < 0:
		return nil
	case second >= 0 && c.model.Near(high, next):
		return []int{first, second}
	}
	return []int{first}
}

// ruleTarget returns the phrase that the rules take for the target, -1 when there
// is none.
func (c *coder) ruleTarget(d *deed) int {
	if d == nil {
		return -1
	}
	return c.target(d, 0)
}

// partyWords returns the words of a phrase with what describes it behind it.
func (c *coder) partyWords(n int) (int, int) {
	p := &c.phrases[n]
	if !p.proper && !p.pronoun {
		return p.first, c.chainBehind(p.last)
	}
	return p.first, p.last
}

func (c *coder) partySpan(n int) evidence.Span { return c.span(c.partyWords(n)) }

// mutual reports whether the two who do the deed do it to each other: nobody
// else stands as its object or behind "with".
func (c *coder) mutual(d *deed) bool {
	for d.inner != nil && len(d.own) == 0 {
		d = d.inner // what is only promised or refused
	}
	if d.frame == nil || !d.frame.Mutual {
		return false
	}
	for k, a := range c.args(d) {
		if p := &c.phrases[a.phrase]; a.prep == "with" || k == 0 && a.prep == "" && (p.class == actor || p.class == people) && c.actIn(p) == nil {
			return false
		}
	}
	return true
}

// chainBehind returns the end of the prepositional phrases that stand right
// behind a thing: "the bombing of a school in Peru".
func (c *coder) chainBehind(k int) int {
	for range 4 {
		if k+1 >= c.end || !describes[c.words[k].low] || c.phraseAt[k+1] == 0 || c.isCalendar(k+1) {
			return k
		}
		k = c.phrases[c.phraseAt[k+1]-1].last
	}
	return k
}

var describes = set("of in by for against from on between at over into")

// anyTarget is where the target of a deed is sought when its frame does not say.
var anyTarget = []string{"object", "inner", "to", "against", "on", "with", "from", "in", "of", "for", "at"}

// target returns the phrase of the target, -1 when there is none.
func (c *coder) target(d *deed, depth int) int {
	if depth > 4 {
		return -1
	}
	if d.must {
		return c.subjectPhrase(d.verb)
	}
	if depth == 0 && c.passive(d) {
		if n := c.subjectPhrase(d.verb); n >= 0 && !c.names(n, d) {
			return n
		}
	}
	order := anyTarget
	if d.frame != nil && len(d.frame.Target) > 0 {
		order = d.frame.Target
	}
	args := c.args(d)
	best, top := -1, -1000
	try := func(n, score int) {
		if score += c.worth(n); score > top {
			best, top = n, score
		}
	}
	for rank, want := range order {
		if want == "inner" {
			if d.inner != nil {
				if n := c.target(d.inner, depth+1); n >= 0 {
					try(n, 40-4*rank)
				}
			}
			continue
		}
		for k, a := range args {
			if want == "object" && a.prep == "" || want == "dative" && a.prep == "" && k+1 < len(args) && args[k+1].prep == "?" || want == a.prep {
				try(a.phrase, 40-4*rank-3*k)
			}
		}
	}
	for k, a := range args {
		try(a.phrase, 5-3*k)
	}
	return best
}

// names reports whether the phrase names the deed and nobody.
func (c *coder) names(n int, d *deed) bool {
	p := &c.phrases[n]
	return p.class != actor && p.class != people && p.owner == "" && slices.ContainsFunc(d.own, func(k int) bool { return k >= p.first && k < p.last })
}

// worth says how well a phrase can be one whom a deed is done to.
func (c *coder) worth(n int) int {
	p := &c.phrases[n]
	switch {
	case p.pronoun:
		return -25
	case p.class == actor || p.class == people:
		return 30
	case p.class == place:
		return 25
	case p.owner != "" || p.side != "":
		return 22
	case p.proper:
		return 20
	case c.actIn(p) != nil:
		return -10
	}
	return 0
}

func (c *coder) actIn(p *phrase) *act {
	for k := p.first; k < p.last; k++ {
		if k >= c.first && k < c.end {
			if a := c.actStarting(k); a != nil && a.part == lexicon.Noun {
				return a
			}
		}
	}
	return nil
}

// subjectPhrase returns the phrase that heads the subject of a verb group.
func (c *coder) subjectPhrase(verb int) int {
	if verb < 0 {
		return -1
	}
	first, last := c.subjectSpan(&c.verbs[verb])
	for k := first; k < last; k++ {
		if n := c.phraseAt[k]; n > 0 {
			return int(n) - 1
		}
	}
	return -1
}

// args returns the phrases behind the first word of a deed with the
// prepositions before them, up to the end of its clause. Those that name the
// deed itself are left out.
func (c *coder) args(d *deed) []argument {
	out := make([]argument, 0, 8)
	prep, before := "", ""
	for k := d.at + 1; k < c.end && k < d.at+window; k++ {
		low, tag := c.words[k].low, c.tag(k)
		if c.words[k].is(relatives|after) || low == ";" || low == "as" || low == "according" || low == "," && c.attribution(k+1) || tag == syntax.SCONJ && low != "that" && low != "if" && !c.words[k].is(beforeGerund) {
			break
		}
		if n := int(c.phraseAt[k]) - 1; n >= 0 {
			p := &c.phrases[n]
			if p.class != calendar && !c.names(n, d) && p.first > d.at {
				out = append(out, argument{prep, n})
			}
			prep, before = "?", prep
			k = max(k, p.last-1)
			continue
		}
		switch {
		case tag == syntax.ADP || low == "to" || low == "between":
			prep = low
		case tag == syntax.CCONJ && prep == "?":
			prep = before // a row: "to Kenya and Peru"
		case c.verbAt[k-c.first] > 0:
			prep = ""
		}
	}
	return out
}

// attribution reports whether the words from i on say who said it: "officials
// said".
func (c *coder) attribution(i int) bool {
	for k := i; k < c.end && k < i+14; k++ {
		if a := c.actStarting(k); a != nil && a.frame.Inner == "said" && c.verbAt[k-c.first] > 0 {
			return true
		}
		if c.verbAt[k-c.first] > 0 || c.words[k].low == "," {
			return false
		}
	}
	return false
}
