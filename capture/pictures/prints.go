package pictures

import (
	"fmt"
	"image"
	"slices"

	"tallystick/evidence"
)

// The algorithms, with their versions. What either makes of a picture must
// never change: its results are kept.
const (
	DHash = "dhash-1" // Krawetz, "Kind of Like That", 2013: whether each cell is lighter than the one before it
	PHash = "phash-1" // Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010: whether each low frequency is above the median
)

const (
	leastSide  = 32      // pixels of a picture that is told from others
	leastRange = 8 * 256 // between the darkest and the lightest cell
	cells      = 32      // a side of the grid that frequencies are taken of
)

// prints returns the perceptual hashes of a picture, or why it has none.
func prints(img image.Image, t turn) ([]evidence.Print, string) {
	if b := img.Bounds(); b.Dx() < leastSide || b.Dy() < leastSide {
		return nil, fmt.Sprintf("the picture is smaller than %d by %d pixels: too small to be told from others by how it looks", leastSide, leastSide)
	}
	coarse, fine := newGrid(9, 8), newGrid(cells, cells)
	if t.lies() {
		coarse = newGrid(8, 9)
	}
	average(img, coarse, fine)
	steps := coarse.upright(t)
	if slices.Max(steps)-slices.Min(steps) < leastRange {
		return nil, "the picture is of one colour, or nearly: nothing in it tells it from others by how it looks"
	}
	return []evidence.Print{
		{Algorithm: DHash, Bits: fmt.Sprintf("%016x", differences(steps))},
		{Algorithm: PHash, Bits: fmt.Sprintf("%016x", frequencies(fine.upright(t)))},
	}, ""
}

// differences makes a bit of each two neighbours in the 8 rows of 9 cells: 1
// where the right one is lighter. The first row's first two make the highest.
func differences(greys []int64) (bits uint64) {
	for y := range 8 {
		for x := range 8 {
			bits <<= 1
			if greys[9*y+x+1] > greys[9*y+x] {
				bits |= 1
			}
		}
	}
	return bits
}

// quarter is 16384 × cos(kπ/64), to the nearest whole number.
var quarter = [33]int64{16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449, 14053, 13623, 13160, 12665, 12140, 11585,
	11003, 10394, 9760, 9102, 8423, 7723, 7005, 6270, 5520, 4756, 3981, 3196, 2404, 1606, 804, 0}

// cosine returns 16384 × cos(kπ/64).
func cosine(k int) int64 {
	switch k %= 128; {
	case k <= 32:
		return quarter[k]
	case k <= 64:
		return -quarter[64-k]
	case k <= 96:
		return -quarter[k-64]
	}
	return quarter[128-k]
}

// frequencies makes a bit of each of the 64 lowest frequencies but those that
// run one way only, of the discrete cosine transform of 32 by 32 cells: 1 where
// it is above the median. The lowest of both ways makes the highest bit, and
// frequencies from left to right follow one another.
func frequencies(greys []int64) (bits uint64) {
	var across [cells][8]int64 // of each row
	for y := range cells {
		for u := range 8 {
			for x := range cells {
				across[y][u] += greys[cells*y+x] * cosine((2*x+1)*(u+1))
			}
		}
	}
	var all []int64
	for v := range 8 {
		for u := range 8 {
			sum := int64(0)
			for y := range cells {
				sum += across[y][u] * cosine((2*y+1)*(v+1))
			}
			all = append(all, sum)
		}
	}
	sorted := slices.Sorted(slices.Values(all))
	for _, f := range all {
		bits <<= 1
		if 2*f > sorted[31]+sorted[32] {
			bits |= 1
		}
	}
	return bits
}
