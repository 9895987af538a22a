package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/review"
	"tallystick/store"
)

// maxJoined is the most units that may be found to be one, directly or by way
// of others.
const maxJoined = 1000

// draftJoined drafts what a verdict on a proposal that units are one makes of
// them; the verdict itself is the entry at the position. Which units are one
// follows from the proposals that are accepted alone, in whatever order that was:
// all that accepted proposals connect are one unit, the one that was recorded
// first.
func (l *Ledger) draftJoined(ctx context.Context, at int64, id string, verdict evidence.Verdict) ([]Draft, error) {
	c, err := l.cluster(ctx, at, id)
	if err != nil || c == nil {
		return nil, err
	}
	if verdict == evidence.Accept {
		for _, member := range c.proposed {
			if _, ok := c.units[member]; !ok {
				return nil, fmt.Errorf("proposal %s cannot be accepted: the ledger no longer holds unit %s, which it names", id, member)
			}
		}
		return l.draftChanges(c, c.sets(""), at, evidence.Merged, fmt.Sprintf("proposal %s was accepted", id))
	}
	return l.draftChanges(c, c.sets(id), at, evidence.Parted, fmt.Sprintf("proposal %s was rejected", id))
}

// cluster is units that proposals connect.
type cluster struct {
	proposed []string                     // members of the proposal in question
	units    map[string]store.UnitHistory // by id
	accepted map[string][]string          // members by proposal, of those in force and the one in question
}

// cluster finds what the members of a proposal are connected with, as if it were
// accepted; nothing when it is not about units.
func (l *Ledger) cluster(ctx context.Context, at int64, id string) (*cluster, error) {
	found, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: id, What: evidence.SameUnit})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	members := found[0].Proposal.Members
	c := &cluster{proposed: members, units: make(map[string]store.UnitHistory), accepted: map[string][]string{id: members}}
	return c, l.reach(ctx, at, c, members)
}

// reach adds units to a cluster, and all that accepted proposals connect with
// them.
func (l *Ledger) reach(ctx context.Context, at int64, c *cluster, ids []string) error {
	seen := make(map[string]bool)
	for queue := slices.Clone(ids); len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		if seen[id] {
			continue
		}
		if seen[id] = true; len(seen) > maxJoined {
			return fmt.Errorf("more than %d units would be one: no unit is listed so often. Reject some of the proposals that connect them", maxJoined)
		}
		u, err := l.store.Unit(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) { // withdrawn
			continue
		}
		if err != nil {
			return err
		}
		c.units[id] = u
		proposals, err := l.store.Proposals(ctx, at, store.ProposalFilter{What: evidence.SameUnit, Member: id})
		if err != nil {
			return err
		}
		for _, p := range proposals {
			if review.InForce(rulings(p.Decisions, at)).Verdict == evidence.Accept {
				c.accepted[p.Proposal.ID] = p.Proposal.Members
				queue = append(queue, p.Proposal.Members...)
			}
		}
	}
	return nil
}

// sets returns which of the units are one when all proposals but one are
// accepted: in each set the unit that was recorded first comes first.
func (c *cluster) sets(but string) [][]store.UnitHistory {
	root := make(map[string]string, len(c.units))
	for id := range c.units {
		root[id] = id
	}
	var find func(id string) string
	find = func(id string) string {
		if root[id] != id {
			root[id] = find(root[id])
		}
		return root[id]
	}
	for proposal, members := range c.accepted {
		if proposal == but {
			continue
		}
		members = slices.DeleteFunc(slices.Clone(members), func(m string) bool { _, ok := c.units[m]; return !ok })
		for _, m := range members {
			root[find(m)] = find(members[0])
		}
	}
	bySet := make(map[string][]store.UnitHistory)
	for id, u := range c.units {
		bySet[find(id)] = append(bySet[find(id)], u)
	}
	earliest := func(a, b store.UnitHistory) int {
		return cmp.Or(cmp.Compare(a.Records[0].Entry, b.Records[0].Entry), cmp.Compare(a.Unit.ID, b.Unit.ID))
	}
	var sets [][]store.UnitHistory
	for _, set := range bySet {
		slices.SortFunc(set, earliest)
		sets = append(sets, set)
	}
	slices.SortFunc(sets, func(a, b []store.UnitHistory) int { return earliest(a[0], b[0]) })
	return sets
}

// draftChanges drafts the units that stand otherwise once each set is one unit.
func (l *Ledger) draftChanges(c *cluster, sets [][]store.UnitHistory, decision int64, change, why string) ([]Draft, error) {
	reader := l.unitReader("")
	var drafts []Draft
	for _, set := range sets {
		found := make([]link.Found, len(set))
		for i, u := range set {
			found[i] = link.Found{Unit: u.Unit, Copies: c.copies(u.Unit.ID)}
		}
		joined := link.Join(found, func(row evidence.Listing) evidence.Unit {
			u := reader.units.Unit(row)
			u.Side = first(u.Side, set[0].Unit.Side) // as it was said when the list was imported
			return u
		})
		for i, is := range joined {
			was := set[i].Unit
			if link.Told(was, is) {
				continue
			}
			record := evidence.LossRecord{Unit: is, Change: change, Reason: why + ": " + standsAs(is, len(set)-1)}
			if was.Counted() {
				b := was.Bucket()
				record.Was = &b
			}
			if err := record.Check(); err != nil {
				return nil, err
			}
			drafts = append(drafts, Draft{Kind: evidence.LossRecorded, Payload: record, About: []int64{decision, set[i].Entry}})
		}
	}
	return drafts, nil
}

// copies returns the units that are recorded as found to be one.
func (c *cluster) copies(id string) []evidence.Unit {
	var all []evidence.Unit
	for _, u := range c.units {
		if u.Unit.Into == id {
			all = append(all, u.Unit)
		}
	}
	slices.SortFunc(all, func(a, b evidence.Unit) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// standsAs tells a reader what became of a unit that others may be one with.
func standsAs(u evidence.Unit, others int) string {
	switch {
	case u.Into != "":
		return fmt.Sprintf("it is unit %s, and counted as that", u.Into)
	case others == 0:
		return "it stands for itself"
	case others == 1:
		return "it is one with another unit, and counted for both"
	}
	return fmt.Sprintf("it is one with %d other units, and counted for all", others)
}
