package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

// Reports lists every report at a position, the last captured first.
func (s *Store) Reports(ctx context.Context, at int64) ([]store.Summary, error) {
	list, err := s.summaries(ctx, at, "", "")
	if err != nil {
		return nil, err
	}
	gone, err := s.tombstones(ctx, at)
	return append(list, gone...), err
}

// ReportsOf lists reports of one publisher.
func (s *Store) ReportsOf(ctx context.Context, at int64, outlet, after string, limit int) ([]store.Summary, error) {
	const captured = "(SELECT f.first FROM texts x CROSS JOIN captures f ON f.entry = x.capture WHERE x.%s)"
	captures := "AND first IN " + fmt.Sprintf(captured, "outlet = $3")
	if after != "" {
		captures += " AND first < " + fmt.Sprintf(captured, "report = $4 LIMIT 1")
	}
	return s.summaries(ctx, at, captures, "AND t.outlet = $3", outlet, after, limit)
}

// summaries lists the reports with some captures and texts. Of the arguments the
// third bounds how many.
func (s *Store) summaries(ctx context.Context, at int64, captures, texts string, args ...any) ([]store.Summary, error) {
	limit := ""
	if len(args) > 0 {
		limit = " LIMIT $5"
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT t.report, c.captured, t.entry, t.title, t.publisher, t.language, t.partial, t.published, coalesce(r.claims, 0),
			(SELECT count(*) FROM claims k WHERE k.row >= r.entry * $2 AND k.row < (r.entry + 1) * $2
				AND (EXISTS (SELECT 1 FROM decisions WHERE id = k.id) OR EXISTS (SELECT 1 FROM carried WHERE became = k.id)))
		FROM (SELECT first, min(at) AS captured FROM captures WHERE entry < $1 `+captures+` GROUP BY first) c
		JOIN captures f ON f.first = c.first
		JOIN texts t ON t.capture = f.entry AND t.entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < $1) `+texts+`
		LEFT JOIN readings r ON r.entry = (SELECT max(entry) FROM readings WHERE report = t.report AND entry < $1)
		ORDER BY c.first DESC`+limit, append([]any{at, store.MaxClaims}, args...)...)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.Summary
	for rows.Next() {
		var m store.Summary
		var captured int64
		var published string
		if err := rows.Scan(&m.ID, &captured, &m.Entry, &m.Title, &m.Publisher, &m.Language, &m.Partial, &published, &m.Claims, &m.Decided); err != nil {
			return nil, plain(err)
		}
		m.Captured = time.Unix(captured, 0).UTC()
		if err := json.Unmarshal([]byte(published), &m.Published); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, plain(rows.Err())
}

// tombstones lists the withdrawn reports that were captured before a position.
func (s *Store) tombstones(ctx context.Context, at int64) ([]store.Summary, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT report, min(taker) FROM withdrawals WHERE entry < $1 AND report <> '' GROUP BY report ORDER BY min(taker) DESC", at)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.Summary
	for rows.Next() {
		var id string
		var taker int64
		if err := rows.Scan(&id, &taker); err != nil {
			return nil, plain(err)
		}
		stone, err := s.tombstone(ctx, taker)
		if err != nil {
			return nil, err
		}
		list = append(list, store.Summary{ID: id, Tombstone: stone})
	}
	return list, plain(rows.Err())
}

func (s *Store) tombstone(ctx context.Context, taker int64) (*store.Tombstone, error) {
	e, err := entry(ctx, s.read, taker)
	if err != nil {
		return nil, plain(err)
	}
	stone := &store.Tombstone{Entry: taker, At: e.Envelope.Time}
	if !e.Withdrawn() {
		stone.Withdrawal, err = evidence.Decode[evidence.Withdrawal](e)
	}
	return stone, err
}

// Report returns one report whole.
func (s *Store) Report(ctx context.Context, at int64, id string) (store.Record, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return store.Record{}, plain(err)
	}
	defer tx.Rollback()
	r := store.Record{ReadEntry: -1}
	err = tx.QueryRowContext(ctx, "SELECT entry FROM texts WHERE report = $1 AND entry < $2 ORDER BY entry DESC LIMIT 1", id, at).Scan(&r.TextEntry)
	if errors.Is(err, sql.ErrNoRows) {
		return s.withdrawnReport(ctx, at, id)
	}
	if err != nil {
		return r, plain(err)
	}
	text, err := entry(ctx, tx, r.TextEntry)
	if err != nil {
		return r, plain(err)
	}
	if r.Report, err = evidence.Decode[evidence.Report](text); err != nil {
		return r, err
	}
	if r.Captures, err = captures(ctx, tx, at, r.TextEntry); err != nil {
		return r, plain(err)
	}
	err = tx.QueryRowContext(ctx, "SELECT entry FROM readings WHERE report = $1 AND entry < $2 ORDER BY entry DESC LIMIT 1", id, at).Scan(&r.ReadEntry)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	if err != nil {
		return r, plain(err)
	}
	read, err := entry(ctx, tx, r.ReadEntry)
	if err != nil {
		return r, plain(err)
	}
	reading, err := evidence.Decode[evidence.Reading](read)
	if err != nil {
		return r, err
	}
	decided, err := decisionsOn(ctx, tx, "row >= $1 AND row <= $2", r.ReadEntry*store.MaxClaims, (r.ReadEntry+1)*store.MaxClaims-1)
	if err != nil {
		return r, plain(err)
	}
	r.Reader = reading.Reader
	for _, c := range reading.Claims {
		r.Claims = append(r.Claims, store.ClaimRecord{Claim: c, Report: id, ReadEntry: r.ReadEntry, ReadAt: read.Envelope.Time, Decisions: decided[c.ID]})
	}
	return r, nil
}

func (s *Store) withdrawnReport(ctx context.Context, at int64, id string) (store.Record, error) {
	var taker int64
	err := s.read.QueryRowContext(ctx, "SELECT taker FROM withdrawals WHERE report = $1 AND entry < $2 ORDER BY taker LIMIT 1", id, at).Scan(&taker)
	if err != nil {
		return store.Record{}, plain(found(err))
	}
	stone, err := s.tombstone(ctx, taker)
	return store.Record{Tombstone: stone, ReadEntry: -1}, err
}

// captures lists the captures of the report that a text belongs to.
func captures(ctx context.Context, q querier, at, text int64) ([]store.CaptureRecord, error) {
	numbers, err := numbers(ctx, q, `
		SELECT entry FROM captures
		WHERE first = (SELECT c.first FROM texts t JOIN captures c ON c.entry = t.capture WHERE t.entry = $1) AND entry < $2
		ORDER BY entry`, text, at)
	if err != nil {
		return nil, err
	}
	var list []store.CaptureRecord
	for _, n := range numbers {
		e, err := entry(ctx, q, n)
		if err != nil {
			return nil, err
		}
		c, err := evidence.Decode[evidence.Capture](e)
		if err != nil {
			return nil, err
		}
		list = append(list, store.CaptureRecord{Entry: n, Recorded: e.Envelope.Time, Capture: c})
	}
	return list, nil
}

// EntriesOf returns the numbers of every entry that repeats something of a
// report, unit, tally, edition, file, incident, truce or road, in order. What
// links or groups a report's claims is among it.
func (s *Store) EntriesOf(ctx context.Context, id string) ([]int64, error) {
	ids, err := texts(ctx, s.read, "SELECT k.id FROM readings r JOIN claims k ON k.row >= r.entry * $2 AND k.row < (r.entry + 1) * $2 WHERE r.report = $1", id, store.MaxClaims)
	if err != nil {
		return nil, plain(err)
	}
	claims := []int64{}
	for _, c := range ids {
		claims = append(claims, store.ClaimKey(c))
	}
	list, err := numbers(ctx, s.read, `
		SELECT entry FROM captures WHERE first IN (SELECT c.first FROM texts t JOIN captures c ON c.entry = t.capture WHERE t.report = $1)
		UNION SELECT entry FROM texts WHERE report = $1
		UNION SELECT entry FROM readings WHERE report = $1
		UNION SELECT entry FROM decisions WHERE report = $1
		UNION SELECT entry FROM carried WHERE report = $1
		UNION SELECT entry FROM units WHERE unit = $1
		UNION SELECT entry FROM tallies WHERE id = $1
		UNION SELECT t.entry FROM editions e JOIN tallies t ON t.entry > e.entry AND t.entry <= e.last WHERE e.id = $1
		UNION SELECT entry FROM editions WHERE id = $1
		UNION SELECT entry FROM files WHERE hash = $1
		UNION SELECT entry FROM routes WHERE file = $1
		UNION SELECT d.entry FROM routes r JOIN decisions d ON d.id = r.id AND d.subject = 'route' WHERE r.file = $1
		UNION SELECT c.entry FROM editions e JOIN ceasefires c ON c.entry > e.entry AND c.entry <= e.last WHERE e.id = $1
		UNION SELECT entry FROM incidents WHERE id = $1
		UNION SELECT entry FROM ceasefires WHERE id = $1
		UNION SELECT entry FROM routes WHERE id = $1
		UNION SELECT c.entry FROM json_each($2) j CROSS JOIN incident_claims c ON c.claim = j.value
		UNION SELECT g.entry FROM json_each($2) j CROSS JOIN grouped g ON g.claim = j.value
		UNION SELECT entry FROM decisions WHERE id = $1 AND subject IN ('unit', 'edition', 'incident', 'file')
		UNION SELECT entry FROM members WHERE member = $1
		UNION SELECT d.entry FROM members m JOIN proposals p ON p.entry = m.entry JOIN decisions d ON d.id = p.id WHERE m.member = $1
		ORDER BY entry`, id, jsonList(claims))
	return list, plain(err)
}

// WithdrawnReports lists the ids of the reports withdrawn up to a position.
func (s *Store) WithdrawnReports(ctx context.Context, at int64) ([]string, error) {
	ids, err := texts(ctx, s.read, "SELECT DISTINCT report FROM withdrawals WHERE taker < $1 AND report <> '' ORDER BY report", at)
	return ids, plain(err)
}

// SameText lists the reports that have ever had a text in common with a
// report, itself among them.
func (s *Store) SameText(ctx context.Context, id string) ([]string, error) {
	ids, err := texts(ctx, s.read, `
		SELECT report FROM texts WHERE report = $1
		UNION SELECT o.report FROM readings r JOIN readings o ON o.text_hash = r.text_hash WHERE r.report = $1
		ORDER BY report`, id)
	return ids, plain(err)
}

// Sharing returns the reports that have paragraphs in common with a text.
func (s *Store) Sharing(ctx context.Context, at int64, text string) ([]store.Shared, error) {
	prints := store.Fingerprints(text)
	if len(prints) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(prints)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT t.report, count(*), t.prints
		FROM paragraphs p JOIN texts t ON t.entry = p.entry
		WHERE p.print IN (SELECT value FROM json_each($1))
			AND t.entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < $2)
		GROUP BY t.entry ORDER BY count(*) DESC, t.entry`, string(list), at)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var shared []store.Shared
	for rows.Next() {
		var one store.Shared
		if err := rows.Scan(&one.Report, &one.Paragraphs, &one.Of); err != nil {
			return nil, plain(err)
		}
		shared = append(shared, one)
	}
	return shared, plain(rows.Err())
}

