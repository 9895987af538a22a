package maps

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		desk bool
		path string
	}{
		{"desk", true, "/map"},
		{"public", false, "/map?as-of=2031-05-19"},
		{"nothing", true, "/map?side=XYZ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, c.path))
		})
	}
}

// The marks are GeoJSON, and hold no more than the page: in public a position
// lies on the policy's grid, and its area covers what the grid hides.
func TestMarks(t *testing.T) {
	for _, desk := range []bool{true, false} {
		ask := pagetest.Ask(t, desk, 9, "/map.json?side=NOR")
		body, err := Marks(ask, sample.New(desk))
		if err != nil {
			t.Fatal(err)
		}
		features := checkGeoJSON(t, body)
		if len(features) != 1 {
			t.Fatalf("desk %v: %d marks, want that of the market: %s", desk, len(features), body)
		}
		f := features[0]
		at := f.Geometry.Coordinates.([]any)
		lon, lat := at[0].(float64), at[1].(float64)
		radius := f.Properties["radius_m"].(float64)
		if exact := lat == 12.34567; exact != desk {
			t.Errorf("desk %v: latitude %v", desk, lat)
		}
		if desk {
			continue
		}
		for _, n := range []float64{lon, lat} {
			if steps := n / ask.Policy.Grid; math.Abs(steps-math.Round(steps)) > 1e-9 {
				t.Errorf("%v lies off the public grid of %v degrees", n, ask.Policy.Grid)
			}
		}
		if off := (lat - 12.34567) * 111_195; radius < math.Abs(off) || radius < 4000 {
			t.Errorf("the area of %v m does not hold the place, %v m off", radius, off)
		}
		if strings.Contains(string(body), "12.34567") {
			t.Error("the exact position is given away")
		}
	}
}

func TestMarksOfNothing(t *testing.T) {
	body, err := Marks(pagetest.Ask(t, false, 9, "/map.json?side=XYZ"), sample.New(false))
	if err != nil {
		t.Fatal(err)
	}
	if features := checkGeoJSON(t, body); len(features) != 0 || !strings.Contains(string(body), `"features":[]`) {
		t.Errorf("%s", body)
	}
}

// The base is GeoJSON for any part of the world, and small enough to send.
func TestBase(t *testing.T) {
	for _, c := range []struct {
		box  string
		most int // bytes
	}{
		{"", 600_000}, {"-180,-90,180,90", 600_000}, {"43,38,50,42", 120_000}, {"46,39.5,47,40.5", 40_000}, {"-180,60,-160,75", 300_000}, {"-30,20,60,70", 1_500_000},
	} {
		body, err := Base(pagetest.Ask(t, false, 9, "/map/base.json?box="+c.box), sample.New(false))
		if err != nil {
			t.Fatal(err)
		}
		if len(body) > c.most {
			t.Errorf("%q: %d bytes, want %d at most", c.box, len(body), c.most)
		}
		checkGeoJSON(t, body)
	}
	for _, box := range []string{"here", "1,2,3", "50,38,43,42", "0,0,0,0", "-200,0,0,10", "NaN,0,1,1", "1e999,0,1,1"} {
		_, err := Base(pagetest.Ask(t, false, 9, "/map/base.json?box="+box), sample.New(false))
		var bad *part.BadAsk
		if !errors.As(err, &bad) {
			t.Errorf("box %q: %v, want a word of what to write", box, err)
		}
	}
}

type anyFeature struct {
	Type     string
	Geometry struct {
		Type        string
		Coordinates any
	}
	Properties map[string]any
}

// checkGeoJSON holds a collection against RFC 7946: its types, positions in
// longitude and latitude within the box that it names, closed rings, outlines
// counter-clockwise and holes clockwise.
func checkGeoJSON(t *testing.T, body []byte) []anyFeature {
	t.Helper()
	var all struct {
		Type     string
		Box      []float64 `json:"bbox"`
		Features []anyFeature
	}
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	if all.Type != "FeatureCollection" || len(all.Box) != 4 && len(all.Features) > 0 {
		t.Errorf("a collection of type %q with the box %v", all.Type, all.Box)
	}
	depth := map[string]int{"Point": 0, "MultiLineString": 2, "MultiPolygon": 3}
	for _, f := range all.Features {
		deep, known := depth[f.Geometry.Type]
		if f.Type != "Feature" || !known || f.Properties == nil {
			t.Errorf("a feature of type %q, geometry %q, properties %v", f.Type, f.Geometry.Type, f.Properties)
			continue
		}
		if err := checkPositions(f.Geometry.Coordinates, deep, all.Box); err != nil {
			t.Errorf("%v: %v", f.Properties, err)
		}
		if deep == 3 {
			for _, polygon := range f.Geometry.Coordinates.([]any) {
				for n, ring := range polygon.([]any) {
					if err := checkRing(ring.([]any), n == 0); err != nil {
						t.Errorf("%v: %v", f.Properties, err)
					}
				}
			}
		}
	}
	return all.Features
}

func checkPositions(v any, depth int, box []float64) error {
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("%v is no array", v)
	}
	if depth > 0 {
		for _, inner := range list {
			if err := checkPositions(inner, depth-1, box); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) != 2 {
		return fmt.Errorf("%v is no position", list)
	}
	lon, lat := list[0].(float64), list[1].(float64)
	const slack = 0.11 // a coarse base is rounded
	if lon < box[0]-slack || lon > box[2]+slack || lat < box[1]-slack || lat > box[3]+slack {
		return fmt.Errorf("%v, %v lies outside the box %v", lon, lat, box)
	}
	return nil
}

func checkRing(ring []any, outline bool) error {
	at := func(i int) (x, y float64) { p := ring[i].([]any); return p[0].(float64), p[1].(float64) }
	firstX, firstY := at(0)
	lastX, lastY := at(len(ring) - 1)
	if len(ring) < 4 || firstX != lastX || firstY != lastY {
		return fmt.Errorf("a ring of %d positions from %v to %v is not closed", len(ring), ring[0], ring[len(ring)-1])
	}
	sum := 0.0
	for i := range len(ring) - 1 {
		ax, ay := at(i)
		bx, by := at(i + 1)
		sum += ax*by - bx*ay
	}
	if sum > 0 != outline {
		return fmt.Errorf("a ring (outline: %v) runs the wrong way", outline)
	}
	return nil
}
