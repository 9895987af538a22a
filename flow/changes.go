package flow

import (
	"context"
	"errors"
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/store"
)

// Changes is what a stretch of the log changed in what an audience sees, the
// last first.
type Changes struct {
	Came      []ReportCame
	Withdrawn []store.Tombstone
	Claims    []ClaimChange
	Truces    []ClaimChange // of claims that speak of a truce
	Access    []ClaimChange // of roads, crossings, and who holds a place
	Incidents []IncidentChange
	Lists     []publish.Edition // that came to be seen, or whose state changed; with the last stretch alone
	Roads     []publish.Road    // likewise
	Next      int64             // the stretch before begins below this entry; 0 when there is none
}

// ReportCame is a report that was not seen before.
type ReportCame struct {
	Entry int64 // that brought it: its text or, for the public, the acceptance of one of its claims
	publish.Headline
	Claims, Unreviewed int
}

// ClaimChange is a claim that was decided, or came with its report.
type ClaimChange struct {
	Entry int64
	publish.Claim
	Report publish.Headline
}

// What became of an incident.
const (
	Arose     = "arose"
	Grew      = "grew"   // claims came in
	Shrank    = "shrank" // claims went out
	Regrouped = "regrouped"
	Merged    = "merged" // it holds claims of several that were apart
	SplitOff  = "split"  // claims of it stand in another now
	Dissolved = "dissolved"
)

// IncidentChange is what became of an incident. Of a dissolved one, Incident
// is as it was.
type IncidentChange struct {
	Entry       int64
	Change      string // one of the above
	More, Fewer int    // claims that came in and went out
	Incident    Incident
	Others      []string // ids of those that it was made of, or that were split from it
}

// mostTurns bounds the entries that one call of Changes looks at.
const mostTurns = 60

// comparison walks through a stretch of the log and tells what differs between
// its ends.
type comparison struct {
	*Library
	ctx       context.Context
	from, to  int64
	then, now *gatherer
	told      map[string]bool // reports and incidents that were told of
	out       Changes
}

// Changes compares what the audience sees at two positions, and tells what
// differs by the entries that made the difference: those of the last stretch
// below an entry, or below the later position for 0.
//
// For the public an entry before the earlier position may have made it: what
// somebody accepted then has become old enough since.
func (l *Library) Changes(ctx context.Context, from, to, before int64) (Changes, error) {
	c := comparison{
		Library: l, ctx: ctx, from: from, to: to, then: l.gatherer(ctx, from, true), now: l.gatherer(ctx, to, true), told: make(map[string]bool),
	}
	first, err := c.earliest()
	if err != nil {
		return c.out, err
	}
	end := to
	if before > 0 {
		end = min(before, to)
	} else if err := c.lists(); err != nil {
		return c.out, err
	}
	kinds := []evidence.Kind{evidence.DecisionMade, evidence.PayloadWithdrawn}
	if l.desk {
		kinds = append(kinds, evidence.ReportText, evidence.IncidentRecorded)
	}
	turns, err := l.store.Turns(ctx, first, end, mostTurns, kinds...)
	if err != nil {
		return c.out, err
	}
	for _, t := range turns {
		if err := c.turn(t); err != nil {
			return c.out, err
		}
	}
	if len(turns) == mostTurns {
		c.out.Next = turns[mostTurns-1].Entry
	}
	return c.out, nil
}

// earliest returns the position from which on entries can have made a
// difference: what was captured before it could be seen at the earlier
// position already, unless it told of a time still to come.
func (c *comparison) earliest() (int64, error) {
	if c.desk {
		return c.from, nil
	}
	then, _, err := c.moment(c.ctx, c.from)
	if err != nil {
		return 0, err
	}
	position, err := c.store.PositionAt(c.ctx, then.Add(-time.Duration(c.policy.Delay)))
	return min(position, c.from), err
}

func (c *comparison) turn(t store.Turn) error {
	switch t.Kind {
	case evidence.ReportText:
		return c.came(t)
	case evidence.PayloadWithdrawn:
		return c.withdrawn(t)
	case evidence.IncidentRecorded:
		return c.grouped(t, t.ID)
	case evidence.DecisionMade:
		if t.Subject == evidence.SubjectClaim {
			return c.decided(t)
		}
		return c.joined(t)
	}
	return nil
}

