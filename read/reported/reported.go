// Package reported finds who says what in a parsed text with linear models:
// first the words that are cues, then for each cue the words of its source and
// those of its content. What it knows of a text is what Text says; names reach
// it as classes alone, so that no side's name can move a weight.
package reported

// Tag is a word's part of speech as the caller's grammar has it. Its numbers
// mean nothing here beyond being the same in training and in reading.
type Tag = uint8

// Token is a word as the models see it.
type Token struct {
	Word   uint32 // hash of the word in lower case, or of its class when it is a name
	Suffix uint32 // hash of the word's last letters, or of its class
	Stem   uint32 // hash of the word without its ending, or of its class
	Tag    Tag
	Part   uint8  // a second part of speech, by a learned tagger; zero when there is none
	Shape  uint8  // capital, digits, mark and the like
	Class  uint8  // what the noun phrase around it stands for
	Manner uint16 // what the lexicon knows the word to be as one of speech or attitude: two classes, zero for none
	Cue    uint8  // what the lexicon has for words that begin here: the part of speech and complement of a cue, zero for none
	Edge   Edge   // whether it opens or closes a quotation
	Phrase int32  // number of the noun phrase around it, -1 for none
	Quote  int32  // number of the quotation around it, -1 for none
	Group  int32  // number of the verb group whose verb it is, -1 for none
	Rule   int32  // number of the attribution of which the rules have it as a cue, -1 for none
}

// Edge is a word's place in a quotation.
type Edge uint8

// The places in a quotation.
const (
	Inside Edge = iota
	Opens
	Closes
)

// Range is a run of words, Last exclusive.
type Range struct{ First, Last int }

// Empty reports whether the range holds no word.
func (r Range) Empty() bool { return r.First >= r.Last }

func (r Range) holds(i int) bool { return r.First <= i && i < r.Last }

// Sentence is a range of words that is read as one.
type Sentence struct {
	Range
	Paragraph int
	Heading   bool
}

// Phrase is a noun phrase.
type Phrase struct {
	Range
	Head    int
	Class   uint8
	Pronoun bool
	Person  bool
	Proper  bool
}

// Group is a verb with its helpers.
type Group struct {
	Range
	Subject int32 // phrase, -1 when the rules see none
	Passive bool
	Finite  bool
}

// Rule is an attribution that the rules of the caller found. One that is sure
// stands by how the text is laid out, and is kept whatever the models say.
type Rule struct {
	Sure    bool
	Cue     Range
	Source  Range
	Content []Range
}

// Text is what the models know of a text.
type Text struct {
	Tokens    []Token
	Sentences []Sentence
	Phrases   []Phrase
	Groups    []Group
	Rules     []Rule
	Tone      uint8 // of the whole text: how much is quoted, how much says I
}

// Attribution is a cue with its source, which may be missing, and the runs of
// words that it reports.
type Attribution struct {
	Sentence int
	Cue      Range
	Source   Range // empty when the text names nobody
	Content  []Range
	Score    int32 // of the last judgement, above zero

	head                        int    // the word by which it was found
	lead                        int32  // how much more speaks for its cue than against it
	sourceGain, contentGain     int32  // how much speaks for its source and content
	rank, within, rival, nested uint32 // how it stands to its neighbours: see compare
}
