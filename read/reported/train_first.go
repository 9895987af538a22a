package reported

import (
	"slices"

	"tallystick/read/linear"
)

// trainFirst learns which words to look at: those of which
// heads has the numbers. How little may speak
// for a word is measured on texts that were not learned from.
func (m *Model) trainFirst(examples []Example, heads [][]int) {
	var leads []int32
	var s set
	for fold := range folds {
		first := trainGlance(examples, heads, func(k int) bool { return k%folds != fold })
		for k := fold; k < len(examples); k += folds {
			eachWord(examples[k].Text, heads[k], func(v *view, i int, head bool) {
				if head {
					v.glance(&s, i)
					leads = append(leads, first.Sum(s.list))
				}
			})
		}
	}
	slices.Sort(leads)
	if len(leads) > 0 {
		m.least = leads[len(leads)*faint/1000]
	}
	m.first = trainGlance(examples, heads, func(int) bool { return true })
}

func trainGlance(examples []Example, heads [][]int, learns func(int) bool) *linear.Model {
	t := linear.NewTrainer(1, firstBits)
	t.Least = least
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			if !learns(k) {
				continue
			}
			eachWord(examples[k].Text, heads[k], func(v *view, i int, head bool) {
				v.glance(&s, i)
				t.Next()
				if round == 0 {
					t.Count(s.list)
				}
				sum := t.Sum(s.list)
				if head && sum <= marginFirst {
					t.Update(s.list, 0, seldom)
				} else if !head && sum >= -marginFirst {
					t.Update(s.list, 0, -1)
				}
			})
		}
	}
	return t.ModelOf(firstUnit)
}

// eachWord hands each word of the text to do, with whether it is among the
// heads, which are in the text's order.
func eachWord(t *Text, heads []int, do func(v *view, i int, head bool)) {
	for n := range t.Sentences {
		v := t.view(n)
		for i := v.first; i < v.last; i++ {
			for len(heads) > 0 && heads[0] < i {
				heads = heads[1:]
			}
			do(&v, i, len(heads) > 0 && heads[0] == i)
		}
	}
}
