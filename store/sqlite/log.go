package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
)

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Applied returns how many entries the log holds.
func (s *Store) Applied(ctx context.Context) (int64, error) {
	var n int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(number) + 1, 0) FROM entries").Scan(&n)
	return n, plain(err)
}

// Entry returns one entry.
func (s *Store) Entry(ctx context.Context, number int64) (evidence.Entry, error) {
	e, err := entry(ctx, s.read, number)
	return e, plain(err)
}

func entry(ctx context.Context, q querier, number int64) (evidence.Entry, error) {
	var record []byte
	var e evidence.Entry
	err := q.QueryRowContext(ctx, "SELECT envelope, salt, payload FROM entries WHERE number = $1", number).Scan(&record, &e.Salt, &e.Payload)
	if err != nil {
		return e, found(err)
	}
	e.Envelope, err = evidence.DecodeEnvelope(record)
	return e, err
}

// visitEntries visits rows of number, envelope, salt and payload.
func visitEntries(rows *sql.Rows, visit func(evidence.Entry) error) error {
	defer rows.Close()
	for rows.Next() {
		var number int64
		var record []byte
		var e evidence.Entry
		err := rows.Scan(&number, &record, &e.Salt, &e.Payload)
		if err != nil {
			return plain(err)
		}
		if e.Envelope, err = evidence.DecodeEnvelope(record); err != nil {
			return fmt.Errorf("entry %d: %w", number, err)
		}
		if err := visit(e); err != nil {
			return err
		}
	}
	return plain(rows.Err())
}

// found turns "no rows" into the store's own error.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return store.ErrNotFound
	}
	return err
}

// PositionAt finds the position of a ledger time by halving: entries are in
// the order of their times.
func (s *Store) PositionAt(ctx context.Context, t time.Time) (int64, error) {
	size, err := s.Applied(ctx)
	if err != nil {
		return 0, err
	}
	n := sort.Search(int(size), func(i int) bool {
		if err != nil {
			return true
		}
		var record []byte // without the payload, which may be large
		if err = s.read.QueryRowContext(ctx, "SELECT envelope FROM entries WHERE number = $1", i).Scan(&record); err != nil {
			return true
		}
		var e evidence.Envelope
		e, err = evidence.DecodeEnvelope(record)
		return err == nil && e.Time.After(t)
	})
	return int64(n), plain(found(err))
}

// Withdrawn returns the withdrawal that took an entry's payload.
func (s *Store) Withdrawn(ctx context.Context, number int64) (by int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT taker FROM withdrawals WHERE entry = $1", number).Scan(&by)
	return by, plain(found(err))
}

// Tiles reads the tree's tiles.
func (s *Store) Tiles(ctx context.Context) ledger.TileReader { return tileReader{ctx, s.read} }

type tileReader struct {
	ctx context.Context
	q   querier
}

func (r tileReader) Tile(level int, index int64) ([]byte, error) {
	var hashes []byte
	err := r.q.QueryRowContext(r.ctx, "SELECT hashes FROM tiles WHERE level = $1 AND tile = $2", level, index).Scan(&hashes)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return hashes, plain(err)
}

// Records returns the encoded envelopes of entries from <= number < to.
func (s *Store) Records(ctx context.Context, from, to int64) ([][]byte, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT number, envelope FROM entries WHERE number >= $1 AND number < $2 ORDER BY number", from, to)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var records [][]byte
	for rows.Next() {
		var n int64
		var record []byte
		if err := rows.Scan(&n, &record); err != nil {
			return nil, plain(err)
		}
		for from+int64(len(records)) < n { // a number that is missing
			records = append(records, nil)
		}
		records = append(records, record)
	}
	return records, plain(rows.Err())
}

// Checkpoint returns the last signed checkpoint.
func (s *Store) Checkpoint(ctx context.Context) ([]byte, error) {
	var note []byte
	err := s.read.QueryRowContext(ctx, "SELECT note FROM checkpoint WHERE id = 0").Scan(&note)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fs.ErrNotExist
	}
	return note, plain(err)
}

// Grown tells what a stretch of the log brought.
func (s *Store) Grown(ctx context.Context, from, to int64) (store.Growth, error) {
	var g store.Growth
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return g, plain(err)
	}
	defer tx.Rollback()
	for query, count := range map[string]*int{
		"SELECT count(*) FROM captures WHERE entry >= $1 AND entry < $2 AND first = entry":                                                    &g.Reports,
		"SELECT count(DISTINCT id) FROM incidents WHERE entry >= $1 AND entry < $2":                                                           &g.Incidents,
		"SELECT count(DISTINCT id) FROM decisions WHERE entry >= $1 AND entry < $2 AND subject = '" + evidence.SubjectClaim + "' AND accepts": &g.Accepted,
	} {
		if err := tx.QueryRowContext(ctx, query, from, to).Scan(count); err != nil {
			return g, plain(err)
		}
	}
	return g, nil
}
