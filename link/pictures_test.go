package link

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

func hashed(name string, d, p uint64) evidence.File {
	return evidence.File{Hash: name, Perceptual: []evidence.Print{{Algorithm: "dhash-1", Bits: fmt.Sprintf("%016x", d)}, {Algorithm: "phash-1", Bits: fmt.Sprintf("%016x", p)}}}
}

// flip changes so many bits.
func flip(r *rand.Rand, n uint64, bits int) uint64 {
	for _, i := range r.Perm(64)[:bits] {
		n ^= 1 << i
	}
	return n
}

// The album finds exactly what comparing all with all finds.
func TestAlbum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	album := NewAlbum()
	var all []evidence.File
	for i := range 400 {
		d, p := r.Uint64(), r.Uint64()
		for k := range 3 {
			all = append(all, hashed(fmt.Sprintf("%d-%d", i, k), flip(r, d, r.IntN(10)), flip(r, p, r.IntN(10))))
		}
	}
	for _, f := range all {
		album.Add(f)
		album.Add(f)
	}
	found := 0
	for _, f := range all {
		var want []string
		for _, g := range all {
			apart := func(i int) int {
				x, _ := parseBits(f.Perceptual[i].Bits)
				y, _ := parseBits(g.Perceptual[i].Bits)
				return bits.OnesCount64(x ^ y)
			}
			if f.Hash != g.Hash && apart(0) <= 7 && apart(1) <= 7 {
				want = append(want, g.Hash)
			}
		}
		var got []string
		for _, l := range album.Like(f) {
			got = append(got, l.File)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s looks like %v, want %v", f.Hash, got, want)
		}
		found += len(got)
	}
	if found < 100 {
		t.Errorf("only %d likenesses among the pictures", found)
	}
}

// Likeness is told with its numbers, and needs both algorithms.
func TestCompare(t *testing.T) {
	a := hashed("a", 0, 0)
	l, ok := Compare(a, hashed("b", 0b111, 0b11))
	want := "the pictures were compared: they differ in 3 of 64 bits by dhash-1 and in 2 of 64 bits by phash-1 (up to 7 by each look alike)"
	if !ok || !l.Alike() || l.Words() != want {
		t.Errorf("%s, want %s", l.Words(), want)
	}
	if l, _ := Compare(a, hashed("c", 0, 0xff)); l.Alike() {
		t.Error("one algorithm alone says that pictures look alike")
	}
	odd := a
	odd.Perceptual = odd.Perceptual[:1]
	if _, ok := Compare(odd, a); ok {
		t.Error("compared by one algorithm")
	}
	odd.Perceptual = []evidence.Print{{Algorithm: "dhash-1", Bits: "xyz"}, {Algorithm: "phash-2", Bits: "0000000000000000"}}
	if _, ok := Compare(odd, a); ok {
		t.Error("compared what are no hashes of one algorithm")
	}
	album := NewAlbum()
	album.Add(odd)
	album.Add(evidence.File{Hash: "no picture"})
	if got := album.Like(a); len(got) > 0 {
		t.Errorf("like %v", got)
	}
}

// One picture of many files: bounded, and as many as a proposal may join.
func TestAlbumOfOnePicture(t *testing.T) {
	album := NewAlbum()
	for i := range 5000 {
		album.Add(hashed(fmt.Sprintf("%05d", i), 1, 2))
	}
	if got := album.Like(hashed("x", 1, 2)); len(got) != MaxMembers || got[0].File != "00000" {
		t.Errorf("%d, the first of them %+v", len(got), got[0])
	}
}

// Which units pictures say are one.
func TestSamePicture(t *testing.T) {
	unit := func(s string) evidence.Unit { // "id model fate"
		f := strings.Fields(s)
		return evidence.Unit{ID: f[0], Side: "AAA", Model: f[1], Fates: []evidence.Fate{{What: f[2]}}, Listings: []evidence.Listing{{List: "L"}}}
	}
	units := func(s string) (all []evidence.Unit) {
		for _, u := range strings.Split(s, ", ") {
			if u != "" {
				all = append(all, unit(u))
			}
		}
		return all
	}
	for _, c := range []struct{ one, other, want string }{
		{"a T-1 destroyed", "b T-1 destroyed", "a b"},
		{"a T-1 destroyed", "b M-9 destroyed", "a b"}, // and the reasons say that the models differ
		{"a T-1 destroyed", "a T-1 destroyed", ""},
		{"a T-1 destroyed", "", ""},
		{"a T-1 destroyed, b T-1 captured", "c T-1 captured, d T-1 destroyed", "a d; b c"},
		{"a T-1 destroyed, b T-1 destroyed", "b T-1 destroyed, c T-1 destroyed", "a c"},
		{"a T-1 destroyed, b T-1 destroyed", "b T-1 destroyed, c M-9 destroyed", ""},
		{"a T-1 destroyed", "a T-1 destroyed, c T-1 destroyed", ""},
	} {
		var got []string
		for _, p := range SamePicture(units(c.one), units(c.other), "one file shows both") {
			got = append(got, strings.Join(p.Members, " "))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s | %s: %v, want %s", c.one, c.other, got, c.want)
		}
	}
	p := SamePicture(units("a T-1 destroyed"), units("b M-9 captured"), "one file shows both")[0]
	if got := strings.Join(p.Reasons, "; "); got != `one file shows both; it is listed as different models, "M-9" and "T-1": one picture may show several units; it may be one unit filed under two fates: "captured" or "destroyed"` {
		t.Error(got)
	}
}

func BenchmarkAlbum(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	album := NewAlbum()
	for i := range 1_000_000 {
		album.Add(hashed(fmt.Sprint(i), r.Uint64(), r.Uint64()))
	}
	one := hashed("x", r.Uint64(), r.Uint64())
	for b.Loop() {
		album.Like(one)
	}
}
