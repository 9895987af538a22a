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

// Mark is the incidents that are told of one place. The place lies within
// Radius of the point, and nobody knows where in there.
type Mark struct {
	Lon, Lat  float64  // degrees, WGS 84, as exact as the audience may see
	Radius    float64  // metres
	Places    []string // its names, in alphabetical order: a coarse grid may put several places on one point
	Standing  string   // how contested its most contested incident is: accounts.Contested, Agreed, Single or Unstated
	Toll      int64    // the greatest number of people that anybody tells of one of its incidents, 0 for none
	Incidents []flow.Incident
	Title     message.Text
	Href      string
}

// ID is the mark's anchor on the page that lists it: "at-39.8-46.8".
func (m *Mark) ID() string { return fmt.Sprintf("at-%g-%g", m.Lat, m.Lon) }

// Place names the mark: "Khankendi / Stepanakert, Shushi".
func (m *Mark) Place() string { return strings.Join(m.Places, ", ") }

// Reach says how far from its point the place may lie.
func (m *Mark) Reach() message.Text {
	return message.Say("within %d km", int64(math.Ceil(m.Radius/1000)))
}

// extents is how far a place of each precision reaches from its point, in
// metres. Of a country the point says nothing: it has no mark.
var extents = map[string]float64{
	"region": 60_000, "district": 15_000, "city": 8_000, "town": 4_000, "village": 2_000, "feature": 15_000, "point": 500, "": 20_000,
}

// standings are in the order of how contested they are.
var standings = []string{accounts.Unstated, accounts.Agreed, accounts.Single, accounts.Contested}

// MarksOf puts incidents on the map, those of one place together, in the order
// in which they come. A mark of one incident leads to it, one of several to the
// mark's anchor on the page that lists them, "/map?side=NOR". It also returns
// the incidents of which no place finer than a country is told.
func MarksOf(ask part.Ask, incidents []flow.Incident, page string) (marks []Mark, nowhere []flow.Incident) {
	type key struct{ lon, lat float64 }
	at := make(map[key]int)
	for _, i := range incidents {
		v, ok := part.PlaceOf(i)
		extent := extents[v.Size]
		if !ok || v.Lat == nil || v.Lon == nil || extent == 0 {
			nowhere = append(nowhere, i)
			continue
		}
		k := key{*v.Lon, *v.Lat}
		n, known := at[k]
		if !known {
			n = len(marks)
			at[k] = n
			marks = append(marks, Mark{Lon: k.lon, Lat: k.lat, Standing: accounts.Unstated})
		}
		m := &marks[n]
		if !ask.Desk {
			extent += rounding(ask.Policy, k.lat)
		}
		m.Radius = max(m.Radius, extent)
		m.Toll = max(m.Toll, tollOf(i))
		if slices.Index(standings, i.Standing.Label) > slices.Index(standings, m.Standing) {
			m.Standing = i.Standing.Label
		}
		if n, known := slices.BinarySearch(m.Places, v.Text); !known {
			m.Places = slices.Insert(m.Places, n, v.Text)
		}
		m.Incidents = append(m.Incidents, i)
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
	for _, m := range marks {
		b = b.around(m.Lon, m.Lat, m.Radius)
	}
	return b
}

// Core returns the box that holds the areas of most marks: all but those that
// lie far off where nearly all incidents are told of, which would leave the
// others a blot.
func Core(marks []Mark) Box {
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
	reach := max(1, 1.6*far[len(far)*4/5])
	b := nowhere
	for _, m := range marks {
		if off(m) <= reach {
			b = b.around(m.Lon, m.Lat, m.Radius)
		}
	}
	return b
}

// PlaceMark puts a place on the map with the incidents that are told of it; ok
// is false for one of which no position is to be seen, or no more than the
// country.
func PlaceMark(ask part.Ask, p flow.PlaceView) (m Mark, ok bool) {
	extent := extents[p.Precision]
	if p.Lat == nil || p.Lon == nil || extent == 0 {
		return m, false
	}
	if !ask.Desk {
		extent += rounding(ask.Policy, *p.Lat)
	}
	m = Mark{Lon: *p.Lon, Lat: *p.Lat, Radius: extent, Places: []string{p.Name}, Standing: accounts.Unstated, Incidents: p.Incidents, Href: ask.Link(part.NameHref(flow.NamedPlace, p.Slug)), Title: message.Verbatim(p.Name)}
	for _, i := range p.Incidents {
		if slices.Index(standings, i.Standing.Label) > slices.Index(standings, m.Standing) {
			m.Standing = i.Standing.Label
		}
	}
	return m, true
}
