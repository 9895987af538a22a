package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
)

// toponyms returns every mention of a place, also by the adjective of a
// country, in the order of the text.
func (t *parsed) toponyms() []evidence.Place {
	var out []evidence.Place
	for i := range t.found {
		f := &t.found[i]
		e, ok := f.of(lexicon.KindPlace)
		if !ok {
			continue
		}
		known := t.lex.Places[e.At]
		lat, lon := known.Lat, known.Lon
		out = append(out, evidence.Place{Span: t.span(f.first, f.last), Name: e.Name, Lat: &lat, Lon: &lon, Precision: e.Class})
	}
	return out
}
