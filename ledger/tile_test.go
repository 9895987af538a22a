package ledger

import (
	"bytes"
	"testing"
)

// Paths and what they name: entries, level, index, width; or nothing.
func TestParseTilePath(t *testing.T) {
	for path, want := range map[string]*TilePath{
		"tile/0/000":                               {false, 0, 0, 256},
		"tile/0/x001/x234/067":                     {false, 0, 1234067, 256},
		"tile/63/001.p/255":                        {false, 63, 1, 255},
		"tile/entries/999.p/1":                     {true, 0, 999, 1},
		"tile/entries/x001/000":                    {true, 0, 1000, 256},
		"tile/0/x009/x223/x372/x036/x854/x775/807": {false, 0, 1<<63 - 1, 256},
		"tile/0/x009/x223/x372/x036/x854/x775/808": nil, // over 63 bits
		"":                 nil,
		"tile/0":           nil,
		"tile/0/":          nil,
		"tile/0/0":         nil,
		"tile/0/0000":      nil,
		"tile/00/000":      nil,
		"tile/+0/000":      nil,
		"tile/-1/000":      nil,
		"tile/64/000":      nil,
		"tile/8/0/000":     nil, // golang.org's spelling, with the height
		"tile/data/000":    nil,
		"tile/0/000.p/0":   nil,
		"tile/0/000.p/01":  nil,
		"tile/0/000.p/256": nil,
		"tile/0/000.p":     nil,
		"tile/0/x000/001":  nil,
		"tile/0/001/002":   nil,
		"/tile/0/000":      nil,
		"tile/0/000/":      nil,
		"0/000":            nil,
		"tile/tile/0/000":  nil,
	} {
		got, err := ParseTilePath(path)
		switch {
		case want == nil && err == nil:
			t.Errorf("%q was read as %+v", path, got)
		case want != nil && (err != nil || got != *want || got.String() != path):
			t.Errorf("%q was read as %+v (%s), %v; want %+v", path, got, got, err, *want)
		}
	}
}

// Within: which tiles a tree of 70,000 records has, the specification's own
// example, at each edge.
func TestWithin(t *testing.T) {
	for path, want := range map[string]bool{
		"tile/0/272":             true,
		"tile/0/273":             false,
		"tile/0/273.p/112":       true,
		"tile/0/273.p/113":       false,
		"tile/0/274.p/1":         false,
		"tile/entries/273.p/112": true,
		"tile/entries/273.p/113": false,
		"tile/1/000":             true,
		"tile/1/001.p/17":        true,
		"tile/1/001.p/18":        false,
		"tile/2/000.p/1":         true,
		"tile/2/000.p/2":         false,
		"tile/3/000.p/1":         false,
		"tile/63/000.p/1":        false,
		"tile/0/x009/x223/x372/x036/x854/x775/807": false,
	} {
		p, err := ParseTilePath(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Within(70_000); got != want {
			t.Errorf("%s within a log of 70,000: %v, want %v", path, got, want)
		}
	}
}

func TestBundle(t *testing.T) {
	long := bytes.Repeat([]byte("x"), MaxRecord)
	for _, records := range [][][]byte{nil, {{}}, {[]byte("a"), {}, []byte("bc")}, {long, long}, numbered(0, 256)} {
		b, err := Bundle(records)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseBundle(b)
		if err != nil || len(got) != len(records) {
			t.Fatalf("%d records came back as %d, %v", len(records), len(got), err)
		}
		for i := range got {
			if !bytes.Equal(got[i], records[i]) {
				t.Errorf("record %d came back as %.40q, want %.40q", i, got[i], records[i])
			}
		}
		if len(b) > 0 {
			if got, err := ParseBundle(b[:len(b)-1]); err == nil {
				t.Errorf("cut short, a bundle of %d gave %d", len(records), len(got))
			}
		}
	}
	if b, _ := Bundle([][]byte{[]byte("hi"), {}}); string(b) != "\x00\x02hi\x00\x00" {
		t.Errorf("bundle is %q", b)
	}
	if _, err := Bundle([][]byte{append(long, 'x')}); err == nil {
		t.Error("a record of 65,536 bytes was bundled")
	}
	if _, err := ParseBundle(make([]byte, 2*257)); err == nil {
		t.Error("a bundle of 257 records was read")
	}
}

func FuzzTilePath(f *testing.F) {
	for _, path := range []string{"tile/0/000", "tile/entries/x001/x234/067.p/8", "tile/63/x999/999.p/255", "tile/0/x009/x223/x372/x036/x854/x775/808"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		p, err := ParseTilePath(path)
		if err != nil {
			return
		}
		if p.String() != path {
			t.Errorf("%q was read as %+v, which is %q", path, p, p)
		}
		if p.Index < 0 || p.Width < 1 || p.Width > Width || p.Level < 0 || p.Level > 63 {
			t.Errorf("%q was read as %+v", path, p)
		}
		if p.Within(0) {
			t.Errorf("%q is within the empty log", path)
		}
	})
}

func FuzzEntryBundle(f *testing.F) {
	f.Add([]byte("\x00\x02hi\x00\x00"))
	f.Add([]byte("\xff\xff"))
	f.Add([]byte{0})
	f.Fuzz(func(t *testing.T, b []byte) {
		records, err := ParseBundle(b)
		if err != nil {
			return
		}
		again, err := Bundle(records)
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%d records make other bytes, %v", len(records), err)
		}
	})
}
