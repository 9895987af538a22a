package flow

import (
	"context"
	"errors"
	"slices"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/review"
	"tallystick/store"
)

// goneOther tells of a withdrawal that took no report. The public is told of it
// when anybody had decided on what went, or a list that it sees held it; of what
// it was, no more than the log itself shows.
func (l *Library) goneOther(ctx context.Context, t store.Turn, c *Correction) (bool, error) {
	e, err := l.store.Entry(ctx, t.Entry)
	if err != nil {
		return false, err
	}
	editions, err := l.editions(ctx, t.Entry)
	if err != nil {
		return false, err
	}
	held := trails{l, editions}
	seen := l.desk
	for _, n := range e.Envelope.About {
		taken, err := l.store.Entry(ctx, n)
		if err != nil {
			return false, err
		}
		kind := taken.Envelope.Kind
		seen = seen || kind == evidence.DecisionMade
		if edition, ok := held.edition(n); ok && edition.Withheld(l.policy, c.At) == "" {
			seen = true
		}
		if !slices.Contains(c.Kinds, kind) {
			c.Kinds = append(c.Kinds, kind)
		}
	}
	slices.Sort(c.Kinds)
	c.Change = Withdrawn
	if e.Withdrawn() {
		return seen, nil
	}
	w, err := evidence.Decode[evidence.Withdrawal](e)
	c.By = w.By
	if l.desk {
		c.Reason = w.Reason
	}
	return seen, err
}

// rejoined tells of a verdict on a proposal that changed which units or reports
// are held to be one.
func (l *Library) rejoined(ctx context.Context, at int64, t store.Turn, d evidence.Decision, c *Correction) (bool, error) {
	found, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: t.ID})
	if err != nil || len(found) == 0 {
		return false, err
	}
	was := review.InForce(rulings(found[0].Decisions, t.Entry)).Verdict
	if was == d.Verdict {
		return false, nil
	}
	if !l.desk {
		c.Reason = "" // nothing keeps it from naming people
	}
	members := found[0].Proposal.Members
	if found[0].Proposal.What == evidence.SameOrigin {
		c.Change = Copied
		if d.Verdict == evidence.Refuse {
			c.Change = Unlike
		}
		// A proposal holds until somebody rejects it.
		return (was == evidence.Refuse) != (d.Verdict == evidence.Refuse) && l.bothSeen(ctx, at, members, c), nil
	}
	c.Change = Joined
	if d.Verdict == evidence.Refuse {
		c.Change = Parted
		if was != evidence.Accept {
			return false, nil
		}
	}
	return l.unitsSeen(ctx, at, t.Entry, members, c)
}

// bothSeen adds those of some reports that the audience sees, and reports
// whether they are two or more.
func (l *Library) bothSeen(ctx context.Context, at int64, reports []string, c *Correction) bool {
	for _, id := range reports {
		if h, err := l.headline(ctx, at, id); err == nil && h != nil {
			c.Reports = append(c.Reports, *h)
		}
	}
	return len(c.Reports) > 1
}

// unitsSeen adds those of some units that the audience sees now, and reports
// whether it could see any of them joined or apart before: two that were
// counted, or one that stood for several.
func (l *Library) unitsSeen(ctx context.Context, at, before int64, units []string, c *Correction) (bool, error) {
	view, err := l.lossView(ctx, before)
	if err != nil {
		return false, err
	}
	counted, needed := 0, 2
	if c.Change == Parted {
		needed = 1
	}
	for _, id := range units {
		seen, err := l.counted(ctx, view, id, c.At)
		if err != nil {
			return false, err
		}
		if seen {
			counted++
		}
		_, err = l.Unit(ctx, at, id)
		switch {
		case err == nil:
			c.Units = append(c.Units, id)
		case !errors.Is(err, store.ErrNotFound):
			return false, err
		}
	}
	return counted >= needed, nil
}

