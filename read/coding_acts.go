package read

import (
	"slices"

	"tallystick/lexicon"
	"tallystick/read/coding"
	"tallystick/read/syntax"
)

// act is a form of an act's frame at a place of the text. Only its first word
// is sure to stand at first: "imposed new sanctions" is one form with a gap.
type act struct {
	first, last int   // words, last exclusive
	at          []int // where its words stand
	frame       *lexicon.Frame
	part        lexicon.Part
}

// coder reads one sentence as coders of events do: who does what to whom, the
// outer deed before the deeds within it.
type coder struct {
	*parsed
	model      *coding.Model // nil: rules alone
	first, end int           // words of the sentence
	tags       []syntax.Tag
	acts       []act
	actAt      []int32 // for each word of the sentence the number of the act that starts there plus one
	within     []bool  // words that belong to an act of several words behind its first
	verbs      []verbGroup
	verbAt     []int32 // for each word the number of its verb group plus one
	start      int     // where the main clause may begin
	main       int     // the verb group that carries the sentence, -1 when there is none
	ends       []int8  // for each word whether another clause opens there: 0 not asked, 1 yes, -1 no
	features   []uint32
	steps      int // acts that may still be looked into, so that a sentence costs what its length allows
}

// tag returns the part of speech of word i.
func (c *coder) tag(i int) syntax.Tag { return c.tags[i-c.first] }

// low returns word i in lower case, empty outside the sentence.
func (c *coder) low(i int) string {
	if i < c.first || i >= c.end {
		return ""
	}
	return c.words[i].low
}

// findActs finds the acts of the sentence, at each word the longest.
func (c *coder) findActs() {
	for i := c.first; i < c.end; i++ {
		for _, f := range c.words[i].senses.Acts {
			if len(f.Words) == 1 && (c.within[i-c.first] || !c.partFits(i, f)) {
				continue
			}
			at := c.formAt(i, f.Words)
			if at == nil {
				at = c.passiveForm(i, f)
			}
			if at == nil || len(f.Words) > 1 && !c.partFits(i, f) || !c.needMet(i+1, len(f.Words), f.Frame) {
				continue
			}
			for _, k := range at[1:] {
				c.within[k-c.first] = true
			}
			c.acts = append(c.acts, act{i, max(i, at[len(at)-1]) + 1, at, f.Frame, f.Part})
			c.actAt[i-c.first] = int32(len(c.acts))
			break
		}
	}
}

// partFits reports whether word i is of the part of speech that the form opens
// with, and not a word of a name.
func (c *coder) partFits(i int, f lexicon.FrameForm) bool {
	if e := c.entryAt(i); e != nil && e.last-e.first > len(f.Words) && e.named() && c.words[i].capital {
		return false
	}
	if e := c.entryAt(i); e != nil && e.first < i && len(f.Words) == 1 && f.Part == lexicon.Noun {
		if _, ok := e.of(lexicon.KindRole); ok {
			return false // "prisoners of war"
		}
		if _, ok := e.of(lexicon.KindCounted); ok {
			return false
		}
	}
	switch tag := c.tag(i); f.Part {
	case lexicon.Verb:
		if c.foretold(i) {
			return false
		}
		if k := i - 1; k >= c.first && (c.words[k].is(modals) || c.words[k].low == "to") && !c.words[i].capital {
			return true
		}
		if tag == syntax.VERB || tag == syntax.AUX {
			return true
		}
		return len(f.Words) > 1 && tag != syntax.ADJ && !c.words[i].capital && (!classesOf(f.Words[1]).is(preposition) || classesOf(f.Words[0]).is(irregularPast))
	case lexicon.Noun:
		if len(f.Words) == 1 && modifies[f.Frame.Type] && i+1 < c.end && c.tag(i+1) == syntax.NOUN {
			return false // "attack helicopters"
		}
		return tag == syntax.NOUN || tag == syntax.PROPN || len(f.Words) > 1
	}
	return true
}

// modifies are the types whose nouns often describe another noun.
var modifies = map[string]bool{"ASSAULT": true, "PROTEST": true}

