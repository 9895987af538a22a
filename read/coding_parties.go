package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/syntax"
)

// sources returns who does the deed.
func (c *coder) sources(d *deed) []Party {
	if d.must && d.speaker >= 0 {
		return c.subject(d.speaker)
	}
	if d.verb < 0 {
		return c.ownersOf(d)
	}
	if c.passive(d) {
		return c.byAgent(d.at + 1)
	}
	ps := c.subject(d.verb)
	if d.speaker >= 0 && (len(ps) == 0 || pronoun[lowOf(c, ps[0])]) {
		return c.subject(d.speaker)
	}
	return ps
}

// passive reports whether the subject of the deed's verb is whom it is done to.
func (c *coder) passive(d *deed) bool {
	return d.verb >= 0 && c.verbs[d.verb].passive && d.at <= c.verbs[d.verb].at
}

func lowOf(c *coder, p Party) string {
	low, _, _ := lower(p.Text)
	return low
}

// ownersOf returns whose deed a noun names.
func (c *coder) ownersOf(d *deed) []Party {
	if by := c.byAgent(d.at + 1); by != nil {
		return by
	}
	if n := c.phraseAt[d.at]; n > 0 {
		p := &c.phrases[n-1]
		if d.at > p.first {
			return []Party{{Span: c.span(p.first, d.at), Code: cmpOr(p.side, p.owner)}}
		}
	}
	return nil
}

// subject returns the subject of a verb group: the words before it, each party
// of a row by itself.
func (c *coder) subject(verb int) []Party {
	g := &c.verbs[verb]
	if g.infinitive || g.gerund || g.bare && g.at > c.first && c.words[g.at-1].low == "and" {
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
		if tag == syntax.ADV || tag == syntax.PUNCT && !closesBracket(c.words[k].low) || c.isCalendar(k) || c.words[k].low == "also" {
			last--
			continue
		}
		break
	}
	if last > c.first && pronoun[c.words[last-1].low] {
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
	for first < last && (c.tag(first) == syntax.CCONJ || c.tag(first) == syntax.PUNCT || c.tag(first) == syntax.ADV || c.isCalendar(first)) {
		first++
	}
	return first, last
}

func closesBracket(low string) bool { return low == ")" }

// relativeVerb reports whether the verb at k belongs to a relative clause.
func (c *coder) relativeVerb(k int) bool {
	for j := k - 1; j >= c.first && j > k-8; j-- {
		if relatives[c.words[j].low] || c.words[j].low == "that" {
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
	first := c.opening()
	return k < first || k == first-1
}

// partiesIn returns the parties named in a stretch of words: one for each
// member of a row that "and" joins.
func (c *coder) partiesIn(first, last int) []Party {
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
		case tag == syntax.ADP && low != "of" || relatives[low] || c.verbAt[k-c.first] > 0:
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
			code = cmpOr(c.phrases[n-1].side, c.phrases[n-1].owner)
		}
	}
	return Party{Span: c.span(first, last), Code: code}, true
}

// byAgent returns who stands behind "by".
func (c *coder) byAgent(i int) []Party {
	for k := i; k < c.end && k < i+window/2; k++ {
		if k > i && c.closes(k, c.end) {
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
	return Party{Span: c.spanOf(p), Code: cmpOr(p.side, p.owner)}
}

// targets returns whom the deed is done to.
func (c *coder) targets(d *deed, sources []Party) []Party {
	if len(sources) > 1 && mutual[d.kind] {
		return sources[1:] // two who agree, meet or sign do it to each other
	}
	n := c.rankedTarget(d)
	if n < 0 {
		return nil
	}
	first, last := c.partyWords(n)
	target, _ := c.partyOf(first, last)
	return []Party{target}
}

// rankedTarget returns the phrase that the model takes for the target, that of
// the rules when there is no model.
func (c *coder) rankedTarget(d *deed) int {
	if c.model == nil || c.passive(d) {
		return c.target(d, 0)
	}
	best, top := -1, int32(0)
	for _, n := range c.candidates() {
		if s := c.model.Target.Sum(c.targetFeatures(n, d)); best < 0 || s > top {
			best, top = n, s
		}
	}
	return best
}

// partyWords returns the words of a phrase with what describes it behind it.
func (c *coder) partyWords(n int) (int, int) {
	p := &c.phrases[n]
	if p.class == other {
		return p.first, c.chainBehind(p.last)
	}
	return p.first, p.last
}

func (c *coder) partySpan(n int) evidence.Span { return c.span(c.partyWords(n)) }

// mutual are the types of deeds that those who stand as one subject do to each
// other.
var mutual = map[string]bool{"AGREE": true, "CONSULT": true, "SUPPORT": true, "COOPERATE": true}

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
	order := d.frame.Target
	if len(order) == 0 {
		order = anyTarget
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
	var out []argument
	prep, before := "", ""
	for k := d.at + 1; k < c.end && k < d.at+window; k++ {
		low, tag := c.words[k].low, c.tag(k)
		if relatives[low] || after[low] || low == ";" || low == "as" || low == "according" || low == "," && c.attribution(k+1) || tag == syntax.SCONJ && low != "that" && low != "if" && !beforeGerund[low] {
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
