// Package extents says how far places reach, for maps: the box that holds one,
// or metres from its point. It stands apart from the tables that texts are read
// by: a box mended here changes no reading, and degrees may be reckoned with in
// floating point.
package extents

import (
	"embed"
	"fmt"
	"math"
	"strconv"

	"tallystick/lexicon"
)

//go:embed extents.tsv
var table embed.FS

// Extent is the box that holds a place, in degrees.
type Extent struct {
	Place                    string // as it is shown
	West, South, East, North float64
	Water                    bool   // a sea, lake or river: any map shows where it ends
	Disputed                 string // how maps letter an area whose belonging is disputed, else empty
}

// Holds reports whether a point lies in the box.
func (e Extent) Holds(lat, lon float64) bool {
	return e.West <= lon && lon <= e.East && e.South <= lat && lat <= e.North
}

// All are the boxes, in the order of the table.
var All = load()

var byPlace = func() map[string]int {
	places := make(map[string]int, len(All))
	for i, e := range All {
		places[e.Place] = i
	}
	return places
}()

// Of returns the box that holds a place, by its shown name.
func Of(place string) (Extent, bool) {
	i, ok := byPlace[place]
	if !ok {
		return Extent{}, false
	}
	return All[i], true
}

// load reads the table. It panics on one that cannot be read, as it is part of
// the program.
func load() []Extent {
	t, err := lexicon.ReadTable(table, "extents.tsv", "place", "west", "south", "east", "north", "water", "disputed")
	if err != nil {
		panic(err)
	}
	var all []Extent
	for _, r := range t.Rows {
		e := Extent{Place: r.Cells[0], Water: r.Cells[5] == "yes", Disputed: r.Cells[6]}
		for i, edge := range []*float64{&e.West, &e.South, &e.East, &e.North} {
			if *edge, err = strconv.ParseFloat(r.Cells[i+1], 64); err != nil {
				panic(fmt.Sprintf("extents.tsv:%d: %q is no number of degrees", r.Line, r.Cells[i+1]))
			}
		}
		all = append(all, e)
	}
	return all
}

// Reaches is how far places of each class reach from their point where no table
// says more, in metres. Of a country a point says nothing.
var Reaches = map[string]float64{
	"continent": 3_000_000, "world-region": 400_000, "part": 120_000, "region": 120_000, "sea": 200_000, "river": 200_000, "mountain": 20_000, "island": 40_000,
	"lake": 25_000, "county": 40_000, "district": 15_000, "city": 8_000, "town": 4_000, "village": 2_000, "landmark": 5_000, "feature": 15_000, "point": 500, "": 20_000,
}

// Reach returns how far the place of a name that lies nearest to a point
// reaches from it, in metres: by its class, and of a part of a country by how
// far off the country's other parts lie. ok is false where no place has the
// name.
func Reach(g *lexicon.Gazetteer, name string, lat, lon float64) (metres float64, ok bool) {
	best, near := -1, math.Inf(1)
	for _, i := range g.Shown(name) {
		p := &g.Places[i]
		if d := apart(lat, lon, float64(p.Lat)/100, float64(p.Lon)/100); d < near {
			best, near = i, d
		}
	}
	if best < 0 {
		return 0, false
	}
	p := &g.Places[best]
	if p.Class == "part" && p.Country != "" {
		return partReach(g, p), true
	}
	metres, ok = Reaches[p.Class]
	return metres, ok
}

// partReach takes parts of a country to lie side by side: one reaches about
// three quarters of the way to the points of the two nearest others.
func partReach(g *lexicon.Gazetteer, p *lexicon.Located) float64 {
	first, second := math.Inf(1), math.Inf(1)
	for i := range g.Places {
		o := &g.Places[i]
		if o == p || o.Class != "part" || o.Country != p.Country {
			continue
		}
		switch d := apart(float64(p.Lat)/100, float64(p.Lon)/100, float64(o.Lat)/100, float64(o.Lon)/100); {
		case d < 5_000: // the same under another name
		case d < first:
			first, second = d, first
		case d < second:
			second = d
		}
	}
	if math.IsInf(second, 1) {
		return Reaches["part"]
	}
	return min(800_000, max(20_000, 0.75*(first+second)/2))
}

// apart is how far two places lie from each other, in metres; good enough for
// neighbours.
func apart(lat, lon, otherLat, otherLon float64) float64 {
	const degree = 111_195
	return degree * math.Hypot(lat-otherLat, (lon-otherLon)*math.Cos((lat+otherLat)/2*math.Pi/180))
}
