package read

import (
	"strings"
	"sync"
	"unicode/utf8"

	"tallystick/lexicon"
	"tallystick/read/linear"
	"tallystick/read/syntax"
)

// spelling is what is known of a word by how it is written, wherever it stands.
// It is never changed, so that many words may share one.
type spelling struct {
	written string
	low     string // lower case, apostrophes straight
	capital bool   // begins with an upper-case letter, or is an account
	shout   bool   // holds no lower-case letter and two or more upper-case ones
	classes classes
	tongues []int // that list it
	script  int   // the one of scriptTongues whose letters it has, -1 for none
	foreign bool  // has letters that English does not have

	// What the lexicon knows of it, where it was read with one.
	senses *lexicon.Senses
	begins bool   // one of the lexicon's forms may begin with it
	manner uint16 // its attitudes: see reported.Token

	// What the models are shown.
	hash, stem, suffix uint32
	ends               syntax.Ends
}

func spell(written string, lex *lexicon.Lexicon) *spelling {
	s := &spelling{written: written, senses: &noSenses}
	s.low, s.capital, s.shout = lower(written)
	s.capital = s.capital || s.low[0] == '@' && len(s.low) > 1
	s.classes = classesOf(s.low)
	s.tongues, s.script = known[s.low], scriptTongue(s.low)
	s.foreign = utf8.RuneCountInString(s.low) < len(s.low) && strings.IndexFunc(s.low, func(r rune) bool { return r >= 0xc0 }) >= 0
	if lex != nil {
		s.senses, s.begins = lex.Frames().Senses(s.low), lex.Begins(written)
		one, two := lex.Attitude(s.low)
		s.manner = uint16(one.Class) | uint16(two.Class)<<6
	}
	s.hash, s.stem, s.suffix = linear.Hash(s.low), linear.Hash(stem(s.low)), linear.Hash(s.low[max(0, len(s.low)-3):])
	s.ends = syntax.EndsOf(s.low)
	return s
}

var noSenses lexicon.Senses

// spellings remembers the words of the texts before. It holds few of the words
// that there are but nearly all that a text has.
type spellings struct {
	lex     *lexicon.Lexicon
	known   map[string]*spelling
	earlier map[string]*spelling // those before, kept until known is full again
}

// How many words are remembered at least, and twice that at most, of how many
// bytes.
const (
	mostSpellings   = 1 << 13
	longestSpelling = 32
)

// of returns what is known of a word as it is written.
func (s *spellings) of(written string) *spelling {
	if k := s.known[written]; k != nil {
		return k
	}
	if len(written) > longestSpelling {
		return spell(written, s.lex)
	}
	if len(s.known) >= mostSpellings {
		s.known, s.earlier = map[string]*spelling{}, s.known
	}
	k := s.earlier[written]
	if k == nil {
		k = spell(strings.Clone(written), s.lex) // not to hold the text
	}
	s.known[k.written] = k
	return k
}

// remembered holds the spellings that no text is being cut with: each is for one
// at a time. Those without a lexicon stand apart.
var remembered, rememberedAlone sync.Pool

// spellingsFor takes the spellings known with a lexicon, which may be nil. Put
// them back with release.
func spellingsFor(lex *lexicon.Lexicon) *spellings {
	pool := &remembered
	if lex == nil {
		pool = &rememberedAlone
	}
	if s, ok := pool.Get().(*spellings); ok && s.lex == lex {
		return s
	}
	return &spellings{lex: lex, known: map[string]*spelling{}}
}

func (s *spellings) release() {
	if s.lex == nil {
		rememberedAlone.Put(s)
	} else {
		remembered.Put(s)
	}
}
