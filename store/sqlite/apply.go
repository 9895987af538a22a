package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
)

// Apply is the only write: entries, tiles, derived rows and checkpoint, all in
// one transaction. A crash before the commit leaves nothing of the batch; one
// after it leaves all of it.
func (s *Store) Apply(ctx context.Context, from int64, entries iter.Seq2[evidence.Entry, error], seal store.Seal) error {
	if s.write == nil {
		return store.ErrReadOnly
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	if err := s.apply(ctx, tx, from, entries, seal); err != nil {
		return plain(err)
	}
	return plain(tx.Commit())
}

func (s *Store) apply(ctx context.Context, tx *sql.Tx, from int64, entries iter.Seq2[evidence.Entry, error], seal store.Seal) error {
	applied, last, err := position(ctx, tx)
	if err != nil {
		return err
	}
	if from < 0 || from > applied {
		return fmt.Errorf("%w: they begin at %d, the log ends at %d", store.ErrGap, from, applied)
	}
	w := &writer{ctx: ctx, tx: tx, applied: applied, size: applied, last: last, linker: s.linker, batch: newBatch(ctx, tx)}
	w.counts = newCounts(w.batch)
	defer w.batch.close()
	if w.editions, err = lastEdition(ctx, tx); err != nil {
		return err
	}
	if err := inChunks(from, entries, s.linker, w.write); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	if seal == nil {
		return nil
	}
	tree, err := ledger.TreeAt(tileReader{ctx, tx}, w.size)
	if err != nil {
		return err
	}
	note, err := seal(tree)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO checkpoint (id, note) VALUES (0, $1) ON CONFLICT (id) DO UPDATE SET note = excluded.note", note)
	return err
}

// position returns how many entries there are and the time of the last.
func position(ctx context.Context, q querier) (int64, time.Time, error) {
	var number int64
	var record []byte
	err := q.QueryRowContext(ctx, "SELECT number, envelope FROM entries ORDER BY number DESC LIMIT 1").Scan(&number, &record)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	if err != nil {
		return 0, time.Time{}, err
	}
	e, err := evidence.DecodeEnvelope(record)
	return number + 1, e.Time, err
}

// writer writes the entries of one transaction, chunk by chunk.
type writer struct {
	ctx      context.Context
	tx       *sql.Tx
	applied  int64     // entries that were there before
	size     int64     // of the log by now
	last     time.Time // of its last entry
	linker   store.Linker
	batch    *batch
	counts   *counts
	editions *editions
}

func (w *writer) write(c chunk) error {
	records := make([][]byte, 0, len(c))
	for _, p := range c {
		e := p.entry.Envelope
		if e.Number < w.applied {
			if err := same(w.ctx, w.tx, e.Number, p.record); err != nil {
				return err
			}
			continue
		}
		if e.Time.Before(w.last) {
			return fmt.Errorf("entry %d is dated %v, before the entry ahead of it (%v)", e.Number, e.Time, w.last)
		}
		w.last = e.Time
		records = append(records, p.record)
		if err := w.insert(p); err != nil {
			return err
		}
	}
	return w.grow(records)
}

func same(ctx context.Context, tx *sql.Tx, number int64, record []byte) error {
	var kept []byte
	if err := tx.QueryRowContext(ctx, "SELECT envelope FROM entries WHERE number = $1", number).Scan(&kept); err != nil {
		return err
	}
	if !bytes.Equal(kept, record) {
		return fmt.Errorf("%w: entry %d differs from the one in the log", store.ErrGap, number)
	}
	return nil
}

// insert writes an entry and what is derived from it, in its order: a
// withdrawal takes what stands at that moment, also from this very
// transaction.
func (w *writer) insert(p prepared) error {
	e := p.entry
	w.batch.add(intoEntries, e.Envelope.Number, p.record, e.Salt, e.Payload)
	w.editions.follow(e.Envelope)
	if e.Envelope.Kind == evidence.PayloadWithdrawn {
		return errors.Join(w.batch.flush(), w.withdraw(e))
	}
	w.derive(e.Envelope, p.rows)
	return w.batch.err
}

// finish writes what is known only once every entry is in.
func (w *writer) finish() error {
	return errors.Join(w.batch.flush(), w.editions.write(w.batch), w.counts.recount())
}

// grow appends the records to the tree and stores the tiles that changed.
func (w *writer) grow(records [][]byte) error {
	tiles, _, err := ledger.Extend(tileReader{w.ctx, w.tx}, w.size, records)
	if err != nil {
		return err
	}
	for _, t := range tiles {
		_, err := w.tx.ExecContext(w.ctx, "INSERT INTO tiles (level, tile, hashes) VALUES ($1, $2, $3) ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes",
			t.Level, t.Index, t.Hashes)
		if err != nil {
			return err
		}
	}
	w.size += int64(len(records))
	return nil
}
