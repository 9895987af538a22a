package roads

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tallystick/evidence"
)

// collected writes features as a FeatureCollection.
func collected(features ...string) string {
	return `{"type": "FeatureCollection", "features": [` + strings.Join(features, ",\n") + "]}"
}

func feature1(kind, coordinates, properties string) string {
	return `{"type": "Feature", "properties": {` + properties + `}, "geometry": {"type": "` + kind + `", "coordinates": ` + coordinates + `}}`
}

const (
	ford   = `{"name": "Ford", "lat": 10.0, "lon": 20.0, "out": true}`
	mill   = `{"name": "Mill", "lat": 10.1, "lon": 20.1}`
	town   = `{"name": "Town", "lat": 10.2, "lon": 20.2}`
	across = `[[20.0, 10.0], [20.1, 10.1], [20.2, 10.2]]`
)

// valley is a road on which the settlements stand in no order.
func valley(settlements string) string {
	return feature1("LineString", across, `"name": "Valley road", "names": ["Road of the valley"], "settlements": [`+settlements+`]`)
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"settlements in the road's properties are put in the order of its line", collected(valley(town + "," + ford + "," + mill)),
			"Valley road [Road of the valley] 3 points: Ford (out), Mill, Town"},
		{"settlements drawn as points", collected(
			feature1("LineString", across, `"name": "Valley road"`),
			feature1("Point", `[20.2, 10.2, 812]`, `"name": "Town", "route": "valley road"`),
			feature1("Point", `[20.0, 10.0]`, `"name": "Ford", "route": ["Valley road"], "out": 1`)),
			"Valley road [] 3 points: Ford (out), Town"},
		{"parts drawn in any direction", collected(
			feature1("MultiLineString", `[[[20.1, 10.1], [20.0, 10.0]], [[20.2, 10.2], [20.1, 10.1]]]`, `"name": "Valley road", "settlements": "[`+strings.ReplaceAll(ford+","+town, `"`, `\"`)+`]"`)),
			"Valley road [] 4 points: Town, Ford (out)"},
		{"a mark before the text, and properties of others", "\ufeff" + collected(feature1("LineString", across, `"name": "Valley road", "stroke": "#f00", "names": "Vale lane", "settlements": [`+ford+","+mill+`]`)),
			"Valley road [Vale lane] 3 points: Ford (out), Mill"},
	} {
		routes, err := Read(strings.NewReader(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := described(routes); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func described(routes []evidence.Route) string {
	var all []string
	for _, r := range routes {
		var on []string
		for _, s := range r.Settlements {
			if s.Out {
				s.Name += " (out)"
			}
			on = append(on, s.Name)
		}
		all = append(all, fmt.Sprintf("%s %v %d points: %s", r.Name, r.Names, len(r.Line), strings.Join(on, ", ")))
	}
	return strings.Join(all, "; ")
}

func TestRefused(t *testing.T) {
	many := bytes.Repeat([]byte("[20.0, 10.0], [20.1, 10.1],"), MaxPositions)
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "not GeoJSON: the file is empty"},
		{"a page", "<html><body>", "not GeoJSON: invalid character '<'"},
		{"a table", "name,lat,lon\nFord,10,20\n", "not GeoJSON: invalid character 'a'"},
		{"cut short", collected(valley(ford + "," + mill))[:80], "not GeoJSON: unexpected end of JSON input"},
		{"other JSON", `{"roads": []}`, `its "type" is missing, where "FeatureCollection" should be`},
		{"a list", `[1, 2]`, "not GeoJSON"},
		{"TopoJSON", `{"type": "Topology"}`, `its "type" is "Topology"`},
		{"one feature", valley(ford), "a single Feature: put the roads into a FeatureCollection"},
		{"nothing in it", collected(), "no features"},
		{"another map's grid", `{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features": [{}]}`, "save it in WGS 84"},
		{"metres", collected(feature1("LineString", `[[2226389.8, 1118889.9], [2237521.7, 1130195.4]]`, `"name": "Valley road"`)), "are no degrees"},
		{"no name", collected(feature1("LineString", across, `"ref": "7"`)), `feature 1 has no "name"`},
		{"a name of spaces", collected(feature1("LineString", across, `"name": "  "`)), `feature 1 has no "name"`},
		{"a number for a name", collected(feature1("LineString", across, `"name": 7`)), `feature 1: the property "name" is 7, where a text should be`},
		{"no geometry", collected(`{"type": "Feature", "properties": {"name": "Valley road"}, "geometry": null}`), "feature 1 (Valley road) has no geometry"},
		{"a field", collected(feature1("Polygon", "["+across+"]", `"name": "Field"`)), `feature 1 (Field): is a "Polygon": a road is a LineString`},
		{"one point", collected(feature1("LineString", `[[20.0, 10.0], [20.0, 10.0]]`, `"name": "Valley road"`)), "two different points"},
		{"words for positions", collected(feature1("LineString", `[["20", "10"]]`, `"name": "Valley road"`)), "its coordinates are not those of a LineString"},
		{"latitude first, told by the globe", collected(feature1("LineString", `[[10.0, 120.0], [10.1, 120.1]]`, `"name": "Valley road"`)), "point 1: latitude 120 lies off the globe: GeoJSON writes longitude before latitude, and these look swapped"},
		{"off the globe", collected(feature1("LineString", `[[200.0, 10.0], [20.1, 10.1]]`, `"name": "Valley road"`)), "point 1: longitude 200, latitude 10 lie off the globe"},
		{"latitude first, told by the settlements", collected(feature1("LineString", `[[10.0, 20.0], [10.1, 20.1]]`, `"name": "Valley road", "settlements": [`+ford+","+mill+`]`)),
			"settlement Ford lies 1561 km from the line: its latitude and longitude are swapped, or the line's are"},
		{"a settlement elsewhere", collected(valley(ford + `,{"name": "Isle", "lat": 11, "lon": 20}`)), "settlement Isle lies 92 km from the line"},
		{"a settlement twice", collected(valley(ford + "," + ford)), "settlement Ford stands twice on it"},
		{"no settlements", collected(feature1("LineString", across, `"name": "Valley road"`)), "a road has two settlements or more"},
		{"a settlement without a place", collected(valley(ford + `,{"name": "Mill"}`)), `settlement Mill has no "lat" or no "lon"`},
		{"a settlement off the globe", collected(valley(ford + `,{"name": "Mill", "lat": 100.1, "lon": 20.1}`)), "settlement Mill: latitude 100.1 lies off the globe: GeoJSON writes longitude before latitude, and these look swapped"},
		{"a settlement without a name", collected(valley(ford + `,{"lat": 10, "lon": 20}`)), "settlement 2 has no name"},
		{"out in other words", collected(valley(`{"name": "Ford", "lat": 10, "lon": 20, "out": "perhaps"}`)), `"out" of settlement Ford is "perhaps": write true or false`},
		{"a point of no road", collected(valley(ford+","+mill), feature1("Point", `[20.2, 10.2]`, `"name": "Town"`)), `feature 2 (Town): a settlement says on which road it lies`},
		{"a point of a road that is not there", collected(valley(ford+","+mill), feature1("Point", `[20.2, 10.2]`, `"name": "Town", "route": "Hill road"`)), `feature 2 (Town): no road in the file is called "Hill road"`},
		{"two roads of a name", collected(valley(ford+","+mill), valley(ford+","+town)), "feature 2 (Valley road): a road of this name stands in the file already"},
		{"parts that do not meet", collected(feature1("MultiLineString", `[[[20.0, 10.0], [20.1, 10.1]], [[21.0, 10.0], [21.1, 10.1]]]`, `"name": "Valley road"`)), "its parts do not join: nothing meets the part that begins at longitude 21, latitude 10"},
		{"points without number", collected(feature1("LineString", "["+string(many)+"[20, 10]]", `"name": "Valley road"`)), "more than 50000 points: simplify the line"},
		{"a file without end", strings.Repeat(" ", MaxFile+1), "over 16 MiB"},
		{"a name without end", collected(feature1("LineString", across, `"name": "`+strings.Repeat("road ", 100)+`"`)), "longer than 200 bytes"},
		{"points only", collected(feature1("Point", `[20.2, 10.2]`, `"name": "Town", "route": "Hill road"`)), "no road in it"},
	} {
		routes, err := Read(strings.NewReader(c.file))
		if err == nil || routes != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, %v\nwant %s", c.name, described(routes), err, c.want)
		}
	}
}

