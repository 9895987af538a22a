package sqlite

import (
	"context"
	"errors"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// Search finds reports and claims that hold all words of the query: reports
// first, each kind with its best hit first. Of a report only its current text
// is searched, and of a text only its current reading's claims.
func (s *Store) Search(ctx context.Context, at int64, query string, limit int) ([]store.Hit, error) {
	words := store.Words(query)
	if len(words) == 0 || limit <= 0 {
		return nil, nil
	}
	hits, err := s.searchTexts(ctx, at, match(words), words, limit)
	if err != nil {
		return nil, err
	}
	claims, err := s.searchClaims(ctx, at, match(words), limit)
	return append(hits, claims...), err
}

// match asks for all of the words.
func match(words []string) string { return `"` + strings.Join(words, `" "`) + `"` }

func (s *Store) searchTexts(ctx context.Context, at int64, match string, words []string, limit int) ([]store.Hit, error) {
	found, err := numbers(ctx, s.read, `
		SELECT t.entry FROM text_words w JOIN texts t ON t.entry = w.rowid
		WHERE text_words MATCH $1 AND t.entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < $2)
		ORDER BY w.rank, t.entry LIMIT $3`, match, at, limit)
	if err != nil {
		return nil, plain(err)
	}
	var hits []store.Hit
	for _, n := range found {
		e, err := entry(ctx, s.read, n)
		if err != nil {
			return nil, plain(err)
		}
		if e.Withdrawn() { // since the look-up
			continue
		}
		r, err := evidence.Decode[evidence.Report](e)
		if err != nil {
			return nil, err
		}
		hits = append(hits, store.Hit{Report: r.ID, Title: r.Title, Text: store.Around(r.Text, words)})
	}
	return hits, nil
}

func (s *Store) searchClaims(ctx context.Context, at int64, match string, limit int) ([]store.Hit, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT k.id, r.report FROM claim_words w
		JOIN claims k ON k.row = w.rowid
		JOIN readings r ON r.entry = k.row / $4
		WHERE claim_words MATCH $1 AND r.entry = (SELECT max(entry) FROM readings WHERE report = r.report AND entry < $2)
		ORDER BY w.rank, k.row LIMIT $3`, match, at, limit, store.MaxClaims)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	type key struct{ id, report string }
	var keys []key
	for rows.Next() {
		var k key
		if err := rows.Scan(&k.id, &k.report); err != nil {
			return nil, plain(err)
		}
		keys = append(keys, k)
	}
	if err := rows.Err(); err != nil {
		return nil, plain(err)
	}
	var hits []store.Hit
	for _, k := range keys {
		c, err := s.Claim(ctx, at, k.id)
		if errors.Is(err, store.ErrNotFound) { // withdrawn since the look-up
			continue
		}
		if err != nil {
			return nil, err
		}
		var title string
		err = s.read.QueryRowContext(ctx, "SELECT title FROM texts WHERE report = $1 AND entry < $2 ORDER BY entry DESC LIMIT 1", k.report, at).Scan(&title)
		if err != nil {
			return nil, plain(found(err))
		}
		hits = append(hits, store.Hit{Report: k.report, Title: title, Claim: k.id, Text: c.Claim.Content.Text})
	}
	return hits, nil
}
