package pictures

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"math/bits"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"tallystick/evidence"
)

// scene is an invented picture: a field, a sky and some bodies, laid out by a
// seed. The coarse layout does not change with the size.
func scene(seed uint64, w, h int) *image.RGBA {
	next := func() float64 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return float64(seed>>33) / (1 << 31)
	}
	type body struct{ x, y, r, light float64 }
	var bodies []body
	for range 14 {
		bodies = append(bodies, body{next(), next(), .05 + next()/5, next()*200 - 100})
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := float64(x)/float64(w), float64(y)/float64(h)
			light := 150 - 60*fy
			for _, b := range bodies {
				if math.Hypot(fx-b.x, fy-b.y) < b.r {
					light += b.light
				}
			}
			v := uint8(max(0, min(255, light)))
			img.SetRGBA(x, y, color.RGBA{v, uint8(max(0, min(255, light*.9))), v / 2, 255})
		}
	}
	return img
}

func encode(t testing.TB, img image.Image, as string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch as {
	case "jpeg":
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 90})
	case "poor jpeg":
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 25})
	case "png":
		err = png.Encode(&b, img)
	case "gif":
		err = gif.Encode(&b, img, nil)
	case "bmp":
		err = bmp.Encode(&b, img)
	case "tiff":
		err = tiff.Encode(&b, img, &tiff.Options{Compression: tiff.Deflate})
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func look(t testing.TB, b []byte) evidence.File {
	t.Helper()
	f, err := Look(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// apart is in how many bits each hash of two files differs.
func apart(t testing.TB, a, b evidence.File) (n [2]int) {
	t.Helper()
	if len(a.Perceptual) != 2 || len(b.Perceptual) != 2 {
		t.Fatalf("%+v and %+v: a picture has no hashes", a, b)
	}
	for i := range n {
		x, _ := hex.DecodeString(a.Perceptual[i].Bits)
		y, _ := hex.DecodeString(b.Perceptual[i].Bits)
		n[i] = bits.OnesCount64(binary.BigEndian.Uint64(x) ^ binary.BigEndian.Uint64(y))
	}
	return n
}

// The hashes of these pictures are kept in ledgers: none may ever change.
func TestHashesAreForGood(t *testing.T) {
	for _, c := range []struct {
		seed         uint64
		w, h         int
		dhash, phash string
	}{
		{1, 640, 480, "dcd9dc1b19193f1f", "8d0b34b77b0b6989"},
		{2, 333, 517, "b1c1f18c0e8d8303", "259478f9f0787931"},
		{3, 40, 33, "0074767c7ce1e0d2", "6fc2847758d2a07b"},
	} {
		f := look(t, encode(t, scene(c.seed, c.w, c.h), "png"))
		want := []evidence.Print{{Algorithm: "dhash-1", Bits: c.dhash}, {Algorithm: "phash-1", Bits: c.phash}}
		if len(f.Perceptual) != 2 || f.Perceptual[0] != want[0] || f.Perceptual[1] != want[1] {
			t.Errorf("scene %d: %v, want %v", c.seed, f.Perceptual, want)
		}
		if f.MediaType != "image/png" || f.Width != c.w || f.Height != c.h || f.Odd != "" {
			t.Errorf("scene %d: %+v", c.seed, f)
		}
	}
}

// A picture that was saved anew differs in a few bits; another one in many.
func TestLooksTheSame(t *testing.T) {
	for seed := range uint64(5) {
		original := look(t, encode(t, scene(seed, 400, 300), "jpeg"))
		for _, as := range []string{"poor jpeg", "png", "gif", "bmp", "tiff"} {
			if n := apart(t, original, look(t, encode(t, scene(seed, 400, 300), as))); n[0] > 4 || n[1] > 4 {
				t.Errorf("scene %d as %s differs in %v bits", seed, as, n)
			}
		}
		if n := apart(t, original, look(t, encode(t, scene(seed, 160, 120), "poor jpeg"))); n[0] > 5 || n[1] > 5 {
			t.Errorf("scene %d made small differs in %v bits", seed, n)
		}
		for other := range seed {
			if n := apart(t, original, look(t, encode(t, scene(other, 400, 300), "jpeg"))); n[0] < 12 || n[1] < 12 {
				t.Errorf("scenes %d and %d differ in %v bits only", seed, other, n)
			}
		}
	}
}

// turned returns a JPEG file whose EXIF data says how to turn it, and with it
// who took it where.
func turned(b []byte, orientation byte, order string) []byte {
	le := []byte("II*\x00\x08\x00\x00\x00\x02\x00" + "\x0f\x01\x02\x00\x04\x00\x00\x00Ada\x00" + "\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00" + "\x00\x00\x00\x00")
	if order == "MM" {
		le = []byte("MM\x00*\x00\x00\x00\x08\x00\x01" + "\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00" + "\x00\x00\x00\x00")
	}
	exif := append([]byte("Exif\x00\x00"), le...)
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte{0xff, 0xd8}, segment...), b[2:]...)
}

