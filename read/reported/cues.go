package reported

// The classes of a word in the search for cues.
const (
	outside = iota
	begins
	goesOn
	cueClasses
)

// glance fills s with what a first look tells of word i. Most words show by it
// alone that no cue begins with them.
func (v *view) glance(s *set, i int) {
	s.reset(700)
	w, b, a := v.at(i), v.at(i-1), v.at(i+1)
	tag, part := uint32(w.Tag), uint32(w.Part)
	s.add(w.Word)
	s.pair(w.Stem, part)
	s.pair(b.Word, part)
	s.pair(a.Word, part)
	s.pair(uint32(w.Manner), part)
	s.triple(uint32(b.Part), part, uint32(a.Part))
	s.triple(uint32(b.Tag), tag, uint32(a.Tag))
	s.triple(v.ruled(i), uint32(w.Cue), tag)
	s.triple(v.subjectClass(w), uint32(w.Manner), part)
}

// cueFeatures fills s with what tells whether word i is part of a cue. last is
// the class of the word before.
func (v *view) cueFeatures(s *set, i int, last uint32) {
	s.reset(100)
	w, b, a := v.at(i), v.at(i-1), v.at(i+1)
	b2, a2 := v.at(i-2), v.at(i+2)
	tag, before, after := uint32(w.Tag), uint32(b.Tag), uint32(a.Tag)
	part := uint32(w.Part)
	left, right := v.leftClass(i), v.rightClass(i)
	quote, subject, rule := v.quoteNear(i), v.subjectClass(w), v.ruled(i)
	who, what := v.subjectHead(w), v.objectHead(i)
	clause := v.clauseBehind(i)
	manner, tone := uint32(w.Manner), uint32(v.Tone)
	sentence := &v.Sentences[v.n]
	s.about = Itself
	s.add(0)
	s.add(w.Word)
	s.pair(w.Stem, tag)
	s.pair(w.Word, part)
	s.about = Around
	s.add(b.Word)
	s.add(a.Word)
	s.triple(before, tag, after)
	s.triple(uint32(b.Part), part, uint32(a.Part))
	s.about = Attitude
	s.pair(manner, part)
	s.about = ByRule
	s.pair(rule, tag)
	s.about = Itself
	s.add(w.Stem)
	s.pair(w.Suffix, part)
	s.pair(uint32(w.Cue), tag)
	s.triple(uint32(w.Shape), tag, last)
	s.triple(bit(sentence.Heading), tag, uint32(w.Shape))
	s.triple(distance(i-v.first), distance(v.last-1-i), w.Stem)
	s.pair(tone, w.Stem)
	s.about = Around
	s.add(b2.Word)
	s.add(a2.Word)
	s.pair(w.Word, uint32(a.Part))
	s.pair(uint32(b.Part), w.Word)
	s.pair(w.Stem, after)
	s.pair(w.Stem, before)
	s.triple(uint32(b2.Tag), before, tag)
	s.triple(tag, after, uint32(a2.Tag))
	s.triple(uint32(w.Cue), after, last)
	s.triple(a.Word, uint32(a2.Part), tag)
	s.triple(b.Word, tag, uint32(a.Part))
	s.pair(last, w.Word)
	s.pair(last, b.Word)
	s.triple(last, before, tag)
	s.pair(last, w.Stem)
	s.about = Speaker
	s.pair(left, tag)
	s.pair(left, w.Stem)
	s.triple(left, right, tag)
	s.pair(subject, w.Stem)
	s.triple(subject, after, uint32(w.Cue))
	s.pair(who.Stem, tag)
	s.triple(uint32(who.Part), uint32(who.Class), w.Stem)
	s.triple(who.Word, uint32(what.Part), tag)
	s.triple(w.Suffix, subject, after)
	s.triple(w.Suffix, left, right)
	s.triple(a.Word, subject, tag)
	s.triple(a.Word, left, part)
	s.triple(uint32(a.Part), subject, part)
	s.triple(tone, subject, part)
	s.about = Follows
	s.pair(right, w.Stem)
	s.triple(uint32(what.Part), uint32(what.Class), w.Stem)
	s.pair(what.Stem, tag)
	s.triple(clause, tag, left)
	s.triple(clause, w.Stem, 0)
	s.triple(clause, subject, tag)
	s.about = Quotation
	s.pair(quote, tag)
	s.pair(quote, w.Stem)
	s.triple(quote, left, last)
	s.triple(subject, tag, quote)
	s.about = Attitude
	s.pair(manner, tag)
	s.triple(tone, tag, manner)
	s.triple(manner, subject, tag)
	s.triple(manner, left, after)
	s.triple(manner, right, part)
	s.triple(manner, clause, tag)
	s.triple(manner, a.Word, part)
	s.triple(manner, b.Word, part)
	s.triple(manner, who.Stem, part)
	s.triple(manner, who.Word, uint32(what.Part))
	s.triple(manner, last, before)
	s.triple(manner, quote, part)
	s.about = ByRule
	s.pair(rule, last)
	s.pair(rule, w.Stem)
	s.triple(rule, quote, after)
	s.triple(tone&7, tag, rule)
	s.triple(v.nearCue(i), tag, w.Stem)
	s.triple(v.nearCue(i), tag, left)
}

