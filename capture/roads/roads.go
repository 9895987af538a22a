// Package roads reads roads and crossings that a user drew as GeoJSON (RFC
// 7946): lines with the settlements on them, to ask who has an open road out.
// docs/access.md gives the convention. It is strict: a file is read whole or
// refused with the feature, the place in it and what to do.
package roads

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Bounds of what is read. Roads are drawn by hand or cut from a map for one
// conflict, not a world's network.
const (
	MaxFile      = 16 << 20 // bytes
	MaxRoads     = 5_000
	MaxPositions = 50_000 // of one road, and settlements on it
	MaxName      = 200    // bytes
)

// FarOff is how far from its road's line a settlement may lie, in kilometres.
const FarOff = 10.0

// feature is a GeoJSON feature as far as it matters here.
type feature struct {
	Type       string `json:"type"`
	Geometry   *shape `json:"geometry"`
	Properties struct {
		Name        json.RawMessage `json:"name"`
		Names       json.RawMessage `json:"names"`
		Settlements json.RawMessage `json:"settlements"`
		Route       json.RawMessage `json:"route"`
		Out         json.RawMessage `json:"out"`
	} `json:"properties"`
}

type shape struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// Read reads a FeatureCollection: each LineString or MultiLineString is a road
// with a name; settlements stand in its properties, or are Points that name
// their road. The roads come in the order of the file, without its hash.
func Read(r io.Reader) ([]evidence.Route, error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(body) > MaxFile {
		return nil, fmt.Errorf("over %d MiB: draw the roads that matter, with fewer points", MaxFile>>20)
	}
	features, err := collection(bytes.TrimPrefix(body, []byte("\ufeff")))
	if err != nil {
		return nil, err
	}
	var drawn drawing
	for i, raw := range features {
		if err := drawn.add(i+1, raw); err != nil {
			return nil, err
		}
	}
	return drawn.file()
}

// collection takes a FeatureCollection apart.
func collection(body []byte) ([]json.RawMessage, error) {
	var top struct {
		Type     string            `json:"type"`
		Features []json.RawMessage `json:"features"`
		CRS      json.RawMessage   `json:"crs"`
	}
	if err := json.Unmarshal(body, &top); err != nil {
		return nil, fmt.Errorf("not GeoJSON: %s", jsonFault(body, err))
	}
	switch {
	case top.Type == "Feature" || top.Type == "LineString" || top.Type == "MultiLineString" || top.Type == "GeometryCollection":
		return nil, fmt.Errorf("a single %s: put the roads into a FeatureCollection", top.Type)
	case top.Type != "FeatureCollection":
		return nil, fmt.Errorf("not GeoJSON: its \"type\" is %s, where \"FeatureCollection\" should be", quoted(top.Type))
	case len(top.Features) == 0:
		return nil, errors.New("no features: there is no road in it")
	}
	if crs := string(top.CRS); crs != "" && crs != "null" && !strings.Contains(crs, "CRS84") && !strings.Contains(crs, "EPSG::4326") && !strings.Contains(crs, "EPSG:4326") {
		return nil, fmt.Errorf("its \"crs\" is %s: save it in WGS 84 (longitude and latitude in degrees), as RFC 7946 asks", cut(crs))
	}
	return top.Features, nil
}

// jsonFault says what is wrong with JSON, and in which line.
func jsonFault(body []byte, err error) string {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	at := int64(-1)
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &wrong):
		return fmt.Sprintf("%q is a %s in line %d", wrong.Field, wrong.Value, line(body, wrong.Offset))
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return "the file is empty"
	}
	if at < 0 || at > int64(len(body)) {
		return err.Error()
	}
	return fmt.Sprintf("%v in line %d", err, line(body, at))
}

func line(body []byte, at int64) int {
	return 1 + bytes.Count(body[:min(max(at, 0), int64(len(body)))], []byte("\n"))
}

func quoted(s string) string {
	if s == "" {
		return "missing"
	}
	return fmt.Sprintf("%q", cut(s))
}

func cut(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}

// drawing gathers roads and the points that name theirs.
type drawing struct {
	roads  []evidence.Route
	points []point
}

// point is a settlement that names the roads that it lies on.
type point struct {
	where string
	roads []string
	evidence.Settlement
}

