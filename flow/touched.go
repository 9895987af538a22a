package flow

import (
	"context"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// mostTouched is how many entries are gone through for what they bear on.
const mostTouched = 256

// touched returns the ids of the reports, claims and incidents of which the
// entries from one position to another may change what is told. It is false
// when that may be anything: after a withdrawal, and after many entries.
func touched(ctx context.Context, s store.Store, from, to int64) (ids map[string]bool, ok bool) {
	if to-from > mostTouched {
		return nil, false
	}
	t := toucher{ctx, s, to, make(map[string]bool)}
	for n := from; n < to; n++ {
		e, err := s.Entry(ctx, n)
		if err == nil {
			err = t.entry(e)
		}
		if err != nil {
			return nil, false
		}
	}
	return t.ids, true
}

// toucher collects what entries bear on.
type toucher struct {
	ctx context.Context
	s   store.Store
	at  int64
	ids map[string]bool
}

// entry takes in one entry; an error says that it may bear on anything.
func (t toucher) entry(e evidence.Entry) error {
	switch e.Envelope.Kind {
	case evidence.LedgerStarted, evidence.KeyRotated, evidence.EditionImported, evidence.LossRecorded, evidence.TallyRecorded, evidence.EvidenceAdded, evidence.CeasefireRecorded, evidence.RouteRecorded:
		return nil
	case evidence.ReportCaptured:
		c, err := evidence.Decode[evidence.Capture](e)
		return t.report(c.Report, err)
	case evidence.ReportText:
		r, err := evidence.Decode[evidence.Report](e)
		return t.report(r.ID, err)
	case evidence.ReportRead:
		r, err := evidence.Decode[evidence.Reading](e)
		return t.report(r.Report, err)
	case evidence.DecisionCarried:
		c, err := evidence.Decode[evidence.Carried](e)
		return t.report(c.Report, err)
	case evidence.ProposalMade:
		p, err := evidence.Decode[evidence.Proposal](e)
		return t.members(p, err)
	case evidence.IncidentRecorded:
		r, err := evidence.Decode[evidence.IncidentRecord](e)
		return t.incident(r, err)
	case evidence.DecisionMade:
		d, err := evidence.Decode[evidence.Decision](e)
		return t.decision(d, err)
	}
	return fmt.Errorf("entry %d, %s, bears on more than is told here", e.Envelope.Number, e.Envelope.Kind)
}

// report marks a report, and those that ever had a text in common with it: they
// have claims in common too.
func (t toucher) report(id string, err error) error {
	if err != nil || id == "" || t.ids[id] {
		return err
	}
	t.ids[id] = true
	alike, err := t.s.SameText(t.ctx, id)
	for _, other := range alike {
		t.ids[other] = true
	}
	return err
}

// claim marks a claim and its reports.
func (t toucher) claim(id string) error {
	t.ids[id] = true
	c, err := t.s.Claim(t.ctx, t.at, id)
	for _, r := range append(c.Reports, c.Report) {
		err = t.report(r, err)
	}
	return err
}

func (t toucher) members(p evidence.Proposal, err error) error {
	for _, m := range p.Members {
		if p.What != evidence.SameOrigin {
			t.ids[m] = true
		} else {
			err = t.report(m, err)
		}
	}
	return err
}

func (t toucher) incident(r evidence.IncidentRecord, err error) error {
	for _, id := range append(r.Left, r.ID, r.Into) {
		t.ids[id] = true
	}
	for _, l := range r.Joined {
		t.ids[l.Claim] = true
		err = t.report(l.Report, err)
	}
	return err
}

func (t toucher) decision(d evidence.Decision, err error) error {
	if err != nil {
		return err
	}
	switch d.Subject {
	case evidence.SubjectEdition, evidence.SubjectUnit, evidence.SubjectRoute, evidence.SubjectFile:
		return nil
	case evidence.SubjectProposal:
		proposals, err := t.s.Proposals(t.ctx, t.at, store.ProposalFilter{ID: d.ID})
		for _, p := range proposals {
			err = t.members(p.Proposal, err)
		}
		return err
	case evidence.SubjectClaim:
		if err := t.report(d.Report, nil); err != nil {
			return err
		}
		return t.claim(d.ID)
	case evidence.SubjectIncident:
		t.ids[d.ID] = true
		for _, id := range slices.Concat(d.Groups...) {
			if err := t.claim(id); err != nil {
				return err
			}
		}
		return nil
	case evidence.SubjectTruce, evidence.SubjectAnswer:
		return t.claim(d.ID)
	}
	return fmt.Errorf("a decision on the subject %q bears on more than is told here", d.Subject)
}
