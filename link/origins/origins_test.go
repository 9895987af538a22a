package origins

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// runs hashes runs of five words.
func runs(text string) []uint64 {
	words := strings.Fields(text)
	var list []uint64
	for i := 0; i+5 <= len(words); i++ {
		list = append(list, hash(strings.Join(words[i:i+5], " ")))
	}
	return list
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

func said(claim, report, words string) Said {
	s := Said{Claim: claim, Report: report, Runs: runs(words)}
	if len(strings.Fields(words)) >= 4 {
		s.Words = hash(words)
	}
	return s
}

const (
	shelling = "shells fell on the market of Oden at noon and killed four people who had come to buy bread"
	edited   = "shells fell on the market of Oden at midday and killed four people who came to buy bread"
	another  = "rockets hit the market of Oden on the morning of the fair and four people were dead by noon"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		said   []Said
		copies Copies
		want   string
	}{
		{"one sentence in three reports", []Said{said("1", "c", shelling), said("2", "a", shelling), said("3", "b", shelling)}, nil, "a a a"},
		{"two sentences on one thing", []Said{said("1", "a", shelling), said("2", "b", another)}, nil, "a b"},
		{"an edited sentence, in reports of which nothing is known", []Said{said("1", "a", shelling), said("2", "b", edited)}, nil, "a a"},
		{"much edited, in copies", []Said{said("1", "a", shelling), said("2", "b", "shells hit the market of Oden at noon and it killed four")}, Copies{{"a", "b"}: true}, "a a"},
		{"much edited, where nothing is known", []Said{said("1", "a", shelling), said("2", "b", "shells hit the market of Oden at noon and it killed four")}, nil, "a b"},
		{"somebody told the reports apart: an edited sentence is another", []Said{said("1", "a", shelling), said("2", "b", edited)}, Copies{{"a", "b"}: false}, "a b"},
		{"somebody told the reports apart: the same few words are another's", []Said{said("1", "a", "the bridge was hit"), said("2", "b", "the bridge was hit")}, Copies{{"a", "b"}: false}, "a b"},
		{"somebody told the reports apart: the same sentence is one", []Said{said("1", "a", shelling), said("2", "b", shelling)}, Copies{{"a", "b"}: false}, "a a"},
		{"what a later copy adds is its own", []Said{said("1", "a", shelling), said("2", "b", shelling), said("3", "b", another)}, Copies{{"a", "b"}: true}, "a a b"},
		{"a few words say nothing", []Said{said("1", "a", "it was a"), said("2", "b", "it was a")}, nil, "a b"},
	} {
		if got := strings.Join(Of(c.said, c.copies), " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOrder: the order of the claims does not matter.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		var all []Said
		for i := range 40 {
			words := strings.Fields(shelling + " " + another)
			from := r.IntN(20)
			all = append(all, said(fmt.Sprint(i), fmt.Sprintf("%c", 'a'+rune(r.IntN(8))), strings.Join(words[from:from+3+r.IntN(12)], " ")))
		}
		copies := Copies{{"a", "b"}: true, {"c", "d"}: false}
		want := make(map[string]string)
		for i, o := range Of(all, copies) {
			want[all[i].Claim] = o
		}
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		for i, o := range Of(all, copies) {
			if want[all[i].Claim] != o {
				t.Fatalf("claim %s: %s, in another order %s", all[i].Claim, o, want[all[i].Claim])
			}
		}
	}
}

func TestCompare(t *testing.T) {
	var words []string
	for i := range 300 {
		words = append(words, fmt.Sprint("w", i))
	}
	whole := strings.Join(words, " ")
	third := strings.Join(words[100:200], " ")
	turned := strings.Join(slices.Concat(words[150:], words[:150]), " ")
	other := strings.Join(words[:100], " ") + strings.Repeat(" x y z", 70)
	for _, c := range []struct {
		name, a, b string
		want       Likeness
	}{
		{"itself", whole, whole, Likeness{11, 11}},
		{"cut to a third", third, whole, Likeness{4, 4}},
		{"its halves exchanged", turned, whole, Likeness{12, 12}},
		{"one third in common", other, whole, Likeness{4, 12}},
		{"nothing in common", strings.Repeat("x y z ", 60), whole, Likeness{0, 7}},
		{"no text", "", whole, Likeness{0, 0}},
	} {
		if got, turned := Compare(runs(c.a), runs(c.b)), Compare(runs(c.b), runs(c.a)); got != turned || got.Stretches != 0 && (got.Common*c.want.Stretches < c.want.Common*got.Stretches-got.Stretches) || (got.Common == 0) != (c.want.Common == 0) {
			t.Errorf("%s: got %v and %v, want %v", c.name, got, turned, c.want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	for _, n := range []int{1000, 8000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(5, 6))
			var all []Said
			for i := range n {
				var words []string
				for range 20 {
					words = append(words, fmt.Sprint(r.IntN(200)))
				}
				all = append(all, said(fmt.Sprint(i), fmt.Sprint(i%(n/10)), strings.Join(words, " ")))
			}
			for b.Loop() {
				Of(all, nil)
			}
		})
	}
}