// came tells the desk of a report, with those of its claims that speak of
// truces, roads and control.
func (c *comparison) came(t store.Turn) error {
	if t.Entry < c.from {
		return nil
	}
	r, err := c.now.report(t.ID)
	if err != nil || r == nil {
		return err
	}
	came := ReportCame{Entry: t.Entry, Headline: r.Headline(), Claims: len(r.Claims)}
	for _, claim := range r.Claims {
		if claim.State == publish.Unreviewed {
			came.Unreviewed++
			if claim.Ceasefire != nil || claim.Access != nil || claim.Control != nil {
				c.tell(ClaimChange{claim.Entry, claim, came.Headline})
			}
		}
	}
	c.out.Came = append(c.out.Came, came)
	return nil
}

func (c *comparison) withdrawn(t store.Turn) error {
	if t.Entry < c.from {
		return nil
	}
	record, err := c.store.Report(c.ctx, c.to, t.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (record.Tombstone == nil || record.Tombstone.Entry != t.Entry) {
		return nil
	}
	if err != nil {
		return err
	}
	if !c.desk {
		if seen, err := c.wasReviewed(c.ctx, record.Tombstone); err != nil || !seen {
			return err
		}
	}
	stone := *record.Tombstone
	stone.Withdrawal.Report = t.ID
	c.out.Withdrawn = append(c.out.Withdrawn, stone)
	return nil
}

// tell puts a claim under what it speaks of.
func (c *comparison) tell(change ClaimChange) {
	switch {
	case change.Claim.Ceasefire != nil:
		c.out.Truces = append(c.out.Truces, change)
	case change.Access != nil || change.Control != nil:
		c.out.Access = append(c.out.Access, change)
	default:
		c.out.Claims = append(c.out.Claims, change)
	}
}

// decided tells of a claim by the last decision on it before the later
// position.
func (c *comparison) decided(t store.Turn) error {
	record, err := c.store.Claim(c.ctx, c.to, t.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	decisions := rulings(record.Decisions, c.to)
	if n := len(decisions); n == 0 || decisions[n-1].Entry != t.Entry {
		return nil
	}
	claim, report, err := c.now.seen(record)
	if err != nil || report == nil {
		return err
	}
	earlier := rulings(record.Decisions, c.from)
	if len(earlier) > 0 {
		was, before, err := c.then.seen(record)
		if err != nil {
			return err
		}
		if before != nil && was.State == claim.State {
			return nil
		}
	}
	c.tell(ClaimChange{t.Entry, claim, report.Headline()})
	if c.desk {
		return nil
	}
	if !c.told[report.ID] {
		c.told[report.ID] = true
		before, err := c.then.report(report.ID)
		if err != nil {
			return err
		}
		if before == nil {
			c.out.Came = append(c.out.Came, ReportCame{Entry: t.Entry, Headline: report.Headline(), Claims: len(report.Claims)})
		}
	}
	in, err := c.store.IncidentOf(c.ctx, c.to, t.ID)
	if err != nil || in == "" {
		return err
	}
	return c.grouped(t, in)
}

// seen returns a claim as the audience sees it in one of the reports that
// hold it; no report when it sees it in none.
func (g *gatherer) seen(record store.ClaimRecord) (publish.Claim, *publish.Report, error) {
	for _, id := range record.Reports {
		r, err := g.report(id)
		if err != nil {
			return publish.Claim{}, nil, err
		}
		if r == nil {
			continue
		}
		if i := slices.IndexFunc(r.Claims, func(c publish.Claim) bool { return c.ID == record.Claim.ID }); i >= 0 {
			return r.Claims[i], r, nil
		}
	}
	return publish.Claim{}, nil, nil
}

// lists tells of editions of lists and of roads.
func (c *comparison) lists() error {
	before, err := c.Editions(c.ctx, c.from)
	if err != nil {
		return err
	}
	after, err := c.Editions(c.ctx, c.to)
	if err != nil {
		return err
	}
	for _, e := range after {
		if !slices.ContainsFunc(before, func(b publish.Edition) bool { return b.ID == e.ID && b.State == e.State }) {
			c.out.Lists = append(c.out.Lists, e)
		}
	}
	drawn, err := c.Routes(c.ctx, c.from)
	if err != nil {
		return err
	}
	roads, err := c.Routes(c.ctx, c.to)
	if err != nil {
		return err
	}
	for _, r := range roads {
		if !slices.ContainsFunc(drawn, func(b publish.Road) bool { return b.ID == r.ID && b.Entry == r.Entry && b.State == r.State }) {
			c.out.Roads = append(c.out.Roads, r)
		}
	}
	return nil
}
