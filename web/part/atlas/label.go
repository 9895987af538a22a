package atlas

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tallystick/flow"
)

// lettering is how a sheet is labelled. It is drawn twice: as it stands on a
// wide screen, where a unit is about a pixel, and on a phone, where the sheet
// shrinks to two fifths and letters and discs must not. The style sheet shows
// one of the two, and has the same sizes.
type lettering struct {
	class string
	size  float64 // of letters, in units
	discs float64 // how much larger discs are drawn
	most  int     // labels besides those of marks
}

var letterings = []lettering{{"at-desk", 14, 1, 36}, {"at-hand", 30, 2, 7}}

// label is a name on the map.
type label struct {
	text   string
	kind   string // class of the style sheet
	x, y   float64
	anchor string
	dot    *[2]float64 // where the place itself is drawn
	out    bool        // as a square
}

// area is a rectangle on the sheet.
type area struct{ left, top, right, bottom float64 }

func (a area) meets(b area) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// labels names the marks' places and the roads' stops first, as they are what
// the map is about, with what is said of the roads; then countries, then what
// else is well known in the view. A name that finds no room is left out.
func (s lettering) labels(m Map, v View, places []flow.Place) ([]label, []tag) {
	l := &labeller{lettering: s, view: v, named: make(map[string]bool)}
	l.taken = append(l.taken, area{0, v.High - 2.4*s.size, 0.3 * wide, v.High}) // the scale
	for i := range m.Marks {
		if at := &m.Marks[i]; !at.Area {
			l.keep(at.x, at.y, l.discs*at.size())
		}
	}
	tags := l.tags(m.Marks, places)
	l.marks(m.Marks)
	l.roads(m)
	l.surroundings(m.Marks, places)
	return l.placed, tags
}

func (l *labeller) marks(marks []Mark) {
	for i := range marks {
		m := &marks[i]
		if m.Area {
			continue
		}
		for _, name := range m.Places {
			l.named[name] = true
		}
		if clear := l.discs * m.size(); !l.beside(m.lettered(), "of-mark", m.x, m.y, clear, false) && len(m.Incidents) > 1 {
			l.beside(times(m), "of-mark", m.x, m.y, clear, false)
		}
	}
}

func times(m *Mark) string { return fmt.Sprintf("×%d", len(m.Incidents)) }

// lettered is the mark's name on the map, with how many incidents are told of it.
func (m *Mark) lettered() string {
	if len(m.Incidents) < 2 {
		return m.Place()
	}
	return m.Place() + " " + times(m)
}

func (l *labeller) roads(m Map) {
	for _, stop := range m.Stops {
		x, y := l.view.at(stop.Lon, stop.Lat)
		if n := len(l.placed); !l.named[stop.Name] && l.beside(stop.Name, "of-mark", x, y, 4, true) {
			l.placed[n].out, l.named[stop.Name] = stop.Out, true
		}
	}
	for _, r := range m.Roads {
		x, y := l.view.at(halfway(r.Line))
		l.beside(r.Says.In(m.language()), "of-road", x, y, 3, false)
	}
}

func (l *labeller) surroundings(marks []Mark, places []flow.Place) {
	v, budget := l.view, len(l.placed)+l.most
	for _, p := range places {
		if p.Class != "country" || len(l.placed) >= budget {
			continue
		}
		if l.named[p.Name] {
			continue
		}
		if lon, lat, ok := seat(v.Box, p); ok {
			x, y := v.at(lon, lat)
			l.over(strings.ToUpper(p.Shown), "of-country", x, y, func(lon, lat float64) bool { return within(p.Country, point{lon, lat}) })
		}
	}
	high := (v.North - v.South) * metres
	for _, p := range places {
		if len(l.placed) >= budget || p.Class == "country" || l.named[p.Name] || !v.holds(p.Lon, p.Lat) || high > reach(p) {
			continue
		}
		x, y := v.at(p.Lon, p.Lat)
		ofDisc := func(m Mark) bool { return !m.Area && math.Hypot(m.x-x, m.y-y) < l.discs*m.size() }
		switch {
		case p.Class == "sea", p.Class == "lake":
			l.over(p.Shown, "of-water", x, y, anywhere)
		case p.Class == "area":
			l.over(p.Shown, "of-area", x, y, Box{p.Reach.West, p.Reach.South, p.Reach.East, p.Reach.North}.holds)
		case !slices.ContainsFunc(marks, ofDisc): // it would look like the mark's own name
			l.beside(p.Shown, "of-place", x, y, 3, true)
		}
	}
}

// halfway returns the middle of a line's longest straight stretch, where there
// is most room for words.
func halfway(line [][2]float64) (lon, lat float64) {
	longest := -1.0
	for i := range len(line) - 1 {
		a, b := line[i], line[i+1]
		if d := math.Hypot(b[0]-a[0], b[1]-a[1]); d > longest {
			longest, lon, lat = d, (a[0]+b[0])/2, (a[1]+b[1])/2
		}
	}
	return lon, lat
}

