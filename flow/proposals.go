package flow

import (
	"context"
	"errors"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/review"
	"tallystick/store"
)

// proposals returns what joins a report with others, as the audience may see
// it: the public sees a proposal once it is accepted and every report in it is
// public.
func (l *Library) proposals(ctx context.Context, at int64, report string) ([]publish.Proposal, error) {
	records, err := l.store.Proposals(ctx, at, store.ProposalFilter{Member: report})
	if err != nil {
		return nil, err
	}
	var shown []publish.Proposal
	for _, r := range records {
		p, visible, err := l.proposal(ctx, at, report, r)
		if err != nil {
			return nil, err
		}
		if visible {
			shown = append(shown, p)
		}
	}
	return shown, nil
}

func (l *Library) proposal(ctx context.Context, at int64, report string, r store.ProposalRecord) (publish.Proposal, bool, error) {
	p := publish.Proposal{Proposal: r.Proposal, Entry: r.Entry, State: publish.Unreviewed}
	standing := review.InForce(rulings(r.Decisions, at))
	switch standing.Verdict {
	case evidence.Accept:
		p.State, p.Accepts = publish.Accepted, inForce(standing, r.Decisions)
	case evidence.Refuse:
		p.State, p.Rejects = publish.Rejected, inForce(standing, r.Decisions)
	}
	refused := review.InForce(rulings(r.Decisions, 1<<62)).Verdict == evidence.Refuse
	if !l.desk && (p.State != publish.Accepted || refused) {
		return p, false, nil
	}
	for _, member := range r.Proposal.Members {
		if member == report {
			continue
		}
		other, err := l.alone(ctx, at, member)
		var withdrawn *WithdrawnError
		switch {
		case errors.Is(err, store.ErrNotFound), errors.As(err, &withdrawn):
			return p, false, nil
		case err != nil:
			return p, false, err
		}
		p.Others = append(p.Others, publish.Other{ID: member, Title: other.Title})
	}
	return p, true, nil
}
