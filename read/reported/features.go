package reported

import (
	"slices"

	"tallystick/read/linear"
)

// set collects the features of one place of a text. Each is a template's
// number joined with what the template looks at.
type set struct {
	list   []uint32
	base   uint32 // number of the next template
	about  Topic  // of the features that follow
	topics []Topic
	asked  bool // keep the topics
}

func (s *set) reset(base uint32) {
	s.list, s.topics = s.list[:0], s.topics[:0]
	s.base = base
}

func (s *set) add(a uint32) { s.pair(a, 0) }

func (s *set) pair(a, b uint32) {
	s.list = append(s.list, linear.Join(s.base, a, b))
	s.base++
	if s.asked {
		s.topics = append(s.topics, s.about)
	}
}

func (s *set) triple(a, b, c uint32) { s.pair(a, b*0x9E3779B1+c+1) }

// more makes room for so many features, which the caller writes: the quick way
// where templates have their numbers by hand and nobody asks for topics.
func (s *set) more(n int) []uint32 {
	k := len(s.list)
	s.list = slices.Grow(s.list, n)[:k+n]
	return s.list[k:]
}

// two and three are the features of a template that looks at so many values,
// as pair and triple make them.
func two(template, a, b uint32) uint32 { return linear.Join(template, a, b) }

func three(template, a, b, c uint32) uint32 {
	return linear.Join(template, a, b*0x9E3779B1+c+1)
}

// none stands for a token outside the sentence.
var none = Token{Word: 1, Stem: 1, Tag: 255, Part: 255, Phrase: -1, Quote: -1, Group: -1, Rule: -1}

// view is a sentence of a text with its edges padded.
type view struct {
	*Text
	n     int
	first int
	last  int
}

func (t *Text) view(n int) view {
	s := t.Sentences[n]
	return view{t, n, s.First, s.Last}
}

func (v *view) at(i int) *Token {
	if i < v.first || i >= v.last {
		return &none
	}
	return &v.Tokens[i]
}

// distance puts a number of words into a few classes.
func distance(n int) uint32 {
	switch {
	case n < 0:
		return 0
	case n <= 4:
		return uint32(n) + 1
	case n <= 7:
		return 6
	case n <= 12:
		return 7
	case n <= 20:
		return 8
	}
	return 9
}

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
