package flow

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/lexicon"
	"tallystick/link"
	"tallystick/link/origins"
	"tallystick/read"
	"tallystick/store"
)

// newsroom invents reports: sentences of words that are as unequally common as
// those of a language, and turns of phrase that all reports use.
type newsroom struct {
	*rand.Rand
	vocabulary []string
	phrases    []string
}

func newNewsroom(seed uint64) *newsroom {
	r := &newsroom{Rand: rand.New(rand.NewPCG(seed, 9))}
	for range 4000 {
		var w []byte
		for range 2 + r.IntN(8) {
			w = append(w, byte('a'+r.IntN(26)))
		}
		r.vocabulary = append(r.vocabulary, string(w))
	}
	for range 40 {
		r.phrases = append(r.phrases, r.words(5+r.IntN(5)))
	}
	return r
}

// word is the n-th with a chance of about 1/n.
func (r *newsroom) word() string {
	n := len(r.vocabulary)
	return r.vocabulary[min(int(float64(n)*r.Float64()*r.Float64()*r.Float64()*r.Float64()), n-1)]
}

func (r *newsroom) words(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = r.word()
	}
	return strings.Join(list, " ")
}

// report has paragraphs of a few sentences, every third sentence with a turn of
// phrase.
func (r *newsroom) report() []string {
	paragraphs := make([]string, 8+r.IntN(8))
	for i := range paragraphs {
		for range 1 + r.IntN(3) {
			s := r.words(8 + r.IntN(14))
			if r.IntN(3) == 0 {
				s += " " + r.phrases[r.IntN(len(r.phrases))]
			}
			paragraphs[i] += s + ". "
		}
	}
	return paragraphs
}

// edit changes, drops or adds so many of a hundred words.
func (r *newsroom) edit(paragraphs []string, percent int) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		var words []string
		for _, w := range strings.Fields(p) {
			if r.IntN(100) >= percent {
				words = append(words, w)
				continue
			}
			switch r.IntN(3) {
			case 0:
				words = append(words, r.word())
			case 1:
				words = append(words, w, r.word())
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// TestNearCopies: of invented reports and their copies, nearly every copy is
// found by its bands, and proposed; reports that are no copies are not, though
// they share turns of phrase, nor are those that share a third of their
// paragraphs.
func TestNearCopies(t *testing.T) {
	r := newNewsroom(1)
	var originals [][]string
	index := make(map[int64][]int) // originals, by band
	for i := range 300 {
		p := r.report()
		originals = append(originals, p)
		for _, band := range store.BandsOf(store.Runs(strings.Join(p, "\n\n"))) {
			index[band] = append(index[band], i)
		}
	}
	// proposed returns the originals that a text is proposed to copy, and
	// those that its bands lead to.
	proposed := func(paragraphs []string) (found, candidates []int) {
		text := strings.Join(paragraphs, "\n\n")
		runs := store.Runs(text)
		agree := make(map[int]int)
		for _, band := range store.BandsOf(runs) {
			for _, i := range index[band] {
				agree[i]++
			}
		}
		for i, bands := range agree {
			if bands < 2 {
				continue
			}
			candidates = append(candidates, i)
			like := origins.Compare(runs, store.Runs(strings.Join(originals[i], "\n\n")))
			if link.Origins("a", 0, []link.Neighbour{{Report: "b", Common: like.Common, Stretches: like.Stretches}}) != nil {
				found = append(found, i)
			}
		}
		return found, candidates
	}
	for _, c := range []struct {
		name   string
		copy   func(p []string) []string
		recall float64
	}{
		{"the same", func(p []string) []string { return p }, 1},
		{"5 % edited", func(p []string) []string { return r.edit(p, 5) }, 1},
		{"20 % edited", func(p []string) []string { return r.edit(p, 20) }, 0.9},
		{"cut to a third", func(p []string) []string { return p[:max(len(p)/3, 2)] }, 0.97},
		{"cut to a third and 5 % edited", func(p []string) []string { return r.edit(p[:max(len(p)/3, 2)], 5) }, 0.95},
		{"paragraphs in another order", func(p []string) []string {
			p = slices.Clone(p)
			r.Shuffle(len(p), func(i, k int) { p[i], p[k] = p[k], p[i] })
			return p
		}, 1},
		{"a foot and a head of its own", func(p []string) []string { return slices.Concat(r.report()[:2], p, r.report()[:2]) }, 0.97},
	} {
		hits, wrong, looked := 0, 0, 0
		for i, p := range originals {
			found, candidates := proposed(c.copy(p))
			looked += len(candidates)
			for _, k := range found {
				if k == i {
					hits++
				} else {
					wrong++
				}
			}
		}
		recall := float64(hits) / float64(len(originals))
		t.Logf("%-30s recall %.3f, %d wrong of %d, %.1f texts looked at for each", c.name, recall, wrong, len(originals), float64(looked)/float64(len(originals)))
		if recall < c.recall || wrong > 0 {
			t.Errorf("%s: recall %.3f, want %v; %d wrong", c.name, recall, c.recall, wrong)
		}
	}
	wrong := 0
	for _, p := range originals {
		n := len(p) / 3
		found, _ := proposed(slices.Concat(p[:n], r.report()))
		wrong += len(found)
	}
	if wrong > 3 {
		t.Errorf("%d of %d reports that share a third of an original's paragraphs are proposed as its copies", wrong, len(originals))
	}
}

// TestOriginsOfWirePages reads pages of one outlet that was adding to one story
// for days: sentences that stand in several have one origin, the others their
// own.
func TestOriginsOfWirePages(t *testing.T) {
	pages, err := filepath.Glob("../../shared/corpus/wire/*.html")
	if err != nil || len(pages) == 0 {
		t.Skip("../shared/corpus/wire is not here")
	}
	var said []origins.Said
	content := make(map[string]string)
	for _, page := range pages {
		body, err := os.ReadFile(page)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip(page + " is not here")
		}
		report, _, err := capture.Read(filepath.Base(page), body, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range read.Claims(report, lexicon.Default()).Claims {
			s := saidBy(ClaimIn{c, report.ID})
			said = append(said, s)
			content[c.ID+report.ID] = strings.Join(store.Words(c.Content.Text), " ")
		}
	}
	of := origins.Of(said, nil)
	first := make(map[string]string) // origin of a content of a sentence's length
	groups := make(map[string]bool)
	inReports, merged := make(map[string]map[string]bool), 0
	for i, s := range said {
		words := content[s.Claim+s.Report]
		if s.Words == 0 {
			continue
		}
		groups[of[i]+words] = true
		if inReports[words] == nil {
			inReports[words] = make(map[string]bool)
		}
		inReports[words][s.Report] = true
		if known, ok := first[words]; ok && known != of[i] {
			t.Errorf("two origins for %q", words)
		} else if ok {
			merged++
		}
		first[words] = of[i]
	}
	alone := 0
	for i, s := range said {
		if of[i] != s.Report {
			alone++
		}
	}
	t.Logf("%d claims of %d reports; %d contents told apart; %d claims come from another report than their own", len(said), len(pages), len(first), alone)
	if alone == 0 || merged == 0 {
		t.Error("pages that share paragraphs share no origin")
	}
}
