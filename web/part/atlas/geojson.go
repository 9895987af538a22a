package atlas

import (
	"math"
	"slices"

	"tallystick/flow"
	"tallystick/web/message"
)

// World is all that a base can be asked for.
var World = Box{-180, -90, 180, 90}

// Shape is a geometry of RFC 7946 with what it is.
type Shape struct {
	Type        string // of the geometry
	Coordinates any
	Properties  Kind
}

// Kind says what a shape of the base is: land, lake, river, border, disputed,
// or a place with its name.
type Kind struct {
	Kind  string  `json:"kind"`
	Name  string  `json:"name,omitempty"`
	Shown string  `json:"shown,omitempty"` // the name in the reader's language
	Class string  `json:"class,omitempty"` // of a place: country, area, sea, lake, city, town, village
	Zoom  float64 `json:"zoom"`            // of the widest web map that names it
	Rank  int     `json:"rank"`            // the most important first
}

// sharp is how many dots across a map in a browser may have for its base to
// look exact.
const sharp = 3000

// mostNamed is how many places a base names.
const mostNamed = 500

// BaseOf returns the base for a map of a box, lettered in a language, as detailed as a map of that
// width needs.
func BaseOf(b Box, language *message.Language, lib Library) []Shape {
	pixel := (b.East - b.West) / sharp
	l := world().at(pixel)
	digits := math.Pow(10, math.Ceil(-math.Log10(max(pixel, 1e-4))))
	shapes := []Shape{
		{"MultiPolygon", polygons(b, l.land, digits), Kind{Kind: "land"}},
		{"MultiPolygon", polygons(b, l.lakes, digits), Kind{Kind: "lake"}},
		{"MultiLineString", cut(b, l.rivers, digits), Kind{Kind: "river"}},
		{"MultiLineString", cut(b, l.borders, digits), Kind{Kind: "border"}},
		{"MultiLineString", cut(b, l.disputed, digits), Kind{Kind: "disputed"}},
	}
	for rank, p := range placesIn(lib, language, b) {
		if rank > mostNamed {
			break
		}
		lon, lat := p.Lon, p.Lat
		if p.Class == "country" {
			var ok bool
			if lon, lat, ok = seat(b, p); !ok {
				continue
			}
		}
		shapes = append(shapes, Shape{"Point", point{rounded(lon, 100), rounded(lat, 100)}, Kind{"place", p.Name, p.Shown, p.Class, zoomOf(p), rank}})
	}
	return shapes
}

// zoomOf is the zoom of a web map at which the map's height is what a place is
// named on.
func zoomOf(p flow.Place) float64 {
	const high, around = 600, 40_075_017.0
	reach := reach(p)
	if math.IsInf(reach, 1) {
		return 0
	}
	return rounded(math.Log2(high*around*math.Cos(p.Lat*math.Pi/180)/512/reach), 10)
}

func rounded(n, steps float64) float64 { return math.Round(n*steps) / steps }

// thin rounds the points of a line and leaves out those that fall together.
func thin(points []point, digits float64) []point {
	var out []point
	for _, p := range points {
		q := point{rounded(p[0], digits), rounded(p[1], digits)}
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out
}

func cut(b Box, lines []line, digits float64) [][]point {
	parts := [][]point{}
	for _, l := range lines {
		if !l.box.meets(b) {
			continue
		}
		for _, part := range b.lines(l.points) {
			if part = thin(part, digits); len(part) > 1 {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// polygons puts rings that lie in another into it as holes: outlines run
// counter-clockwise, holes clockwise.
func polygons(b Box, rings []line, digits float64) [][][]point {
	type ring struct {
		points []point
		box    Box
		size   float64
	}
	var all []ring
	for _, r := range rings {
		if !r.box.meets(b) {
			continue
		}
		points := thin(b.ring(r.points), digits)
		if len(points) > 1 && points[0] != points[len(points)-1] {
			points = append(points, points[0])
		}
		if len(points) < 4 {
			continue
		}
		c := ring{points: points, box: nowhere}
		for _, p := range points {
			c.box = c.box.with(p[0], p[1])
		}
		if _, _, c.size = middle(points); c.size > 0 {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b ring) int { // outlines before what lies in them
		switch {
		case a.size > b.size:
			return -1
		case a.size < b.size:
			return 1
		}
		return 0
	})
	out := [][][]point{}
	depth := make([]int, len(all))
	holder := make([]int, len(all)) // index of its polygon
	for i, r := range all {
		within := -1
		for j := i - 1; j >= 0; j-- { // the smallest that holds it
			if all[j].box.holds(r.box.West, r.box.South) && all[j].box.holds(r.box.East, r.box.North) && inside(all[j].points, b.off(r.points)) {
				within = j
				break
			}
		}
		if within >= 0 {
			depth[i] = depth[within] + 1
		}
		if depth[i]%2 == 1 {
			holder[i] = holder[within]
			out[holder[i]] = append(out[holder[i]], turned(r.points, false))
			continue
		}
		holder[i] = len(out)
		out = append(out, [][]point{turned(r.points, true)})
	}
	return out
}

// off returns a point of a ring that is off the box's edges, along which rings
// meet that do not otherwise.
func (b Box) off(ring []point) point {
	for _, p := range ring {
		if p[0] > b.West && p[0] < b.East && p[1] > b.South && p[1] < b.North {
			return p
		}
	}
	return ring[0]
}

// inside reports whether a point lies in a ring.
func inside(ring []point, p point) bool {
	in := false
	for i := range len(ring) - 1 {
		a, b := ring[i], ring[i+1]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			in = !in
		}
	}
	return in
}

// turned returns a ring in the direction that is asked for.
func turned(ring []point, counterClockwise bool) []point {
	sum := 0.0
	for i := range len(ring) - 1 {
		sum += ring[i][0]*ring[i+1][1] - ring[i+1][0]*ring[i][1]
	}
	if sum > 0 == counterClockwise {
		return ring
	}
	ring = slices.Clone(ring)
	slices.Reverse(ring)
	return ring
}
