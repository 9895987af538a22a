package reported

import (
	"math/bits"
	"slices"
	"sort"

	"tallystick/read/linear"
)

// Model finds attributions. It is never changed by finding.
type Model struct {
	cues    *linear.Model // outside, begins, goesOn
	source  *linear.Model // of one class: how much speaks for a word or an edge
	content *linear.Model
	keep    *linear.Model // of one class: how much speaks for the whole

	fingerprint string
}

// scorer is a model, or one that is being learned.
type scorer interface{ Sum(features []uint32) int32 }

// Measures of the last judgement, in steps of learning.
const (
	wanted    = -30 // what is found at all: where people who mark texts would about as soon leave it
	Sure      = 0   // what most people would mark
	perWord   = 1   // how much less is asked for each word of a content, up to the longest
	longest   = 40
	quotation = 7   // words, with their marks, that are a quotation and no borrowed word
	generous  = 800 // how much less than none a word may speak for being a cue, and be looked at
)

// Find returns the attributions of the text, in its order: those of which the
// model is sure enough, and the likeliest of those that tell who speaks a
// quotation of which nobody else is said to be the speaker.
func (m *Model) Find(t *Text) []Attribution {
	found := m.find(t)
	cues := make([]Range, len(found))
	for k := range found {
		cues[k] = found[k].Cue
	}
	told := make([]bool, len(t.Tokens))
	keep := make([]bool, len(found))
	var s set
	var doubtful []int
	for k := range found {
		a := &found[k]
		t.keepFeatures(&s, a, cues)
		a.Score = m.keep.Sum(s.list) / m.keep.Unit()
		if keep[k] = a.Score > wanted-perWord*int32(min(a.words(), longest)); keep[k] {
			a.mark(told)
		} else {
			doubtful = append(doubtful, k)
		}
	}
	slices.SortStableFunc(doubtful, func(i, j int) int { return int(found[j].Score) - int(found[i].Score) })
	for _, k := range doubtful {
		if a := &found[k]; a.quotes(t, told) >= quotation {
			keep[k] = true
			a.mark(told)
		}
	}
	out := found[:0]
	for k := range found {
		if keep[k] {
			out = append(out, found[k])
		}
	}
	return t.withSure(out)
}

// withSure puts the rules that are sure in the place of what was found with
// their cues.
func (t *Text) withSure(found []Attribution) []Attribution {
	sure := false
	for _, r := range t.Rules {
		if !r.Sure {
			continue
		}
		sure = true
		found = slices.DeleteFunc(found, func(a Attribution) bool { return share(a.Cue, r.Cue) })
		n := sort.Search(len(t.Sentences), func(k int) bool { return t.Sentences[k].Last > r.Cue.First })
		found = append(found, Attribution{Sentence: n, Cue: r.Cue, Source: r.Source, Content: r.Content, Score: Sure})
	}
	if sure {
		slices.SortStableFunc(found, func(a, b Attribution) int { return a.Cue.First - b.Cue.First })
	}
	return found
}

// words returns the length of the content.
func (a *Attribution) words() int {
	n := 0
	for _, r := range a.Content {
		n += r.Last - r.First
	}
	return n
}

// mark sets the words of the content.
func (a *Attribution) mark(told []bool) {
	for _, r := range a.Content {
		for i := r.First; i < r.Last; i++ {
			told[i] = true
		}
	}
}

// quotes returns how many words of the content stand in quotation marks and
// are not told yet.
func (a *Attribution) quotes(t *Text, told []bool) int {
	n := 0
	for _, r := range a.Content {
		for i := r.First; i < r.Last; i++ {
			if t.Tokens[i].Quote >= 0 && !told[i] {
				n++
			}
		}
	}
	return n
}

