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
	intoEntries        = &into{"entries", "number, envelope, salt, payload", 4}
	intoCaptures       = &into{"captures", "entry, first, at", 3}
	intoTexts          = &into{"texts", "entry, report, capture, title, publisher, language, partial, published", 8}
	intoParagraphs     = &into{"paragraphs", "print, entry", 2}
	intoBands          = &into{"bands", "band, entry", 2}
	intoReadings       = &into{"readings", "entry, report, text_hash, reader, published, claims", 6}
	intoClaims         = &into{"claims", "row, id, offset, size, begins, ends", 6}
	intoDecisions      = &into{"decisions", "entry, subject, id, report", 4}
	intoCarried        = &into{"carried", "entry, report, was, became", 4}
	intoProposals      = &into{"proposals", "entry, id, what", 3}
	intoMembers        = &into{"members", "entry, member", 2}
	intoTextWords      = &into{"text_words", "rowid, title, body", 3}
	intoClaimWords     = &into{"claim_words", "rowid, content", 2}
	intoUnits          = &into{"units", "entry, unit, at, kind, bucket, was, change, reason, days, happened", 10}
	intoLossCounts     = &into{"loss_counts", "bucket, entry, delta, units", 4}
	intoListed         = &into{"listed", "list, grp, unit, entry", 4}
	intoShown          = &into{"shown", "address, entry", 2}
	intoEditions       = &into{"editions", "entry, id, last", 3}
	intoTallies        = &into{"tallies", "entry, id, date, stater, list, side, reach", 7}
	intoFiles          = &into{"files", "entry, hash, address", 3}
	intoFileUnits      = &into{"file_units", "unit, entry", 2}
	intoTraits         = &into{"traits", "trait, row", 2}
	intoMentions       = &into{"mentions", "row, claim, mention", 3}
	intoBlocks         = &into{"blocks", "block, row", 2}
	intoIncidents      = &into{"incidents", "entry, id, lead, stands, begins, ends, sides, types", 8}
	intoIncidentPlaces = &into{"incident_places", "place, entry", 2}
	intoIncidentClaims = &into{"incident_claims", "claim, entry, incident, joined, held, score", 6}
	intoGrouped        = &into{"grouped", "claim, entry", 2}
	intoCeasefires     = &into{"ceasefires", "entry, id, day", 3}
	intoRoutes         = &into{"routes", "entry, id, name, file", 4}
)

// tables lists the tables of a batch in the order in which they are flushed.
var tables = []*into{
	intoEntries, intoCaptures, intoTexts, intoParagraphs, intoBands, intoReadings, intoClaims, intoDecisions, intoCarried, intoProposals, intoMembers, intoTextWords, intoClaimWords,
	intoUnits, intoLossCounts, intoListed, intoShown, intoEditions, intoTallies, intoFiles, intoFileUnits,
	intoTraits, intoMentions, intoBlocks, intoIncidents, intoIncidentPlaces, intoIncidentClaims, intoGrouped, intoCeasefires, intoRoutes,
}

// rowsPerStatement is how many rows go into one INSERT: past about fifty, a
// longer statement saves nothing more.
const rowsPerStatement = 50

// batch gathers rows and inserts them many to a statement.
type batch struct {
	ctx      context.Context
	tx       *sql.Tx
	pending  map[*into][]any
	full     map[*into]string // statements of rowsPerStatement rows
	prepared map[string]*sql.Stmt
	err      error
}

func newBatch(ctx context.Context, tx *sql.Tx) *batch {
	return &batch{ctx: ctx, tx: tx, pending: make(map[*into][]any), full: make(map[*into]string), prepared: make(map[string]*sql.Stmt)}
}

// add queues one row. Errors are kept for flush.
func (b *batch) add(t *into, values ...any) {
	b.pending[t] = append(b.pending[t], values...)
	if len(b.pending[t]) < t.width*rowsPerStatement || b.err != nil {
		return
	}
	if b.full[t] == "" {
		b.full[t] = t.statement(rowsPerStatement)
	}
	b.err = b.exec(b.full[t], b.pending[t]...)
	b.pending[t] = b.pending[t][:0]
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
		if rows := len(b.pending[t]) / t.width; rows > 0 && b.err == nil {
			_, b.err = b.tx.ExecContext(b.ctx, t.statement(rows), b.pending[t]...)
			b.pending[t] = b.pending[t][:0]
		}
	}
	return b.err
}

func (b *batch) close() {
	for _, stmt := range b.prepared {
		stmt.Close()
	}
}

// statement inserts rows. One that fails need not take back its first rows, for
// the whole transaction is undone: OR FAIL spares the journal that it would be
// done from.
func (t *into) statement(rows int) string {
	one := "(?" + strings.Repeat(", ?", t.width-1) + ")"
	return "INSERT OR FAIL INTO " + t.table + " (" + t.columns + ") VALUES " + one + strings.Repeat(", "+one, rows-1)
}
