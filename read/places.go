package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/toponym"
)

// places are the prepositions after which a name is that of a place.
var places = set("in at near around outside inside into towards toward from across within through above below beyond over between along")

// placesIn returns the places that the words mention.
func (t *parsed) placesIn(from, to int) []evidence.Place {
	var out []evidence.Place
	for _, p := range t.phrasesOver(from, to) {
		out = append(out, t.placesOf(p)...)
	}
	return out
}

func (t *parsed) placesOf(p *phrase) []evidence.Place {
	var out []evidence.Place
	for k := p.first; k < p.last; {
		f := t.entryAt(k)
		if f == nil || f.first != k {
			k++
			continue
		}
		if e, ok := f.of(lexicon.KindPlace); ok && t.meansPlace(p, f) {
			known := t.lex.Places[e.At]
			lat, lon := known.Lat, known.Lon
			where := evidence.Place{Span: t.span(f.first, f.last), Name: e.Name, Lat: &lat, Lon: &lon, Precision: e.Class}
			if m := t.mention(f.first, f.last); m != nil {
				where = t.located(where, m) // the text may mean a namesake
			}
			out = append(out, where)
		}
		k = f.last
	}
	if len(out) == 0 && t.namedPlace(p) {
		first := p.last
		for first > p.first && t.words[first-1].capital {
			first--
		}
		if first < p.last {
			s := t.span(first, p.last)
			where := evidence.Place{Span: s, Name: s.Text}
			if m := t.mention(first, p.last); m != nil {
				where = t.located(where, m)
			}
			out = append(out, where)
		}
	}
	return out
}

// located gives a place the name, point and precision of its mention. What is
// named beside a place gives it no point here: a claim says what its text says.
func (t *parsed) located(where evidence.Place, m *toponym.Mention) evidence.Place {
	known := t.placed(m)
	switch {
	case m.Known:
	case m.Held:
		known.Name = where.Text
	default:
		known = evidence.Place{Name: where.Text}
	}
	known.Span = where.Span
	return known
}

// meansPlace reports whether an entry that may be a place is one here: the
// name of a state is a place only where a preposition says so.
func (t *parsed) meansPlace(p *phrase, f *found) bool {
	if _, ok := f.of(lexicon.KindActor); ok && (f.first == 0 || !places[t.words[f.first-1].low]) {
		return false // "the Duma" is a parliament, Duma a town
	}
	if _, ok := f.of(lexicon.KindSide); !ok {
		return true
	}
	if p.first < 2 || f.last < p.last {
		return false
	}
	before := t.words[f.first-1].low
	if before == "the" && f.first > 1 {
		before = t.words[f.first-2].low
	}
	if before == "with" {
		for k := f.first - 2; k > 0 && k > f.first-5; k-- {
			if t.words[k].low == "border" || t.words[k].low == "frontier" || t.words[k].low == "line" {
				return true
			}
		}
	}
	if before == "of" {
		q := t.phrase(p.first - 2)
		return q != nil && q.class == place
	}
	return places[before] && before != "from" && before != "between"
}

// namedPlace reports whether a name that no table knows is that of a place:
// after a preposition of place, or after "the town of".
func (t *parsed) namedPlace(p *phrase) bool {
	if p.class == place {
		return t.words[p.first].capital && t.tags[p.first] == noun || p.last > p.first+1 && t.words[p.first+1].capital
	}
	if p.class != other || !p.proper || p.first < 1 || p.role != "" || p.person {
		return false
	}
	before := t.words[p.first-1].low
	if before == "of" && p.first > 1 {
		q := t.phrase(p.first - 2)
		return q != nil && q.class == place
	}
	return places[before] && before != "from" && before != "over" && before != "between" && before != "through"
}
