package reported

// contentWhere adds the part of what tells whether word i belongs to the content
// that is the same for words with one key: contentKey.
func (sc *scene) contentWhere(s *set, i int) {
	k := i - sc.from
	c, last, follows := sc.word, sc.at(sc.cue.Last-1), sc.at(sc.cue.Last)
	place, quote, apart := uint32(sc.place[k]), uint32(sc.quote[k]), uint32(sc.apart[k])
	side := bit(sc.source.Empty()) + 2*bit(sc.source.First < sc.cue.First)
	rule, before, after := sc.ruleContent(i), sc.quotedBefore, sc.quotedAfter
	manner, tag, besides := uint32(c.Manner), uint32(c.Tag), sc.besides(i)
	f := s.more(20)
	f[0] = two(320, place, c.Word)
	f[1] = two(321, place, last.Word)
	f[2] = three(322, place, c.Stem, quote)
	f[3] = three(323, place, manner, quote)
	f[4] = three(324, place, manner, uint32(follows.Tag))
	f[5] = three(325, place, tag, side)
	f[6] = three(326, place, quote, side)
	f[7] = three(327, place, quote, besides)
	f[8] = three(328, place, quote, apart)
	f[9] = three(329, apart, tag, before)
	f[10] = three(330, apart, before, after)
	f[11] = three(336, place, follows.Word, side)
	f[12] = three(337, place, follows.Word, tag)
	f[13] = three(338, place, uint32(follows.Tag), c.Stem)
	f[14] = three(339, place, uint32(follows.Edge), quote)
	f[15] = three(342, uint32(sc.place[0]), place, sc.at(sc.cue.First-1).Word)
	f[16] = three(343, rule, place, quote)
	f[17] = three(344, rule, place, c.Stem)
	f[18] = three(345, place, before, after)
	f[19] = three(346, place, uint32(last.Tag), after)
}

// contentKey is all of word i that contentWhere looks at.
func (sc *scene) contentKey(i int) uint64 {
	k := i - sc.from
	return uint64(uint32(sc.place[k]) | uint32(sc.quote[k])<<4 | uint32(sc.apart[k])<<8 | sc.besides(i)<<16 | sc.ruleContent(i)<<20)
}

// besides says whether word i stands in another sentence than the cue.
func (sc *scene) besides(i int) uint32 {
	return bit(i >= sc.Sentences[sc.n].Last) + 2*bit(i < sc.Sentences[sc.n].First)
}

// contentFeatures adds the rest of what tells whether word i belongs to the
// content.
func (sc *scene) contentFeatures(s *set, i int) {
	k := i - sc.from
	w, c := sc.at(i), sc.word
	place, quote, steps := uint32(sc.place[k]), uint32(sc.quote[k]), uint32(sc.steps[k])
	far := distance(i - sc.cue.Last)
	if i < sc.cue.First {
		far = distance(sc.cue.First - 1 - i)
	}
	f := s.more(7)
	f[0] = three(331, uint32(sc.apart[k]), steps, place)
	f[1] = three(332, place, steps, quote)
	f[2] = three(333, place, steps, c.Stem)
	f[3] = three(334, place, uint32(sc.other[k]), quote)
	f[4] = three(335, place, far, uint32(c.Tag))
	f[5] = two(340, w.Word, place)
	f[6] = three(341, uint32(w.Tag), place, quote)
}

// border is how a place between two words of a scene stands to its cue.
type border struct {
	place, last, quote, other, apart, edge uint32 // of the word behind it; last is the place of the one before
	cue                                    uint32 // 1 where another cue begins there
	ruleBefore, rule                       uint32 // what the rules have the two words for
}

// contentBorder looks at the border before word i. The key that it returns is
// all of it.
func (sc *scene) contentBorder(i int) uint64 {
	b := &sc.border
	*b = border{place: inCue, last: 7, apart: 255}
	if i < sc.to {
		k := i - sc.from
		b.place, b.quote, b.other, b.apart = uint32(sc.place[k]), uint32(sc.quote[k]), uint32(sc.other[k]), uint32(sc.apart[k])
	}
	b.cue = bit(sc.cueAt(i))
	if i > sc.from {
		b.last = uint32(sc.place[i-1-sc.from])
	}
	own := &sc.Sentences[sc.n]
	b.edge = uint32(sc.at(i-1).Edge) + 4*uint32(sc.at(i).Edge) + 16*bit(i == own.Last) + 32*bit(i == own.First) + 64*bit(i == sc.to) + 128*bit(i == sc.first)
	b.ruleBefore, b.rule = sc.ruleContent(i-1), sc.ruleContent(i)
	return uint64(b.apart | b.edge<<8 | b.place<<16 | b.last<<19 | b.quote<<22 | b.other<<25 | b.cue<<27 | b.ruleBefore<<28 | b.rule<<30)
}

