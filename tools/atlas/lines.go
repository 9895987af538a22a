package main

import "math"

// simplify leaves out the points of a line that lie within a tolerance of what
// is left (Douglas and Peucker). A line that ends where it begins is halved
// first.
func simplify(line []point, tolerance float64) []point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	type stretch struct{ from, to int }
	todo := []stretch{{0, len(line) - 1}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		far, at := -1.0, 0
		for i := s.from + 1; i < s.to; i++ {
			if d := distance(line[i], line[s.from], line[s.to]); d > far {
				far, at = d, i
			}
		}
		if far > tolerance {
			keep[at] = true
			todo = append(todo, stretch{s.from, at}, stretch{at, s.to})
		}
	}
	var out []point
	for i, p := range line {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance is that of a point from a stretch of line, in degrees of latitude.
func distance(p, a, b point) float64 {
	shrink := math.Cos(p[1] * math.Pi / 180)
	px, py := (p[0]-a[0])*shrink, p[1]-a[1]
	bx, by := (b[0]-a[0])*shrink, b[1]-a[1]
	along := 0.0
	if length := bx*bx + by*by; length > 0 {
		along = min(1, max(0, (px*bx+py*by)/length))
	}
	return math.Hypot(px-along*bx, py-along*by)
}

// smooth cuts the corners of a line (Chaikin), which takes the steps out of
// lines that were put on a coarse grid.
func smooth(line []point) []point {
	n := len(line)
	if n < 4 {
		return line
	}
	closed := line[0] == line[n-1]
	var out []point
	if !closed {
		out = append(out, line[0])
	}
	for i := range n - 1 {
		a, b := line[i], line[i+1]
		out = append(out, point{.75*a[0] + .25*b[0], .75*a[1] + .25*b[1]}, point{.25*a[0] + .75*b[0], .25*a[1] + .75*b[1]})
	}
	if closed {
		return append(out, out[0])
	}
	return append(out, line[n-1])
}

// area is that of a ring, in square degrees of latitude.
func area(ring []point) float64 {
	sum := 0.0
	for i := range len(ring) - 1 {
		a, b := ring[i], ring[i+1]
		sum += (a[0]*b[1] - b[0]*a[1]) * math.Cos(a[1]*math.Pi/180)
	}
	return math.Abs(sum) / 2
}

// join makes longer lines of lines that meet in points where nothing else does.
func join(lines [][]point) [][]point {
	ends := make(map[point][]int)
	for i, l := range lines {
		ends[l[0]] = append(ends[l[0]], i)
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], i)
	}
	used := make([]bool, len(lines))
	grow := func(line []point) []point {
		for {
			end := line[len(line)-1]
			next := -1
			if at := ends[end]; len(at) == 2 {
				for _, i := range at {
					if !used[i] {
						next = i
					}
				}
			}
			if next < 0 {
				return line
			}
			used[next] = true
			more := lines[next]
			if more[0] != end {
				more = backwards(more)
			}
			line = append(line, more[1:]...)
		}
	}
	var out [][]point
	for i, l := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		l = grow(append([]point(nil), l...))
		out = append(out, grow(backwards(l)))
	}
	return out
}

// unroll cuts a ring that crosses the line of 180 degrees, or goes round a
// pole, into rings that do neither.
func unroll(ring []point) [][]point {
	rolled := []point{ring[0]}
	shift, west, east := 0.0, ring[0][0], ring[0][0]
	for i, p := range ring[1:] {
		switch step := p[0] - ring[i][0]; {
		case step > 180:
			shift -= 360
		case step < -180:
			shift += 360
		}
		p[0] += shift
		rolled = append(rolled, p)
		west, east = min(west, p[0]), max(east, p[0])
	}
	if west >= -180 && east <= 180 && shift == 0 {
		return [][]point{rolled} // -180 beside 179 is 180
	}
	if shift != 0 { // round a pole: along it back to the beginning
		pole := math.Copysign(90, ring[0][1])
		rolled = append(rolled, point{rolled[len(rolled)-1][0], pole}, point{rolled[0][0], pole}, rolled[0])
	}
	var out [][]point
	for _, by := range []float64{-360, 0, 360} {
		if part := between(rolled, by-180, by+180); len(part) > 3 {
			for i := range part {
				part[i][0] -= by
			}
			out = append(out, part)
		}
	}
	return out
}

// between returns the part of a ring that lies between two meridians, closed
// along them.
func between(ring []point, west, east float64) []point {
	for _, edge := range []struct{ at, sign float64 }{{west, 1}, {east, -1}} {
		var out []point
		for i := range len(ring) - 1 {
			a, b := ring[i], ring[i+1]
			in := func(p point) bool { return (p[0]-edge.at)*edge.sign >= 0 }
			if in(a) {
				out = append(out, a)
			}
			if in(a) != in(b) {
				out = append(out, point{edge.at, a[1] + (edge.at-a[0])/(b[0]-a[0])*(b[1]-a[1])})
			}
		}
		if len(out) == 0 {
			return nil
		}
		ring = append(out, out[0])
	}
	return ring
}
