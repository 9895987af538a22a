package lexicon

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"strconv"
	"strings"
	"sync"
)

// mapsFolder holds the tables that only maps are drawn with. Claims are not read
// with them: they are no part of the lexicon's fingerprint.
const mapsFolder = "maps"

// Maps is what maps are measured and lettered with: how far places reach, and
// their names in other languages. It is never changed after it was loaded.
type Maps struct {
	Extents []Extent // in the order of the table
	extents map[string]int
	names   map[string]map[string]string // by language, by shown name
}

// Extent is the box that holds a place, in degrees.
type Extent struct {
	Place                    string // as it is shown
	West, South, East, North float64
	Water                    bool   // a sea, lake or river: any map shows where it ends
	Disputed                 string // how maps letter an area whose belonging is disputed, else empty
	Line                     int
}

// mapLanguages are the languages other than English in which places are named.
var mapLanguages = []string{"ru"}

// Maps returns the tables that maps are drawn with, read once.
func (l *Lexicon) Maps() *Maps { return l.maps() }

func mapsOnce(fsys fs.FS) func() *Maps {
	return sync.OnceValue(func() *Maps {
		m, err := LoadMaps(fsys)
		if err != nil {
			panic("built-in tables of maps: " + err.Error())
		}
		return m
	})
}

// LoadMaps reads the tables. An error joins all that is wrong with them.
func LoadMaps(fsys fs.FS) (*Maps, error) {
	m := &Maps{extents: make(map[string]int), names: make(map[string]map[string]string)}
	faults := []error{m.loadExtents(fsys)}
	for _, language := range mapLanguages {
		faults = append(faults, m.loadNames(fsys, language))
	}
	return m, errors.Join(faults...)
}

func (m *Maps) loadExtents(fsys fs.FS) error {
	t, err := ReadTable(fsys, mapsFolder+"/extents.tsv", "place", "west", "south", "east", "north", "water", "disputed")
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		e := Extent{Place: r.Cells[0], Water: r.Cells[5] == "yes", Disputed: r.Cells[6], Line: r.Line}
		for i, edge := range []*float64{&e.West, &e.South, &e.East, &e.North} {
			if *edge, err = strconv.ParseFloat(r.Cells[i+1], 64); err != nil {
				return t.fault(r.Line, "%s %q is no number of degrees", t.Columns[i+1], r.Cells[i+1])
			}
		}
		if e.West < -180 || e.East > 180 || e.South < -90 || e.North > 90 || e.West >= e.East || e.South >= e.North {
			return t.fault(r.Line, "the box of %s is none; write west before east, south before north", e.Place)
		}
		if _, again := m.extents[e.Place]; again {
			return t.fault(r.Line, "%q stood already", e.Place)
		}
		m.extents[e.Place] = len(m.Extents)
		m.Extents = append(m.Extents, e)
	}
	return nil
}

func (m *Maps) loadNames(fsys fs.FS, language string) error {
	t, err := ReadTable(fsys, mapsFolder+"/names-"+language+".tsv", "place", "name")
	if err != nil {
		return err
	}
	names := make(map[string]string, len(t.Rows))
	for _, r := range t.Rows {
		place, name := r.Cells[0], r.Cells[1]
		if place == "" || name == "" {
			return t.fault(r.Line, "a row has a place and its name")
		}
		if _, again := names[place]; again {
			return t.fault(r.Line, "%q stood already", place)
		}
		names[place] = name
	}
	m.names[language] = names
	return nil
}

// Extent returns the box that holds a place, by its shown name.
func (m *Maps) Extent(place string) (Extent, bool) {
	i, ok := m.extents[place]
	if !ok {
		return Extent{}, false
	}
	return m.Extents[i], true
}

// Name returns a place's name in a language, by its shown name; that name where
// the tables have no other.
func (m *Maps) Name(language, place string) string {
	return cmp.Or(m.names[language][place], place)
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
func (g *Gazetteer) Reach(name string, lat, lon float64) (metres float64, ok bool) {
	best, near := -1, math.Inf(1)
	for _, i := range g.shown()[name] {
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
		return g.partReach(p), true
	}
	metres, ok = Reaches[p.Class]
	return metres, ok
}

func (g *Gazetteer) byShown() map[string][]int {
	all := make(map[string][]int, len(g.Places))
	for i := range g.Places {
		name := g.Places[i].Name
		all[name] = append(all[name], i)
		if short, _, found := strings.Cut(name, ","); found {
			all[short] = append(all[short], i)
		}
	}
	return all
}

// partReach takes parts of a country to lie side by side: one reaches about
// three quarters of the way to the points of the two nearest others.
func (g *Gazetteer) partReach(p *Located) float64 {
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
