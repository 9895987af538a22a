package reported

import (
	"slices"

	"tallystick/read/linear"
)

// window is how many words of a sentence, counted from the cue, may belong to
// a source or content; it keeps the search linear in the length of a text.
const window = 256

// scene is a cue with the words that may belong to its source or content.
type scene struct {
	view
	cue    Range
	cues   []Range // all cues of the text, in its order
	from   int
	to     int
	source Range
	// Of each word from from to to.
	place []uint8 // where it stands to the cue and source
	other []uint8 // how many other cues lie between
	quote []uint8 // how its quotation stands to the cue
	steps []uint8 // boundaries between it and the cue
	under []uint8 // by which relation it hangs on the cue
	apart []uint8 // what its sentence is to the cue's: see sentenceApart
}

// The places of a word as seen from the cue.
const (
	before = iota
	between
	after
	inCue
	inSource
)

// scene prepares the words around a cue. With more, sentences that go on with
// a quotation belong to it.
func (t *Text) scene(n int, cues []Range, cue Range, more bool) *scene {
	sc := &scene{view: t.view(n), cue: cue, cues: cues}
	sc.from, sc.to = max(sc.first, cue.First-window), min(sc.last, cue.Last+window)
	if more && sc.to == sc.last {
		sc.last = t.goesOn(n, cue)
		sc.to = sc.last
	}
	if more && sc.from == sc.first {
		sc.first = t.goesBack(n)
		sc.from = sc.first
	}
	return sc
}

// goesOn returns the end of the sentences behind sentence n in which a content
// may go on: those that begin in a quotation, and those that a colon opens.
func (t *Text) goesOn(n int, cue Range) int {
	s := t.Sentences[n]
	colon := t.Tokens[cue.Last-1].Word == colonWord || t.Tokens[s.Last-1].Word == colonWord
	last := s
	for k := n + 1; k < len(t.Sentences) && k <= n+6; k++ {
		s := t.Sentences[k]
		quoted := t.Tokens[s.First].Quote >= 0 && s.Paragraph <= last.Paragraph+1
		opened := colon && (s.Paragraph == last.Paragraph || k == n+1 && last.Last == cue.Last)
		if !quoted && !opened || s.Last-t.Sentences[n].First > 2*window {
			break
		}
		last = s
	}
	return last.Last
}

// goesBack returns the start of the sentences before sentence n that may hold
// its content: quotations in its paragraph, above all before a dash.
func (t *Text) goesBack(n int) int {
	s := t.Sentences[n]
	first := s.First
	for k := n - 1; k >= 0 && k >= n-3; k-- {
		p := t.Sentences[k]
		if p.Paragraph < s.Paragraph-1 || p.Paragraph != s.Paragraph && t.Tokens[s.First].Shape != Mark || t.Tokens[p.Last-1].Quote < 0 && k == n-1 || first-p.First > window {
			break
		}
		first = p.First
	}
	return first
}

var colonWord = linear.Hash(":")

