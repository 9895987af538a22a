package coding

import (
	"slices"

	"tallystick/read/linear"
)

// Example is a sentence with what coders made of it.
type Example struct {
	Features []uint32   // of the sentence
	Type     int        // among Types
	Phrases  [][]uint32 // features of each phrase that may be the target
	Targets  []bool     // for each phrase, whether it is one
}

// How long and into how many slots the model learns.
const (
	rounds     = 20
	typeBits   = 16
	targetBits = 15
)

// Train learns a model. The same examples give the same weights, byte for byte.
func Train(examples []Example) *Model {
	types, targets := linear.NewTrainer(len(Types), typeBits), linear.NewTrainer(1, targetBits)
	scores := make([]int32, len(Types))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	random := uint32(1)
	for range rounds {
		for i := len(order) - 1; i > 0; i-- {
			random = random*1664525 + 1013904223
			k := int(uint64(random) * uint64(i+1) >> 32)
			order[i], order[k] = order[k], order[i]
		}
		for _, n := range order {
			e := &examples[n]
			types.Next()
			types.Score(e.Features, scores)
			scores[e.Type] -= margin // right by a little is not enough
			if guess := linear.Best(scores); guess != e.Type {
				types.Update(e.Features, e.Type, 1)
				types.Update(e.Features, guess, -1)
			}
			if len(e.Phrases) > 0 {
				rank(targets, e)
			}
		}
	}
	m := &Model{Type: types.Model(), Target: targets.Model()}
	m.near = m.gap(examples) / 2
	return m
}

// gap returns by how much the first of an example's phrases leads the second,
// on the average.
func (m *Model) gap(examples []Example) int32 {
	sum, n := int64(0), int64(0)
	for i := range examples {
		if len(examples[i].Phrases) < 2 {
			continue
		}
		scores := make([]int32, len(examples[i].Phrases))
		for k, f := range examples[i].Phrases {
			scores[k] = m.Target.Sum(f)
		}
		slices.Sort(scores)
		sum += int64(scores[len(scores)-1] - scores[len(scores)-2])
		n++
	}
	return int32(sum / max(n, 1))
}

// margin is by how much the right class must lead for nothing to be learned.
const margin = 60

// rank learns to put a target of the example before its other phrases.
func rank(t *linear.Trainer, e *Example) {
	t.Next()
	right, wrong := -1, -1
	var high, low int32
	for i, f := range e.Phrases {
		s := t.Sum(f)
		switch {
		case e.Targets[i] && (right < 0 || s > high):
			right, high = i, s
		case !e.Targets[i] && (wrong < 0 || s > low):
			wrong, low = i, s
		}
	}
	if right >= 0 && wrong >= 0 && high-margin < low {
		t.Update(e.Phrases[right], 0, 1)
		t.Update(e.Phrases[wrong], 0, -1)
	}
}
