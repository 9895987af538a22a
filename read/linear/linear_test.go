package linear_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/read/linear"
)

// Three words with a class each: a few rounds tell them apart, and the weights
// survive being written and read.
func TestLearnsAndKeeps(t *testing.T) {
	words := []string{"said", "town", "in"}
	train := func() *linear.Model {
		tr := linear.NewTrainer(3, 8)
		scores := make([]int32, 3)
		for range 5 {
			for gold, w := range words {
				tr.Next()
				fs := []uint32{linear.Join(1, linear.Hash(w), 0), linear.Join(2, 0, 0)}
				tr.Score(fs, scores)
				if guess := linear.Best(scores); guess != gold {
					tr.Update(fs, gold, 1)
					tr.Update(fs, guess, -1)
				}
			}
		}
		return tr.Model()
	}
	file := train().Append(nil)
	if d := cmp.Diff(file, train().Append(nil)); d != "" {
		t.Error("the same examples gave other bytes", d)
	}
	m, rest, err := linear.Read(append(file, "tail"...))
	if err != nil || string(rest) != "tail" {
		t.Fatal(err, string(rest))
	}
	scores := make([]int32, m.Classes())
	for gold, w := range words {
		fs := []uint32{linear.Join(1, linear.Hash(w), 0), linear.Join(2, 0, 0)}
		m.Score(fs, scores)
		if got := linear.Best(scores); got != gold {
			t.Errorf("%q is of class %d, want %d: %v", w, got, gold, scores)
		}
		if sum := m.Weight(fs[0], gold) + m.Weight(fs[1], gold); sum != scores[gold] {
			t.Errorf("weights add up to %d, score is %d", sum, scores[gold])
		}
	}
}

// A file of weights that was cut or changed is refused or read, never a panic.
func TestBrokenFiles(t *testing.T) {
	tr := linear.NewTrainer(2, 4)
	tr.Update([]uint32{1, 5, 9}, 1, 3)
	tr.Next()
	file := tr.Model().Append(nil)
	for n := range file {
		if _, _, err := linear.Read(file[:n]); err == nil {
			t.Errorf("cut to %d of %d bytes and read all the same", n, len(file))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b := append([]byte(nil), file...)
		b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		_, _, _ = linear.Read(b)
	})
}

func BenchmarkScore(b *testing.B) {
	tr := linear.NewTrainer(17, 16)
	tr.Next()
	fs := make([]uint32, 20)
	for i := range fs {
		fs[i] = linear.Join(uint32(i), uint32(i), 7)
	}
	tr.Update(fs, 3, 1)
	m := tr.Model()
	scores := make([]int32, m.Classes())
	for b.Loop() {
		m.Score(fs, scores)
	}
}
