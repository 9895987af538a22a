package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"tallystick/store"
)

// allMentions visits what is kept of every claim. What stands where is read in
// whole tables, one after the other: row by row it would be looked up a dozen
// times for each claim.
func (s *Store) allMentions(ctx context.Context, at int64, visit func(store.MentionRecord) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	readings, err := currentReadings(ctx, tx, at)
	if err != nil {
		return plain(err)
	}
	standing, err := allStanding(ctx, tx, at)
	if err != nil {
		return plain(err)
	}
	rows, err := tx.QueryContext(ctx, "SELECT k.row, k.key, k.id, m.mention FROM mentions m CROSS JOIN claims k ON k.row = m.row WHERE m.row < $1 ORDER BY m.row", at*store.MaxClaims)
	if err != nil {
		return plain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var row, key int64
		var m store.MentionRecord
		if err := rows.Scan(&row, &key, &m.Claim, &m.Mention); err != nil {
			return plain(err)
		}
		m.Entry = row / store.MaxClaims
		r, stands := readings[m.Entry]
		if !stands {
			continue
		}
		if r.shares {
			var is bool
			err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT %s FROM claims k CROSS JOIN readings r ON r.entry = k.row / %d WHERE k.row = $2", first("$1"), store.MaxClaims), at, row).Scan(&is)
			if err != nil {
				return plain(err)
			}
			if !is {
				continue
			}
		}
		m.Report = r.report
		if l, in := standing[key]; in {
			m.Incident, m.Lead, m.To, m.Score = l.in.id, l.in.lead, l.held, l.score
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return plain(rows.Err())
}

// currentReading is one that no newer one of its report has followed.
type currentReading struct {
	report string
	shares bool // another report has the same text
}

func currentReadings(ctx context.Context, q querier, at int64) (map[int64]currentReading, error) {
	rows, err := q.QueryContext(ctx, "SELECT entry, report, text_hash FROM readings WHERE entry < $1 ORDER BY entry", at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	current := make(map[int64]currentReading)
	latest := make(map[string]int64) // of each report
	with := make(map[string]string)  // of each text, the first report that has it
	shared := make(map[string]bool)  // texts
	texts := make(map[int64]string)
	for rows.Next() {
		var entry int64
		var r currentReading
		var text string
		if err := rows.Scan(&entry, &r.report, &text); err != nil {
			return nil, err
		}
		if earlier, ok := latest[r.report]; ok {
			delete(current, earlier)
		}
		if other, ok := with[text]; !ok {
			with[text] = r.report
		} else if other != r.report {
			shared[text] = true
		}
		latest[r.report], current[entry], texts[entry] = entry, r, text
	}
	for entry, r := range current {
		if r.shares = shared[texts[entry]]; r.shares {
			current[entry] = r
		}
	}
	return current, rows.Err()
}

// incidentNow is an incident with its lead at a position.
type incidentNow struct{ id, lead string }

// standingClaim is where a claim stands.
type standingClaim struct {
	in    *incidentNow
	held  string
	score int
}

// allStanding returns where claims stand, by their keys.
func allStanding(ctx context.Context, q querier, at int64) (map[int64]standingClaim, error) {
	rows, err := q.QueryContext(ctx, "SELECT id, lead, entry FROM incidents WHERE entry < $1 ORDER BY entry", at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	incidents := make(map[string]*incidentNow)
	by := make(map[int64]*incidentNow) // entry
	for rows.Next() {
		var id, lead string
		var entry int64
		if err := rows.Scan(&id, &lead, &entry); err != nil {
			return nil, err
		}
		if incidents[id] == nil {
			incidents[id] = &incidentNow{id: id}
		}
		incidents[id].lead, by[entry] = lead, incidents[id]
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows, err = q.QueryContext(ctx, "SELECT claim, entry, incident, joined, held, score FROM incident_claims WHERE entry < $1 ORDER BY claim, entry DESC", at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	standing := make(map[int64]standingClaim)
	claim := int64(-1)
	var left []int64 // incidents that the claim went out of, from the last back
	for rows.Next() {
		var key, entry, incident int64
		var joined bool
		var c standingClaim
		if err := rows.Scan(&key, &entry, &incident, &joined, &c.held, &c.score); err != nil {
			return nil, err
		}
		if key != claim {
			claim, left = key, left[:0]
		}
		if _, known := standing[key]; known {
			continue
		}
		if !joined {
			left = append(left, incident)
		} else if !slices.Contains(left, incident) {
			if c.in = by[entry]; c.in != nil {
				standing[key] = c
			}
		}
	}
	return standing, rows.Err()
}
