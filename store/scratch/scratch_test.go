package scratch

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever goes in comes out once, in order, twice over.
func TestSorted(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Pair {
			return Pair{rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "key"), rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "value")}
		})).Draw(t, "pairs")
		s := New(folder)
		defer s.Close()
		for i, p := range pairs {
			if err := s.Add(p.Key, p.Value); err != nil {
				t.Fatal(err)
			}
			if i%3 == 2 { // small runs, many of them
				if err := s.spill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		want := slices.Clone(pairs)
		slices.SortFunc(want, compare)
		for range 2 {
			var got []Pair
			for p, err := range s.Sorted() {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, p)
			}
			if !slices.EqualFunc(got, want, func(a, b Pair) bool { return compare(a, b) == 0 }) {
				t.Fatalf("out came %v, in went %v", got, pairs)
			}
		}
	})
}

// A run that is cut short is an error, never fewer pairs.
func TestCutRun(t *testing.T) {
	s := New(t.TempDir())
	defer s.Close()
	if err := s.Add([]byte("key"), []byte("a value")); err != nil {
		t.Fatal(err)
	}
	if err := s.spill(); err != nil {
		t.Fatal(err)
	}
	if err := s.runs[0].file.Truncate(5); err != nil {
		t.Fatal(err)
	}
	var met error
	for _, err := range s.Sorted() {
		met = err
	}
	if met == nil {
		t.Error("a run that was cut short was read without an error")
	}
}

// Nothing lies in the folder while the sorter works, nor after.
func TestNoFileIsLeft(t *testing.T) {
	folder := t.TempDir()
	s := New(folder)
	fill(t, s, 30_000)
	if len(s.runs) == 0 {
		t.Fatal("nothing was written: the test is too small")
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v lies there by name", left)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// Files are merged as they grow in number: so few stay open, however many pairs
// there are.
func TestFewRuns(t *testing.T) {
	s := New(t.TempDir())
	defer s.Close()
	for i := range 40 * fanIn {
		if err := s.Add(fmt.Append(nil, i), nil); err != nil {
			t.Fatal(err)
		}
		if err := s.spill(); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.runs) > 3*fanIn {
		t.Errorf("%d runs of %d", len(s.runs), 40*fanIn)
	}
	n := 0
	for _, err := range s.Sorted() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 40*fanIn {
		t.Errorf("%d pairs came out of %d", n, 40*fanIn)
	}
}

func fill(t testing.TB, s *Sorter, n int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	value := bytes.Repeat([]byte("v"), 200)
	for range n {
		if err := s.Add(fmt.Appendf(nil, "%016x", random.Uint64()), value); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkSort(b *testing.B) {
	for range b.N {
		s := New(b.TempDir())
		fill(b, s, 100_000)
		for _, err := range s.Sorted() {
			if err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
}
