package read

import (
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// referring are the nouns that stand for a place that was named before, with
// the precisions of the places that they may stand for.
var referring = map[string][]string{
	"town": {"town", "city", "village", ""}, "city": {"city", "town", ""}, "village": {"village", "town", ""}, "settlement": {"village", "town", "city", ""},
	"district": {"district", "region", ""}, "region": {"region", "district", ""}, "province": {"region", "district", ""},
}

// placeBack returns the place that "the town" or "there" among the words stands
// for: the last one of its kind that the paragraph has named. Nil when the
// words refer to none.
func (t *parsed) placeBack(from, to int) *evidence.Place {
	for i := from; i < to; i++ {
		if t.words[i].low == "there" && t.tags[i] == adverb && (i+1 >= to || !t.words[i+1].is(beForms|modals|auxiliaries)) && i > from && !t.words[i-1].is(beForms) {
			return t.lastPlace(i, t.span(i, i+1), nil)
		}
		n := t.phraseStarting(i)
		if n < 0 {
			continue
		}
		p := &t.phrases[n]
		i = p.last - 1
		kinds := referring[t.words[p.head].low]
		if kinds == nil || p.last != p.first+2 || t.words[p.first].low != "the" && t.words[p.first].low != "this" && t.words[p.first].low != "that" || t.wordIs(p.last, len(t.words), "of") {
			continue
		}
		if where := t.lastPlace(p.first, t.spanOf(p), kinds); where != nil {
			return where
		}
	}
	return nil
}

// lastPlace returns the last place of one of the precisions that the paragraph
// names before word i, as what the words of at mention; nil kinds are all below
// a country.
func (t *parsed) lastPlace(i int, at evidence.Span, kinds []string) *evidence.Place {
	paragraph := t.sentences[t.sentenceOf(i)].paragraph
	for k := i - 1; k >= 0 && k > i-3*window && t.sentences[t.sentenceOf(k)].paragraph == paragraph; k-- {
		p := t.phrase(k)
		if p == nil {
			continue
		}
		k = p.first
		found := t.placesOf(p)
		if len(found) > 0 && k > 1 && t.tags[k-1] == conj && t.phraseAt[k-2] > 0 && len(t.placesOf(&t.phrases[t.phraseAt[k-2]-1])) > 0 {
			return nil // "Barda and Goris": either may be meant
		}
		for m := len(found) - 1; m >= 0; m-- {
			if place := found[m]; kinds == nil && place.Precision != "country" || slices.Contains(kinds, place.Precision) {
				place.Span = at
				return &place
			}
		}
	}
	return nil
}

// timeBack returns the day of a sentence that goes on with the day that its
// paragraph told last ("in the morning", "the same day") or with the next one.
// Nil when it says neither.
func (t *parsed) timeBack(s sentence) *evidence.Interval {
	first, last, days := t.dayBack(s)
	if first < 0 {
		return nil
	}
	n := t.sentenceOf(s.first)
	for k := n - 1; k >= 0 && k > n-8 && t.sentences[k].paragraph == s.paragraph; k-- {
		told := t.timeIn(t.sentences[k].first, min(t.sentences[k].last, t.sentences[k].first+reach))
		if told == nil || told.From == "" {
			if i, _, more := t.dayBack(t.sentences[k]); i >= 0 {
				days += more // "The next day ... The day after ..."
			}
			continue
		}
		from, err := time.Parse(time.DateOnly, told.From)
		if err != nil || told.To != told.From {
			return nil // a month or a war: no day to go on with
		}
		day := from.AddDate(0, 0, days)
		return interval(day, day, t.span(first, last).Text, "counted from the day told before")
	}
	return nil
}

// dayBack finds the words by which a sentence goes on with a day told before,
// and how many days later it is; first is -1 when there are none.
func (t *parsed) dayBack(s sentence) (first, last, days int) {
	for i := s.first; i+1 < s.last && i < s.first+window; i++ {
		if t.words[i+1].low != "day" {
			continue
		}
		switch t.words[i].low {
		case "same", "that":
			return i, i + 2, 0
		case "next", "following":
			return i, i + 2, 1
		}
	}
	i := s.first
	if f := t.entryAt(i); f != nil {
		if e, ok := f.of(lexicon.KindTime); ok && t.lex.Times[e.At].Class == "daypart" {
			return f.first, f.last, 0 // "In the morning", "Midday"
		}
	}
	if low := t.words[i].low; low == "subsequently" || low == "meanwhile" {
		return i, i + 1, 0
	}
	return -1, -1, 0
}

// spotsOf returns the places that a phrase names, or the one that it stands for.
func (t *parsed) spotsOf(p *phrase) []evidence.Place {
	if out := t.placesOf(p); len(out) > 0 {
		return out
	}
	if where := t.placeBack(p.first, p.last); where != nil {
		return []evidence.Place{*where}
	}
	return nil
}
