package toponym

import (
	"strings"

	"tallystick/lexicon"
)

// isPlace reports whether a name stands for a place where it is. It takes out
// of m what it cannot mean there.
func (t *text) isPlace(m *Mention, bearers map[string]lexicon.Namesake, attested map[string]bool) bool {
	if m.wide {
		return true
	}
	m.may = t.allowed(m)
	if len(m.may) == 0 {
		return false
	}
	if m.Last-m.First > 1 {
		return t.attested(m) || !t.ofBody(m)
	}
	low := t.lowOf(m)
	is := t.Lexicon.Namesake(low)
	big, great, tiny := false, false, true
	for _, p := range m.may {
		tiny = tiny && !large(p.Located) && p.Thousands < 50
		big, great = big || large(p.Located), great || large(p.Located) && (p.Thousands >= 400 || p.Thousands == 0)
	}
	var before, after Word
	if m.First > 0 && t.words[m.First].Lines < 2 && t.words[m.First].Start == m.Start {
		before = t.words[m.First-1]
	}
	if m.Last < len(t.words) && t.words[m.Last].Lines < 2 && t.words[m.Last-1].End == m.End {
		after = t.words[m.Last]
	}
	title := strings.TrimSuffix(before.Low, ".")
	switch people := m.may[0].Use == lexicon.OfPeople; {
	case people && is == 0:
		return !strings.HasSuffix(t.text[:m.Start], "un-")
	case courtesies[title] && (before.Capital || is != 0):
		return false
	case before.Capital && len(title) == 1 && before.Low != title:
		return false // "John F. Kennedy"
	case before.Capital && t.Lexicon.Namesake(before.Low)&lexicon.FirstName != 0 && (is != 0 || !big):
		return false
	case t.acronym(m):
		return false
	case strings.HasPrefix(t.text[m.End:], "$"):
		return false // "US$ 3"
	case people:
		return true
	case m.attested && (is == 0 || firmly[before.Low] || !placing[before.Low]):
		return true
	case after.Capital && !t.wideAt(m.First) && t.surname(m.Last):
		return false // "Paris Smith"
	case is&lexicon.FirstName != 0 && after.Capital && after.Kind == Letters && !t.quiet(m.Last) && (t.Lexicon.Namesake(after.Low)&(lexicon.FirstName|lexicon.Surname) != 0 || !great):
		return false
	case bearers[low] != 0:
		return false
	case attested[low]:
		return true
	case is&lexicon.CommonWord != 0:
		return false
	case !big && t.beginsName(before, m.First-1), tiny && after.Capital && after.Kind == Letters && !t.quiet(m.Last):
		return false // "Velka Marbury", "Marbury Jonesen"
	case is != 0 && !big, !big && t.added(m):
		return false
	}
	return true
}

// allowed returns the meanings that a name may have where it stands: an
// abbreviation means a place behind a name and a comma alone.
func (t *text) allowed(m *Mention) []lexicon.Meaning {
	short := m.First > 1 && t.words[m.First-1].Low == "," && t.words[m.First-2].Capital && t.words[m.First].Start == m.Start
	var out []lexicon.Meaning
	for _, p := range m.may {
		if p.Use == lexicon.Short && !short {
			continue
		}
		if p.Use == lexicon.Short && strings.HasSuffix(p.Form, ".") && strings.HasPrefix(t.text[m.End:], ".") {
			m.End++
		}
		out = append(out, p)
	}
	return out
}

// attested reports whether the words beside a name say that it is a place.
func (t *text) attested(m *Mention) bool {
	if m.First > 0 && t.words[m.First].Lines < 2 {
		if low := t.words[m.First-1].Low; placing[low] || low == "of" && m.First > 1 && (kindsOfPlace[t.words[m.First-2].Low] || placing[t.words[m.First-2].Low]) {
			return true
		}
	}
	if m.End < len(t.text) && t.text[m.End] == '-' && strings.HasPrefix(t.text[m.End:], "-based") {
		return true
	}
	if m.Last < len(t.words) && kindsOfPlace[t.words[m.Last].Low] && t.words[m.Last].Lines < 2 {
		return true
	}
	return false
}

// acronym reports whether a name that is not written in capitals stands in
// capitals among words that do not: "AGRA" in a sentence is no Agra.
func (t *text) acronym(m *Mention) bool {
	w := &t.words[m.First]
	if !w.Shout || len(w.Low) > 5 || strings.ToUpper(m.may[0].Form) == m.may[0].Form || w.Lines == 2 {
		return false
	}
	return !t.wordBefore(m.First).Shout && !t.wordAt(m.Last).Shout
}

// ofBody reports whether a name of several words is to the lexicon a body or a
// person, and the place a small one: the White House is no White House.
func (t *text) ofBody(m *Mention) bool {
	for k := m.First; k < m.Last; k++ {
		if !t.words[k].Known {
			return false
		}
	}
	for k := range m.may {
		if large(m.may[k].Located) {
			return false
		}
	}
	return true
}

// beginsName reports whether word i, before a name, begins the same name.
func (t *text) beginsName(w Word, i int) bool {
	return w.Capital && w.Kind == Letters && !placing[w.Low] && !thing(w.Low) && !openers[w.Low] && !calendar[w.Low] && !strings.HasSuffix(w.Low, ".") && !t.placed(i)
}