// unshown tells of a file of evidence that was rejected after it could be seen.
func (l *Library) unshown(ctx context.Context, t store.Turn, c *Correction) (bool, error) {
	c.Change = Unshown
	e, err := exhibitOf(ctx, l.store, t.Entry, t.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	e = e.with(e.decisions, t.Entry)
	if l.desk {
		c.File = t.ID
		return len(e.Accepts) > 0, nil
	}
	c.Reason = "" // nothing keeps it from naming people
	if (publish.File{File: e.File, First: e.First, Accepts: e.Accepts}).Withheld(l.policy, c.At) != "" {
		return false, nil
	}
	view, err := l.lossView(ctx, t.Entry)
	if err != nil {
		return false, err
	}
	for _, id := range e.Units {
		if seen, err := l.counted(ctx, view, id, c.At); err != nil || seen {
			return seen, err
		}
	}
	return false, nil
}

// unmapped tells of a road that was rejected after it could be seen.
func (l *Library) unmapped(ctx context.Context, t store.Turn, c *Correction) (bool, error) {
	c.Change = Unmapped
	records, err := l.store.Routes(ctx, t.Entry)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(records, func(r store.RouteRecord) bool { return r.Route.ID == t.ID })
	if i < 0 {
		return false, nil
	}
	road := roadOf(records[i], t.Entry)
	road.Refused = false
	if l.desk {
		c.Road = road.Name
		return len(road.Accepts) > 0, nil
	}
	c.Reason = "" // nothing keeps it from naming people or places
	return road.Withheld(l.policy, c.At) == "", nil
}

// retied tells of a claim that the audience sees, and which meant another truce
// or answered another claim before somebody decided.
func (l *Library) retied(ctx context.Context, at int64, t store.Turn, c *Correction) (bool, error) {
	if !l.desk {
		c.Reason = "" // nothing keeps it from naming people
	}
	claim, report, err := l.Claim(ctx, at, t.ID)
	var withdrawn *WithdrawnError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	tie := l.meansAt
	if c.Change = Retied; t.Subject == evidence.SubjectAnswer {
		c.Change, tie = Reanswers, l.answersAt
	}
	if c.From, err = tie(ctx, t.Entry, t.ID); err != nil || c.From == "" {
		return false, err
	}
	if c.To, err = tie(ctx, t.Entry+1, t.ID); err != nil || c.To == c.From {
		return false, err
	}
	h := report.Headline()
	c.Became, c.Report = []publish.Claim{claim}, &h
	for _, id := range []*string{&c.From, &c.To} {
		if seen, err := l.tieSeen(ctx, at, t.Subject, *id); err != nil {
			return false, err
		} else if !seen {
			*id = ""
		}
	}
	return true, nil
}

// tieSeen reports whether the audience sees a truce or claim.
func (l *Library) tieSeen(ctx context.Context, at int64, subject, id string) (bool, error) {
	if id == "" {
		return false, nil
	}
	if subject == evidence.SubjectTruce {
		known, err := l.Ceasefires(ctx, at, CeasefireQuery{})
		return slices.ContainsFunc(known.Ceasefires, func(t Ceasefire) bool { return t.ID == id }), err
	}
	_, _, err := l.Claim(ctx, at, id)
	var withdrawn *WithdrawnError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		return false, nil
	}
	return err == nil, err
}

// meansAt returns the truce that the audience saw a claim mean; "" for none.
func (l *Library) meansAt(ctx context.Context, at int64, claim string) (string, error) {
	known, err := l.Ceasefires(ctx, at, CeasefireQuery{})
	if err != nil {
		return "", err
	}
	for _, t := range known.Ceasefires {
		for _, k := range t.Links {
			if k.Claim == claim && k.Earlier == 0 {
				return t.ID, nil
			}
		}
	}
	return "", nil
}

// answersAt returns the claim that the audience saw a claim answer; "" for none.
func (l *Library) answersAt(ctx context.Context, at int64, claim string) (string, error) {
	i, err := l.Incident(ctx, at, claim)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	for _, r := range i.Replies {
		if r.Claim == claim {
			return r.To, err
		}
	}
	return "", err
}
