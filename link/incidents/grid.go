package incidents

// The map is cut into cells of at least twice maxReach each way, so that what
// may be one place lies in one cell or in cells side by side. A row is
// three twentieths of a degree of latitude; how wide a column is depends on the zone,
// for a degree of longitude shrinks towards the poles. A place next to the edge
// of a zone lies in a row of both, and one in the first column in the column
// after the last as well: so neighbours are always one step away.
const (
	rowHeight = 15_000 // units: 16.7 km
	zoneShift = 22     // of a cell's number
	rowShift  = 11
)

// zone is a belt of rows, north and south of the equator alike.
type zone struct {
	upTo  int32 // latitude, units
	width int32 // of a column, units
}

// farthest is the latitude beyond which nobody lives and no place is exact.
const farthest = 8_190_000

// zones from the equator. Each width divides the parallel, so that no column is
// narrower than the others, and holds 16 km at the zone's outer edge.
var zones = []zone{{4_190_000, 20_000}, {5_590_000, 30_000}, {6_590_000, 40_000}, {7_490_000, 60_000}, {farthest, 120_000}}

// cells appends the cells in which an exact place lies.
func cells(p *Place, into []int64) []int64 {
	latitude := p.Lat
	if latitude < 0 {
		latitude = -latitude
	}
	row := int64(p.Lat+90*unitsADegree) / rowHeight
	for z, belt := range zones {
		below := int32(0) // where the belt begins
		if z > 0 {
			below = zones[z-1].upTo
		}
		if latitude+rowHeight < below || latitude > belt.upTo+rowHeight {
			continue
		}
		column := int64(p.Lon+180*unitsADegree) / int64(belt.width)
		last := int64(360*unitsADegree-1) / int64(belt.width)
		cell := int64(z)<<zoneShift | row<<rowShift
		into = append(into, cell|(min(column, last)+1))
		if column == 0 {
			into = append(into, cell|(last+2))
		}
	}
	return into
}
