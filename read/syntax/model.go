// Package syntax finds the parts of speech and the grammatical relations of the
// words of English sentences, with linear models of integer weights that were
// learned from the Universal Dependencies English Web Treebank. The same words
// give the same analysis on any machine, in time linear in their number.
//
// Names never reach a model by their letters: what a capitalised word may be
// known as is its class and how it is written (see Word), so that exchanging
// one name for another of its class and writing changes nothing.
//
// weights/ewt.bin holds the weights, weights/MODEL.md says what they are worth
// and how they are made.
package syntax

import (
	_ "embed"
	"sync"
)

// Model is the learned weights. It is never changed, so any number of readers
// may share it.
type Model struct {
	words   *vocabulary
	tagger  *table
	certain *certain
}

// Analysis is what a model finds in a sentence. Its slices have one element a
// word. A caller keeps one for many sentences, each of which overwrites it;
// workers keep one each.
type Analysis struct {
	Tags []Tag

	atoms []atom
}

//go:embed weights/ewt.bin
var ewt []byte

// Default returns the model that is built into the program, read once. The
// package's tests prove that it loads, so it panics when it does not.
var Default = sync.OnceValue(func() *Model {
	m, err := Load(ewt)
	if err != nil {
		panic("built-in weights: " + err.Error())
	}
	return m
})

// Tag finds the part of speech of each word of a sentence.
func (m *Model) Tag(words []Word, a *Analysis) {
	a.atoms = resize(a.atoms, len(words))
	a.Tags = resize(a.Tags, len(words))
	m.words.encode(words, a.atoms)
	m.tagger.tag(m.certain, a.atoms, a.Tags)
}

// resize returns a slice of n elements, the same memory where it is enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
