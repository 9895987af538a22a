package reported

// contentWhere fills s with the part of what tells whether word i belongs to the
// content that is the same for words with one key: contentKey.
func (sc *scene) contentWhere(s *set, i int) {
	k := i - sc.from
	c, last, follows := sc.at(sc.head), sc.at(sc.cue.Last-1), sc.at(sc.cue.Last)
	place, quote, apart := uint32(sc.place[k]), uint32(sc.quote[k]), uint32(sc.apart[k])
	side := bit(sc.source.Empty()) + 2*bit(sc.source.First < sc.cue.First)
	rule, before, after := sc.ruleContent(i), sc.quotedBefore(), sc.quotedAfter()
	s.reset(320)
	s.pair(place, c.Word)
	s.pair(place, last.Word)
	s.triple(place, c.Stem, quote)
	s.triple(place, uint32(c.Manner), quote)
	s.triple(place, uint32(c.Manner), uint32(follows.Tag))
	s.triple(place, uint32(c.Tag), side)
	s.triple(place, quote, side)
	s.triple(place, quote, sc.besides(i))
	s.triple(place, quote, apart)
	s.triple(apart, uint32(c.Tag), before)
	s.triple(apart, before, after)
	s.base = 336
	s.triple(place, follows.Word, side)
	s.triple(place, follows.Word, uint32(c.Tag))
	s.triple(place, uint32(follows.Tag), c.Stem)
	s.triple(place, uint32(follows.Edge), quote)
	s.base = 342
	s.triple(uint32(sc.place[0]), place, sc.at(sc.cue.First-1).Word)
	s.triple(rule, place, quote)
	s.triple(rule, place, c.Stem)
	s.triple(place, before, after)
	s.triple(place, uint32(last.Tag), after)
}

// contentKey is all of word i that contentWhere looks at.
func (sc *scene) contentKey(i int) uint32 {
	k := i - sc.from
	return uint32(sc.place[k]) | uint32(sc.quote[k])<<4 | uint32(sc.apart[k])<<8 | sc.besides(i)<<16 | sc.ruleContent(i)<<20
}

// besides says whether word i stands in another sentence than the cue.
func (sc *scene) besides(i int) uint32 {
	return bit(i >= sc.Sentences[sc.n].Last) + 2*bit(i < sc.Sentences[sc.n].First)
}

// contentFeatures adds the rest of what tells whether word i belongs to the
// content.
func (sc *scene) contentFeatures(s *set, i int) {
	k := i - sc.from
	w, c := sc.at(i), sc.at(sc.head)
	place, quote, steps := uint32(sc.place[k]), uint32(sc.quote[k]), uint32(sc.steps[k])
	far := distance(i - sc.cue.Last)
	if i < sc.cue.First {
		far = distance(sc.cue.First - 1 - i)
	}
	s.base = 331
	s.triple(uint32(sc.apart[k]), steps, place)
	s.triple(place, steps, quote)
	s.triple(place, steps, c.Stem)
	s.triple(place, uint32(sc.other[k]), quote)
	s.triple(place, far, uint32(c.Tag))
	s.base = 340
	s.pair(w.Word, place)
	s.triple(uint32(w.Tag), place, quote)
}

// contentEdge fills s with what tells whether the content begins, or has ended,
// before word i.
func (sc *scene) contentEdge(s *set, i int) {
	s.reset(360)
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
	c := sc.at(sc.head)
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
	s.triple(b.Word, uint32(w.Part), place)
	s.triple(w.Word, uint32(a.Part), place)
	s.triple(place, uint32(b.Tag), uint32(w.Tag))
	s.triple(uint32(b.Tag), uint32(w.Tag), uint32(a.Tag))
	s.triple(place, uint32(b.Part), uint32(w.Part))
	s.triple(place, uint32(c.Manner), b.Word)
	s.triple(place, uint32(c.Part), w.Word)
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
	s.triple(uint32(w.Part), uint32(a.Part), place)
	s.triple(sc.ruleContent(i-1), sc.ruleContent(i), place)
	s.triple(sc.ruleContent(i-1), sc.ruleContent(i), edge)
	s.triple(last, place, uint32(sc.at(i-2).Tag))
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

// ruleContent says what the rules have word i for: 1 for the content of this
// cue, 2 when they know the cue and have another content.
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
