package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/review"
	"tallystick/store"
)

// apart is what a withdrawal of units makes of those that somebody found, now or
// before, to be one with them.
type apart struct {
	entries []int64               // of others, that repeat what lists say of the units that go
	records []evidence.LossRecord // the others as they stand from then on
}

// part finds what of other units goes with units that are withdrawn: the entries
// that hold their rows too, and all that follow those in the same unit's history,
// since counts go by the whole of it. The others are recorded anew, by their own
// rows and with whatever else they are one with.
func (l *Ledger) part(ctx context.Context, at int64, going []string) (apart, error) {
	c := &cluster{units: make(map[string]store.UnitHistory), accepted: make(map[string][]string)}
	if err := l.reachEver(ctx, at, c, going); err != nil {
		return apart{}, err
	}
	words := make(map[string]bool)
	for _, id := range going {
		for _, row := range ownRows(c.units[id]) {
			words[link.Content(row)] = true
		}
	}
	for id, members := range c.accepted { // what names a unit that goes, goes
		if slices.ContainsFunc(members, func(m string) bool { return slices.Contains(going, m) }) {
			delete(c.accepted, id)
		}
	}
	var done apart
	var sets [][]store.UnitHistory
	tainted := make(map[string]int) // by unit, its first record that holds words of what goes
	for _, set := range c.sets("") {
		if slices.Contains(going, set[0].Unit.ID) {
			continue // each alone: nothing connects it any more
		}
		sets = append(sets, set)
		for _, u := range set {
			i := slices.IndexFunc(u.Records, func(r store.LossEntry) bool {
				return slices.ContainsFunc(r.Record.Unit.Listings, func(row evidence.Listing) bool { return words[link.Content(row)] })
			})
			if i < 0 {
				continue
			}
			tainted[u.Unit.ID] = i
			for _, r := range u.Records[i:] {
				done.entries = append(done.entries, r.Entry)
			}
		}
	}
	drafts, err := l.draftChanges(c, sets, at, evidence.Parted, "a unit that it was found to be one with was withdrawn")
	if err != nil {
		return apart{}, err
	}
	stands := make(map[string]evidence.LossRecord)
	for _, d := range drafts {
		r := d.Payload.(evidence.LossRecord)
		stands[r.Unit.ID] = r
	}
	for id, first := range tainted {
		r, changed := stands[id]
		if !changed { // it had parted before
			r = evidence.LossRecord{Unit: c.units[id].Unit, Change: evidence.Parted, Reason: "its history is told anew: a unit that it was once found to be one with was withdrawn"}
		}
		r.Was = nil
		if first > 0 {
			r.Was = c.units[id].Records[first-1].Record.Now()
		}
		stands[id] = r
	}
	for _, set := range sets {
		for _, u := range set {
			if r, ok := stands[u.Unit.ID]; ok {
				done.records = append(done.records, r)
			}
		}
	}
	return done, nil
}

// reachEver adds units to a cluster, and all that they were ever found to be one
// with.
func (l *Ledger) reachEver(ctx context.Context, at int64, c *cluster, ids []string) error {
	for queue := slices.Clone(ids); len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		if _, seen := c.units[id]; seen || id == "" {
			continue
		}
		u, err := l.store.Unit(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		c.units[id] = u
		for _, r := range u.Records {
			queue = append(queue, r.Record.Unit.Into)
		}
		proposals, err := l.store.Proposals(ctx, at, store.ProposalFilter{What: evidence.SameUnit, Member: id})
		if err != nil {
			return err
		}
		for _, p := range proposals {
			if everAccepted(p.Decisions) {
				queue = append(queue, p.Proposal.Members...)
			}
			if review.InForce(rulings(p.Decisions, at)).Verdict == evidence.Accept {
				c.accepted[p.Proposal.ID] = p.Proposal.Members
			}
		}
	}
	return nil
}

func everAccepted(decisions []store.DecisionRecord) bool {
	return slices.ContainsFunc(decisions, func(d store.DecisionRecord) bool { return d.Decision.Verdict == evidence.Accept })
}

// ownRows returns what lists ever said of a unit itself, as far as other units
// may repeat it: while it was found to be another, and before that.
func ownRows(u store.UnitHistory) (rows []evidence.Listing) {
	joined := false
	for _, r := range u.Records {
		joined = joined || r.Record.Change == evidence.Merged
		if !joined || r.Record.Unit.Into != "" {
			rows = append(rows, r.Record.Unit.Listings...)
		}
	}
	return rows
}

// keepsUnitsOne says that an entry's words alone cannot go, because what units are
// one follows from it.
func (l *Ledger) keepsUnitsOne(ctx context.Context, at, entry int64, proposal string) error {
	found, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: proposal, What: evidence.SameUnit, Limit: 1})
	if err != nil {
		return err
	}
	for _, p := range found {
		if everAccepted(p.Decisions) {
			return fmt.Errorf("entry %d is about units that somebody found to be one, and which units are follows from it: withdraw a unit by its id, %s", entry, p.Proposal.Members[0])
		}
	}
	return nil
}
