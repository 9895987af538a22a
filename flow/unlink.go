package flow

import (
	"context"
	"fmt"
	"slices"

	"tallystick/evidence"
)

// draftUnlinked drafts what a withdrawal of entries does to incidents: claims
// of readings that go leave them, decisions on them stand on without the
// words and claims that go, and what is left of an incident is said anew. The
// first draft will be the entry next; the store is at position at.
func (l *Ledger) draftUnlinked(ctx context.Context, at, next int64, gone []int64, by string) ([]Draft, error) {
	t := turn{withdrawn: gone}
	var decisions []evidence.Entry
	for _, n := range gone {
		e, err := l.store.Entry(ctx, n)
		if err != nil {
			return nil, err
		}
		if e.Withdrawn() {
			continue
		}
		switch e.Envelope.Kind {
		case evidence.ReportRead:
			r, err := evidence.Decode[evidence.Reading](e)
			if err != nil {
				return nil, err
			}
			for _, c := range r.Claims {
				t.gone = append(t.gone, c.ID)
			}
		case evidence.IncidentRecorded:
			r, err := evidence.Decode[evidence.IncidentRecord](e)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(t.restate, r.ID) {
				t.restate = append(t.restate, r.ID)
			}
		case evidence.DecisionMade:
			decisions = append(decisions, e)
		}
	}
	drafts, err := l.draftInstead(ctx, at, decisions, t.gone, by)
	if err != nil {
		return nil, err
	}
	for _, d := range drafts {
		t.decided = append(t.decided, d.Payload.(evidence.Decision))
	}
	linked, err := l.draftIncidents(ctx, at, next+int64(len(drafts)), t)
	return append(drafts, linked...), err
}

// draftInstead drafts, in place of decisions on incidents, ones that say the
// same of the claims that stay, as far as no later decision does.
func (l *Ledger) draftInstead(ctx context.Context, at int64, decisions []evidence.Entry, gone []string, by string) ([]Draft, error) {
	var drafts []Draft
	for _, e := range decisions {
		d, err := evidence.Decode[evidence.Decision](e)
		if err != nil {
			return nil, err
		}
		if d.Subject != evidence.SubjectIncident {
			continue
		}
		later, err := l.store.Groupings(ctx, at, slices.Concat(d.Groups...))
		if err != nil {
			return nil, err
		}
		goes := func(claim string) bool {
			if slices.Contains(gone, claim) {
				return true
			}
			for _, r := range later {
				if r.Entry > e.Envelope.Number && slices.Contains(slices.Concat(r.Decision.Groups...), claim) {
					return true
				}
			}
			return false
		}
		var groups [][]string
		for _, g := range d.Groups {
			if g = slices.DeleteFunc(slices.Clone(g), goes); len(g) > 0 {
				groups = append(groups, g)
			}
		}
		if len(groups) == 0 {
			continue
		}
		d.Groups, d.By, d.Reason = groups, by, fmt.Sprintf("stands in for entry %d, whose words were withdrawn", e.Envelope.Number)
		drafts = append(drafts, Draft{Kind: evidence.DecisionMade, Payload: d, About: []int64{e.Envelope.Number}})
	}
	return drafts, nil
}
