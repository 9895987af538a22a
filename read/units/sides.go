package units

import (
	"strings"

	"tallystick/lexicon"
)

// side returns the code of the side that a word names, or the word.
func (r *Reader) side(word string) string {
	word = strings.Join(strings.Fields(word), " ")
	if code, ok := r.sides[lexicon.Fold(word)]; ok {
		return code
	}
	return word
}

// origin returns the codes of the states that a cell names, joined by a
// stroke, or the cell: "Soviet Union", "Poland/Soviet Union", or the file name
// of a flag.
func (r *Reader) origin(cell string) string {
	states := strings.Split(cell, "/")
	for i, s := range states {
		s = strings.ReplaceAll(s, "_", " ")
		if _, flag, ok := strings.Cut(s, "Flag of "); ok {
			s, _, _ = strings.Cut(flag, ".")
		}
		s = strings.TrimSpace(s)
		if code := r.side(strings.TrimPrefix(s, "the ")); code != strings.TrimPrefix(s, "the ") {
			s = code
		}
		states[i] = s
	}
	return strings.Join(states, "/")
}
