package store

import (
	"math"
	"slices"
)

// A text is laid beside others by its runs of five words. Each run is hashed;
// of each of Bands permutations of the hashes the least is kept. Two texts
// agree in a band as often as a run of one is a run of both, so texts that
// agree in a few bands are worth comparing word by word. Neither function may
// ever change: their results are kept.
const (
	// RunWords is how many words a run has.
	RunWords = 5
	// Bands is how many numbers a text is found by. With 32, two texts of which
	// a fifth of the runs are common agree in two bands or more in 99 of 100
	// cases, and two with a fiftieth in 13.
	Bands = 32
)

// Runs returns the hashes of the runs of words in a text, in their order, as
// often as they stand there: FNV-1a of the folded words (64 bits, each word
// followed by a zero byte), mixed by the finaliser of SplitMix64.
func Runs(text string) []uint64 { return RunsOf(Words(text)) }

// RunsOf returns the hashes of the runs of folded words.
func RunsOf(words []string) []uint64 {
	if len(words) < RunWords {
		return nil
	}
	runs := make([]uint64, len(words)-RunWords+1)
	for i := range runs {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+RunWords] {
			for k := range len(w) {
				h = (h ^ uint64(w[k])) * 1099511628211
			}
			h *= 1099511628211 // the zero byte
		}
		runs[i] = splitmix(h)
	}
	return runs
}

func splitmix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// BandsOf returns the numbers that a text with these runs is found by, one a
// band and each of another band's range with near certainty: band b of
// permutation x -> splitmix(x xor splitmix(golden*(b+1))) holds the least value
// of any run, mixed once more with the band's number, 63 bits of it. A text
// without a run has none.
func BandsOf(runs []uint64) []int64 {
	if len(runs) == 0 {
		return nil
	}
	runs = slices.Clone(runs)
	slices.Sort(runs)
	runs = slices.Compact(runs)
	bands := make([]int64, Bands)
	for b := range bands {
		seed := splitmix(0x9e3779b97f4a7c15 * uint64(b+1))
		least := uint64(math.MaxUint64)
		for _, r := range runs {
			least = min(least, splitmix(r^seed))
		}
		bands[b] = int64(splitmix(least+uint64(b)) >> 1)
	}
	return bands
}
