package read

import (
	"strings"

	"tallystick/lexicon"
)

// tag is a word's part of speech, as coarse as the later steps need.
type tag uint8

const (
	noun tag = iota
	adjective
	adverb
	verb
	auxiliary
	modal
	infinitive // "to" before a verb
	article    // article, demonstrative, possessive pronoun, quantifier
	number
	personal // a pronoun that stands for a noun
	relative // who, which
	prep
	conj
	clausal  // a word that opens a clause: that, if, while
	negative // not, never
	genitive // 's
	stop     // punctuation
)

// The closed classes of English.
var (
	particles = set("up down out off over back away in on forward apart through")
	weekdays  = set("today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday")
)

// tagWords says for each word which part of speech it is, from closed classes, the
// frames' verbs, the lexicon's nouns and the words around it. The tables do not know all verbs: an unknown
// word in lower case that ends in -ed or -ing counts as one.
func tagWords(ws []word, named func(int) bool) []tag {
	tags := make([]tag, len(ws))
	known := capitalised(ws)
	for i := range ws {
		tags[i] = tagWord(ws, tags, i, named)
		if tags[i] == verb && ws[i].capital && known[ws[i].low] {
			tags[i] = noun // "Lie warned": a name that stands within a sentence elsewhere
		}
	}
	return tags
}

// capitalised returns the words that are written with a capital where no
// sentence begins.
func capitalised(ws []word) map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(ws); i++ {
		if ws[i].capital && !ws[i].shout && ws[i].lines == 0 && ws[i-1].kind == letters && !strings.HasSuffix(ws[i-1].low, ".") {
			out[ws[i].low] = true
		}
	}
	return out
}

func tagWord(ws []word, tags []tag, i int, named func(int) bool) tag {
	w := &ws[i]
	switch w.kind {
	case digits:
		if measured(w.low) {
			return adjective // "12-year-old", "40-minute"
		}
		return number
	case possessive:
		if i > 0 && (tags[i-1] == personal || tags[i-1] == relative || ws[i-1].low == "there" || ws[i-1].low == "that") {
			return auxiliary // "it's"
		}
		return genitive
	case address:
		return noun
	case mark:
		if w.low == "'" && i > 0 && ws[i-1].end == w.start && strings.HasSuffix(ws[i-1].low, "s") && i+1 < len(ws) && ws[i+1].kind != mark && ws[i+1].start > w.end {
			return genitive
		}
		return stop
	}
	if w.shout && w.low == "us" {
		return noun // "the US"
	}
	before := previous(tags, i)
	startsSentence := i == 0 || w.lines > 0 || tags[i-1] == stop && (ws[i-1].low == "." || ws[i-1].low == "“" || ws[i-1].low == `"` || ws[i-1].low == "!" || ws[i-1].low == "?" || ws[i-1].low == "•" || ws[i-1].low == "'")
	if w.capital && !startsSentence && !w.shout {
		// Names: "May", "Will" and "March" inside a sentence.
		if w.is(determiner | preposition | pronoun | subordinator | coordinator | relatives) {
			return closed(ws, tags, i)
		}
		if w.is(timeWords) || !w.is(auxiliaries|modals) {
			return noun
		}
	}
	if t := closed(ws, tags, i); t != noun {
		return t
	}
	if w.is(modals) && (w.low != "may" && w.low != "can" || !w.capital || startsSentence) {
		return modal
	}
	verbal, nominal := forms(w)
	nominal = (nominal || named(i)) && !(before == noun && startsVerb(w, following(ws, i)))
	switch {
	case w.is(adverbs) || strings.HasSuffix(w.low, "ly") && len(w.low) > 4 && !verbal && !nominal && (!w.capital || startsSentence):
		return adverb
	case w.is(numberWords), isCompound(w.low):
		return number
	case afterNoun[w.low] && i > 0 && tags[i-1] == noun && (following(ws, i).low == "to" || following(ws, i).low == "with"):
		return adjective
	case before == modal || before == infinitive:
		return verb
	}
	next := following(ws, i)
	switch {
	case strings.HasSuffix(w.low, "ing") && (verbal || len(w.low) > 5 && !w.capital && !nominal):
		return gerund(ws, tags, i, before, next, nominal)
	case (verbal || w.is(irregularPast) && !nominal && !w.capital) && w.past() || !verbal && !w.capital && strings.HasSuffix(w.low, "ed") && len(w.low) > 4:
		return past(ws, tags, i, before, next)
	case verbal && before == noun && strings.HasSuffix(w.low, "s") && (next.low == "on" || next.low == "for") && w.low == "calls" && i > 0 && named(i-1) && !ws[i-1].capital:
		return verb // "the president calls on all sides"
	case verbal:
		return present(ws, tags, i, before, next, nominal)
	case !w.capital && i > 1 && ws[i-1].low == "it" && tags[i-2] == verb && judgingForm(w.low):
		return adjective // "called it regrettable"
	case !w.capital && i > 0 && ws[i-1].is(subjects) && nounLike(w):
		return verb // "they prefer": whatever the word, it is a verb
	}
	return noun
}