// look fills in what the features ask of each word.
func (sc *scene) look() {
	size := sc.to - sc.from
	all := make([]uint8, 6*size)
	sc.place, sc.other, sc.quote, sc.steps, sc.under = all[:size], all[size:2*size], all[2*size:3*size], all[3*size:4*size], all[4*size:5*size]
	sc.apart = all[5*size:]
	sc.sentencesApart()
	left := sc.cue.First
	if !sc.source.Empty() && sc.source.First < left {
		left = sc.source.First
	}
	right := sc.cue.Last
	if !sc.source.Empty() && sc.source.Last > right {
		right = sc.source.Last
	}
	lastQuote, nextQuote := int32(-1), int32(-1)
	for k := left - 1; k >= sc.from; k-- {
		if sc.Tokens[k].Quote >= 0 {
			lastQuote = sc.Tokens[k].Quote
			break
		}
	}
	for k := right; k < sc.to; k++ {
		if sc.Tokens[k].Quote >= 0 {
			nextQuote = sc.Tokens[k].Quote
			break
		}
	}
	own := sc.Tokens[sc.cue.First].Quote
	for i := sc.from; i < sc.to; i++ {
		k := i - sc.from
		w := &sc.Tokens[i]
		switch {
		case sc.cue.holds(i):
			sc.place[k] = inCue
		case sc.source.holds(i):
			sc.place[k] = inSource
		case i < left:
			sc.place[k] = before
		case i >= right:
			sc.place[k] = after
		default:
			sc.place[k] = between
		}
		switch {
		case w.Quote < 0:
		case w.Quote == own:
			sc.quote[k] = 1
		case w.Quote == lastQuote:
			sc.quote[k] = 2
		case w.Quote == nextQuote:
			sc.quote[k] = 3
		case i < left:
			sc.quote[k] = 4
		default:
			sc.quote[k] = 5
		}
		sc.under[k] = sc.relation(i)
	}
	// Boundaries and other cues between the word and the cue.
	steps, other := uint8(0), uint8(0)
	for i := sc.cue.First - 1; i >= sc.from; i-- {
		sc.steps[i-sc.from], sc.other[i-sc.from] = steps, other
		if sc.parts(i) && steps < 7 {
			steps++
		}
		if sc.cueAt(i) && other < 3 {
			other++
		}
	}
	steps, other = 0, 0
	for i := sc.cue.Last; i < sc.to; i++ {
		if sc.parts(i) && steps < 7 {
			steps++
		}
		if sc.cueAt(i) && other < 3 {
			other++
		}
		sc.steps[i-sc.from], sc.other[i-sc.from] = steps, other
	}
}

// sentencesApart says of the words of other sentences whether these have a cue
// of their own outside quotation marks, and whether they begin a paragraph.
func (sc *scene) sentencesApart() {
	for n := sc.n + 1; n < len(sc.Sentences) && sc.Sentences[n].First < sc.to; n++ {
		sc.sentenceApart(sc.Sentences[n], 0)
	}
	for n := sc.n - 1; n >= 0 && sc.Sentences[n].Last > sc.from; n-- {
		sc.sentenceApart(sc.Sentences[n], 4)
	}
}

func (sc *scene) sentenceApart(s Sentence, code uint8) {
	code += uint8(1 + bit(sc.ownCue(s.Range)) + 2*bit(s.Paragraph != sc.Sentences[sc.n].Paragraph) + 8*bit(sc.Tokens[s.Last-1].Quote >= 0))
	for i := max(s.First, sc.from); i < min(s.Last, sc.to); i++ {
		sc.apart[i-sc.from] = code
	}
}

// ownCue reports whether another cue stands in the words outside quotations.
func (sc *scene) ownCue(r Range) bool {
	k, _ := slices.BinarySearchFunc(sc.cues, r.First, func(c Range, i int) int { return c.First - i })
	for ; k < len(sc.cues) && sc.cues[k].First < r.Last; k++ {
		if sc.Tokens[sc.cues[k].First].Quote < 0 {
			return true
		}
	}
	return false
}

// relation returns the relation by which word i hangs on the cue: that of its
// ancestor right below the cue, 254 when the cue hangs on it, 0 when neither.
func (sc *scene) relation(i int) uint8 {
	k := i
	for range 24 {
		h := int(sc.at(k).Head)
		if h == k || h < sc.first || h >= sc.last {
			break
		}
		if sc.cue.holds(h) {
			return 1 + sc.at(k).Label
		}
		k = h
	}
	k = sc.cue.First
	for range 24 {
		h := int(sc.at(k).Head)
		if h == k || h < sc.first || h >= sc.last {
			break
		}
		if h == i {
			return 254
		}
		k = h
	}
	return 0
}

// cueAt reports whether another cue begins at word i.
func (sc *scene) cueAt(i int) bool {
	k, ok := slices.BinarySearchFunc(sc.cues, i, func(r Range, i int) int { return r.First - i })
	return ok && sc.cues[k] != sc.cue
}

// parts reports whether a clause may end before word i.
func (sc *scene) parts(i int) bool {
	w := sc.at(i)
	return w.Phrase < 0 && w.Shape == Mark || w.Edge != Inside
}

