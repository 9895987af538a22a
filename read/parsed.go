package read

import (
	"iter"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/reported"
	"tallystick/read/syntax"
	"tallystick/read/toponym"
)

// parsed is a report's text with what the first steps found in it. The steps
// from sentences to phrases fill it, the later ones only read it.
type parsed struct {
	report    evidence.Report
	text      string
	lex       *lexicon.Lexicon
	frames    *lexicon.Frames
	words     []word
	quotes    []quote
	quoteAt   []int32 // for each word the number of the quotation it stands in plus one, or zero
	sentences []sentence
	tags      []tag
	found     []found
	foundAt   []int32
	phrases   []phrase
	phraseAt  []int32
	groups    []group
	groupAt   []int32
	headings  []int  // for each sentence: the body that its paragraph opens with as a heading, or -1
	tolls     []toll // in the order of the text; filled after the events
	tollAt    map[tollKey]int
	seen      *reported.Text         // the text as the model of attribution sees it
	marked    []reported.Attribution // what it found
	mentions  []toponym.Mention      // of places, in the order of the text
	speech    []syntax.Tag           // parts of speech, once a step has asked for them
	years     *yearsTold             // once a step has asked for them
	head      *headDate              // once a step has asked for it, where publication is unknown
	acting    *coder                 // reads the acts of claims; made for the first
	topics    [][]int                // for each sentence: the phrases it is about, its speakers before others
}

// prepare runs the steps that look at the text alone.
func prepare(r evidence.Report, lex *lexicon.Lexicon) *parsed {
	return prepareWords(r, lex, words(r.Text, lex))
}

// prepareWords does so for some of the text's words, which were cut with the
// lexicon.
func prepareWords(r evidence.Report, lex *lexicon.Lexicon, ws []word) *parsed {
	t := &parsed{report: r, text: r.Text, lex: lex, frames: lex.Frames(), words: ws}
	t.quotes = quotes(t.words)
	t.quoteAt = make([]int32, len(t.words))
	for n, q := range t.quotes {
		for i := q.first; i <= q.last; i++ {
			t.quoteAt[i] = int32(n + 1)
		}
	}
	t.sentences = sentences(t.words, t.quotes)
	t.found, t.foundAt = lookup(r.Text, t.words, lex)
	markPeople(t.words, t.found, t.foundAt)
	t.tags = tagWords(t.words, t.thing)
	t.phrases, t.phraseAt = phrases(t)
	t.standForTruces()
	clauses(t)
	t.bulletins()
	names(t)
	return t
}

// span returns the text from word first to the word before last.
func (t *parsed) span(first, last int) evidence.Span {
	return evidence.SpanOf(t.text, t.words[first].start, t.words[last-1].end)
}

// phrase returns the phrase that covers word i, nil when none does.
func (t *parsed) phrase(i int) *phrase {
	if i < 0 || i >= len(t.words) || t.phraseAt[i] == 0 {
		return nil
	}
	return &t.phrases[t.phraseAt[i]-1]
}

// phrasesOver goes over the phrases that cover words from from to the word
// before to, each with its number.
func (t *parsed) phrasesOver(from, to int) iter.Seq2[int, *phrase] {
	return func(yield func(int, *phrase) bool) {
		for i := from; i < to; {
			n := int(t.phraseAt[i]) - 1
			if n < 0 {
				i++
				continue
			}
			if !yield(n, &t.phrases[n]) {
				return
			}
			i = t.phrases[n].last
		}
	}
}

// quote returns the quotation that covers word i, nil when none does.
func (t *parsed) quote(i int) *quote {
	if t.quoteAt[i] == 0 {
		return nil
	}
	return &t.quotes[t.quoteAt[i]-1]
}

func (t *parsed) spanOf(p *phrase) evidence.Span { return t.span(p.first, p.last) }

// thing reports whether the lexicon has word i as a noun for people or units.
func (t *parsed) thing(i int) bool {
	f := t.entryAt(i)
	if f == nil {
		return false
	}
	switch f.entries[0].Kind {
	case lexicon.KindEquipment, lexicon.KindCounted, lexicon.KindRole, lexicon.KindHead:
		return true
	}
	return false
}
