package read

import (
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// complement finds the content behind an active verb: a clause, a quotation,
// an accusation "of" something, and so on, as the frame allows.
func (t *parsed) complement(a *attribution, s sentence) bool {
	end := t.sentenceEnd(s)
	i := t.skipAside(a.cue[1], end)
	f := a.frame
	if i < end && f.Is("quote") && t.words[i].low == ":" {
		i++
	}
	if i < end && t.words[i].low == "," && i+1 < end && t.opensQuote(i+1) {
		i++
	}
	object := t.phraseStarting(i)
	switch {
	case i < end && t.opensQuote(i) && (f.Is("quote") || f.Is("clause") || f.Is("object")):
		return t.quoted(a, i, end, "quote")
	case f.Is("of") && object >= 0 && t.ofAfter(object, end) > 0:
		return t.against(a, object, t.ofAfter(object, end), end, "of")
	case f.Is("for") && object >= 0 && t.linkBy(object, end, "for") > 0:
		return t.against(a, object, t.linkBy(object, end, "for"), end, "for")
	case f.Is("object") && f.Stance == string(evidence.Accuse) && object >= 0 && t.eachOther(object):
		a.object, a.mutual = object, true
		a.rules = append(a.rules, "source.mutual")
		return t.plain(a, i, end, "object")
	case f.Is("against") && object >= 0 && t.wordIs(t.phrases[object].last, end, "against"):
		a.object = object
		return t.plain(a, t.phrases[object].last+1, end, "against")
	case f.Is("against") && t.wordIs(i, end, "against"):
		return t.plain(a, i+1, end, "against")
	case f.Is("as") && object >= 0 && t.linkBy(object, end, "as") > 0:
		a.object = object
		return t.named(a, t.linkBy(object, end, "as"), end)
	case f.Is("infinitive") && object >= 0 && t.toAfter(object, end) > 0:
		a.object = object
		return t.infinitive(a, t.toAfter(object, end), end)
	case f.Is("infinitive") && i < end && t.tags[i] == infinitive:
		return t.infinitive(a, i+1, end)
	case f.Is("noun"):
		a.content, a.form = [2]int{a.cue[0] + 1, a.cue[1]}, "noun"
		a.cue[1] = a.cue[0] + 1
		return true
	case f.Is("clause") && object >= 0 && f.Stance == string(evidence.Assert) && t.saidToBeFalse(i, end):
		return t.plain(a, i, end, "clause") // "says the claim that the town fell is fiction"
	case f.Is("clause") && t.thatAfter(i, end) > 0:
		return t.plainOrQuoted(a, t.thatAfter(i, end), end, "clause")
	case f.Is("toll"):
		if object >= 0 && a.cue[1] > a.cue[0]+1 {
			return t.counts(object) && t.plain(a, i, end, "toll") // "spoke of 34 dead"
		}
		return object >= 0 && tolled[t.words[t.phrases[object].head].low] && t.comesTo(object, end) && t.plain(a, i, end, "toll")
	case f.Is("predicate") && object >= 0 && t.predicate(object, end) > 0:
		a.object = object
		return t.named(a, t.predicate(object, end), end)
	case f.Is("evidence") && object >= 0 && (t.phrases[object].class == proof || t.phrases[t.headOfNP(object)].class == proof):
		return t.plain(a, i, end, "evidence")
	case f.Is("clause") && t.clauseFollows(i, end):
		return t.plain(a, i, end, "clause")
	case t.postposed(a, s):
		return f.Is("clause") || f.Is("quote")
	case f.Is("clause") && t.wordIs(i, end, ",") && t.clauseFollows(i+1, end):
		return t.plain(a, i+1, end, "clause") // "experts say, they left"
	case f.Is("object") && i < end && (t.words[i].low == "having" || t.groupAt[i] > 0 && t.groups[t.groupAt[i]-1].gerund):
		return t.plain(a, i, end, "gerund")
	case f.Is("deed") && object >= 0 && t.namesDeed(object):
		a.object = object
		return t.plain(a, i, end, "object") // "claimed the ambush"
	case f.Is("object") && object >= 0 && t.objectFits(f, object):
		a.object = object
		return t.plain(a, i, end, "object")
	case f.Is("object") && i+1 < end && (t.words[i].low == "the" && t.opensQuote(i+1) || t.words[i].low == "what" && t.calledSo(i+1, end)):
		return t.plain(a, i, end, "object") // condemned the “cowardly attack”
	case f.Is("for") && f.Is("object") && object < 0 && i < end && t.tags[i] == prep:
		return false
	case f.Is("object"):
		return t.relativeObject(a)
	case f.Is("clause") && f.Is("quote") && a.cue[0] > s.first && t.tags[a.cue[0]-1] == conj && object >= 0 && t.phrases[object].class != statement && end-i > 4:
		return t.plain(a, i, end, "clause") // "deny it and say talks aim to": a second verb of saying has its clause, whatever its verb
	}
	return false
}

// calledSo reports whether somebody's name for a thing stands at i: "what it
// called “a crime”".
func (t *parsed) calledSo(i, end int) bool {
	n := t.phraseStarting(i)
	if n < 0 {
		return false
	}
	for k := t.phrases[n].last; k < end && k < t.phrases[n].last+3; k++ {
		for _, f := range t.words[k].senses.Starting {
			if f.Frame.Kind == "cue" && f.Frame.Is("predicate") && t.opensQuote(k+1) {
				return true
			}
		}
	}
	return false
}

// counts reports whether the phrase holds a number of people or things.
func (t *parsed) counts(n int) bool {
	_, ok := t.amountIn(&t.phrases[n])
	return ok && t.tags[t.phrases[n].first] != article
}

// comesTo reports whether "at" and a number follow the object within a few
// words: "the number of wounded at 12".
func (t *parsed) comesTo(object, end int) bool {
	for k := t.phrases[object].last; k+1 < end && k < t.phrases[object].last+6 && t.tags[k] != stop; k++ {
		if p := t.phrase(k + 1); t.words[k].low == "at" && p != nil {
			return p.numeral >= 0
		}
	}
	return false
}

var tolled = set("toll number figure count total tally losses casualties")

// tellsOf reports whether a phrase for people names what befell them: "any
// deaths", "the casualties".
func (t *parsed) tellsOf(p *phrase) bool {
	switch low := t.words[p.head].low; low {
	case "death", "deaths", "casualties", "fatalities", "losses", "injuries":
		return true
	default:
		return t.frames.Senses(low).State != nil
	}
}

// relativeObject reads "a claim which Peru denies": what is denied stands
// before the relative.
func (t *parsed) relativeObject(a *attribution) bool {
	k := t.phrases[a.speakers[0]].first - 1
	if p := t.phrase(k); p != nil && (p.class == statement || t.words[p.head].low == "something") {
		k++ // "a charge Peru denies"
	} else if k < 1 || t.tags[k] != relative && t.words[k].low != "that" {
		return false
	}
	if t.words[k-1].kind == mark {
		k--
	}
	for k > 0 && t.words[k-1].kind == mark {
		k--
	}
	p := t.phrase(k - 1)
	if p == nil {
		return false
	}
	a.object = int(t.phraseAt[k-1]) - 1
	a.content, a.form = [2]int{p.first, p.last}, "relative"
	return true
}

// namesDeed reports whether the head of the phrase is a noun for an attack.
func (t *parsed) namesDeed(n int) bool {
	p := &t.phrases[n]
	for _, f := range t.words[p.head].senses.Starting {
		if f.Frame.Kind == "event" && f.Frame.Type == "ASSAULT" && f.Part == lexicon.Noun && len(f.Words) == 1 {
			return t.tags[p.first] == article || p.owner != ""
		}
	}
	return false
}

// objectFits reports whether the frame wants such a direct object.
func (t *parsed) objectFits(f *lexicon.Frame, object int) bool {
	p := &t.phrases[object]
	if p.class == calendar {
		return false
	}
	if len(f.Object) > 0 {
		for _, want := range f.Object {
			if classNames[want] == p.class {
				return true
			}
		}
		return false
	}
	if (p.class == actor || p.class == people) && p.numeral < 0 && !t.tellsOf(p) && f.Stance != string(evidence.Accuse) {
		return false // to confirm a judge is not to confirm a claim
	}
	low := t.words[p.head].low
	return !p.pronoun || low == "this" || low == "that" || low == "it"
}

var (
	media     = set("twitter telegram facebook x social television tv statement interview briefing conference address post tweet message speech remarks channel page account network letter video report radio")
	listeners = set("reporters journalists agency media parliament lawmakers newspaper council nation afp reuters bbc cnn ap television tv news")
)

var objectPronouns = set("me us him her them")

// linkBy returns what follows the preposition that ties a second part to the
// object and what depends on it: "blamed Peru for", "dismissed the claim as".
func (t *parsed) linkBy(object, end int, by string) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == by:
			return k + 1
		case t.tags[k] == prep, t.tags[k] == conj, t.tags[k] == adverb, t.phraseAt[k] > 0, t.isAuxBeing(k):
		default:
			return 0
		}
	}
	return 0
}

