package atlas

import (
	"math"

	"tallystick/flow"
)

// tag is the plate of an area on the sheet.
type tag struct {
	mark *Mark
	area
}

// signed is the radius of a plate's sign, whatever the toll.
const signed = 6.0

// tags finds room for the plates of areas: on the upper edge of an area, where a
// frame has its title, or else along its other edges and within it; of a country
// where its name stands. One that finds no room is left out: it is listed beside
// the map.
func (l *labeller) tags(marks []Mark, places []flow.Place) []tag {
	var tags []tag
	for i := range marks {
		m := &marks[i]
		if !m.Area {
			continue
		}
		high, across := 1.7*l.size, l.width(m.lettered(), "of-tag")+2*l.discs*signed+1.2*l.size
		for _, at := range l.stands(m, places, across, high) {
			if a := (area{at[0] - across/2, at[1] - high/2, at[0] + across/2, at[1] + high/2}); l.free(a) {
				l.taken, tags = append(l.taken, a), append(tags, tag{m, a})
				l.named[m.Places[0]] = true
				break
			}
		}
	}
	return tags
}

// stands returns where the plate of an area may have its middle, the best first.
func (l *labeller) stands(m *Mark, places []flow.Place, across, high float64) (at [][2]float64) {
	v := l.view
	if m.Country {
		return l.inCountry(m, places, across, high)
	}
	left, top := v.at(m.Box.West, m.Box.North)
	right, bottom := v.at(m.Box.East, m.Box.South)
	if right < 0 || left > wide || bottom < 0 || top > v.High {
		return nil
	}
	const edge = 6
	x := func(part float64) float64 { // of the part of the area that is seen
		from, to := max(left, 0), min(right, wide)
		return min(max(from+part*(to-from), across/2+edge), wide-across/2-edge)
	}
	y := func(part float64) float64 {
		from, to := max(top, 0), min(bottom, v.High)
		return min(max(from+part*(to-from), high/2+edge), v.High-high/2-edge)
	}
	for _, down := range []float64{0, 1} {
		for _, along := range []float64{.5, .3, .7, .1, .9} {
			at = append(at, [2]float64{x(along), y(down)})
		}
	}
	for n := range 9 { // the rows within it, from the middle
		down := .5 + float64((n+1)/2)*.1*math.Copysign(1, float64(n%2)-.5)
		for _, along := range []float64{0, 1, .5, .25, .75} {
			at = append(at, [2]float64{x(along), y(down)})
		}
	}
	return at
}

// inCountry returns where the plate of a country may have its middle: about where
// its name stands, within its outline, or about its point where it has none.
func (l *labeller) inCountry(m *Mark, places []flow.Place, across, high float64) (at [][2]float64) {
	v := l.view
	lon, lat, seen, may := m.Lon, m.Lat, v.holds(m.Lon, m.Lat), func(point) bool { return true }
	for _, p := range places {
		if p.Class == "country" && p.Name == m.Places[0] && len(world().countries[p.Country]) > 0 {
			lon, lat, seen = seat(v.Box, p)
			may = func(q point) bool { return within(p.Country, q) }
		}
	}
	if !seen {
		return nil
	}
	x, y := v.at(lon, lat)
	for _, dy := range []float64{0, -1.2, 1.2, -2.4, 2.4, -3.6, 3.6} {
		for _, dx := range []float64{0, -.5, .5, -1, 1} {
			if cx, cy := x+dx*across, y+dy*high; may(asPoint(v.place(cx, cy))) {
				at = append(at, [2]float64{cx, cy})
			}
		}
	}
	return at
}

func asPoint(lon, lat float64) point { return point{lon, lat} }
