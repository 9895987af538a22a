package pictures

import (
	"image"
	"image/color"
	"image/draw"
)

// grid is a picture made small: each cell is the average of all that lies
// behind it, each pixel by the share of it that does. All of it is arithmetic of
// whole numbers, so that every machine gets the same.
type grid struct {
	w, h  int
	cells [][3]uint64 // red, green and blue, of 255 × 256 at most, row by row
	row   [][3]uint64 // sums of one row of the picture
	sum   [][3]uint64 // of the row of cells that is being made
}

func newGrid(w, h int) *grid {
	return &grid{w: w, h: h, cells: make([][3]uint64, w*h), row: make([][3]uint64, w), sum: make([][3]uint64, w)}
}

// average fills grids with what a picture shows, laid on white where it can be
// seen through.
func average(img image.Image, grids ...*grid) {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	const rows = 16 // that are made into colours at once
	strip := image.NewRGBA(image.Rect(0, 0, w, rows))
	white := image.NewUniform(color.White)
	for y := range h {
		if y%rows == 0 {
			draw.Draw(strip, strip.Rect, white, image.Point{}, draw.Src)
			draw.Draw(strip, image.Rect(0, 0, w, min(rows, h-y)), img, image.Pt(b.Min.X, b.Min.Y+y), draw.Over)
		}
		pixels := strip.Pix[y%rows*strip.Stride:][:4*w]
		for _, g := range grids {
			g.add(pixels, y, w, h)
		}
	}
}

// add takes row y of a picture of w by h. On a scale on which a pixel is as
// wide as there are cells in a row, a cell is as wide as the picture has pixels.
func (g *grid) add(pixels []byte, y, w, h int) {
	clear(g.row)
	cell, left := 0, w // what of the cell is still free
	for x := range w {
		r, gr, b := uint64(pixels[4*x]), uint64(pixels[4*x+1]), uint64(pixels[4*x+2])
		for part := g.w; part > 0; {
			n := min(part, left)
			c := &g.row[cell]
			c[0] += r * uint64(n)
			c[1] += gr * uint64(n)
			c[2] += b * uint64(n)
			part -= n
			if left -= n; left == 0 {
				cell, left = cell+1, w
			}
		}
	}
	for at, part := y*g.h, g.h; part > 0; { // the same downwards
		row, end := at/h, (at/h+1)*h
		n := min(part, end-at)
		for i, c := range g.row {
			for k := range c {
				g.sum[i][k] += c[k] * uint64(n)
			}
		}
		at, part = at+n, part-n
		if at < end {
			continue
		}
		for i, s := range g.sum {
			for k := range s {
				g.cells[row*g.w+i][k] = s[k] * 256 / (uint64(w) * uint64(h))
			}
		}
		clear(g.sum)
	}
}

// grey returns how light a cell is, from 0 to 255 × 256, by the weights of ITU-R
// BT.601.
func grey(c [3]uint64) int64 { return int64((19595*c[0] + 38470*c[1] + 7471*c[2] + 1<<15) >> 16) }

// upright returns the greys of a grid of a picture as it is to be seen.
func (g *grid) upright(t turn) (greys []int64) {
	w, h := g.w, g.h
	if t.lies() {
		w, h = h, w
	}
	for y := range h {
		for x := range w {
			fx, fy := t.from(x, y, g.w, g.h)
			greys = append(greys, grey(g.cells[fy*g.w+fx]))
		}
	}
	return greys
}