// measured reports whether a number is glued to what it measures.
func measured(low string) bool {
	_, unit, ok := strings.Cut(low, "-")
	return ok && len(unit) > 2 && strings.IndexFunc(unit, func(r rune) bool { return r >= '0' && r <= '9' }) < 0
}

// closed returns the tag of a word of the closed classes, noun for any other.
func closed(ws []word, tags []tag, i int) tag {
	w := &ws[i]
	low := w.low
	next := following(ws, i)
	switch {
	case low == "to":
		if next.capital || next.kind == digits || next.is(determiner|pronoun|preposition|numberWords) || strings.HasSuffix(next.low, "ing") || next.kind == mark {
			return prep
		}
		verbal, nominal := forms(next)
		if !verbal && (strings.HasSuffix(next.low, "ian") || strings.HasSuffix(next.low, "ary") || strings.HasSuffix(next.low, "al") || strings.HasSuffix(next.low, "s") && !strings.HasSuffix(next.low, "ss")) {
			return prep // "to military traffic", "to civilians"
		}
		if nominal && !verbal || i > 0 && beforeTo[ws[i-1].low] {
			return prep
		}
		if deedNouns[next.low] && i+2 < len(ws) && bargains[ws[i+2].low] {
			return prep // "agree to surrender deals"
		}
		return infinitive
	case low == "according":
		return prep
	case low == "that" && next.kind == letters && (i+2 >= len(ws) || ws[i+2].kind == mark || ws[i+2].lines == 2) && !next.is(pronoun|determiner):
		return article // "rejected that claim."
	case low == "that" && i > 0 && tags[i-1] == verb && next.kind == mark && (next.low == "." || next.low == ";" || next.low == "," && i+2 < len(ws) && ws[i+2].is(coordinator)):
		return personal // "did not confirm that, and"
	case low == "that" || low == "whether":
		return clausal
	case low == "others" && i > 0 && tags[i-1] == number:
		return adjective // a head all the same: "seven others"
	case (low == "more" || low == "other") && i > 0 && tags[i-1] == number:
		return adjective // "15 more of their fighters"
	case strings.Contains(low, "'") && classesOf(low[:strings.IndexByte(low, '\'')]).is(subjects):
		return personal // "we'll"
	case w.is(relatives):
		return relative
	case w.is(auxiliaries):
		return auxiliary
	case w.is(negatives):
		return negative
	case w.is(pronoun):
		return personal
	case low == "her" && !(next.kind == letters && !next.is(preposition)):
		return personal
	case w.is(determiner):
		return article
	case low == "so" || low == "once" || low == "yet":
		return adverb
	case w.is(coordinator):
		return conj
	case w.is(subordinator):
		return clausal
	case w.is(preposition):
		return prep
	}
	return noun
}

