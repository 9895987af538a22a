package sqlite

import (
	"context"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// turns are, by kind, the entries of a stretch that bear on what is told, the
// last first. Each is asked of a table that is keyed by entry.
var turns = map[evidence.Kind]string{
	evidence.ReportText: `SELECT entry, 'report.text' AS kind, '' AS subject, report AS id FROM texts t WHERE entry >= $1 AND entry < $2
		AND NOT EXISTS (SELECT 1 FROM texts b WHERE b.report = t.report AND b.entry < t.entry)`,
	evidence.DecisionMade:     "SELECT entry, 'decision.made' AS kind, subject, id FROM decisions WHERE entry >= $1 AND entry < $2 AND subject IN ('claim', 'incident')",
	evidence.IncidentRecorded: "SELECT entry, 'incident.recorded' AS kind, '' AS subject, id FROM incidents WHERE entry >= $1 AND entry < $2",
	evidence.PayloadWithdrawn: "SELECT DISTINCT taker AS entry, 'payload.withdrawn' AS kind, '' AS subject, report AS id FROM withdrawals WHERE report > '' AND taker >= $1 AND taker < $2",
}

// Turns lists entries that bear on what is told.
func (s *Store) Turns(ctx context.Context, from, to int64, limit int, kinds ...evidence.Kind) ([]store.Turn, error) {
	var parts []string
	for _, kind := range kinds {
		query, ok := turns[kind]
		if !ok {
			return nil, fmt.Errorf("entries of the kind %s are no turns", kind)
		}
		parts = append(parts, "SELECT entry, kind, subject, id FROM ("+query+" ORDER BY entry DESC LIMIT $3)")
	}
	return s.turned(ctx, parts, from, to, limit)
}

// reversals are the entries of a stretch that may have taken something back.
var reversals = []string{
	"SELECT DISTINCT taker AS entry, 'payload.withdrawn' AS kind, '' AS subject, report AS id FROM withdrawals WHERE taker >= $1 AND taker < $2",
	`SELECT entry, 'decision.made' AS kind, subject, id FROM decisions d WHERE entry >= $1 AND entry < $2 AND (accepts = 0 OR subject <> 'claim')
		AND (subject IN ('incident', 'edition', 'proposal', 'truce', 'answer') OR subject IN ('unit', 'file', 'route') AND accepts = 0 OR subject = 'claim' AND (
			EXISTS (SELECT 1 FROM decisions b WHERE b.id = d.id AND b.subject = 'claim' AND b.accepts AND b.entry < d.entry)
			OR EXISTS (SELECT 1 FROM carried c WHERE c.became = d.id AND c.entry < d.entry)))`,
	"SELECT entry, 'decision.carried' AS kind, '' AS subject, report AS id FROM carried WHERE entry >= $1 AND entry < $2",
}

// Reversals lists entries that may have taken something back.
func (s *Store) Reversals(ctx context.Context, from, to int64, limit int) ([]store.Turn, error) {
	var parts []string
	for _, query := range reversals {
		parts = append(parts, "SELECT entry, kind, subject, id FROM ("+query+" ORDER BY entry DESC LIMIT $3)")
	}
	return s.turned(ctx, parts, from, to, limit)
}

// turned asks the union of queries for turns.
func (s *Store) turned(ctx context.Context, parts []string, from, to int64, limit int) ([]store.Turn, error) {
	rows, err := s.read.QueryContext(ctx, strings.Join(parts, " UNION ALL ")+" ORDER BY entry DESC LIMIT $3", from, to, limit)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.Turn
	for rows.Next() {
		var t store.Turn
		if err := rows.Scan(&t.Entry, &t.Kind, &t.Subject, &t.ID); err != nil {
			return nil, plain(err)
		}
		list = append(list, t)
	}
	return list, plain(rows.Err())
}
