package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"tallystick/store"
)

// few is how many readings or claims are gone through at once; where more pass
// the narrowest part of a filter, claims are gone through by day, as enough of
// them will soon be found.
const few = 1000

// NewestClaims goes out from whichever of the filter's fields the fewest claims
// pass or, where those are many, from the last day backwards.
func (s *Store) NewestClaims(ctx context.Context, at int64, filter store.ClaimFilter, after string, limit int, visit func(store.ClaimRecord) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	q, err := newestQuery(ctx, tx, at, filter)
	if err != nil {
		return plain(err)
	}
	if after != "" {
		day, row, err := standsAt(ctx, tx, at, after)
		if err != nil {
			return plain(found(err))
		}
		q.and("(r.published < ? OR r.published = ? AND k.row < ?)", day, day, row)
	}
	rows, err := q.query(ctx, tx, "r.published DESC, r.entry DESC, k.row DESC", limit)
	if err != nil {
		return plain(err)
	}
	return visitClaims(ctx, tx, rows, visit)
}

// newestQuery writes the query for a filter so that the last claims come first.
func newestQuery(ctx context.Context, tx querier, at int64, f store.ClaimFilter) (*claimSelect, error) {
	q := &claimSelect{}
	traits := wanted(f)
	rare, readings, err := rarest(ctx, tx, traits)
	if err != nil {
		return nil, err
	}
	claims := fmt.Sprintf(" CROSS JOIN claims k ON k.row >= r.entry * %d AND k.row < (r.entry + 1) * %[1]d", store.MaxClaims)
	q.from = "readings r" + claims
	words := store.Words(f.Words)
	worded := 0
	if len(words) > 0 {
		err := tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM claim_words WHERE claim_words MATCH $1 LIMIT $2)", match(words), few).Scan(&worded)
		if err != nil {
			return nil, err
		}
	}
	switch {
	case len(words) > 0 && worded < few && (rare == nil || worded < readings):
		q.from = fmt.Sprintf("(SELECT rowid AS row FROM claim_words WHERE claim_words MATCH ?) w CROSS JOIN claims k ON k.row = w.row CROSS JOIN readings r ON r.entry = k.row / %d", store.MaxClaims)
		q.args = append(q.args, match(words))
		f.Words = ""
	case rare != nil && readings < few:
		q.from = "(SELECT DISTINCT t.entry FROM json_each(?) j CROSS JOIN traits t ON t.trait = j.value) d CROSS JOIN readings r ON r.entry = d.entry" + claims
		q.args = append(q.args, jsonList(rare))
	case f.Outlet != "":
		q.from = "(SELECT DISTINCT report FROM texts WHERE outlet = ?) d CROSS JOIN readings r ON r.report = d.report" + claims
		q.args = append(q.args, f.Outlet)
	}
	q.passing(at, f, traits)
	return q, nil
}

// standsAt returns the day and row by which a claim is ordered.
func standsAt(ctx context.Context, tx querier, at int64, claim string) (day, row int64, err error) {
	position := fmt.Sprint(at)
	err = tx.QueryRowContext(ctx, fmt.Sprintf(`
		SELECT r.published, k.row FROM claim_keys h CROSS JOIN claims k ON k.row = h.row AND k.id = $1 CROSS JOIN readings r ON r.entry = k.row / %d
		WHERE h.key = $2 AND r.entry < %s AND %s AND %s`, store.MaxClaims, position, current("r", position), first(position)), claim, store.ClaimKey(claim)).Scan(&day, &row)
	return day, row, err
}

// NamedPlaces lists places by slug.
func (s *Store) NamedPlaces(ctx context.Context, at int64, after string, limit int) ([]store.Named, error) {
	position := fmt.Sprint(at)
	return s.named(ctx, fmt.Sprintf(`
		SELECT p.slug, min(p.name) FROM places p CROSS JOIN readings r ON r.entry = p.entry
		WHERE p.slug > $1 AND p.entry < %s AND %s GROUP BY p.slug ORDER BY p.slug LIMIT $2`, position, current("r", position)), after, limit)
}

// Outlets lists publishers by slug.
func (s *Store) Outlets(ctx context.Context, at int64, after string, limit int) ([]store.Named, error) {
	return s.named(ctx, fmt.Sprintf(`
		SELECT t.outlet, min(t.publisher) FROM texts t
		WHERE t.outlet > $1 AND t.entry = (SELECT max(entry) FROM texts WHERE report = t.report AND entry < %d) GROUP BY t.outlet ORDER BY t.outlet LIMIT $2`, at), after, limit)
}

func (s *Store) named(ctx context.Context, query, after string, limit int) ([]store.Named, error) {
	rows, err := s.read.QueryContext(ctx, query, after, limit)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var all []store.Named
	for rows.Next() {
		var n store.Named
		if err := rows.Scan(&n.Slug, &n.Name); err != nil {
			return nil, plain(err)
		}
		all = append(all, n)
	}
	return all, plain(rows.Err())
}

// Having looks traits up one by one.
func (s *Store) Having(ctx context.Context, at int64, traits []int64) ([]int64, error) {
	position := fmt.Sprint(at)
	had, err := numbers(ctx, s.read, fmt.Sprintf(`
		SELECT j.value FROM json_each($1) j
		WHERE EXISTS (SELECT 1 FROM traits t CROSS JOIN readings r ON r.entry = t.entry WHERE t.trait = j.value AND t.entry < %s AND %s)`, position, current("r", position)), jsonList(traits))
	return had, plain(err)
}