// Words after which "to" is a preposition.
// deedNouns before bargains are what is agreed to, and no verbs.
var (
	deedNouns = set("surrender release exchange swap transfer trade withdrawal retreat reform")
	bargains  = set("deal deals agreement agreements accord accords terms talks plan plans pact pacts proposal proposals")
)

var beforeTo = set("according due thanks prior next close access addition contrary similar relative subject compared commitment")

// previous returns the tag before i, adverbs and negations left out.
func previous(tags []tag, i int) tag {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if tags[k] != adverb && tags[k] != negative {
			return tags[k]
		}
	}
	return stop
}

// following returns the word after i, empty at the end of the text.
func following(ws []word, i int) *word {
	if i+1 < len(ws) && ws[i+1].lines < 2 {
		return &ws[i+1]
	}
	return &noWord
}

var noWord = word{kind: mark}

// forms reports whether a frame has the word as a verb and as a noun.
func forms(w *word) (verbal, nominal bool) {
	for _, f := range w.senses.Starting {
		verbal = verbal || f.Part == lexicon.Verb
		nominal = nominal || f.Part == lexicon.Noun && len(f.Words) == 1
	}
	return verbal, nominal
}

// startsVerb reports whether the word begins a verb of two words with the
// next: "remains closed".
func startsVerb(w, next *word) bool {
	for _, f := range w.senses.Starting {
		if f.Part == lexicon.Verb && len(f.Words) == 2 && f.Words[1] == next.low && !next.is(preposition) {
			return true
		}
	}
	return false
}

func gerund(ws []word, tags []tag, i int, before tag, next *word, nominal bool) tag {
	if before == stop && i > 1 && opensSpeech(&ws[i-1]) {
		before = tags[i-2] // the “firing of rockets”
		if before != article {
			before = stop
		}
	}
	switch before {
	case article, number, genitive, adjective:
		if nounLike(next) && !next.past() {
			return adjective
		}
		return noun
	case noun:
		if nominal && tags[i-1] == noun && fierce[ws[i-1].low] {
			return noun // "Heavy fighting broke out"
		}
		if bodies[next.low] && tags[i-1] == noun && i > 1 && (tags[i-2] == article || tags[i-2] == genitive) {
			return adjective // "the EU monitoring mission"
		}
		if nominal && tags[i-1] == noun && (next.is(preposition) || next.kind == mark) {
			return noun // "artillery shelling of"
		}
		if tags[i-1] == noun && i > 1 && tags[i-2] == article && (next.is(preposition) || next.kind == mark) {
			return noun // "a heavy beating by"
		}
	case prep, stop, conj:
		if nominal && (next.low == "of" || next.low == "in" || next.low == "between" || next.low == "around" || next.low == "near") {
			return noun
		}
	}
	return verb
}

// fierce are adjectives of fighting, which open sentences with a capital.
var fierce = set("heavy fierce intense renewed fresh sporadic ongoing further bloody deadly continued new light minor major street ground more")

func past(ws []word, tags []tag, i int, before tag, next *word) tag {
	switch before {
	case auxiliary, personal, relative:
		return verb
	case article, genitive:
		return adjective
	case adjective:
		if !nounLike(next) {
			return verb // "three of the wounded died"
		}
		return adjective
	case number:
		if nounLike(next) {
			return adjective
		}
	case verb:
		if tags[i-1] == verb && strings.HasPrefix(ws[i].low, "un") && nounLike(next) && !next.capital {
			return adjective // "demanded unhindered access"
		}
	case prep:
		if nounLike(next) {
			return adjective
		}
	case noun:
		// "the two Ruritanian negotiated ceasefires": a people's adjective before.
		if i >= 2 && ws[i-1].people && nounLike(next) && !next.capital && next.kind == letters &&
			(tags[i-2] == article || tags[i-2] == number || tags[i-2] == adjective || tags[i-2] == adverb || tags[i-2] == noun && !ws[i-2].capital) {
			return adjective
		}
	case stop:
		if ws[i].capital && ws[i].kind == letters && nounLike(next) && !next.capital && next.low != "by" && !next.past() {
			return adjective // "Armed men"
		}
	case conj:
		if i >= 2 && tags[i-2] == adjective && nounLike(next) && (i == 2 || tags[i-3] != personal && tags[i-3] != noun) {
			return adjective // "an encircled and eliminated unit"
		}
	}
	return verb
}

