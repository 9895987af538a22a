package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/review"
	"tallystick/store"
)

// Merge records a named person's decision that several incidents are one, and
// what becomes of them: the first goes on. Claims that stand alone can be
// named as well. It returns the number of the decision's entry.
func (l *Ledger) Merge(ctx context.Context, id string, others []string, by, reason string) (int64, error) {
	return l.group(ctx, id, by, reason, func(at int64, state store.IncidentState) ([][]string, error) {
		all := claimsOf(state)
		for _, other := range others {
			more, err := l.toMerge(ctx, at, other)
			if err != nil {
				return nil, err
			}
			for _, claim := range more {
				if !slices.Contains(all, claim) {
					all = append(all, claim)
				}
			}
		}
		if len(all) == len(state.Links) {
			return nil, fmt.Errorf("incident %s holds all of these claims already", id)
		}
		return [][]string{all}, nil
	})
}

// Split records a named person's decision that claims of an incident speak of
// another thing, which they do together. It returns the number of the
// decision's entry.
func (l *Ledger) Split(ctx context.Context, id string, claims []string, by, reason string) (int64, error) {
	return l.group(ctx, id, by, reason, func(_ int64, state store.IncidentState) ([][]string, error) {
		all := claimsOf(state)
		for _, claim := range claims {
			if !slices.Contains(all, claim) {
				return nil, fmt.Errorf("claim %s does not stand in incident %s", claim, id)
			}
		}
		rest := slices.DeleteFunc(all, func(claim string) bool { return slices.Contains(claims, claim) })
		if len(rest) == 0 || len(claims) == 0 {
			return nil, fmt.Errorf("to split incident %s, name some of its %d claims and not all", id, len(state.Links))
		}
		return [][]string{rest, claims}, nil
	})
}

// group records that the claims of an incident stand in groups.
func (l *Ledger) group(ctx context.Context, id, by, reason string, groups func(at int64, state store.IncidentState) ([][]string, error)) (int64, error) {
	numbers, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		state, err := l.standing(ctx, next, id)
		if err != nil {
			return nil, err
		}
		g, err := groups(next, state)
		if err != nil {
			return nil, err
		}
		return l.draftGrouped(ctx, next, state, evidence.Accept, g, by, reason)
	})
	if err != nil {
		return -1, err
	}
	return numbers[0], nil
}

// standing returns an incident that holds claims.
func (l *Ledger) standing(ctx context.Context, at int64, id string) (store.IncidentState, error) {
	state, err := l.store.Incident(ctx, at, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return state, fmt.Errorf("no incident has the id %q", id)
	case err == nil && len(state.Links) == 0 && state.Into != "":
		return state, fmt.Errorf("incident %s is no more: most of its claims stand in %s", id, state.Into)
	case err == nil && len(state.Links) == 0:
		return state, fmt.Errorf("incident %s is no more: its claims stand alone", id)
	}
	return state, err
}

// toMerge returns the claims of an incident, or a claim that stands alone.
func (l *Ledger) toMerge(ctx context.Context, at int64, id string) ([]string, error) {
	if _, err := l.store.Claim(ctx, at, id); err == nil {
		in, err := l.store.IncidentOf(ctx, at, id)
		if err == nil && in != "" {
			err = fmt.Errorf("claim %s stands in incident %s: merge that, or split the claim from it first", id, in)
		}
		return []string{id}, err
	} else if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	state, err := l.standing(ctx, at, id)
	return claimsOf(state), err
}

func claimsOf(state store.IncidentState) []string {
	claims := make([]string, len(state.Links))
	for i, l := range state.Links {
		claims[i] = l.Claim
	}
	return claims
}

// draftDecided drafts a verdict on an incident as it stands: its claims are
// one, or each of them is apart.
func (l *Ledger) draftDecided(ctx context.Context, next int64, state store.IncidentState, verdict evidence.Verdict, by, reason string) ([]Draft, error) {
	groups := [][]string{claimsOf(state)}
	if verdict == evidence.Refuse {
		groups = nil
		for _, claim := range claimsOf(state) {
			groups = append(groups, []string{claim})
		}
	}
	return l.draftGrouped(ctx, next, state, verdict, groups, by, reason)
}

// draftGrouped drafts a decision on an incident and what becomes of those that
// it touches.
func (l *Ledger) draftGrouped(ctx context.Context, next int64, state store.IncidentState, verdict evidence.Verdict, groups [][]string, by, reason string) ([]Draft, error) {
	d, err := review.Incident(state.ID, groups, rulings(state.Decisions, next), verdict, by, reason)
	if err != nil {
		return nil, err
	}
	linked, err := l.draftIncidents(ctx, next, next+1, turn{decided: []evidence.Decision{d}})
	return append([]Draft{{Kind: evidence.DecisionMade, Payload: d, About: []int64{state.Entry}}}, linked...), err
}
