package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/toponym"
)

// toponyms returns every mention of a place, also by the adjective of a
// country, in the order of the text.
func (t *parsed) toponyms() []evidence.Place {
	out := make([]evidence.Place, len(t.mentions))
	for i := range t.mentions {
		out[i] = t.placed(&t.mentions[i])
	}
	return out
}

// finder finds places by what the reader was made of.
func (r Reader) finder() toponym.Finder {
	f := toponym.Finder{Lexicon: r.Lexicon, Gazetteers: []*lexicon.Gazetteer{r.Lexicon.Gazetteer()}}
	if r.Gazetteer != nil {
		f.Gazetteers = append(f.Gazetteers, r.Gazetteer)
	}
	return f
}

// mention returns the mention of a place that has its first word among the
// words, nil when none has.
func (t *parsed) mention(first, last int) *toponym.Mention {
	k, _ := slices.BinarySearchFunc(t.mentions, first, func(m toponym.Mention, word int) int { return m.First - word })
	if k == len(t.mentions) || t.mentions[k].First >= last {
		return nil
	}
	return &t.mentions[k]
}

// PlaceWords cuts a report's text into words, as the reader does, for those who
// look for places alone.
func PlaceWords(r evidence.Report, lex *lexicon.Lexicon) []toponym.Word {
	return prepare(r, lex).placeWords(nil)
}

// findPlaces finds the mentions of places.
func (t *parsed) findPlaces(f toponym.Finder) []toponym.Mention {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.places = t.placeWords(s.places)
	return f.Find(t.text, s.places)
}

// placeWords gives each word what the search for places may see of it, in the
// memory of out where that is enough.
func (t *parsed) placeWords(out []toponym.Word) []toponym.Word {
	out = slices.Grow(out[:0], len(t.words))[:len(t.words)]
	for i := range t.words {
		w := &t.words[i]
		out[i] = toponym.Word{Start: w.start, End: w.end, Low: w.low, Kind: toponym.Kind(w.kind), Capital: w.capital, Shout: w.shout, Lines: w.lines}
		if f := t.entryAt(i); f != nil {
			_, place := f.of(lexicon.KindPlace)
			out[i].Known = !place
		}
	}
	for _, s := range t.sentences {
		for i := s.first; s.heading && i < s.last; i++ {
			out[i].Heading = true
		}
	}
	return out
}

// placed returns a mention as a place. A place that no gazetteer knows has the
// point of the one that holds it, and says how coarse that is.
func (t *parsed) placed(m *toponym.Mention) evidence.Place {
	p := evidence.Place{Span: evidence.SpanOf(t.text, m.Start, m.End), Name: t.text[m.Start:m.End]}
	if m.Place == nil {
		return p
	}
	if m.Known {
		p.Name = m.Place.Name
	}
	lat, lon := float64(m.Place.Lat)/100, float64(m.Place.Lon)/100
	p.Lat, p.Lon, p.Precision = &lat, &lon, m.Place.Precision()
	return p
}
