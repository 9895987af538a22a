package syntax

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// magic opens a file of weights; the digit is its version.
const magic = "tallystick syntax 2\n"

// Append writes the model behind b: the magic, the vocabulary's hashes in
// order as distances, the table, and the certain forms in order as distances,
// each with its tag. A table is its number of classes and of
// slot bits, then for each run of rows that are zero its length, and for each
// run of others its length and their weights, a byte each.
func (m *Model) Append(b []byte) []byte {
	b = append(b, magic...)
	b = m.words.append(b)
	b = m.tagger.append(b)
	return m.certain.append(b)
}

// Load reads a model. An error says what is wrong with the bytes.
func Load(b []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, fmt.Errorf("weights do not begin with %q", magic)
	}
	d := decoder{rest: rest}
	m := &Model{words: d.vocabulary(), tagger: d.table(given), certain: d.certain()}
	switch {
	case d.err != nil:
		return nil, fmt.Errorf("weights: %w", d.err)
	case len(d.rest) > 0:
		return nil, fmt.Errorf("weights: %d bytes too many", len(d.rest))
	}
	return m, nil
}

func (v *vocabulary) append(b []byte) []byte {
	var hashes []uint32
	for _, h := range v.slots {
		if h != 0 {
			hashes = append(hashes, h)
		}
	}
	slices.Sort(hashes)
	b = binary.AppendUvarint(b, uint64(len(hashes)))
	last := uint32(0)
	for _, h := range hashes {
		b = binary.AppendUvarint(b, uint64(h-last))
		last = h
	}
	return b
}

func (c *certain) append(b []byte) []byte {
	var at []int
	for i, f := range c.forms {
		if f != 0 {
			at = append(at, i)
		}
	}
	slices.SortFunc(at, func(i, j int) int { return cmp.Compare(c.forms[i], c.forms[j]) })
	b = binary.AppendUvarint(b, uint64(len(at)))
	last := uint32(0)
	for _, i := range at {
		b = binary.AppendUvarint(b, uint64(c.forms[i]-last))
		b = append(b, byte(c.tags[i]))
		last = c.forms[i]
	}
	return b
}

func (t *table) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(t.classes))
	b = binary.AppendUvarint(b, uint64(t.slotBits()))
	for s := 0; s < t.slots(); {
		empty := s
		for s < t.slots() && t.empty(s) {
			s++
		}
		full := s
		for s < t.slots() && !t.empty(s) {
			s++
		}
		b = binary.AppendUvarint(b, uint64(full-empty))
		b = binary.AppendUvarint(b, uint64(s-full))
		for r := full; r < s; r++ {
			for c := range t.classes {
				b = append(b, byte(t.get(r, c)))
			}
		}
	}
	return b
}

func (t *table) empty(slot int) bool {
	for _, w := range t.rows[slot*t.width : (slot+1)*t.width] {
		if w != zeros {
			return false
		}
	}
	return true
}

// decoder reads from rest until something is wrong.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) number() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > 1<<40 {
		d.fail("cut short")
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) fail(why string) {
	if d.err == nil {
		d.err = errors.New(why)
	}
	d.rest = nil
}

func (d *decoder) vocabulary() *vocabulary {
	n := d.number()
	if n > len(d.rest) {
		d.fail("more words than bytes")
		return nil
	}
	hashes := make([]uint32, n)
	last := uint32(0)
	for i := range hashes {
		last += uint32(d.number())
		hashes[i] = last
	}
	return newVocabulary(hashes)
}

func (d *decoder) certain() *certain {
	n := d.number()
	if n > len(d.rest) {
		d.fail("more certain words than bytes")
		n = 0
	}
	forms, tags := make([]uint32, n), make([]Tag, n)
	last := uint32(0)
	for i := range forms {
		last += uint32(d.number())
		forms[i] = last
		if t := d.number(); t < given {
			tags[i] = Tag(t)
		} else {
			d.fail("a certain word of a tag that none is given")
		}
	}
	return newCertain(forms, tags)
}

func (d *decoder) table(classes int) *table {
	if c, b := d.number(), d.number(); c != classes || b < 4 || b > 22 {
		d.fail(fmt.Sprintf("a table of %d classes and 1<<%d rows where %d classes belong", c, b, classes))
		return nil
	} else {
		t := newTable(c, b)
		for s := 0; s < t.slots() && d.err == nil; {
			s += d.number()
			full := d.number()
			if s > t.slots() || full > t.slots()-s || full*c > len(d.rest) || full == 0 && s < t.slots() {
				d.fail("a row outside its table")
				return nil
			}
			for range full {
				for k := range c {
					t.set(s, k, int32(int8(d.rest[k])))
				}
				d.rest = d.rest[c:]
				s++
			}
		}
		return t
	}
}
