// Package bench scores the reader on published packs of read texts, and holds
// its figures to floors that may only rise. The packs lie beside the
// repository: their texts belong to their publishers. What is counted is what
// the packs' own scorer counts; a test holds the two against each other where
// Python is there.
package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"unicode"
	"unicode/utf8"
)

// packs is where the packs lie, seen from this folder.
var packs = filepath.Join("..", "..", "shared", "bench")

// gold is one document of a pack, with what people found in it.
type gold struct {
	ID, Text     string
	Attributions []roles
	Quotes       []quote
	Events       []goldEvent
	Places       []place
	Counts       []count
	Optional     []count // neither help nor hurt
}

// system is what the reader found in one document.
type system struct {
	ID     string
	Claims []claim
	Places []place
	Quotes []quote
}

type claim struct {
	roles
	Event           *struct{ Type string }
	Actors, Targets []actor
	Counts          []count
	Places          []place
}

// roles are the three parts of an attribution.
type roles struct{ Source, Cue, Content spans }

type quote struct {
	span
	Speaker spans
}

type goldEvent struct {
	Type             string
	Sources, Targets []actor
	Reciprocal       bool
}

type actor struct {
	Text, Code string
	Start, End *int
}

type place struct {
	Start, End *int
	Name       string
	Lat, Lon   *float64
}

type count struct {
	Kind  string
	Value *int64 // nil stands for any
}

// span is a place in the text: bytes, end exclusive.
type span struct{ Start, End int }

// spans are the pieces of a part: none, one, or several when it is broken.
type spans []span

func (s *spans) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		*s = make(spans, 1)
		return json.Unmarshal(b, &(*s)[0])
	}
	return json.Unmarshal(b, (*[]span)(s))
}

// pair is a document of the pack with all that the reader found in it.
type pair struct {
	gold
	got system
}

// load reads a pack and the reader's output for it. A document that the reader
// left out counts as empty; one given twice is joined.
func load(t *testing.T, pack string, output []byte) []pair {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(packs, pack+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]system{}
	for _, d := range lines[system](t, output) {
		f := found[d.ID]
		found[d.ID] = system{d.ID, append(f.Claims, d.Claims...), append(f.Places, d.Places...), append(f.Quotes, d.Quotes...)}
	}
	var out []pair
	for _, g := range lines[gold](t, b) {
		out = append(out, pair{g, found[g.ID]})
	}
	return out
}

func lines[T any](t *testing.T, b []byte) []T {
	t.Helper()
	var out []T
	d := json.NewDecoder(bufio.NewReader(bytes.NewReader(b)))
	for {
		var v T
		switch err := d.Decode(&v); err {
		case nil:
			out = append(out, v)
		case io.EOF:
			return out
		default:
			t.Fatal(err)
		}
	}
}

// tokens are the words of a text: runs of letters, digits and low lines.
type tokens []span

func words(text string) tokens {
	var out tokens
	inside := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		word := unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_'
		if word && !inside {
			out = append(out, span{Start: i})
		}
		if word {
			out[len(out)-1].End = i + n
		}
		inside = word
		i += n
	}
	return out
}

// set is a set of words by their number. Spans are compared as sets of words,
// so that quotation marks and full stops do not matter.
type set map[int]bool

// of returns the words that the spans touch.
func (w tokens) of(ss ...span) set {
	out := set{}
	for _, s := range ss {
		for i := sort.Search(len(w), func(i int) bool { return w[i].End > s.Start }); i < len(w) && w[i].Start < s.End; i++ {
			out[i] = true
		}
	}
	return out
}

func (a set) shared(b set) int {
	n := 0
	for i := range a {
		if b[i] {
			n++
		}
	}
	return n
}

func (a set) equal(b set) bool { return len(a) == len(b) && a.shared(b) == len(a) }

func union(sets []set) set {
	out := set{}
	for _, s := range sets {
		for i := range s {
			out[i] = true
		}
	}
	return out
}

// match pairs sets one to one by how much they overlap, the best first, ties
// by order.
func match(gs, ss []set) [][2]int {
	type candidate struct {
		f    float64
		i, j int
	}
	var all []candidate
	for i, a := range gs {
		for j, b := range ss {
			if n := a.shared(b); n > 0 {
				all = append(all, candidate{2 * float64(n) / float64(len(a)+len(b)), i, j})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool { return all[x].f > all[y].f })
	var out [][2]int
	usedG, usedS := set{}, set{}
	for _, c := range all {
		if !usedG[c.i] && !usedS[c.j] {
			usedG[c.i], usedS[c.j] = true, true
			out = append(out, [2]int{c.i, c.j})
		}
	}
	return out
}

// figures are a pack's scores by the scorer's names for them.
type figures map[string]float64

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return rounded(float64(n) / float64(of))
}

// f1 is the harmonic mean of precision and recall.
func f1(hitS, s, hitG, g int) float64 {
	if s == 0 || g == 0 || hitS+hitG == 0 {
		return 0
	}
	p, r := float64(hitS)/float64(s), float64(hitG)/float64(g)
	return rounded(2 * p * r / (p + r))
}

func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }
