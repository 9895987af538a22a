package sqlite

import (
	"context"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// Unit returns a unit with every entry that made it as it is.
func (s *Store) Unit(ctx context.Context, at int64, id string) (store.UnitHistory, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT u.entry, u.at, e.payload FROM units u JOIN entries e ON e.number = u.entry
		WHERE u.unit = $1 AND u.entry < $2 ORDER BY u.entry`, id, at)
	if err != nil {
		return store.UnitHistory{}, plain(err)
	}
	var h store.UnitHistory
	err = visitLosses(rows, func(l store.LossEntry) error {
		h.Records = append(h.Records, l)
		return nil
	})
	if err != nil {
		return h, err
	}
	if len(h.Records) == 0 {
		return h, store.ErrNotFound
	}
	last := h.Records[len(h.Records)-1]
	h.UnitRecord = store.UnitRecord{Unit: last.Record.Unit, Entry: last.Entry, At: last.At}
	h.Decisions, err = decisionsAbout(ctx, s.read, evidence.SubjectUnit, id)
	return h, plain(err)
}

// UnitsShown returns the ids of the units that an address or file shows.
func (s *Store) UnitsShown(ctx context.Context, at int64, address string) ([]string, error) {
	ids, err := texts(ctx, s.read, `
		SELECT DISTINCT fu.unit FROM files f JOIN file_units fu ON fu.entry = f.entry
		WHERE f.entry < $2 AND (f.hash = $1 OR f.address = $1 AND $1 <> '')`, address, at)
	if err != nil {
		return nil, plain(err)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT u.entry, u.at, e.payload
		FROM shown s JOIN units u ON u.entry = s.entry JOIN entries e ON e.number = u.entry
		WHERE s.address = $1 AND u.entry < $2 AND `+newest("$2"), store.Key(address), at)
	if err != nil {
		return nil, plain(err)
	}
	err = visitLosses(rows, func(l store.LossEntry) error {
		if slices.Contains(l.Record.Unit.Addresses(), address) { // and not another of the same key
			ids = append(ids, l.Record.Unit.ID)
		}
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// LossChanges visits loss.recorded entries.
func (s *Store) LossChanges(ctx context.Context, from, to int64, filter store.LossFilter, visit func(store.LossEntry) error) error {
	condition, buckets := "TRUE", "[]"
	if filter.List != "" || filter.Side != "" || filter.Class != "" || filter.Model != "" || filter.Fates != nil {
		where, args := conditions(filter)
		keys, err := numbers(ctx, s.read, "SELECT id FROM buckets WHERE "+where, args...)
		if err != nil {
			return plain(err)
		}
		condition, buckets = "(u.bucket IN (SELECT value FROM json_each($3)) OR u.was IN (SELECT value FROM json_each($3)))", jsonList(keys)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT u.entry, u.at, e.payload FROM units u JOIN entries e ON e.number = u.entry
		WHERE u.entry >= $1 AND u.entry < $2 AND `+condition+`
		ORDER BY u.entry`, from, to, buckets)
	if err != nil {
		return plain(err)
	}
	return visitLosses(rows, visit)
}

// Listed visits the current units of a list, group by group.
func (s *Store) Listed(ctx context.Context, at int64, list string, visit func(group string, u store.UnitRecord) error) error {
	rows, err := s.read.QueryContext(ctx, `
		SELECT u.entry, u.at, e.payload, l.grp
		FROM listed l JOIN units u ON u.entry = l.entry JOIN entries e ON e.number = u.entry
		WHERE l.list = $1 AND l.entry < $2 AND `+newest("$2")+`
		ORDER BY l.grp, l.unit`, list, at)
	if err != nil {
		return plain(err)
	}
	var group string
	return visitLosses(rows, func(l store.LossEntry) error {
		return visit(group, store.UnitRecord{Unit: l.Record.Unit, Entry: l.Entry, At: l.At})
	}, &group)
}

// UnitDecisions returns what was decided about units, by id.
func (s *Store) UnitDecisions(ctx context.Context) (map[string][]store.DecisionRecord, error) {
	return s.decisionsOn(ctx, evidence.SubjectUnit)
}

// FileDecisions returns what was decided about files of evidence, by hash.
func (s *Store) FileDecisions(ctx context.Context) (map[string][]store.DecisionRecord, error) {
	return s.decisionsOn(ctx, evidence.SubjectFile)
}

func (s *Store) decisionsOn(ctx context.Context, subject string) (map[string][]store.DecisionRecord, error) {
	decided, err := numbers(ctx, s.read, "SELECT entry FROM decisions WHERE subject = $1 ORDER BY entry", subject)
	if err != nil {
		return nil, plain(err)
	}
	byID := make(map[string][]store.DecisionRecord)
	for _, n := range decided {
		d, err := decision(ctx, s.read, n)
		if err != nil {
			return nil, plain(err)
		}
		byID[d.Decision.ID] = append(byID[d.Decision.ID], d)
	}
	return byID, nil
}

// OpenUnitProposals counts the proposals that units are one which nobody had
// decided on.
func (s *Store) OpenUnitProposals(ctx context.Context, at int64) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM proposals p WHERE p.what = $2 AND p.entry < $1 AND "+undecided, at, evidence.SameUnit).Scan(&n)
	return n, plain(err)
}
