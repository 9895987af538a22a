package syntax

import "tallystick/read/linear"

// Word is one token of a sentence as its caller knows it.
type Word struct {
	Low     string // lower case, apostrophes and hyphens straight
	Kind    Kind
	Class   Class
	Capital bool  // begins with an upper-case letter
	Shout   bool  // two or more letters, all of them upper case
	Opens   bool  // first of a line, whatever stands before it
	Ends    *Ends // of Low, where the caller has them; else nil
}

// Kind is what sort of token a word is.
type Kind uint8

// The kinds of token.
const (
	Letters    Kind = iota // a word, with its inner hyphens, dots and apostrophes
	Digits                 // a number, with its separators and what is glued to it
	Possessive             // 's, or the apostrophe after a plural
	Mark                   // one punctuation mark or symbol
	Address                // a web address
)

// Class is what the caller's tables know a word as. It stands in the place of
// a name's letters, which no model sees.
type Class uint8

// The classes of words.
const (
	None         Class = iota // not in the tables
	Place                     // of a country, town, region or road
	Person                    // of a person's name
	Organisation              // of a body's name
	Demonym                   // the adjective of a country or people, or its people
	OtherName                 // of any other name
	Common                    // a word in small letters, wherever it stands and however it is written
)

// vocabulary knows which forms are common words: a set of hashes of forms that
// were seen in small letters, each with a flag for the closed classes (articles,
// pronouns, prepositions, conjunctions), which no name is.
type vocabulary struct {
	mask  uint32
	slots []uint32 // hash of a form with its lowest bit telling whether it is closed; 0 is empty
}

const (
	unknown = iota
	open
	closed
)

func (v *vocabulary) lookup(hash uint32) int {
	if v.slots == nil {
		return unknown
	}
	for i := hash >> 7; ; i++ {
		s := v.slots[i&v.mask]
		switch {
		case s == 0:
			return unknown
		case s|1 == hash|1:
			return open + int(s&1)
		}
	}
}

// newVocabulary files the hashes, each with its lowest bit set for a closed
// form, in their order.
func newVocabulary(hashes []uint32) *vocabulary {
	size := 1024
	for size < 3*len(hashes) {
		size *= 2
	}
	v := &vocabulary{mask: uint32(size - 1), slots: make([]uint32, size)}
	for _, h := range hashes {
		if v.lookup(h) != unknown || h == 0 {
			continue
		}
		i := h >> 7
		for v.slots[i&v.mask] != 0 {
			i++
		}
		v.slots[i&v.mask] = h
	}
	return v
}

// atom is a word as the models see it: hashes of its form and its ends, or of
// its class where the form must not count.
type atom struct {
	form   uint32
	suffix [4]uint32 // of the last 1 to 4 bytes
	prefix uint32    // of the first 3
	shape  uint32    // bits: how it is written and where it stands
}

// The bits of a shape. Those up to shout are part of what a name is.
const (
	hyphened = 1 << iota
	digited
	shouted
	capital
	opening
	common
	class0 // the class, in the bits from here
)

// unseen is the form of every word in small letters that the vocabulary lacks.
const unseen = 77

// encode fills atoms, one a word. A capitalised word counts by its form where
// a sentence, line or quotation opens and the form is a common word; elsewhere
// only if its form is of a closed class. In a title, where most words have
// capitals, each word counts as opening.
func (v *vocabulary) encode(ws []Word, atoms []atom) {
	title := titled(ws)
	for i := range ws {
		w, a := &ws[i], &atoms[i]
		*a = atom{}
		opens := i == 0 || w.Opens || title || w.Kind == Letters && opener(ws, i-1)
		if opens {
			a.shape |= opening
		}
		if w.Capital {
			a.shape |= capital
		}
		switch w.Kind {
		case Address:
			a.fill(linear.Hash("://"))
			continue
		case Digits:
			a.digits(w.Low)
			continue
		case Mark, Possessive:
			a.fill(w.formHash())
			continue
		}
		e := w.Ends
		if e == nil {
			known := EndsOf(w.Low)
			e = &known
		}
		h := e.form
		if !w.Capital || w.Class == Common {
			a.letters(e)
			if v.lookup(h) == unknown {
				a.form = unseen
			}
			continue
		}
		if w.Class == None {
			known := v.lookup(h)
			if known == closed && (!w.Shout || title) || known == open && opens && (!w.Shout || title) || w.Low == "i" {
				a.shape |= common
				a.letters(e)
				continue
			}
		}
		a.name(w)
	}
}