func (t *parsed) isAuxBeing(k int) bool { return t.words[k].low == "being" }

// ofAfter returns what follows the "of" that says what the object is accused
// of: the first before a verb or quotation, or the first of any kind.
func (t *parsed) ofAfter(object, end int) int {
	first := 0
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == "of" && k+1 < end:
			if t.tags[k+1] == verb || t.opensQuote(k+1) {
				return k + 1
			}
			if first == 0 {
				first = k + 1
			}
		case t.tags[k] == prep, t.tags[k] == conj, t.tags[k] == adverb, t.phraseAt[k] > 0:
		default:
			return first
		}
	}
	return first
}

// toAfter returns what follows "to" after the object: "urged them to".
func (t *parsed) toAfter(object, end int) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == "to" && (t.tags[k] == infinitive || k+1 < end && t.opensQuote(k+1)):
			return k + 1
		case t.words[k].low == "not", t.tags[k] == prep, t.tags[k] == conj, t.phraseAt[k] > 0:
		default:
			return 0
		}
	}
	return 0
}

// predicate returns where the second noun phrase or quotation begins in
// "called the attack a crime".
func (t *parsed) predicate(object, end int) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.opensQuote(k):
			return k
		case t.tags[k-1] != prep && t.tags[k] == article && (t.phraseStarting(k) >= 0 || t.opensQuote(k+1)):
			return k
		case k == t.phrases[object].last && t.tags[k] == adjective && t.phraseAt[k] == 0, t.judges(k) && t.tags[k-1] != prep && t.tags[k-1] != conj && t.phraseAt[k] != t.phraseAt[k-1]:
			return k
		case t.tags[k] == conj && k+1 < end && t.phraseStarting(k+1) >= 0 && !t.startsClause(k+1, end):
		case t.tags[k] == prep || t.phraseAt[k] > 0 || t.tags[k] == adverb:
		default:
			return 0
		}
	}
	return 0
}

