package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
)

// Apply is the only write: entries, tiles, derived rows and checkpoint, all in
// one transaction. A crash before the commit leaves nothing of the batch; one
// after it leaves all of it.
func (s *Store) Apply(ctx context.Context, from int64, entries []evidence.Entry, seal store.Seal) error {
	if s.write == nil {
		return store.ErrReadOnly
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	if err := apply(ctx, tx, from, entries, seal); err != nil {
		return plain(err)
	}
	return plain(tx.Commit())
}

func apply(ctx context.Context, tx *sql.Tx, from int64, entries []evidence.Entry, seal store.Seal) error {
	applied, last, err := position(ctx, tx)
	if err != nil {
		return err
	}
	if from < 0 || from > applied {
		return fmt.Errorf("%w: they begin at %d, the log ends at %d", store.ErrGap, from, applied)
	}
	records := make([][]byte, 0, len(entries))
	fresh := entries[:0:0]
	for i, e := range entries {
		if e.Envelope.Number != from+int64(i) {
			return fmt.Errorf("%w: entry %d stands where %d should", store.ErrGap, e.Envelope.Number, from+int64(i))
		}
		if err := e.Check(); err != nil {
			return err
		}
		record, err := e.Envelope.Encode()
		if err != nil {
			return err
		}
		if e.Envelope.Number < applied {
			if err := same(ctx, tx, e.Envelope.Number, record); err != nil {
				return err
			}
			continue
		}
		if e.Envelope.Time.Before(last) {
			return fmt.Errorf("entry %d is dated %v, before the entry ahead of it (%v)", e.Envelope.Number, e.Envelope.Time, last)
		}
		last = e.Envelope.Time
		records = append(records, record)
		fresh = append(fresh, e)
	}
	tree, err := grow(ctx, tx, applied, records)
	if err != nil {
		return err
	}
	if err := insert(ctx, tx, fresh, records); err != nil {
		return err
	}
	if seal == nil {
		return nil
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

// grow appends the records to the tree and stores the tiles that changed.
func grow(ctx context.Context, tx *sql.Tx, size int64, records [][]byte) (ledger.Tree, error) {
	tiles, tree, err := ledger.Extend(tileReader{ctx, tx}, size, records)
	if err != nil {
		return tree, err
	}
	for _, t := range tiles {
		_, err := tx.ExecContext(ctx, "INSERT INTO tiles (level, tile, hashes) VALUES ($1, $2, $3) ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes",
			t.Level, t.Index, t.Hashes)
		if err != nil {
			return tree, err
		}
	}
	return tree, nil
}

// insert writes entries and what is derived from them, in their order: a
// withdrawal takes what stands at that moment, also from this very batch.
func insert(ctx context.Context, tx *sql.Tx, entries []evidence.Entry, records [][]byte) error {
	derived, err := deriveAll(entries)
	if err != nil {
		return err
	}
	b := newBatch(ctx, tx)
	defer b.close()
	for i, e := range entries {
		b.add(intoEntries, e.Envelope.Number, records[i], e.Salt, e.Payload)
		if e.Envelope.Kind == evidence.PayloadWithdrawn {
			if err := errors.Join(b.flush(), withdraw(ctx, tx, e)); err != nil {
				return err
			}
			continue
		}
		derive(b, e.Envelope, derived[i])
	}
	return b.flush()
}

// deriveAll derives the rows of all entries at once: decoding payloads costs a
// quarter of an ingest, and needs no database.
func deriveAll(entries []evidence.Entry) ([]store.Rows, error) {
	derived := make([]store.Rows, len(entries))
	faults := make([]error, len(entries))
	workers := min(runtime.GOMAXPROCS(0), len(entries))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(entries); i += workers {
				derived[i], faults[i] = store.Derive(entries[i])
			}
		})
	}
	group.Wait()
	return derived, errors.Join(faults...)
}

