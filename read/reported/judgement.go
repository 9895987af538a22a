package reported

import "math/bits"

// keepFeatures fills s with what tells whether the whole is an attribution.
func (t *Text) keepFeatures(s *set, a *Attribution) {
	s.reset(500)
	v := t.view(a.Sentence)
	head := t.head(a.Cue)
	c, last := v.at(head), v.at(a.Cue.Last-1)
	var class, source uint32
	var side uint32
	if !a.Source.Empty() {
		side = 1 + bit(a.Source.First < a.Cue.First)
		for i := a.Source.First; i < a.Source.Last; i++ {
			if p := t.Tokens[i].Phrase; p >= 0 {
				class, source = v.phraseClass(p), t.Tokens[t.Phrases[p].Head].Stem
				break
			}
		}
	}
	first := a.Content[0]
	where := bit(first.First < a.Cue.First) + 2*bit(a.Content[len(a.Content)-1].First > a.Cue.First)
	words := a.words()
	quoted := bit(t.Tokens[first.First].Edge == Opens)
	inside := bit(c.Quote >= 0)
	rule := bit(c.Rule >= 0 || last.Rule >= 0)
	lead := uint32(a.lead/16 + 1000)
	manner, tone := uint32(c.Manner), uint32(t.Tone)
	opens := v.at(first.First)
	s.about = Whole
	s.add(0)
	s.add(lead)
	s.triple(a.rank, a.rival, lead)
	s.triple(a.within, side, lead)
	s.triple(a.within, a.rival, a.rank)
	s.triple(a.rank, uint32(c.Tag), class)
	s.pair(lead, c.Stem)
	s.pair(lead, uint32(c.Tag))
	s.triple(lead, side, where)
	s.triple(magnitude(a.sourceGain), magnitude(a.contentGain), lead)
	s.triple(tone, lead, 0)
	s.triple(uint32(len(a.Content)), where, quoted)
	s.triple(bit(t.Sentences[a.Sentence].Heading), side, uint32(c.Tag))
	s.triple(a.nested, side, where)
	s.about = Itself
	s.add(c.Word)
	s.add(c.Stem)
	s.pair(c.Stem, uint32(last.Part))
	s.pair(c.Stem, uint32(c.Tag))
	s.pair(c.Stem, uint32(c.Part))
	s.triple(uint32(c.Part), uint32(last.Part), side)
	s.triple(uint32(c.Cue), side, where)
	s.about = Around
	s.triple(v.at(a.Cue.First-1).Word, uint32(c.Part), manner)
	s.triple(v.at(a.Cue.Last).Word, uint32(c.Part), manner)
	s.triple(uint32(v.at(a.Cue.First-1).Tag), uint32(c.Tag), uint32(v.at(a.Cue.Last).Tag))
	s.about = Speaker
	s.pair(lead, class)
	s.pair(magnitude(a.sourceGain), side)
	s.pair(magnitude(a.sourceGain), c.Stem)
	s.pair(c.Stem, side)
	s.pair(c.Stem, class)
	s.pair(source, side)
	s.triple(source, uint32(c.Part), side)
	s.triple(class, side, where)
	s.triple(class, side, uint32(c.Tag))
	s.triple(v.subjectClass(c), side, where)
	s.triple(tone, class, where)
	s.triple(tone, uint32(c.Tag), side)
	s.about = Follows
	s.pair(magnitude(a.contentGain), where)
	s.pair(c.Stem, where)
	s.pair(c.Stem, distance(words))
	s.triple(uint32(c.Tag), where, distance(words))
	s.triple(opens.Word, uint32(c.Part), where)
	s.triple(opens.Word, uint32(c.Tag), side)
	s.about = Quotation
	s.triple(side, where, quoted)
	s.pair(inside, c.Stem)
	s.triple(inside, class, uint32(c.Tag))
	s.triple(v.quoteNear(head), side, where)
	s.about = Attitude
	s.pair(manner, lead)
	s.pair(manner, side)
	s.pair(manner, class)
	s.pair(manner, where)
	s.triple(manner, class, where)
	s.triple(manner, source, side)
	s.triple(manner, distance(words), uint32(c.Part))
	s.triple(manner, quoted, inside)
	s.triple(manner, opens.Word, side)
	s.triple(manner, v.clauseBehind(head), side)
	s.triple(manner, uint32(last.Manner), side)
	s.triple(a.within, manner, side)
	s.triple(a.rival, manner, side)
	s.triple(tone, manner, side)
	s.about = ByRule
	s.pair(c.Stem, rule)
	s.triple(rule, side, where)
	s.triple(rule, inside, quoted)
}

// magnitude puts a score into classes of doubling size.
func magnitude(n int32) uint32 {
	if n < 0 {
		return 64 + uint32(bits.Len32(uint32(-n)))
	}
	return uint32(bits.Len32(uint32(n)))
}

// compare says of each find how it stands to the others of its sentence: how
// many of them are surer to be cues, how sure the one is in whose content its
// cue stands, and the one with which it shares most of its content; and how
// many cues stand in its own content.
func compare(t *Text, found []Attribution) {
	for k := range found {
		a := &found[k]
		a.rank, a.within, a.rival, a.nested = 0, 0, 0, 0
		head := t.head(a.Cue)
		for j := max(0, k-near); j < len(found) && j <= k+near; j++ {
			b := &found[j]
			if j == k || b.Sentence < a.Sentence-2 || b.Sentence > a.Sentence+2 {
				continue
			}
			level := sureness(b.lead)
			if b.Sentence == a.Sentence && b.lead > a.lead {
				a.rank = min(a.rank+1, 4)
			}
			if a.holds(b.Cue.First) {
				a.nested = min(a.nested+1, 3)
			}
			for _, r := range b.Content {
				if r.holds(head) {
					a.within = max(a.within, level)
				}
				for _, q := range a.Content {
					if shared := min(r.Last, q.Last) - max(r.First, q.First); 2*shared > q.Last-q.First {
						a.rival = max(a.rival, level)
					}
				}
			}
		}
	}
}

// near is how many finds on either side are compared.
const near = 12

func sureness(lead int32) uint32 {
	switch {
	case lead < -2*grain:
		return 1
	case lead < 0:
		return 2
	case lead < 2*grain:
		return 3
	case lead < 5*grain:
		return 4
	}
	return 5
}
