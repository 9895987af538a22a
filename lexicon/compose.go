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
// of Armenia". It returns the longest that starts at words[from].
func (l *Lexicon) compose(words []string, from int) (Entry, int) {
	if side, n := l.sideAt(words, from, UseAdjective, UseName); n > 0 {
		next := from + n
		if next < len(words) && possessive(words[next]) {
			next++
		}
		if heads, m := l.match(words, next, isHead); m > 0 {
			return l.composed(side, heads[0]), next - from + m
		}
	}
	heads, n := l.match(words, from, isHead)
	if n == 0 || !isWord(words, from+n, "of") {
		return Entry{}, 0
	}
	next := from + n + 1
	if isWord(words, next, "the") {
		next++
	}
	side, m := l.sideAt(words, next, UseName)
	if m == 0 {
		return Entry{}, 0
	}
	return l.composed(side, heads[0]), next - from + m
}

func isHead(e Entry) bool { return e.Kind == KindHead }

func (l *Lexicon) sideAt(words []string, from int, uses ...string) (Entry, int) {
	entries, n := l.match(words, from, func(e Entry) bool {
		if e.Kind != KindSide {
			return false
		}
		for _, u := range uses {
			if e.Use == u {
				return true
			}
		}
		return false
	})
	if n == 0 {
		return Entry{}, 0
	}
	return entries[0], n
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
	for i := range rest {
		if !ok || rest[i] != '-' {
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
