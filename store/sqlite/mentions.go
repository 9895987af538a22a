package sqlite

import (
	"context"
	"fmt"

	"tallystick/store"
)

// Mentions visits what is kept of the claims under blocks, or of all.
func (s *Store) Mentions(ctx context.Context, at int64, blocks []int64, visit func(store.MentionRecord) error) error {
	if blocks == nil {
		return s.allMentions(ctx, at, visit)
	}
	return s.mentions(ctx, "m.row IN (SELECT b.row FROM json_each($2) j CROSS JOIN blocks b ON b.block = j.value) ORDER BY k.id", at, jsonList(blocks), visit)
}

// Crowded returns the blocks that hold many claims.
func (s *Store) Crowded(ctx context.Context, blocks []int64, many int) ([]int64, error) {
	found, err := numbers(ctx, s.read, "SELECT j.value FROM json_each($1) j WHERE (SELECT count(*) FROM (SELECT 1 FROM blocks b WHERE b.block = j.value LIMIT $2)) = $2", jsonList(blocks), many)
	return found, plain(err)
}

// MentionsOf visits what is kept of claims.
func (s *Store) MentionsOf(ctx context.Context, at int64, claims []string, visit func(store.MentionRecord) error) error {
	return s.mentions(ctx, "m.row IN (SELECT c.row FROM json_each($2) j CROSS JOIN claim_keys c ON c.key = j.value ->> 0 CROSS JOIN claims h ON h.row = c.row AND h.id = j.value ->> 1) ORDER BY k.id", at, keyed(claims), visit)
}

// MentionsIn visits what is kept of the claims of a report.
func (s *Store) MentionsIn(ctx context.Context, at int64, report string, visit func(store.MentionRecord) error) error {
	return s.mentions(ctx, fmt.Sprintf(`m.row IN (
		SELECT c.row FROM readings i CROSS JOIN claims c ON c.row >= i.entry * %d AND c.row < (i.entry + 1) * %[1]d
		WHERE i.report = $2 AND i.entry < $1) ORDER BY m.row`, store.MaxClaims), at, report, visit)
}

func (s *Store) mentions(ctx context.Context, where string, at int64, arg string, visit func(store.MentionRecord) error) error {
	rows, err := s.read.QueryContext(ctx, fmt.Sprintf(`
		SELECT k.id, r.report, r.entry, m.mention, coalesce(i.id, ''), coalesce(c.held, ''), coalesce(c.score, 0),
			coalesce((SELECT n.lead FROM incidents n WHERE n.id = i.id AND n.entry < $1 ORDER BY n.entry DESC LIMIT 1), '')
		FROM mentions m CROSS JOIN claims k ON k.row = m.row CROSS JOIN readings r ON r.entry = m.row / %d
			LEFT JOIN incident_claims c ON c.claim = k.key AND c.entry = (%s) LEFT JOIN incidents i ON i.entry = c.entry
		WHERE r.entry < $1 AND %s AND %s AND `, store.MaxClaims, joined("k.key", "$1"), current("r", "$1"), first("$1"))+where, at, arg)
	if err != nil {
		return plain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var m store.MentionRecord
		if err := rows.Scan(&m.Claim, &m.Report, &m.Entry, &m.Mention, &m.Incident, &m.To, &m.Score, &m.Lead); err != nil {
			return plain(err)
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return plain(rows.Err())
}

// keyed lists claims, each with the key that it is found by.
func keyed(claims []string) string {
	list := make([][2]any, len(claims))
	for i, id := range claims {
		list[i] = [2]any{store.ClaimKey(id), id}
	}
	return jsonList(list)
}

// current is the condition that no newer reading of its report was there at a
// position, a parameter of the query.
func current(reading, at string) string {
	return fmt.Sprintf("NOT EXISTS (SELECT 1 FROM readings n WHERE n.report = %s.report AND n.entry > %[1]s.entry AND n.entry < %s)", reading, at)
}

// first is the condition that no report whose id comes before that of reading r
// holds claim k as well.
func first(at string) string {
	return fmt.Sprintf(`NOT EXISTS (
		SELECT 1 FROM readings o CROSS JOIN claim_keys f ON f.key = k.key AND f.row >= o.entry * %d AND f.row < (o.entry + 1) * %[1]d
			CROSS JOIN claims t ON t.row = f.row AND t.id = k.id
		WHERE o.text_hash = r.text_hash AND o.report < r.report AND o.entry < %s AND %s)`, store.MaxClaims, at, current("o", at))
}
