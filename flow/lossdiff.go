package flow

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/store"
)

// LossDiff is two totals of one question at two positions. The changes between
// them, applied to the first, give the second.
type LossDiff struct {
	From    Headline `json:"from"`
	To      Headline `json:"to"`
	Changes int64    `json:"changes"` // that were visited
}

// LossChange is what one entry added to a total and took from it.
type LossChange struct {
	Entry  int64            `json:"entry"`
	At     time.Time        `json:"at"` // ledger time
	Unit   string           `json:"unit"`
	Change string           `json:"change"`           // one of evidence.Changes
	Reason string           `json:"reason,omitempty"` // for the desk
	Was    *evidence.Bucket `json:"was,omitempty"`    // counted so before; absent when it was not counted in the total
	Now    *evidence.Bucket `json:"now,omitempty"`    // counted so after; absent when it is not counted in the total
}

// Apply adds a change to a total under a rule.
func (t *LossTotal) Apply(rule evidence.FoldRule, c LossChange) {
	if c.Was != nil {
		t.add(rule, c.Was.History, -1)
	}
	if c.Now != nil {
		t.add(rule, c.Now.History, 1)
	}
}

// LossDiff compares the answers to one question at two positions, and visits
// what made the difference: for the desk every entry in its order; for the
// public, which may not see what was said on the way, one change a unit.
func (l *Library) LossDiff(ctx context.Context, from, to int64, q LossQuery, visit func(LossChange) error) (LossDiff, error) {
	var diff LossDiff
	before, err := l.Losses(ctx, from, q)
	if err != nil {
		return diff, err
	}
	after, err := l.Losses(ctx, to, q)
	if err != nil {
		return diff, err
	}
	diff.From, diff.To = before.Total, after.Total
	tell := func(c LossChange) error {
		c.Was, c.Now = q.counted(c.Was), q.counted(c.Now)
		if c.Was == nil && c.Now == nil || c.Was != nil && c.Now != nil && *c.Was == *c.Now {
			return nil
		}
		diff.Changes++
		return visit(c)
	}
	switch {
	case !l.desk:
		err = l.publicDiff(ctx, from, to, tell)
	case from <= to:
		err = l.store.LossMoves(ctx, from, to, func(m store.LossMove) error { return tell(changeOf(m)) })
	default:
		err = l.store.LossMoves(ctx, to, from, func(m store.LossMove) error { return tell(changeOf(m).undone()) })
	}
	return diff, err
}

// counted returns a bucket that a total counts, nil for another.
func (q LossQuery) counted(b *evidence.Bucket) *evidence.Bucket {
	if b == nil || !q.passes(*b) {
		return nil
	}
	return b
}

func changeOf(m store.LossMove) LossChange { return LossChange(m) }

// undone is the change backwards.
func (c LossChange) undone() LossChange {
	c.Was, c.Now = c.Now, c.Was
	return c
}

// publicDiff visits, unit by unit, the net change between what the public sees
// at two positions.
func (l *Library) publicDiff(ctx context.Context, from, to int64, visit func(LossChange) error) error {
	before, err := l.lossView(ctx, from)
	if err != nil {
		return err
	}
	after, err := l.lossView(ctx, to)
	if err != nil {
		return err
	}
	net := make(map[string]LossChange)
	for _, s := range before.shelves {
		at := s.At
		if other, same := after.sameShelf(s); same {
			at = other.At
		} else if err := l.shelfChanges(ctx, s, s.At, 0, net); err != nil { // its lists are seen no more, or beside others
			return err
		}
		if err := l.shelfChanges(ctx, s, s.At, at, net); err != nil {
			return err
		}
	}
	for _, s := range after.shelves {
		if _, same := before.sameShelf(s); !same {
			if err := l.shelfChanges(ctx, s, 0, s.At, net); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Concat(slices.Collect(maps.Keys(before.held)), slices.Collect(maps.Keys(after.held))) {
		delete(net, id)
		_, then := before.held[id]
		if _, now := after.held[id]; then && now { // counted at neither
			continue
		}
		c, err := l.heldChange(ctx, id, before, after)
		if err != nil {
			return err
		}
		if c.Unit != "" {
			net[id] = c
		}
	}
	ids := slices.SortedFunc(maps.Keys(net), func(a, b string) int {
		if net[a].Entry != net[b].Entry {
			return int(net[a].Entry - net[b].Entry)
		}
		return strings.Compare(a, b)
	})
	for _, id := range ids {
		c := net[id]
		for _, b := range []**evidence.Bucket{&c.Was, &c.Now} {
			if *b != nil {
				shown := l.shownBucket(**b)
				*b = &shown
			}
		}
		c.Reason = ""
		if err := visit(c); err != nil {
			return err
		}
	}
	return nil
}

// sameShelf returns the shelf of a view that has the same lists.
func (v lossView) sameShelf(s publish.Shelf) (publish.Shelf, bool) {
	for _, other := range v.shelves {
		if slices.Equal(other.Lists, s.Lists) {
			return other, true
		}
	}
	return publish.Shelf{}, false
}

// shelfChanges adds what changed on a shelf from one position to another, which
// may be the earlier.
func (l *Library) shelfChanges(ctx context.Context, s publish.Shelf, from, to int64, net map[string]LossChange) error {
	on := func(b *evidence.Bucket) *evidence.Bucket {
		if b == nil || !s.Holds(listsOf(*b)) {
			return nil
		}
		return b
	}
	back := map[string]bool{}
	return l.store.LossMoves(ctx, min(from, to), max(from, to), func(m store.LossMove) error {
		c := changeOf(m)
		c.Was, c.Now = on(c.Was), on(c.Now)
		if c.Was == nil && c.Now == nil {
			return nil
		}
		known, ok := net[c.Unit]
		switch {
		case from > to && !back[c.Unit]: // its first entry says how it is counted in the end
			back[c.Unit] = true
			c = c.undone()
			if ok {
				c.Was = known.Was
			}
		case from > to:
			known.Was, known.Entry, known.At = c.Now, c.Entry, c.At
			c = known
		case ok:
			c.Was = known.Was
		}
		net[c.Unit] = c
		return nil
	})
}

// heldChange tells of a unit that is held at one of two positions. At which it
// is held, and that it is, is not told: where it is held it is not counted.
func (l *Library) heldChange(ctx context.Context, id string, before, after lossView) (LossChange, error) {
	var c LossChange
	for i, view := range []lossView{before, after} {
		if _, held := view.held[id]; held {
			continue
		}
		for _, s := range view.shelves {
			u, err := l.store.Unit(ctx, s.At, id)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return c, err
			}
			if err != nil || !view.seen(s, u.Unit) {
				continue
			}
			b := u.Unit.Bucket()
			c.Entry, c.At, c.Unit = u.Entry, u.At, id
			if i == 0 {
				c.Was, c.Change = &b, evidence.Removed
			} else {
				c.Now, c.Change = &b, evidence.Added
			}
			break
		}
	}
	return c, nil
}
