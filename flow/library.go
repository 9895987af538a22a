package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/lexicon"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/read"
	"tallystick/review"
	"tallystick/store"
	"tallystick/store/bodies"
)

// Library is the ledger as one audience may read it. The desk sees everything,
// each claim labelled with its state; the public sees what publish lets
// through. Pages and exports read a Library and nothing else, so what leaves
// is decided in one place.
//
// Every method takes a position of the log; Head and At give them.
type Library struct {
	store    store.Store
	lexicon  func() *lexicon.Lexicon
	reader   func() read.Reader
	policy   publish.Policy
	now      func() time.Time
	verifier string
	desk     bool
	bodies   bodies.Dir  // for pictures
	showing  *sync.Mutex // of one
	album    *album
	losses   *lossMemory
	moments  *momentMemory
	judged   *judgements
	teller   func() *accounts.Teller // made when it is first asked for

	overviews *overviewMemory
	answers   *answerMemory
	actors    *actorMemory
	roll      *incidentRoll // of the public
	heardRoll *reportRoll   // of the public
}

// Desk reports whether unreviewed readings are to be seen here.
func (l *Library) Desk() bool { return l.desk }

// Policy is what the operator allows to leave.
func (l *Library) Policy() publish.Policy { return l.policy }

// Reader names what reports are read with now: the reader, the state of its
// lexicon, its models and, where the operator added one, the gazetteer.
func (l *Library) Reader() string { return l.reader().Version() }

// Head returns the position that holds everything recorded so far.
func (l *Library) Head(ctx context.Context) (int64, error) { return l.store.Applied(ctx) }

// At returns the position of the log at a ledger time.
func (l *Library) At(ctx context.Context, t time.Time) (int64, error) {
	return l.store.PositionAt(ctx, t)
}

// Listing is a report in a list, as the audience may see it.
type Listing struct {
	ID         string            `json:"id"`
	Title      string            `json:"title,omitempty"`
	Publisher  string            `json:"publisher,omitempty"`
	Language   string            `json:"language,omitempty"`
	Partial    string            `json:"partial,omitempty"`
	Published  evidence.Interval `json:"published"`
	Captured   time.Time         `json:"captured"`
	Claims     int               `json:"claims"`     // that the audience may see
	Unreviewed int               `json:"unreviewed"` // always 0 for the public
	Tombstone  *store.Tombstone  `json:"-"`          // set when the report was withdrawn
}

// Reports lists what the audience may see at a position, the last captured
// first.
func (l *Library) Reports(ctx context.Context, at int64) ([]Listing, error) {
	list, err := answered(ctx, l, &l.answers.reports, at, struct{}{}, func() ([]Listing, int, error) {
		list, err := l.listings(ctx, at)
		return list, 1 + len(list), err
	})
	return slices.Clone(list), err
}

func (l *Library) listings(ctx context.Context, at int64) ([]Listing, error) {
	summaries, err := l.store.Reports(ctx, at)
	if err != nil {
		return nil, err
	}
	list := make([]Listing, 0, len(summaries))
	for _, s := range summaries {
		if s.Tombstone != nil && !l.desk {
			seen, err := l.wasReviewed(ctx, s.Tombstone)
			if err != nil {
				return nil, err
			}
			if !seen {
				continue
			}
		}
		item := Listing{
			ID: s.ID, Title: s.Title, Publisher: s.Publisher, Language: s.Language, Partial: s.Partial,
			Published: s.Published, Captured: s.Captured, Claims: s.Claims, Unreviewed: s.Claims - s.Decided, Tombstone: s.Tombstone,
		}
		if !l.desk && s.Tombstone == nil {
			if s.Decided == 0 {
				continue
			}
			report, err := l.alone(ctx, at, s.ID)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			item.Title, item.Publisher, item.Language, item.Partial = report.Title, report.Publisher, report.Language, report.Partial
			item.Published, item.Claims, item.Unreviewed = report.Published, len(report.Claims), 0
		}
		list = append(list, item)
	}
	return list, nil
}

// WithdrawnError says that a report stood in the ledger and was withdrawn.
type WithdrawnError struct{ Tombstone store.Tombstone }

func (e *WithdrawnError) Error() string {
	w := e.Tombstone.Withdrawal
	return fmt.Sprintf("withdrawn on %s by %s: %s", e.Tombstone.At.Format(time.DateOnly), w.By, w.Reason)
}

// Report returns a report as the audience may see it, store.ErrNotFound when
// that is nothing, and a WithdrawnError when it was withdrawn.
func (l *Library) Report(ctx context.Context, at int64, id string) (publish.Report, error) {
	dossier, err := l.dossier(ctx, at, id)
	if err != nil {
		return publish.Report{}, err
	}
	if dossier.Proposals, err = l.proposals(ctx, at, id); err != nil {
		return publish.Report{}, err
	}
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return publish.Report{}, err
	}
	return l.show(dossier, now)
}

// alone returns a report without what joins it with others. It is shared: it
// must not be changed.
func (l *Library) alone(ctx context.Context, at int64, id string) (publish.Report, error) {
	report, _, err := l.judgedReport(ctx, at, id)
	return report, err
}

func (l *Library) judgedReport(ctx context.Context, at int64, id string) (publish.Report, grounds, error) {
	return judgedOf(ctx, l, &l.judged.reports, at, id, func() (publish.Report, grounds, error) {
		on := grounds{ids: []string{id}}
		dossier, err := l.dossier(ctx, at, id)
		if err != nil {
			return publish.Report{}, on, err
		}
		now, passing, err := l.moment(ctx, at)
		if err != nil {
			return publish.Report{}, on, err
		}
		if passing {
			on.until = publish.Until(dossier, l.policy, now)
		}
		report, err := l.show(dossier, now)
		return report, on, err
	})
}

