package sqlite

import (
	"context"

	"tallystick/evidence"
	"tallystick/store"
)

// Ceasefires lists the truces of registers.
func (s *Store) Ceasefires(ctx context.Context, at int64) ([]store.CeasefireRecord, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload FROM ceasefires c JOIN entries e ON e.number = c.entry
		WHERE c.entry < $1 AND NOT EXISTS (SELECT 1 FROM ceasefires n WHERE n.id = c.id AND n.entry > c.entry AND n.entry < $1)
		ORDER BY c.day, c.id`, at)
	if err != nil {
		return nil, plain(err)
	}
	var list []store.CeasefireRecord
	err = visitEntries(rows, func(e evidence.Entry) error {
		c, err := evidence.Decode[evidence.Ceasefire](e)
		list = append(list, store.CeasefireRecord{Entry: e.Envelope.Number, At: e.Envelope.Time, Ceasefire: c})
		return err
	})
	return list, err
}

// Routes lists the roads that users drew.
func (s *Store) Routes(ctx context.Context, at int64) ([]store.RouteRecord, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload FROM routes r JOIN entries e ON e.number = r.entry
		WHERE r.entry < $1 AND NOT EXISTS (SELECT 1 FROM routes n WHERE n.id = r.id AND n.entry > r.entry AND n.entry < $1)
		ORDER BY r.name, r.id`, at)
	if err != nil {
		return nil, plain(err)
	}
	var list []store.RouteRecord
	err = visitEntries(rows, func(e evidence.Entry) error {
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
