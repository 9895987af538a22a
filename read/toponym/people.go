package toponym

import (
	"slices"
	"strings"

	"tallystick/lexicon"
)

// bearers returns the words that are names of persons in this text, with what
// part of the name they were.
func (t *text) bearers() map[string]lexicon.Namesake {
	out := map[string]lexicon.Namesake{}
	for i := 0; i+1 < len(t.words); i++ {
		w := &t.words[i]
		if w.Kind != Letters {
			continue
		}
		low := strings.TrimSuffix(w.Low, ".")
		switch {
		case w.Capital && t.speaks(i, i+1) && t.wordAt(i+1).Kind != Possessive && (i == 0 || !t.words[i-1].Capital):
			switch is := t.Lexicon.Namesake(low); {
			case is&(lexicon.FirstName|lexicon.Surname) != 0 && !t.largeAt(i):
				out[low] |= is
			case is == 0 && !placing[t.wordBefore(i).Low] && !t.placed(i):
				out[low] |= lexicon.Surname // who speaks and is in no gazetteer
			}
		case w.Capital && t.aged(i+1):
			for k := i; k >= 0 && k > i-3 && t.words[k].Capital && t.words[k].Kind == Letters; k-- {
				out[t.words[k].Low] |= lexicon.Surname
			}
		case t.quiet(i + 1):
		case courtesies[low] && (w.Capital || t.Lexicon.Namesake(t.words[i+1].Low) != 0):
			t.bears(out, i+1, lexicon.Surname)
		case w.Capital && t.surname(i+1) && !t.wideAt(i) && !thing(low) && !openers[low] && !placing[t.wordBefore(i).Low]:
			out[low] |= lexicon.FirstName
			t.bears(out, i+1, lexicon.Surname)
		case w.Capital && t.Lexicon.Namesake(low)&lexicon.FirstName != 0 && !t.quiet(i+1) && t.personal(i):
			out[low] |= lexicon.FirstName
			t.bears(out, i+1, lexicon.Surname)
		}
	}
	return out
}

// bears notes the words of a name from i on.
func (t *text) bears(out map[string]lexicon.Namesake, i int, use lexicon.Namesake) {
	for n := 0; n < 3 && i < len(t.words) && !t.quiet(i); n++ {
		if low := t.words[i].Low; !strings.HasSuffix(low, ".") {
			out[low] |= use
		}
		i++
	}
}

// personal reports whether a first name at word i opens a person's name: what
// follows is a name too. A first name that is the name of a large place needs
// a surname that the table has.
func (t *text) personal(i int) bool {
	next := t.words[i+1].Low
	if strings.HasSuffix(next, ".") && len(next) == 2 {
		return true // "Joseph R. Biden"
	}
	if t.Lexicon.Namesake(next)&(lexicon.FirstName|lexicon.Surname) != 0 {
		return true
	}
	return !t.largeAt(i)
}

// surname reports whether word i is the surname of whoever the word before
// names, and no more: "Smith", not "Smith Park".
func (t *text) surname(i int) bool {
	w := t.wordAt(i)
	is := t.Lexicon.Namesake(w.Low)
	return w.Lines == 0 && is&lexicon.Surname != 0 && is&lexicon.CommonWord == 0 && !thing(w.Low) && !t.placed(i) && !(t.wordAt(i+1).Capital && thing(t.wordAt(i+1).Low))
}

// aged reports whether an age in commas stands at word i: ", 62,".
func (t *text) aged(i int) bool {
	age, behind := t.wordAt(i+1), t.wordAt(i+2)
	return t.wordAt(i).Low == "," && age.Kind == Digits && len(age.Low) < 3 && age.Lines == 0 && (behind.Low == "," || behind.Low == ".")
}

// quiet reports whether word i goes on with no name: small letters, a mark, a
// new line, or what names a thing.
func (t *text) quiet(i int) bool {
	w := &t.words[i]
	return w.Kind != Letters || !w.Capital || w.Lines > 0 || w.Shout && len(w.Low) > 2 && !t.words[i-1].Shout || thing(w.Low) || courtesies[strings.TrimSuffix(w.Low, ".")] || calendar[w.Low]
}

// thing reports whether a word with a capital names a body or a place by what
// it is.
func thing(low string) bool {
	return bodies[low] || kindsOfPlace[low] || facilities[low] || ventures[low]
}

// speaks reports whether a verb of saying stands beside the words: who speaks
// and is in no gazetteer is a person.
func (t *text) speaks(first, last int) bool {
	for _, w := range []Word{t.wordBefore(first), t.wordAt(last)} {
		if w.Kind != Letters || w.Capital {
			continue
		}
		if a, _ := t.Lexicon.Attitude(w.Low); a.Parts&lexicon.AsVerb != 0 && a.Class > 0 && a.Class <= says {
			return true
		}
	}
	return false
}

// says is the last of the classes of words that tell of speech.
var says = uint8(slices.Index(lexicon.AttitudeClasses, "quote"))