// dossier gathers what stands about a report, for publish to judge.
func (l *Library) dossier(ctx context.Context, at int64, id string) (publish.Dossier, error) {
	record, err := l.store.Report(ctx, at, id)
	if err != nil {
		return publish.Dossier{}, err
	}
	if record.Tombstone != nil {
		seen, err := l.wasReviewed(ctx, record.Tombstone)
		if err == nil && !l.desk && !seen {
			err = store.ErrNotFound
		}
		if err != nil {
			return publish.Dossier{}, err
		}
		return publish.Dossier{}, &WithdrawnError{*record.Tombstone}
	}
	dossier := dossierOf(record, at)
	dossier.People = read.People(record.Report, l.lexicon())
	return dossier, nil
}

// show lets publish say what the audience sees of a dossier at a moment.
func (l *Library) show(dossier publish.Dossier, now time.Time) (publish.Report, error) {
	if l.desk {
		return publish.Desk(dossier, l.policy, now), nil
	}
	report, ok := publish.Of(dossier, l.policy, now)
	if !ok {
		return publish.Report{}, store.ErrNotFound
	}
	return report, nil
}

// wasReviewed reports whether anybody had decided on a report that was
// withdrawn. The public is not told of one that it can never have seen.
func (l *Library) wasReviewed(ctx context.Context, stone *store.Tombstone) (bool, error) {
	withdrawal, err := l.store.Entry(ctx, stone.Entry)
	if err != nil {
		return false, err
	}
	for _, n := range withdrawal.Envelope.About {
		e, err := l.store.Entry(ctx, n)
		if err != nil || e.Envelope.Kind == evidence.DecisionMade {
			return err == nil, err
		}
	}
	return false, nil
}

// moment is the time at which a page at a position is judged for lateness: the
// ledger time of what comes next in the log, and never later than the clock,
// with which it then passes.
func (l *Library) moment(ctx context.Context, at int64) (now time.Time, passing bool, err error) {
	now = l.now()
	head, err := l.store.Applied(ctx)
	if err != nil || at >= head {
		return now, true, err
	}
	next, err := l.store.Entry(ctx, at)
	if err == nil && next.Envelope.Time.Before(now) {
		return next.Envelope.Time, false, nil
	}
	return now, true, err
}

// dossierOf hands a stored record to publish, with the decisions that are in
// force at a position and the refusals made since.
func dossierOf(r store.Record, at int64) publish.Dossier {
	d := publish.Dossier{Report: r.Report, TextEntry: r.TextEntry, Reader: r.Reader}
	for i, c := range r.Captures {
		if i == 0 || c.Recorded.Before(d.Captured) {
			d.Captured = c.Recorded
		}
		if c.Capture.Licence != "" {
			d.Licence = c.Capture.Licence
		}
	}
	d.Sentences = read.Sentences(r.Report.Text)
	for _, c := range r.Claims {
		d.Claims = append(d.Claims, candidateOf(c, at))
	}
	return d
}

func candidateOf(c store.ClaimRecord, at int64) publish.Candidate {
	candidate := publish.Candidate{Claim: c.Claim, Entry: c.ReadEntry, Held: -1}
	then := review.InForce(rulings(c.Decisions, at))
	latest := review.InForce(rulings(c.Decisions, 1<<62))
	candidate.Refused = latest.Verdict == evidence.Refuse || then.Verdict == evidence.Refuse
	for _, d := range c.Decisions {
		if d.Decision.Verdict == evidence.Accept && candidate.Held < 0 {
			candidate.Held = d.Entry
		}
	}
	switch then.Verdict {
	case evidence.Accept:
		candidate.Accepts = inForce(then, c.Decisions)
	case evidence.Refuse:
		candidate.Rejects = inForce(then, c.Decisions)
	}
	return candidate
}

// inForce returns the decisions of a standing as publish tells them.
func inForce(standing review.Standing, decisions []store.DecisionRecord) []publish.Ruling {
	var out []publish.Ruling
	for _, r := range standing.Rulings {
		for _, d := range decisions {
			if d.Entry == r.Entry {
				out = append(out, publish.Ruling{Entry: d.Entry, At: d.At, By: d.Decision.By, Reason: d.Decision.Reason})
			}
		}
	}
	return out
}

// rulings returns the decisions made before a position.
func rulings(decisions []store.DecisionRecord, at int64) []review.Ruling {
	var out []review.Ruling
	for _, d := range decisions {
		if d.Entry < at {
			out = append(out, review.Ruling{Entry: d.Entry, Decision: d.Decision})
		}
	}
	return out
}

// Claim returns a claim and its report as the audience may see them.
func (l *Library) Claim(ctx context.Context, at int64, id string) (publish.Claim, publish.Report, error) {
	record, err := l.store.Claim(ctx, at, id)
	if err != nil {
		return publish.Claim{}, publish.Report{}, err
	}
	for _, holder := range record.Reports {
		report, err := l.alone(ctx, at, holder)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return publish.Claim{}, publish.Report{}, err
		}
		for _, c := range report.Claims {
			if c.ID == id {
				return c, report, nil
			}
		}
	}
	return publish.Claim{}, publish.Report{}, store.ErrNotFound
}

// Log is the log as it is served to anyone: tiles, entries and checkpoint hold
// nothing that is not public.
func (l *Library) Log() ledger.Source { return l.store }
