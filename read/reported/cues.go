package reported

// The classes of a word in the search for cues.
const (
	outside = iota
	begins
	goesOn
	cueClasses
)

// cueFeatures fills s with what tells whether word i is part of a cue. last is
// the class of the word before.
func (v *view) cueFeatures(s *set, i int, last uint32) {
	s.reset(100)
	w, b, a := v.at(i), v.at(i-1), v.at(i+1)
	b2, a2 := v.at(i-2), v.at(i+2)
	tag, before, after := uint32(w.Tag), uint32(b.Tag), uint32(a.Tag)
	part := uint32(w.Part)
	s.add(0)
	s.add(w.Word)
	s.add(w.Stem)
	s.add(b.Word)
	s.add(a.Word)
	s.add(b2.Word)
	s.add(a2.Word)
	s.pair(w.Word, a.Word)
	s.pair(b.Word, w.Word)
	s.pair(w.Stem, tag)
	s.pair(w.Stem, after)
	s.pair(w.Stem, before)
	s.pair(w.Word, part)
	s.triple(before, tag, after)
	s.triple(uint32(b2.Tag), before, tag)
	s.triple(tag, after, uint32(a2.Tag))
	s.triple(uint32(b.Part), part, uint32(a.Part))
	s.triple(uint32(w.Label), part, uint32(v.label(w)))
	s.pair(w.Stem, uint32(w.Label))
	s.pair(last, w.Word)
	s.pair(last, b.Word)
	s.triple(last, before, tag)
	s.pair(last, w.Stem)
	s.pair(uint32(w.Cue), tag)
	s.triple(uint32(w.Cue), after, last)
	s.triple(uint32(w.Shape), tag, last)
	// Who stands before and behind, and whether a quotation is near.
	left, right := v.leftClass(i), v.rightClass(i)
	s.pair(left, tag)
	s.pair(left, w.Stem)
	s.pair(right, w.Stem)
	s.triple(left, right, tag)
	quote := v.quoteNear(i)
	s.pair(quote, tag)
	s.pair(quote, w.Stem)
	s.triple(quote, left, last)
	subject := v.subjectClass(w)
	s.pair(subject, w.Stem)
	s.triple(subject, tag, quote)
	s.triple(subject, after, uint32(w.Cue))
	rule := uint32(0)
	if w.Rule >= 0 {
		rule = 1
		if b.Rule == w.Rule {
			rule = 2
		}
	}
	s.pair(rule, tag)
	s.pair(rule, last)
	s.pair(rule, w.Stem)
	s.triple(rule, quote, after)
	who, what := v.subjectHead(w), v.objectHead(i)
	s.pair(who.Stem, tag)
	s.pair(who.Stem, w.Stem)
	s.pair(what.Stem, w.Stem)
	s.pair(what.Stem, tag)
	s.triple(who.Word, what.Word, tag)
	s.triple(a.Word, a2.Word, tag)
	s.triple(b.Word, tag, a.Word)
	s.pair(w.Suffix, part)
	s.triple(w.Suffix, subject, after)
	s.triple(w.Suffix, left, right)
	s.triple(a.Word, subject, tag)
	s.triple(a.Word, left, part)
	s.triple(uint32(a.Part), subject, part)
	s.triple(v.clauseBehind(i), tag, left)
	s.triple(v.clauseBehind(i), w.Stem, 0)
	s.triple(v.clauseBehind(i), subject, tag)
	s.triple(v.nearCue(i), tag, w.Stem)
	s.triple(v.nearCue(i), tag, left)
	manner := uint32(w.Manner)
	s.pair(manner, tag)
	s.pair(manner, part)
	s.triple(manner, subject, tag)
	s.triple(manner, left, after)
	s.triple(manner, right, part)
	s.triple(manner, v.clauseBehind(i), tag)
	s.triple(manner, a.Word, part)
	s.triple(manner, b.Word, part)
	s.triple(manner, who.Stem, part)
	s.triple(manner, who.Word, what.Word)
	s.triple(manner, last, before)
	s.triple(manner, quote, part)
	sentence := &v.Sentences[v.n]
	s.triple(bit(sentence.Heading), tag, uint32(w.Shape))
	s.triple(distance(i-v.first), distance(v.last-1-i), w.Stem)
}

// label returns the relation of the word that w depends on.
func (v *view) label(w *Token) uint8 {
	return v.at(int(w.Head)).Label
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
