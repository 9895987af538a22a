package incidents

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Layout is the version of the bytes in which mentions are kept. It is raised
// with every change of them (see parts): whoever keeps mentions makes them anew
// then.
const Layout = 3

// parts goes through what is kept of a mention, in the order of its bytes, to
// write or to read it. What is not said takes no bytes: of each part one bit
// says whether it is there. A new field is a new part at the end.
//
// The claim and its report are not among it: a mention is kept with its claim.
func (m *Mention) parts(w *wire) {
	w.small((*uint8)(&m.Kind))
	w.number(&m.Ordinal)
	if w.has(m.Days != Days{}) {
		length := m.Days.To - m.Days.From
		w.number(&m.Days.From)
		w.number(&length)
		m.Days.To = m.Days.From + length
	}
	m.Days.Firm = w.has(m.Days.Firm)
	if w.has(m.How != Alone || m.Follows != ID{}) {
		w.small((*uint8)(&m.How))
		w.bytes(m.Follows[:])
	}
	if w.has(m.Mode != 0) {
		w.short(&m.Mode)
	}
	if w.has(m.Said != 0) {
		said := int32(m.Said)
		w.number(&said)
		m.Said = int16(said)
	}
	if w.has(m.Published != 0) {
		w.number(&m.Published)
	}
	m.Answer = w.has(m.Answer)
	w.hash(&m.Class)
	w.hash(&m.Party)
	w.hash(&m.Speaker)
	w.hashes(m.Things[:])
	w.hashes(m.Agents[:])
	w.hashes(m.Targets[:])
	w.hashes(m.Words[:])
	w.hashes(m.Texts[:])
	if w.has(m.NPlaces != 0) {
		for i := range w.count(&m.NPlaces, maxPlaces) {
			p := &m.Places[i]
			w.number(&p.Lat)
			w.number(&p.Lon)
			w.number(&p.Radius)
			w.word(&p.Name)
		}
	}
	if w.has(m.NTolls != 0) {
		for i := range w.count(&m.NTolls, maxTolls) {
			t := &m.Tolls[i]
			w.word(&t.What)
			w.number(&t.Min)
			w.number(&t.Max)
		}
	}
	if w.has(m.Origin != m.Report) {
		w.long(&m.Origin)
	}
	if w.has(m.Episode != 0) {
		past := int32(m.Episode)
		w.number(&past)
		m.Episode = int16(past)
	}
	m.Several = w.has(m.Several)
}

// Append writes the mention behind b.
func (m *Mention) Append(b []byte) []byte {
	w := wire{b: append(b, Layout, 0, 0, 0, 0)}
	one := *m // parts may set what they write
	one.parts(&w)
	binary.LittleEndian.PutUint32(w.b[len(b)+1:], w.there)
	return w.b
}

// Parse reads the mention of a claim of a report, and returns what comes behind
// it.
func Parse(b []byte, claim ID, report string) (m Mention, rest []byte, err error) {
	switch {
	case len(b) < 5:
		return m, nil, errCutOff
	case b[0] != Layout:
		return m, nil, fmt.Errorf("it is kept in layout %d, and this program reads layout %d", b[0], Layout)
	}
	m.Claim, m.Report = claim, hash64(report)
	m.Origin = m.Report
	w := wire{b: b[5:], reads: true, there: binary.LittleEndian.Uint32(b[1:])}
	m.parts(&w)
	if w.next < 32 && w.there>>w.next != 0 {
		w.fail(errors.New("it has parts that this program does not know"))
	}
	return m, w.b, w.err
}

var errCutOff = errors.New("it is cut off")

// wire writes values behind b, or reads them from its front. After an error it
// reads noughts.
type wire struct {
	b     []byte
	reads bool
	there uint32 // a bit for each part, the first one lowest
	next  int    // part
	err   error
}

// has says whether the next part is there: when writing, whether it is to be.
func (w *wire) has(it bool) bool {
	bit := uint32(1) << w.next
	w.next++
	if w.reads {
		return w.there&bit != 0
	}
	if it {
		w.there |= bit
	}
	return it
}

func (w *wire) fail(err error) {
	if w.err == nil {
		w.err = err
	}
	w.b = nil
}

// take returns the next n bytes, which are to be written or read.
func (w *wire) take(n int) []byte {
	switch {
	case !w.reads:
		w.b = append(w.b, make([]byte, n)...)
		return w.b[len(w.b)-n:]
	case len(w.b) < n:
		w.fail(errCutOff)
		return make([]byte, n)
	}
	out := w.b[:n]
	w.b = w.b[n:]
	return out
}

// number is a signed varint.
func (w *wire) number(v *int32) {
	if !w.reads {
		w.b = binary.AppendVarint(w.b, int64(*v))
		return
	}
	x, n := binary.Varint(w.b)
	if n <= 0 || int64(int32(x)) != x {
		w.fail(errCutOff)
		*v = 0
		return
	}
	*v, w.b = int32(x), w.b[n:]
}

func (w *wire) small(v *uint8) {
	if b := w.take(1); w.reads {
		*v = b[0]
	} else {
		b[0] = *v
	}
}

func (w *wire) short(v *uint16) {
	if b := w.take(2); w.reads {
		*v = binary.LittleEndian.Uint16(b)
	} else {
		binary.LittleEndian.PutUint16(b, *v)
	}
}

func (w *wire) word(v *uint32) {
	if b := w.take(4); w.reads {
		*v = binary.LittleEndian.Uint32(b)
	} else {
		binary.LittleEndian.PutUint32(b, *v)
	}
}

func (w *wire) long(v *uint64) {
	if b := w.take(8); w.reads {
		*v = binary.LittleEndian.Uint64(b)
	} else {
		binary.LittleEndian.PutUint64(b, *v)
	}
}

func (w *wire) bytes(v []byte) {
	if b := w.take(len(v)); w.reads {
		copy(v, b)
	} else {
		copy(b, v)
	}
}

// count is how many of a list are there: no more than there is room for.
func (w *wire) count(n *uint8, most uint8) uint8 {
	if w.small(n); *n > most {
		w.fail(fmt.Errorf("%d of what there are at most %d", *n, most))
		*n = 0
	}
	return *n
}

// hash is a part of one hash.
func (w *wire) hash(v *uint32) {
	if w.has(*v != 0) {
		w.word(v)
	}
}

// hashes is a part of several, up to the last that is not nought.
func (w *wire) hashes(list []uint32) {
	n := uint8(len(list))
	for ; n > 0 && list[n-1] == 0 && !w.reads; n-- {
	}
	if w.has(n > 0) {
		for i := range w.count(&n, uint8(len(list))) {
			w.word(&list[i])
		}
	}
}
