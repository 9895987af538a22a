package flow

import (
	"cmp"
	"slices"
	"strings"
)

// Place is a place of the gazetteer as a map names it.
type Place struct {
	Name     string  `json:"name"` // every side's, in alphabetical order, where they differ
	Class    string  `json:"class"`
	Country  string  `json:"country,omitempty"` // code of the state whose recognised territory holds it; of a country its own
	Lat      float64 `json:"lat"`               // degrees, WGS 84
	Lon      float64 `json:"lon"`
	Capital  bool    `json:"capital,omitempty"`
	Resident int     `json:"-"` // inhabitants in thousands, 0 when none or unknown
}

// named are the classes of places that a map names, the most important first.
var named = []string{"country", "sea", "lake", "city", "town", "village"}

// Places returns the places of the lexicon that a map of a box in degrees may
// name, the most important first: settlements and waters in the box, and every
// country, as a country may reach into a box that does not hold its point.
func (l *Library) Places(west, south, east, north float64) []Place {
	var found []Place
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
			found = append(found, Place{name, class, p.Country, lat, lon, p.Capital, int(p.Thousands)})
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
