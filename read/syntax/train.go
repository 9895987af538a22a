package syntax

import "tallystick/read/linear"

// Example is a sentence to learn from.
type Example struct {
	Words  []Word
	Tags   []Tag
	Heads  []int // -1 for the root
	Labels []string
}

// learnVocabulary returns the forms seen twice or more in small letters, with
// a flag for the closed classes.
func learnVocabulary(data []Example) *vocabulary {
	type use struct{ n, closed int }
	seen := map[uint32]*use{}
	var order []uint32
	for _, e := range data {
		for i, w := range e.Words {
			if w.Kind != Letters || w.Capital {
				continue
			}
			h := linear.Hash(w.Low) &^ 1
			u := seen[h]
			if u == nil {
				u = &use{}
				seen[h] = u
				order = append(order, h)
			}
			u.n++
			switch e.Tags[i] {
			case ADP, CCONJ, DET, PART, PRON, SCONJ:
				u.closed++
			}
		}
	}
	kept := order[:0]
	for _, h := range order {
		switch u := seen[h]; {
		case u.n < 3:
		case 2*u.closed > u.n:
			kept = append(kept, h|1)
		default:
			kept = append(kept, h)
		}
	}
	return newVocabulary(kept)
}

// Train learns a model from the examples, the same from the same ones in the
// same order.
func Train(data []Example) *Model {
	m := &Model{words: learnVocabulary(data)}
	m.tagger = trainTagger(data, m.words, 17, 8)
	m.certain = learnCertain(data, m.words)
	return m
}

func trainTagger(data []Example, v *vocabulary, slotBits, rounds int) *table {
	tr := linear.NewTrainer(tagCount, slotBits)
	shift := 32 - uint(slotBits)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	random := uint32(1)
	var atoms []atom
	var f [staticTags + dynamicTags]uint32
	static, dynamic := (*[staticTags]uint32)(f[:staticTags]), (*[dynamicTags]uint32)(f[staticTags:])
	scores := make([]int32, tagCount)
	for range rounds {
		shuffle(order, &random)
		for _, k := range order {
			e := &data[k]
			atoms = resize(atoms, len(e.Words))
			v.encode(e.Words, atoms)
			p2, p1 := &outside, &outside
			t1, t2 := uint32(bos), uint32(bos)
			for i := range atoms {
				n1, n2 := &outside, &outside
				if i+1 < len(atoms) {
					n1 = &atoms[i+1]
				}
				if i+2 < len(atoms) {
					n2 = &atoms[i+2]
				}
				c := &atoms[i]
				staticTagFeatures(static, p2, p1, c, n1, n2)
				dynamicTagFeatures(dynamic, t1, t2, p1, c, n1)
				for j := range f {
					f[j] >>= shift
				}
				tr.Next()
				tr.Score(f[:], scores)
				guess := Tag(linear.Best(scores))
				real := guess
				if guess == e.Tags[i] {
					old := scores[guess]
					scores[guess] -= margin
					guess = Tag(linear.Best(scores))
					scores[real] = old
				}
				if guess != e.Tags[i] {
					tr.Update(f[:], int(e.Tags[i]), 1)
					tr.Update(f[:], int(guess), -1)
				}
				p2, p1 = p1, c
				t1, t2 = uint32(real), t1
			}
		}
	}
	return pack(tr.Model(), slotBits)
}

// quant is how many steps of a learned weight are one step of a packed one.
// margin is by how much the right class must win for weights to stay, in steps
// of the perceptron.
var margin = int32(10)

var quant = int32(16)

func pack(m *linear.Model, slotBits int) *table {
	t := newTable(given, slotBits)
	for s := range t.slots() {
		for c := range t.classes {
			w := m.Weight(uint32(s), c)
			q := (abs(w) + quant/2) / quant
			if w < 0 {
				q = -q
			}
			t.set(s, c, q)
		}
	}
	return t
}

func abs(n int32) int32 { return max(n, -n) }

// shuffle puts the order into another, the next of a fixed row of them.
func shuffle(order []int, random *uint32) {
	for i := len(order) - 1; i > 0; i-- {
		*random = *random*1664525 + 1013904223
		j := int(uint64(*random) * uint64(i+1) >> 32)
		order[i], order[j] = order[j], order[i]
	}
}
