package flow

import (
	"errors"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// joined tells of the incidents in which the claims of a decision stand.
func (c *comparison) joined(t store.Turn) error {
	e, err := c.store.Entry(c.ctx, t.Entry)
	if err != nil || e.Withdrawn() {
		return err
	}
	decision, err := evidence.Decode[evidence.Decision](e)
	if err != nil {
		return err
	}
	for _, claim := range slices.Concat(decision.Groups...) {
		in, err := c.store.IncidentOf(c.ctx, c.to, claim)
		if err != nil {
			return err
		}
		if in != "" {
			if err := c.grouped(t, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// grouped tells of an incident by the last entry that bears on it.
func (c *comparison) grouped(t store.Turn, id string) error {
	if c.told[id] {
		return nil
	}
	c.told[id] = true
	after, ok, err := c.now.incident(id)
	if err != nil {
		return err
	}
	if !ok {
		return c.dissolved(t, id)
	}
	change := IncidentChange{Entry: t.Entry, Incident: after}
	before := make(map[string]bool) // claims that the incidents held which these come from
	for _, claim := range after.Claims {
		was, err := c.store.IncidentOf(c.ctx, c.from, claim.ID)
		if err != nil {
			return err
		}
		if was == "" || slices.Contains(change.Others, was) {
			continue
		}
		earlier, ok, err := c.then.incident(was)
		if err != nil {
			return err
		}
		if ok && slices.Contains(claimIDs(earlier), claim.ID) {
			change.Others = append(change.Others, was)
			for _, id := range claimIDs(earlier) {
				before[id] = true
			}
		}
	}
	for _, claim := range after.Claims {
		if !before[claim.ID] {
			change.More++
		}
		delete(before, claim.ID)
	}
	change.Fewer = len(before)
	if err := c.name(&change, before); err != nil || change.Change == "" {
		return err
	}
	c.out.Incidents = append(c.out.Incidents, change)
	return nil
}

// name says what became of an incident from which claims went out.
func (c *comparison) name(change *IncidentChange, gone map[string]bool) error {
	var split []string
	for id := range gone {
		in, err := c.store.IncidentOf(c.ctx, c.to, id)
		if err != nil {
			return err
		}
		if in == "" || in == change.Incident.ID || slices.Contains(split, in) {
			continue
		}
		other, ok, err := c.now.incident(in)
		if err != nil {
			return err
		}
		if ok && slices.Contains(claimIDs(other), id) {
			split = append(split, in)
		}
	}
	slices.Sort(split)
	switch {
	case len(change.Others) == 0:
		change.Change = Arose
	case len(change.Others) > 1:
		change.Change = Merged
	case len(split) > 0:
		change.Change, change.Others = SplitOff, split
	case change.More > 0 && change.Fewer > 0:
		change.Change = Regrouped
	case change.More > 0:
		change.Change = Grew
	case change.Fewer > 0:
		change.Change = Shrank
	}
	if change.Change != Merged && change.Change != SplitOff {
		change.Others = nil
	}
	return nil
}

// dissolved tells the desk of an incident whose claims stand alone now; of one
// whose claims went into another, that one tells.
func (c *comparison) dissolved(t store.Turn, id string) error {
	state, err := c.store.Incident(c.ctx, c.to, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if state.Into != "" {
		return c.grouped(t, state.Into)
	}
	before, ok, err := c.then.incident(id)
	if err != nil || !ok || !c.desk {
		return err
	}
	c.out.Incidents = append(c.out.Incidents, IncidentChange{Entry: t.Entry, Change: Dissolved, Fewer: len(before.Claims), Incident: before})
	return nil
}

// incident returns an incident of its own id as the audience sees it; false
// when it sees nothing of it.
func (g *gatherer) incident(id string) (Incident, bool, error) {
	state, err := g.library.store.Incident(g.ctx, g.at, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && len(state.Links) == 0 {
		return Incident{}, false, nil
	}
	if err != nil {
		return Incident{}, false, err
	}
	gathering, err := g.gather(state)
	if err != nil {
		return Incident{}, false, err
	}
	return g.show(gathering)
}

func claimIDs(i Incident) []string {
	ids := make([]string, len(i.Claims))
	for n, c := range i.Claims {
		ids[n] = c.ID
	}
	return ids
}
