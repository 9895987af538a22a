package atlas

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Mark is the incidents that are told of one place. Of a spot, the place lies
// within Radius of the point, and nobody knows where in there. Of an area, such
// as a region, a sea or a country, no place in it is told: it has no spot.
type Mark struct {
	Lon, Lat  float64 // degrees, WGS 84, as exact as the audience may see; of an area a point in it that stands for nothing
	Radius    float64 // metres
	Box       Box     // of an area that is no country: it lies in there
	Area      bool
	Water     bool     // an area whose bounds the base shows
	Country   bool     // an area whose bounds nobody draws here: they would say whose a land is
	Places    []string // its names, in alphabetical order: a coarse grid may put several spots on one point
	Shown     []string // the same in the reader's language
	Standing  string   // how contested its most contested incident is: accounts.Contested, Agreed, Single or Unstated
	Toll      int64    // the greatest number of people that anybody tells of one of its incidents, 0 for none
	Incidents []flow.Incident
	Title     message.Text
	Href      string

	x, y float64 // where its disc is drawn, once it is
}

// ID is the mark's anchor on the page that lists it: "at-39.8-46.8",
// "in-caspian-sea".
func (m *Mark) ID() string {
	if m.Area {
		return "in-" + flow.PlaceSlug(m.Places[0])
	}
	return fmt.Sprintf("at-%g-%g", m.Lat, m.Lon)
}

// Place names the mark: "Khankendi / Stepanakert, Shushi".
func (m *Mark) Place() string { return strings.Join(m.Shown, ", ") }

// Reach says how far from its point the place may lie.
func (m *Mark) Reach() message.Text {
	if m.Area {
		return message.Say("somewhere there: no place in it is told")
	}
	return message.Say("within %d km", int64(math.Ceil(m.Radius/1000)))
}

// widely reports whether what reaches so far is an area, of which a spot on the
// map would say too much.
func widely(metres float64) bool { return metres >= 25_000 }

// standings are in the order of how contested they are.
var standings = []string{accounts.Unstated, accounts.Agreed, accounts.Single, accounts.Contested}

// MarksOf puts incidents on the map, those of one place together, in the order
// in which they come. A mark of one incident leads to it, one of several to the
// mark's anchor on the page that lists them, "/map?side=NOR". It also returns
// the incidents of which no place is told.
func MarksOf(ask part.Ask, lib Library, incidents []flow.Incident, page string) (marks []Mark, nowhere []flow.Incident) {
	type key struct {
		lon, lat float64
		area     string
	}
	at := make(map[key]int)
	for _, i := range incidents {
		v, ok := part.PlaceOf(i)
		if !ok || v.Lat == nil || v.Lon == nil {
			nowhere = append(nowhere, i)
			continue
		}
		found := newMark(ask, lib, v.Text, v.Size, *v.Lat, *v.Lon)
		k := key{lon: found.Lon, lat: found.Lat}
		if found.Area {
			k = key{area: v.Text}
		}
		n, known := at[k]
		if !known {
			n = len(marks)
			at[k] = n
			marks = append(marks, found)
		}
		m := &marks[n]
		m.Radius = max(m.Radius, found.Radius)
		m.tell(i)
		if n, known := slices.BinarySearch(m.Places, v.Text); !known {
			m.Places, m.Shown = slices.Insert(m.Places, n, v.Text), slices.Insert(m.Shown, n, found.Shown[0])
		}
	}
	for n := range marks {
		m := &marks[n]
		if m.Href = ask.Link("/incident/" + m.Incidents[0].ID); len(m.Incidents) > 1 {
			m.Href = ask.Link(page + "#" + m.ID())
		}
		m.Title = m.title()
	}
	return marks, nowhere
}

// newMark is the mark of a place of which nothing is told yet.
func newMark(ask part.Ask, lib Library, name, precision string, lat, lon float64) Mark {
	m := Mark{Lon: lon, Lat: lat, Places: []string{name}, Shown: []string{Clean(message.Name(name).In(ask.In()))}, Standing: accounts.Unstated}
	if m.Country = precision == "country"; m.Country {
		m.Area = true
		return m
	}
	reach := lib.Reach(name, precision, lat, lon)
	if reach.Boxed() {
		m.Box, m.Water = Box{reach.West, reach.South, reach.East, reach.North}, reach.Water
		m.Radius = m.Box.radius()
	} else if m.Radius = reach.Metres; !ask.Desk {
		m.Radius += rounding(ask.Policy, lat)
	}
	switch m.Area = widely(max(reach.Metres, m.Box.radius())); {
	case !m.Area:
		m.Box = Box{}
	case m.Box == Box{}:
		m.Box = nowhere.around(lon, lat, m.Radius)
	}
	if m.Area {
		m.Lon, m.Lat = (m.Box.West+m.Box.East)/2, (m.Box.South+m.Box.North)/2
	}
	return m
}

// tell adds an incident to a mark.
func (m *Mark) tell(i flow.Incident) {
	m.Incidents = append(m.Incidents, i)
	m.Toll = max(m.Toll, tollOf(i))
	if slices.Index(standings, i.Standing.Label) > slices.Index(standings, m.Standing) {
		m.Standing = i.Standing.Label
	}
}

