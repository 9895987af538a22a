package lexicon

import (
	"io/fs"
	"strconv"
	"strings"
)

// Place is a country, region, district, city, town, village or feature. Its
// forms' use says who uses the name: a side code, several joined by "+",
// "both", or "eng" for English usage.
type Place struct {
	Item
	Country  string // alpha-3 of the state whose internationally recognised territory holds it
	Lat, Lon float64
	Within   string // lemma of the region or country that holds it
}

// Route is a named road, corridor, pass, bridge, tunnel or crossing. Its
// position is one point on it.
type Route struct {
	Item
	Country  string
	Lat, Lon float64
	Between  []string // lemmas of the places that it joins
}

func (l *Lexicon) loadPlaces(fsys fs.FS) error {
	for _, s := range l.Sides {
		p := Place{Item: s.Item, Country: s.Code, Lat: s.Lat, Lon: s.Lon}
		p.ID, p.Class, p.Forms = string(KindPlace)+strings.TrimPrefix(s.ID, string(KindSide)), "country", nil
		for _, f := range s.Forms {
			if f.Use == UseName {
				p.Forms = append(p.Forms, Form{f.Text, "eng"})
			}
		}
		if s.Class == "country" || s.Class == "territory" {
			l.addPlace(p)
		}
	}
	columns := []string{"form", "lemma", "class", "country", "name", "lat", "lon", "within", "names_by", "source", "added", "note"}
	return each(fsys, "places.tsv", columns, func(t *Table, rows []Row) (err error) {
		r := rows[0]
		p := Place{Item: t.item(KindPlace, rows, "name", "names_by"), Country: t.Cell(r, "country"), Within: t.Cell(r, "within")}
		if p.Lat, p.Lon, err = t.position(r); err != nil {
			return err
		}
		l.addPlace(p)
		return nil
	})
}

func (l *Lexicon) addPlace(p Place) {
	l.Places = append(l.Places, p)
	l.add(KindPlace, p.Item, p.Country, len(l.Places)-1)
}

func (l *Lexicon) loadRoutes(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "country", "name", "lat", "lon", "between", "source", "added", "note"}
	return each(fsys, "routes.tsv", columns, func(t *Table, rows []Row) (err error) {
		r := rows[0]
		route := Route{Item: t.item(KindRoute, rows, "name", ""), Country: t.Cell(r, "country")}
		if b := t.Cell(r, "between"); b != "" {
			route.Between = strings.Split(b, "+")
		}
		if route.Lat, route.Lon, err = t.position(r); err != nil {
			return err
		}
		l.Routes = append(l.Routes, route)
		l.add(KindRoute, route.Item, route.Country, len(l.Routes)-1)
		return nil
	})
}

// position reads the row's lat and lon, in degrees.
func (t *Table) position(r Row) (lat, lon float64, err error) {
	if lat, err = strconv.ParseFloat(t.Cell(r, "lat"), 64); err != nil || lat < -90 || lat > 90 {
		return 0, 0, t.fault(r.Line, "lat %q is no number from -90 to 90", t.Cell(r, "lat"))
	}
	if lon, err = strconv.ParseFloat(t.Cell(r, "lon"), 64); err != nil || lon < -180 || lon > 180 {
		return 0, 0, t.fault(r.Line, "lon %q is no number from -180 to 180", t.Cell(r, "lon"))
	}
	return lat, lon, nil
}
