package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/store"
)

// relisting walks the recorded units of a list and the rows of a new edition
// side by side, group by group.
type relisting struct {
	*importing
	ctx       context.Context
	at        int64
	fresh     bool // the list has never been there: no id was ever used
	withdrawn map[string]bool
	changed   map[string]store.UnitRecord // of units with rows in several groups: few, somebody merged them
	recorded  int                         // units that the list has
	dropped   int                         // of them, those it has no more
	loose     sorted                      // units that came or went, by what tells a replaced link
	err       error                       // of reading a row
}

// relist drafts what the new edition changes of the list's units. The totals of
// a list alone are no edition of its units: they change none.
func (i *importing) relist(ctx context.Context, at int64, known bool) error {
	i.shown = newSorted()
	if i.staged.listings.n == 0 {
		return nil
	}
	gone, err := i.ledger.store.WithdrawnUnits(ctx, at)
	if err != nil {
		return err
	}
	r := relisting{importing: i, ctx: ctx, at: at, fresh: !known && len(gone) == 0, withdrawn: make(map[string]bool), changed: make(map[string]store.UnitRecord), loose: newSorted()}
	defer r.loose.close()
	for _, id := range gone {
		r.withdrawn[id] = true
	}
	if err := r.groups(); err != nil {
		return err
	}
	if err := r.relink(); err != nil {
		return err
	}
	// A cut-off file, or the wrong one, would drop most of a list. Who names the
	// list says that it is the right one.
	if i.opt.List == "" && r.dropped > 100 && 2*r.dropped > r.recorded {
		return fmt.Errorf("%s %w: of the %d units recorded of %q it lists %d. If it is another list, name it with --list; if it is this one and all its files are there, say so with --list %q",
			names(i.edition.Files), ErrOtherList, r.recorded, i.edition.List, r.recorded-r.dropped, i.edition.List)
	}
	return nil
}

// groups walks both sides in the order of their groups.
func (r *relisting) groups() error {
	was, stop := iter.Pull2(r.listed())
	defer stop()
	now, halt := iter.Pull2(r.staged.listings.Sorted())
	defer halt()
	old, oldErr, more := was()
	r.fresh = r.fresh && !more
	pair, err, rows := now()
	for more || rows {
		if err := errors.Join(oldErr, err, r.ctx.Err()); err != nil {
			return err
		}
		key := string(pair.Key)
		if !rows || more && old.group < key {
			key = old.group
		}
		g := link.Group{List: r.edition.List, Key: key, Merge: r.format.Merge}
		entries := make(map[string]int64)
		for more && old.group == key && oldErr == nil {
			u := r.latest(old.UnitRecord)
			g.Was, entries[u.Unit.ID] = append(g.Was, u.Unit), u.Entry
			old, oldErr, more = was()
		}
		for rows && string(pair.Key) == key && err == nil {
			var row evidence.Listing
			if err = json.Unmarshal(pair.Value, &row); err != nil {
				break
			}
			if g.Now = append(g.Now, row); len(g.Now) > maxGroup {
				return fmt.Errorf("line %d: more than %d rows have the same %s: no list of losses has", row.Line, maxGroup, strings.Replace(key, " ", ": ", 1))
			}
			pair, err, rows = now()
		}
		if err := errors.Join(oldErr, err); err != nil {
			return err
		}
		if err := r.group(g, entries); err != nil {
			return err
		}
	}
	return nil
}

// listedUnit is a recorded unit in one of its groups.
type listedUnit struct {
	group string
	store.UnitRecord
}

