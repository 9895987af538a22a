package incidents

import (
	"math"

	"tallystick/evidence"
)

// reaches says how far from its point a place of each precision may lie, in
// metres: what happens at a place happens around it. Regions and countries
// have none: they say too little to be a reason.
var reaches = map[string]int32{
	"point": 1000, "feature": 3000, "village": 2500, "town": 4000, "city": maxReach, "": 4000,
}

const (
	maxReach      = 8_000 // metres
	unitsADegree  = 100_000
	metresADegree = 111_195 // of a meridian
)

// placeOf returns a claim's place; ok is false when it has no point.
func placeOf(p evidence.Place) (out Place, ok bool) {
	if p.Lat == nil || p.Lon == nil || math.Abs(*p.Lat) > 90 || math.Abs(*p.Lon) > 180 {
		return Place{}, false
	}
	out = Place{
		Lat:    int32(math.Round(*p.Lat * unitsADegree)),
		Lon:    int32(math.Round(*p.Lon * unitsADegree)),
		Radius: reaches[p.Precision],
		Name:   hash(p.Name),
	}
	if out.Lat > farthest || out.Lat < -farthest {
		out.Radius = 0
	}
	return out, true
}

// Exact reports whether the place is a settlement or finer.
func (p Place) Exact() bool { return p.Radius > 0 }

// cosines of whole degrees and a tenth, in 1/4096.
var cosines = func() (table [901]int64) {
	for i := range table {
		table[i] = int64(math.Round(4096 * math.Cos(float64(i)*math.Pi/1800)))
	}
	return table
}()

// within reports whether two exact places may be one: they lie no further
// apart than both names reach.
func within(a, b *Place) bool {
	reach := int64(a.Radius+b.Radius) * unitsADegree / metresADegree // units of latitude
	dy := int64(a.Lat) - int64(b.Lat)
	if dy > reach || -dy > reach {
		return false
	}
	dx := int64(a.Lon) - int64(b.Lon)
	if dx < 0 {
		dx = -dx
	}
	if dx > 180*unitsADegree {
		dx = 360*unitsADegree - dx
	}
	middle := (int64(a.Lat) + int64(b.Lat)) / 2
	if middle < 0 {
		middle = -middle
	}
	dx = dx * cosines[middle/(unitsADegree/10)] / 4096
	return dx*dx+dy*dy <= reach*reach
}
