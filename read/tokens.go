package read

import (
	"tallystick/lexicon"
	"tallystick/read/syntax"
)

// Token is one word of a text as the models of package syntax take it.
type Token struct {
	Start, End int // bytes of the text
	Word       syntax.Word
}

// Tokens cuts a text into words, as the reader does, for those who train its
// models.
func Tokens(text string, lex *lexicon.Lexicon) []Token {
	ws := words(text)
	found, at := lookup(text, ws, lex)
	in := syntaxWords(ws, found, at)
	out := make([]Token, len(ws))
	for i, w := range ws {
		out[i] = Token{w.start, w.end, in[i]}
	}
	return out
}

// syntaxWords gives each word what the models may see of it.
func syntaxWords(ws []word, all []found, at []int32) []syntax.Word {
	out := make([]syntax.Word, len(ws))
	for i, w := range ws {
		out[i] = syntax.Word{Low: w.low, Kind: syntax.Kind(w.kind), Capital: w.capital, Shout: w.shout, Opens: w.lines > 0}
		if w.kind == letters && at[i] > 0 {
			out[i].Class = classOf(w, &all[at[i]-1], i)
		}
	}
	return out
}

// classOf returns what the lexicon knows word i of an entry as. Names must be
// written with capitals; words that the lexicon has in small letters are
// common words.
func classOf(w word, f *found, i int) syntax.Class {
	if !w.capital {
		return syntax.None
	}
	for _, e := range f.entries {
		switch e.Kind {
		case lexicon.KindSide:
			switch e.Use {
			case "adjective", "person", "people":
				return syntax.Demonym
			}
			return syntax.Place
		case lexicon.KindPlace, lexicon.KindRoute:
			return syntax.Place
		case lexicon.KindPerson:
			return syntax.Person
		case lexicon.KindActor, lexicon.KindOutlet:
			if e.At < 0 {
				if i == f.first {
					return syntax.Demonym
				}
				return syntax.None
			}
			return syntax.Organisation
		}
	}
	return syntax.None
}