func derive(b *batch, e evidence.Envelope, rows store.Rows) {
	n := e.Number
	switch {
	case rows.Capture != nil:
		b.add(intoCaptures, n, about(e), e.Time.Unix())
	case rows.Text != nil:
		r := rows.Text
		published, _ := json.Marshal(r.Published) // a struct of strings
		b.add(intoTexts, n, r.ID, about(e), r.Title, r.Publisher, r.Language, r.Partial, string(published))
		for _, print := range rows.Prints {
			b.add(intoParagraphs, print, n)
		}
		b.add(intoTextWords, n, store.Fold(r.Title), store.Fold(r.Text))
	case rows.Reading != nil:
		r := rows.Reading
		b.add(intoReadings, n, r.Report, r.TextHash, r.Reader, r.Claims)
		for i, c := range rows.Claims {
			row := n*store.MaxClaims + int64(i)
			b.add(intoClaims, row, c.ID, c.From, c.Size)
			b.add(intoClaimWords, row, c.Content)
		}
	case rows.Decision != nil:
		d := rows.Decision
		b.add(intoDecisions, n, d.Subject, d.ID, d.Report)
	case rows.Carried != nil:
		c := rows.Carried
		b.add(intoCarried, n, c.Report, c.From, c.To)
	case rows.Proposal != nil:
		b.add(intoProposals, n, rows.Proposal.ID)
		for _, member := range rows.Proposal.Members {
			b.add(intoMembers, n, member)
		}
	}
}

// about returns the entry that an entry builds on, or its own number when it
// builds on none: a capture of a report that is there names the first capture
// of it, a text the capture that it was cleaned from.
func about(e evidence.Envelope) int64 {
	if len(e.About) == 0 {
		return e.Number
	}
	return e.About[0]
}

// withdraw takes the payloads of the entries that a withdrawal names, with
// every row derived from them.
func withdraw(ctx context.Context, tx *sql.Tx, w evidence.Entry) error {
	var report string
	if !w.Withdrawn() {
		said, err := evidence.Decode[evidence.Withdrawal](w)
		if err != nil {
			return err
		}
		report = said.Report
	}
	for _, n := range w.Envelope.About {
		e, err := entry(ctx, tx, n)
		if err != nil {
			return err
		}
		rows, err := store.Derive(e)
		if err != nil {
			return err
		}
		if err := unindex(ctx, tx, n, rows); err != nil {
			return err
		}
		for _, statement := range forget {
			if _, err := tx.ExecContext(ctx, statement, n); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO withdrawals (entry, taker, report) VALUES ($1, $2, $3) ON CONFLICT (entry) DO NOTHING", n, w.Envelope.Number, report)
		if err != nil {
			return err
		}
	}
	return nil
}

// forget removes an entry's payload and the rows derived from it.
var forget = []string{
	"UPDATE entries SET salt = NULL, payload = NULL WHERE number = $1",
	"DELETE FROM captures WHERE entry = $1",
	"DELETE FROM texts WHERE entry = $1",
	"DELETE FROM paragraphs WHERE entry = $1",
	"DELETE FROM readings WHERE entry = $1",
	fmt.Sprintf("DELETE FROM claims WHERE row >= $1 * %d AND row < ($1 + 1) * %[1]d", store.MaxClaims),
	"DELETE FROM decisions WHERE entry = $1",
	"DELETE FROM carried WHERE entry = $1",
	"DELETE FROM proposals WHERE entry = $1",
	"DELETE FROM members WHERE entry = $1",
}

// unindex takes words out of the search tables, which keep no copy of them and
// so have to be told what they were.
func unindex(ctx context.Context, tx *sql.Tx, n int64, rows store.Rows) error {
	if rows.Text != nil {
		_, err := tx.ExecContext(ctx, "INSERT INTO text_words (text_words, rowid, title, body) VALUES ('delete', $1, $2, $3)",
			n, store.Fold(rows.Text.Title), store.Fold(rows.Text.Text))
		if err != nil {
			return err
		}
	}
	for i, c := range rows.Claims {
		_, err := tx.ExecContext(ctx, "INSERT INTO claim_words (claim_words, rowid, content) VALUES ('delete', $1, $2)",
			n*store.MaxClaims+int64(i), c.Content)
		if err != nil {
			return err
		}
	}
	return nil
}
