package atlas

import "math"

// metres is the length of a degree of latitude.
const metres = 111_195.0

// Box is a part of the world in degrees. It never crosses the line of 180
// degrees.
type Box struct{ West, South, East, North float64 }

// nowhere holds no point.
var nowhere = Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

// inhabited is the world without the poles.
var inhabited = Box{-180, -58, 180, 80}

func (b Box) empty() bool { return b.West > b.East || b.South > b.North }

// with returns the box that holds a place too.
func (b Box) with(lon, lat float64) Box {
	return Box{min(b.West, lon), min(b.South, lat), max(b.East, lon), max(b.North, lat)}
}

// around returns the box that holds all places within metres of one too.
func (b Box) around(lon, lat, radius float64) Box {
	up := radius / metres
	across := up / max(0.05, math.Cos(lat*math.Pi/180))
	return b.with(max(-180, lon-across), max(-90, lat-up)).with(min(180, lon+across), min(90, lat+up))
}

// radius is half the way across the box from corner to corner, in metres; 0 for
// the zero box.
func (b Box) radius() float64 {
	return metres * math.Hypot((b.East-b.West)*math.Cos((b.South+b.North)/2*math.Pi/180), b.North-b.South) / 2
}

func (b Box) meets(o Box) bool {
	return b.West <= o.East && o.West <= b.East && b.South <= o.North && o.South <= b.North
}

func (b Box) holds(lon, lat float64) bool {
	return b.West <= lon && lon <= b.East && b.South <= lat && lat <= b.North
}

// A map as it is drawn, in its own units: on a wide screen about a pixel.
const (
	wide   = 960.0
	margin = 0.12 // of each side, around what the map is to show
	// closest is the least that a map shows from side to side, in metres: a
	// closer look would promise a precision that no mark has.
	closest = 60_000.0
)

// View is a part of the world on a sheet. Degrees of longitude are shortened by
// the cosine of the middle latitude.
type View struct {
	Box
	High   float64 // units; it is 960 wide
	scale  float64 // units a degree of latitude
	shrink float64 // of a degree of longitude
}

// Fit returns the view of a sheet so many units high that shows a box with a
// margin around it; of all the world for an empty box.
func Fit(b Box, high float64) View {
	if b.empty() {
		b = inhabited
	}
	v := View{High: high, shrink: max(0.05, math.Cos((b.South+b.North)/2*math.Pi/180))}
	middleLon, middleLat := (b.West+b.East)/2, (b.South+b.North)/2
	across := max((b.East-b.West)*v.shrink*(1+2*margin), closest/metres)
	up := max((b.North-b.South)*(1+2*margin), closest/metres*high/wide)
	v.scale = max(min(wide/across, high/up), wide/(360*v.shrink))
	if most := inhabited.North - inhabited.South; high/v.scale > most { // the whole world
		v.High, middleLat = most*v.scale, (inhabited.North+inhabited.South)/2
	}
	halfWide, halfHigh := wide/v.scale/v.shrink/2, v.High/v.scale/2
	middleLon = min(max(middleLon, -180+halfWide), 180-halfWide)
	v.Box = Box{middleLon - halfWide, middleLat - halfHigh, middleLon + halfWide, middleLat + halfHigh}
	return v
}

// at returns where a place stands on the sheet, in units from its upper left.
func (v View) at(lon, lat float64) (x, y float64) {
	return (lon - v.West) * v.scale * v.shrink, (v.North - lat) * v.scale
}

// place returns what stands at a point of the sheet.
func (v View) place(x, y float64) (lon, lat float64) {
	return v.West + x/(v.scale*v.shrink), v.North - y/v.scale
}

// radii returns the half axes, in units, of what lies within metres of a place.
func (v View) radii(lat, radius float64) (rx, ry float64) {
	ry = radius / metres * v.scale
	return ry * v.shrink / max(0.05, math.Cos(lat*math.Pi/180)), ry
}
