package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// Claim returns a claim of the latest reading up to a position that holds it.
func (s *Store) Claim(ctx context.Context, at int64, id string) (store.ClaimRecord, error) {
	var row int64
	var blob []byte
	err := s.read.QueryRowContext(ctx, `
		SELECT k.row, substr(e.payload, k.offset + 1, k.size)
		FROM claims k JOIN entries e ON e.number = k.row / $3
		WHERE k.id = $1 AND k.row < $2 * $3
		ORDER BY k.row DESC LIMIT 1`, id, at, store.MaxClaims).Scan(&row, &blob)
	if err != nil {
		return store.ClaimRecord{}, plain(found(err))
	}
	c := store.ClaimRecord{ReadEntry: row / store.MaxClaims}
	if err := json.Unmarshal(blob, &c.Claim); err != nil {
		return c, fmt.Errorf("entry %d: claim %s: %w", c.ReadEntry, id, err)
	}
	var current int64
	err = s.read.QueryRowContext(ctx, `
		SELECT report, (SELECT max(n.entry) FROM readings n WHERE n.report = r.report AND n.entry < $2)
		FROM readings r WHERE r.entry = $1`, c.ReadEntry, at).Scan(&c.Report, &current)
	if err != nil {
		return c, plain(found(err))
	}
	c.Stale = current != c.ReadEntry
	read, err := entry(ctx, s.read, c.ReadEntry)
	if err != nil {
		return c, plain(err)
	}
	c.ReadAt = read.Envelope.Time
	decided, err := decisionsOf(ctx, s.read, c.Report)
	c.Decisions = decided[id]
	return c, plain(err)
}

// decisionsOf returns the decisions on every claim of a report, by claim,
// those made of an earlier reading's claim under the later one's id as well.
func decisionsOf(ctx context.Context, q querier, report string) (map[string][]store.DecisionRecord, error) {
	made, err := numbers(ctx, q, "SELECT entry FROM decisions WHERE report = $1 AND subject = 'claim' ORDER BY entry", report)
	if err != nil {
		return nil, err
	}
	decided := make(map[string][]store.DecisionRecord)
	for _, n := range made {
		d, err := decision(ctx, q, n)
		if err != nil {
			return nil, err
		}
		decided[d.Decision.ID] = append(decided[d.Decision.ID], d)
	}
	carries, err := numbers(ctx, q, "SELECT entry FROM carried WHERE report = $1 AND became <> '' ORDER BY entry", report)
	if err != nil {
		return nil, err
	}
	for _, n := range carries {
		e, err := entry(ctx, q, n)
		if err != nil {
			return nil, err
		}
		c, err := evidence.Decode[evidence.Carried](e)
		if err != nil {
			return nil, err
		}
		for _, d := range decided[c.From] {
			d.Carried = true
			decided[c.To] = append(decided[c.To], d)
		}
		slices.SortStableFunc(decided[c.To], func(a, b store.DecisionRecord) int { return cmp.Compare(a.Entry, b.Entry) })
	}
	return decided, nil
}

func decision(ctx context.Context, q querier, number int64) (store.DecisionRecord, error) {
	e, err := entry(ctx, q, number)
	if err != nil {
		return store.DecisionRecord{}, err
	}
	d, err := evidence.Decode[evidence.Decision](e)
	return store.DecisionRecord{Entry: number, At: e.Envelope.Time, Decision: d}, err
}

// Proposals lists every proposal at a position, the newest first.
func (s *Store) Proposals(ctx context.Context, at int64) ([]store.ProposalRecord, error) {
	made, err := numbers(ctx, s.read, "SELECT entry FROM proposals WHERE entry < $1 ORDER BY entry DESC", at)
	if err != nil {
		return nil, plain(err)
	}
	var list []store.ProposalRecord
	for _, n := range made {
		e, err := entry(ctx, s.read, n)
		if err != nil {
			return nil, plain(err)
		}
		p := store.ProposalRecord{Entry: n, At: e.Envelope.Time}
		if p.Proposal, err = evidence.Decode[evidence.Proposal](e); err != nil {
			return nil, err
		}
		decided, err := numbers(ctx, s.read, "SELECT entry FROM decisions WHERE id = $1 AND subject = 'proposal' ORDER BY entry", p.Proposal.ID)
		if err != nil {
			return nil, plain(err)
		}
		for _, n := range decided {
			d, err := decision(ctx, s.read, n)
			if err != nil {
				return nil, plain(err)
			}
			p.Decisions = append(p.Decisions, d)
		}
		list = append(list, p)
	}
	return list, nil
}