// gap bounds how many words may stand between two of a form.
const gap = 8

// apart are the particles that an object may stand before: "pull the troops out".
var apart = set("up down out off over back away")

// formAt returns where the words of a form that opens at word i stand, nil when
// they do not. Words of noun phrases may stand between them, but no verb, no
// preposition but "of" and no end of a clause.
func (c *coder) formAt(i int, form []string) []int {
	var at [lexicon.LongestAct]int
	at[0] = i
	k := i + 1
	for n := 1; n < len(form); n++ {
		if k < c.end && c.words[k].low != form[n] {
			link := links(form[n])
			for from := k; k < c.end && k-from <= gap && c.words[k].low != form[n]; k++ {
				if !c.maySeparate(k, form, n, link) {
					return nil
				}
			}
		}
		if k >= c.end || c.words[k].low != form[n] {
			return nil
		}
		at[n] = k
		k++
	}
	if len(form) > 1 && k < c.end && c.words[k].kind == possessive {
		return nil // "dismissed the government's offer" dismisses no government
	}
	return slices.Clone(at[:len(form)])
}

// passiveForm returns the same of a verb and its noun where the verb is passive
// and the noun heads what stands before it: "aid was suspended".
func (c *coder) passiveForm(i int, f lexicon.FrameForm) []int {
	if f.Part != lexicon.Verb || len(f.Words) != 2 || i-1 <= c.first || c.tag(i-1) != syntax.AUX && c.tag(i-1) != syntax.ADV {
		return nil
	}
	k := i - 1
	for k > c.first && (c.tag(k) == syntax.AUX || c.tag(k) == syntax.ADV) {
		k--
	}
	if !c.words[k+1].is(auxiliaries) || !c.words[i].past() || classesOf(f.Words[1]).is(preposition) {
		return nil
	}
	for from := k; k >= c.first && from-k <= gap; k-- {
		switch {
		case c.words[k].low == f.Words[1]:
			return []int{i, k}
		case c.tag(k) == syntax.VERB || c.tag(k) == syntax.SCONJ || c.words[k].low == ",":
			return nil
		}
	}
	return nil
}

// maySeparate reports whether word k may stand before word n of a form, and
// behind the one before. A preposition stands right behind a verb, a particle
// behind it or behind one phrase: link says that word n is one of these.
func (c *coder) maySeparate(k int, form []string, n int, link bool) bool {
	low := c.words[k].low
	switch tag := c.tag(k); tag {
	case syntax.ADV, syntax.PART:
		return true
	case syntax.VERB, syntax.SCONJ, syntax.AUX, syntax.CCONJ:
		return c.isCalendar(k)
	case syntax.PUNCT:
		return low == "-" || quoteMark(low)
	case syntax.ADP:
		return c.isCalendar(k) || low == "of" && !link
	}
	return !(len(form) == 2 && form[n] != "to" && link && !apart[form[n]]) || c.isCalendar(k)
}

// links reports whether a word of a form is a preposition or particle.
func links(low string) bool { return classesOf(low).is(preposition) || low == "to" }

// needMet reports whether the object behind a form of one word is of a class
// that its frame asks for.
func (c *coder) needMet(i, words int, f *lexicon.Frame) bool {
	if len(f.Need) == 0 || words > 1 || c.low(i-2) != "" && c.words[i-2].is(beForms) && c.words[i-1].past() {
		return true // the object of a passive verb stands before it
	}
	for ; i < c.end && c.phraseAt[i] == 0; i++ {
		if tag := c.tag(i); tag != syntax.DET && tag != syntax.ADJ && tag != syntax.ADV && tag != syntax.PUNCT && tag != syntax.NUM && tag != syntax.SYM && c.words[i].low != "than" {
			return false
		}
	}
	if i >= c.end {
		return false
	}
	n := int(c.phraseAt[i]) - 1
	for _, want := range f.Need {
		if want == "object" || want == "person" && (c.phrases[n].person || c.phrases[n].class == actor) || c.isA(n, want) {
			return true
		}
	}
	return false
}
