// Package pictures says what a file of evidence is: its kind by its first
// bytes, whatever it is called, and of a picture its size and the perceptual
// hashes by which it is found again when somebody has saved it anew, smaller or
// in another format. docs/evidence.md tells how the hashes are made.
//
// A file is read once, in bounded memory, and nobody is believed about it: a
// picture whose header declares more than there is room for, that is cut off or
// damaged, is told in words and goes without hashes.
package pictures

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"

	"tallystick/evidence"
)

// Bounds of what is looked at. What lies beyond is kept, and not looked at.
const (
	MaxFile   = 64 << 20  // bytes of a picture's file
	MaxMemory = 256 << 20 // bytes that a picture takes when it is decoded
	maxHead   = 1 << 20   // bytes up to the end of a picture's header
	maxScans  = 500       // passes over the picture in which a file may send it
)

// Look returns what a file shows of itself: its media type and, of a picture,
// width, height and perceptual hashes, or in Odd why there are none. The hash,
// size and name of the file are for the caller to fill in. An error is one of
// the reader's.
func Look(in io.Reader) (evidence.File, error) {
	p, err := open(in)
	if err != nil {
		return evidence.File{}, err
	}
	f := evidence.File{MediaType: p.mediaType, Width: p.width, Height: p.height, Odd: p.odd}
	if p.decode == nil {
		return f, nil
	}
	img, err := p.pixels()
	switch {
	case p.in.err != nil:
		return f, p.in.err
	case err != nil:
		f.Odd = err.Error()
		return f, nil
	}
	f.Perceptual, f.Odd = prints(img, p.turn)
	return f, nil
}

// picture is a file of which the head has been read.
type picture struct {
	mediaType     string
	width, height int // as it is to be seen
	turn          turn
	odd           string // why it cannot be decoded; decode is nil then
	decode        func(io.Reader) (image.Image, error)
	head          *bytes.Buffer // read already
	in            *source
}

// open reads the head of a file. An error is one of the reader's.
func open(in io.Reader) (picture, error) {
	p := picture{head: new(bytes.Buffer), in: &source{in: in}}
	buffered := bufio.NewReaderSize(p.in, sniffed)
	first, err := buffered.Peek(sniffed)
	if err != nil && err != io.EOF {
		return p, err
	}
	p.mediaType = Sniff(first)
	format, ok := formats[p.mediaType]
	if !ok {
		return p, nil
	}
	most := int64(maxHead)
	if p.mediaType == tiffType { // whose header may stand at its end
		most = MaxFile
	}
	c, err := format.config(io.TeeReader(io.LimitReader(buffered, most), p.head))
	if p.in.err != nil {
		return p, p.in.err
	}
	if err != nil {
		p.odd = fmt.Sprintf("it begins like a picture (%s), but its header cannot be read: %s", p.mediaType, said(err))
		return p, nil
	}
	p.width, p.height = c.Width, c.Height
	perPixel := bytesPerPixel(c.ColorModel)
	if p.mediaType == jpegType {
		var progressive bool
		progressive, p.turn = jpegHead(p.head.Bytes())
		if progressive {
			perPixel = 15 // its coefficients are held until the last pass
		}
	}
	if p.turn.lies() {
		p.width, p.height = p.height, p.width
	}
	switch {
	case c.Width <= 0 || c.Height <= 0:
		p.odd, p.width, p.height = fmt.Sprintf("its header declares a picture of %d by %d pixels, which is none", c.Width, c.Height), 0, 0
	case int64(c.Width) > MaxMemory/perPixel/int64(c.Height):
		p.odd = fmt.Sprintf("its header declares %d by %d pixels, which take more than %d MiB: it was not decoded", p.width, p.height, MaxMemory>>20)
	default:
		rest := io.Reader(buffered)
		if p.mediaType == jpegType {
			rest = &scans{in: rest}
		}
		p.in.file = rest
		p.decode = format.decode
	}
	return p, nil
}

// pixels decodes the picture.
func (p picture) pixels() (img image.Image, err error) {
	defer func() { // a decoder is not to be trusted with what strangers send
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("it cannot be decoded: %v", r)
		}
	}()
	left := &io.LimitedReader{R: io.MultiReader(bytes.NewReader(p.head.Bytes()), p.in.file), N: MaxFile + 1}
	img, err = p.decode(left)
	switch {
	case left.N <= 0:
		return nil, fmt.Errorf("its file holds more than %d MiB: it was not decoded", MaxFile>>20)
	case err != nil:
		return nil, fmt.Errorf("the picture is damaged or cut off: %s", said(err))
	}
	if b := img.Bounds(); b.Empty() {
		return nil, errors.New("the picture has no pixels")
	}
	return img, nil
}

// said is an error as it may stand in a record: short.
func said(err error) string {
	const most = 200
	s := err.Error()
	if len(s) > most {
		s = s[:most] + "…"
	}
	return fmt.Sprintf("%q", s)
}

// source tells faults of reading from faults of what is read.
type source struct {
	in   io.Reader
	err  error     // of reading
	file io.Reader // what follows the head
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
