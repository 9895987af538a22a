package atlas

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/web/message"

	_ "embed"
)

// Style is the style sheet of maps.
//
//go:embed atlas.css
var Style string

// Library tells which places maps may name, and how far they reach.
type Library interface {
	Places(west, south, east, north float64) []flow.Place
	Reach(name, precision string, lat, lon float64) flow.Reach
}

// Road is a line on the map with what is said of it.
type Road struct {
	Name  string
	Class string // of the style sheet: "way open"
	Says  message.Text
	Line  [][2]float64 // longitude, latitude
}

// Stop is a settlement on a road.
type Stop struct {
	Name     string
	Lon, Lat float64
	Out      bool // who reaches it is not cut off: it is drawn as a square
}

// Map is what a page shows on a map.
type Map struct {
	Label    message.Text
	Marks    []Mark
	Roads    []Road
	Stops    []Stop
	Box      Box // to be shown; that of most marks and of all roads when it is the zero box: see Core
	High     float64
	Language *message.Language // nil for English
	Live     Live              // zero for a map that does not move
}

func (m Map) language() *message.Language { return cmp.Or(m.Language, message.English) }

// standardHigh is how high a map is drawn unless its page says otherwise, in
// units of which it is 960 wide.
const standardHigh = 600

// View returns the part of the world that the map shows.
func (m Map) View() View {
	b := m.Box
	if b == (Box{}) {
		b = Core(m.Marks)
		for _, r := range m.Roads {
			for _, p := range r.Line {
				b = b.with(p[0], p[1])
			}
		}
	}
	high := m.High
	if high == 0 {
		high = standardHigh
	}
	return Fit(b, high)
}

// SVG draws the map. The same map gives the same bytes. Marks are links; what
// the map says must stand beside it in words too.
func (m Map) SVG(lib Library) template.HTML {
	v := m.View()
	m.Marks = slices.DeleteFunc(slices.Clone(m.Marks), func(far Mark) bool { return !far.Area && !v.holds(far.Lon, far.Lat) })
	slices.SortStableFunc(m.Marks, byWeight)
	v.spread(m.Marks)
	s := &sheet{view: v, language: m.language()}
	s.printf(`<svg class="atlas" role="group" aria-label="%s" viewBox="0 0 %g %g">`+"\n", html.EscapeString(m.Label.In(s.language)), wide, v.High)
	s.printf(`<rect class="water" width="%g" height="%g"/>`+"\n", wide, v.High)
	s.base()
	for _, r := range m.Roads {
		d := s.lines([]line{{points: asPoints(r.Line), box: v.Box}})
		s.printf(`<path class="%s" d="%s"><title>%s: %s</title></path>`+"\n", r.Class, d, html.EscapeString(r.Name), html.EscapeString(r.Says.In(s.language)))
	}
	for i := range m.Marks {
		s.area(&m.Marks[i])
	}
	places := placesIn(lib, m.language(), v.Box)
	for _, l := range letterings {
		labels, tags := l.labels(m, v, places)
		s.printf(`<g class="labels %s" aria-hidden="true">`+"\n", l.class)
		for _, at := range labels {
			s.label(at)
		}
		s.scale(l)
		s.printf("</g>\n")
		if len(tags) > 0 {
			s.printf(`<g class="%s">`+"\n", l.class)
			for _, t := range tags {
				s.tag(l, t)
			}
			s.printf("</g>\n")
		}
	}
	for i := range m.Marks {
		s.mark(&m.Marks[i])
	}
	s.printf("</svg>")
	return template.HTML(s.String())
}

// sheet is the map as it is drawn.
type sheet struct {
	strings.Builder
	view     View
	language *message.Language
}

func (s *sheet) printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// base draws land, water, degrees and boundaries.
func (s *sheet) base() {
	pixel := 1 / s.view.scale
	l := world().at(pixel)
	draw := func(class string, d string) {
		if d != "" {
			s.printf(`<path class="%s" d="%s"/>`+"\n", class, d)
		}
	}
	draw("land", s.rings(l.land))
	draw("water", s.rings(l.lakes))
	draw("river", s.lines(l.rivers))
	draw("degrees", s.degrees())
	draw("border", s.lines(l.borders))
	draw("border disputed", s.lines(l.disputed))
}

// beyond is a little more than the view, so that what is closed along its edges
// has no line there.
func (s *sheet) beyond() Box {
	b, by := s.view.Box, 6/s.view.scale
	return Box{b.West - by/s.view.shrink, b.South - by, b.East + by/s.view.shrink, b.North + by}
}

func (s *sheet) rings(rings []line) string {
	var d path
	box := s.beyond()
	for _, r := range rings {
		if r.box.meets(box) {
			d.add(s.view, box.ring(r.points), true)
		}
	}
	return d.String()
}

func (s *sheet) lines(lines []line) string {
	var d path
	box := s.beyond()
	for _, l := range lines {
		if l.box.meets(box) {
			for _, part := range box.lines(l.points) {
				d.add(s.view, part, false)
			}
		}
	}
	return d.String()
}

func asPoints(line [][2]float64) []point {
	points := make([]point, len(line))
	for i, p := range line {
		points[i] = p
	}
	return points
}

// path is the data of an SVG path, in tenths of a unit and relative steps.
type path struct {
	strings.Builder
}

// nearest is how far apart the points of a path are at least, in tenths of a
// unit.
const nearest = 9

