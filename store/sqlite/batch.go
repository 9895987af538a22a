package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// How many rows go into one INSERT: past about fifty, a longer statement saves
// nothing more. Search tables write a piece of index at each statement, and
// merge the pieces later: the fewer the better.
const (
	rowsPerStatement  = 50
	wordsPerStatement = 4000
	wordBytes         = 4 << 20 // of text in one statement, about
)

// runRows is how many rows wait to go into a table in the order of its keys.
// Where keys come in no order, each would else be written to another page: a
// run of them touches every page once. There are some ten such tables, most of
// two numbers a row.
const runRows = 1 << 19

// batch gathers rows and inserts them many to a statement.
type batch struct {
	ctx      context.Context
	tx       *sql.Tx
	pending  map[*into][]any
	pairs    map[*into][][2]int64 // of sorted tables of two numbers
	weight   map[*into]int        // bytes of text that are pending
	full     map[*into]string     // statements of as many rows as the table has in one
	prepared map[string]*sql.Stmt
	err      error
}

func newBatch(ctx context.Context, tx *sql.Tx) *batch {
	return &batch{
		ctx: ctx, tx: tx, pending: make(map[*into][]any), pairs: make(map[*into][][2]int64), weight: make(map[*into]int),
		full: make(map[*into]string), prepared: make(map[string]*sql.Stmt),
	}
}

// add queues one row. Errors are kept for flush.
func (b *batch) add(t *into, values ...any) {
	b.pending[t] = append(b.pending[t], values...)
	most := t.rows
	if t.keyed {
		most = runRows / 4 // they hold texts as well
	}
	if t.search {
		for _, v := range values {
			if s, ok := v.(string); ok {
				b.weight[t] += len(s)
			}
		}
	}
	if len(b.pending[t]) >= t.width*most || b.weight[t] >= wordBytes {
		b.insert(t)
	}
}

// pair queues a row of a sorted table of two numbers.
func (b *batch) pair(t *into, key, row int64) {
	b.pairs[t] = append(b.pairs[t], [2]int64{key, row})
	if len(b.pairs[t]) >= runRows {
		b.insert(t)
	}
}

// insert inserts what is queued for a table.
func (b *batch) insert(t *into) {
	rows := b.pending[t]
	if t.keyed {
		rows = t.sort(rows)
	}
	for each := range slices.Chunk(rows, t.width*t.rows) {
		b.rows(t, each)
	}
	b.pending[t], b.weight[t] = b.pending[t][:0], 0
	pairs := b.pairs[t]
	slices.SortFunc(pairs, func(p, q [2]int64) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) })
	values := make([]any, 0, 2*t.rows)
	for each := range slices.Chunk(pairs, t.rows) {
		values = values[:0]
		for _, p := range each {
			values = append(values, p[0], p[1])
		}
		b.rows(t, values)
	}
	b.pairs[t] = pairs[:0]
}

// rows inserts the rows of one statement.
func (b *batch) rows(t *into, values []any) {
	switch {
	case b.err != nil || len(values) == 0:
	case len(values) < t.width*t.rows:
		_, b.err = b.tx.ExecContext(b.ctx, t.statement(len(values)/t.width), values...)
	default:
		if b.full[t] == "" {
			b.full[t] = t.statement(t.rows)
		}
		b.err = b.exec(b.full[t], values...)
	}
}

// prepare returns a statement that is kept for the rest of the transaction.
func (b *batch) prepare(query string) (*sql.Stmt, error) {
	if stmt := b.prepared[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := b.tx.PrepareContext(b.ctx, query)
	if err == nil {
		b.prepared[query] = stmt
	}
	return stmt, err
}

// exec carries out a statement that comes again and again.
func (b *batch) exec(query string, args ...any) error {
	stmt, err := b.prepare(query)
	if err == nil {
		_, err = stmt.ExecContext(b.ctx, args...)
	}
	return err
}

// flush inserts what is still queued.
func (b *batch) flush() error {
	for _, t := range tables {
		b.insert(t)
	}
	return b.err
}

func (b *batch) close() {
	for _, stmt := range b.prepared {
		stmt.Close()
	}
}
