package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

// LossCounts counts the units of each bucket: one look into the table for each.
func (s *Store) LossCounts(ctx context.Context, at int64, filter store.LossFilter) ([]store.LossCount, error) {
	where, args := conditions(filter)
	rows, err := s.read.QueryContext(ctx, `
		SELECT lists, side, class, model, history,
			coalesce((SELECT units FROM loss_counts c WHERE c.bucket = b.id AND c.entry < ? ORDER BY c.entry DESC LIMIT 1), 0)
		FROM buckets b WHERE `+where, append([]any{at}, args...)...)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var counts []store.LossCount
	for rows.Next() {
		var c store.LossCount
		if err := rows.Scan(&c.Lists, &c.Side, &c.Class, &c.Model, &c.History, &c.Units); err != nil {
			return nil, plain(err)
		}
		if c.Units > 0 {
			counts = append(counts, c)
		}
	}
	slices.SortFunc(counts, func(a, b store.LossCount) int {
		return cmp.Or(cmp.Compare(a.Lists, b.Lists), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Model, b.Model), cmp.Compare(a.History, b.History))
	})
	return counts, plain(rows.Err())
}

// conditions says in SQL which buckets a filter lets through.
func conditions(f store.LossFilter) (where string, args []any) {
	all := []string{"TRUE"}
	add := func(condition string, arg any) { all, args = append(all, condition), append(args, arg) }
	if f.List != "" {
		add("instr(char(10) || lists || char(10), char(10) || ? || char(10)) > 0", f.List)
	}
	if f.Side != "" {
		add("side = ?", f.Side)
	}
	if f.Class != "" {
		add("class = ?", f.Class)
	}
	if f.Model != "" {
		add("model = ?", f.Model)
	}
	if f.Fates != nil {
		add("history IN (SELECT value FROM json_each(?))", jsonList(f.Fates))
	}
	return strings.Join(all, " AND "), args
}

// jsonList writes a list for SQL's json_each.
func jsonList[T any](list []T) string {
	b, _ := json.Marshal(list) // strings, numbers, and pairs of them
	return string(b)
}

// Units visits units kind by kind: kinds in the order of their names, the units
// of each in that of their ids.
func (s *Store) Units(ctx context.Context, at int64, filter store.LossFilter, after string, limit int, visit func(store.UnitRecord) error) (string, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", plain(err)
	}
	defer tx.Rollback()
	var from kind
	if after != "" {
		if from, err = kindOf(ctx, tx, at, after); err != nil {
			return "", plain(err)
		}
	}
	page := &page{at: at, left: limit, all: limit == 0, visit: visit}
	err = visitKinds(ctx, tx, filter, from, func(k kind) error {
		beyond := ""
		if k.key == from.key && after != "" {
			beyond = after
		}
		return page.add(ctx, tx, k, beyond)
	})
	if errors.Is(err, errFull) {
		return page.last, nil
	}
	return "", plain(err)
}

// kind is the buckets of one side, class and model.
type kind struct {
	key                int64
	side, class, model string
	buckets            []int64
}

// kindOf finds the kind that a unit counts in at a position.
func kindOf(ctx context.Context, q querier, at int64, unit string) (k kind, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT b.kind, b.side, b.class, b.model
		FROM (SELECT bucket FROM units WHERE unit = $1 AND entry < $2 ORDER BY entry DESC LIMIT 1) u JOIN buckets b ON b.id = u.bucket`, unit, at,
	).Scan(&k.key, &k.side, &k.class, &k.model)
	return k, found(err)
}

// visitKinds visits the kinds with buckets that pass the filter, in the order
// of their names, from one on.
func visitKinds(ctx context.Context, q querier, filter store.LossFilter, from kind, visit func(kind) error) error {
	where, args := conditions(filter)
	rows, err := q.QueryContext(ctx, "SELECT id, kind, side, class, model FROM buckets WHERE (side, class, model) >= (?, ?, ?) AND "+where+" ORDER BY side, class, model",
		append([]any{from.side, from.class, from.model}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var k kind
	for rows.Next() {
		var next kind
		var bucket int64
		if err := rows.Scan(&bucket, &next.key, &next.side, &next.class, &next.model); err != nil {
			return err
		}
		if len(k.buckets) > 0 && next.key != k.key {
			if err := visit(k); err != nil {
				return err
			}
			k = kind{}
		}
		next.buckets = append(k.buckets, bucket)
		k = next
	}
	if err := rows.Err(); err != nil || len(k.buckets) == 0 {
		return err
	}
	return visit(k)
}

// page is a part of the units that are asked for.
type page struct {
	at    int64
	left  int // units that may still be visited
	all   bool
	last  string // id of the unit visited last
	visit func(store.UnitRecord) error
}

// errFull says that a page has no room for a unit that is there.
var errFull = errors.New("the page is full")

// add visits the units of a kind in the order of their ids, from the one
// behind an id on.
func (p *page) add(ctx context.Context, q querier, k kind, after string) error {
	limit := -1
	if !p.all {
		limit = p.left + 1
	}
	rows, err := q.QueryContext(ctx, `
		SELECT u.entry, u.at, e.payload
		FROM units u JOIN entries e ON e.number = u.entry
		WHERE u.kind = $1 AND u.unit > $2 AND u.entry < $3 AND u.bucket IN (SELECT value FROM json_each($4)) AND `+newest("$3")+`
		ORDER BY u.unit LIMIT $5`, k.key, after, p.at, jsonList(k.buckets), limit)
	if err != nil {
		return err
	}
	return visitLosses(rows, func(l store.LossEntry) error {
		if !p.all && p.left == 0 {
			return errFull
		}
		p.left, p.last = p.left-1, l.Record.Unit.ID
		return p.visit(store.UnitRecord{Unit: l.Record.Unit, Entry: l.Entry, At: l.At})
	})
}

// newest is the condition that no entry before a position, a parameter of the
// query, says anything newer of unit u.
func newest(at string) string {
	return "NOT EXISTS (SELECT 1 FROM units n WHERE n.unit = u.unit AND n.entry > u.entry AND n.entry < " + at + ")"
}

// visitLosses visits rows of entry, ledger time and payload, and of what else
// is asked for.
func visitLosses(rows *sql.Rows, visit func(store.LossEntry) error, more ...any) error {
	defer rows.Close()
	for rows.Next() {
		var l store.LossEntry
		var at int64
		var payload sql.RawBytes
		if err := rows.Scan(append([]any{&l.Entry, &at, &payload}, more...)...); err != nil {
			return plain(err)
		}
		if err := json.Unmarshal(payload, &l.Record); err != nil {
			return fmt.Errorf("entry %d: %s payload: %w", l.Entry, evidence.LossRecorded, err)
		}
		l.At = time.Unix(at, 0).UTC()
		if err := visit(l); err != nil {
			return err
		}
	}
	return plain(rows.Err())
}
