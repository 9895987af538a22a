package atlas

import "math"

// ring returns the part of a ring that lies in a box, along whose edges it is
// closed (Sutherland and Hodgman).
func (b Box) ring(points []point) []point {
	for _, edge := range []struct {
		axis int
		at   float64
		sign float64
	}{{0, b.West, 1}, {0, b.East, -1}, {1, b.South, 1}, {1, b.North, -1}} {
		if len(points) == 0 {
			return nil
		}
		inside := func(p point) bool { return (p[edge.axis]-edge.at)*edge.sign >= 0 }
		var out []point
		last := points[len(points)-1]
		for _, p := range points {
			if inside(p) != inside(last) {
				out = append(out, crossing(last, p, edge.axis, edge.at))
			}
			if inside(p) {
				out = append(out, p)
			}
			last = p
		}
		points = out
	}
	return points
}

// crossing returns the point between two at which a coordinate has a value.
func crossing(a, b point, axis int, at float64) point {
	part := (at - a[axis]) / (b[axis] - a[axis])
	other := 1 - axis
	var p point
	p[axis], p[other] = at, a[other]+part*(b[other]-a[other])
	return p
}

// lines returns the parts of a line that lie in a box.
func (b Box) lines(points []point) [][]point {
	var out [][]point
	var part []point
	for i := range len(points) - 1 {
		from, to, ok := b.stretch(points[i], points[i+1])
		if !ok {
			continue
		}
		if len(part) == 0 || part[len(part)-1] != from {
			if len(part) > 1 {
				out = append(out, part)
			}
			part = []point{from}
		}
		part = append(part, to)
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// stretch returns the part of a straight line that lies in a box (Liang and
// Barsky).
func (b Box) stretch(p, q point) (from, to point, ok bool) {
	first, last := 0.0, 1.0
	dx, dy := q[0]-p[0], q[1]-p[1]
	for _, edge := range [4][2]float64{{-dx, p[0] - b.West}, {dx, b.East - p[0]}, {-dy, p[1] - b.South}, {dy, b.North - p[1]}} {
		switch {
		case edge[0] == 0 && edge[1] < 0:
			return from, to, false
		case edge[0] < 0:
			first = max(first, edge[1]/edge[0])
		case edge[0] > 0:
			last = min(last, edge[1]/edge[0])
		}
	}
	if first > last {
		return from, to, false
	}
	from, to = p, q
	if first > 0 {
		from = point{p[0] + first*dx, p[1] + first*dy}
	}
	if last < 1 {
		to = point{p[0] + last*dx, p[1] + last*dy}
	}
	return from, to, true
}

// middle returns the middle of a ring's area, and the area in square degrees.
func middle(ring []point) (lon, lat, area float64) {
	if len(ring) < 3 {
		return 0, 0, 0
	}
	last := ring[len(ring)-1]
	for _, p := range ring {
		cross := last[0]*p[1] - p[0]*last[1]
		area += cross
		lon += (last[0] + p[0]) * cross
		lat += (last[1] + p[1]) * cross
		last = p
	}
	if math.Abs(area) < 1e-12 {
		return 0, 0, 0
	}
	return lon / (3 * area), lat / (3 * area), math.Abs(area) / 2
}
