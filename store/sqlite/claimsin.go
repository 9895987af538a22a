package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tallystick/evidence"
	"tallystick/store"
)

// ClaimsIn cuts the claims out of their payloads in one query, and looks for
// decisions only where there are any.
func (s *Store) ClaimsIn(ctx context.Context, at int64, claims []store.ClaimPlace, visit func(store.ClaimRecord, store.Summary) error) error {
	if len(claims) == 0 {
		return nil
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	asked := make([][3]any, len(claims))
	for i, c := range claims {
		asked[i] = [3]any{store.ClaimKey(c.Claim), c.Claim, c.Report}
	}
	list, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	position := fmt.Sprint(at)
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`
		SELECT k.row, e.envelope, substr(e.payload, k.offset + 1, k.size), t.report, t.title, t.publisher, t.language, t.published,
			EXISTS (SELECT 1 FROM decisions WHERE id = k.id) OR EXISTS (SELECT 1 FROM carried WHERE became = k.id) OR EXISTS (SELECT 1 FROM carried WHERE was = k.id)
		FROM json_each(?) j
			CROSS JOIN claim_keys f ON f.key = j.value ->> 0
			CROSS JOIN claims k ON k.row = f.row AND k.id = j.value ->> 1
			CROSS JOIN readings r ON r.entry = k.row / %[1]d AND r.report = j.value ->> 2
			CROSS JOIN entries e ON e.number = r.entry
			CROSS JOIN texts t ON t.report = r.report AND t.entry = (SELECT max(entry) FROM texts WHERE report = r.report AND entry < %[2]s)
		WHERE r.entry < %[2]s AND %[3]s`, store.MaxClaims, position, current("r", position)), string(list))
	if err != nil {
		return plain(err)
	}
	defer rows.Close()
	type found struct {
		claim   store.ClaimRecord
		head    store.Summary
		row     int64
		decided bool
	}
	var all []found
	for rows.Next() {
		var f found
		var record, claim []byte
		var published string
		h := &f.head
		if err := rows.Scan(&f.row, &record, &claim, &h.ID, &h.Title, &h.Publisher, &h.Language, &published, &f.decided); err != nil {
			return plain(err)
		}
		e, err := evidence.DecodeEnvelope(record)
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(published), &h.Published); err != nil {
			return err
		}
		f.claim.Report, f.claim.ReadEntry, f.claim.ReadAt = h.ID, e.Number, e.Time
		if err := json.Unmarshal(claim, &f.claim.Claim); err != nil {
			return fmt.Errorf("entry %d: a claim of report %s: %w", e.Number, h.ID, err)
		}
		all = append(all, f)
	}
	if err := rows.Err(); err != nil {
		return plain(err)
	}
	var decided []int64
	for _, f := range all {
		if f.decided {
			decided = append(decided, f.row)
		}
	}
	decisions, err := decisionsOn(ctx, tx, rowsIn, jsonList(decided))
	if err != nil {
		return plain(err)
	}
	for _, f := range all {
		f.claim.Decisions = decisions[f.claim.Claim.ID]
		if err := visit(f.claim, f.head); err != nil {
			return err
		}
	}
	return nil
}

// DecidedReports lists the reports of whose claims anybody decided.
func (s *Store) DecidedReports(ctx context.Context) ([]string, error) {
	list, err := texts(ctx, s.read, `
		WITH decided (report) AS (SELECT DISTINCT report FROM decisions WHERE subject = $1)
		SELECT report FROM decided UNION SELECT report FROM carried
		UNION SELECT r.report FROM decided d CROSS JOIN readings o ON o.report = d.report CROSS JOIN readings r ON r.text_hash = o.text_hash
		ORDER BY report`, evidence.SubjectClaim)
	return list, plain(err)
}
