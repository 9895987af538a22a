package read

import (
	"slices"
	"strings"

	"tallystick/lexicon"
	"tallystick/read/syntax"
)

// verbGroup is a verb of the sentence with its helpers, as the coder sees it.
type verbGroup struct {
	first, at  int // words: of its first helper, of the verb
	modal      string
	negated    bool
	passive    bool
	infinitive bool
	gerund     bool
	bare       bool // a past form without helper: a past tense or a participle
}

func (g *verbGroup) finite() bool { return !g.infinitive && !g.gerund }

// findVerbs finds the verb groups of the sentence.
func (c *coder) findVerbs() {
	for i := c.first; i < c.end; i++ {
		if c.words[i].is(preposition) || c.foretold(i) {
			continue
		}
		if a := c.actStarting(i); c.tag(i) == syntax.VERB || c.tag(i) == syntax.AUX && !c.words[i].is(modals) && c.copula(i) || a != nil && a.part == lexicon.Verb {
			c.verbs = append(c.verbs, c.verbGroup(i))
			c.verbAt[i-c.first] = int32(len(c.verbs))
		}
	}
}

// copula reports whether the auxiliary at i is the only verb of its clause:
// no verb follows its adverbs.
func (c *coder) copula(i int) bool {
	for k := i + 1; k < c.end; k++ {
		switch c.tag(k) {
		case syntax.ADV, syntax.PART:
		case syntax.VERB, syntax.AUX:
			return false
		default:
			return true
		}
	}
	return true
}

func (c *coder) verbGroup(i int) verbGroup {
	g := verbGroup{first: i, at: i}
	low := c.words[i].low
	be, helped := c.tag(i) == syntax.AUX, c.tag(i) == syntax.AUX
	for k := i - 1; k >= c.first && k > i-8; k-- {
		w := c.words[k].low
		tag := c.tag(k)
		switch {
		case c.words[k].is(negatives) || strings.HasSuffix(w, "n't") || w == "cannot":
			g.negated = true
			helped = helped || w != "not" && w != "never"
		case w == "to" && (tag == syntax.PART || k == i-1):
			g.first = k
			if k > c.first && c.words[k-1].is(beForms) || k > c.first+1 && ahead[c.words[k-1].low] && c.words[k-2].is(beForms) {
				g.first, g.modal = k-1, "will" // "the minister is to visit Peru", "is due to visit"
				return c.finish(g, low, be, true)
			}
			g.infinitive = true
			return c.finish(g, low, be, helped)
		case c.words[k].is(modals) && (tag == syntax.AUX || tag == syntax.VERB):
			g.modal, helped = w, true
		case tag == syntax.AUX || c.words[k].is(auxiliaries) && tag == syntax.VERB:
			be = be || c.words[k].is(beForms)
			helped = true
		case (tag == syntax.ADV || c.words[k].is(adverbs)) && k > c.first && (c.tag(k-1) == syntax.AUX || c.tag(k-1) == syntax.ADV || c.tag(k-1) == syntax.PART):
		default:
			return c.finish(g, low, be, helped)
		}
		g.first = k
	}
	return c.finish(g, low, be, helped)
}

func (c *coder) finish(g verbGroup, low string, be, helped bool) verbGroup {
	ing := strings.HasSuffix(low, "ing") && len(low) > 4
	past := pastForm(low) && !ing
	g.passive = be && past && c.tag(g.at) == syntax.VERB && !stative[low]
	g.gerund = ing && !be && !g.infinitive
	g.bare = past && !helped && !g.infinitive
	return g
}

// ahead are the words that put what "to" says into the future.
var ahead = set("expected due set scheduled poised slated going about")

// stative are participles that describe their subject when "be" stands before
// them: nobody engages those who are engaged in a war.
var stative = set("engaged involved prepared committed opposed concerned determined interested locked embroiled resigned poised")

