package link

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// Alike is the most bits of 64 in which two pictures that look alike differ, by
// each of their perceptual hashes. A picture that was saved anew or made smaller
// differs in fewer, one of something else in about half of all.
const Alike = 7

// Likeness is how far two pictures are apart by each algorithm that both were
// hashed by.
type Likeness struct {
	File  string  `json:"file"` // SHA-256 of the other
	Apart []Apart `json:"apart"`
}

// Apart is in how many of 64 bits two pictures differ by one algorithm.
type Apart struct {
	Algorithm string `json:"algorithm"`
	Bits      int    `json:"bits"`
}

// Compare holds two files against each other by their perceptual hashes; ok is
// false where they have no two algorithms in common.
func Compare(a, b evidence.File) (l Likeness, ok bool) {
	l.File = b.Hash
	for _, p := range a.Perceptual {
		for _, q := range b.Perceptual {
			x, xOK := parseBits(p.Bits)
			y, yOK := parseBits(q.Bits)
			if p.Algorithm == q.Algorithm && xOK && yOK {
				l.Apart = append(l.Apart, Apart{p.Algorithm, bits.OnesCount64(x ^ y)})
			}
		}
	}
	return l, len(l.Apart) >= 2
}

// Alike reports whether all algorithms agree that the pictures look alike.
func (l Likeness) Alike() bool {
	return len(l.Apart) >= 2 && !slices.ContainsFunc(l.Apart, func(a Apart) bool { return a.Bits > Alike })
}

// Words tells a likeness to a reader.
func (l Likeness) Words() string {
	var said []string
	for _, a := range l.Apart {
		said = append(said, fmt.Sprintf("in %d of 64 bits by %s", a.Bits, a.Algorithm))
	}
	return fmt.Sprintf("the pictures were compared: they differ %s (up to %d by each look alike)", and(said), Alike)
}

func (l Likeness) sum() (n int) {
	for _, a := range l.Apart {
		n += a.Bits
	}
	return n
}

func parseBits(s string) (uint64, bool) {
	n, err := strconv.ParseUint(s, 16, 64)
	return n, err == nil && len(s) == 16
}

// Album finds pictures that look alike without holding each against each. Two
// hashes that differ in at most seven bits differ in at most one in some quarter
// of theirs: so a picture is found by its quarters, each with no bit changed or
// with one (Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with
// Multi-Index Hashing", 2012).
type Album struct {
	files    []evidence.File
	quarters map[quarter][]int32 // places in files
	known    map[string]bool     // by SHA-256
}

// quarter is 16 bits of a picture's first hash.
type quarter struct {
	algorithm string
	place     uint8
	bits      uint16
}

// mostInQuarter is how many pictures of one quarter are looked at: more have it
// only when somebody has added one picture over and over.
const mostInQuarter = 2000

// NewAlbum returns an empty album.
func NewAlbum() *Album {
	return &Album{quarters: make(map[quarter][]int32), known: make(map[string]bool)}
}

// Add puts a file in. One that is there already, or that has no perceptual
// hashes, changes nothing.
func (a *Album) Add(f evidence.File) {
	if a.known[f.Hash] {
		return
	}
	for _, q := range quarters(f) {
		if len(a.quarters[q]) < mostInQuarter {
			a.quarters[q] = append(a.quarters[q], int32(len(a.files)))
		}
		a.known[f.Hash] = true
	}
	if a.known[f.Hash] {
		a.files = append(a.files, evidence.File{Hash: f.Hash, Perceptual: f.Perceptual})
	}
}

// quarters returns the parts that a file is found by: those of the hash whose
// algorithm is the first in the alphabet.
func quarters(f evidence.File) (all []quarter) {
	if len(f.Perceptual) < 2 {
		return nil
	}
	p := slices.MinFunc(f.Perceptual, func(a, b evidence.Print) int { return strings.Compare(a.Algorithm, b.Algorithm) })
	n, ok := parseBits(p.Bits)
	for place := range uint8(4) {
		if ok {
			all = append(all, quarter{p.Algorithm, place, uint16(n >> (16 * place))})
		}
	}
	return all
}

// Like returns the files of the album that look like one, itself left out: the
// nearest first, at most MaxMembers.
func (a *Album) Like(f evidence.File) []Likeness {
	var like []Likeness
	seen := make(map[int32]bool)
	look := func(q quarter) {
		for _, i := range a.quarters[q] {
			if seen[i] || a.files[i].Hash == f.Hash {
				continue
			}
			seen[i] = true
			if l, ok := Compare(f, a.files[i]); ok && l.Alike() {
				like = append(like, l)
			}
		}
	}
	for _, q := range quarters(f) {
		look(q)
		for bit := range 16 {
			look(quarter{q.algorithm, q.place, q.bits ^ 1<<bit})
		}
	}
	slices.SortFunc(like, func(a, b Likeness) int { return cmp.Or(cmp.Compare(a.sum(), b.sum()), strings.Compare(a.File, b.File)) })
	return like[:min(len(like), MaxMembers)]
}

// SamePicture proposes which of the units that one picture shows and of those
// that another shows, or the same one by another account, are one: how says how
// the pictures were compared. Units that both show are left out: who added them
// told them apart.
func SamePicture(one, other []evidence.Unit, how string) []evidence.Proposal {
	one, other = distinct(one), distinct(other)
	isIn := func(units []evidence.Unit) func(evidence.Unit) bool {
		return func(u evidence.Unit) bool {
			return slices.ContainsFunc(units, func(v evidence.Unit) bool { return v.ID == u.ID })
		}
	}
	both := slices.DeleteFunc(slices.Clone(one), func(u evidence.Unit) bool { return !isIn(other)(u) })
	one = slices.DeleteFunc(one, isIn(both))
	other = slices.DeleteFunc(other, isIn(both))
	if len(one)+len(other) > MaxMembers || len(one) == 0 || len(other) == 0 {
		return nil
	}
	if len(one) == 1 && len(other) == 1 && len(both) == 0 {
		return []evidence.Proposal{sameUnit([]evidence.Unit{one[0], other[0]}, how)}
	}
	return pairs(one, other, how, fmt.Sprintf("the pictures show %d units and %d", len(one)+len(both), len(other)+len(both)))
}