// Resembling returns the reports that agree with a text in some bands.
func (s *Store) Resembling(ctx context.Context, at int64, text string, limit int) ([]store.Resemblance, error) {
	bands := store.BandsOf(store.Runs(text))
	if len(bands) == 0 {
		return nil, nil
	}
	agree := make(map[int64]int) // bands, by the entry of the text
	for _, band := range bands {
		entries, err := numbers(ctx, s.read, "SELECT entry FROM bands WHERE band = $1 AND entry < $2 ORDER BY entry LIMIT $3", band, at, store.MaxAlike)
		if err != nil {
			return nil, plain(err)
		}
		for _, n := range entries {
			agree[n]++
		}
	}
	var found []int64
	for n, bands := range agree {
		if bands >= 2 {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b int64) int { return cmp.Or(cmp.Compare(agree[b], agree[a]), cmp.Compare(a, b)) })
	var alike []store.Resemblance
	for _, n := range found {
		current, err := texts(ctx, s.read, "SELECT report FROM texts t WHERE entry = $1 AND entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < $2)", n, at)
		if err != nil {
			return nil, plain(err)
		}
		for _, report := range current {
			alike = append(alike, store.Resemblance{Report: report, Entry: n, Bands: agree[n]})
		}
		if len(alike) == limit {
			break
		}
	}
	return alike, nil
}

func numbers(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	return column[int64](ctx, q, query, args...)
}

func texts(ctx context.Context, q querier, query string, args ...any) ([]string, error) {
	return column[string](ctx, q, query, args...)
}

// column reads the one column of a query's rows.
func column[T any](ctx context.Context, q querier, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}