// A picture that a camera took on its side is looked at upright, and shown so.
func TestTurned(t *testing.T) {
	upright := scene(5, 600, 400)
	want := look(t, encode(t, upright, "jpeg"))
	for o := byte(1); o <= 8; o++ {
		w, h := 600, 400
		if turn(o).lies() {
			w, h = h, w
		}
		stored := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range 400 {
			for x := range 600 {
				sx, sy := turn(o).from(x, y, w, h)
				stored.Set(sx, sy, upright.At(x, y))
			}
		}
		for _, order := range []string{"II", "MM"} {
			file := turned(encode(t, stored, "jpeg"), o, order)
			f := look(t, file)
			if n := apart(t, want, f); n[0] > 2 || n[1] > 2 || f.Width != 600 || f.Height != 400 {
				t.Errorf("orientation %d (%s): differs in %v bits, %d by %d", o, order, n, f.Width, f.Height)
			}
			var shown bytes.Buffer
			if err := Copy(&shown, bytes.NewReader(file), 300); err != nil {
				t.Fatal(err)
			}
			c := look(t, shown.Bytes())
			if n := apart(t, want, c); c.Width != 300 || c.Height != 200 || n[0] > 4 || n[1] > 4 {
				t.Errorf("orientation %d is shown as %+v", o, c)
			}
			if bytes.Contains(shown.Bytes(), []byte("Ada")) || bytes.Contains(shown.Bytes(), []byte("Exif")) {
				t.Error("the copy tells who took it")
			}
		}
	}
}

// pngHeader is a PNG file that declares a size and holds nothing.
func pngHeader(w, h uint32) []byte {
	ihdr := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	ihdr = append(ihdr, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), ihdr...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr))
}

// What strangers send is told in words, and takes no room.
func TestHostile(t *testing.T) {
	photo := encode(t, scene(1, 640, 480), "jpeg")
	sixteen := encode(t, scene(1, 640, 480), "png")
	flat := image.NewRGBA(image.Rect(0, 0, 200, 200))
	manyScans := append(bytes.Clone(photo[:len(photo)-2]), bytes.Repeat([]byte{0xff, 0xda, 0, 2}, 600)...)
	animated := func() []byte {
		frame := image.NewPaletted(image.Rect(0, 0, 640, 480), color.Palette{color.Black, color.White})
		for i := range frame.Pix {
			frame.Pix[i] = byte(i / 7919 % 2)
		}
		all := &gif.GIF{}
		for range 50 {
			all.Image, all.Delay = append(all.Image, frame), append(all.Delay, 1)
		}
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, all); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}()
	for _, c := range []struct {
		name, mediaType, odd string
		file                 []byte
	}{
		{"a bomb", "image/png", "its header declares 60000 by 60000 pixels, which take more than 256 MiB: it was not decoded", pngHeader(60000, 60000)},
		{"a bomb as GIF", "image/gif", "", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00")},
		{"a size beyond numbers", "image/png", "it begins like a picture (image/png), but its header cannot be read: \"png: unsupported feature: dimension overflow\"", pngHeader(1<<31-1, 1<<31-1)},
		{"no pixels", "image/png", "it begins like a picture (image/png), but its header cannot be read", pngHeader(0, 5)},
		{"cut off", "image/jpeg", `the picture is damaged or cut off: "invalid JPEG format: short Huffman data"`, photo[:len(photo)/2]},
		{"cut off in its header", "image/jpeg", "it begins like a picture (image/jpeg), but its header cannot be read", photo[:20]},
		{"cut off at its end", "image/png", "the picture is damaged or cut off", sixteen[:len(sixteen)/2]},
		{"a header that lies", "image/png", "the picture is", append(pngHeader(640, 480), sixteen[33:200]...)},
		{"passes without end", "image/jpeg", "", manyScans},
		{"of one colour", "image/png", "the picture is of one colour", encode(t, flat, "png")},
		{"tiny", "image/png", "the picture is smaller than 32 by 32", encode(t, scene(1, 31, 400), "png")},
		{"animated", "image/gif", "", animated},
		{"text", "text/plain", "", []byte("no picture: Բարև")},
		{"a video", "video/mp4", "", []byte("\x00\x00\x00\x20ftypisom....")},
		{"a page", "application/pdf", "", []byte("%PDF-1.4 ")},
		{"anything", "application/octet-stream", "", []byte{0, 1, 2, 3}},
		{"nothing", "application/octet-stream", "", nil},
		{"a picture by name only", "text/plain", "", []byte("JFIF")},
	} {
		f := look(t, c.file)
		if f.MediaType != c.mediaType || !strings.HasPrefix(f.Odd, c.odd) || c.odd != "" && len(f.Perceptual) > 0 {
			t.Errorf("%s: %+v, want %s, %q", c.name, f, c.mediaType, c.odd)
		}
		if err := Copy(io.Discard, bytes.NewReader(c.file), 100); (err == nil) != (len(f.Perceptual) > 0 || strings.HasPrefix(f.Odd, "the picture is of one") || strings.HasPrefix(f.Odd, "the picture is smaller")) {
			t.Errorf("%s: copied with %v", c.name, err)
		} else if err != nil && !errors.Is(err, ErrNoPicture) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// Each frame of an animation but the first is left alone.
	if f := look(t, animated); len(f.Perceptual) != 2 {
		t.Errorf("animated: %+v", f)
	}
}

// endless is a JPEG file that goes on and on.
type endless struct{ head *bytes.Reader }

func (e endless) Read(p []byte) (int, error) {
	if e.head.Len() > 0 {
		return e.head.Read(p)
	}
	for i := range p {
		p[i] = byte(i * 7 & 0x7f)
	}
	return len(p), nil
}

// A file without end is read up to a bound.
func TestEndless(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 8000, 8000))
	head := encode(t, img, "jpeg")[:700]
	f, err := Look(endless{bytes.NewReader(head)})
	if err != nil || f.MediaType != "image/jpeg" {
		t.Errorf("%+v %v", f, err)
	}
	bmpHead := encode(t, image.NewGray(image.Rect(0, 0, 8, 8)), "bmp")[:54]
	binary.LittleEndian.PutUint32(bmpHead[18:], 16000)
	binary.LittleEndian.PutUint32(bmpHead[22:], 16000)
	if f, err = Look(endless{bytes.NewReader(bmpHead)}); err != nil || f.Odd == "" {
		t.Errorf("%+v %v", f, err)
	}
}

