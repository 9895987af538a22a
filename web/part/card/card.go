// Package card draws the picture of a page that other sites show beside a link
// to it: 1200 × 630 pixels, PNG, the same bytes for the same words.
package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Width and Height are a card's, in pixels: what sites that show cards ask for.
const (
	Width  = 1200
	Height = 630
)

// Card is what a picture says, from top to bottom.
type Card struct {
	Kicker string   // small, above: where it comes from
	Title  string   // large; three lines at most
	Lines  []string // below: who says what; what does not fit is left out whole
	Foot   string   // small, at the foot
}

var (
	paper = color.RGBA{0xfb, 0xfa, 0xf6, 0xff}
	ink   = color.RGBA{0x1f, 0x1d, 0x1a, 0xff}
	muted = color.RGBA{0x5d, 0x58, 0x50, 0xff}
)

// regular and bold are fonts for Latin, Greek and Cyrillic letters.
var regular, bold = parsed(goregular.TTF), parsed(gobold.TTF)

func parsed(ttf []byte) *sfnt.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // the font is part of the program
	}
	return f
}

const margin = 70

// PNG draws a card.
func PNG(c Card) ([]byte, error) {
	canvas := image.NewPaletted(image.Rect(0, 0, Width, Height), shades())
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	draw.Draw(canvas, image.Rect(margin, 62, Width-margin, 68), image.NewUniform(ink), image.Point{}, draw.Src)
	p := pen{canvas: canvas}
	y := p.write(c.Kicker, regular, 26, muted, 112, 1)
	y = p.write(c.Title, bold, 54, ink, y+66, 3)
	y += 22
	for _, line := range c.Lines {
		if bottom := y + 40*p.lines(line, regular, 30, 2); bottom > Height-105 {
			break
		}
		y = p.write(line, regular, 30, ink, y+30, 2) + 12
	}
	for i := range 5 { // the tally mark
		draw.Draw(canvas, image.Rect(margin+9*i, Height-70, margin+9*i+4, Height-44), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	p.left = 60
	p.write(c.Foot, regular, 24, muted, Height-50, 1)
	if p.err != nil {
		return nil, p.err
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, canvas)
	return b.Bytes(), err
}

// shades are the steps from paper to ink and to the muted ink.
func shades() color.Palette {
	var p color.Palette
	for _, to := range []color.RGBA{ink, muted} {
		for i := range 16 {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(15-i) + int(b)*i) / 15) }
			p = append(p, color.RGBA{mix(paper.R, to.R), mix(paper.G, to.G), mix(paper.B, to.B), 0xff})
		}
	}
	return p
}

// pen writes on a card.
type pen struct {
	canvas draw.Image
	left   int // what is kept free beside the margin
	err    error
}

// write writes text from a base line on, broken into so many lines at most,
// and returns the base line of the last.
func (p *pen) write(text string, f *sfnt.Font, size float64, c color.Color, y, most int) int {
	face := p.face(f, size)
	if face == nil || text == "" {
		return y
	}
	defer face.Close()
	lines := p.broken(text, f, face, most)
	for i, line := range lines {
		if i > 0 {
			y += int(size * 1.25)
		}
		d := font.Drawer{Dst: p.canvas, Src: image.NewUniform(c), Face: face, Dot: fixed.P(margin+p.left, y)}
		d.DrawString(line)
	}
	return y
}

// lines is how many lines a text takes.
func (p *pen) lines(text string, f *sfnt.Font, size float64, most int) int {
	face := p.face(f, size)
	if face == nil {
		return 0
	}
	defer face.Close()
	return len(p.broken(text, f, face, most))
}

func (p *pen) face(f *sfnt.Font, size float64) font.Face {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		p.err = err
		return nil
	}
	return face
}

// broken breaks a text into lines between words. What does not fit ends in
// "…"; a letter that the font lacks is left out.
func (p *pen) broken(text string, f *sfnt.Font, face font.Face, most int) []string {
	var buffer sfnt.Buffer
	text = strings.Map(func(r rune) rune {
		if i, err := f.GlyphIndex(&buffer, r); err != nil || i == 0 {
			return -1
		}
		return r
	}, strings.Join(strings.Fields(text), " "))
	room := fixed.I(Width - 2*margin - p.left)
	fits := func(s string) bool { return font.MeasureString(face, s) <= room }
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if next := strings.TrimSpace(line + " " + word); fits(next) {
			line = next
			continue
		}
		if len(lines) == most-1 {
			return append(lines, cut(line+" "+word, fits))
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		if !fits(line) {
			return append(lines, cut(line, fits))
		}
	}
	return append(lines, line)
}

// cut shortens a text until it fits with an ellipsis. It looks at no more of a
// word that has no end than could ever stand in a line.
func cut(s string, fits func(string) bool) string {
	runes := []rune(strings.TrimSpace(s))
	runes = runes[:min(len(runes), 400)]
	for len(runes) > 0 && !fits(string(runes)+"…") {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + "…"
}
