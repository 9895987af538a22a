package units

import (
	"math"
	"strconv"
	"strings"
	"time"

	"tallystick/evidence"
)

// when reads the time at which a list says that a unit was lost: a time, a
// date, a month or a year. It is nil for anything else, which stays in the
// listing.
func when(said string) *evidence.Interval {
	if said = strings.TrimSpace(said); said == "" {
		return nil
	}
	for _, form := range []struct {
		layout              string
		years, months, days int // how long it is
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if first, err := time.Parse(form.layout, said); err == nil {
			last := first.AddDate(form.years, form.months, form.days).AddDate(0, 0, -1)
			return &evidence.Interval{From: first.Format(time.DateOnly), To: last.Format(time.DateOnly), Text: said, Basis: "list"}
		}
	}
	if _, err := time.Parse(time.RFC3339, said); err == nil {
		return &evidence.Interval{From: said, To: said, Text: said, Basis: "list"}
	}
	return nil
}

// place reads where a list says that a unit was lost. Only coordinates that
// the list gives make a point: a name is not given those of the gazetteer.
func (r *Reader) place(l evidence.Listing) *evidence.Place {
	lat, latOK := degrees(l.Lat, 90)
	lon, lonOK := degrees(l.Lon, 180)
	switch name := strings.TrimSpace(l.Place); {
	case latOK && lonOK:
		return &evidence.Place{Name: name, Lat: &lat, Lon: &lon, Precision: "point"}
	case name != "":
		return &evidence.Place{Name: name, Precision: r.precision(name)}
	}
	return nil
}

func degrees(cell string, most float64) (float64, bool) {
	if cell = strings.TrimSpace(cell); cell == "" {
		return 0, false
	}
	d, err := strconv.ParseFloat(cell, 64)
	return d, err == nil && math.Abs(d) <= most // no NaN
}

// precision returns how large a place is, by what stands before the first
// comma of its name; nothing when the gazetteer has no such place or several of
// different sizes.
func (r *Reader) precision(place string) string {
	if p, ok := r.places[place]; ok {
		return p
	}
	first, _, _ := strings.Cut(place, ",")
	precision := ""
	for i, m := range r.lex.Gazetteer().Named(first) {
		if p := m.Precision(); i > 0 && p != precision {
			precision = ""
			break
		} else {
			precision = p
		}
	}
	r.places[place] = precision
	return precision
}
