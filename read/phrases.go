package read

import (
	"strings"

	"tallystick/lexicon"
)

// class is what a noun phrase stands for.
type class uint8

const (
	other     class = iota
	actor           // a party, body, office or named person
	people          // people without a name: civilians, soldiers
	equipment       // units or munitions
	place           // a named or described place
	route           // a road or crossing
	ceasefire       // a truce
	statement       // an accusation, claim or report
	proof           // a photo, video or document
	calendar        // a time
)

var classNames = map[string]class{
	"people": people, "equipment": equipment, "place": place, "route": route, "ceasefire": ceasefire, "statement": statement, "evidence": proof, "actor": actor,
}

// phrase is a base noun phrase: words that stand for one thing, without what
// a preposition or a relative clause adds.
type phrase struct {
	first, last int // words, last exclusive
	head        int
	class       class
	person      bool // a single human being
	pronoun     bool
	plural      bool
	proper      bool
	name        string // the lexicon's name, or as written
	role        string
	apart       bool   // a person whose role is to speak for no state
	side        string // of the thing itself
	owner       string // side that owns it: "Armenia's", "Armenian" before a thing
	numeral     int    // first word of a number in it, or -1
	unit        *lexicon.Equipment
	spot        *lexicon.Entry // of class place or route, nil when it names none
	refers      int            // for a pronoun: number of the phrase that it stands for plus one, zero when not resolved
	ids         []string
}

// window bounds, in words, how far any step looks from where it stands; that
// keeps reading linear in the length of the text.
const window = 64

// reach bounds, in words, a content without quotation marks: a sentence that
// goes on for longer is no sentence.
const reach = 4 * window

// phrases cuts each sentence's nouns into phrases. at gives for each word the
// number of its phrase plus one, or zero.
func phrases(t *parsed) (all []phrase, at []int32) {
	at = make([]int32, len(t.words))
	all = make([]phrase, 0, len(t.words)/3)
	for _, s := range t.sentences {
		for i := s.first; i < s.last; {
			end := t.phraseEnd(i, s.last)
			if end == i {
				i++
				continue
			}
			t.unknownName(i, end)
			all = append(all, phrase{first: i, last: end, head: end - 1, numeral: -1})
			t.describe(&all[len(all)-1])
			for k := i; k < end; k++ {
				at[k] = int32(len(all))
			}
			i = end
		}
	}
	return all, at
}

// unknownName forgets that the lexicon knows the last word of a phrase as one of
// a people, where a capitalised word before it shows that it is part of some
// other name: "the village of Zelene Pole".
func (t *parsed) unknownName(first, last int) {
	f := t.entryAt(last - 1)
	if f == nil || f.first != last-1 || last-2 < first || t.words[last-2].kind != letters || !t.words[last-2].capital || t.foundAt[last-2] > 0 || last-2 == first && t.words[first].lines > 0 {
		return
	}
	if e, ok := f.of(lexicon.KindSide); !ok || e.Use != lexicon.UsePerson {
		return
	}
	if last-3 < first && (last < 4 || t.words[last-3].low != "of" && !places[t.words[last-3].low]) {
		return // "Volker Turk": a person's name is read elsewhere
	}
	t.foundAt[last-1] = 0
}

