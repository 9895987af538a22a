package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/store"
)

// maxShown is the most units of one address that are looked at: beyond
// link.MaxMembers they are only counted.
const maxShown = 4 * link.MaxMembers

// propose drafts which of the units that one address shows may be one, where
// this import changed any of them.
func (i *importing) propose(ctx context.Context, at int64) error {
	others, err := i.otherLists(ctx, at)
	if err != nil {
		return err
	}
	var address string
	var here []shownUnit
	n := 0
	for pair, err := range i.shown.Sorted() {
		if err != nil {
			return err
		}
		if string(pair.Key) != address {
			if err := i.proposeAt(ctx, at, address, here, n, others); err != nil {
				return err
			}
			address, here, n = string(pair.Key), here[:0], 0
		}
		if n++; n > maxShown {
			continue
		}
		var u shownUnit
		if err := json.Unmarshal(pair.Value, &u); err != nil {
			return err
		}
		here = append(here, u)
	}
	return i.proposeAt(ctx, at, address, here, n, others)
}

// otherLists reports whether another list was ever imported.
func (i *importing) otherLists(ctx context.Context, at int64) (bool, error) {
	editions, err := i.ledger.store.Editions(ctx, at)
	for _, e := range editions {
		if e.Edition.List != i.edition.List && e.Edition.Units > 0 {
			return true, err
		}
	}
	return false, err
}

// proposeAt drafts the proposals about the units of one address, of which there
// are n.
func (i *importing) proposeAt(ctx context.Context, at int64, address string, shown []shownUnit, n int, others bool) error {
	var here, elsewhere []evidence.Unit
	entries := make(map[string]int64)
	changed := false
	for _, s := range shown {
		here = append(here, s.Unit)
		entries[s.Unit.ID] = s.Entry
		changed = changed || s.Changed
	}
	if !changed || n < 2 && !others {
		return nil
	}
	if others {
		more, err := i.elsewhere(ctx, at, address, entries)
		if err != nil {
			return err
		}
		elsewhere = more
	}
	proposals, crowd := link.SameUnits(here, elsewhere)
	if crowd > 0 {
		return i.addOdd(evidence.Oddity{Raw: address, Why: fmt.Sprintf("%d units are listed with this address: too many to propose that they are one", max(crowd, n))})
	}
	for _, p := range proposals {
		standing, err := i.ledger.store.Proposals(ctx, at, store.ProposalFilter{ID: p.ID})
		if err != nil {
			return err
		}
		if len(standing) > 0 {
			continue
		}
		var about []int64
		for _, member := range p.Members {
			about = append(about, entries[member])
		}
		if _, err := i.drafted.add(evidence.ProposalMade, p, about...); err != nil {
			return err
		}
	}
	return nil
}

// elsewhere returns the units that an address shows and this list does not
// have, and notes their entries.
func (i *importing) elsewhere(ctx context.Context, at int64, address string, entries map[string]int64) ([]evidence.Unit, error) {
	ids, err := i.ledger.store.UnitsShown(ctx, at, address)
	if err != nil {
		return nil, err
	}
	var found []evidence.Unit
	for _, id := range ids[:min(len(ids), maxShown)] {
		if _, ok := entries[id]; ok {
			continue
		}
		u, err := i.ledger.store.Unit(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if lists := u.Unit.Lists(); len(lists) == 1 && lists[0] == i.edition.List {
			continue // it had the address before
		}
		entries[id] = u.Entry
		found = append(found, u.Unit)
	}
	return found, nil
}
