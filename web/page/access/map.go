package access

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strings"

	"tallystick/flow"
	"tallystick/link/territory"
	"tallystick/publish"
)

// The map's width, its margins and its greatest and least height, in its own
// units.
const (
	mapWide   = 420
	mapMargin = 34
	mapHigh   = 420
	mapLow    = 120
)

// styles is how the states of roads are drawn; a line's style and its label
// tell them apart, no colour does.
var styles = map[string]string{"open": "open", "closed": "closed", "restricted": "restricted", differ: "differ", unsaid: "unsaid"}

const (
	differ = "accounts differ"
	unsaid = "nothing said"
)

// draw draws the roads with their settlements, on a plain projection: degrees
// of longitude shortened by the cosine of the middle latitude. There is nothing
// but what somebody drew. A road without its line, as the public has it, is
// not drawn.
func draw(drawn []publish.Road, found flow.Access) template.HTML {
	west, east, south, north := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, r := range drawn {
		for _, p := range r.Line {
			west, east, south, north = min(west, p[0]), max(east, p[0]), min(south, p[1]), max(north, p[1])
		}
	}
	if math.IsInf(west, 1) {
		return ""
	}
	shrink := math.Cos((south + north) / 2 * math.Pi / 180)
	scale := (mapWide - 2*mapMargin) / max((east-west)*shrink, 0.01)
	scale = min(scale, (mapHigh-2*mapMargin)/max(north-south, 0.01))
	high := max(mapLow, int(scale*(north-south)+2*mapMargin))
	across := mapWide/2 - scale*(east-west)*shrink/2
	down := float64(high)/2 - scale*(north-south)/2
	at := func(lon, lat float64) (x, y float64) {
		return across + scale*(lon-west)*shrink, down + scale*(north-lat)
	}
	var lines, labels strings.Builder
	named := make(map[string]bool)
	for _, r := range drawn {
		if len(r.Line) < 2 {
			continue
		}
		state := stateOf(found.Told[r.ID], found.Roads)
		var path []string
		for _, p := range r.Line {
			x, y := at(p[0], p[1])
			path = append(path, fmt.Sprintf("%.1f %.1f", x, y))
		}
		fmt.Fprintf(&lines, "<path class=\"way %s\" d=\"M%s\"><title>%s: %s</title></path>\n", styles[state], strings.Join(path, "L"), html.EscapeString(r.Name), state)
		x, y := at(between(r.Line))
		fmt.Fprintf(&labels, "<text class=\"way-name%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", anchor(x), x, y+18, html.EscapeString(state))
		for _, s := range r.Settlements {
			key := fmt.Sprint(s.Name, s.Lat, s.Lon)
			if named[key] {
				continue
			}
			named[key] = true
			x, y := at(s.Lon, s.Lat)
			shape := fmt.Sprintf(`<circle cx="%.1f" cy="%.1f" r="4"/>`, x, y)
			if s.Out {
				shape = fmt.Sprintf(`<rect x="%.1f" y="%.1f" width="8" height="8"/>`, x-4, y-4)
			}
			fmt.Fprintf(&labels, "<g class=\"place\">%s<text class=\"place-name%s\" x=\"%.1f\" y=\"%.1f\">%s</text></g>\n", shape, anchor(x), x, y-8, html.EscapeString(s.Name))
		}
	}
	return template.HTML(fmt.Sprintf("<svg class=\"chart map\" role=\"img\" aria-labelledby=\"map-title map-desc\" viewBox=\"0 0 %d %d\">\n<title id=\"map-title\">The drawn roads</title>\n"+
		"<desc id=\"map-desc\">Roads and settlements as somebody drew them, each road with what is said of it. The tables beside it say the same in words.</desc>\n%s%s</svg>", mapWide, high, lines.String(), labels.String()))
}

// between returns the middle of a line's longest piece, which has room for
// words.
func between(line [][2]float64) (lon, lat float64) {
	longest := -1.0
	for i := range line[1:] {
		a, b := line[i], line[i+1]
		if d := math.Hypot(b[0]-a[0], b[1]-a[1]); d > longest {
			longest, lon, lat = d, (a[0]+b[0])/2, (a[1]+b[1])/2
		}
	}
	return lon, lat
}

// anchor keeps words on the map.
func anchor(x float64) string {
	switch {
	case x > mapWide*2/3:
		return " end"
	case x > mapWide/3:
		return " middle"
	}
	return ""
}

// stateOf says how a drawn road is told of: the state that every account gives
// of it or a stretch of it, or that they differ.
func stateOf(names []string, said []flow.Road) string {
	state := unsaid
	for _, s := range said {
		if !slices.Contains(names, s.Name) {
			continue
		}
		for _, a := range s.Accounts {
			if a.State == territory.Denied || state != unsaid && state != a.State {
				return differ
			}
			state = a.State
		}
	}
	return state
}