// phraseEnd returns the end of the noun phrase that starts at i, i when none
// does.
func (t *parsed) phraseEnd(i, last int) int {
	start, nouns := i, 0
	for i < last && i-start < window {
		if end := t.boundEnd(i, last); end > i && nouns == 0 {
			i = end // "more than 40", "up to 30"
			continue
		}
		here := t.words[i]
		if nouns > 0 && (t.startsName(start, i) || t.words[i-1].is(timeWords) && (t.words[i-1].capital || here.capital) && t.entryAt(i) != nil && t.entryAt(i).named() || weekdays[t.words[i-1].low] && t.tags[i] == number) {
			return phraseBack(t, start, i, nouns)
		}
		if f := t.entryAt(i); f != nil && f.first == i && f.named() && t.tags[i] != verb && (t.tags[i] != personal || f.last > i+1) {
			if f.last > last {
				break
			}
			i, nouns = f.last, f.last
			continue
		}
		w := t.words[i]
		switch t.tags[i] {
		case personal:
			if i == start {
				return i + 1
			}
			return phraseBack(t, start, i, nouns)
		case article:
			if i > start && i == start+1 && (w.low == "other" || w.low == "another") {
				break // "each other", "the other"
			}
			if i > start && t.tags[i-1] != genitive && !(t.words[i-1].is(determiner) && t.tags[i-1] == article) {
				return phraseBack(t, start, i, nouns)
			}
		case genitive:
			if nouns == 0 && !(i > start && t.words[i-1].low == "other") {
				return start
			}
		case noun, number:
			if nouns > start+1 && t.isCalled(start, i) {
				return phraseBack(t, start, i, nouns)
			}
			if nouns > 0 && denying[w.low] && t.frames.Is("statement", t.words[i-1].low) {
				return phraseBack(t, start, i, nouns) // "called the accusations absurd"
			}
			if nouns > 0 && (w.low == "last" || w.low == "next") && i+1 < last && (t.words[i+1].is(measures) || t.words[i+1].is(timeWords)) {
				return phraseBack(t, start, i, nouns) // "left nine dead last year"
			}
			if nouns > 0 && w.is(measures) && t.tags[i-1] == noun && i+1 < last && (t.words[i+1].low == "after" || t.words[i+1].low == "before" || t.words[i+1].low == "later") {
				return phraseBack(t, start, i, nouns) // "a truce hours after it began"
			}
			if t.tags[i] == number && nouns > 0 && t.tags[i-1] == noun && i+1 < last && t.words[i+1].low == "times" {
				return phraseBack(t, start, i, nouns) // "broke the truce 48 times"
			}
			if t.tags[i] == number && nouns > 0 && t.tags[i-1] != number && t.words[i-1].capital && t.words[i-1].kind == letters && !t.words[i-1].is(timeWords) {
				return phraseBack(t, start, i, nouns) // "in nearby Barda two civilians"
			}
			if i > start && w.is(timeWords) != t.words[i-1].is(timeWords) && (w.is(timeWords) && (w.capital || t.tags[i-1] != article && t.tags[i-1] != adjective) || t.words[i-1].is(timeWords) && t.tags[i] == noun) && !(t.tags[i] == noun && t.tags[i-1] == genitive) {
				if !(w.is(timeWords) && (t.tags[i-1] == article || t.tags[i-1] == number || t.words[i-1].low == "last" || t.words[i-1].low == "next")) {
					return phraseBack(t, start, i, nouns)
				}
			}
			nouns = i + 1
		case adjective:
			if nouns > start+1 && t.isCalled(start, i) {
				return phraseBack(t, start, i, nouns)
			}
		case adverb:
			if i == start || t.tags[i-1] == noun || i+1 >= last || t.tags[i+1] != adjective && t.tags[i+1] != noun && t.tags[i+1] != number {
				return phraseBack(t, start, i, nouns)
			}
		case conj:
			// "between 30 and 40 people", "three hundred and fifty"
			if i > start && (t.bounds(start, i) || t.hundreds(i-1) && i+1 < last && t.tags[i+1] == number && t.tags[i-1] == number) {
				break
			}
			if i > start && t.adjectiveOfSide(i-1) && i+2 < last && t.adjectiveOfSide(i+1) && t.tags[i+2] == noun && !t.words[i+2].capital {
				nouns = 0
				break // "Kenyan and Peruvian families"
			}
			// "an encircled and eliminated unit"
			if i == start || t.tags[i-1] != adjective || i+1 >= last || t.tags[i+1] != adjective {
				return phraseBack(t, start, i, nouns)
			}
		case prep:
			if w.low == "to" && t.joinsNumbers(i, last) {
				break // "10 to 12 soldiers"
			}
			// "thousands of people", "four of the soldiers"
			if w.low == "of" && i > start && (t.tags[i-1] == number || t.words[i-1].low == "more") && i+1 < last && (t.tags[i+1] == noun || t.tags[i+1] == article || t.tags[i+1] == adjective || t.tags[i+1] == number) && !t.words[i+1].is(timeWords) {
				if i+2 < last && t.tags[i+1] == article {
					i++
				}
				break
			}
			return phraseBack(t, start, i, nouns)
		case stop:
			if w.low != "-" && w.low != "–" || !t.joinsNumbers(i, last) {
				return phraseBack(t, start, i, nouns)
			}
		default:
			return phraseBack(t, start, i, nouns)
		}
		i++
	}
	return phraseBack(t, start, i, nouns)
}

// joinsNumbers reports whether word i joins the two ends of a range of numbers.
func (t *parsed) joinsNumbers(i, last int) bool {
	return i > 0 && i+1 < last && t.tags[i-1] == number && t.tags[i+1] == number
}

// bounds reports whether "and" at i joins the two bounds of a number.
func (t *parsed) bounds(start, i int) bool {
	return start > 0 && t.words[start-1].low == "between" && i == start+1 && i+1 < len(t.words) && t.tags[i+1] == number
}

// adjectiveOfSide reports whether word i is the adjective of a party alone.
func (t *parsed) adjectiveOfSide(i int) bool {
	f := t.entryAtOrNil(i)
	if f == nil || f.last != f.first+1 {
		return false
	}
	e, ok := f.of(lexicon.KindSide)
	return ok && e.Use == lexicon.UseAdjective
}

