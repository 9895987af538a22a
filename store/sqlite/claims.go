package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// Claim returns a claim as the latest reading holds it that does, up to a
// position.
func (s *Store) Claim(ctx context.Context, at int64, id string) (store.ClaimRecord, error) {
	c, row, err := s.standing(ctx, at, id)
	if err != nil {
		return c, err
	}
	var blob []byte
	err = s.read.QueryRowContext(ctx, `
		SELECT substr(e.payload, k.offset + 1, k.size)
		FROM claims k JOIN entries e ON e.number = k.row / $2
		WHERE k.row = $1`, row, store.MaxClaims).Scan(&blob)
	if err != nil {
		return c, plain(found(err))
	}
	if err := json.Unmarshal(blob, &c.Claim); err != nil {
		return c, fmt.Errorf("entry %d: claim %s: %w", c.ReadEntry, id, err)
	}
	read, err := entry(ctx, s.read, c.ReadEntry)
	if err != nil {
		return c, plain(err)
	}
	c.ReadAt = read.Envelope.Time
	decided, err := decisionsOn(ctx, s.read, "row = $1", row)
	c.Decisions = decided[id]
	return c, plain(err)
}

// standing finds the row of a claim: the newest that stands in its report's
// current reading, or else the newest of all. Reports of one text share their
// claims.
func (s *Store) standing(ctx context.Context, at int64, id string) (c store.ClaimRecord, row int64, err error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT k.row, r.report, r.entry = (SELECT max(n.entry) FROM readings n WHERE n.report = r.report AND n.entry < $2)
		FROM claim_keys c CROSS JOIN claims k ON k.row = c.row AND k.id = $1 CROSS JOIN readings r ON r.entry = k.row / $3
		WHERE c.key = $4 AND c.row < $2 * $3
		ORDER BY c.row DESC`, id, at, store.MaxClaims, store.ClaimKey(id))
	if err != nil {
		return c, 0, plain(err)
	}
	defer rows.Close()
	row = -1
	for rows.Next() {
		var n int64
		var report string
		var current bool
		if err := rows.Scan(&n, &report, &current); err != nil {
			return c, 0, plain(err)
		}
		if row < 0 || current && c.Stale {
			row, c.Report, c.ReadEntry, c.Stale = n, report, n/store.MaxClaims, !current
		}
		if current {
			c.Reports = append(c.Reports, report)
		}
	}
	if err := rows.Err(); err != nil {
		return c, 0, plain(err)
	}
	if row < 0 {
		return c, 0, store.ErrNotFound
	}
	return c, row, nil
}

// decisionsOn returns the decisions on the claims whose rows pass a condition,
// by claim, in the order of their entries: those on the claim itself, in
// whichever report of the same text, those carried to it from earlier readings,
// and those made since on what later readings made of it. The order of the joins
// is given: to go out from all decisions would cost more with every one of them.
func decisionsOn(ctx context.Context, q querier, condition string, args ...any) (map[string][]store.DecisionRecord, error) {
	rows, err := q.QueryContext(ctx, fmt.Sprintf(`
		WITH RECURSIVE earlier (id, origin) AS (
			SELECT id, id FROM claims WHERE %[1]s
			UNION
			SELECT s.id, c.was FROM earlier s CROSS JOIN carried c ON c.became = s.origin
		), later (id, origin) AS (
			SELECT id, id FROM claims WHERE %[1]s
			UNION
			SELECT s.id, c.became FROM later s CROSS JOIN carried c ON c.was = s.origin AND c.became <> ''
		)
		SELECT s.id, s.origin <> s.id, e.envelope, e.payload
		FROM (SELECT * FROM earlier UNION SELECT * FROM later) s
		CROSS JOIN decisions d ON d.id = s.origin AND d.subject = 'claim'
		CROSS JOIN entries e ON e.number = d.entry
		ORDER BY d.entry`, condition), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	decided := make(map[string][]store.DecisionRecord)
	for rows.Next() {
		var claim string
		var carried bool
		var record []byte
		var e evidence.Entry
		if err := rows.Scan(&claim, &carried, &record, &e.Payload); err != nil {
			return nil, err
		}
		if e.Envelope, err = evidence.DecodeEnvelope(record); err != nil {
			return nil, err
		}
		d, err := decisionIn(e)
		if err != nil {
			return nil, err
		}
		d.Carried = carried
		decided[claim] = append(decided[claim], d)
	}
	return decided, rows.Err()
}

// rowsIn is the condition that a row is in a list.
const rowsIn = "row IN (SELECT value FROM json_each($1))"

func decision(ctx context.Context, q querier, number int64) (store.DecisionRecord, error) {
	e, err := entry(ctx, q, number)
	if err != nil {
		return store.DecisionRecord{}, err
	}
	return decisionIn(e)
}

func decisionIn(e evidence.Entry) (store.DecisionRecord, error) {
	d, err := evidence.Decode[evidence.Decision](e)
	return store.DecisionRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, Decision: d}, err
}

// Proposals lists the proposals that pass the filter, the newest first.
func (s *Store) Proposals(ctx context.Context, at int64, filter store.ProposalFilter) ([]store.ProposalRecord, error) {
	conditions, args := []string{"p.entry < $1"}, []any{at}
	add := func(condition, arg string) {
		args = append(args, arg)
		conditions = append(conditions, fmt.Sprintf(condition, len(args)))
	}
	if filter.ID != "" {
		add("p.id = $%d", filter.ID)
	}
	if filter.Member != "" {
		add("p.entry IN (SELECT entry FROM members WHERE member = $%d)", filter.Member)
	}
	if filter.Among != nil {
		add("p.entry IN (SELECT m.entry FROM json_each($%d) j CROSS JOIN members m ON m.member = j.value)", jsonList(filter.Among))
	}
	if filter.What != "" {
		add("p.what = $%d", filter.What)
	}
	if filter.Open {
		conditions = append(conditions, undecided)
	}
	if filter.Before > 0 {
		conditions = append(conditions, fmt.Sprintf("p.entry < %d", filter.Before))
	}
	limit := -1 // none
	if filter.Limit > 0 {
		limit = filter.Limit
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload
		FROM proposals p JOIN entries e ON e.number = p.entry
		WHERE `+strings.Join(conditions, " AND ")+` ORDER BY p.entry DESC LIMIT `+strconv.Itoa(limit), args...)
	if err != nil {
		return nil, plain(err)
	}
	var list []store.ProposalRecord
	err = visitEntries(rows, func(e evidence.Entry) error {
		p := store.ProposalRecord{Entry: e.Envelope.Number, At: e.Envelope.Time}
		p.Proposal, err = evidence.Decode[evidence.Proposal](e)
		list = append(list, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Decisions, err = decisionsAbout(ctx, s.read, evidence.SubjectProposal, list[i].Proposal.ID); err != nil {
			return nil, plain(err)
		}
	}
	return list, nil
}

// undecided is the condition that nobody had decided on proposal p before
// position $1.
const undecided = "NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = p.id AND d.subject = 'proposal' AND d.entry < $1)"
