package sqlite

import (
	"cmp"
	"slices"
	"strings"
)

// into is a table that a batch inserts into.
type into struct {
	table   string
	columns string
	width   int
	rows    int  // to a statement
	keyed   bool // rows wait, and go in in the order of their first two columns, the table's key
	search  bool // each statement writes a piece of a word index
}

func table(name, columns string) *into {
	return &into{table: name, columns: columns, width: 1 + strings.Count(columns, ","), rows: rowsPerStatement}
}

// keyedTable is a table of which the rows come in no order of its key.
func keyedTable(name, columns string) *into {
	t := table(name, columns)
	t.keyed = true
	return t
}

func searchTable(name, columns string) *into {
	t := table(name, columns)
	t.rows, t.search = wordsPerStatement, true
	return t
}

var (
	intoEntries        = table("entries", "number, envelope, salt, payload")
	intoCaptures       = table("captures", "entry, first, at")
	intoTexts          = table("texts", "entry, report, capture, title, publisher, outlet, language, partial, published, prints")
	intoParagraphs     = keyedTable("paragraphs", "print, entry")
	intoBands          = keyedTable("bands", "band, entry")
	intoReadings       = table("readings", "entry, report, text_hash, reader, published, claims")
	intoClaims         = table("claims", "row, key, id, offset, size, begins, ends, traits")
	intoClaimKeys      = keyedTable("claim_keys", "key, row")
	intoDecisions      = table("decisions", "entry, subject, id, report, accepts")
	intoCarried        = table("carried", "entry, report, was, became")
	intoProposals      = table("proposals", "entry, id, what")
	intoMembers        = keyedTable("members", "member, entry")
	intoTextWords      = searchTable("text_words", "rowid, title, body")
	intoClaimWords     = searchTable("claim_words", "rowid, content")
	intoUnits          = table("units", "entry, unit, at, kind, bucket, was, change, reason, days, happened")
	intoLossCounts     = table("loss_counts", "bucket, entry, delta, units")
	intoListed         = table("listed", "list, grp, unit, entry")
	intoShown          = table("shown", "address, entry")
	intoEditions       = table("editions", "entry, id, last")
	intoTallies        = table("tallies", "entry, id, date, stater, list, side, reach")
	intoFiles          = table("files", "entry, hash, address")
	intoFileUnits      = table("file_units", "unit, entry")
	intoTraits         = keyedTable("traits", "trait, entry")
	intoPlaces         = keyedTable("places", "slug, entry, name")
	intoSayings        = keyedTable("sayings", "saying, day, row")
	intoMentions       = table("mentions", "row, mention")
	intoBlocks         = keyedTable("blocks", "block, row")
	intoIncidents      = table("incidents", "entry, id, lead, stands, begins, ends, sides, types, contested, dated")
	intoIncidentPlaces = keyedTable("incident_places", "place, entry")
	intoIncidentClaims = keyedTable("incident_claims", "claim, entry, incident, joined, held, score")
	intoGrouped        = keyedTable("grouped", "claim, entry")
	intoCeasefires     = table("ceasefires", "entry, id, day")
	intoRoutes         = table("routes", "entry, id, name, file")
)

// tables lists the tables of a batch in the order in which they are flushed.
var tables = []*into{
	intoEntries, intoCaptures, intoTexts, intoParagraphs, intoBands, intoReadings, intoClaims, intoClaimKeys, intoDecisions, intoCarried, intoProposals, intoMembers, intoTextWords, intoClaimWords,
	intoUnits, intoLossCounts, intoListed, intoShown, intoEditions, intoTallies, intoFiles, intoFileUnits,
	intoTraits, intoPlaces, intoSayings, intoMentions, intoBlocks, intoIncidents, intoIncidentPlaces, intoIncidentClaims, intoGrouped, intoCeasefires, intoRoutes,
}

// sort puts rows in the order of their first two columns, each a number or a text.
func (t *into) sort(rows []any) []any {
	order := make([][]any, 0, len(rows)/t.width)
	for row := range slices.Chunk(rows, t.width) {
		order = append(order, row)
	}
	slices.SortFunc(order, func(a, b []any) int {
		for i := range 2 {
			switch v := a[i].(type) {
			case int64:
				if c := cmp.Compare(v, b[i].(int64)); c != 0 {
					return c
				}
			case string:
				if c := cmp.Compare(v, b[i].(string)); c != 0 {
					return c
				}
			}
		}
		return 0
	})
	return slices.Concat(order...)
}

// statement inserts rows. One that fails need not take back its first rows, for
// the whole transaction is undone: OR FAIL spares the journal that it would be
// done from.
func (t *into) statement(rows int) string {
	one := "(?" + strings.Repeat(", ?", t.width-1) + ")"
	return "INSERT OR FAIL INTO " + t.table + " (" + t.columns + ") VALUES " + one + strings.Repeat(", "+one, rows-1)
}