// startsName reports whether a party's own name opens a phrase of its own at
// i, behind a common noun with its article: "a charge Kenya denies".
func (t *parsed) startsName(start, i int) bool {
	f := t.entryAt(i)
	if f == nil || f.first != i || t.tags[start] != article && !listeners[t.words[i-1].low] || t.tags[i-1] != noun || t.words[i-1].capital {
		return false
	}
	e, ok := f.of(lexicon.KindSide)
	return ok && (e.Use == lexicon.UseName || e.Use == lexicon.UseMetonym)
}

// boundEnd returns the end of a hedge that bounds the number after it, i when
// none stands there.
func (t *parsed) boundEnd(i, last int) int {
	f := t.entryAt(i)
	if f == nil || f.first != i || f.last >= last {
		return i
	}
	if e, ok := f.of(lexicon.KindHedge); !ok || e.Class != "count" {
		return i
	}
	if t.tags[f.last] != number {
		return i
	}
	return f.last
}

// phraseBack ends the phrase after its last noun; a bare article or number is
// a phrase of its own ("each", "four").
func phraseBack(t *parsed, start, i, nouns int) int {
	if nouns > start {
		return nouns
	}
	last := start
	for last < i && (t.tags[last] == number || t.tags[last] == article) {
		last++
	}
	if last > start && (t.tags[last-1] == number || standsAlone[t.words[last-1].low]) {
		return last
	}
	return start
}

var standsAlone = set("half most both each this that these those all some many others several neither either another other")

// describe says what the phrase stands for, from the entries in it and its
// head.
func (t *parsed) describe(p *phrase) {
	ws := t.words
	p.pronoun = t.tags[p.first] == personal || p.last == p.first+1 && standsAlone[ws[p.first].low]
	p.proper = ws[p.head].capital && (p.head > p.first || t.foundAt[p.head] > 0 || p.first > 0 && ws[p.first].lines == 0 && (t.tags[p.first-1] != stop || ws[p.first-1].low == ","))
	low := ws[p.head].low
	p.plural = strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") || irregularPlural[low] || strings.HasSuffix(low, "men") || low == "they" || low == "them" || low == "both"
	for k := p.first; k < p.last; k++ {
		if t.tags[k] == number && p.numeral < 0 {
			p.numeral = k
		}
	}
	if p.numeral >= 0 && ws[p.head].is(measures) && low != "percent" {
		p.class = calendar
		return
	}
	if ws[p.head].is(timeWords) && (p.proper || p.class == other && t.tags[p.head] == noun && !p.plural) || ws[p.head].kind == digits && p.last-p.first > 1 && ws[p.first].is(timeWords) {
		p.class = calendar
		return
	}
	for k := p.first; k < p.last; {
		f := t.entryAt(k)
		if f == nil || f.first != k {
			k++
			continue
		}
		t.take(p, f)
		k = f.last
	}
	t.headClass(p)
	t.properName(p)
	if p.person && p.name != "" || t.isName(p.head) {
		p.plural = false // "Abbas", "Paris"
	}
}

// isName reports whether the lexicon has the words up to word i as the name of
// one place, person, outlet or party: its last letter makes it no plural.
func (t *parsed) isName(i int) bool {
	f := t.entryAt(i)
	if f == nil || f.last != i+1 {
		return false
	}
	for _, e := range f.entries {
		switch e.Kind {
		case lexicon.KindPlace, lexicon.KindPerson, lexicon.KindOutlet:
			return true
		case lexicon.KindSide:
			return e.Use == lexicon.UseName || e.Use == lexicon.UseMetonym
		}
	}
	return false
}