// retag mends the parts of speech where the lexicon knows better: its nouns for
// people and units are no verbs, and where no verb comes before it, a past form
// behind a noun is one; any act's verb, where none follows either.
func (c *coder) retag() {
	for i := c.first; i < c.end; i++ {
		if c.tag(i) == syntax.VERB && (c.thing(i) && !c.words[i].past() || c.determined(i)) || c.tag(i) == syntax.ADJ && c.peopleAt(i) {
			c.tags[i-c.first] = syntax.NOUN
		}
	}
	for i := c.first; i < c.end; i++ {
		switch tag := c.tag(i); {
		case c.carries(i):
			return
		case i > c.first && (tag == syntax.NOUN || tag == syntax.ADJ) && !c.words[i].capital && c.mayBeVerb(i) && (c.words[i].past() || !c.carried(i)):
			c.tags[i-c.first] = syntax.VERB
			return
		}
	}
}

// peopleAt reports whether word i names a people: "the Kenyans".
func (c *coder) peopleAt(i int) bool {
	f := c.entryAt(i)
	if f == nil {
		return false
	}
	e, ok := f.of(lexicon.KindSide)
	return ok && e.Use == lexicon.UsePeople && strings.HasSuffix(c.words[i].low, "s")
}

// foretold reports whether word i only puts what follows into the future: "is
// expected to".
func (c *coder) foretold(i int) bool {
	return i > c.first && c.words[i-1].is(beForms) && c.low(i+1) == "to" && ahead[c.words[i].low]
}

// determined reports whether word i, in its base form, must be the noun of an
// article before it: "a U.S. offer".
func (c *coder) determined(i int) bool {
	low := c.words[i].low
	if pastForm(low) || strings.HasSuffix(low, "ing") || strings.HasSuffix(low, "s") {
		return false
	}
	for k := i - 1; k >= c.first; k-- {
		switch c.tag(k) {
		case syntax.DET:
			return k < i-1 || c.words[k].low == "a" || c.words[k].low == "an" || c.words[k].low == "the"
		case syntax.ADJ, syntax.PROPN:
		default:
			return false
		}
	}
	return false
}

// carries reports whether word i is tagged as a verb that may carry a clause.
func (c *coder) carries(i int) bool {
	tag, w := c.tag(i), &c.words[i]
	return (tag == syntax.VERB || tag == syntax.AUX) && !w.is(preposition) && !(i > c.first && c.words[i-1].low == "to") && !strings.HasSuffix(w.low, "ing")
}

// carried reports whether such a verb follows word i.
func (c *coder) carried(i int) bool {
	for i++; i < c.end; i++ {
		if c.carries(i) {
			return true
		}
	}
	return false
}

// mayBeVerb reports whether word i has the form of an act's verb and stands
// behind a noun or name.
func (c *coder) mayBeVerb(i int) bool {
	k := i - 1
	for k > c.first && c.tag(k) == syntax.ADV {
		k--
	}
	if before := c.tag(k); before != syntax.NOUN && before != syntax.PROPN && before != syntax.NUM {
		return false
	}
	if e := c.entryAt(i); e != nil && e.named() {
		return false
	}
	return c.words[i].is(irregularPast) || slices.ContainsFunc(c.words[i].senses.Acts, func(f lexicon.FrameForm) bool { return f.Part == lexicon.Verb })
}

// opening returns where the main clause may begin: behind a dateline and
// behind adverbials that a comma ends.
func (c *coder) opening() int {
	i := c.first
	for k := i; k < c.end && k < i+14; k++ {
		if n := c.verbAt[k-c.first]; n > 0 && c.verbs[n-1].finite() {
			break
		}
		if low := c.words[k].low; c.dash(k) || low == ":" || low == ")" && c.words[i].low == "(" {
			i = k + 1
		}
	}
	for range 3 {
		if i >= c.end {
			return c.first
		}
		tag, low := c.tag(i), c.words[i].low
		adverbial := tag == syntax.SCONJ || tag == syntax.ADP || c.words[i].is(subordinator) && low != "that" || tag == syntax.ADV || (tag == syntax.VERB || i == c.first && i+1 < c.end && c.tag(i+1) == syntax.ADP) && strings.HasSuffix(low, "ing") || c.words[i].is(timeWords)
		if !adverbial {
			break
		}
		comma := c.commaBeforeClause(i)
		if comma < 0 || tag != syntax.SCONJ && tag != syntax.VERB && !c.words[i].is(subordinator) && c.ownVerb(i, comma) {
			break
		}
		i = comma + 1
	}
	return i
}