func present(ws []word, tags []tag, i int, before tag, next *word, nominal bool) tag {
	switch before {
	case article, number, genitive, adjective, prep:
		return noun
	case personal, relative:
		return verb
	case auxiliary, verb:
		if nominal {
			return noun
		}
		return verb
	}
	if before == noun && ws[i-1].people && !strings.HasSuffix(ws[i].low, "s") && (nounLike(next) && !next.capital || i > 1 && tags[i-2] == prep) {
		return noun // "Kenyan state television", "under Kenyan control"
	}
	if !nominal {
		if before == stop && i > 0 && ws[i-1].low == "," && !strings.HasSuffix(ws[i].low, "s") {
			return noun
		}
		if before == noun && !ws[i-1].capital && strings.HasSuffix(ws[i].low, "s") && ws[i].low != "says" && next.kind == mark && !opensSpeech(next) && next.low != "," && next.low != ":" && !inOpenRelative(tags, i) {
			return noun // "his resignation plans."
		}
		return verb
	}
	if before == noun && i >= 2 && ws[i-1].people && (tags[i-2] == article || tags[i-2] == adjective || tags[i-2] == number) {
		return noun // "a Kenyan claim that"
	}
	opens := next.is(determiner|pronoun|numberWords) || next.capital || next.kind == digits || next.low == "that" || opensSpeech(next)
	if before == noun && opens || before == stop && opens && strings.HasSuffix(ws[i].low, "s") && i > 0 && ws[i-1].low == "," {
		return verb
	}
	return noun
}

// inOpenRelative reports whether the words before i are the subject of a
// relative clause that has no verb yet: "a claim which the ministry denies".
func inOpenRelative(tags []tag, i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch tags[k] {
		case relative:
			return true
		case noun, article, adjective, genitive, adverb, number:
		default:
			return false
		}
	}
	return false
}

func opensSpeech(w *word) bool {
	return w.low == "“" || w.low == `"` || w.low == "‘" || w.low == "'" || w.low == "«" || w.low == "„"
}

// nounLike reports whether w can go on a noun phrase.
func nounLike(w *word) bool {
	return w.kind == letters && !w.is(determiner|pronoun|preposition|coordinator|subordinator|auxiliaries|modals|relatives|adverbs|timeWords)
}

// markPeople marks the adjectives made from the names of countries and peoples:
// those of the lexicon, and of words that no table knows what has their form.
func markPeople(ws []word, all []found, at []int32) {
	for i := range ws {
		if !ws[i].capital {
			continue
		}
		ws[i].people = at[i] == 0 && peopleAdjective(ws[i].low)
		if at[i] > 0 {
			f := &all[at[i]-1]
			e, ok := f.of(lexicon.KindSide)
			ws[i].people = ok && f.last == f.first+1 && (e.Use == lexicon.UseAdjective || e.Use == lexicon.UsePerson) || !f.named() && peopleAdjective(ws[i].low)
		}
	}
}

// peopleAdjective reports whether a capitalised word has the form of an
// adjective made from a country's or people's name.
func peopleAdjective(low string) bool {
	for _, ending := range []string{"an", "ese", "ish", "i", "ch", "ek", "ic", "ss"} {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return false
}

func pastForm(low string) bool {
	return classesOf(low).is(irregularPast) || strings.HasSuffix(low, "ed")
}

// past reports whether the word has the form of a past tense or participle.
func (w *word) past() bool { return w.is(irregularPast) || strings.HasSuffix(w.low, "ed") }
