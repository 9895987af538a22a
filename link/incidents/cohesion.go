package incidents

import (
	"slices"

	"tallystick/evidence"
)

// A report goes on about a thing in words that it uses nowhere else. nearby is
// how many claims back it may have begun, rare how many of its claims a word
// may stand in to tell a thing from the others, and bound how much of that, in
// hundredths, two claims share: a word that only they have counts fifty.
const (
	nearby = 4
	rare   = 5
	bound  = 66
)

// words are the different words of content of each claim of a report, and in
// how many claims each stands.
type words struct {
	of [][]uint32
	in map[uint32]int
}

func wordsOf(claims []evidence.Claim) words {
	w := words{of: make([][]uint32, len(claims)), in: map[uint32]int{}}
	for i := range claims {
		own := content(claims[i].Content.Text)
		slices.Sort(own)
		w.of[i] = slices.Compact(own)
		for _, h := range w.of[i] {
			w.in[h]++
		}
	}
	return w
}

// cohesion says how many rare words claims i and j share, in hundredths.
func (w words) cohesion(i, j int) int {
	sum := 0
	for _, h := range w.of[i] {
		if n := w.in[h]; n > 1 && n <= rare {
			if _, both := slices.BinarySearch(w.of[j], h); both {
				sum += 100 / n
			}
		}
	}
	return sum
}

// sameTopic returns the claim that claim i goes on from in such words, -1 for
// none: the one with which it shares the most, the latest of several.
func (w words) sameTopic(all []Mention, speaks []bool, i int) int {
	best, most := -1, bound-1
	for j := i - 1; j >= max(0, i-nearby); j-- {
		if n := w.cohesion(i, j); n > most && speaks[j] && !forbidden(&all[j], &all[i]) {
			best, most = j, n
		}
	}
	return best
}

// vague reports whether the mention says neither where nor how many.
func vague(m *Mention) bool { return m.Kind == Saying || !m.exact() && m.NTolls == 0 }
