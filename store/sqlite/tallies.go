package sqlite

import (
	"context"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// Tallies visits the tallies that pass the filter.
func (s *Store) Tallies(ctx context.Context, at int64, filter store.TallyFilter, visit func(store.TallyRecord) error) error {
	rows, err := s.read.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload
		FROM tallies t JOIN entries e ON e.number = t.entry
		WHERE t.entry < $1
			AND t.date >= $2 AND ($3 = '' OR t.date <= $3)
			AND ($4 = '' OR t.stater = $4) AND ($5 = '' OR t.list = $5) AND ($6 = '' OR t.side = $6) AND ($7 = '' OR t.reach = $7)
			AND NOT EXISTS (SELECT 1 FROM tallies n WHERE n.id = t.id AND n.entry > t.entry AND n.entry < $1)
		ORDER BY t.date, t.stater, t.id`,
		at, filter.From, filter.To, filter.By, filter.List, filter.Of, filter.Reach)
	if err != nil {
		return plain(err)
	}
	return visitEntries(rows, func(e evidence.Entry) error {
		t, err := evidence.Decode[evidence.Tally](e)
		if err != nil {
			return err
		}
		if filter.Class != "" && !slices.ContainsFunc(t.Parts, func(p evidence.Part) bool { return p.Class == filter.Class }) {
			return nil
		}
		return visit(store.TallyRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, Tally: t})
	})
}

// Files lists the evidence that was added about a unit, or all.
func (s *Store) Files(ctx context.Context, at int64, unit string) ([]store.FileRecord, error) {
	return s.files(ctx, "$2 = '' OR EXISTS (SELECT 1 FROM file_units WHERE unit = $2 AND entry = f.entry)", at, unit)
}

// FilesAt lists the evidence that was found at an address.
func (s *Store) FilesAt(ctx context.Context, at int64, address string) ([]store.FileRecord, error) {
	return s.files(ctx, "f.address = $2 AND $2 <> ''", at, address)
}

func (s *Store) files(ctx context.Context, condition string, at int64, of string) ([]store.FileRecord, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload
		FROM files f JOIN entries e ON e.number = f.entry
		WHERE f.entry < $1 AND (`+condition+`)
		ORDER BY f.entry DESC`, at, of)
	if err != nil {
		return nil, plain(err)
	}
	var list []store.FileRecord
	err = visitEntries(rows, func(e evidence.Entry) error {
		f, err := evidence.Decode[evidence.File](e)
		list = append(list, store.FileRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, File: f})
		return err
	})
	return list, err
}

// WithdrawnUnits lists the ids of the units withdrawn up to a position.
func (s *Store) WithdrawnUnits(ctx context.Context, at int64) ([]string, error) {
	return s.gone(ctx, at, goneUnit)
}

// WithdrawnFiles lists the hashes of the files withdrawn up to a position.
func (s *Store) WithdrawnFiles(ctx context.Context, at int64) ([]string, error) {
	return s.gone(ctx, at, goneFile)
}

func (s *Store) gone(ctx context.Context, at int64, what string) ([]string, error) {
	ids, err := texts(ctx, s.read, "SELECT DISTINCT id FROM gone WHERE what = $1 AND taker < $2 ORDER BY id", what, at)
	return ids, plain(err)
}
