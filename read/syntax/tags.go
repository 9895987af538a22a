package syntax

// Tag is a universal part of speech.
type Tag uint8

// The universal parts of speech (universaldependencies.org/u/pos).
const (
	ADJ Tag = iota
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
	tagCount = iota
)

// given is how many tags, from the first, the tagger gives: all but X, foreign
// words and rubbish, which it learns to tell apart but leaves to the next best. A
// row of weights for the others fills two words of 64 bits.
const given = int(X)

var tagNames = [tagCount]string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

func (t Tag) String() string { return tagNames[t] }

func tagNamed(name string) (Tag, bool) {
	for t, n := range tagNames {
		if n == name {
			return Tag(t), true
		}
	}
	return 0, false
}
