package pictures

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
)

// ErrNoPicture says that a file cannot be shown.
var ErrNoPicture = errors.New("cannot be shown as a picture")

// Copy writes a picture anew, as JPEG, upright and no wider or higher than a
// number of pixels: what it shows and nothing else, no metadata of the file.
func Copy(out io.Writer, in io.Reader, side int) error {
	p, err := open(in)
	if err != nil {
		return err
	}
	if p.decode == nil {
		return fmt.Errorf("%s %w%s", p.mediaType, ErrNoPicture, behind(p.odd))
	}
	img, err := p.pixels()
	if p.in.err != nil {
		return p.in.err
	}
	if err != nil {
		return fmt.Errorf("%s %w%s", p.mediaType, ErrNoPicture, behind(err.Error()))
	}
	b := img.Bounds()
	w, h := fit(b.Dx(), b.Dy(), side)
	g := newGrid(w, h)
	average(img, g)
	return jpeg.Encode(out, g.picture(p.turn), &jpeg.Options{Quality: 85})
}

func behind(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// fit returns a size of the same shape whose longer side is no longer than so.
func fit(w, h, side int) (int, int) {
	longer := max(w, h)
	if longer <= side {
		return w, h
	}
	return max(1, w*side/longer), max(1, h*side/longer)
}

// picture returns a grid as a picture that is to be seen as it is.
func (g *grid) picture(t turn) image.Image {
	w, h := g.w, g.h
	if t.lies() {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := t.from(x, y, g.w, g.h)
			c := g.cells[fy*g.w+fx]
			out.SetRGBA(x, y, color.RGBA{R: uint8(c[0] >> 8), G: uint8(c[1] >> 8), B: uint8(c[2] >> 8), A: 255})
		}
	}
	return out
}
