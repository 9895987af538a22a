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
// stroke: "Soviet Union", "Poland/Soviet Union", or the file name of a flag. A
// cell that names no state is returned as it is, and not known.
func (r *Reader) origin(cell string) (codes string, known bool) {
	states := strings.Split(cell, "/")
	for i, s := range states {
		s = strings.ReplaceAll(s, "_", " ")
		if _, flag, ok := strings.Cut(s, "Flag of "); ok {
			s, _, _ = strings.Cut(flag, ".")
		}
		code, ok := r.sides[lexicon.Fold(strings.TrimPrefix(strings.TrimSpace(s), "the "))]
		if !ok {
			return cell, false
		}
		states[i] = code
	}
	return strings.Join(states, "/"), true
}
