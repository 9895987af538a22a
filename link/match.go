package link

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Content writes down all that a list says in a row: two rows with the same
// content say the same. Where the row stands in its file is no part of it.
func Content(row evidence.Listing) string {
	row.Line = 0
	b, err := json.Marshal(row)
	if err != nil {
		panic(err) // strings and numbers
	}
	return string(b)
}

func compareRows(a, b evidence.Listing) int {
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Status, b.Status), cmp.Compare(Content(a), Content(b)), cmp.Compare(a.Line, b.Line))
}

// slot is a recorded unit with the rows of the group that are its own, rather
// than those of a unit that was found to be it.
type slot struct {
	unit   evidence.Unit
	piece  *piece // nil when it has no rows of its own
	found  *piece // what the new edition has of it; nil when it was removed
	copies []int  // slots of units that were found to be it, whose rows it has as well
}

// slots returns the group's recorded units in the order of their ids.
func (g Group) slots() []*slot {
	was := slices.SortedFunc(slices.Values(g.Was), func(a, b evidence.Unit) int { return cmp.Compare(a.ID, b.ID) })
	slots := make([]*slot, len(was))
	for i, u := range was {
		slots[i] = &slot{unit: u}
	}
	for _, s := range slots {
		own := g.rows(s.unit)
		for i, other := range slots {
			if other.unit.Into != s.unit.ID {
				continue
			}
			if rest, ok := without(own, g.rows(other.unit)); ok {
				own, s.copies = rest, append(s.copies, i)
			}
		}
		if len(own) > 0 {
			s.piece = newPiece(own...)
		}
	}
	return slots
}

// rows returns what this list says of the unit in this group.
func (g Group) rows(u evidence.Unit) []evidence.Listing {
	var rows []evidence.Listing
	for _, l := range u.Listings {
		if g.holds(l) {
			rows = append(rows, l)
		}
	}
	return rows
}

func (g Group) holds(l evidence.Listing) bool { return l.List == g.List && l.Group() == g.Key }

// without takes rows out of others, when all of them are there.
func without(from, rows []evidence.Listing) (rest []evidence.Listing, ok bool) {
	rest = slices.Clone(from)
	for _, row := range rows {
		content := Content(row)
		i := slices.IndexFunc(rest, func(r evidence.Listing) bool { return Content(r) == content })
		if i < 0 {
			return nil, false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return rest, true
}

// levels say what a recorded and a listed unit have to agree in to be taken for
// the same, the surest first.
var levels = []func(row evidence.Listing, u evidence.Unit) string{
	func(row evidence.Listing, u evidence.Unit) string {
		return fmt.Sprint(model(u), "\n", u.History(), "\n", row.Number)
	},
	func(_ evidence.Listing, u evidence.Unit) string { return fmt.Sprint(model(u), "\n", u.History()) },
	func(row evidence.Listing, u evidence.Unit) string { return fmt.Sprint(model(u), "\n", row.Number) },
	func(_ evidence.Listing, u evidence.Unit) string { return model(u) },
	func(_ evidence.Listing, u evidence.Unit) string { return string(u.History()) },
	func(evidence.Listing, evidence.Unit) string { return "" },
}

func model(u evidence.Unit) string { return u.Side + "\n" + u.Model }

// pair finds for each slot what the new edition has of it. Where several agree
// equally, they are paired in the order of number and content.
func pair(slots []*slot, now []*piece, read func(evidence.Listing) evidence.Unit) {
	was := make([]*slot, 0, len(slots))
	for _, s := range slots {
		if s.piece != nil {
			was = append(was, s)
		}
	}
	slices.SortStableFunc(was, func(a, b *slot) int { return comparePieces(a.piece, b.piece) })
	match(was, now, func(p *piece) string { return p.content })
	match(was, now, func(p *piece) string { return strings.Join(withoutNumbers(p.rows), "\n") })
	for _, level := range levels {
		match(was, now, func(p *piece) string { return level(p.rows[0], p.read(read)) })
	}
}

// match pairs what is left over on both sides and has the same key.
func match(was []*slot, now []*piece, key func(*piece) string) {
	if !slices.ContainsFunc(was, func(s *slot) bool { return s.found == nil }) {
		return
	}
	free := make(map[string][]*piece)
	for _, p := range now {
		if !p.taken {
			k := key(p)
			free[k] = append(free[k], p)
		}
	}
	for _, s := range was {
		if s.found != nil {
			continue
		}
		k := key(s.piece)
		if len(free[k]) > 0 {
			s.found, free[k] = free[k][0], free[k][1:]
			s.found.taken = true
		}
	}
}

// renew gives each recorded unit the rows that the new edition has of it, and
// says what changed.
func (g Group) renew(slots []*slot, read func(evidence.Listing) evidence.Unit) Relisted {
	var done Relisted
	for _, s := range slots {
		rows := current(slots, s, make(map[*slot]bool))
		u := renewed(s.unit, g.replace(s.unit.Listings, rows), read)
		if len(rows) > 0 {
			done.Units = append(done.Units, u)
		}
		if change, reason := g.differ(s.unit, u); change != "" {
			record := evidence.LossRecord{Unit: u, Change: change, Reason: reason}
			if s.unit.Counted() {
				b := s.unit.Bucket()
				record.Was = &b
			}
			done.Changes = append(done.Changes, record)
		}
	}
	return done
}

// replace puts rows in the place of those of the group. What says the same
// stays as it is.
func (g Group) replace(listings, rows []evidence.Listing) []evidence.Listing {
	var kept, was []evidence.Listing
	at := -1
	for _, l := range listings {
		if !g.holds(l) {
			kept = append(kept, l)
			continue
		}
		if was = append(was, l); at < 0 {
			at = len(kept)
		}
	}
	if rest, ok := without(was, rows); ok && len(rest) == 0 {
		return listings
	}
	return slices.Insert(kept, max(at, 0), rows...)
}

// current returns the rows that a slot's unit has in the group from now on: its
// own, and those of the units that were found to be it.
func current(slots []*slot, s *slot, seen map[*slot]bool) []evidence.Listing {
	if seen[s] {
		return nil
	}
	seen[s] = true
	var rows []evidence.Listing
	if s.found != nil {
		rows = append(rows, s.found.rows...)
	}
	for _, i := range s.copies {
		rows = append(rows, current(slots, slots[i], seen)...)
	}
	return rows
}

// renewed tells a unit anew from what lists say of it. One that no list has any
// more stays as it was told last.
func renewed(u evidence.Unit, listings []evidence.Listing, read func(evidence.Listing) evidence.Unit) evidence.Unit {
	if len(listings) == 0 {
		u.Listings = nil
		return u
	}
	fresh := Combine(listings, read)
	fresh.ID, fresh.Into, fresh.Markings = u.ID, u.Into, first(u.Markings, fresh.Markings)
	return fresh
}

// told writes down what is said of a unit, but for where rows stand in their
// files, and by which rules they were read.
func told(u evidence.Unit) string {
	u.Listings, u.Rules = slices.Clone(u.Listings), nil
	for i := range u.Listings {
		u.Listings[i].Line = 0
	}
	b, err := json.Marshal(u)
	if err != nil { // a coordinate that is no number
		return fmt.Sprintf("%+v", u)
	}
	return string(b)
}