// reach is the height, in metres, of the largest map that names a place.
func reach(p flow.Place) float64 {
	switch {
	case p.Capital, p.Class == "sea", p.Class == "country":
		return math.Inf(1)
	case p.Class == "area":
		return 2_500_000
	case p.Resident >= 1000:
		return 4_000_000
	case p.Class == "city":
		return 1_500_000
	case p.Class == "village":
		return 120_000
	}
	return 450_000
}

// seat returns where the name of a country stands on a map of a box: at its
// point or, when that is outside or close to the edge, in the middle of what is
// seen of it. It is false when little is seen.
func seat(b Box, p flow.Place) (lon, lat float64, ok bool) {
	inner := b
	dx, dy := 0.08*(b.East-b.West), 0.06*(b.North-b.South)
	inner.West, inner.East, inner.South, inner.North = b.West+dx, b.East-dx, b.South+dy, b.North-dy
	best := 0.0
	for _, ring := range world().countries[p.Country] {
		if !ring.box.meets(b) {
			continue
		}
		if mlon, mlat, size := middle(b.ring(ring.points)); size > best {
			best, lon, lat = size, mlon, mlat
		}
	}
	if best < 0.006*(b.East-b.West)*(b.North-b.South) {
		return 0, 0, false
	}
	if inner.holds(p.Lon, p.Lat) {
		lon, lat = p.Lon, p.Lat
	}
	return lon, lat, true
}

// within reports whether a place lies in a country's outline.
func within(country string, p point) bool {
	return slices.ContainsFunc(world().countries[country], func(l line) bool { return l.box.holds(p[0], p[1]) && inside(l.points, p) })
}

// labeller puts labels where nothing stands yet.
type labeller struct {
	lettering
	view   View
	named  map[string]bool
	taken  []area
	placed []label
}

// keep keeps a disc clear.
func (l *labeller) keep(x, y, r float64) { l.taken = append(l.taken, area{x - r, y - r, x + r, y + r}) }

func (l *labeller) free(a area) bool {
	if a.left < 4 || a.top < 4 || a.right > wide-4 || a.bottom > l.view.High-4 {
		return false
	}
	return !slices.ContainsFunc(l.taken, a.meets)
}

// width estimates how wide a text is.
func (l *labeller) width(text, kind string) float64 {
	em := 0.57
	switch kind {
	case "of-mark": // bold
		em = 0.63
	case "of-tag": // and slanted
		em = 0.68
	}
	return em * l.size * float64(utf8.RuneCountInString(text))
}

// beside puts a label beside a point that is kept clear by a radius, and
// reports whether there was room.
func (l *labeller) beside(text, kind string, x, y, clear float64, dot bool) bool {
	w, gap := l.width(text, kind), clear+0.3*l.size
	for _, try := range []struct {
		dx, dy, left float64
		anchor       string
	}{{gap, .35 * l.size, 0, "start"}, {-gap, .35 * l.size, -w, "end"}, {0, -gap, -w / 2, "middle"}, {0, gap + .75*l.size, -w / 2, "middle"}} {
		at := label{text: text, kind: kind, x: x + try.dx, y: y + try.dy, anchor: try.anchor}
		a := area{at.x + try.left, at.y - .9*l.size, at.x + try.left + w, at.y + .3*l.size}
		if !l.free(a) || dot && !l.free(area{x - clear, y - clear, x + clear, y + clear}) {
			continue
		}
		if dot {
			at.dot = &[2]float64{x, y}
			l.keep(x, y, clear)
		}
		l.taken, l.placed = append(l.taken, a), append(l.placed, at)
		return true
	}
	return false
}

// over puts a label on a point, or a little off it, where it may stand.
func (l *labeller) over(text, kind string, x, y float64, may func(lon, lat float64) bool) {
	w := 1.3 * l.width(text, kind) // letters stand apart
	for _, dy := range []float64{0, -2, 2, -4, 4} {
		for _, dx := range []float64{0, -0.5, 0.5, -1, 1} {
			cx, cy := x+dx*w, y+dy*l.size
			a := area{cx - w/2, cy - .9*l.size, cx + w/2, cy + .3*l.size}
			if !l.free(a) || !may(l.view.place(cx-w/4, cy-.3*l.size)) || !may(l.view.place(cx+w/4, cy-.3*l.size)) {
				continue
			}
			l.taken, l.placed = append(l.taken, a), append(l.placed, label{text: text, kind: kind, x: cx, y: cy, anchor: "middle"})
			return
		}
	}
}

// anywhere lets a label stand wherever there is room.
func anywhere(float64, float64) bool { return true }