// find returns every cue with its source and content.
func (m *Model) find(t *Text) []Attribution {
	cues, sure := findCues(t, m.cues)
	var out []Attribution
	n := 0
	for k, cue := range cues {
		for t.Sentences[n].Last <= cue.First {
			n++
		}
		a := Attribution{Sentence: n, Cue: cue, Score: sure[k]}
		a.Source, a.sourceGain = findSource(t, n, cues, cue, m.source)
		if a.Content, a.contentGain = findContent(t, n, cues, cue, a.Source, m.content); len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// findCues returns the runs of words that may be cues, with how much more
// speaks for their first word than against it.
func findCues(t *Text, m *linear.Model) (out []Range, sure []int32) {
	var s set
	scores := make([]int32, cueClasses)
	for n := range t.Sentences {
		v := t.view(n)
		last := uint32(outside)
		for i := v.first; i < v.last; i++ {
			v.cueFeatures(&s, i, last)
			m.Score(s.list, scores)
			lead := (scores[begins] - scores[outside]) / m.Unit()
			scores[outside] -= generous * m.Unit()
			if last == outside {
				scores[goesOn] = min(scores[goesOn], scores[outside])
			}
			last = uint32(linear.Best(scores))
			switch last {
			case begins:
				out, sure = append(out, Range{i, i + 1}), append(sure, lead)
			case goesOn:
				out[len(out)-1].Last = i + 1
			}
		}
	}
	return out, sure
}

// findSource returns the words of the cue's source, the longest run when the
// model sees several.
func findSource(t *Text, n int, cues []Range, cue Range, m *linear.Model) (Range, int32) {
	sc := t.scene(n, cues, cue, false)
	sc.look()
	var l labeller
	runs, gain := l.best(sc, m, (*scene).sourceFeatures, (*scene).sourceEdge, nil)
	var best Range
	for _, r := range runs {
		if r.Last-r.First > best.Last-best.First {
			best = r
		}
	}
	return best, gain / m.Unit()
}

// findContent returns the runs of words of the cue's content.
func findContent(t *Text, n int, cues []Range, cue, source Range, m *linear.Model) ([]Range, int32) {
	sc := t.scene(n, cues, cue, true)
	sc.source = source
	sc.look()
	var l labeller
	runs, gain := l.best(sc, m, (*scene).contentFeatures, (*scene).contentEdge, nil)
	return trim(t, runs), gain / m.Unit()
}

// trim takes punctuation other than quotation marks from the ends of the runs.
func trim(t *Text, runs []Range) []Range {
	bare := func(i int) bool { return t.Tokens[i].Shape == Mark && t.Tokens[i].Edge == Inside }
	out := runs[:0]
	for _, r := range runs {
		for !r.Empty() && bare(r.First) {
			r.First++
		}
		for !r.Empty() && bare(r.Last-1) {
			r.Last--
		}
		if !r.Empty() {
			out = append(out, r)
		}
	}
	return out
}

// labeller finds the best labelling of a scene's words as in or out.
type labeller struct {
	set    set
	fromIn []bool // of each word: whether the best way in, and out, comes from in
	toOut  []bool
}

const impossible = -1 << 28

// best returns the runs of words that are in. gold, when given, makes every
// word that is labelled otherwise more attractive, so that learning leaves a
// margin.
func (l *labeller) best(sc *scene, m scorer, word func(*scene, *set, int), edge func(*scene, *set, int, bool), gold []bool) (runs []Range, gain int32) {
	size := sc.to - sc.from
	l.fromIn = append(l.fromIn[:0], make([]bool, size+1)...)
	l.toOut = append(l.toOut[:0], make([]bool, size+1)...)
	out, in := int32(0), int32(impossible)
	for k := range size {
		i := sc.from + k
		edge(sc, &l.set, i, true)
		end := m.Sum(l.set.list)
		closed := sc.place[k] == inCue || sc.place[k] == inSource
		enter := int32(impossible)
		if !closed {
			edge(sc, &l.set, i, false)
			enter = out + m.Sum(l.set.list)
		}
		if in+end > out {
			out, l.toOut[k] = in+end, true
		}
		if closed {
			in = impossible
			continue
		}
		if in >= enter {
			l.fromIn[k] = true
		} else {
			in = enter
		}
		word(sc, &l.set, i)
		in += m.Sum(l.set.list)
		if gold != nil {
			if gold[k] {
				out += marginIn
			} else {
				in += marginOut
			}
		}
	}
	edge(sc, &l.set, sc.to, true)
	in += m.Sum(l.set.list)
	inside := in > out
	for k := size - 1; k >= 0; k-- {
		if inside {
			i := sc.from + k
			if len(runs) > 0 && runs[len(runs)-1].First == i+1 {
				runs[len(runs)-1].First = i
			} else {
				runs = append(runs, Range{i, i + 1})
			}
			inside = l.fromIn[k]
		} else {
			inside = l.toOut[k]
		}
	}
	slices.Reverse(runs)
	return runs, max(in, out)
}

// keepFeatures fills s with what tells whether the whole is an attribution.
func (t *Text) keepFeatures(s *set, a *Attribution, cues []Range) {
	s.reset(500)
	v := t.view(a.Sentence)
	c, last := v.at(a.Cue.First), v.at(a.Cue.Last-1)
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
	words := 0
	for _, r := range a.Content {
		words += r.Last - r.First
	}
	quoted := bit(t.Tokens[first.First].Edge == Opens)
	inside := bit(c.Quote >= 0)
	rule := bit(c.Rule >= 0 || last.Rule >= 0)
	lead := uint32(a.Score/128 + 1000)
	s.add(lead)
	s.pair(lead, c.Stem)
	s.pair(lead, uint32(c.Tag))
	s.triple(lead, side, where)
	s.pair(lead, class)
	s.pair(magnitude(a.sourceGain), side)
	s.pair(magnitude(a.contentGain), where)
	s.triple(magnitude(a.sourceGain), magnitude(a.contentGain), lead)
	s.pair(magnitude(a.sourceGain), c.Stem)
	manner := uint32(c.Manner)
	s.pair(manner, lead)
	s.pair(manner, side)
	s.pair(manner, class)
	s.pair(manner, where)
	s.triple(manner, class, where)
	s.triple(manner, source, side)
	s.triple(manner, distance(words), uint32(c.Part))
	s.triple(manner, quoted, inside)
	s.triple(manner, v.at(first.First).Word, side)
	s.triple(manner, v.clauseBehind(a.Cue.First), side)
	s.triple(manner, uint32(last.Manner), side)
	s.add(0)
	s.add(c.Word)
	s.add(c.Stem)
	s.pair(c.Stem, last.Stem)
	s.pair(c.Stem, side)
	s.pair(c.Stem, class)
	s.pair(c.Stem, where)
	s.pair(c.Stem, rule)
	s.pair(c.Stem, uint32(c.Tag))
	s.pair(c.Stem, uint32(c.Part))
	s.pair(source, side)
	s.triple(source, c.Stem, side)
	s.triple(class, side, where)
	s.triple(class, side, uint32(c.Tag))
	s.triple(uint32(c.Tag), where, distance(words))
	s.triple(side, where, quoted)
	s.triple(rule, side, where)
	s.triple(rule, inside, quoted)
	s.pair(inside, c.Stem)
	s.triple(inside, class, uint32(c.Tag))
	s.triple(uint32(len(a.Content)), where, quoted)
	s.pair(c.Stem, distance(words))
	s.pair(v.at(a.Cue.First-1).Word, c.Stem)
	s.pair(v.at(a.Cue.Last).Word, c.Stem)
	s.pair(v.at(first.First).Word, c.Stem)
	s.triple(v.at(first.First).Word, uint32(c.Tag), side)
	s.triple(uint32(v.at(a.Cue.First-1).Tag), uint32(c.Tag), uint32(v.at(a.Cue.Last).Tag))
	s.triple(v.quoteNear(a.Cue.First), side, where)
	s.triple(v.subjectClass(c), side, where)
	s.triple(uint32(c.Label), uint32(c.Part), side)
	s.triple(uint32(c.Cue), side, where)
	s.triple(bit(t.Sentences[a.Sentence].Heading), side, uint32(c.Tag))
	s.triple(uint32(t.nested(a, cues)), side, where)
}

// nested says how many other cues stand in the content.
func (t *Text) nested(a *Attribution, cues []Range) int {
	n := 0
	for _, r := range a.Content {
		k, _ := slices.BinarySearchFunc(cues, r.First, func(c Range, i int) int { return c.First - i })
		for ; k < len(cues) && cues[k].First < r.Last && n < 3; k++ {
			n++
		}
	}
	return n
}

// magnitude puts a score into classes of doubling size.
func magnitude(n int32) uint32 {
	if n < 0 {
		return 64 + uint32(bits.Len32(uint32(-n)))
	}
	return uint32(bits.Len32(uint32(n)))
}