// judges reports whether word i says what somebody thinks of a thing.
func (t *parsed) judges(i int) bool {
	w := &t.words[i]
	if w.kind != letters || w.capital || t.tags[i] != noun && t.tags[i] != adjective && t.tags[i] != verb {
		return false
	}
	if denying[w.low] || accusing[w.low] {
		return true
	}
	return t.tags[i] != verb && judgingForm(w.low)
}

// judgingForm reports whether a word has the form of an adjective that judges.
func judgingForm(low string) bool {
	for _, ending := range judging {
		if len(low) > len(ending)+2 && strings.HasSuffix(low, ending) {
			return true
		}
	}
	return false
}

// judging are the endings of most adjectives that judge.
var judging = []string{"able", "ible", "ful", "less", "ous", "ive", "al", "ic"}

// isCalled reports whether word i judges what a verb of calling before it has
// as its object: "called the operation regrettable", "the shelling of Goris
// barbaric".
func (t *parsed) isCalled(start, i int) bool {
	if start == 0 || t.tags[i-1] != noun || !t.judges(i) {
		return false
	}
	if before := t.tags[start-1]; before != verb && before != prep || t.words[start-1].low == "as" {
		return false // "a war crime" is what it is called
	}
	for k := start - 1; k > 0 && k > start-8; k-- {
		if t.tags[k] == verb {
			for _, f := range t.words[k].senses.Starting {
				if f.Frame.Kind == "cue" && f.Frame.Is("predicate") {
					if judgingForm(t.words[i].low) {
						t.tags[i] = adjective
					}
					return true
				}
			}
			return false
		}
		if t.tags[k] == stop || t.tags[k] == clausal || t.tags[k] == auxiliary || t.tags[k] == modal {
			return false
		}
	}
	return false
}

// against reads "accuse X of Y" and "blame X for Y": the content holds both.
func (t *parsed) against(a *attribution, object, from, end int, form string) bool {
	a.object = object
	if a.mutual = t.eachOther(object); a.mutual || t.words[t.phrases[object].head].low == "others" {
		a.mutual = true
		a.rules = append(a.rules, "source.mutual")
		if t.opensQuote(from) {
			return t.quoted(a, from, end, form)
		}
		return t.plain(a, from, end, form)
	}
	ok := t.plain(a, t.phrases[object].first, end, form)
	return ok
}

// eachOther reports whether a phrase stands for those who speak: "each other".
func (t *parsed) eachOther(object int) bool {
	low := t.words[t.phrases[object].head].low
	return low == "other" || low == "another" || low == "other's"
}

// named reads "described X as Y" and "called X Y".
func (t *parsed) named(a *attribution, from, end int) bool {
	form := "as"
	if t.opensQuote(from) {
		return t.quoted(a, from, end, form)
	}
	if a.object >= 0 {
		from = t.phrases[a.object].first
	}
	return t.plain(a, from, end, form)
}

// finiteBehind returns where "and" joins a finite verb that an infinitive cannot
// be joined with, end when it does nowhere: "urged all to leave and did not say
// why" goes on with who urged.
func (t *parsed) finiteBehind(from, end int) int {
	for k := from; k+1 < end; k++ {
		if low := t.words[k].low; (low == "and" || low == "but") && finite[t.words[k+1].low] {
			return k
		}
	}
	return end
}

var finite = set("did does has had was were is are")

// infinitive takes what follows "to": the quotation alone, or the words with
// their "to".
func (t *parsed) infinitive(a *attribution, from, end int) bool {
	if from < end && t.opensQuote(from) {
		return t.quoted(a, from, end, "infinitive")
	}
	if t.words[from-2].low == "not" {
		from--
	}
	return t.plain(a, from-1, t.finiteBehind(from, end), "infinitive")
}

func (t *parsed) wordIs(i, end int, low string) bool { return i < end && t.words[i].low == low }

func (t *parsed) phraseStarting(i int) int {
	if i < len(t.words) && t.phraseAt[i] > 0 && t.phrases[t.phraseAt[i]-1].first == i {
		return int(t.phraseAt[i]) - 1
	}
	return -1
}
