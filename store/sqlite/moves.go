package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

// buckets returns the buckets that pass the filter by their keys, and the keys
// of their kinds.
func (s *Store) buckets(ctx context.Context, filter store.LossFilter) (map[int64]*evidence.Bucket, []int64, error) {
	where, args := conditions(filter)
	rows, err := s.read.QueryContext(ctx, "SELECT id, kind, lists, side, class, model, history FROM buckets WHERE "+where+" ORDER BY kind", args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	buckets := make(map[int64]*evidence.Bucket)
	var kinds []int64
	for rows.Next() {
		var id, kind int64
		var b evidence.Bucket
		if err := rows.Scan(&id, &kind, &b.Lists, &b.Side, &b.Class, &b.Model, &b.History); err != nil {
			return nil, nil, err
		}
		buckets[id] = &b
		if n := len(kinds); n == 0 || kinds[n-1] != kind {
			kinds = append(kinds, kind)
		}
	}
	return buckets, kinds, rows.Err()
}

// LossMoves visits what entries moved, without reading their payloads.
func (s *Store) LossMoves(ctx context.Context, from, to int64, visit func(store.LossMove) error) error {
	buckets, _, err := s.buckets(ctx, store.LossFilter{})
	if err != nil {
		return plain(err)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT entry, unit, at, change, reason, was, bucket FROM units WHERE entry >= $1 AND entry < $2 ORDER BY entry", from, to)
	if err != nil {
		return plain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var m store.LossMove
		var at int64
		var was, now sql.NullInt64
		if err := rows.Scan(&m.Entry, &m.Unit, &at, &m.Change, &m.Reason, &was, &now); err != nil {
			return plain(err)
		}
		m.At = time.Unix(at, 0).UTC()
		m.Was, m.Now = buckets[was.Int64], buckets[now.Int64]
		if was.Valid != (m.Was != nil) || now.Valid != (m.Now != nil) { // withdrawn with what was counted in it
			if m.Was, m.Now, err = s.moved(ctx, m.Entry); err != nil {
				return err
			}
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return plain(rows.Err())
}

// moved reads the buckets of an entry from its payload.
func (s *Store) moved(ctx context.Context, number int64) (was, now *evidence.Bucket, err error) {
	e, err := entry(ctx, s.read, number)
	if err != nil {
		return nil, nil, plain(err)
	}
	r, err := evidence.Decode[evidence.LossRecord](e)
	return r.Was, r.Now(), err
}

// LossDays counts units by bucket and the days on which their lists took them
// in: a pass over an index of the units of the filter's sides, classes and
// models.
func (s *Store) LossDays(ctx context.Context, at int64, filter store.LossFilter) ([]store.LossDay, error) {
	buckets, kinds, err := s.buckets(ctx, filter)
	if err != nil {
		return nil, plain(err)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT u.bucket, u.days, count(*)
		FROM json_each($1) k CROSS JOIN units u ON u.kind = k.value
		WHERE u.entry < $2 AND `+newest("$2")+`
		GROUP BY u.bucket, u.days ORDER BY u.bucket, u.days`, jsonList(kinds), at)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.LossDay
	for rows.Next() {
		var bucket, units int64
		var days string
		if err := rows.Scan(&bucket, &days, &units); err != nil {
			return nil, plain(err)
		}
		if b := buckets[bucket]; b != nil {
			list = append(list, store.LossDay{Bucket: *b, Days: strings.Split(days, "\n"), Units: units})
		}
	}
	return list, plain(rows.Err())
}

// LateUnits looks into an index that holds no other units.
func (s *Store) LateUnits(ctx context.Context, from, to int64) ([]store.LateUnit, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT unit, happened FROM units INDEXED BY units_late WHERE happened > at AND entry >= $1 AND entry < $2 ORDER BY entry", from, to)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.LateUnit
	for rows.Next() {
		var u store.LateUnit
		var happened int64
		if err := rows.Scan(&u.Unit, &happened); err != nil {
			return nil, plain(err)
		}
		u.Happened = time.Unix(happened, 0).UTC()
		list = append(list, u)
	}
	return list, plain(rows.Err())
}