func (p *path) add(v View, points []point, closed bool) {
	type tenths struct{ x, y int }
	var at []tenths
	for i, q := range points {
		x, y := v.at(q[0], q[1])
		t := tenths{int(math.Round(10 * x)), int(math.Round(10 * y))}
		if n := len(at); n > 0 && max(abs(t.x-at[n-1].x), abs(t.y-at[n-1].y)) < nearest && i < len(points)-1 {
			continue
		}
		at = append(at, t)
	}
	if closed && len(at) > 1 && at[0] == at[len(at)-1] {
		at = at[:len(at)-1]
	}
	if len(at) < 2 || closed && len(at) < 3 {
		return
	}
	for i, t := range at {
		step, from := byte('l'), tenths{}
		if i == 0 {
			step = 'M'
		} else {
			from = at[i-1]
		}
		if i < 2 {
			p.WriteByte(step)
		} else if t.x >= from.x {
			p.WriteByte(' ')
		}
		p.number(t.x - from.x)
		if t.y >= from.y {
			p.WriteByte(' ')
		}
		p.number(t.y - from.y)
	}
	if closed {
		p.WriteByte('z')
	}
}

// number writes tenths: "12.3", "-.4".
func (p *path) number(tenths int) {
	if tenths < 0 {
		p.WriteByte('-')
		tenths = -tenths
	}
	if whole := tenths / 10; whole > 0 || tenths == 0 {
		p.WriteString(strconv.Itoa(whole))
	}
	if part := tenths % 10; part > 0 {
		p.WriteByte('.')
		p.WriteByte('0' + byte(part))
	}
}

func abs(n int) int { return max(n, -n) }

// area draws the part of the world in which a mark's place lies: a ring of the
// spot's radius, the rounded box of an area. Of a country nothing is drawn, for
// its bounds would say whose a land is, nor of a water, which is seen.
func (s *sheet) area(m *Mark) {
	switch {
	case m.Country, m.Area && m.Water:
	case m.Area:
		left, top := s.view.at(m.Box.West, m.Box.North)
		right, bottom := s.view.at(m.Box.East, m.Box.South)
		if right < 0 || left > wide || bottom < 0 || top > s.view.High {
			return
		}
		class := "extent wide"
		if right-left > wide && bottom-top > s.view.High/2 { // most of the sheet, which would be tinted
			class += " bare"
		}
		s.printf(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`+"\n", class, left, top, right-left, bottom-top, min(corner, (right-left)/3, (bottom-top)/3))
	default:
		x, y := s.view.at(m.Lon, m.Lat)
		rx, ry := s.view.radii(m.Lat, m.Radius)
		s.printf(`<ellipse class="extent" cx="%.1f" cy="%.1f" rx="%.1f" ry="%.1f"/>`+"\n", x, y, rx, ry)
	}
}

// corner is how round the corners of an area's box are at most, in units.
const corner = 30.0

// mark draws a spot's disc: half filled when the mark is contested, filled when
// several tell it alike, empty when one does, dotted when nobody says that it
// happened. One that had to make room for another hangs on a line from its
// place.
func (s *sheet) mark(m *Mark) {
	if m.Area {
		return
	}
	title := html.EscapeString(Clean(m.Title.In(s.language)))
	if x, y := s.view.at(m.Lon, m.Lat); math.Hypot(x-m.x, y-m.y) > 1 {
		s.printf(`<path class="tether" d="M%.1f %.1fL%.1f %.1f"/>`, x, y, m.x, m.y)
	}
	s.printf(`<a class="spot" href="%s" aria-label="%s"><title>%s</title><g transform="translate(%.1f %.1f)"><g class="disc">%s`, html.EscapeString(m.Href), title, title, m.x, m.y, disc(m.Standing, m.size()))
	s.printf("</g></g></a>\n")
}

// tag draws what is told of an area: a plate with its sign and its name, for a
// disc would point at a spot.
func (s *sheet) tag(l lettering, t tag) {
	title := html.EscapeString(Clean(t.mark.Title.In(s.language)))
	r := signed * l.discs
	s.printf(`<a class="plate spot" href="%s" aria-label="%s"><title>%s</title><rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`, html.EscapeString(t.mark.Href), title, title, t.left, t.top, t.right-t.left, t.bottom-t.top, .3*l.size)
	middle := (t.top + t.bottom) / 2
	s.printf(`<g transform="translate(%.1f %.1f)">%s</g><text x="%.1f" y="%.1f">%s</text></a>`+"\n", t.left+.4*l.size+r, middle, disc(t.mark.Standing, r), t.left+.8*l.size+2*r, middle+.35*l.size, html.EscapeString(t.mark.lettered()))
}

// disc is the sign of a standing.
func disc(standing string, r float64) string {
	d := fmt.Sprintf(`<circle class="%s" r="%g"/>`, standing, r)
	if standing == accounts.Contested {
		d += fmt.Sprintf(`<path class="half" d="M0-%[1]ga%[1]g %[1]g 0 0 0 0 %[2]gz"/>`, r, 2*r)
	}
	return d
}

func (s *sheet) label(l label) {
	if l.out {
		s.printf(`<rect class="place" x="%.1f" y="%.1f" width="8" height="8"/>`, l.dot[0]-4, l.dot[1]-4)
	} else if l.dot != nil {
		s.printf(`<circle class="place" cx="%.1f" cy="%.1f" r="2.5"/>`, l.dot[0], l.dot[1])
	}
	s.printf(`<text class="%s %s" x="%.1f" y="%.1f">%s</text>`+"\n", l.kind, l.anchor, l.x, l.y, html.EscapeString(l.text))
}

// placesIn returns the places that a map of a box may name, as it letters them in
// a language.
func placesIn(lib Library, l *message.Language, b Box) []flow.Place {
	places := lib.Places(b.West, b.South, b.East, b.North)
	for i := range places {
		places[i].Shown = message.Place(places[i].Shown, places[i].Country).In(l)
	}
	return places
}
