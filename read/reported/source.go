package reported

// sourceLook is what tells of a word's place among the noun phrases how it may
// be the source.
type sourceLook struct {
	place, class, subject, nth, quote, steps, other, rule uint32
}

// sourceKey looks at word i. The key that it returns is all that it finds.
func (sc *scene) sourceKey(i int) uint64 {
	k := i - sc.from
	w := sc.at(i)
	l := &sc.stands
	*l = sourceLook{place: uint32(sc.place[k]), class: uint32(w.Class), quote: uint32(sc.quote[k]), steps: uint32(sc.steps[k]), other: uint32(sc.other[k]), rule: sc.ruleSource(i)}
	if w.Phrase >= 0 {
		l.class, l.subject, l.nth = sc.phraseClass(w.Phrase), sc.subjectOf(w.Phrase), sc.phrasesBetween(sc.Phrases[w.Phrase].Range)
	}
	return uint64(l.class | l.place<<9 | l.subject<<12 | l.nth<<14 | l.quote<<17 | l.steps<<20 | l.other<<23 | l.rule<<25)
}

// sourceWhere adds the part of what tells whether a word belongs to the source
// that is the same for words with one key.
func (sc *scene) sourceWhere(s *set, _ int) {
	c, l := sc.word, &sc.stands
	last, behind := sc.at(sc.cue.Last-1), sc.at(sc.cue.Last)
	manner := uint32(c.Manner)
	f := s.more(16)
	f[0] = three(200, l.place, l.class, l.nth)
	f[1] = three(201, l.place, c.Word, l.nth)
	f[2] = three(202, l.place, manner, l.class)
	f[3] = three(203, l.place, manner, l.nth)
	f[4] = three(204, l.place, last.Word, l.class)
	f[5] = three(207, l.subject, l.class, l.place)
	f[6] = three(208, l.subject, c.Stem, l.place)
	f[7] = three(209, l.subject, l.steps, l.place)
	f[8] = three(210, l.quote, l.place, uint32(sc.quoteOf(sc.cue.First)))
	f[9] = three(211, l.steps, l.place, l.class)
	f[10] = three(212, l.steps, l.nth, uint32(c.Tag))
	f[11] = three(213, l.other, l.place, l.class)
	f[12] = three(217, uint32(behind.Tag), l.place, l.nth)
	f[13] = three(218, behind.Word, l.place, l.nth)
	f[14] = three(219, sc.at(sc.cue.First-1).Word, l.place, l.nth)
	f[15] = three(220, l.rule, l.place, l.class)
}

// sourceFeatures adds the rest.
func (sc *scene) sourceFeatures(s *set, i int) {
	w, c, l := sc.at(i), sc.word, &sc.stands
	far := distance(i - sc.cue.Last)
	if i < sc.cue.First {
		far = 16 + distance(sc.cue.First-1-i)
	}
	head := uint32(0)
	if w.Phrase >= 0 {
		head = bit(sc.Phrases[w.Phrase].Head == i) + 1
	}
	f := s.more(5)
	f[0] = two(205, far, l.class)
	f[1] = three(206, far, uint32(c.Tag), uint32(w.Tag))
	f[2] = two(214, w.Word, l.place)
	f[3] = three(215, w.Stem, l.class, head)
	f[4] = three(216, uint32(w.Tag), uint32(w.Part), l.place)
}

// sourceBorder looks at the border before word i. The key that it returns is
// all of it.
func (sc *scene) sourceBorder(i int) uint64 {
	b := &sc.border
	*b = border{place: inCue, last: 7}
	if i < sc.to {
		b.place = uint32(sc.place[i-sc.from])
	}
	if i > sc.from {
		b.last = uint32(sc.place[i-1-sc.from])
	}
	b.edge = bit(sc.cue.First == i) + 2*bit(sc.cue.Last == i) + 4*bit(i == sc.first)
	b.ruleBefore, b.rule = bit(sc.ruleSource(i-1) == 1), bit(sc.ruleSource(i) == 1)
	b.quote = sc.phraseJoin(i)
	return uint64(b.place | b.edge<<3 | b.ruleBefore<<6 | b.rule<<7 | b.quote<<8)
}

// sourceEdgeWhere adds the part of what tells whether the source begins, or has
// ended, at the border that is the same for borders with one key.
func (sc *scene) sourceEdgeWhere(s *set, _ int) {
	b := &sc.border
	f := s.more(2)
	f[0] = three(248, b.place, b.quote, b.edge)
	f[1] = three(249, b.ruleBefore, b.rule, b.quote)
}

// sourceEdgeNear adds the rest, which any cue of the sentence has in common when
// it stands on the same side.
func (sc *scene) sourceEdgeNear(s *set, i int) {
	b, w := sc.at(i-1), sc.at(i)
	place, phrase := sc.border.place, sc.phraseJoin(i)
	bTag, wTag := uint32(b.Tag), uint32(w.Tag)
	f := s.more(8)
	f[0] = three(240, place, bTag, wTag)
	f[1] = three(241, b.Word, wTag, phrase)
	f[2] = three(242, w.Word, bTag, phrase)
	f[3] = three(243, phrase, place, uint32(w.Class))
	f[4] = three(244, phrase, uint32(b.Class), uint32(w.Class))
	f[5] = three(245, uint32(b.Part), uint32(w.Part), phrase)
	f[6] = three(246, uint32(sc.at(i+1).Tag), wTag, phrase)
	f[7] = three(247, uint32(sc.at(i-2).Tag), bTag, phrase)
}

// subjectOf says whether the rules have the phrase as the subject of the
// cue's verb.
func (sc *scene) subjectOf(p int32) uint32 {
	switch {
	case sc.verb == nil:
		return 0
	case sc.verb.Subject == p:
		return 2 + bit(sc.verb.Passive)
	}
	return 1
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
	switch {
	case sc.rule < 0:
		return 0
	case sc.Rules[sc.rule].Source.holds(i):
		return 1
	}
	return 2
}
