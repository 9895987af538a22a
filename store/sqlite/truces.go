package sqlite

import (
	"context"
	"fmt"

	"tallystick/evidence"
	"tallystick/store"
)

// Ceasefires lists the truces of registers.
func (s *Store) Ceasefires(ctx context.Context, at int64) (list []store.CeasefireRecord, err error) {
	err = s.visitNewest(ctx, at, "ceasefires", "t.day, t.id", func(e evidence.Entry) error {
		c, err := evidence.Decode[evidence.Ceasefire](e)
		list = append(list, store.CeasefireRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, Ceasefire: c})
		return err
	})
	return list, err
}

// Routes lists the roads that users drew.
func (s *Store) Routes(ctx context.Context, at int64) (list []store.RouteRecord, err error) {
	err = s.visitNewest(ctx, at, "routes", "t.name, t.id", func(e evidence.Entry) error {
		r, err := evidence.Decode[evidence.Route](e)
		list = append(list, store.RouteRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, Route: r})
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Decisions, err = decisionsAbout(ctx, s.read, evidence.SubjectRoute, list[i].Route.ID); err != nil {
			return nil, plain(err)
		}
	}
	return list, nil
}

// visitNewest visits, of a table t that holds records by id, the last of each.
func (s *Store) visitNewest(ctx context.Context, at int64, table, order string, visit func(evidence.Entry) error) error {
	rows, err := s.read.QueryContext(ctx, fmt.Sprintf(`
		SELECT e.number, e.envelope, e.salt, e.payload FROM %[1]s t JOIN entries e ON e.number = t.entry
		WHERE t.entry < $1 AND NOT EXISTS (SELECT 1 FROM %[1]s n WHERE n.id = t.id AND n.entry > t.entry AND n.entry < $1)
		ORDER BY %s`, table, order), at)
	if err != nil {
		return plain(err)
	}
	return visitEntries(rows, visit)
}
