package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// point is a longitude and a latitude in degrees.
type point [2]float64

// topology is a TopoJSON file, as far as it is used here: its arcs, and the
// shapes that are made of them.
type topology struct {
	arcs    [][]point
	objects map[string][]shape
}

// shape is a geometry of a topology: lines or rings, each a list of arcs. An
// arc ~n is arc n backwards.
type shape struct {
	id, name string
	lines    [][]int
}

func readTopology(file string) (*topology, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var raw struct {
		Transform struct{ Scale, Translate point }
		Arcs      [][][]float64
		Objects   map[string]geometry
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	t := &topology{objects: make(map[string][]shape)}
	for _, deltas := range raw.Arcs {
		var arc []point
		var x, y float64
		for _, d := range deltas {
			x, y = x+d[0], y+d[1]
			arc = append(arc, point{x*raw.Transform.Scale[0] + raw.Transform.Translate[0], y*raw.Transform.Scale[1] + raw.Transform.Translate[1]})
		}
		t.arcs = append(t.arcs, arc)
	}
	for name, object := range raw.Objects {
		for _, g := range object.each() {
			s := shape{id: g.ID, name: g.Properties.Name}
			if s.lines, err = g.lines(); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", file, name, err)
			}
			t.objects[name] = append(t.objects[name], s)
		}
	}
	return t, nil
}

type geometry struct {
	Type       string
	ID         string
	Properties struct{ Name string }
	Arcs       json.RawMessage
	Geometries []geometry
}

func (g geometry) each() []geometry {
	if g.Type == "GeometryCollection" {
		return g.Geometries
	}
	return []geometry{g}
}

func (g geometry) lines() (lines [][]int, err error) {
	switch g.Type {
	case "LineString":
		var line []int
		err = json.Unmarshal(g.Arcs, &line)
		return [][]int{line}, err
	case "MultiLineString", "Polygon":
		err = json.Unmarshal(g.Arcs, &lines)
		return lines, err
	case "MultiPolygon":
		var polygons [][][]int
		err = json.Unmarshal(g.Arcs, &polygons)
		for _, p := range polygons {
			lines = append(lines, p...)
		}
		return lines, err
	case "": // a shape with nothing in it
		return nil, nil
	}
	return nil, fmt.Errorf("geometry of type %q", g.Type)
}

// simplified returns the topology with arcs that are off by a tolerance in
// degrees at most. Ends of arcs stay, so that what touches still touches.
func (t *topology) simplified(tolerance float64) *topology {
	out := &topology{objects: t.objects, arcs: make([][]point, len(t.arcs))}
	for i, arc := range t.arcs {
		out.arcs[i] = simplify(arc, tolerance)
	}
	return out
}

// line returns the points of a list of arcs.
func (t *topology) line(arcs []int) []point {
	var line []point
	for _, a := range arcs {
		part := t.arcs[max(a, ^a)]
		if a < 0 {
			part = backwards(part)
		}
		if len(line) > 0 {
			part = part[1:] // the end of the last one
		}
		line = append(line, part...)
	}
	return line
}

func backwards(line []point) []point {
	out := make([]point, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}
