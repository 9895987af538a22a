package read

import (
	"strings"

	"tallystick/lexicon"
)

// outcome is a word or two that say what becomes of people: "killed", "the
// arrest of", "took ... hostage", "dead".
type outcome struct {
	first, last int
	rest        int // where the words behind a gap begin, "took | three men | hostage"; first+1 when nothing stands between
	what        string
	frame       *lexicon.Frame
	noun, state bool
}

// outcomeAt returns what word i and those behind it say of people. The longest
// form wins.
func (t *parsed) outcomeAt(i, end int) (outcome, bool) {
	var best outcome
	size := 0
	for _, f := range t.words[i].senses.Starting {
		what := f.Frame.Outcome["people"]
		if what == "" || f.Frame.Kind != "event" || f.Frame.Undergoer == "number" || len(f.Words) < size || t.partOfName(i, len(f.Words)) {
			continue
		}
		rest, last := t.formWithGap(i, end, f.Words)
		if last == 0 {
			continue
		}
		noun := f.Part == lexicon.Noun
		if len(f.Words) == size && noun != best.noun && noun != t.nominal(i, last) {
			continue
		}
		best, size = outcome{first: i, last: last, rest: rest, what: what, frame: f.Frame, noun: noun}, len(f.Words)
	}
	if f := t.words[i].senses.State; size == 0 && f != nil && f.Outcome["people"] != "" {
		return outcome{first: i, last: i + 1, rest: i + 1, what: f.Outcome["people"], frame: f, state: true}, true
	}
	return best, size > 0
}

// nominal reports whether a word that may be verb or noun is a noun: "the
// killing of", "two arrests".
func (t *parsed) nominal(i, last int) bool {
	if strings.HasSuffix(t.words[i].low, "ing") {
		return t.wordIs(last, len(t.words), "of") || t.phrase(i) != nil && t.phrase(i).head == i && t.phraseStarting(last) < 0
	}
	if i > 0 && t.tags[i-1] == number && t.phraseStarting(last) < 0 {
		return true // "made 12 arrests"
	}
	return t.tags[i] != verb
}

// formWithGap returns the end of the form at word i, zero when it does not
// stand there. The object of a verb may stand before its last words.
func (t *parsed) formWithGap(i, end int, form []string) (rest, last int) {
	k := i + 1
	rest = k
	if len(form) > 1 && k < end && t.words[k].low != form[1] {
		for k < end && k < i+12 && t.words[k].low != form[1] && (t.phraseAt[k] > 0 || t.tags[k] == prep || t.tags[k] == adverb || t.tags[k] == conj) {
			k++
		}
		if k > i+1 && t.phraseAt[i+1] == 0 && t.tags[i+1] != adverb {
			return 0, 0
		}
		rest = k
	}
	for _, w := range form[1:] {
		if k >= end || t.words[k].low != w {
			return 0, 0
		}
		k++
	}
	return rest, k
}

// participle reports whether the outcome's word may be a past participle.
func (t *parsed) participle(o outcome) bool { return t.words[t.verbOf(o)].past() }

// verbOf returns the word that carries the tense: not the adverb of "fatally
// shot".
func (t *parsed) verbOf(o outcome) int {
	if strings.HasSuffix(t.words[o.first].low, "ly") && o.last > o.first+1 {
		return o.first + 1
	}
	return o.first
}

// helper is what stands before a verb to make its tense.
type helper struct {
	first             int // first word of the helpers, the verb itself when it has none
	be, have, not, to bool
	modal             string
}

// helpers looks at the words before the verb at i.
func (t *parsed) helpers(i, from int) helper {
	h := helper{first: i}
	for k := i - 1; k >= from && k > i-9; k-- {
		switch low := t.words[k].low; {
		case t.words[k].is(beForms) && t.tags[k] != genitive:
			h.be = true
		case low == "have" || low == "has" || low == "had" || low == "having" || low == "'ve":
			h.have = true
		case t.tags[k] == auxiliary:
		case t.tags[k] == modal:
			h.modal = low
		case t.tags[k] == negative:
			h.not = true
		case low == "to" && (t.tags[k] == infinitive || t.tags[k] == prep) && k == h.first-1:
			h.to = true
		case believed[low] && t.participleBe(k, from):
			h.be = true // "were feared killed", "was found dead"
		case t.tags[k] == adverb || quoteMark(low) && t.quoteAt[k] > 0:
			continue // does not begin the tense
		default:
			return h
		}
		h.not = h.not || strings.HasSuffix(t.words[k].low, "n't")
		h.first = k
	}
	return h
}

// participleBe reports whether a form of "be" stands before word k.
func (t *parsed) participleBe(k, from int) bool {
	for k--; k >= from && (t.tags[k] == adverb || t.tags[k] == auxiliary || believed[t.words[k].low]); k-- {
		if t.words[k].is(beForms) {
			return true
		}
	}
	return false
}

// Words by which a report passes on somebody's condition.
var believed = set("reported confirmed feared believed presumed left found pronounced declared listed thought known")
