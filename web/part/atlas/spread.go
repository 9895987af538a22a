package atlas

import "math"

// A disc may be drawn this many units from its place, to make room for another,
// and discs are moved this many times at most.
const (
	farthest = 34.0
	turns    = 24
)

// spread puts the discs of spots on the sheet and moves those apart that would
// hide each other, so that each can be seen and opened.
func (v View) spread(marks []Mark) {
	var spots []*Mark
	for i := range marks {
		if m := &marks[i]; !m.Area {
			m.x, m.y = v.at(m.Lon, m.Lat)
			spots = append(spots, m)
		}
	}
	for range turns {
		moved := false
		for i, a := range spots {
			for j, b := range spots[:i] {
				dx, dy, want := a.x-b.x, a.y-b.y, a.size()+b.size()+2
				if math.Abs(dx) >= want || math.Abs(dy) >= want {
					continue
				}
				apart := math.Hypot(dx, dy)
				if apart >= want {
					continue
				}
				if apart < 0.1 { // one on the other: any way will do that is the same each time
					turn := 2.4 * float64(i+j)
					dx, dy, apart = math.Cos(turn), math.Sin(turn), 1
				}
				by := (want - math.Hypot(a.x-b.x, a.y-b.y)) / 2
				v.nudge(a, dx/apart*by, dy/apart*by)
				v.nudge(b, -dx/apart*by, -dy/apart*by)
				moved = true
			}
		}
		if !moved {
			return
		}
	}
}

// nudge moves a disc, but not far from its place nor off the sheet.
func (v View) nudge(m *Mark, dx, dy float64) {
	x, y := v.at(m.Lon, m.Lat)
	tx, ty := m.x+dx-x, m.y+dy-y
	if far := math.Hypot(tx, ty); far > farthest {
		tx, ty = tx*farthest/far, ty*farthest/far
	}
	r := m.size() + 2
	m.x, m.y = min(max(x+tx, r), wide-r), min(max(y+ty, r), v.High-r)
}
