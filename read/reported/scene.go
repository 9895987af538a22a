package reported

import (
	"slices"

	"tallystick/read/linear"
)

// window is how many words of a sentence, counted from the cue, may belong to
// a source or content; it keeps the search linear in the length of a text.
const window = 256

// crowd is how many cues on either side may stand among those words.
const crowd = 12

// scene is a cue with the words that may belong to its source or content.
type scene struct {
	view
	cue    Range
	word   *Token // the word of the cue that says most
	verb   *Group // the cue's first verb, nil when it has none
	rule   int32  // number of the rules' attribution with a word of the cue, -1 for none
	cues   *cues
	from   int
	to     int
	source Range
	// Whether a quotation ends right before the cue and its source, and whether
	// one begins right behind them.
	quotedBefore, quotedAfter uint32
	// What was looked at last.
	border border
	stands sourceLook
	// Of each word from from to to.
	place []uint8 // where it stands to the cue and source
	other []uint8 // how many other cues lie between
	quote []uint8 // how its quotation stands to the cue
	steps []uint8 // boundaries between it and the cue
	apart []uint8 // what its sentence is to the cue's: see sentenceApart
	bytes []uint8 // the memory of these
}

// cues is all cues of a text, in its order.
type cues struct {
	list   []Range
	begins []bool // whether one begins at a word
}

func (t *Text) cues(list []Range) *cues {
	c := &cues{list, make([]bool, len(t.Tokens))}
	for _, r := range list {
		c.begins[r.First] = true
	}
	return c
}

// from returns the number of the first cue that begins at word i or behind it,
// and whether that is at i.
func (c *cues) from(i int) (int, bool) {
	return slices.BinarySearchFunc(c.list, i, func(r Range, i int) int { return r.First - i })
}

// The places of a word as seen from the cue.
const (
	before = iota
	between
	after
	inCue
	inSource
)

// scene prepares the words around a cue, in the memory of sc. With more,
// sentences that go on with a quotation belong to it.
func (t *Text) scene(sc *scene, n int, cues *cues, cue Range, more bool) {
	*sc = scene{view: t.view(n), cue: cue, word: &t.Tokens[t.head(cue)], rule: -1, cues: cues, bytes: sc.bytes}
	for i := cue.First; i < cue.Last; i++ {
		w := &t.Tokens[i]
		if w.Group >= 0 && sc.verb == nil {
			sc.verb = &t.Groups[w.Group]
		}
		if sc.rule < 0 {
			sc.rule = w.Rule
		}
	}
	sc.from, sc.to = max(sc.first, cue.First-window), min(sc.last, cue.Last+window)
	k, _ := cues.from(cue.First)
	if k >= crowd {
		sc.from = max(sc.from, cues.list[k-crowd].First)
	}
	if k+crowd < len(cues.list) {
		sc.to = min(sc.to, cues.list[k+crowd].Last)
	}
	if more && sc.to == sc.last {
		sc.last = t.goesOn(n, cue)
		sc.to = sc.last
	}
	if more && sc.from == sc.first {
		sc.first = t.goesBack(n)
		sc.from = sc.first
	}
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

// look fills in what the features ask of each word, once the source is known
// where it counts.
func (sc *scene) look() {
	size := sc.to - sc.from
	all := zeros(sc.bytes, 5*size)
	sc.bytes = all
	sc.place, sc.other, sc.quote, sc.steps = all[:size], all[size:2*size], all[2*size:3*size], all[3*size:4*size]
	sc.apart = all[4*size:]
	sc.sentencesApart()
	sc.quotedBefore, sc.quotedAfter = sc.quoted()
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
	k, _ := sc.cues.from(r.First)
	for ; k < len(sc.cues.list) && sc.cues.list[k].First < r.Last; k++ {
		if sc.Tokens[sc.cues.list[k].First].Quote < 0 {
			return true
		}
	}
	return false
}

// closed reports whether word i belongs to the cue or source, and so to nothing
// else.
func (sc *scene) closed(i int) bool {
	return sc.place[i-sc.from] >= inCue
}

// cueAt reports whether another cue begins at word i.
func (sc *scene) cueAt(i int) bool {
	if i >= len(sc.cues.begins) || !sc.cues.begins[i] {
		return false
	}
	k, ok := sc.cues.from(i)
	return ok && sc.cues.list[k] != sc.cue
}

// parts reports whether a clause may end before word i.
func (sc *scene) parts(i int) bool {
	w := sc.at(i)
	return w.Phrase < 0 && w.Shape == Mark || w.Edge != Inside
}

// Mark is the shape of punctuation.
const Mark = 1