// take lets one entry of the lexicon describe the phrase. Entries come from
// left to right, so the last that names the thing wins; what stands before
// becomes its owner.
func (t *parsed) take(p *phrase, f *found) {
	atHead := f.last == p.last
	e := &f.entries[0]
	for _, kind := range []lexicon.Kind{lexicon.KindSide, lexicon.KindEquipment} {
		if better, ok := f.of(kind); ok {
			e = better
			break
		}
	}
	if !f.named() {
		return
	}
	p.ids = append(p.ids, e.ID)
	switch e.Kind {
	case lexicon.KindSide:
		if atHead && (e.Use != lexicon.UseAdjective || strings.HasSuffix(t.words[f.last-1].low, "s") || t.tags[p.first] == article) {
			p.class, p.name, p.side = actor, e.Name, e.Side
			p.person = e.Use == lexicon.UsePerson
			if pl, ok := f.of(lexicon.KindPlace); ok {
				p.spot = pl
			}
			if e.Use == lexicon.UseAdjective || e.Use == lexicon.UsePeople {
				p.plural = true
			}
		} else {
			p.owner = e.Side
		}
	case lexicon.KindOutlet:
		if p.role == "" {
			p.class, p.name = actor, e.Name // where it is based says nothing of whose side it is on
		}
	case lexicon.KindActor, lexicon.KindPerson:
		if !atHead && f.last < p.last && (t.tags[f.last] == genitive || e.Kind != lexicon.KindPerson) {
			p.owner = e.Side
		}
		if p.role == "" || e.Kind == lexicon.KindPerson {
			p.class, p.name, p.side = actor, e.Name, e.Side
		}
		p.person = p.person || e.Kind == lexicon.KindPerson
		if e.Class == "people" {
			p.class = people
		}
	case lexicon.KindHead:
		p.class, p.name, p.side = actor, e.Name, p.owner
		if p.owner == "" && atHead {
			p.name = t.span(t.roleFirst(p), p.last).Text
		}
		if e.Class == "people" {
			p.class = people
		}
	case lexicon.KindRole:
		if !atHead && e.Use == "plural" {
			return // "the Sudan Doctors Network"
		}
		if !atHead && e.Class == "private" && !t.words[f.last].capital {
			return // "the refugee agency"
		}
		p.role, p.person = e.Name, true
		if p.class != actor || atHead {
			p.class, p.name, p.side = actor, "", p.owner
		}
		p.apart = e.Class == "public"
		if e.Class == "private" {
			p.class = people
		}
	case lexicon.KindCounted:
		if atHead {
			p.class, p.name, p.side = people, e.Name, p.owner
		}
	case lexicon.KindEquipment:
		unit := &t.lex.Equipment[e.At]
		if p.unit == nil || unit.Level != "class" || p.unit.Level == "class" {
			p.unit = unit
		}
		if atHead || p.class == other {
			p.class, p.side = equipment, p.owner
		}
	case lexicon.KindPlace:
		p.class, p.spot, p.name = place, e, e.Name
	case lexicon.KindRoute:
		p.class, p.spot, p.name = route, e, e.Name
	}
}

// headClass gives the phrase the class of its head noun where the frames know
// one: "the road", "the accusation", "a video", "the town".
func (t *parsed) headClass(p *phrase) {
	if f := t.entryAt(p.head); f != nil && f.named() && p.class != other && p.class != place {
		return
	}
	if p.head > p.first && t.classed(p, p.head-1, 2) || t.classed(p, p.head, 1) { // "a ceasefire agreement" is no agreement
		return
	}
	if p.class == actor || p.class == people {
		// The head is some other thing that belongs to them: "the Armenian
		// capital's outskirts", "Russian assistance".
		if f := t.entryAt(p.head); (f == nil || !f.named()) && t.tags[p.head] != number && !p.person {
			p.class, p.name = other, ""
			if p.side != "" {
				p.owner = p.side
			}
		}
	}
}

// classed gives the phrase the class of the noun of so many words at word i.
func (t *parsed) classed(p *phrase, i, size int) bool {
	for _, form := range t.words[i].senses.Starting {
		if form.Part != lexicon.Noun || form.Frame.Kind != "class" || len(form.Words) != size || form.Words[size-1] != t.words[i+size-1].low {
			continue
		}
		if c, ok := classNames[form.Frame.Class]; ok {
			p.class, p.name = c, ""
			p.side = p.owner
			p.ids = append(p.ids, "frame:"+form.Frame.ID)
			return true
		}
	}
	return false
}

// properName names a phrase that ends in capitalised words of which the
// lexicon knows nothing: a person after an office, or some other name.
func (t *parsed) properName(p *phrase) {
	first := p.last
	for first > p.first && t.words[first-1].kind == letters && t.foundAt[first-1] == 0 && (t.words[first-1].capital || first-1 > p.first && first < p.last && t.words[first].capital && t.words[first-2].capital && nameParticles[t.words[first-1].low]) {
		first--
	}
	if first < p.last && t.tags[first] == article {
		first++
	}
	if first >= p.last || t.tags[p.head] != noun {
		return
	}
	if p.class == other && bodies[t.words[p.head].low] {
		for first > p.first && t.words[first-1].capital && t.words[first-1].kind == letters && t.tags[first-1] != article {
			first-- // "the Relief Doctors Network"
		}
	}
	name := t.text[t.words[first].start:t.words[p.last-1].end]
	switch {
	case p.role != "" && first > p.first:
		p.name, p.person, p.class = name, true, actor
		if p.side == "" {
			p.side = p.owner
		}
	case p.class == other && first == p.first || p.class == other && first == p.first+1 && t.tags[p.first] == article:
		p.name, p.proper = name, true
	case p.class == other && first > p.first && p.owner == "":
		p.name, p.proper = name, true
	}
}

var irregularPlural = set("people men women children police troops personnel forces military staff dead wounded injured media")
