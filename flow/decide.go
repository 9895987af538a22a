package flow

import (
	"context"
	"errors"
	"fmt"

	"tallystick/evidence"
	"tallystick/review"
	"tallystick/store"
)

// Decide records a named person's verdict on a claim, a proposal, an edition, a
// unit or an incident, and returns the number of the entry. With a verdict on a proposal that
// units are one it records what becomes of them: accepted, they count as one;
// rejected, they stand for themselves again.
func (l *Ledger) Decide(ctx context.Context, id string, verdict evidence.Verdict, by, reason string) (int64, error) {
	numbers, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		if state, err := l.standing(ctx, next, id); err == nil {
			return l.draftDecided(ctx, next, state, verdict, by, reason)
		} else if state.ID != "" && state.Entry >= 0 {
			return nil, err
		}
		d, about, err := l.decision(ctx, next, id, verdict, by, reason)
		if err != nil {
			return nil, err
		}
		drafts := []Draft{{Kind: evidence.DecisionMade, Payload: d, About: []int64{about}}}
		if d.Subject != evidence.SubjectProposal {
			return drafts, nil
		}
		joined, err := l.draftJoined(ctx, next, d.ID, d.Verdict)
		return append(drafts, joined...), err
	})
	if err != nil {
		return -1, err
	}
	return numbers[0], nil
}

func (l *Ledger) decision(ctx context.Context, at int64, id string, verdict evidence.Verdict, by, reason string) (evidence.Decision, int64, error) {
	claim, err := l.store.Claim(ctx, at, id)
	if err == nil {
		if claim.Stale {
			return evidence.Decision{}, 0, fmt.Errorf("claim %s does not stand in the latest reading of its report; decide the claim that stands there now", id)
		}
		record, err := l.store.Report(ctx, at, claim.Report)
		if err != nil {
			return evidence.Decision{}, 0, err
		}
		d, err := review.Claim(claim.Claim, claim.Report, record.Report.TextHash(), rulings(claim.Decisions, at), verdict, by, reason)
		return d, claim.ReadEntry, err
	}
	if !errors.Is(err, store.ErrNotFound) {
		return evidence.Decision{}, 0, err
	}
	if evidence.ValidHash(id) {
		file, err := l.exhibit(ctx, at, id)
		if err == nil {
			d, err := review.File(id, rulings(file.decisions, at), verdict, by, reason)
			return d, file.Entries[0], err
		}
		if !errors.Is(err, store.ErrNotFound) {
			return evidence.Decision{}, 0, err
		}
	}
	proposals, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: id})
	if err != nil {
		return evidence.Decision{}, 0, err
	}
	for _, p := range proposals {
		d, err := review.Proposal(p.Proposal, rulings(p.Decisions, at), verdict, by, reason)
		return d, p.Entry, err
	}
	editions, err := l.store.Editions(ctx, at)
	if err != nil {
		return evidence.Decision{}, 0, err
	}
	for _, e := range editions {
		if e.Edition.ID() == id {
			d, err := review.Edition(id, rulings(e.Decisions, at), verdict, by, reason)
			return d, e.Entry, err
		}
	}
	unit, err := l.store.Unit(ctx, at, id)
	if err == nil {
		d, err := review.Unit(id, rulings(unit.Decisions, at), verdict, by, reason)
		return d, unit.Entry, err
	}
	if !errors.Is(err, store.ErrNotFound) {
		return evidence.Decision{}, 0, err
	}
	routes, err := l.store.Routes(ctx, at)
	if err != nil {
		return evidence.Decision{}, 0, err
	}
	for _, r := range routes {
		if r.Route.ID == id {
			d, err := review.Route(id, rulings(r.Decisions, at), verdict, by, reason)
			return d, r.Entry, err
		}
	}
	return evidence.Decision{}, 0, fmt.Errorf("no claim, proposal, incident, edition, unit, road or file has the id %q: ids stand on the pages of `tallystick serve`, in `tallystick export claims`, `tallystick losses --csv` and `tallystick access routes list`", id)
}
