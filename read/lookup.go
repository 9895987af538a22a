package read

import (
	"slices"
	"sync"

	"tallystick/lexicon"
	"tallystick/read/syntax"
	"tallystick/read/toponym"
)

// scratch is memory that a step needs for as long as it takes, and the next text
// may have again.
type scratch struct {
	forms  []string
	syntax []syntax.Word
	places []toponym.Word
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// found is an entry of the lexicon at a place of the text.
type found struct {
	first, last int
	entries     []lexicon.Entry
}

// lookup finds the lexicon's entries in the text, from left to right, the
// longest first. at gives for each word the number of the entry that covers
// it plus one, or zero.
func lookup(text string, ws []word, lex *lexicon.Lexicon) (all []found, at []int32) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.forms = slices.Grow(s.forms[:0], len(ws))[:len(ws)]
	forms := s.forms
	for i := range ws {
		forms[i] = text[ws[i].start:ws[i].end]
	}
	at = make([]int32, len(ws))
	for i := 0; i < len(ws); {
		if ws[i].kind == mark && ws[i].low != "@" || ws[i].kind == address || ws[i].kind == possessive {
			i++
			continue
		}
		end := min(len(ws), i+window)
		if !ws[i].spelling.begins {
			i++
			continue
		}
		entries, n := lex.Match(forms[:end], i)
		if n > 0 && i+n < len(ws) && ws[i+n].low == "than" && (ws[i].low == "and" || ws[i].low == "or") {
			n = 0 // "and more than 100", not "and more"
		}
		entries, n = ownedUnits(lex, forms[:end], i, entries, n)
		for k := 1; k < n; k++ {
			if ws[i+k].lines == 2 {
				n = 0
			}
		}
		if n == 0 {
			i++
			continue
		}
		all = append(all, found{i, i + n, entries})
		for k := i; k < i+n; k++ {
			at[k] = int32(len(all))
		}
		i += n
	}
	return all, at
}

// ownedUnits takes "Norwegian drones" apart, which the lexicon composes like
// "Norwegian troops": units are owned, they do not act.
func ownedUnits(lex *lexicon.Lexicon, forms []string, i int, entries []lexicon.Entry, n int) ([]lexicon.Entry, int) {
	if n < 2 || entries[0].Kind != lexicon.KindActor || entries[0].At >= 0 {
		return entries, n
	}
	if _, m := lex.MatchKind(lexicon.KindEquipment, forms, i+n-1); m == 0 {
		return entries, n
	}
	if side, m := lex.MatchKind(lexicon.KindSide, forms, i); m > 0 {
		return side, m
	}
	return entries, n
}

// of returns the meaning of a kind, an empty one when the entry has none.
func (f *found) of(kind lexicon.Kind) (*lexicon.Entry, bool) {
	for i := range f.entries {
		if e := &f.entries[i]; e.Kind == kind {
			return e, true
		}
	}
	return &noEntry, false
}

var noEntry lexicon.Entry

// named reports whether the entry is a unit that a noun phrase takes whole.
func (f *found) named() bool {
	for i := range f.entries {
		switch f.entries[i].Kind {
		case lexicon.KindHedge, lexicon.KindNumber, lexicon.KindTime:
		default:
			return true
		}
	}
	return false
}

func (t *parsed) entryAt(i int) *found {
	if k := t.foundAt[i]; k > 0 {
		return &t.found[k-1]
	}
	return nil
}