func (r *relisting) listed() iter.Seq2[listedUnit, error] {
	return func(yield func(listedUnit, error) bool) {
		enough := errors.New("enough")
		err := r.ledger.store.Listed(r.ctx, r.at, r.edition.List, func(group string, u store.UnitRecord) error {
			if !yield(listedUnit{group, u}, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(listedUnit{}, err)
		}
	}
}

// latest is a unit as this import leaves it so far: one with rows in several
// groups is met in each of them.
func (r *relisting) latest(u store.UnitRecord) store.UnitRecord {
	if changed, ok := r.changed[u.Unit.ID]; ok {
		return changed
	}
	return u
}

// group drafts what changed in one group.
func (r *relisting) group(g link.Group, entries map[string]int64) error {
	done, err := g.Relist(r.read, r.use)
	if err = errors.Join(err, r.err); err != nil {
		return err
	}
	r.edition.Units += done.Listed
	for _, u := range g.Was {
		if u.Counted() {
			r.recorded++
		}
	}
	for _, row := range done.Passed {
		if err := r.addOdd(evidence.Oddity{Line: row.Line, Why: "a unit of which the same is said was withdrawn: it is not taken in again"}); err != nil {
			return err
		}
	}
	changed := make(map[string]bool)
	for _, record := range done.Changes {
		changed[record.Unit.ID] = true
		l := loose{Record: record, Entry: entries[record.Unit.ID]}
		if record.Change == evidence.Removed {
			i := slices.IndexFunc(g.Was, func(u evidence.Unit) bool { return u.ID == record.Unit.ID })
			l.Was = &g.Was[i]
		}
		if key, ok := r.looseKey(l); ok {
			err = r.loose.add(key, l)
		} else {
			err = r.record(record, l.Entry)
		}
		if err != nil {
			return err
		}
	}
	for _, u := range done.Units {
		if changed[u.ID] {
			continue
		}
		if err := r.showUnit(u, entries[u.ID], false); err != nil {
			return err
		}
	}
	return nil
}

// record drafts a change of a unit, which an earlier entry made what it was; 0
// for none.
func (r *relisting) record(record evidence.LossRecord, was int64) error {
	if err := record.Check(); err != nil {
		return err
	}
	var about []int64
	if was > 0 {
		about = append(about, was)
	}
	number, err := r.drafted.add(evidence.LossRecorded, record, about...)
	if err != nil {
		return err
	}
	r.edition.Changes[record.Change]++
	if record.Change == evidence.Removed && record.Was != nil {
		r.dropped++
	}
	if r.severalGroups(record.Unit) {
		r.changed[record.Unit.ID] = store.UnitRecord{Unit: record.Unit, Entry: number}
	}
	if !slices.Contains(record.Unit.Lists(), r.edition.List) {
		return nil
	}
	return r.showUnit(record.Unit, number, true)
}

// severalGroups reports whether the list has a unit in more than one group.
func (r *relisting) severalGroups(u evidence.Unit) bool {
	groups := make(map[string]bool)
	for _, l := range u.Listings {
		if l.List == r.edition.List {
			groups[l.Group()] = true
		}
	}
	_, met := r.changed[u.ID]
	return met || len(groups) > 1
}

func (r *relisting) read(l evidence.Listing) evidence.Unit {
	u, err := r.reader.unit(l)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("line %d: %w", l.Line, err)
	}
	return u
}

// use says what became of the id of a unit.
func (r *relisting) use(id string) (link.Use, error) {
	switch {
	case r.fresh:
		return link.Unused, nil
	case r.withdrawn[id]:
		return link.Withdrawn, nil
	}
	_, err := r.ledger.store.Unit(r.ctx, r.at, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return link.Unused, nil
	case err != nil:
		return link.Unused, err
	}
	return link.Used, nil
}

// showUnit notes a unit under each address that shows it.
func (i *importing) showUnit(u evidence.Unit, entry int64, changed bool) error {
	if !u.Counted() {
		return nil
	}
	slim := evidence.Unit{ID: u.ID, Side: u.Side, Model: u.Model, Fates: u.Fates, Unordered: u.Unordered}
	for _, l := range u.Listings {
		slim.Listings = append(slim.Listings, evidence.Listing{List: l.List, Together: l.Together, Address: l.Address})
	}
	for _, address := range u.Addresses() {
		if err := i.shown.add(address, shownUnit{slim, entry, changed}); err != nil {
			return err
		}
	}
	return nil
}

// shownUnit is what of a unit tells whether another may be the same.
type shownUnit struct {
	Unit    evidence.Unit
	Entry   int64 // that made it as it is
	Changed bool  // by this import
}
