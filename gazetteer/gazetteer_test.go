package gazetteer

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"tallystick/lexicon"
)

var update = flag.Bool("update", false, "write what was made into testdata")

// The dumps in testdata are of our own invention, in the format of GeoNames,
// with hostile rows. want.tsv is what is made of them, want-odd.txt what is
// told of the rows that were left out.
func TestImport(t *testing.T) {
	var odd strings.Builder
	tell := func(f Fault) { fmt.Fprintln(&odd, f) }
	g, err := Cities(bytes.NewReader(dump(t, "cities500.txt")), "cities500.txt", tell)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.AddNames(bytes.NewReader(dump(t, "alternateNamesV2.txt")), "alternateNamesV2.txt", tell); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := g.Write(&out); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"want.tsv": out.String(), "want-odd.txt": odd.String()} {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-want +got), -update writes it:\n%s", name, d)
		}
	}
	if g.Passed != 1 || g.Names != 4 {
		t.Errorf("%d rows passed over, want the lake; %d names, want 4", g.Passed, g.Names)
	}

	// What was made is a gazetteer.
	made, err := lexicon.ReadGazetteer("want.tsv", out.String())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Eastgrove": "Østerlund DNK", "old testford": "Testford USA TX", "Osterlund": "Østerlund DNK", "Hillside": "Hillside AUS NSW", "Alte Bruecke": "Alte Brücke DEU", "Maple Creek North": "Maple Creek North CAN AB"} {
		found := made.Named(name)
		if len(found) != 1 || strings.TrimSpace(found[0].Name+" "+found[0].Country+" "+found[0].Part) != want {
			t.Errorf("%s: %v, want %s", name, found, want)
		}
	}
}

func dump(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A dump is read the same in whatever pieces it comes, and what ends early is
// told.
func TestStreams(t *testing.T) {
	b := dump(t, "cities500.txt")
	made := func(cut func([]byte) *Gazetteer) string {
		var out bytes.Buffer
		if err := cut(b).Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	whole := made(func(b []byte) *Gazetteer { g, _ := Cities(bytes.NewReader(b), "c", func(Fault) {}); return g })
	bits := made(func(b []byte) *Gazetteer {
		g, _ := Cities(iotest.OneByteReader(bytes.NewReader(b)), "c", func(Fault) {})
		return g
	})
	if whole != bits {
		t.Error("a dump that comes byte by byte makes another gazetteer")
	}
	broken := errors.New("the disk is gone")
	if _, err := Cities(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(b))), "c.txt", func(Fault) {}); err == nil || !strings.HasPrefix(err.Error(), "c.txt: line 1: reading stopped: ") {
		t.Errorf("a reading that fails: %v", err)
	}
	if _, err := Cities(iotest.ErrReader(broken), "c.txt", func(Fault) {}); !errors.Is(err, broken) {
		t.Errorf("a reading that fails: %v", err)
	}
	for name, text := range map[string]string{"nothing": "", "another file": "<html>\n<body>\n", "names": string(dump(t, "alternateNamesV2.txt"))} {
		if _, err := Cities(strings.NewReader(text), "c.txt", func(Fault) {}); err == nil || !strings.Contains(err.Error(), "is it cities500.txt") {
			t.Errorf("%s in place of cities: %v", name, err)
		}
	}
	long := strings.Repeat("x", 3<<20) + "\n" + string(b)
	var first Fault
	g, err := Cities(strings.NewReader(long), "c.txt", func(f Fault) {
		if first.Why == "" {
			first = f
		}
	})
	if err != nil || len(g.Places) != 5 || first != (Fault{"c.txt", 1, "is longer than a mebibyte"}) {
		t.Errorf("a line of three mebibytes: %v, %v", err, first)
	}
}

// Dumps are opened plain and zipped, and what cannot be opened is told.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	pack := func(name string, entries ...string) string {
		t.Helper()
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, e := range entries {
			f, err := w.Create(e)
			if err == nil {
				_, err = f.Write([]byte("of " + e))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return write(t, filepath.Join(dir, name), b.Bytes())
	}
	damaged := pack("damaged.zip", "damaged.txt")
	b, _ := os.ReadFile(damaged)
	write(t, damaged, b[:len(b)-30])
	for _, c := range []struct{ file, want string }{
		{write(t, filepath.Join(dir, "cities500.txt"), []byte("plain")), "plain"},
		{write(t, filepath.Join(dir, "empty.txt"), nil), ""},
		{pack("cities500.zip", "readme.txt", "cities500.txt", "iso-languagecodes.txt"), "of cities500.txt"},
		{pack("renamed.zip", "iso-languagecodes.txt", "alternateNamesV2.txt"), "of alternateNamesV2.txt"},
		{pack("two.zip", "a.txt", "b.txt"), "error: two.zip: 2 texts in the zip, none named two.txt"},
		{pack("none.zip", "readme.md"), "error: none.zip: 0 texts in the zip"},
		{damaged, "error: damaged.zip: the zip is damaged"},
		{dir, "is a folder"},
		{filepath.Join(dir, "absent.txt"), "no such file"},
	} {
		d, err := Open(c.file)
		if err != nil {
			if text := "error: " + strings.TrimPrefix(err.Error(), dir+"/"); !strings.Contains(text, c.want) {
				t.Errorf("%s: %v, want %q", c.file, err, c.want)
			}
			continue
		}
		var got bytes.Buffer
		if _, err := got.ReadFrom(d); err != nil || got.String() != c.want || d.Size != int64(got.Len()) {
			t.Errorf("%s: %q of %d bytes, %v, want %q", d.Name, got.String(), d.Size, err, c.want)
		}
		if err := d.Close(); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
	}
}

func write(t *testing.T, file string, b []byte) string {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Whatever a dump holds, what is made of it is a gazetteer that the program
// reads.
func FuzzImport(f *testing.F) {
	for _, name := range []string{"cities500.txt", "alternateNamesV2.txt"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		for line := range bytes.Lines(b) {
			f.Add(line, line)
		}
	}
	f.Fuzz(func(t *testing.T, cities, names []byte) {
		g, err := Cities(bytes.NewReader(cities), "c", func(Fault) {})
		if err != nil {
			return
		}
		if err := g.AddNames(bytes.NewReader(names), "n", func(Fault) {}); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := g.Write(&out); err != nil {
			t.Fatal(err)
		}
		made, err := lexicon.ReadGazetteer("made", out.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
		if len(made.Places) != len(g.Places) {
			t.Fatalf("%d places written, %d read", len(g.Places), len(made.Places))
		}
	})
}

func TestCountries(t *testing.T) {
	if len(countries) != 250 || countries["XK"] != "XKX" || countries["US"] != "USA" {
		t.Errorf("%d countries", len(countries))
	}
	for two, three := range countries {
		if len(two) != 2 || len(three) != 3 {
			t.Errorf("%q is %q", two, three)
		}
	}
}