func (a *atom) fill(h uint32) {
	a.form, a.prefix, a.suffix = h, h, [4]uint32{h, h, h, h}
}

// Ends is what the models see of the letters of a common word.
type Ends struct {
	form   uint32
	prefix uint32
	suffix [4]uint32
	shape  uint32
}

// formHash returns the hash of the word's letters.
func (w *Word) formHash() uint32 {
	if w.Ends != nil {
		return w.Ends.form
	}
	return linear.Hash(w.Low)
}

// EndsOf returns the ends of a word in small letters.
func EndsOf(low string) Ends {
	h := linear.Hash(low)
	e := Ends{form: h, prefix: h}
	if len(low) > 3 {
		e.prefix = linear.Hash(low[:3])
	}
	for n := 1; n <= 4; n++ {
		if len(low) <= n {
			e.suffix[n-1] = h
			continue
		}
		e.suffix[n-1] = linear.Hash(low[len(low)-n:]) + 1
	}
	for i := 1; i < len(low); i++ {
		switch c := low[i]; {
		case c == '-':
			e.shape |= hyphened
		case '0' <= c && c <= '9':
			e.shape |= digited
		}
	}
	return e
}

// letters keeps a common word's form and its ends.
func (a *atom) letters(e *Ends) {
	a.form, a.prefix, a.suffix = e.form, e.prefix, e.suffix
	a.shape |= e.shape
}

// name keeps of a name its class and how it is written.
func (a *atom) name(w *Word) {
	if w.Shout {
		a.shape |= shouted
	}
	for i := 0; i < len(w.Low); i++ {
		switch c := w.Low[i]; {
		case c == '-':
			a.shape |= hyphened
		case '0' <= c && c <= '9':
			a.shape |= digited
		}
	}
	if w.Class != None {
		a.shape &^= hyphened | digited | shouted // a known name is its class, however it is written
	}
	class := uint32(w.Class)
	a.fill(linear.Join(1, class, a.shape&(hyphened|digited|shouted)))
	a.shape |= class * class0
}

// digits keeps a number's pattern: each run of digits counts as one digit, but
// four are told from fewer, as years are.
func (a *atom) digits(low string) {
	h, run := uint32(seed), 0
	for i := 0; i < len(low); i++ {
		c := low[i]
		if '0' <= c && c <= '9' {
			run++
			if run == 1 || run == 4 {
				h = (h ^ '0') * prime
			}
			continue
		}
		run = 0
		h = (h ^ uint32(c)) * prime
	}
	a.fill(h + 2)
	a.shape |= digited
}

// opener reports whether what follows word i may open a sentence: a mark that
// neither joins nor belongs to a number.
func opener(ws []Word, i int) bool {
	if ws[i].Kind != Mark {
		return false
	}
	switch ws[i].Low {
	case ",", "&", "$", "€", "£", "%", "+", "'", "@", "#", "/":
		return false
	}
	return true
}

// titled reports whether most of the words that could be in small letters have
// capitals: three or more, and two thirds.
func titled(ws []Word) bool {
	capitals, small := 0, 0
	for i := range ws {
		if ws[i].Kind != Letters || len(ws[i].Low) < 4 {
			continue
		}
		if ws[i].Capital {
			capitals++
		} else {
			small++
		}
	}
	return capitals >= 3 && capitals >= 2*small
}

// Of linear.Hash, which is taken letter by letter here.
const (
	seed  = 2166136261
	prime = 16777619
)
