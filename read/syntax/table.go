package syntax

import "math/bits"

// table holds a row of small weights for each hashed feature, as a learned
// linear model keeps them, packed for speed: a weight is one byte, 128 more
// than its value, and eight stand in each of a row's words of 64 bits. A score
// is read off sums of 16 bits, so up to 255 features may be added.
type table struct {
	classes int
	width   int // words a row
	shift   uint
	rows    []uint64
}

const (
	lanes = 0x00FF00FF00FF00FF
	zeros = 0x8080808080808080 // eight weights of 0
)

// sums holds the scores of up to 16 classes while features are added: of word
// k of a row its even bytes in [2k], its odd ones in [2k+1].
type sums [4]uint64

func newTable(classes, slotBits int) *table {
	t := &table{classes: classes, width: (classes + 7) / 8, shift: 32 - uint(slotBits)}
	t.rows = make([]uint64, t.width<<slotBits)
	for i := range t.rows {
		t.rows[i] = zeros
	}
	return t
}

// set puts a weight in a row. Weights outside ±127 are cut to that.
func (t *table) set(slot, class int, weight int32) {
	weight = min(max(weight, -127), 127) + 128
	w := &t.rows[slot*t.width+class/8]
	at := uint(class%8) * 8
	*w = *w&^(0xFF<<at) | uint64(weight)<<at
}

func (t *table) get(slot, class int) int32 {
	return int32(t.rows[slot*t.width+class/8]>>(uint(class%8)*8)&0xFF) - 128
}

func (t *table) slots() int { return len(t.rows) / t.width }

func (t *table) slotBits() int { return bits.TrailingZeros(uint(t.slots())) }

// add2 adds the rows of the features in a table of 9 to 16 classes.
func (t *table) add2(features []uint32, s *sums) {
	var e0, o0, e1, o1 uint64
	for _, f := range features {
		r := t.rows[(f>>t.shift)*2:][:2]
		e0 += r[0] & lanes
		o0 += r[0] >> 8 & lanes
		e1 += r[1] & lanes
		o1 += r[1] >> 8 & lanes
	}
	s[0] += e0
	s[1] += o0
	s[2] += e1
	s[3] += o1
}

// best returns the first class of the highest score.
func (s *sums) best(classes int) int {
	top := uint64(0) // a score before the class counted down, so that the first of equals is higher
	for c := range classes {
		v := s[c/8*2+c&1] >> (uint(c%8/2) * 16) & 0xFFFF
		top = max(top, v<<8|uint64(255-c))
	}
	return 255 - int(top&255)
}