// rounding is how far a place may lie from where the policy's grid puts it, in
// metres.
func rounding(p publish.Policy, lat float64) float64 {
	half := p.Grid / 2 * metres
	return math.Hypot(half, half*math.Cos(lat*math.Pi/180))
}

// tollOf is the greatest number of people that anybody tells of the incident
// itself. Numbers are never added.
func tollOf(i flow.Incident) (most int64) {
	for _, t := range i.Tolls {
		if t.Scope.Kind != accounts.ScopeIncident {
			continue
		}
		for _, s := range t.Series {
			for _, p := range s.Points {
				for _, n := range []*int64{p.Min, p.Max} {
					if n != nil {
						most = max(most, *n)
					}
				}
			}
		}
	}
	return most
}

// title says in a line what the mark stands for.
func (m *Mark) title() message.Text {
	if len(m.Incidents) == 1 {
		i := m.Incidents[0]
		return message.Say("%s. %s.", part.TitleOf(i), part.StandingWords(i.Standing))
	}
	contested := 0
	for _, i := range m.Incidents {
		if i.Standing.Label == accounts.Contested {
			contested++
		}
	}
	return message.Say("%s: %d incidents, %d of them contested.", message.Verbatim(m.Place()), len(m.Incidents), contested)
}

// size is the radius of the mark's disc, in units: it grows with the toll's
// digits.
func (m *Mark) size() float64 {
	switch {
	case m.Toll == 0:
		return 6
	case m.Toll < 10:
		return 8.5
	case m.Toll < 100:
		return 12
	}
	return 17
}

// byWeight orders marks so that the smaller are drawn over the larger.
func byWeight(a, b Mark) int {
	return cmp.Or(cmp.Compare(b.Toll, a.Toll), cmp.Compare(b.Lat, a.Lat), cmp.Compare(a.Lon, b.Lon))
}

// Around returns the box that holds the areas of marks.
func Around(marks []Mark) Box {
	b := nowhere
	for i := range marks {
		b = b.holding(&marks[i])
	}
	return b
}

// country is how far a map of nothing but countries reaches about their points,
// in metres.
const country = 300_000

// holding returns the box that holds a mark's area too.
func (b Box) holding(m *Mark) Box {
	switch {
	case m.Country:
		return b.around(m.Lon, m.Lat, country)
	case m.Area:
		return b.with(m.Box.West, m.Box.South).with(m.Box.East, m.Box.North)
	}
	return b.around(m.Lon, m.Lat, m.Radius)
}

// Core returns the box that holds the areas of most marks: all but those that
// lie far off where nearly all incidents are told of, which would leave the
// others a blot. Areas widen it only where there is no spot.
func Core(marks []Mark) Box {
	for _, wider := range []func(m Mark) bool{func(m Mark) bool { return m.Area }, func(m Mark) bool { return m.Country }} {
		if narrow := slices.DeleteFunc(slices.Clone(marks), wider); len(narrow) > 0 {
			marks = narrow
			break
		}
	}
	var lons, lats []float64
	for _, m := range marks {
		for range m.Incidents {
			lons, lats = append(lons, m.Lon), append(lats, m.Lat)
		}
	}
	if len(lons) == 0 {
		return nowhere
	}
	slices.Sort(lons)
	slices.Sort(lats)
	lon, lat := lons[len(lons)/2], lats[len(lats)/2]
	off := func(m Mark) float64 { return math.Hypot((m.Lon-lon)*math.Cos(lat*math.Pi/180), m.Lat-lat) }
	var far []float64
	for _, m := range marks {
		for range m.Incidents {
			far = append(far, off(m))
		}
	}
	slices.Sort(far)
	reach := far[len(far)-1]
	for n := len(far) / 2; n+1 < len(far); n++ { // from the nearer half on, up to the first wide gap
		if far[n+1] > 2.5*max(1.2, far[n]) {
			reach = far[n]
			break
		}
	}
	b := nowhere
	for i := range marks {
		if off(marks[i]) <= reach {
			b = b.holding(&marks[i])
		}
	}
	return b
}

// PlaceMark puts a place on the map with the incidents that are told of it; ok
// is false for one of which no position is to be seen, or no more than the
// country.
func PlaceMark(ask part.Ask, lib Library, p flow.PlaceView) (m Mark, ok bool) {
	if p.Lat == nil || p.Lon == nil || p.Precision == "country" {
		return m, false
	}
	m = newMark(ask, lib, p.Name, p.Precision, *p.Lat, *p.Lon)
	m.Href, m.Title = ask.Link(part.NameHref(flow.NamedPlace, p.Slug)), message.Verbatim(p.Name)
	for _, i := range p.Incidents {
		m.tell(i)
	}
	return m, true
}

// Clean returns a name without the marks that turn the direction of text, which
// would turn what stands beside it too.
func Clean(name string) string {
	return strings.Map(func(r rune) rune {
		if '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' || r == '\u200e' || r == '\u200f' || r == '\u061c' {
			return -1
		}
		return r
	}, name)
}
