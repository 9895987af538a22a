package flow

import (
	"context"
	"slices"
	"sync"
	"time"
)

// remembrance keeps the answers that were given last, so that the pages of one list do
// not each read the whole. Nobody changes what it holds.
type remembrance[Q comparable, A any] struct {
	lock sync.Mutex
	all  []keptAnswer[Q, A] // the last asked for last
}

type keptAnswer[Q comparable, A any] struct {
	key    keptKey[Q]
	answer A
	size   int
}

// keptKey says what was asked and when: what is withdrawn later changes the
// past, so answers go by the head too, and for the public, which sees more with
// time, by the minute.
type keptKey[Q comparable] struct {
	query    Q
	at, head int64
	minute   time.Time
}

// answerMemory keeps answers that are dear to find.
type answerMemory struct {
	truces     remembrance[struct{}, linkedTruces]
	statements remembrance[SaidQuery, []SpokenRecord]
	pointing   remembrance[struct{}, map[string][]string] // claims by the addresses that they point at
	lists      remembrance[incidentList, incidentPage]
	reports    remembrance[struct{}, []Listing]
	outlets    remembrance[struct{}, []Named]          // of the public
	incidents  remembrance[struct{}, []listedIncident] // of the public, at earlier positions
	heard      remembrance[struct{}, []heardReport]    // likewise
}

// Bounds of what is kept of one kind of answer.
const (
	mostKept     = 16
	mostKeptSize = 200_000 // of all together: claims, each of about a kilobyte
)

// answered returns the answer to a question at a position, from memory where it
// was asked before, else as find finds it, with its size.
func answered[Q comparable, A any](ctx context.Context, l *Library, m *remembrance[Q, A], at int64, query Q, find func() (A, int, error)) (A, error) {
	var none A
	head, err := l.store.Applied(ctx)
	if err != nil {
		return none, err
	}
	key := keptKey[Q]{query: query, at: min(at, head), head: head}
	if !l.desk {
		key.minute = l.now().Truncate(time.Minute)
	}
	if a, ok := m.find(key); ok {
		return a, nil
	}
	a, size, err := find()
	if err != nil {
		return none, err
	}
	m.keep(keptAnswer[Q, A]{key, a, size})
	return a, nil
}

func (m *remembrance[Q, A]) find(key keptKey[Q]) (answer A, ok bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	i := slices.IndexFunc(m.all, func(k keptAnswer[Q, A]) bool { return k.key == key })
	if i < 0 {
		return answer, false
	}
	found := m.all[i]
	m.all = append(slices.Delete(m.all, i, i+1), found)
	return found.answer, true
}

// keep adds an answer and drops those of an earlier head, then the ones that
// were not asked for longest.
func (m *remembrance[Q, A]) keep(k keptAnswer[Q, A]) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = slices.DeleteFunc(m.all, func(o keptAnswer[Q, A]) bool { return o.key.head < k.key.head || o.key == k.key })
	if k.size > mostKeptSize {
		return
	}
	m.all = append(m.all, k)
	size := 0
	for _, o := range m.all {
		size += o.size
	}
	for len(m.all) > mostKept || size > mostKeptSize {
		size -= m.all[0].size
		m.all = slices.Delete(m.all, 0, 1)
	}
}
