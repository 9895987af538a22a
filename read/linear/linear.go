// Package linear scores classes by sums of integer weights over hashed
// features, and learns such weights with an averaged perceptron. It holds no
// text: a weight belongs to a hash. The same examples in the same order give
// the same weights, byte for byte, on any machine.
package linear

// Hash returns the 32-bit FNV-1a hash of s: how a word becomes a value of a
// feature.
func Hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// Join mixes a template's number and two values into one feature. The order
// of the values counts.
func Join(template, a, b uint32) uint32 {
	h := template*0x9E3779B1 + a
	h ^= h >> 15
	h *= 0x85EBCA6B
	h += b
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h ^ h>>16
}

// Model holds a row of weights, one for each class, for each slot that a
// feature may fall into. Features that share a slot share its weights.
type Model struct {
	classes int
	mask    uint32
	unit    int32
	weights []int16
}

// Unit returns what one step of learning adds to a score, by which scores of
// models that were learned apart can be compared.
func (m *Model) Unit() int32 { return m.unit }

// Classes returns how many classes the model scores.
func (m *Model) Classes() int { return m.classes }

// Score adds up the weights of the features for each class. scores has one
// element a class and is overwritten.
func (m *Model) Score(features []uint32, scores []int32) {
	switch len(scores) {
	case 2:
		scores[0], scores[1] = m.score2(features)
		return
	case 3:
		scores[0], scores[1], scores[2] = m.score3(features)
		return
	}
	clear(scores)
	n := len(scores)
	for _, f := range features {
		row := m.weights[int(f&m.mask)*n:][:n]
		for c, w := range row {
			scores[c] += int32(w)
		}
	}
}

// score2 and score3 add up in registers, so that one row's fetch from memory
// does not wait for another's sum.
func (m *Model) score2(features []uint32) (a, b int32) {
	for _, f := range features {
		row := m.weights[int(f&m.mask)*2:][:2]
		a += int32(row[0])
		b += int32(row[1])
	}
	return a, b
}

func (m *Model) score3(features []uint32) (a, b, c int32) {
	for _, f := range features {
		row := m.weights[int(f&m.mask)*3:][:3]
		a += int32(row[0])
		b += int32(row[1])
		c += int32(row[2])
	}
	return a, b, c
}

// Sum returns the score of the features in a model of one class, which ranks
// candidates.
func (m *Model) Sum(features []uint32) int32 {
	sum := int32(0)
	for _, f := range features {
		sum += int32(m.weights[f&m.mask])
	}
	return sum
}

// Lead returns a model of one class whose scores are half of that by which one
// class of m leads another: the half always fits where a weight does.
func (m *Model) Lead(class, other int) *Model {
	out := &Model{classes: 1, mask: m.mask, unit: m.unit, weights: make([]int16, len(m.weights)/m.classes)}
	for k := range out.weights {
		row := m.weights[k*m.classes:][:m.classes]
		out.weights[k] = int16((int32(row[class]) - int32(row[other])) / 2)
	}
	return out
}

// Weight returns what one feature adds to the score of a class.
func (m *Model) Weight(feature uint32, class int) int32 {
	return int32(m.weights[int(feature&m.mask)*m.classes+class])
}

// Best returns the class with the highest score, the first of equals.
func Best(scores []int32) int {
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	return best
}
