// Package toponym finds the mentions of places in a text and says which places
// they are. It knows names by a gazetteer, and tells a place from a person, a
// firm or a word by what stands around the name; which of several places a
// name means it learns from the other places of the text. It counts in whole
// numbers, looks at a bounded number of words around each name, and never at
// the letters of a name but to look it up.
package toponym

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/lexicon"
)

// Kind is what sort of token a word is.
type Kind uint8

// The kinds of word, in the order in which package read has them.
const (
	Letters Kind = iota
	Digits
	Possessive
	Mark
	Address
)

// Word is one token of the text.
type Word struct {
	Start, End int    // bytes of the text
	Low        string // in small letters
	Kind       Kind
	Capital    bool // begins with a capital
	Shout      bool // is in capitals
	Lines      int8 // line ends before it: 0, 1, or 2 for a new paragraph
	Known      bool // the lexicon has it as something else than a place
	Heading    bool // stands in a line of capitalised words
}

// Finder finds places with what it was made of.
type Finder struct {
	Lexicon    *lexicon.Lexicon
	Gazetteers []*lexicon.Gazetteer // in the order in which they are asked
}

// Mention is a name, an adjective or a people that stands for a place.
type Mention struct {
	First, Last int // words; a part of a hyphenated word counts as the word
	Start, End  int // bytes
	// The place, nil when nothing says where it lies. For a place that no
	// gazetteer has it is one that holds it, or else one named beside it.
	Place   *lexicon.Located
	Known   bool // the gazetteer has the place itself
	Held    bool // it has not, but the text says that Place holds it
	Demonym bool

	may      []lexicon.Meaning
	is       int  // index in may, -1 while it is open or when no gazetteer knows the place
	attested bool // the words around it say that it is a place
	wide     bool // a name that a gazetteer has is a part of it
	near     int  // number of the mention whose point an unknown place is given, -1 when there is none
}

// text is a text while it is read.
type text struct {
	Finder
	text  string
	words []Word
}

// Find returns the mentions of places, from left to right.
func (f Finder) Find(source string, words []Word) []Mention {
	t := &text{f, source, words}
	all := t.names()
	t.locate(all)
	for i := range all {
		m := &all[i]
		switch {
		case m.is >= 0:
			m.Place, m.Known, m.Demonym = m.may[m.is].Located, true, m.may[m.is].Use == lexicon.OfPeople
		case m.near >= 0:
			m.Place = all[m.near].may[all[m.near].is].Located
		}
	}
	return all
}

// names finds the mentions of places, from left to right.
func (t *text) names() []Mention {
	known := t.gazetted()
	bearers := t.bearers()
	attested := map[string]bool{}
	for i := range known {
		m := &known[i]
		if m.attested = t.attested(m); m.attested {
			attested[t.lowOf(m)] = true
		}
	}
	kept := known[:0]
	for _, m := range known {
		if t.isPlace(&m, bearers, attested) {
			kept = append(kept, m)
		}
	}
	all := append(kept, t.unnamed(kept, bearers)...)
	slices.SortFunc(all, func(a, b Mention) int { return a.Start - b.Start })
	return all
}

// lowOf returns a mention's words in small letters.
func (t *text) lowOf(m *Mention) string {
	return strings.ToLower(t.text[m.Start:m.End])
}

// gazetted finds the names that the gazetteer has, the longest first.
func (t *text) gazetted() []Mention {
	var out []Mention
	for i := 0; i < len(t.words); i++ {
		w := &t.words[i]
		if w.Kind != Letters || w.Low[0] == '@' || w.Low[0] == '#' {
			continue
		}
		for at := w.Start; at < w.End; {
			m := Mention{First: i, Start: at, is: -1, near: -1}
			if begins(t.text, at) && !grown(t.text[w.Start:at]) {
				m.may, m.End = t.match(t.text[:t.limit(i)], at)
			}
			if len(m.may) == 0 {
				at = nextPart(t.text, at, w.End)
				continue
			}
			for m.Last = i + 1; m.Last < len(t.words) && t.words[m.Last].Start < m.End; {
				m.Last++
			}
			if t.words[m.Last-1].End == m.End+1 && t.text[m.End] == '.' {
				m.End++ // the dot of "U.S."
			}
			from := 0
			if len(out) > 0 {
				from = out[len(out)-1].Last
			}
			t.widen(&m, from)
			out = append(out, m)
			if i = m.Last - 1; m.End >= t.words[i].End {
				break
			}
			w = &t.words[i]
			at = nextPart(t.text, m.End-1, w.End)
		}
	}
	return out
}

