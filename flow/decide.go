package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/review"
	"tallystick/store"
)

// Decide records a named person's verdict on a claim or proposal, and returns
// the number of the entry.
func (l *Ledger) Decide(ctx context.Context, id string, verdict evidence.Verdict, by, reason string) (int64, error) {
	numbers, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		d, about, err := l.decision(ctx, next, id, verdict, by, reason)
		if err != nil {
			return nil, err
		}
		return []Draft{{Kind: evidence.DecisionMade, Payload: d, About: []int64{about}}}, nil
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
	proposals, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: id})
	if err != nil {
		return evidence.Decision{}, 0, err
	}
	for _, p := range proposals {
		d, err := review.Proposal(p.Proposal, rulings(p.Decisions, at), verdict, by, reason)
		return d, p.Entry, err
	}
	return evidence.Decision{}, 0, fmt.Errorf("no claim or proposal has the id %q: ids stand on the pages of `tallystick serve` and in `tallystick export claims`", id)
}

// ErrKept says that an entry's payload is not the kind that can be withdrawn.
var ErrKept = errors.New("cannot be withdrawn: the log cannot be verified without it")

// Withdraw takes something out of the ledger for a person's safety: a report
// with every other of the same text, a claim (with the whole reports that say
// it: its words stand in bytes, text and reading alike), or the payload of one
// entry, named by its number. Payloads, salts, bytes and everything derived from them go; the
// entries' commitments stay, and the log still verifies. It returns the
// numbers of the entries whose payloads went.
func (l *Ledger) Withdraw(ctx context.Context, id, by, reason string) ([]int64, error) {
	if err := evidence.CheckSigned(by, reason); err != nil {
		return nil, err
	}
	var gone []int64
	var reports []string
	_, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		taken, err := l.toWithdraw(ctx, next, id, by)
		var drafts []Draft
		for _, t := range taken {
			gone, reports = append(gone, t.entries...), append(reports, t.report)
			if t.instead != nil {
				drafts = append(drafts, Draft{Kind: evidence.DecisionMade, Payload: *t.instead, About: t.entries})
			}
			drafts = append(drafts, draftWithdrawals(evidence.Withdrawal{Report: t.report, By: by, Reason: reason}, t.entries)...)
		}
		return drafts, err
	})
	if err != nil {
		return nil, err
	}
	// A crash here leaves bodies and the words in the write-ahead log: the next
	// opening deletes both.
	for _, report := range reports {
		if report == "" {
			continue
		}
		if err := l.bodies.Delete(report); err != nil {
			return gone, err
		}
	}
	return gone, l.store.Erase(ctx)
}

// taken are the entries that a withdrawal takes, and the report whose bytes go
// with them, if any.
type taken struct {
	report  string
	entries []int64
	instead *evidence.Decision // recorded in place of a decision that goes
}

// draftWithdrawals spreads the entries over as many withdrawals as their
// envelopes need to stay within bounds.
func draftWithdrawals(w evidence.Withdrawal, gone []int64) []Draft {
	const most = 150 // numbers of up to 19 digits, with room for the envelope's other fields
	var drafts []Draft
	for len(gone) > 0 {
		n := min(len(gone), most)
		drafts = append(drafts, Draft{Kind: evidence.PayloadWithdrawn, Payload: w, About: gone[:n]})
		gone = gone[n:]
	}
	return drafts
}

// toWithdraw finds what a withdrawal takes.
func (l *Ledger) toWithdraw(ctx context.Context, at int64, id, by string) ([]taken, error) {
	if n, err := strconv.ParseInt(strings.TrimPrefix(id, "entry:"), 10, 64); err == nil && len(id) < 20 {
		return l.entryToWithdraw(ctx, n, by)
	}
	report := id
	if claim, err := l.store.Claim(ctx, at, id); err == nil {
		report = claim.Report
	} else if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	same, err := l.store.SameText(ctx, report)
	if err != nil {
		return nil, err
	}
	if len(same) == 0 {
		return nil, fmt.Errorf("no report, claim or entry has the id %q", id)
	}
	var all []taken
	seen := make(map[int64]bool) // a proposal belongs to each report in it
	for _, report := range same {
		entries, err := l.store.EntriesOf(ctx, report)
		if err != nil {
			return nil, err
		}
		entries = slices.DeleteFunc(entries, func(n int64) bool { return seen[n] })
		for _, n := range entries {
			seen[n] = true
		}
		all = append(all, taken{report: report, entries: entries})
	}
	return all, nil
}

// entryToWithdraw takes the payload of one entry, where it stands for itself.
// In place of a rejection, one without its words is recorded.
func (l *Ledger) entryToWithdraw(ctx context.Context, n int64, by string) ([]taken, error) {
	e, err := l.store.Entry(ctx, n)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, fmt.Errorf("the log has no entry %d", n)
	case err != nil:
		return nil, err
	case e.Withdrawn():
		return nil, fmt.Errorf("the payload of entry %d is withdrawn already", n)
	}
	switch e.Envelope.Kind {
	case evidence.LedgerStarted, evidence.KeyRotated:
		return nil, fmt.Errorf("entry %d (%s) %w", n, e.Envelope.Kind, ErrKept)
	case evidence.ReportCaptured, evidence.ReportText, evidence.ReportRead:
		return nil, fmt.Errorf("entry %d (%s) holds a part of a report, whose words stand in other entries too: withdraw the report by its id", n, e.Envelope.Kind)
	}
	took := taken{entries: []int64{n}}
	if e.Envelope.Kind == evidence.DecisionMade {
		d, err := evidence.Decode[evidence.Decision](e)
		if err != nil {
			return nil, err
		}
		if d.Verdict == evidence.Refuse { // or the claim would be public again
			took.instead = &evidence.Decision{
				Subject: d.Subject, ID: d.ID, Report: d.Report, TextHash: d.TextHash, Verdict: d.Verdict, By: by,
				Reason: fmt.Sprintf("stands in for entry %d, whose words were withdrawn", n),
			}
		}
	}
	return []taken{took}, nil
}
