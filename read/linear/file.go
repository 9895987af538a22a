package linear

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// magic opens a file of weights; the digit is its version.
const magic = "linear2\n"

// Append writes the model behind b: the magic, the number of classes, of
// slot bits and of weight steps a step of learning, the number of rows that are not all zero, and for each of these
// the distance from the row before and its weights; all as varints.
func (m *Model) Append(b []byte) []byte {
	b = append(b, magic...)
	b = binary.AppendUvarint(b, uint64(m.classes))
	b = binary.AppendUvarint(b, uint64(bits.Len32(m.mask)))
	b = binary.AppendUvarint(b, uint64(m.unit))
	var rows []int
	for r := 0; r <= int(m.mask); r++ {
		for _, w := range m.weights[r*m.classes : (r+1)*m.classes] {
			if w != 0 {
				rows = append(rows, r)
				break
			}
		}
	}
	b = binary.AppendUvarint(b, uint64(len(rows)))
	last := -1
	for _, r := range rows {
		b = binary.AppendUvarint(b, uint64(r-last))
		last = r
		for _, w := range m.weights[r*m.classes : (r+1)*m.classes] {
			b = binary.AppendVarint(b, int64(w))
		}
	}
	return b
}

// Read reads one model from the start of b and returns what follows it.
func Read(b []byte) (*Model, []byte, error) {
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, nil, fmt.Errorf("weights: does not begin with %q", magic)
	}
	short := false
	next := func() uint64 {
		if len(rest) > 0 && rest[0] < 0x80 {
			n := uint64(rest[0])
			rest = rest[1:]
			return n
		}
		n, size := binary.Uvarint(rest)
		if size <= 0 {
			short = true
			return 0
		}
		rest = rest[size:]
		return n
	}
	classes, slots, unit, rows := next(), next(), next(), next()
	if short || classes == 0 || classes > 4096 || slots > 24 || unit > finest || rows > 1<<slots {
		return nil, nil, fmt.Errorf("weights: %d classes, 1<<%d slots, %d rows: not a model that this program wrote", classes, slots, rows)
	}
	m := &Model{classes: int(classes), mask: 1<<slots - 1, unit: int32(unit), weights: make([]int16, int(classes)<<slots)}
	row := -1
	for range rows {
		row += int(next())
		if short || row < 0 || row > int(m.mask) {
			return nil, nil, errors.New("weights: a row outside the model")
		}
		for c := range m.classes {
			if len(rest) > 0 && rest[0] < 0x80 { // most weights are small
				n := int16(rest[0])
				m.weights[row*m.classes+c] = n>>1 ^ -(n & 1)
				rest = rest[1:]
				continue
			}
			w, size := binary.Varint(rest)
			if size <= 0 || w != int64(int16(w)) {
				return nil, nil, errors.New("weights: cut short or a weight out of range")
			}
			rest = rest[size:]
			m.weights[row*m.classes+c] = int16(w)
		}
	}
	return m, rest, nil
}
