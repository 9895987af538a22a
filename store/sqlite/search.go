package sqlite

import (
	"context"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// Texts finds the reports whose current text holds all words of the query.
func (s *Store) Texts(ctx context.Context, at int64, query string, limit int) ([]store.Hit, error) {
	words := store.Words(query)
	if len(words) == 0 || limit <= 0 {
		return nil, nil
	}
	found, err := numbers(ctx, s.read, `
		SELECT t.entry FROM text_words w JOIN texts t ON t.entry = w.rowid
		WHERE text_words MATCH $1 AND t.entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < $2)
		ORDER BY w.rank, t.entry LIMIT $3`, match(words), at, limit)
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

// match asks for all of the words.
func match(words []string) string { return `"` + strings.Join(words, `" "`) + `"` }
