package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/link/accounts"
	"tallystick/store"
)

// listedIncident is what lists go by of an incident that people accepted, as the
// public sees it.
type listedIncident struct {
	id                string
	seen              bool // the public sees something of it
	holds             evidence.Outline
	contested, untold bool
	accepted          int64 // last entry by which people accepted it; -1 for none
	when              time.Time
	grounds
}

// incidentRoll keeps the incidents that people accepted, at the head of the log:
// after entries it asks again for those alone that they bear on.
type incidentRoll struct {
	lock sync.Mutex
	head int64
	rows map[string]listedIncident // nil before they were first asked for
	list []listedIncident          // those that are seen, in order; nil when it must be made
}

// acceptedIncidents lists the incidents that people accepted and that the public
// sees, the latest first. Neither which they are nor their order tells of a claim
// that the public does not see. What it returns must not be changed.
func (l *Library) acceptedIncidents(ctx context.Context, at int64) ([]listedIncident, error) {
	ctx = context.WithoutCancel(ctx) // others wait for the answer
	head, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	if at < head {
		return answered(ctx, l, &l.answers.incidents, at, struct{}{}, func() ([]listedIncident, int, error) {
			rows, err := l.allAccepted(ctx, at)
			list := inOrder(rows)
			return list, 1 + len(list), err
		})
	}
	r := l.roll
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := l.follow(ctx, r, head); err != nil {
		r.rows = nil
		return nil, err
	}
	if r.list == nil {
		r.list = inOrder(r.rows)
	}
	return r.list, nil
}

// inOrder returns what is seen, the latest first.
func inOrder(rows map[string]listedIncident) []listedIncident {
	list := make([]listedIncident, 0, len(rows))
	for _, row := range rows {
		if row.seen {
			list = append(list, row)
		}
	}
	slices.SortFunc(list, func(a, b listedIncident) int {
		return cmp.Or(cmp.Compare(b.holds.From, a.holds.From), cmp.Compare(a.id, b.id))
	})
	return list
}

// follow brings the roll up to a head and to the hour.
func (l *Library) follow(ctx context.Context, r *incidentRoll, head int64) error {
	if r.rows != nil && head != r.head {
		if ids, ok := touched(ctx, l.store, r.head, head); !ok {
			r.rows = nil
		} else if err := l.askAgain(ctx, r, head, ids); err != nil {
			return err
		}
	}
	if r.rows == nil {
		var err error
		if r.rows, err = l.allAccepted(ctx, head); err != nil {
			return err
		}
		r.list = nil
	}
	r.head = head
	now := l.now()
	for id, row := range r.rows {
		if !row.hold(row.when, now) {
			if err := l.enrol(ctx, head, id, r.rows); err != nil {
				return err
			}
			r.list = nil
		}
	}
	return nil
}

// askAgain asks for the incidents on which entries bear, and those in which
// claims stand that they bear on.
func (l *Library) askAgain(ctx context.Context, r *incidentRoll, head int64, ids map[string]bool) error {
	ask := make(map[string]bool)
	for id, row := range r.rows {
		ask[id] = slices.ContainsFunc(row.ids, func(on string) bool { return ids[on] })
	}
	for id := range ids {
		if !evidence.ValidClaimID(id) {
			continue
		}
		in, err := l.store.IncidentOf(ctx, head, id)
		if err != nil {
			return err
		}
		ask[in] = true
	}
	delete(ask, "")
	for id, again := range ask {
		if !again {
			continue
		}
		if err := l.enrol(ctx, head, id, r.rows); err != nil {
			return err
		}
		r.list = nil
	}
	return nil
}

// allAccepted goes through what people accepted before a position.
func (l *Library) allAccepted(ctx context.Context, at int64) (map[string]listedIncident, error) {
	decided, err := l.store.Groupings(ctx, at, nil)
	if err != nil {
		return nil, err
	}
	rows, asked := make(map[string]listedIncident), make(map[string]bool)
	for _, d := range decided {
		if d.Decision.Verdict != evidence.Accept {
			continue
		}
		for _, claim := range slices.Concat(d.Decision.Groups...) {
			if asked[claim] {
				continue
			}
			asked[claim] = true
			id, err := l.store.IncidentOf(ctx, at, claim)
			if err != nil {
				return nil, err
			}
			if _, known := rows[id]; known || id == "" {
				continue
			}
			if err := l.enrol(ctx, at, id, rows); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// enrol puts down an incident as the public sees it, and leaves out what is one
// no more.
func (l *Library) enrol(ctx context.Context, at int64, id string, rows map[string]listedIncident) error {
	when := l.now()
	i, on, err := l.judgedIncident(ctx, at, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil && i.ID != id {
		delete(rows, id)
		return nil
	}
	row := listedIncident{id: id, seen: err == nil, holds: i.Holds, contested: i.Standing.Label == accounts.Contested, untold: i.Untold(), accepted: -1, when: when, grounds: on}
	if n := len(i.Accepts); n > 0 { // in the order of entries
		row.accepted = i.Accepts[n-1].Entry
	}
	rows[id] = row
	return nil
}

// publicIncidents lists accepted incidents.
func (l *Library) publicIncidents(ctx context.Context, at int64, q IncidentQuery, cursor string, limit int) ([]Incident, string, error) {
	all, err := l.acceptedIncidents(ctx, at)
	if err != nil {
		return nil, "", err
	}
	var rows []listedIncident
	for _, row := range all {
		if q.passes(row.holds, row.contested, row.untold) {
			rows = append(rows, row)
		}
	}
	rows, next, err := cut(rows, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	list, err := l.wholeOf(ctx, at, rows)
	return list, next, err
}

// wholeOf returns incidents whole.
func (l *Library) wholeOf(ctx context.Context, at int64, rows []listedIncident) (list []Incident, err error) {
	for _, row := range rows {
		i, err := l.Incident(ctx, at, row.id)
		if errors.Is(err, store.ErrNotFound) { // since it was listed
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, nil
}
