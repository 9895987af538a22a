package flow

import (
	"context"
	"encoding/json"
	"errors"
	"iter"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/store"
)

// proposeNear records proposals that units which the newest edition of a list
// changed are units of other lists that were lost near them in time and place,
// and returns how many. What was proposed before is left out. A crash before it
// leaves them unproposed until an edition of the list is imported again, be it
// the same.
func (l *Ledger) proposeNear(ctx context.Context, list string, reader unitReader) (n int, err error) {
	_, _, err = l.RecordAll(ctx, func(next int64) iter.Seq2[Draft, error] {
		return func(yield func(Draft, error) bool) {
			sightings, worth, err := l.sightings(ctx, next, list, reader)
			more := true
			if err == nil && worth {
				err = eachBlock(sightings, func(block []link.Sighting, entries map[string]int64) error {
					return l.draftNear(ctx, next, block, entries, func(d Draft) bool {
						n++
						more = more && yield(d, nil)
						return more
					})
				})
			}
			if err := errors.Join(err, sightings.close()); err != nil && more {
				yield(Draft{}, err)
			}
		}
	})
	return n, err
}

// sighting is a unit that was lost at a time and place that somebody tells, as
// it waits outside of memory.
type sighting struct {
	link.Sighting
	Entry int64
}

// sightings gathers the units of all lists that may be near each other, by side
// and family of models. worth is false when there are not two lists of them, or
// nothing has changed.
func (l *Ledger) sightings(ctx context.Context, at int64, list string, reader unitReader) (s sorted, worth bool, err error) {
	s = newSorted()
	editions, err := l.store.Editions(ctx, at)
	if err != nil {
		return s, false, err
	}
	var newest *store.EditionRecord
	others := false
	for i, e := range editions {
		if newest == nil && e.Edition.List == list {
			newest = &editions[i]
		}
		others = others || e.Edition.List != list && e.Edition.Units > 0
	}
	if newest == nil || !others {
		return s, false, nil
	}
	changed, here := make(map[string]bool), false
	err = l.store.LossChanges(ctx, newest.Entry, newest.End, store.LossFilter{}, func(c store.LossEntry) error {
		if placed(c.Record.Unit) {
			changed[c.Record.Unit.ID] = true
		}
		return nil
	})
	if err != nil || len(changed) == 0 {
		return s, false, err
	}
	elsewhere := false
	_, err = l.store.Units(ctx, at, store.LossFilter{}, "", 0, func(u store.UnitRecord) error {
		if !placed(u.Unit) {
			return nil
		}
		here = here || changed[u.Unit.ID]
		for _, row := range u.Unit.Listings {
			elsewhere = elsewhere || row.List != list
		}
		family := reader.units.Family(u.Unit.Model)
		return s.add(u.Unit.Side+"\x00"+family, sighting{link.Sighting{Unit: slim(u.Unit), Family: family, Changed: changed[u.Unit.ID]}, u.Entry})
	})
	return s, here && elsewhere, err
}

func placed(u evidence.Unit) bool { return u.When != nil && u.Place != nil && u.Model != "" }

// slim is what of a unit tells whether another near it may be the same.
func slim(u evidence.Unit) evidence.Unit {
	out := evidence.Unit{ID: u.ID, Side: u.Side, Model: u.Model, Fates: u.Fates, Unordered: u.Unordered, When: u.When, Place: u.Place, Markings: u.Markings}
	for _, l := range u.Listings {
		out.Listings = append(out.Listings, evidence.Listing{List: l.List})
	}
	return out
}

// eachBlock visits the sightings of each side and family together.
func eachBlock(s sorted, visit func(block []link.Sighting, entries map[string]int64) error) error {
	var key string
	var block []link.Sighting
	entries := make(map[string]int64)
	for pair, err := range s.Sorted() {
		if err != nil {
			return err
		}
		if string(pair.Key) != key {
			if err := visit(block, entries); err != nil {
				return err
			}
			key, block = string(pair.Key), block[:0]
			clear(entries)
		}
		var one sighting
		if err := json.Unmarshal(pair.Value, &one); err != nil {
			return err
		}
		block, entries[one.Unit.ID] = append(block, one.Sighting), one.Entry
	}
	return visit(block, entries)
}

// draftNear drafts what is proposed of a block and was not before.
func (l *Ledger) draftNear(ctx context.Context, at int64, block []link.Sighting, entries map[string]int64, draft func(Draft) bool) error {
	for _, p := range link.Near(block) {
		standing, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: p.ID, Limit: 1})
		if err != nil {
			return err
		}
		if len(standing) > 0 {
			continue
		}
		var about []int64
		for _, m := range p.Members {
			about = append(about, entries[m])
		}
		if !draft(Draft{Kind: evidence.ProposalMade, Payload: p, About: about}) {
			return nil
		}
	}
	return nil
}
