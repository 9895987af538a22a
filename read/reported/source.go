package reported

// sourceFeatures adds to s what tells whether word i belongs to the source.
func (sc *scene) sourceFeatures(s *set, i int) {
	s.base = 200
	k := i - sc.from
	w, c := sc.at(i), sc.at(sc.head)
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

// sourceEdge fills s with what tells whether the source begins, or has ended,
// before word i.
func (sc *scene) sourceEdge(s *set, i int) {
	s.reset(240)
	b, w := sc.at(i-1), sc.at(i)
	place := uint32(inCue)
	if i < sc.to {
		place = uint32(sc.place[i-sc.from])
	}
	phrase := bit(b.Phrase >= 0) + 2*bit(w.Phrase >= 0) + 4*bit(b.Phrase == w.Phrase)
	s.triple(place, uint32(b.Tag), uint32(w.Tag))
	s.triple(b.Word, uint32(w.Tag), phrase)
	s.triple(w.Word, uint32(b.Tag), phrase)
	s.triple(phrase, place, uint32(w.Class))
	s.triple(phrase, uint32(b.Class), uint32(w.Class))
	s.triple(uint32(b.Part), uint32(w.Part), phrase)
	s.triple(uint32(sc.at(i+1).Tag), uint32(w.Tag), phrase)
	s.triple(uint32(sc.at(i-2).Tag), uint32(b.Tag), phrase)
	s.triple(place, phrase, bit(sc.cue.First == i)+2*bit(sc.cue.Last == i)+4*bit(i == sc.first))
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

func (sc *scene) rule() int32 {
	for i := sc.cue.First; i < sc.cue.Last; i++ {
		if n := sc.Tokens[i].Rule; n >= 0 {
			return n
		}
	}
	return -1
}
