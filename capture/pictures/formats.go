package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"unicode/utf8"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

const (
	jpegType = "image/jpeg"
	tiffType = "image/tiff"
)

// format is a kind of picture that can be decoded.
type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error) // the first picture of a file that holds several
}

var formats = map[string]format{
	jpegType:     {jpeg.DecodeConfig, jpeg.Decode},
	"image/png":  {png.DecodeConfig, png.Decode},
	"image/gif":  {gif.DecodeConfig, gif.Decode},
	"image/webp": {webp.DecodeConfig, webp.Decode},
	"image/bmp":  {bmp.DecodeConfig, bmp.Decode},
	tiffType:     {tiff.DecodeConfig, tiff.Decode},
}

// bytesPerPixel is what a decoded pixel of a colour model takes at most.
func bytesPerPixel(m color.Model) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4
}

// sniffed is how many first bytes tell what a file is.
const sniffed = 512

// magic is how files of a kind begin; a question mark stands for any byte.
var magic = []struct{ mediaType, begins string }{
	{jpegType, "\xff\xd8\xff"},
	{"image/png", "\x89PNG\r\n\x1a\n"},
	{"image/gif", "GIF8?a"},
	{"image/webp", "RIFF????WEBPVP"},
	{"image/bmp", "BM????\x00\x00\x00\x00"},
	{tiffType, "II*\x00"},
	{tiffType, "MM\x00*"},
	{"image/heic", "????ftyphei"},
	{"image/heic", "????ftypmif1"},
	{"image/avif", "????ftypavif"},
	{"video/quicktime", "????ftypqt  "},
	{"video/mp4", "????ftyp"},
	{"video/webm", "\x1aE\xdf\xa3"},
	{"video/x-msvideo", "RIFF????AVI "},
	{"application/pdf", "%PDF-"},
	{"application/zip", "PK\x03\x04"},
}

// Sniff tells the media type of a file by its first bytes alone: what it is
// called and what it was sent as may be wrong.
func Sniff(first []byte) string {
	for _, m := range magic {
		if begins(first, m.begins) {
			return m.mediaType
		}
	}
	if isText(first) {
		return "text/plain"
	}
	return "application/octet-stream"
}

func begins(b []byte, with string) bool {
	if len(b) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && with[i] != b[i] {
			return false
		}
	}
	return true
}

func isText(b []byte) bool {
	for range utf8.UTFMax - 1 { // the last character may be cut
		if !utf8.Valid(b) && len(b) > 0 {
			b = b[:len(b)-1]
		}
	}
	control := func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' }
	return len(b) > 0 && utf8.Valid(b) && bytes.IndexFunc(b, control) < 0
}