func (d *drawing) add(number int, raw json.RawMessage) error {
	where := fmt.Sprintf("feature %d", number)
	var f feature
	if err := json.Unmarshal(raw, &f); err != nil {
		return fmt.Errorf("%s: %s", where, jsonFault(raw, err))
	}
	if f.Type != "Feature" {
		return fmt.Errorf("%s: its \"type\" is %s, where \"Feature\" should be", where, quoted(f.Type))
	}
	name, err := text(f.Properties.Name)
	if err != nil {
		return fmt.Errorf("%s: the property \"name\" %w", where, err)
	}
	if name == "" {
		return fmt.Errorf("%s has no \"name\" among its properties: every road and settlement needs one", where)
	}
	where = fmt.Sprintf("%s (%s)", where, cut(name))
	switch {
	case f.Geometry == nil:
		return fmt.Errorf("%s has no geometry: draw it", where)
	case f.Geometry.Type == "Point":
		err = d.addPoint(where, name, f)
	case f.Geometry.Type == "LineString" || f.Geometry.Type == "MultiLineString":
		err = d.addRoad(where, name, f)
	default:
		err = fmt.Errorf("is a %s: a road is a LineString or a MultiLineString, a settlement a Point", quoted(f.Geometry.Type))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	return nil
}

func (d *drawing) addPoint(where, name string, f feature) error {
	var position []float64
	if err := json.Unmarshal(f.Geometry.Coordinates, &position); err != nil {
		return errors.New("its coordinates are no position: write [longitude, latitude]")
	}
	on, err := onGlobe(position)
	if err != nil {
		return err
	}
	roads, err := texts(f.Properties.Route)
	if err != nil {
		return fmt.Errorf("the property \"route\" %w", err)
	}
	if len(roads) == 0 {
		return errors.New("a settlement says on which road it lies: give it the property \"route\" with the road's name")
	}
	out, err := flag(f.Properties.Out)
	if err != nil {
		return fmt.Errorf("the property \"out\" %w", err)
	}
	d.points = append(d.points, point{where, roads, evidence.Settlement{Name: name, Lat: on[1], Lon: on[0], Out: out}})
	return nil
}

func (d *drawing) addRoad(where, name string, f feature) error {
	if len(d.roads) == MaxRoads {
		return fmt.Errorf("more than %d roads: draw those that matter", MaxRoads)
	}
	if slices.ContainsFunc(d.roads, func(r evidence.Route) bool { return r.ID == routeID(name) }) {
		return errors.New("a road of this name stands in the file already: join the two, or call one otherwise")
	}
	r := evidence.Route{ID: routeID(name), Name: name}
	var err error
	if r.Names, err = texts(f.Properties.Names); err != nil {
		return fmt.Errorf("the property \"names\" %w", err)
	}
	if r.Line, err = lineOf(*f.Geometry); err != nil {
		return err
	}
	if r.Settlements, err = settlements(f.Properties.Settlements); err != nil {
		return err
	}
	d.roads = append(d.roads, r)
	return nil
}

// routeID names a road by its name: drawn again, it takes the place of what
// was drawn.
func routeID(name string) string {
	return evidence.Hash([]byte("route\n" + strings.ToLower(strings.Join(strings.Fields(name), " "))))[:32]
}

// file puts every point on its roads, in the order of their lines.
func (d *drawing) file() ([]evidence.Route, error) {
	if len(d.roads) == 0 {
		return nil, errors.New("no road in it: a road is a LineString or a MultiLineString")
	}
	for _, p := range d.points {
		for _, name := range p.roads {
			i := slices.IndexFunc(d.roads, func(r evidence.Route) bool { return r.ID == routeID(name) })
			if i < 0 {
				return nil, fmt.Errorf("%s: no road in the file is called %q, on which it is said to lie", p.where, cut(name))
			}
			d.roads[i].Settlements = append(d.roads[i].Settlements, p.Settlement)
		}
	}
	for i := range d.roads {
		if err := order(&d.roads[i]); err != nil {
			return nil, fmt.Errorf("road %s: %w", cut(d.roads[i].Name), err)
		}
		if err := d.roads[i].Check(); err != nil {
			return nil, err
		}
	}
	return d.roads, nil
}
