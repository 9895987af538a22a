package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"tallystick/evidence"
	"tallystick/store"
)

// editions follows which entries belong to an edition: those that come one
// upon another behind it and are about it. Envelopes alone say so, and they
// stay when payloads go.
type editions struct {
	entry, last int64           // of the edition imported last
	ends        map[int64]int64 // last entries by edition, of those that grew
}

func lastEdition(ctx context.Context, q querier) (*editions, error) {
	e := &editions{entry: -1, ends: make(map[int64]int64)}
	err := q.QueryRowContext(ctx, "SELECT entry, last FROM editions ORDER BY entry DESC LIMIT 1").Scan(&e.entry, &e.last)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return e, err
}

// follow takes note of the next entry.
func (e *editions) follow(next evidence.Envelope) {
	switch next.Kind {
	case evidence.EditionImported:
		e.entry, e.last = next.Number, next.Number
	case evidence.LossRecorded, evidence.TallyRecorded, evidence.CeasefireRecorded:
		if next.Number == e.last+1 && len(next.About) > 0 && next.About[0] == e.entry {
			e.last = next.Number
			e.ends[e.entry] = e.last
		}
	}
}

// write notes where editions end.
func (e *editions) write(b *batch) error {
	for entry, last := range e.ends {
		if err := b.exec("UPDATE editions SET last = $2 WHERE entry = $1", entry, last); err != nil {
			return err
		}
	}
	return nil
}

// Editions lists the editions of every list, the newest first.
func (s *Store) Editions(ctx context.Context, at int64) ([]store.EditionRecord, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT entry, last, id FROM editions WHERE entry < $1 ORDER BY entry DESC", at)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.EditionRecord
	for rows.Next() {
		var r store.EditionRecord
		var id string
		if err := rows.Scan(&r.Entry, &r.End, &id); err != nil {
			return nil, plain(err)
		}
		r.End = min(r.End+1, at)
		e, err := entry(ctx, s.read, r.Entry)
		if err != nil {
			return nil, plain(err)
		}
		r.At = e.Envelope.Time
		if r.Edition, err = evidence.Decode[evidence.Edition](e); err != nil {
			return nil, err
		}
		if r.Decisions, err = decisionsAbout(ctx, s.read, evidence.SubjectEdition, id); err != nil {
			return nil, plain(err)
		}
		list = append(list, r)
	}
	return list, plain(rows.Err())
}

// decisionsAbout returns the decisions on one thing, in the order of entries.
func decisionsAbout(ctx context.Context, q querier, subject, id string) ([]store.DecisionRecord, error) {
	decided, err := numbers(ctx, q, "SELECT entry FROM decisions WHERE id = $1 AND subject = $2 ORDER BY entry", id, subject)
	if err != nil {
		return nil, err
	}
	var list []store.DecisionRecord
	for _, n := range decided {
		d, err := decision(ctx, q, n)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}
