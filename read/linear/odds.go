package linear

// Pace is the first step of a weight that learns odds, and the whole of a
// probability.
const Pace = 256

// Likelier makes class right likelier for an example with the features. A class
// is likely by e to the power of its score over odds, so that a score higher by
// odds makes it e times as likely as before. The weights move along the slope of
// the likelihood's logarithm, in steps that grow shorter with the slopes a
// weight has met, as in AdaGrad (Duchi, Hazan and Singer, Journal of Machine
// Learning Research 12, 2011).
//
// Where people disagree, as they do about what to mark, this learns how many of
// them would; a perceptron is moved by each of them as far as by a plain fault.
func (t *Trainer) Likelier(features []uint32, scores []int32, right int, odds int32) {
	best := scores[Best(scores)]
	all := int64(0)
	for _, s := range scores {
		all += power(best-s, odds)
	}
	for c, s := range scores {
		slope := -int32(power(best-s, odds) * Pace / all)
		if c == right {
			slope += Pace
		}
		t.climb(features, c, slope)
	}
}

// LikelierYes makes yes or no likelier in a model of one class, whose score over
// odds is the logarithm of how much likelier yes is than no.
func (t *Trainer) LikelierYes(features []uint32, score int32, yes bool, odds int32) {
	p := int32(Pace * whole / (whole + power(max(score, -score), odds)))
	if score < 0 {
		p = Pace - p
	}
	slope := -p
	if yes {
		slope += Pace
	}
	t.climb(features, 0, slope)
}

// climb moves the weights of the features for a class along a slope, in 1/Pace.
func (t *Trainer) climb(features []uint32, class int, slope int32) {
	if slope == 0 {
		return
	}
	if t.slopes == nil {
		t.slopes, t.root = make([]int64, len(t.now)), make([]int32, len(t.now))
	}
	g := int64(slope)
	for _, f := range features {
		if t.met[f&t.mask] < t.Least {
			continue
		}
		k := int(f&t.mask)*t.classes + class
		t.slopes[k] += g * g
		r := int64(t.root[k])
		for (r+1)*(r+1) <= t.slopes[k] {
			r++
		}
		t.root[k] = int32(r)
		d := g * Pace / r
		t.now[k] += int32(d)
		t.late[k] += t.seen * d
	}
}

const whole = 1 << 16

// power returns e to the power of -n/odds, in parts of whole. Odds are at least
// 64.
func power(n, odds int32) int64 { return falling[min(int(n/(odds/64)), len(falling)-1)] }

// falling holds e to the power of -n/64, until it is nothing.
var falling = func() []int64 {
	const root = 1057095000 // 1<<30 times e to the power of -1/64
	var out []int64
	for x := int64(1 << 32); x>>16 > 0; x = x * root >> 30 {
		out = append(out, x>>16)
	}
	return append(out, 0)
}()
