package flow

import (
	"encoding/json"
	"fmt"

	"tallystick/evidence"
	"tallystick/link"
)

// loose is a unit that was removed from its group, or added to it. It waits
// until all groups have been seen: where the list has replaced a link, the unit
// has left one group and come into another.
type loose struct {
	Record evidence.LossRecord
	Was    *evidence.Unit // as it was recorded, of a removed one
	Entry  int64          // that made it so
}

// looseKey is what the two halves of a replaced link agree in: side, model,
// number and fate. ok is false for what is no such half: a unit without number
// or address, with an id of the list's own, or with more than one row.
func (r *relisting) looseKey(l loose) (key string, ok bool) {
	u := l.Record.Unit
	switch {
	case r.fresh:
		return "", false
	case l.Record.Change == evidence.Removed:
		u = *l.Was
	case l.Record.Change != evidence.Added:
		return "", false
	}
	if u.Into != "" || len(u.Listings) != 1 {
		return "", false
	}
	row := u.Listings[0]
	return fmt.Sprintf("%s\x00%s\x00%d\x00%s", u.Side, u.Model, row.Number, u.History()), row.Number > 0 && row.Address != "" && row.Entry == ""
}

// relink drafts what has waited. One unit that was removed and one that was
// added with the same side, model, number and fate are one, shown by another
// link: had the list dropped the first, the next in its order would have its
// number, and not one that is new.
func (r *relisting) relink() error {
	var key string
	var held []loose
	several := false // more than two have the key
	for pair, err := range r.loose.Sorted() {
		var l loose
		if err == nil {
			err = json.Unmarshal(pair.Value, &l)
		}
		if err == nil && (string(pair.Key) != key || len(held) == 2) {
			several = string(pair.Key) == key
			err = r.settle(held, several)
			key, held = string(pair.Key), held[:0]
		}
		if err != nil {
			return err
		}
		held = append(held, l)
		if several {
			if err := r.settle(held, true); err != nil {
				return err
			}
			held = held[:0]
		}
	}
	return r.settle(held, several)
}

// settle drafts what has waited under one key.
func (r *relisting) settle(held []loose, several bool) error {
	if !several && len(held) == 2 && (held[0].Was == nil) != (held[1].Was == nil) {
		gone, come := held[0], held[1]
		if gone.Was == nil {
			gone, come = come, gone
		}
		return r.record(link.Relinked(*gone.Was, come.Record.Unit), gone.Entry)
	}
	for _, l := range held {
		if err := r.record(l.Record, l.Entry); err != nil {
			return err
		}
	}
	return nil
}