// ownVerb reports whether a finite verb of no relative clause stands between
// two words: what opens with "at least" may be the subject.
func (c *coder) ownVerb(i, end int) bool {
	for k := i; k < end; k++ {
		if n := c.verbAt[k-c.first]; n > 0 && c.verbs[n-1].finite() && !c.relativeVerb(k) && !c.reduced(int(n)-1, end) {
			return true
		}
	}
	return false
}

// dash reports whether word k is a dash between words: "OSLO -- The minister".
func (c *coder) dash(k int) bool {
	switch w := c.words[k]; w.low {
	case "—", "–", "--":
		return true
	case "-":
		return k > c.first && w.start > c.words[k-1].end || k+1 < c.end && c.words[k+1].low == "-" || k > c.first && c.words[k-1].low == "-"
	}
	return false
}

// commaBeforeClause returns the first comma behind i after which a noun phrase
// and a finite verb follow, -1 when there is none.
func (c *coder) commaBeforeClause(i int) int {
	for k := i + 1; k < c.end; k++ {
		if c.words[k].low != "," {
			continue
		}
		seen := false
		for j := k + 1; j < c.end; j++ {
			tag := c.tag(j)
			if tag == syntax.NOUN || tag == syntax.PROPN || tag == syntax.PRON {
				seen = true
			}
			if n := c.verbAt[j-c.first]; n > 0 && c.verbs[n-1].finite() {
				if seen {
					return k
				}
				break
			}
			if c.words[j].is(relatives) || tag == syntax.SCONJ {
				break
			}
		}
	}
	return -1
}

// nextMain returns the first finite verb group from word i that is neither of
// a relative clause nor of a subordinate one nor a participle behind a noun.
func (c *coder) nextMain(i, end int) int {
	skip := 0
	for k := i; k < end; k++ {
		low, tag := c.words[k].low, c.tag(k)
		if c.words[k].is(relatives) && k > i && tag != syntax.ADP || low == "that" && k > i && (c.tag(k-1) == syntax.NOUN || c.tag(k-1) == syntax.PROPN) && !c.isCalendar(k-1) {
			skip++
			continue
		}
		if (k > i || c.words[k].is(subordinator)) && tag == syntax.SCONJ && low != "that" && c.verbsBetween(k, end) > 1 {
			skip++
			continue
		}
		n := c.verbAt[k-c.first]
		if n == 0 {
			continue
		}
		g := &c.verbs[n-1]
		switch {
		case !g.finite():
		case skip > 0:
			skip--
		case c.reduced(int(n)-1, end):
		default:
			return int(n) - 1
		}
	}
	return -1
}

// verbsBetween counts the finite verb groups from word i to end.
func (c *coder) verbsBetween(i, end int) int {
	n := 0
	for k := i; k < end; k++ {
		if v := c.verbAt[k-c.first]; v > 0 && c.verbs[v-1].finite() {
			n++
		}
	}
	return n
}

// reduced reports whether verb n is a participle behind a noun: "missiles
// fired by the army struck".
func (c *coder) reduced(n, end int) bool {
	g := &c.verbs[n]
	if !g.bare || g.at == c.first || g.at+2 >= c.end {
		return false
	}
	before := c.tag(g.at - 1)
	if before != syntax.NOUN && before != syntax.PROPN && c.words[g.at-1].low != "," {
		return false
	}
	if c.low(g.at+1) == "by" && !c.isCalendar(g.at-1) && !(c.tag(g.at+2) == syntax.NUM) {
		return true
	}
	for k := g.at + 1; k < end; k++ {
		if v := c.verbAt[min(k+1, c.end-1)-c.first]; c.words[k].low == "," && v > 0 && c.verbs[v-1].finite() {
			return true // "a body linked to the bank, said"
		}
		if low := c.words[k].low; c.words[k].is(coordinator|relatives|subjects|after) || c.tag(k) == syntax.SCONJ || low == "," && before != syntax.PUNCT || low == "that" {
			return false
		}
		if v := c.verbAt[k-c.first]; v > 0 && c.verbs[v-1].finite() && (!c.verbs[v-1].bare || c.words[k-1].low != ",") {
			if c.verbs[v-1].bare && k+1 < end && c.tag(k+1) == syntax.ADP {
				continue // as likely a participle itself
			}
			return c.tag(g.at+1) == syntax.ADP || c.tag(g.at+1) == syntax.PUNCT
		}
	}
	return false
}
