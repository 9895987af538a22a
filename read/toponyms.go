package read

import (
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// toponym is a mention of a place: a name, an adjective or a people.
type toponym struct {
	first, last int // words; a part of a hyphenated word counts as the word
	start, end  int // bytes
	may         []lexicon.Meaning
	is          int // index in may, -1 while it is open or when no table knows the place
}

// toponyms returns every mention of a place, also by the adjective of a
// country, in the order of the text.
func (t *parsed) toponyms() []evidence.Place {
	all := t.placeNames()
	t.locate(all)
	out := make([]evidence.Place, 0, len(all))
	for i := range all {
		m := &all[i]
		p := evidence.Place{Span: evidence.SpanOf(t.text, m.start, m.end), Name: t.text[m.start:m.end]}
		if m.is >= 0 {
			at := m.may[m.is]
			lat, lon := float64(at.Lat)/100, float64(at.Lon)/100
			p.Name, p.Lat, p.Lon, p.Precision = at.Name, &lat, &lon, precision(at.Located)
		}
		out = append(out, p)
	}
	return out
}

// precision says how large a place is, in the words of evidence.Place.
func precision(p *lexicon.Located) string {
	switch p.Class {
	case "country", "territory", "de-facto", "historical", "union", "people":
		return "country"
	case "continent", "world-region", "part", "region":
		return "region"
	case "county", "district":
		return "district"
	case "city", "town", "village":
		return p.Class
	}
	return "feature"
}

// placeNames finds the names of places, the longest first, from left to right.
func (t *parsed) placeNames() []toponym {
	var out []toponym
	for i := 0; i < len(t.words); i++ {
		w := &t.words[i]
		if w.kind != letters || w.low[0] == '@' || w.low[0] == '#' {
			continue
		}
		for at := w.start; at < w.end; {
			m := toponym{first: i, start: at, is: -1}
			if begins(t.text, at) {
				m.may, m.end = t.lex.Gazetteer().Match(t.text[:t.limit(i)], at)
			}
			if len(m.may) == 0 {
				at = nextPart(t.text, at, w.end)
				continue
			}
			for m.last = i + 1; m.last < len(t.words) && t.words[m.last].start < m.end; {
				m.last++
			}
			if t.words[m.last-1].end == m.end+1 && t.text[m.end] == '.' {
				m.end++ // the dot of "U.S."
			}
			if !t.isPlace(&m) {
				at = nextPart(t.text, at, w.end)
				continue
			}
			out = append(out, m)
			if i = m.last - 1; m.end >= t.words[i].end {
				break
			}
			w = &t.words[i]
			at = nextPart(t.text, m.end-1, w.end)
		}
	}
	return out
}

// limit returns the byte at which a name that begins at word i must have
// ended: that of the paragraph, or some words on.
func (t *parsed) limit(i int) int {
	last := min(len(t.words), i+12)
	for k := i + 1; k < last; k++ {
		if t.words[k].lines == 2 {
			return t.words[k-1].end
		}
	}
	return t.words[last-1].end
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

// isPlace reports whether a name stands for a place where it is.
func (t *parsed) isPlace(m *toponym) bool {
	return true
}

// locate chooses which place each name means.
func (t *parsed) locate(all []toponym) {
	for i := range all {
		m := &all[i]
		for k := range m.may {
			if m.is < 0 || m.may[k].Thousands > m.may[m.is].Thousands {
				m.is = k
			}
		}
	}
}
