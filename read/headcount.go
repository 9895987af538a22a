package read

import (
	"strings"

	"tallystick/lexicon"
)

// headcount reads how many people a phrase counts, when what is said of it can
// be said of people.
func (t *parsed) headcount(n int, o outcome) (amount, bool) {
	p := &t.phrases[n]
	if !t.living(n, o) {
		return amount{}, false
	}
	if a, ok := t.amountIn(p); ok {
		if o.noun && o.first <= p.head && p.head < o.last && !p.plural && a.max != nil && *a.max > 1 {
			return amount{}, false // "his 2004 death"
		}
		if low := t.words[a.first].low; (low == "a" || low == "an") && a.last == a.first+1 && p.class != people && !(p.class == actor && p.person && !p.proper) {
			return amount{}, false
		}
		return a, true
	}
	for k := p.first; k < p.last; k++ {
		if t.words[k].low != "another" || p.plural && k < p.head {
			continue
		}
		if k < p.head && p.class != people || k == p.head && !t.countedBefore(n) {
			return amount{}, false // "wounded another", where people were counted before
		}
		one := int64(1)
		return amount{first: k, last: k + 1, min: &one, max: &one, said: &one}, true
	}
	return amount{}, false
}

// countedBefore reports whether the sentence counts people before phrase n.
func (t *parsed) countedBefore(n int) bool {
	s := t.sentences[t.sentenceOf(t.phrases[n].first)]
	for k := len(t.tolls) - 1; k >= 0 && k > len(t.tolls)-4; k-- {
		if p := &t.phrases[t.tolls[k].who]; p.first >= s.first && p.first < t.phrases[n].first {
			return true
		}
	}
	return false
}

// living reports whether a phrase can stand for people when something befalls
// it. Some things befall people alone, others also towns, tanks and jobs: only
// the first are believed of a noun that no table knows.
func (t *parsed) living(n int, o outcome) bool {
	p := &t.phrases[n]
	low := t.words[p.head].low
	if o.noun && o.first <= p.head && p.head < o.last {
		return true // "74 arrests"
	}
	if t.frames.Is("household", low) || t.frames.Is("uncounted", low) {
		return false
	}
	_, unsure := o.frame.Outcome["equipment"]
	if _, place := o.frame.Outcome["place"]; place {
		unsure = true
	}
	switch p.class {
	case people, actor:
		if o.frame.Outcome["equipment"] == "lost" && !t.listed(p.head, lexicon.KindCounted) {
			return false // "lost 12 lawmakers to the opposition"
		}
		return p.class == people || p.plural || p.numeral >= 0 || p.person && !p.proper
	case other:
		switch {
		case t.elliptic(p):
			return !t.isAge(n) && !t.countsThings(n, unsure)
		case p.pronoun:
			return low == "another"
		case p.numeral >= 0 && t.words[p.head].senses.State != nil:
			return true // "two missing"
		case p.numeral < 0 || p.numeral >= p.head:
			return t.wordIs(p.first, p.last, "another") && !unsure
		}
		return (p.plural || strings.HasSuffix(low, "men")) && !t.inanimate(p) && (!unsure || t.humanNoun(p))
	}
	return false
}

// listed reports whether the lexicon has the word as a noun of the kind.
func (t *parsed) listed(i int, kind lexicon.Kind) bool {
	f := t.entryAt(i)
	if f == nil {
		return false
	}
	_, ok := f.of(kind)
	return ok
}

// countsThings reports whether a bare number is a year, an age, an hour, or
// counts units that the sentence spoke of before.
func (t *parsed) countsThings(n int, unsure bool) bool {
	p := &t.phrases[n]
	if p.numeral > 0 {
		switch t.words[p.numeral-1].low {
		case "in", "since", "until", "aged", "age", "route", "flight", "number", "no.", "during":
			return true
		}
	}
	if !unsure {
		return false
	}
	s := t.sentences[t.sentenceOf(p.first)]
	for k := n - 1; k >= 0 && t.phrases[k].first >= s.first; k-- {
		switch q := &t.phrases[k]; q.class {
		case equipment:
			return true
		case people:
			return false
		}
	}
	return false
}

// inanimate reports whether the phrase's head is known as something that is
// not people.
func (t *parsed) inanimate(p *phrase) bool {
	low := t.words[p.head].low
	if t.words[p.head].is(measures|timeWords) || t.frames.Is("place", low) || t.frames.Is("route", low) || t.frames.Is("record", low) || t.frames.Is("thing", low) || t.frames.Is("evidence", low) || t.frames.Is("statement", low) {
		return true
	}
	if p.unit != nil {
		return true
	}
	for _, f := range t.words[p.head].senses.Starting {
		if f.Part == lexicon.Noun && len(f.Words) == 1 && f.Frame.Kind == "event" {
			return true // "killed 12 in two attacks and three raids"
		}
	}
	return false
}

// humanNoun reports whether a plural noun has the form of words for people.
func (t *parsed) humanNoun(p *phrase) bool {
	low := strings.TrimSuffix(t.words[p.head].low, "s")
	for _, ending := range []string{"er", "or", "ist", "ian", "ant", "ee", "man", "men", "woman", "women", "people", "ese"} {
		if strings.HasSuffix(low, ending) && len(low) > len(ending)+2 {
			return true
		}
	}
	return t.words[p.head].capital
}