// A fault of the disk is no fault of the picture.
func TestFaultOfReading(t *testing.T) {
	photo := encode(t, scene(1, 640, 480), "jpeg")
	broken := errors.New("the disk is broken")
	for _, after := range []int{0, 100, 700, len(photo) / 2} {
		if _, err := Look(io.MultiReader(bytes.NewReader(photo[:after]), fault{broken})); !errors.Is(err, broken) {
			t.Errorf("after %d bytes: %v", after, err)
		}
	}
}

type fault struct{ err error }

func (f fault) Read([]byte) (int, error) { return 0, f.err }

// The cosines of the table are those of mathematics.
func TestCosine(t *testing.T) {
	for k := range 1000 {
		if want := int64(math.Round(16384 * math.Cos(float64(k)*math.Pi/64))); cosine(k) != want {
			t.Errorf("cos(%dπ/64) is %d, want %d", k, cosine(k), want)
		}
	}
}

// The average of a grid is that of the pixels, however they are cut.
func TestAverage(t *testing.T) {
	for _, size := range [][4]int{{7, 5, 3, 2}, {9, 8, 9, 8}, {3, 3, 8, 9}, {64, 31, 9, 8}, {1, 1, 4, 4}} {
		img := scene(9, size[0], size[1])
		g := newGrid(size[2], size[3])
		average(img, g)
		got, want := 0.0, 0.0
		for _, c := range g.cells {
			got += float64(c[0]) / 256 / float64(len(g.cells))
		}
		for y := range size[1] {
			for x := range size[0] {
				want += float64(img.RGBAAt(x, y).R) / float64(size[0]*size[1])
			}
		}
		if math.Abs(got-want) > .01 {
			t.Errorf("%v: the grid averages %f, the picture %f", size, got, want)
		}
	}
}

// Pictures in WebP are decoded: the decoder's own are looked at.
func TestWebP(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/image").Output()
	if err != nil {
		t.Skip("the decoder's own pictures are not at hand")
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "testdata", "video-001.lossy.webp"))
	if err != nil {
		t.Skip("the decoder's own pictures are not at hand")
	}
	if f := look(t, b); f.MediaType != "image/webp" || len(f.Perceptual) != 2 || f.Width != 150 {
		t.Errorf("%+v", f)
	}
}

func FuzzLook(f *testing.F) {
	f.Add(encode(f, scene(1, 64, 48), "jpeg"))
	f.Add(encode(f, scene(1, 64, 48), "png"))
	f.Add(encode(f, scene(1, 64, 48), "gif"))
	f.Add(encode(f, scene(1, 64, 48), "tiff"))
	f.Add(turned(encode(f, scene(1, 64, 48), "jpeg"), 6, "MM"))
	f.Fuzz(func(t *testing.T, b []byte) {
		first, err := Look(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if len(first.Perceptual) > 0 && first.Odd != "" {
			t.Errorf("%+v", first)
		}
	})
}

func BenchmarkLook(b *testing.B) {
	photo := encode(b, scene(1, 4000, 3000), "jpeg")
	for b.Loop() {
		look(b, photo)
	}
}
