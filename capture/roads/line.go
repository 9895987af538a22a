package roads

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"tallystick/evidence"
)

// onGlobe checks a position of GeoJSON: longitude, latitude, and a height that
// is not kept.
func onGlobe(p []float64) ([2]float64, error) {
	if len(p) < 2 {
		return [2]float64{}, fmt.Errorf("the position %v has no longitude and latitude", p)
	}
	lon, lat := p[0], p[1]
	switch {
	case math.Abs(lat) > 90 && math.Abs(lat) <= 180 && math.Abs(lon) <= 90:
		return [2]float64{}, fmt.Errorf("latitude %v lies off the globe: GeoJSON writes longitude before latitude, and these look swapped", lat)
	case math.Abs(lat) > 1000 || math.Abs(lon) > 1000:
		return [2]float64{}, fmt.Errorf("%v, %v are no degrees: save the file in WGS 84 (longitude and latitude in degrees)", lon, lat)
	case math.Abs(lat) > 90 || math.Abs(lon) > 180:
		return [2]float64{}, fmt.Errorf("longitude %v, latitude %v lie off the globe", lon, lat)
	}
	return [2]float64{lon, lat}, nil
}

// lineOf reads the line of a road. The parts of a MultiLineString must join
// end to end, in whatever order and direction they were drawn.
func lineOf(g shape) ([][2]float64, error) {
	parts := make([][][]float64, 1)
	var err error
	if g.Type == "MultiLineString" {
		err = json.Unmarshal(g.Coordinates, &parts)
	} else {
		err = json.Unmarshal(g.Coordinates, &parts[0])
	}
	if err != nil {
		return nil, fmt.Errorf("its coordinates are not those of a %s: write [longitude, latitude] for each point", g.Type)
	}
	var lines [][][2]float64
	total := 0
	for _, part := range parts {
		var line [][2]float64
		for i, p := range part {
			on, err := onGlobe(p)
			if err != nil {
				return nil, fmt.Errorf("point %d: %w", i+1, err)
			}
			if k := len(line); k == 0 || line[k-1] != on {
				line = append(line, on)
			}
		}
		if total += len(line); total > MaxPositions {
			return nil, fmt.Errorf("more than %d points: simplify the line", MaxPositions)
		}
		if len(line) > 1 {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, errors.New("a road has two different points or more")
	}
	return joined(lines)
}

// gap is how far apart, in kilometres, the ends of two parts may lie that are
// one line.
const gap = 0.5

// joined puts the parts of a line end to end.
func joined(parts [][][2]float64) ([][2]float64, error) {
	if len(parts) > 500 {
		return nil, errors.New("more than 500 parts: draw the road as one line")
	}
	line := parts[0]
	rest := slices.Clone(parts[1:])
	for len(rest) > 0 {
		found := slices.IndexFunc(rest, func(p [][2]float64) bool {
			for _, end := range []([2]float64){line[0], line[len(line)-1]} {
				if distance(end, p[0]) <= gap || distance(end, p[len(p)-1]) <= gap {
					return true
				}
			}
			return false
		})
		if found < 0 {
			p := rest[0]
			return nil, fmt.Errorf("its parts do not join: nothing meets the part that begins at longitude %v, latitude %v. Draw roads that do not meet as roads of their own", p[0][0], p[0][1])
		}
		p := slices.Clone(rest[found])
		rest = slices.Delete(rest, found, found+1)
		first, last := line[0], line[len(line)-1]
		switch {
		case distance(last, p[0]) <= gap:
			line = append(line[:len(line):len(line)], p...)
		case distance(last, p[len(p)-1]) <= gap:
			slices.Reverse(p)
			line = append(line[:len(line):len(line)], p...)
		case distance(first, p[len(p)-1]) <= gap:
			line = append(p, line...)
		default:
			slices.Reverse(p)
			line = append(p, line...)
		}
	}
	return line, nil
}

// order puts the settlements of a road in the order of its line, and refuses
// those that do not lie on it.
func order(r *evidence.Route) error {
	if len(r.Settlements) < 2 {
		return errors.New("a road has two settlements or more: a way out begins at one and ends at another")
	}
	if len(r.Settlements)*len(r.Line) > 5_000_000 {
		return errors.New("too many settlements on too fine a line: simplify it")
	}
	type placed struct {
		evidence.Settlement
		at float64
	}
	all := make([]placed, len(r.Settlements))
	seen := make(map[string]bool)
	for i, s := range r.Settlements {
		if key := strings.ToLower(s.Name); seen[key] {
			return fmt.Errorf("settlement %s stands twice on it", cut(s.Name))
		} else {
			seen[key] = true
		}
		at, off := along(r.Line, [2]float64{s.Lon, s.Lat})
		if off > FarOff {
			why := fmt.Sprintf("settlement %s lies %.0f km from the line", cut(s.Name), off)
			if _, turned := along(r.Line, [2]float64{s.Lat, s.Lon}); turned <= FarOff {
				why += ": its latitude and longitude are swapped, or the line's are"
			}
			return errors.New(why)
		}
		all[i] = placed{s, at}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	for i, p := range all {
		r.Settlements[i] = p.Settlement
	}
	return nil
}

// along returns where on a line the point nearest to p lies, as the number of a
// stretch and a part of it, and how far from it p is, in kilometres.
func along(line [][2]float64, p [2]float64) (at, off float64) {
	off = math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := plane(line[i-1], p), plane(line[i], p)
		dx, dy := b[0]-a[0], b[1]-a[1]
		length := math.Hypot(dx, dy)
		part := 0.0
		if length > 0 {
			part = min(max(-(a[0]*dx+a[1]*dy)/(length*length), 0), 1)
		}
		if d := math.Hypot(a[0]+part*dx, a[1]+part*dy); d < off {
			at, off = float64(i)+part, d
		}
	}
	return at, off
}

// kmDegree is the length of a degree of latitude.
const kmDegree = 111.195

// plane returns a position in kilometres east and north of p, on a plane that
// touches the globe there.
func plane(a, p [2]float64) [2]float64 {
	east := math.Mod(a[0]-p[0]+540, 360) - 180
	return [2]float64{east * kmDegree * math.Cos(p[1]*math.Pi/180), (a[1] - p[1]) * kmDegree}
}

func distance(a, b [2]float64) float64 {
	d := plane(a, b)
	return math.Hypot(d[0], d[1])
}
