package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// ClaimsLike finds the rows of the claims that pass the filter, going out from
// whichever of its fields the fewest claims pass, and then cuts the claims out
// of their payloads.
func (s *Store) ClaimsLike(ctx context.Context, at int64, filter store.ClaimFilter, cursor string, limit int, visit func(store.ClaimRecord) error) (string, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", plain(err)
	}
	defer tx.Rollback()
	q, err := claimQuery(ctx, tx, at, filter)
	if err != nil {
		return "", plain(err)
	}
	if cursor != "" {
		var day, row int64
		if n, err := fmt.Sscanf(cursor, "%d.%d", &day, &row); n != 2 || err != nil {
			return "", fmt.Errorf("%w: %q is no cursor of a list of claims", store.ErrNotFound, cursor)
		}
		q.and("(r.published, k.row) > (?, ?)", day, row)
	}
	found, err := q.rows(ctx, tx, limit)
	if err != nil {
		return "", plain(err)
	}
	if limit > 0 && len(found) > limit {
		found = found[:limit]
		cursor = fmt.Sprintf("%d.%d", found[limit-1].published, found[limit-1].row)
	} else {
		cursor = ""
	}
	return cursor, visitClaims(ctx, tx, found, visit)
}

// LatestClaims goes through the claims that say a thing from the last published
// on.
func (s *Store) LatestClaims(ctx context.Context, at int64, says string, limit int) ([]store.ClaimPlace, error) {
	position := fmt.Sprint(at)
	rows, err := s.read.QueryContext(ctx, fmt.Sprintf(`
		SELECT k.id, r.report FROM sayings s CROSS JOIN claims k ON k.row = s.row CROSS JOIN readings r ON r.entry = s.row / %d
		WHERE s.saying = ? AND r.entry < %s AND %s AND %s ORDER BY s.day DESC, s.row DESC LIMIT ?`, store.MaxClaims, position, current("r", position), first(position)), store.SaysTrait(says), limit)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.ClaimPlace
	for rows.Next() {
		var c store.ClaimPlace
		if err := rows.Scan(&c.Claim, &c.Report); err != nil {
			return nil, plain(err)
		}
		list = append(list, c)
	}
	return list, plain(rows.Err())
}

// claimRow is where a claim stands.
type claimRow struct {
	row       int64
	report    string
	published int64 // day
}

// claimSelect is a query for rows of claims k in readings r.
type claimSelect struct {
	from       string
	conditions []string
	args       []any
}

func (q *claimSelect) and(condition string, args ...any) {
	q.conditions, q.args = append(q.conditions, condition), append(q.args, args...)
}

// rows returns one row more than the limit, all for 0, in the order of
// publication.
func (q *claimSelect) rows(ctx context.Context, tx querier, limit int) ([]claimRow, error) {
	if limit++; limit == 1 {
		limit = -1
	}
	return q.query(ctx, tx, "r.published, k.row", limit)
}

