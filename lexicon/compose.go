package lexicon

import "strings"

// Uses of a side's forms.
const (
	UseName      = "name"      // Armenia, the Republic of Armenia
	UseAdjective = "adjective" // Armenian
	UsePerson    = "person"    // an Armenian
	UsePeople    = "people"    // Armenians
	UseMetonym   = "metonym"   // Yerevan
)

// compose reads an actor out of a side and a head: "Armenian border guards",
// "Azerbaijan's Defence Ministry", "Ministry of Foreign Affairs of the Republic
// of Armenia". It returns the longest that starts at words[from], where hits
// are the forms that start there.
func (l *Lexicon) compose(words []string, from int, hits []hit) (Entry, int) {
	if sides, n := l.index.longest(hits, isParty); n > 0 {
		next := from + n
		if next < len(words) && possessive(words[next]) {
			next++
		}
		if heads, m := l.matchOf(words, next, isHead); m > 0 {
			return l.composed(sides[0], heads[0]), next - from + m
		}
	}
	heads, n := l.index.longest(hits, isHead)
	if n == 0 || from+n >= len(words) || words[from+n] != "of" {
		return Entry{}, 0
	}
	next := from + n + 1
	if next < len(words) && words[next] == "the" {
		next++
	}
	sides, m := l.matchOf(words, next, isNamed)
	if m == 0 {
		return Entry{}, 0
	}
	return l.composed(sides[0], heads[0]), next - from + m
}

func isHead(e *Entry) bool  { return e.Kind == KindHead }
func isNamed(e *Entry) bool { return e.Kind == KindSide && e.Use == UseName }
func isParty(e *Entry) bool { return isNamed(e) || e.Kind == KindSide && e.Use == UseAdjective }

func possessive(word string) bool {
	return word == "'s" || word == "’s" || word == "'" || word == "’"
}

func (l *Lexicon) matchOf(words []string, from int, keep func(*Entry) bool) ([]Entry, int) {
	var buf [8]hit
	return l.index.longest(l.index.walk(words, from, buf[:0]), keep)
}

// composed returns the actor that a side and a head make. When the actors'
// table has an entry of that id, its name and class stand.
func (l *Lexicon) composed(side, head Entry) Entry {
	id := string(KindActor) + strings.TrimPrefix(side.ID, string(KindSide)) + "-" + strings.TrimPrefix(head.ID, string(KindHead)+":")
	if e, ok := l.byID[id]; ok {
		e.Form = e.Name
		return e
	}
	name := l.Sides[side.At].Adjective + " " + head.Name
	return Entry{Kind: KindActor, ID: id, Name: name, Class: head.Class, Side: side.Side, Form: name, At: -1}
}

func (l *Lexicon) composedByID(id string) (Entry, bool) {
	rest, ok := strings.CutPrefix(id, string(KindActor)+":")
	if !ok {
		return Entry{}, false
	}
	for i := range rest {
		if rest[i] != '-' {
			continue
		}
		side, isSide := l.byID[string(KindSide)+":"+rest[:i]]
		head, isHead := l.byID[string(KindHead)+":"+rest[i+1:]]
		if isSide && isHead {
			e := l.composed(side, head)
			e.Form = ""
			return e, true
		}
	}
	return Entry{}, false
}