// Mark is the shape of punctuation.
const Mark = 1

// sourceFeatures fills s with what tells whether word i belongs to the source.
func (sc *scene) sourceFeatures(s *set, i int) {
	s.reset(200)
	k := i - sc.from
	w, c := sc.at(i), sc.at(sc.cue.First)
	place := uint32(sc.place[k])
	far := distance(i - sc.cue.Last)
	if i < sc.cue.First {
		far = 16 + distance(sc.cue.First-1-i)
	}
	class := uint32(w.Class)
	var head, subject, nth uint32
	if w.Phrase >= 0 {
		p := &sc.Phrases[w.Phrase]
		class = sc.phraseClass(w.Phrase)
		head = bit(p.Head == i) + 1
		subject = sc.subjectOf(w.Phrase)
		nth = sc.phrasesBetween(p.Range)
	}
	quote := uint32(sc.quote[k])
	under := uint32(sc.under[k])
	last := sc.at(sc.cue.Last - 1)
	s.triple(place, class, nth)
	s.triple(place, c.Word, nth)
	s.triple(place, uint32(c.Manner), class)
	s.triple(place, uint32(c.Manner), nth)
	s.triple(place, last.Word, class)
	s.pair(far, class)
	s.triple(far, uint32(c.Tag), uint32(w.Tag))
	s.triple(subject, class, place)
	s.triple(subject, c.Stem, place)
	s.triple(subject, uint32(sc.steps[k]), place)
	s.triple(under, class, place)
	s.triple(under, c.Stem, uint32(c.Tag))
	s.triple(under, uint32(w.Label), place)
	s.triple(quote, place, uint32(sc.quoteOf(sc.cue.First)))
	s.triple(uint32(sc.steps[k]), place, class)
	s.triple(uint32(sc.steps[k]), nth, uint32(c.Tag))
	s.triple(uint32(sc.other[k]), place, class)
	s.pair(w.Word, place)
	s.triple(w.Stem, class, head)
	s.triple(uint32(w.Tag), uint32(w.Part), place)
	s.triple(uint32(sc.at(sc.cue.Last).Tag), place, nth)
	s.triple(sc.at(sc.cue.Last).Word, place, nth)
	s.triple(sc.at(sc.cue.First-1).Word, place, nth)
	s.triple(sc.ruleSource(i), place, class)
}

// sourceEdge fills s with what tells whether the source begins (or, with
// ends, has ended) before word i.
func (sc *scene) sourceEdge(s *set, i int, ends bool) {
	s.reset(240)
	if ends {
		s.reset(280)
	}
	b, w := sc.at(i-1), sc.at(i)
	place := uint32(inCue)
	if i < sc.to {
		place = uint32(sc.place[i-sc.from])
	}
	phrase := bit(b.Phrase >= 0) + 2*bit(w.Phrase >= 0) + 4*bit(b.Phrase == w.Phrase)
	s.triple(place, uint32(b.Tag), uint32(w.Tag))
	s.triple(b.Word, w.Word, 0)
	s.triple(b.Word, uint32(w.Tag), phrase)
	s.triple(w.Word, uint32(b.Tag), phrase)
	s.triple(phrase, place, uint32(w.Class))
	s.triple(phrase, uint32(b.Class), uint32(w.Class))
	s.triple(uint32(b.Part), uint32(w.Part), phrase)
	s.triple(uint32(sc.at(i+1).Tag), uint32(w.Tag), phrase)
	s.triple(uint32(sc.at(i-2).Tag), uint32(b.Tag), phrase)
	s.triple(place, phrase, bit(sc.cue.First == i)+2*bit(sc.cue.Last == i)+4*bit(i == sc.first))
	s.triple(uint32(w.Label), uint32(b.Label), phrase)
	s.triple(bit(sc.ruleSource(i-1) == 1), bit(sc.ruleSource(i) == 1), phrase)
}

// subjectOf says whether the rules have the phrase as the subject of the
// cue's verb.
func (sc *scene) subjectOf(p int32) uint32 {
	for i := sc.cue.First; i < sc.cue.Last; i++ {
		if g := sc.Tokens[i].Group; g >= 0 {
			if sc.Groups[g].Subject == p {
				return 2 + bit(sc.Groups[g].Passive)
			}
			return 1
		}
	}
	return 0
}

