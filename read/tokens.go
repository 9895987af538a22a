package read

import (
	"slices"
	"strings"

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
	ws := words(text, lex)
	found, at := lookup(text, ws, lex)
	in := syntaxWords(nil, text, ws, lex, found, at)
	out := make([]Token, len(ws))
	for i, w := range ws {
		out[i] = Token{w.start, w.end, in[i]}
	}
	return out
}

// syntaxWords gives each word what the models may see of it, in the memory of
// out where that is enough. Of found at gives what covers each of the words.
func syntaxWords(out []syntax.Word, text string, ws []word, lex *lexicon.Lexicon, all []found, at []int32) []syntax.Word {
	out = slices.Grow(out[:0], len(ws))[:len(ws)]
	for i := range ws {
		w := &ws[i]
		out[i] = syntax.Word{Low: w.low, Kind: syntax.Kind(w.kind), Capital: w.capital, Shout: w.shout, Opens: w.lines > 0, Ends: &w.spelling.ends}
		if w.kind == letters && at[i] > 0 {
			out[i].Class = classOf(w, &all[at[i]-1], lex, text[w.start:w.end])
		}
	}
	return out
}

// classOf returns what the lexicon knows a word of an entry as. A word of an
// actor's name that by itself names a side is of that side's class, so that
// "Kenyan" is one thing in "Kenyan army" and in "Kenyan maize".
func classOf(w *word, f *found, lex *lexicon.Lexicon, form string) syntax.Class {
	if !w.capital {
		return syntax.None
	}
	for i := range f.entries {
		e := &f.entries[i]
		switch e.Kind {
		case lexicon.KindSide:
			return classOfSide(e)
		case lexicon.KindPlace, lexicon.KindRoute:
			return syntax.Place
		case lexicon.KindPerson:
			return syntax.Person
		case lexicon.KindActor, lexicon.KindOutlet:
			if side, n := lex.MatchKind(lexicon.KindSide, []string{form}, 0); n > 0 {
				return classOfSide(&side[0])
			}
			if e.At < 0 {
				return syntax.Common // the head of a body put together: "Kenyan Army"
			}
			return syntax.Organisation
		case lexicon.KindRole, lexicon.KindHead, lexicon.KindCounted, lexicon.KindEquipment, lexicon.KindTime, lexicon.KindNumber, lexicon.KindHedge:
			if w.shout || strings.ToLower(e.Form[:1]) != e.Form[:1] && e.Kind != lexicon.KindTime {
				return syntax.None
			}
			return syntax.Common
		}
	}
	return syntax.None
}

func classOfSide(e *lexicon.Entry) syntax.Class {
	switch e.Use {
	case lexicon.UseAdjective, lexicon.UsePerson, lexicon.UsePeople:
		return syntax.Demonym
	}
	return syntax.Place
}
