package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"tallystick/ledger"
	"tallystick/store"
)

// derived lists the queries that show every derived row, in a fixed order. The
// words of the search tables are read back through fts5vocab, one row for each
// place where a word stands.
var derived = []struct{ table, query string }{
	{"captures", "SELECT * FROM captures ORDER BY entry"},
	{"texts", "SELECT * FROM texts ORDER BY entry"},
	{"paragraphs", "SELECT * FROM paragraphs ORDER BY print, entry"},
	{"bands", "SELECT * FROM bands ORDER BY band, entry"},
	{"readings", "SELECT * FROM readings ORDER BY entry"},
	{"claims", "SELECT * FROM claims ORDER BY row"},
	{"claim_keys", "SELECT * FROM claim_keys ORDER BY key, row"},
	{"decisions", "SELECT * FROM decisions ORDER BY entry"},
	{"carried", "SELECT * FROM carried ORDER BY entry"},
	{"proposals", "SELECT * FROM proposals ORDER BY entry"},
	{"members", "SELECT * FROM members ORDER BY member, entry"},
	{"withdrawals", "SELECT * FROM withdrawals ORDER BY entry"},
	{"units", "SELECT * FROM units ORDER BY entry"},
	{"buckets", "SELECT * FROM buckets ORDER BY id"},
	{"loss_counts", "SELECT * FROM loss_counts ORDER BY bucket, entry"},
	{"listed", "SELECT * FROM listed ORDER BY list, grp, unit, entry"},
	{"shown", "SELECT * FROM shown ORDER BY address, entry"},
	{"editions", "SELECT * FROM editions ORDER BY entry"},
	{"tallies", "SELECT * FROM tallies ORDER BY entry"},
	{"files", "SELECT * FROM files ORDER BY entry"},
	{"file_units", "SELECT * FROM file_units ORDER BY unit, entry"},
	{"traits", "SELECT * FROM traits ORDER BY trait, entry"},
	{"places", "SELECT * FROM places ORDER BY slug, entry"},
	{"sayings", "SELECT * FROM sayings ORDER BY saying, day, row"},
	{"mentions", "SELECT * FROM mentions ORDER BY row"},
	{"blocks", "SELECT * FROM blocks ORDER BY block, row"},
	{"incidents", "SELECT * FROM incidents ORDER BY entry"},
	{"incident_places", "SELECT * FROM incident_places ORDER BY place, entry"},
	{"incident_claims", "SELECT * FROM incident_claims ORDER BY claim, entry"},
	{"grouped", "SELECT * FROM grouped ORDER BY claim, entry"},
	{"ceasefires", "SELECT * FROM ceasefires ORDER BY entry"},
	{"routes", "SELECT * FROM routes ORDER BY entry"},
	{"gone", "SELECT * FROM gone ORDER BY what, id, taker"},
	{"schema", "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"},
	{"text_words", "SELECT * FROM text_words_docsize ORDER BY id"},
	{"text_words", "SELECT CASE WHEN rtrim(hex(block), '0') <> '' THEN hex(block) END FROM text_words_data WHERE id = 1"}, // how many rows and words, which ranking counts with; all nought is none
	{"text_words", `SELECT term, doc, col, "offset" FROM temp.text_places`},
	{"claim_words", "SELECT * FROM claim_words_docsize ORDER BY id"},
	{"claim_words", "SELECT CASE WHEN rtrim(hex(block), '0') <> '' THEN hex(block) END FROM claim_words_data WHERE id = 1"},
	{"claim_words", `SELECT term, doc, col, "offset" FROM temp.claim_places`},
}

// Derived visits every derived row.
func (s *Store) Derived(ctx context.Context, visit func(table, row string) error) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return plain(err)
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, `
		CREATE VIRTUAL TABLE IF NOT EXISTS temp.text_places USING fts5vocab (main, text_words, instance);
		CREATE VIRTUAL TABLE IF NOT EXISTS temp.claim_places USING fts5vocab (main, claim_words, instance)`)
	if err != nil {
		return plain(err)
	}
	for _, d := range derived {
		if err := visit(d.table, ""); err != nil {
			return err
		}
		if err := visitRows(ctx, conn, d.table, d.query, visit); err != nil {
			return fmt.Errorf("table %s: %w", d.table, plain(err))
		}
	}
	return nil
}

func visitRows(ctx context.Context, q querier, table, query string, visit func(table, row string) error) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]sql.RawBytes, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		var line strings.Builder
		for i, v := range values {
			fmt.Fprintf(&line, "%s=%q ", names[i], v)
		}
		if err := visit(table, line.String()); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Integrity asks SQLite to check its own structures, the search tables'
// among them, and counts entries and tiles: numbers without a gap from 0, and
// of each level exactly the hashes that so many entries make.
func (s *Store) Integrity(ctx context.Context) ([]store.Damage, error) {
	var damage []store.Damage
	say := func(table, why string, args ...any) {
		damage = append(damage, store.Damage{Table: table, Why: fmt.Sprintf(why, args...)})
	}
	lines, err := texts(ctx, s.read, "PRAGMA integrity_check(100)")
	if err != nil {
		say("structure", "%v", err)
	}
	for _, line := range lines {
		if line != "ok" {
			say("structure", "%s", line)
		}
	}
	var count, first, end int64
	err = s.read.QueryRowContext(ctx, "SELECT count(*), coalesce(min(number), 0), coalesce(max(number) + 1, 0) FROM entries").Scan(&count, &first, &end)
	if err != nil {
		say("entries", "%v", err)
		return damage, nil
	}
	if first != 0 || count != end {
		say("entries", "there are %d, numbered from %d to %d", count, first, end-1)
	}
	if err := s.checkTiles(ctx, end, say); err != nil {
		say("tiles", "%v", err)
	}
	return damage, nil
}

// checkTiles compares the tiles that there are, and how many hashes each
// holds, with those of a tree of size entries.
func (s *Store) checkTiles(ctx context.Context, size int64, say func(table, why string, args ...any)) error {
	rows, err := s.read.QueryContext(ctx, "SELECT level, tile, length(hashes) FROM tiles ORDER BY level, tile")
	if err != nil {
		return err
	}
	defer rows.Close()
	tiles, wanted := int64(0), int64(0)
	for n := size; n > 0; n >>= ledger.Height {
		wanted += (n + ledger.Width - 1) / ledger.Width
	}
	for rows.Next() {
		var level, tile, length int64
		if err := rows.Scan(&level, &tile, &length); err != nil {
			return err
		}
		tiles++
		var hashes int64 // of the level, left for this tile
		if level >= 0 && level < 8 && tile >= 0 {
			hashes = min(size>>(ledger.Height*level)-tile*ledger.Width, ledger.Width)
		}
		if hashes <= 0 || length != hashes*tlog.HashSize {
			say("tiles", "tile %d of level %d has %d bytes, want %d", tile, level, length, max(hashes, 0)*tlog.HashSize)
		}
	}
	if tiles != wanted {
		say("tiles", "there are %d tiles, want %d", tiles, wanted)
	}
	return rows.Err()
}

// Snapshot writes the ledger as it stands into a new file, while others may
// be reading and writing.
func (s *Store) Snapshot(ctx context.Context, path string) error {
	_, err := s.read.ExecContext(ctx, "VACUUM INTO $1", path)
	return plain(err)
}