// ruled says whether the rules have word i in a cue: 1 where it begins.
func (v *view) ruled(i int) uint32 {
	w := v.at(i)
	switch {
	case w.Rule < 0:
		return 0
	case v.at(i-1).Rule == w.Rule:
		return 2
	}
	return 1
}

// head returns the word of a cue that says most: a verb of speech or attitude,
// any verb, a noun of speech or attitude, the first word.
func (t *Text) head(cue Range) int {
	best, rank := cue.First, 0
	for i := cue.First; i < cue.Last; i++ {
		w := &t.Tokens[i]
		r := 0
		switch known := w.Manner != 0 || w.Cue != 0; {
		case w.Group >= 0 && known:
			r = 3
		case w.Group >= 0:
			r = 2
		case known:
			r = 1
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// whole returns the cue of which the words from head to last were found: with
// the helpers of its verb.
func (t *Text) whole(head, last int) Range {
	r := Range{head, last}
	if g := t.Tokens[head].Group; g >= 0 {
		r.First = min(head, t.Groups[g].First)
	}
	return r
}

// leftClass says which noun phrase ends before word i, over helpers and
// adverbs; rightClass which begins behind it.
func (v *view) leftClass(i int) uint32 {
	for k := i - 1; k >= v.first && k > i-5; k-- {
		if p := v.Tokens[k].Phrase; p >= 0 {
			return v.phraseClass(p)
		}
		if v.Tokens[k].Edge != Inside {
			return 200 + uint32(v.Tokens[k].Edge)
		}
	}
	return 0
}

func (v *view) rightClass(i int) uint32 {
	for k := i + 1; k < v.last && k < i+4; k++ {
		if p := v.Tokens[k].Phrase; p >= 0 {
			return v.phraseClass(p) + 64*uint32(k-i)
		}
		if v.Tokens[k].Edge != Inside {
			return 300 + uint32(v.Tokens[k].Edge)
		}
	}
	return 0
}

func (v *view) phraseClass(p int32) uint32 {
	q := &v.Phrases[p]
	return 1 + uint32(q.Class) + 16*bit(q.Pronoun) + 32*bit(q.Person || q.Proper)
}

// subjectClass says what the rules have as the subject of the verb w.
func (v *view) subjectClass(w *Token) uint32 {
	if w.Group < 0 {
		return 0
	}
	g := &v.Groups[w.Group]
	class := uint32(1)
	if g.Subject >= 0 {
		class = 2 + v.phraseClass(g.Subject)
	}
	return class*4 + bit(g.Passive)*2 + bit(g.Finite)
}

// quoteNear says how word i stands to the quotations around it.
func (v *view) quoteNear(i int) uint32 {
	w := v.at(i)
	out := bit(w.Quote >= 0)
	for k := i - 1; k >= v.first && k >= i-8; k-- {
		if v.Tokens[k].Edge == Closes {
			out |= 2
			if k >= i-2 {
				out |= 4
			}
			break
		}
	}
	for k := i + 1; k < v.last && k <= i+8; k++ {
		if v.Tokens[k].Edge == Opens {
			out |= 8
			if k <= i+2 {
				out |= 16
			}
			break
		}
	}
	return out
}

// subjectHead returns the head of what the rules have as the verb's subject.
func (v *view) subjectHead(w *Token) *Token {
	if w.Group >= 0 {
		if p := v.Groups[w.Group].Subject; p >= 0 {
			return &v.Tokens[v.Phrases[p].Head]
		}
	}
	return &none
}

// objectHead returns the head of the noun phrase that follows word i.
func (v *view) objectHead(i int) *Token {
	for k := i + 1; k < v.last && k < i+4; k++ {
		if p := v.Tokens[k].Phrase; p >= 0 {
			return v.at(v.Phrases[p].Head)
		}
	}
	return &none
}

// clauseBehind says whether a verb with a subject of its own stands behind
// word i, and how far.
func (v *view) clauseBehind(i int) uint32 {
	for k := i + 1; k < v.last && k < i+12; k++ {
		w := &v.Tokens[k]
		if w.Group >= 0 {
			g := &v.Groups[w.Group]
			own := g.Subject >= 0 && v.Phrases[g.Subject].First > i
			return 1 + bit(own) + 2*bit(g.Finite) + 4*distance(k-i)
		}
		if w.Shape == Mark {
			return 100 + uint32(w.Edge)
		}
	}
	return 0
}

// nearCue says whether the rules have a cue before word i in its sentence.
func (v *view) nearCue(i int) uint32 {
	for k := i - 1; k >= v.first && k > i-16; k-- {
		if v.Tokens[k].Rule >= 0 {
			return 1
		}
	}
	return 0
}