// phrasesBetween counts the noun phrases between a phrase and the cue.
func (sc *scene) phrasesBetween(r Range) uint32 {
	n := uint32(0)
	from, to := r.Last, sc.cue.First
	if r.First >= sc.cue.Last {
		from, to = sc.cue.Last, r.First
	}
	last := int32(-1)
	for i := from; i < to && n < 5; i++ {
		if p := sc.Tokens[i].Phrase; p >= 0 && p != last {
			last = p
			n++
		}
	}
	return n
}

func (sc *scene) quoteOf(i int) uint8 { return uint8(bit(sc.Tokens[i].Quote >= 0)) }

// ruleSource says what the rules have word i for: 1 for the source of this
// cue, 2 when they know the cue and have another source.
func (sc *scene) ruleSource(i int) uint32 {
	n := sc.rule()
	switch {
	case n < 0:
		return 0
	case sc.Rules[n].Source.holds(i):
		return 1
	}
	return 2
}

func (sc *scene) ruleContent(i int) uint32 {
	n := sc.rule()
	if n < 0 {
		return 0
	}
	for _, r := range sc.Rules[n].Content {
		if r.holds(i) {
			return 1
		}
	}
	return 2
}

func (sc *scene) rule() int32 {
	for i := sc.cue.First; i < sc.cue.Last; i++ {
		if n := sc.Tokens[i].Rule; n >= 0 {
			return n
		}
	}
	return -1
}

// contentFeatures fills s with what tells whether word i belongs to the
// content.
func (sc *scene) contentFeatures(s *set, i int) {
	s.reset(320)
	k := i - sc.from
	w, c := sc.at(i), sc.at(sc.cue.First)
	last := sc.at(sc.cue.Last - 1)
	place, quote := uint32(sc.place[k]), uint32(sc.quote[k])
	steps, other, under := uint32(sc.steps[k]), uint32(sc.other[k]), uint32(sc.under[k])
	side := bit(sc.source.Empty()) + 2*bit(sc.source.First < sc.cue.First)
	far := distance(i - sc.cue.Last)
	if i < sc.cue.First {
		far = distance(sc.cue.First - 1 - i)
	}
	next := bit(i >= sc.Sentences[sc.n].Last) + 2*bit(i < sc.Sentences[sc.n].First)
	follows := sc.at(sc.cue.Last)
	s.triple(place, c.Word, last.Word)
	s.triple(place, c.Stem, quote)
	s.triple(place, uint32(c.Manner), quote)
	s.triple(place, uint32(c.Manner), uint32(follows.Tag))
	s.triple(under, place, uint32(c.Manner))
	s.triple(place, uint32(c.Tag), side)
	s.triple(place, quote, side)
	s.triple(place, quote, next)
	apart := uint32(sc.apart[k])
	s.triple(place, quote, apart)
	s.triple(apart, uint32(c.Tag), sc.quotedBefore())
	s.triple(apart, sc.quotedBefore(), sc.quotedAfter())
	s.triple(apart, steps, place)
	s.triple(place, steps, quote)
	s.triple(place, steps, c.Stem)
	s.triple(place, other, quote)
	s.triple(place, far, uint32(c.Tag))
	s.triple(place, follows.Word, side)
	s.triple(place, follows.Word, uint32(c.Tag))
	s.triple(place, uint32(follows.Tag), c.Stem)
	s.triple(place, uint32(follows.Edge), quote)
	s.pair(w.Word, place)
	s.triple(uint32(w.Tag), place, quote)
	s.triple(under, place, c.Stem)
	s.triple(under, place, uint32(c.Tag))
	s.triple(under, place, uint32(w.Label))
	s.triple(under, quote, side)
	s.triple(uint32(sc.place[0]), place, sc.at(sc.cue.First-1).Word)
	s.triple(sc.ruleContent(i), place, quote)
	s.triple(sc.ruleContent(i), place, c.Stem)
	s.triple(place, sc.quotedBefore(), sc.quotedAfter())
	s.triple(place, uint32(last.Tag), sc.quotedAfter())
}

