package message

import "tallystick/lexicon/names"

// Name is the name of a place, side, body, organisation or road as the ledger
// has it: that of the reader's language where the lexicon knows one.
type Name string

// In says the name.
func (n Name) In(l *Language) string { return l.NameOf(string(n)) }

// Place is the name of a place, and of two that share it that in the country of
// a code.
func Place(name, country string) Text { return named{name, country} }

type named struct{ name, country string }

func (p named) In(l *Language) string {
	if l.names != nil {
		if said, ok := l.names.Place(p.name, p.country); ok {
			return said
		}
	}
	return p.name
}

// NameOf says a name in the language, as it is where the language has no other:
// what templates call "name".
func (l *Language) NameOf(name string) string {
	if l.names != nil {
		if said, ok := l.names.Of(name); ok {
			return said
		}
	}
	return name
}

// Many reports whether a name is a plural in the language; a name that the
// lexicon does not know is what it is in English.
func (l *Language) Many(name string, english bool) bool {
	if l.names != nil {
		if many, known := l.names.Many(name); known {
			return many
		}
	}
	return english
}

// withNames gives a language the names of the world.
func withNames(l *Language, by *names.Names) *Language {
	l.names = by
	return l
}
