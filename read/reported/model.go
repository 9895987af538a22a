package reported

import (
	"slices"
	"sort"

	"tallystick/read/linear"
)

// Model finds attributions. It is impossible changed by finding.
type Model struct {
	first   *linear.Model // of one class: how much speaks for a cue at a first glance; nil where every word is looked at
	least   int32         // how much must, for a word to be looked at
	cues    *linear.Model // outside, begins, goesOn
	leads   *linear.Model // begins against outside, in one class: all that counts behind a word outside
	source  part
	content part
	keep    *linear.Model // of one class: how much speaks for the whole
	worth   *linear.Model // of one class: how much speaks for the content alone

	fingerprint string
}

// part is what finds the words of a source or content.
type part struct {
	words *linear.Model // of one class: how much speaks for a word
	edges *linear.Model // opening, closing
}

// scorer is a model, or one that is being learned.
type scorer interface {
	Sum(features []uint32) int32
	Score(features []uint32, scores []int32)
}

// Measures of what is found. What speaks for something is the logarithm of how
// much likelier it is than not, in 64ths.
const (
	generous  = 100 // how much less than none may speak for a cue that is looked at
	likely    = 20  // what speaks for a cue that its neighbours are read by
	wanted    = 0   // what has to speak for an attribution
	Sure      = 0   // what speaks for one that most people would mark
	perWord   = 1   // how much less is asked for each word of the content
	longest   = 40  // words that count so
	quotation = 7   // words, with their marks, that are a quotation and no borrowed word
	telling   = 20  // what has to speak for a content that nobody else is said to have said
	stretch   = 5   // words of such a content
)

// grain is what a log of odds is told in.
const grain = 64

// Find returns the attributions of the text, in its order: those of which the
// model is sure enough, and the likeliest of those that tell who speaks a
// quotation, or says what is clearly said, of which nobody else is the speaker.
func (m *Model) Find(t *Text) []Attribution {
	found := m.find(t)
	told := make([]bool, len(t.Tokens))
	keep := make([]bool, len(found))
	worth := make([]int32, len(found))
	compare(t, found)
	var s set
	var doubtful []int
	for k := range found {
		a := &found[k]
		t.keepFeatures(&s, a)
		a.Score = m.keep.Sum(s.list) / (m.keep.Unit() * (keepOdds / grain))
		if keep[k] = a.Score > wanted-perWord*int32(min(a.words(), longest)); keep[k] {
			a.mark(told)
		} else {
			doubtful = append(doubtful, k)
		}
		worth[k] = m.worth.Sum(s.list) / (m.worth.Unit() * (keepOdds / grain))
	}
	slices.SortStableFunc(doubtful, func(i, j int) int { return int(found[j].Score) - int(found[i].Score) })
	for _, k := range doubtful {
		if a := &found[k]; a.quotes(t, told) >= quotation || worth[k] > telling && a.untold(told) >= stretch {
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

// holds reports whether word i belongs to the content.
func (a *Attribution) holds(i int) bool {
	for _, r := range a.Content {
		if r.holds(i) {
			return true
		}
	}
	return false
}

// words returns the length of the content.
func (a *Attribution) words() int {
	n := 0
	for _, r := range a.Content {
		n += r.Last - r.First
	}
	return n
}

// untold returns how many words of the content are not told yet.
func (a *Attribution) untold(told []bool) int {
	n := 0
	for _, r := range a.Content {
		for i := r.First; i < r.Last; i++ {
			if !told[i] {
				n++
			}
		}
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

// find returns every cue with its source and content, which it takes to be cut
// off by likely cues alone.
func (m *Model) find(t *Text) []Attribution {
	cues, sure, heads := m.findCues(t)
	var firm []Range
	for k, cue := range cues {
		if sure[k] > likely {
			firm = append(firm, cue)
		}
	}
	var out []Attribution
	l := labellers.Get().(*labeller)
	defer l.release()
	among := t.cues(firm)
	n := 0
	for k, cue := range cues {
		for t.Sentences[n].Last <= cue.First {
			n++
		}
		a := Attribution{Sentence: n, Cue: cue, lead: sure[k], head: heads[k]}
		a.Source, a.sourceGain = l.findSource(t, n, among, cue, &m.source)
		if a.Content, a.contentGain = l.findContent(t, n, among, cue, a.Source, &m.content); len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// findCues returns the runs of words that may be cues, with how much more
// speaks for their first word than against it, and that word's
// number: a run begins before it where its verb has helpers.
func (m *Model) findCues(t *Text) (out []Range, sure []int32, heads []int) {
	var s set
	scores := make([]int32, cueClasses)
	for n := range t.Sentences {
		v := t.view(n)
		last := uint32(outside)
		for i := v.first; i < v.last; i++ {
			if last == outside && m.first != nil {
				v.glance(&s, i)
				if m.first.Sum(s.list) < m.least {
					continue
				}
			}
			v.cueFeatures(&s, i, last)
			if last == outside {
				if lead := 2 * m.leads.Sum(s.list) / (m.cues.Unit() * (cueOdds / grain)); lead > -generous {
					out, sure, heads = append(out, t.whole(i, i+1)), append(sure, lead), append(heads, i)
					last = begins
				}
				continue
			}
			lead := m.lead(s.list, scores)
			last = uint32(linear.Best(scores))
			if last == outside && lead > -generous {
				last = begins
			}
			switch last {
			case begins:
				out, sure, heads = append(out, t.whole(i, i+1)), append(sure, lead), append(heads, i)
			case goesOn:
				out[len(out)-1].Last = i + 1
			}
		}
	}
	return out, sure, heads
}

// lead returns how much more speaks for a cue's first word than against it.
func (m *Model) lead(features []uint32, scores []int32) int32 {
	m.cues.Score(features, scores)
	return (scores[begins] - scores[outside]) / (m.cues.Unit() * (cueOdds / grain))
}

// findSource returns the words of the cue's source, the longest run when the
// model sees several.
func (l *labeller) findSource(t *Text, n int, cues *cues, cue Range, m *part) (Range, int32) {
	t.scene(&l.scene, n, cues, cue, false)
	l.scene.look()
	runs, gain := l.best(m.words, m.edges, &source, nil)
	var best Range
	for _, r := range runs {
		if r.Last-r.First > best.Last-best.First {
			best = r
		}
	}
	return best, gain / m.words.Unit()
}

// findContent returns the runs of words of the cue's content.
func (l *labeller) findContent(t *Text, n int, cues *cues, cue, source Range, m *part) ([]Range, int32) {
	t.scene(&l.scene, n, cues, cue, true)
	l.scene.source = source
	l.scene.look()
	runs, gain := l.best(m.words, m.edges, &content, nil)
	return trim(t, runs), gain / m.words.Unit()
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
