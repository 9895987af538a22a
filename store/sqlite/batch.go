package sqlite

import (
	"context"
	"database/sql"
	"strings"
)

// into is a table that a batch inserts into.
type into struct {
	table   string
	columns string
	width   int
}

var (
	intoEntries    = &into{"entries", "number, envelope, salt, payload", 4}
	intoCaptures   = &into{"captures", "entry, first, at", 3}
	intoTexts      = &into{"texts", "entry, report, capture, title, publisher, language, partial, published", 8}
	intoParagraphs = &into{"paragraphs", "print, entry", 2}
	intoReadings   = &into{"readings", "entry, report, text_hash, reader, claims", 5}
	intoClaims     = &into{"claims", "row, id, offset, size", 4}
	intoDecisions  = &into{"decisions", "entry, subject, id, report", 4}
	intoCarried    = &into{"carried", "entry, report, was, became", 4}
	intoProposals  = &into{"proposals", "entry, id", 2}
	intoMembers    = &into{"members", "entry, member", 2}
	intoTextWords  = &into{"text_words", "rowid, title, body", 3}
	intoClaimWords = &into{"claim_words", "rowid, content", 2}
)

// tables lists the tables of a batch in the order in which they are flushed.
var tables = []*into{intoEntries, intoCaptures, intoTexts, intoParagraphs, intoReadings, intoClaims, intoDecisions, intoCarried, intoProposals, intoMembers, intoTextWords, intoClaimWords}

// rowsPerStatement is how many rows go into one INSERT: past about fifty, a
// longer statement saves nothing more.
const rowsPerStatement = 50

// batch gathers rows and inserts them many to a statement.
type batch struct {
	ctx     context.Context
	tx      *sql.Tx
	pending map[*into][]any
	full    map[*into]*sql.Stmt // statements of rowsPerStatement rows
	err     error
}

func newBatch(ctx context.Context, tx *sql.Tx) *batch {
	return &batch{ctx: ctx, tx: tx, pending: make(map[*into][]any), full: make(map[*into]*sql.Stmt)}
}

// add queues one row. Errors are kept for flush.
func (b *batch) add(t *into, values ...any) {
	b.pending[t] = append(b.pending[t], values...)
	if len(b.pending[t]) < t.width*rowsPerStatement || b.err != nil {
		return
	}
	stmt := b.full[t]
	if stmt == nil {
		if stmt, b.err = b.tx.PrepareContext(b.ctx, t.statement(rowsPerStatement)); b.err != nil {
			return
		}
		b.full[t] = stmt
	}
	_, b.err = stmt.ExecContext(b.ctx, b.pending[t]...)
	b.pending[t] = b.pending[t][:0]
}

// flush inserts what is still queued.
func (b *batch) flush() error {
	for _, t := range tables {
		if rows := len(b.pending[t]) / t.width; rows > 0 && b.err == nil {
			_, b.err = b.tx.ExecContext(b.ctx, t.statement(rows), b.pending[t]...)
			b.pending[t] = b.pending[t][:0]
		}
	}
	return b.err
}

func (b *batch) close() {
	for _, stmt := range b.full {
		stmt.Close()
	}
}

func (t *into) statement(rows int) string {
	one := "(?" + strings.Repeat(", ?", t.width-1) + ")"
	return "INSERT INTO " + t.table + " (" + t.columns + ") VALUES " + one + strings.Repeat(", "+one, rows-1)
}
