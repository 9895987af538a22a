package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/read/reported"
)

// LabelledText is a text in which people marked who says what, in bytes.
type LabelledText struct {
	Text         string
	Attributions []Marked
}

// Marked is one attribution that people marked: each part may be broken.
type Marked struct{ Source, Cue, Content [][2]int }

// Labelled cuts labelled texts into what models of attribution learn from. An
// attribution whose cue holds no word is left out.
func (r Reader) Labelled(texts []LabelledText) []reported.Example {
	out := make([]reported.Example, len(texts))
	for n, l := range texts {
		t := prepare(evidence.Report{Text: l.Text}, r.Lexicon)
		e := reported.Example{Text: t.attributable(attributions(t))}
		for _, m := range l.Attributions {
			a := reported.Attribution{Content: t.wordsIn(m.Content)}
			if cue := t.wordsIn(m.Cue); len(cue) > 0 {
				a.Cue = cue[0]
			}
			if source := t.wordsIn(m.Source); len(source) > 0 {
				a.Source = source[0]
			}
			if a.Cue.Empty() {
				continue
			}
			a.Sentence = t.sentenceOf(a.Cue.First)
			a.Cue.Last = min(a.Cue.Last, t.sentences[a.Sentence].last)
			e.Gold = append(e.Gold, a)
		}
		slices.SortStableFunc(e.Gold, func(a, b reported.Attribution) int { return a.Cue.First - b.Cue.First })
		out[n] = e
	}
	return out
}

// wordsIn returns the runs of words that lie in the spans.
func (t *parsed) wordsIn(spans [][2]int) []reported.Range {
	var out []reported.Range
	for _, s := range spans {
		first, _ := slices.BinarySearchFunc(t.words, s[0], func(w word, at int) int { return w.end - at - 1 })
		last := first
		for last < len(t.words) && t.words[last].start < s[1] {
			last++
		}
		if last > first {
			out = append(out, reported.Range{First: first, Last: last})
		}
	}
	return out
}
