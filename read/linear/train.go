package linear

// The finest scale of a trained model: how many steps of its weights one step
// of the perceptron is worth. Weights too large for it make it coarser.
const finest = 64

// Trainer learns a Model. Its scores are those of the weights so far; the
// model that it returns holds their average over all examples.
type Trainer struct {
	classes int
	mask    uint32
	now     []int32
	late    []int64 // each change times the examples seen before it
	seen    int64
	slopes  []int64 // of each weight, the sum of the squares of the slopes it met
	root    []int32 // the square roots of these sums
	met     []uint8 // how often a feature of the slot was counted

	Least uint8 // how often a slot has to be counted before its weights may change
}

// NewTrainer returns a trainer with 1<<bits slots.
func NewTrainer(classes, bits int) *Trainer {
	size := classes << bits
	return &Trainer{classes: classes, mask: 1<<bits - 1, now: make([]int32, size), late: make([]int64, size), met: make([]uint8, 1<<bits)}
}

// Next counts an example.
func (t *Trainer) Next() { t.seen++ }

// Score adds up the weights so far, as Model.Score does.
func (t *Trainer) Score(features []uint32, scores []int32) {
	clear(scores)
	n := len(scores)
	for _, f := range features {
		row := t.now[int(f&t.mask)*n:][:n]
		for c, w := range row {
			scores[c] += w
		}
	}
}

// Sum adds up the weights so far, as Model.Sum does.
func (t *Trainer) Sum(features []uint32) int32 {
	sum := int32(0)
	for _, f := range features {
		sum += t.now[f&t.mask]
	}
	return sum
}

// Count notes that the features were met.
func (t *Trainer) Count(features []uint32) {
	for _, f := range features {
		if n := &t.met[f&t.mask]; *n < 255 {
			*n++
		}
	}
}

// Update moves the weights of the features for a class by step.
func (t *Trainer) Update(features []uint32, class int, step int32) {
	for _, f := range features {
		if t.met[f&t.mask] < t.Least {
			continue
		}
		k := int(f&t.mask)*t.classes + class
		t.now[k] += step
		t.late[k] += t.seen * int64(step)
	}
}

// Model returns the averaged weights, as finely as they fit.
func (t *Trainer) Model() *Model { return t.ModelOf(t.Finest()) }

// Finest returns how many steps of a model's weights one step of learning can
// be worth: less than usual where weights have grown too large for it.
func (t *Trainer) Finest() int32 {
	most := int64(1)
	for k, w := range t.now {
		most = max(most, abs(int64(w)*t.seen-t.late[k])/max(t.seen, 1)+1)
	}
	unit := int64(finest)
	for unit > 1 && most*unit > 1<<15-1 {
		unit /= 2
	}
	return int32(unit)
}

// ModelOf returns the averaged weights with a unit that is at most Finest.
// Models whose scores are added up need the same.
func (t *Trainer) ModelOf(unit int32) *Model {
	m := &Model{classes: t.classes, mask: t.mask, unit: unit, weights: make([]int16, len(t.now))}
	if t.seen == 0 {
		return m
	}
	for k, w := range t.now {
		sum := (int64(w)*t.seen - t.late[k]) * int64(unit)
		half := t.seen / 2
		if sum < 0 {
			half = -half
		}
		m.weights[k] = int16(min(max((sum+half)/t.seen, -1<<15+1), 1<<15-1))
	}
	return m
}

func abs(n int64) int64 { return max(n, -n) }

// Order returns the numbers below n in an order that depends on round alone:
// how learning mixes its examples, the same on every machine.
func Order(n, round int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	random := uint32(round)*2654435761 + 1
	for i := n - 1; i > 0; i-- {
		random = random*1664525 + 1013904223
		k := int(uint64(random) * uint64(i+1) >> 32)
		order[i], order[k] = order[k], order[i]
	}
	return order
}
