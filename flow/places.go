package flow

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/lexicon/extents"
)

// Place is a place of the gazetteer as a map names it.
type Place struct {
	Name     string  `json:"name"`  // every side's, in alphabetical order, where they differ
	Shown    string  `json:"shown"` // how a map letters it: both sides' names of an area whose belonging is disputed
	Class    string  `json:"class"`
	Country  string  `json:"country,omitempty"` // code of the state whose recognised territory holds it; of a country its own
	Lat      float64 `json:"lat"`               // degrees, WGS 84
	Lon      float64 `json:"lon"`
	Capital  bool    `json:"capital,omitempty"`
	Resident int     `json:"-"` // inhabitants in thousands, 0 when none or unknown
	Reach    Reach   `json:"-"` // of an area
}

// named are the classes of places that a map names, the most important first. An
// area is one whose belonging is disputed.
var named = []string{"country", "area", "sea", "lake", "city", "town", "village"}

// Places returns the places of the lexicon that a map of a box in degrees may
// name, the most important first: settlements, waters and
// disputed areas in the box, and every country, as a country may reach into a
// box that does not hold its point.
func (l *Library) Places(west, south, east, north float64) []Place {
	var found []Place
	for _, e := range extents.All {
		if lat, lon := (e.South+e.North)/2, (e.West+e.East)/2; e.Disputed != "" && lon >= west && lon <= east && lat >= south && lat <= north {
			found = append(found, Place{Name: e.Place, Shown: e.Disputed, Class: "area", Lat: lat, Lon: lon, Reach: Reach{West: e.West, South: e.South, East: e.East, North: e.North}})
		}
	}
	seen := make(map[string]bool)
	all := l.lexicon().Gazetteer().Places
	for i := range all {
		p := &all[i]
		lat, lon := float64(p.Lat)/100, float64(p.Lon)/100
		class := p.Class
		switch {
		case class == "territory":
			class = "country"
		case p.Capital:
			class = "city"
		}
		if class != "country" && (lon < west || lon > east || lat < south || lat > north) || !slices.Contains(named, class) {
			continue
		}
		name, _, _ := strings.Cut(p.Name, ",") // "Tripoli, Lebanon": a map shows which
		if key := class + name + p.Country; !seen[key] {
			seen[key] = true
			found = append(found, Place{Name: name, Shown: name, Class: class, Country: p.Country, Lat: lat, Lon: lon, Capital: p.Capital, Resident: int(p.Thousands)})
		}
	}
	slices.SortStableFunc(found, func(a, b Place) int {
		return cmp.Or(-compareBool(a.Capital, b.Capital), cmp.Compare(slices.Index(named, a.Class), slices.Index(named, b.Class)),
			cmp.Compare(b.Resident, a.Resident), strings.Compare(a.Name, b.Name))
	})
	return found
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Reach is how far a place reaches: the box that holds it where the lexicon has
// one, else metres from its point.
type Reach struct {
	West, South, East, North float64 // degrees; all zero where no box is known
	Water                    bool    // whose bounds a map shows as they are
	Metres                   float64
}

// Boxed reports whether a box is known.
func (r Reach) Boxed() bool { return r.West < r.East }

// Reach returns how far the place of a name reaches that lies at a point or
// near it. What no table says goes by its precision, in the words of
// evidence.Place. Of a country nothing is said.
func (l *Library) Reach(name, precision string, lat, lon float64) Reach {
	if precision == "country" {
		return Reach{}
	}
	if e, ok := extents.Of(name); ok && e.Holds(lat, lon) {
		return Reach{West: e.West, South: e.South, East: e.East, North: e.North, Water: e.Water}
	}
	usual := extents.Reaches[precision]
	if m, ok := extents.Reach(l.lexicon().Gazetteer(), name, lat, lon); ok && (precision == "region" || precision == "feature") {
		usual = m
	}
	return Reach{Metres: usual}
}