// contentEdgeWhere adds the part of what tells whether the content begins, or
// has ended, at the border that is the same for borders with one key.
func (sc *scene) contentEdgeWhere(s *set, _ int) {
	b, c := &sc.border, sc.word
	f := s.more(9)
	f[0] = three(360, b.apart, b.edge, b.last)
	f[1] = three(361, b.apart, b.quote, b.edge)
	f[2] = three(362, b.apart, sc.quotedBefore, b.edge)
	f[3] = three(363, b.place, b.last, b.edge)
	f[4] = three(373, b.place, c.Stem, b.edge)
	f[5] = three(374, b.place, uint32(c.Manner), b.edge)
	f[6] = three(381, b.other, b.place, b.cue)
	f[7] = three(384, b.ruleBefore, b.rule, b.place)
	f[8] = three(385, b.ruleBefore, b.rule, b.edge)
}

// contentEdgeNear adds the part that any cue of the sentence has in common when
// it stands on the same side.
func (sc *scene) contentEdgeNear(s *set, i int) {
	b, w, a := sc.at(i-1), sc.at(i), sc.at(i+1)
	place, last, phrase := sc.border.place, sc.border.last, sc.phraseJoin(i)
	bTag, wTag, bPart, wPart, aPart := uint32(b.Tag), uint32(w.Tag), uint32(b.Part), uint32(w.Part), uint32(a.Part)
	f := s.more(10)
	f[0] = three(364, place, b.Word, wTag)
	f[1] = three(365, place, w.Word, bTag)
	f[2] = three(366, b.Word, wPart, place)
	f[3] = three(367, w.Word, aPart, place)
	f[4] = three(368, place, bTag, wTag)
	f[5] = three(369, bTag, wTag, uint32(a.Tag))
	f[6] = three(370, place, bPart, wPart)
	f[7] = three(377, last, place, phrase)
	f[8] = three(383, wPart, aPart, place)
	f[9] = three(386, last, place, uint32(sc.at(i-2).Tag))
}

// contentEdge adds the rest.
func (sc *scene) contentEdge(s *set, i int) {
	b, w, c := sc.at(i-1), sc.at(i), sc.word
	at := &sc.border
	manner, behind, before := uint32(c.Manner), distance(i-sc.cue.Last), distance(sc.cue.First-i)
	f := s.more(8)
	f[0] = three(371, at.place, manner, b.Word)
	f[1] = three(372, at.place, uint32(c.Part), w.Word)
	f[2] = three(375, at.place, manner, w.Word)
	f[3] = three(376, at.place, uint32(c.Tag), uint32(w.Tag))
	f[4] = three(378, at.quote, at.edge, sc.phraseJoin(i))
	f[5] = three(379, behind, before, uint32(w.Tag))
	f[6] = three(380, behind, before, at.edge)
	f[7] = three(382, at.other, at.place, w.Word)
}

// phraseJoin says whether word i and the one before it belong to noun phrases,
// and to one.
func (sc *scene) phraseJoin(i int) uint32 {
	b, w := sc.at(i-1).Phrase, sc.at(i).Phrase
	return bit(b >= 0) + 2*bit(w >= 0) + 4*bit(b == w)
}

// quoted says whether a quotation ends right before the cue and its source,
// and whether one begins right behind them.
func (sc *scene) quoted() (before, after uint32) {
	i, j := sc.cue.First, sc.cue.Last
	if !sc.source.Empty() {
		i, j = min(i, sc.source.First), max(j, sc.source.Last)
	}
	return uint32(sc.at(i-1).Edge) + 4*uint32(sc.at(i-2).Edge), uint32(sc.at(j).Edge) + 4*uint32(sc.at(j+1).Edge)
}

// ruleContent says what the rules have word i for: 1 for the content of this
// cue, 2 when they know the cue and have another content.
func (sc *scene) ruleContent(i int) uint32 {
	if sc.rule < 0 {
		return 0
	}
	for _, r := range sc.Rules[sc.rule].Content {
		if r.holds(i) {
			return 1
		}
	}
	return 2
}
