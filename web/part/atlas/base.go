// Package atlas draws maps: incidents over land, water and boundaries, as SVG
// that needs no script, and the same as data for the script that makes the map
// move.
//
// The base is Natural Earth's, which is in the public domain. No land has a
// country's colour, and a disputed boundary is drawn as one.
package atlas

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sync"
)

// packed is the base as tools/atlas writes it: gzip over the line "tallystick
// map base 1", then varints. A number of levels, the finest first; each level
// has its tolerance and its grid, in ten-thousandths of a degree, and its
// layers: land, lakes, rivers, boundaries, disputed boundaries. After the
// levels come a grid and the countries, each its alpha-3 code and a layer of
// outlines. A layer is a number of lines, a line a number of points, a point
// two signed steps on the grid from the last one: longitude, latitude.
//
//go:embed base.bin.gz
var packed []byte

const heading = "tallystick map base 1\n"

// point is a longitude and a latitude in degrees.
type point [2]float64

// line is a line or ring with the box around it.
type line struct {
	points []point
	box    Box
}

// level is the base for maps of one scale.
type level struct {
	tolerance float64 // degrees by which its lines may be off
	land      []line  // rings; a ring within another is water
	lakes     []line  // rings
	rivers    []line
	borders   []line
	disputed  []line
}

type base struct {
	levels    []level           // the finest first
	countries map[string][]line // outlines, by alpha-3 code
}

// world returns the base, unpacked once.
var world = sync.OnceValue(func() *base {
	b, err := unpack(packed)
	if err != nil {
		panic(err) // it is part of the program
	}
	return b
})

// at returns the level for a map on which a pixel is so many degrees.
func (b *base) at(degrees float64) *level {
	best := &b.levels[0]
	for i := range b.levels {
		if b.levels[i].tolerance <= 1.2*degrees {
			best = &b.levels[i]
		}
	}
	return best
}

func unpack(packed []byte) (*base, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("the map's base: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("the map's base: %w", err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(heading))
	if !ok {
		return nil, fmt.Errorf("the map's base does not begin with %q", heading)
	}
	d := decoder{rest: rest}
	b := &base{countries: make(map[string][]line)}
	for range d.count() {
		l := level{tolerance: float64(d.uint()) / 1e4}
		grid := float64(d.uint()) / 1e4
		for _, layer := range []*[]line{&l.land, &l.lakes, &l.rivers, &l.borders, &l.disputed} {
			*layer = d.lines(grid)
		}
		b.levels = append(b.levels, l)
	}
	grid := float64(d.uint()) / 1e4
	for range d.count() {
		code := string(d.take(3))
		b.countries[code] = d.lines(grid)
	}
	if d.broken || len(d.rest) > 0 || len(b.levels) == 0 {
		return nil, fmt.Errorf("the map's base is broken: %d bytes are left", len(d.rest))
	}
	return b, nil
}

// decoder reads varints. After the end it is broken and reads zeros.
type decoder struct {
	rest   []byte
	broken bool
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.rest)
	d.skip(n)
	return v
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.rest)
	d.skip(n)
	return v
}

func (d *decoder) skip(n int) {
	if n <= 0 {
		d.broken, d.rest = true, nil
		return
	}
	d.rest = d.rest[n:]
}

// count reads a number of things that take a byte each at least.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.rest)) {
		d.broken, d.rest = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) take(n int) []byte {
	if n > len(d.rest) {
		d.broken, d.rest = true, nil
		return make([]byte, n)
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *decoder) lines(grid float64) []line {
	lines := make([]line, 0, min(d.countAhead(), 1<<16))
	for range d.count() {
		n := d.count()
		l := line{points: make([]point, 0, n), box: nowhere}
		var x, y int64
		for range n {
			x, y = x+d.int(), y+d.int()
			p := point{float64(x) * grid, float64(y) * grid}
			l.points = append(l.points, p)
			l.box = l.box.with(p[0], p[1])
		}
		lines = append(lines, l)
	}
	return lines
}

// countAhead is the number that comes next.
func (d *decoder) countAhead() int {
	v, _ := binary.Uvarint(d.rest)
	return int(min(v, math.MaxInt32))
}
