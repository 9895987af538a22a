// Package origins finds out which reports copy one another and which claims
// come from one place: a wire story that five papers print, cut and edited, is
// one origin. It works on runs of words, as numbers, and is pure.
package origins

import (
	"cmp"
	"slices"
	"strings"
)

// Likeness is how much of the shorter of two texts the other has. An edited
// copy has something of the original in nearly every stretch, a report that
// shares paragraphs with another only in those.
type Likeness struct {
	Common    int // stretches of the shorter text of which the other has an eighth of the runs or more
	Stretches int // of the shorter text
}

// Stretch is how many runs make a stretch.
const Stretch = 25

// Compare holds two texts against each other by their runs of words, in order.
func Compare(a, b []uint64) Likeness {
	if len(a) > len(b) || len(a) == len(b) && slices.Compare(a, b) > 0 {
		a, b = b, a
	}
	has := make(map[uint64]bool, len(b))
	for _, run := range b {
		has[run] = true
	}
	var l Likeness
	for part := range slices.Chunk(a, Stretch) {
		if len(part) < Stretch/2 && l.Stretches > 0 { // what is left over
			break
		}
		l.Stretches++
		common := 0
		for _, run := range part {
			if has[run] {
				common++
			}
		}
		if 8*common >= len(part) {
			l.Common++
		}
	}
	return l
}

// Said is a claim by its words.
type Said struct {
	Claim  string
	Report string
	Words  uint64   // hash of all its words, however they are spelt; 0 when they are too few to tell one sentence from another
	Runs   []uint64 // of its words; none when it has fewer than a run
}

// Copies says of two reports, the smaller id first, what is known of them:
// true, one copies the other; false, a person found that none does.
type Copies map[[2]string]bool

// Of returns the origin of every claim: the smallest id among the reports that
// say the same in the same words. Claims have one origin when their words are
// the same, or when they have a third of the shorter one's runs in common, and
// four at least: so a sentence that was quoted or edited meets itself, and a
// turn of phrase does not. In reports that are known to be copies a quarter
// will do; in reports that a person told apart, only the same sentence of
// eight words or more is one, whoever wrote it down first.
//
// Sharing a text is not enough: of two reports of different days that have
// most of their paragraphs in common, what the later one adds is its own.
//
// The order of the claims does not matter. The time it takes grows with their
// number: of a run that many have, only the first maxSharing are held against
// each claim.
func Of(said []Said, copies Copies) []string {
	order := make([]int, len(said)) // by report and claim
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(strings.Compare(said[a].Report, said[b].Report), strings.Compare(said[a].Claim, said[b].Claim))
	})
	sets := newSets(len(said))
	withWords := make(map[uint64][]int)
	withRun := make(map[uint64][]int)
	for _, i := range order {
		s := said[i]
		if same := withWords[s.Words]; s.Words != 0 && len(same) < maxSharing {
			withWords[s.Words] = append(same, i)
		}
		for _, k := range withWords[s.Words] {
			if may(copies, s.Report, said[k].Report) || len(s.Runs) >= 4 {
				sets.join(i, k)
			}
		}
		runs := slices.Clone(s.Runs)
		slices.Sort(runs)
		common := make(map[int]int) // runs, by claim
		for _, run := range slices.Compact(runs) {
			for _, k := range withRun[run] {
				common[k]++
			}
			if len(withRun[run]) < maxSharing {
				withRun[run] = append(withRun[run], i)
			}
		}
		for k, n := range common {
			shorter := min(len(s.Runs), len(said[k].Runs))
			enough := n >= 4 && 3*n >= shorter || n == 3 && shorter == 3
			if copied := copies[pair(s.Report, said[k].Report)]; copied {
				enough = n >= min(2, shorter) && 4*n >= shorter
			}
			if enough && may(copies, s.Report, said[k].Report) {
				sets.join(i, k)
			}
		}
	}
	smallest := make(map[int]string)
	for _, i := range order {
		if root := sets.find(i); smallest[root] == "" {
			smallest[root] = said[i].Report
		}
	}
	origins := make([]string, len(said))
	for i := range said {
		origins[i] = smallest[sets.find(i)]
	}
	return origins
}

// maxSharing bounds the claims that one run or sentence leads to.
const maxSharing = 50

func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// may reports whether no person told two reports apart.
func may(copies Copies, a, b string) bool {
	copied, known := copies[pair(a, b)]
	return copied || !known
}

// sets are disjoint sets of numbers; the smallest of each stands for it.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) {
	a, b = s.find(a), s.find(b)
	s[max(a, b)] = min(a, b)
}