// widen takes the word behind a name that makes it that of something else: a
// county, a township, a road; of a road also the words before it, from word
// from on. A county of that name stays what it may mean.
func (t *text) widen(m *Mention, from int) {
	if m.Last >= len(t.words) || t.words[m.Last].Lines > 0 || !t.words[m.Last].Capital || t.words[m.Last-1].End != m.End || m.may[0].Use != lexicon.OfPlace {
		return
	}
	low := strings.TrimSuffix(t.words[m.Last].Low, ".")
	switch {
	case low == "county" || low == "township" || low == "parish":
		if next := t.wordAt(m.Last + 1); next.Low == "council" {
			return
		}
		m.may = slices.DeleteFunc(m.may, func(p lexicon.Meaning) bool { return p.Class != "county" || p.Part == "" })
	case roads[low] && low != "st" && low != "way" && low != "close":
		m.may = nil
		for n := 0; n < 3 && m.First > from && t.beginsRoad(m.First); n++ {
			m.First--
			m.Start = t.words[m.First].Start // "Long Acre Road"
		}
	default:
		return
	}
	m.End = t.words[m.Last].End
	m.Last++
	m.wide = true
}

// beginsRoad reports whether the word before word i begins the name of the road
// that goes on there.
func (t *text) beginsRoad(i int) bool {
	w := t.wordBefore(i)
	return w.Kind == Letters && begins(t.text, w.Start) && t.words[i].Lines == 0 && !openers[w.Low] && !placing[w.Low] && !calendar[w.Low] && !strings.HasSuffix(w.Low, ".")
}

// limit returns the byte at which a name that begins at word i must have
// ended: that of the paragraph, or some words on.
func (t *text) limit(i int) int {
	last := min(len(t.words), i+12)
	for k := i + 1; k < last; k++ {
		if t.words[k].Lines == 2 {
			return t.words[k-1].End
		}
	}
	return t.words[last-1].End
}

// grown reports whether the parts of a hyphenated word before one of its parts
// make it the end of a longer name: "Stratford-upon-".
func grown(before string) bool {
	i := strings.IndexByte(before, '-')
	return i > 0 && begins(before, 0) && i+1 < len(before) && !begins(before, i+1)
}

// begins reports whether a capital letter stands at a byte.
func begins(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsUpper(r)
}

// nextPart returns the first byte behind the next hyphen or slash of a word
// that ends at end, or end.
func nextPart(text string, at, end int) int {
	for i, r := range text[at:end] {
		if r == '-' || r == '‐' || r == '‑' || r == '–' || r == '/' {
			return at + i + utf8.RuneLen(r)
		}
	}
	return end
}

// match asks the gazetteers for the longest name at a byte. What a later one
// says again of a place of an earlier one is left out.
func (t *text) match(source string, at int) (may []lexicon.Meaning, end int) {
	end = at
	for _, g := range t.Gazetteers {
		found, e := g.Match(source, at)
		switch {
		case e > end:
			may, end = found, e
		case e == end && e > at:
			earlier := may
			for _, p := range found {
				if !slices.ContainsFunc(earlier, func(q lexicon.Meaning) bool {
					return sizeOf(&p) == sizeOf(&q) && p.Country == q.Country && apart(&p, &q) < 50
				}) {
					may = append(may, p)
				}
			}
		}
	}
	return may, end
}

// added reports whether no gazetteer but the later ones has what a name may
// mean. They hold places of every name there is.
func (t *text) added(m *Mention) bool {
	for k := range m.may {
		if t.Gazetteers[0].Holds(m.may[k]) {
			return false
		}
	}
	return true
}

// wordBefore returns the word before i in its paragraph, a mark when there is
// none.
func (t *text) wordBefore(i int) Word {
	if i < 1 || i >= len(t.words) || t.words[i].Lines == 2 {
		return Word{Kind: Mark}
	}
	return t.words[i-1]
}

// wordAt returns word i when it goes on with the paragraph, else a mark.
func (t *text) wordAt(i int) Word {
	if i >= len(t.words) || t.words[i].Lines == 2 {
		return Word{Kind: Mark}
	}
	return t.words[i]
}

// largeAt reports whether word i alone may be the name of a large place, or
// the adjective of one.
func (t *text) largeAt(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	for _, p := range may {
		if p.Use != lexicon.Short && large(p.Located) {
			return true
		}
	}
	return false
}

// wideAt reports whether word i alone may be the name of a country or of a part
// of one, which is seldom a first name.
func (t *text) wideAt(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	for k := range may {
		if may[k].Use != lexicon.Short && sizeOf(&may[k]) >= ofPart {
			return true
		}
	}
	return false
}

// placed reports whether the gazetteer has a name that begins at word i.
func (t *text) placed(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	return len(may) > 0
}

// large reports whether a place is one that news name without saying where it
// lies.
func large(p *lexicon.Located) bool {
	switch p.Class {
	case "country", "territory", "de-facto", "historical", "union", "people", "continent", "world-region", "part", "region", "sea":
		return true
	}
	return p.Thousands >= 100 || p.Capital || p.Table == "places.tsv" && p.Class == "city"
}