// TestOrderOfSettlements: whatever the order in which settlements are listed,
// they come in that of the line, or all the way round.
func TestOrderOfSettlements(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 2 + r.IntN(20)
		var line, on []string
		lon, lat := 45.0, 40.0
		for i := range n {
			lon, lat = lon+0.15+r.Float64()/5, lat+r.Float64()/3-1.0/6
			line = append(line, fmt.Sprintf("[%.5f, %.5f]", lon, lat))
			on = append(on, fmt.Sprintf(`{"name": "%02d", "lat": %.5f, "lon": %.5f}`, i, lat+r.Float64()/500, lon))
		}
		r.Shuffle(n, func(i, k int) { on[i], on[k] = on[k], on[i] })
		routes, err := Read(strings.NewReader(collected(feature1("LineString", "["+strings.Join(line, ",")+"]", `"name": "a road", "settlements": [`+strings.Join(on, ",")+"]"))))
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range routes[0].Settlements {
			if s.Name != fmt.Sprintf("%02d", i) {
				t.Fatalf("settlement %d is %s of %v", i, s.Name, routes[0])
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(collected(valley(ford + "," + mill + "," + town))))
	f.Add([]byte(collected(feature1("MultiLineString", `[[[20.1, 10.1], [20.0, 10.0]], [[20.2, 10.2], [20.1, 10.1]]]`, `"name": "Valley road", "settlements": [`+ford+","+town+`]`))))
	f.Add([]byte(collected(feature1("LineString", across, `"name": "Valley road"`), feature1("Point", `[20, 10]`, `"name": "Ford", "route": ["Valley road"], "out": "yes"`))))
	f.Add([]byte(`{"type": "FeatureCollection", "features": [null, 1, {"type": "Feature"}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		routes, err := Read(bytes.NewReader(file))
		if err != nil && routes != nil || err == nil && len(routes) == 0 {
			t.Fatalf("%d roads and %v", len(routes), err)
		}
		for _, r := range routes {
			if err := r.Check(); err != nil {
				t.Fatal(err)
			}
			if len(r.Settlements) < 2 || r.ID == "" {
				t.Fatalf("%+v", r)
			}
		}
	})
}