// query returns so many rows in an order, all for -1.
func (q *claimSelect) query(ctx context.Context, tx querier, order string, limit int) ([]claimRow, error) {
	rows, err := tx.QueryContext(ctx, "SELECT k.row, r.report, r.published FROM "+q.from+" WHERE "+strings.Join(q.conditions, " AND ")+" ORDER BY "+order+" LIMIT ?", append(q.args, limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []claimRow
	for rows.Next() {
		var r claimRow
		if err := rows.Scan(&r.row, &r.report, &r.published); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

// claimQuery writes the query for a filter.
func claimQuery(ctx context.Context, tx querier, at int64, f store.ClaimFilter) (*claimSelect, error) {
	q := &claimSelect{}
	traits := wanted(f)
	rare, _, err := rarest(ctx, tx, traits)
	if err != nil {
		return nil, err
	}
	claims := fmt.Sprintf(" CROSS JOIN claims k ON k.row >= r.entry * %d AND k.row < (r.entry + 1) * %[1]d", store.MaxClaims)
	q.from = "readings r" + claims
	switch {
	case len(f.Reports) > 0:
		q.and("r.report IN (SELECT value FROM json_each(?))", jsonList(f.Reports))
	case rare != nil:
		q.from = "(SELECT DISTINCT t.entry FROM json_each(?) j CROSS JOIN traits t ON t.trait = j.value) d CROSS JOIN readings r ON r.entry = d.entry" + claims
		q.args = append(q.args, jsonList(rare))
	}
	q.passing(at, f, traits)
	return q, nil
}

// passing adds the conditions of a filter on claims k of readings r.
func (q *claimSelect) passing(at int64, f store.ClaimFilter, traits [][]int64) {
	for _, either := range traits {
		var one []string
		var args []any
		for _, trait := range either {
			one, args = append(one, "instr(k.traits, ?)"), append(args, traitBytes([]int64{trait}))
		}
		q.and("("+strings.Join(one, " OR ")+")", args...)
	}
	if words := store.Words(f.Words); len(words) > 0 {
		q.and("+k.row IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)", match(words)) // the plus keeps it from being looked up once more for each reading
	} else if f.Words != "" {
		q.and("FALSE")
	}
	if f.From != "" {
		q.and("k.ends >= ?", store.Day(f.From))
	}
	if f.To != "" {
		q.and("k.begins <= ? AND k.begins > ?", store.Day(f.To), store.NoDay)
	}
	position := fmt.Sprint(at)
	if f.Outlet != "" {
		q.and("(SELECT t.outlet FROM texts t WHERE t.report = r.report AND t.entry < "+position+" ORDER BY t.entry DESC LIMIT 1) = ?", f.Outlet)
	}
	if f.Decided {
		q.and("EXISTS (SELECT 1 FROM readings o CROSS JOIN decisions x ON x.report = o.report WHERE o.text_hash = r.text_hash)")
		q.and("(EXISTS (SELECT 1 FROM decisions x WHERE x.id = k.id AND x.entry < " + position + ") OR EXISTS (SELECT 1 FROM carried x WHERE x.became = k.id AND x.entry < " + position + "))")
	}
	q.and("r.entry < " + position + " AND " + current("r", position) + " AND " + first(position))
}

// wanted returns the traits that a filter asks for: one of each list.
func wanted(f store.ClaimFilter) (all [][]int64) {
	list := func(names []string, trait func(string) int64) {
		var one []int64
		for _, n := range names {
			one = append(one, trait(n))
		}
		if len(one) > 0 {
			all = append(all, one)
		}
	}
	list(f.Stances, store.StanceTrait)
	list(f.Types, store.TypeTrait)
	if f.Says != "" {
		list([]string{f.Says}, store.SaysTrait)
	}
	if f.Side != "" {
		list([]string{f.Side}, store.SideTrait)
	}
	if f.Place != "" {
		list([]string{f.Place}, store.PlaceTrait)
	}
	if f.Speaker != "" {
		all = append(all, []int64{store.SideTrait(f.Speaker), store.SpeakerTrait(f.Speaker)})
	}
	if f.Named != "" {
		list([]string{f.Named}, store.NamedTrait)
	}
	if f.Actor != "" {
		all = append(all, []int64{store.SideTrait(f.Actor), store.SpeakerTrait(f.Actor), store.NamedTrait(f.Actor)})
	}
	return all
}

// rarest returns the list of traits that the fewest readings have, as far as
// counting goes, nil for none, and how many readings those are.
func rarest(ctx context.Context, tx querier, all [][]int64) (rare []int64, fewest int, err error) {
	const far = 10_000
	for _, traits := range all {
		var n int
		err := tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM json_each($1) j CROSS JOIN traits t ON t.trait = j.value LIMIT $2)", jsonList(traits), far).Scan(&n)
		if err != nil {
			return nil, 0, err
		}
		if rare == nil || n < fewest {
			rare, fewest = traits, n
		}
	}
	return rare, fewest, nil
}

// visitClaims cuts claims out of the payloads of their readings; of those next
// to one another of one reading the payload is read once.
func visitClaims(ctx context.Context, tx querier, rows []claimRow, visit func(store.ClaimRecord) error) error {
	list := make([]int64, len(rows))
	for i, r := range rows {
		list[i] = r.row
	}
	decided, err := decisionsOn(ctx, tx, rowsIn, jsonList(list))
	if err != nil {
		return plain(err)
	}
	var read evidence.Entry
	for _, r := range rows {
		if n := r.row / store.MaxClaims; n != read.Envelope.Number || read.Payload == nil {
			var err error
			if read, err = entry(ctx, tx, n); err != nil {
				return plain(err)
			}
		}
		var id string
		var offset, size int
		if err := tx.QueryRowContext(ctx, "SELECT id, offset, size FROM claims WHERE row = $1", r.row).Scan(&id, &offset, &size); err != nil {
			return plain(err)
		}
		c := store.ClaimRecord{Report: r.report, ReadEntry: read.Envelope.Number, ReadAt: read.Envelope.Time}
		if err := json.Unmarshal(read.Payload[offset:offset+size], &c.Claim); err != nil {
			return fmt.Errorf("entry %d: claim %s: %w", c.ReadEntry, id, err)
		}
		c.Decisions = decided[id]
		if err := visit(c); err != nil {
			return err
		}
	}
	return nil
}

// Replies visits the claims that answer a claim, or that it answers: they
// stand in the same reading.
func (s *Store) Replies(ctx context.Context, at int64, claim string, visit func(store.ClaimRecord) error) error {
	c, err := s.Claim(ctx, at, claim)
	if err != nil {
		return err
	}
	record, err := s.Report(ctx, at, c.Report)
	if err != nil {
		return err
	}
	for _, other := range record.Claims {
		if other.Claim.RespondsTo == claim || c.Claim.RespondsTo != "" && other.Claim.ID == c.Claim.RespondsTo {
			if err := visit(other); err != nil {
				return err
			}
		}
	}
	return nil
}