// contentEdge fills s with what tells whether the content begins (or, with
// ends, has ended) before word i.
func (sc *scene) contentEdge(s *set, i int, ends bool) {
	s.reset(360)
	if ends {
		s.reset(400)
	}
	b, w, a := sc.at(i-1), sc.at(i), sc.at(i+1)
	place, quote := uint32(inCue), uint32(0)
	other := uint32(0)
	if i < sc.to {
		place, quote, other = uint32(sc.place[i-sc.from]), uint32(sc.quote[i-sc.from]), uint32(sc.other[i-sc.from])
	}
	last := uint32(7)
	if i > sc.from {
		last = uint32(sc.place[i-1-sc.from])
	}
	edge := uint32(b.Edge) + 4*uint32(w.Edge) + 16*bit(i == sc.Sentences[sc.n].Last) + 32*bit(i == sc.Sentences[sc.n].First) + 64*bit(i == sc.to) + 128*bit(i == sc.first)
	c := sc.at(sc.cue.First)
	phrase := bit(b.Phrase >= 0) + 2*bit(w.Phrase >= 0) + 4*bit(b.Phrase == w.Phrase)
	apart := uint32(255)
	if i < sc.to {
		apart = uint32(sc.apart[i-sc.from])
	}
	s.triple(apart, edge, last)
	s.triple(apart, quote, edge)
	s.triple(apart, sc.quotedBefore(), edge)
	s.triple(place, last, edge)
	s.triple(place, b.Word, uint32(w.Tag))
	s.triple(place, w.Word, uint32(b.Tag))
	s.triple(b.Word, w.Word, place)
	s.triple(w.Word, a.Word, place)
	s.triple(place, uint32(b.Tag), uint32(w.Tag))
	s.triple(uint32(b.Tag), uint32(w.Tag), uint32(a.Tag))
	s.triple(place, uint32(b.Part), uint32(w.Part))
	s.triple(place, c.Stem, b.Word)
	s.triple(place, c.Stem, w.Word)
	s.triple(place, c.Stem, edge)
	s.triple(place, uint32(c.Manner), edge)
	s.triple(place, uint32(c.Manner), w.Word)
	s.triple(place, uint32(c.Tag), uint32(w.Tag))
	s.triple(last, place, phrase)
	s.triple(quote, edge, phrase)
	s.triple(distance(i-sc.cue.Last), distance(sc.cue.First-i), uint32(w.Tag))
	s.triple(distance(i-sc.cue.Last), distance(sc.cue.First-i), edge)
	s.triple(other, place, bit(sc.cueAt(i)))
	s.triple(other, place, w.Word)
	s.triple(uint32(w.Label), uint32(b.Label), place)
	s.triple(uint32(w.Part), uint32(a.Part), place)
	s.triple(sc.ruleContent(i-1), sc.ruleContent(i), place)
	s.triple(sc.ruleContent(i-1), sc.ruleContent(i), edge)
	s.triple(last, place, uint32(sc.at(i-2).Tag))
	s.triple(sc.relationAt(i-1), sc.relationAt(i), place)
}

func (sc *scene) relationAt(i int) uint32 {
	if i < sc.from || i >= sc.to {
		return 255
	}
	return uint32(sc.under[i-sc.from])
}

// quotedBefore says whether a quotation ends right before the cue and its
// source, quotedAfter whether one begins right behind them.
func (sc *scene) quotedBefore() uint32 {
	i := sc.cue.First
	if !sc.source.Empty() && sc.source.First < i {
		i = sc.source.First
	}
	return uint32(sc.at(i-1).Edge) + 4*uint32(sc.at(i-2).Edge)
}

func (sc *scene) quotedAfter() uint32 {
	i := sc.cue.Last
	if !sc.source.Empty() && sc.source.Last > i {
		i = sc.source.Last
	}
	return uint32(sc.at(i).Edge) + 4*uint32(sc.at(i+1).Edge)
}
