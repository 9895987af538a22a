package flow

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// ErrKept says that an entry's payload is not the kind that can be withdrawn.
var ErrKept = errors.New("cannot be withdrawn: the log cannot be verified without it")

// Withdraw takes something out of the ledger for a person's safety: a report
// with every other of the same text, a claim (with the whole reports that say
// it: its words stand in bytes, text and reading alike), a unit with all that
// editions said of it, a file, a tally, an edition with its files, tallies and
// units, or the payload of one entry, named by its number. What other units
// repeat of one that goes, because somebody found them to be one, goes too, and
// they stand by their own rows. Payloads, salts, bytes and everything derived
// from them go; the entries' commitments stay, and the log still verifies. It
// returns the numbers of the entries whose payloads went.
func (l *Ledger) Withdraw(ctx context.Context, id, by, reason string) ([]int64, error) {
	if err := evidence.CheckSigned(by, reason); err != nil {
		return nil, err
	}
	var gone []int64
	var bodies []string
	_, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		l.exhibits = nil // it may hold what goes
		taken, err := l.toWithdraw(ctx, next, id, by)
		var drafts []Draft
		for _, t := range taken {
			gone = append(gone, t.entries...)
			if bodies = append(bodies, t.files...); t.report != "" {
				bodies = append(bodies, t.report)
			}
			if t.instead != nil {
				drafts = append(drafts, Draft{Kind: evidence.DecisionMade, Payload: *t.instead, About: t.entries})
			}
			withdrawal := next + int64(len(drafts))
			drafts = append(drafts, draftWithdrawals(evidence.Withdrawal{Report: t.report, Units: t.units, Files: t.files, By: by, Reason: reason}, t.entries)...)
			for _, r := range t.parted {
				drafts = append(drafts, Draft{Kind: evidence.LossRecorded, Payload: r, About: []int64{withdrawal}})
			}
		}
		if err != nil {
			return nil, err
		}
		linked, err := l.draftUnlinked(ctx, next, next+int64(len(drafts)), gone, by)
		return append(drafts, linked...), err
	})
	if err != nil {
		return nil, err
	}
	// A crash here leaves bodies and the words in the write-ahead log: the next
	// opening deletes both.
	for _, hash := range bodies {
		if err := l.bodies.Delete(hash); err != nil {
			return gone, err
		}
	}
	return gone, l.store.Erase(ctx)
}

// taken are the entries that a withdrawal takes, with the report or files whose
// bytes go with them and the units that go whole, if any.
type taken struct {
	report  string
	files   []string
	units   []string
	entries []int64
	instead *evidence.Decision    // recorded in place of a decision that goes
	parted  []evidence.LossRecord // units that were one with some that go, as they stand from then on
}

// draftWithdrawals spreads the entries over as many withdrawals as their
// envelopes need to stay within bounds. The first names the units and files.
func draftWithdrawals(w evidence.Withdrawal, gone []int64) []Draft {
	const most = 150 // numbers of up to 19 digits, with room for the envelope's other fields
	var drafts []Draft
	for len(gone) > 0 {
		n := min(len(gone), most)
		drafts = append(drafts, Draft{Kind: evidence.PayloadWithdrawn, Payload: w, About: gone[:n]})
		gone, w.Units, w.Files = gone[n:], nil, nil
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
		return l.lossToWithdraw(ctx, at, id)
	}
	editions, err := l.store.Editions(ctx, at)
	if err != nil {
		return nil, err
	}
	var all []taken
	seen := make(map[int64]bool) // a proposal belongs to each report in it
	for _, report := range same {
		if list := listOf(editions, report); list != "" {
			return nil, fmt.Errorf("report %s is a file of an edition of %s too: withdraw the edition first, by its id", report, list)
		}
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
	case evidence.EditionImported:
		edition, err := evidence.Decode[evidence.Edition](e)
		return nil, errors.Join(err, fmt.Errorf("entry %d (%s) is an edition, with its files: withdraw it by its id, %s", n, e.Envelope.Kind, edition.ID()))
	case evidence.LossRecorded:
		record, err := evidence.Decode[evidence.LossRecord](e)
		return nil, errors.Join(err, fmt.Errorf("entry %d (%s) is a part of a unit's history, and counts go by all of it: withdraw the unit by its id, %s", n, e.Envelope.Kind, record.Unit.ID))
	case evidence.EvidenceAdded:
		if file, err := evidence.Decode[evidence.File](e); err != nil || file.Hash != "" {
			return nil, errors.Join(err, fmt.Errorf("entry %d (%s) is about a file: withdraw it by its hash, %s", n, e.Envelope.Kind, file.Hash))
		}
	case evidence.RouteRecorded:
		r, err := evidence.Decode[evidence.Route](e)
		return nil, errors.Join(err, fmt.Errorf("entry %d (%s) is a road, which its file draws too: withdraw it by its id, %s", n, e.Envelope.Kind, r.ID))
	case evidence.ProposalMade:
		p, err := evidence.Decode[evidence.Proposal](e)
		if err = errors.Join(err, l.keepsUnitsOne(ctx, math.MaxInt64, n, p.ID)); err != nil {
			return nil, err
		}
	case evidence.IncidentRecorded:
		return nil, fmt.Errorf("entry %d (%s) says how claims are linked, and others build on it: withdraw the report that it speaks of by its id", n, e.Envelope.Kind)
	case evidence.PayloadWithdrawn:
		return nil, fmt.Errorf("entry %d (%s) keeps what was withdrawn from coming back, so its own words stay", n, e.Envelope.Kind)
	}
	took := taken{entries: []int64{n}}
	if e.Envelope.Kind == evidence.DecisionMade {
		d, err := evidence.Decode[evidence.Decision](e)
		if err == nil && d.Subject == evidence.SubjectProposal {
			err = l.keepsUnitsOne(ctx, math.MaxInt64, n, d.ID)
		}
		if err != nil {
			return nil, err
		}
		if d.Verdict == evidence.Refuse && d.Subject != evidence.SubjectIncident && !d.Ties() { // or the claim would be public again
			took.instead = &evidence.Decision{
				Subject: d.Subject, ID: d.ID, Report: d.Report, TextHash: d.TextHash, Verdict: d.Verdict, By: by,
				Reason: fmt.Sprintf("stands in for entry %d, whose words were withdrawn", n),
			}
		}
	}
	return []taken{took}, nil
}

// mayHold says whether a body may come in: what was withdrawn as a report or a
// file may not.
func (l *Ledger) mayHold(ctx context.Context, at int64, hash string) error {
	reports, err := l.store.WithdrawnReports(ctx, at)
	if err != nil {
		return err
	}
	files, err := l.store.WithdrawnFiles(ctx, at)
	if err == nil && (slices.Contains(reports, hash) || slices.Contains(files, hash)) {
		err = fmt.Errorf("%s %w", hash, ErrWithdrawn)
	}
	return err
}

// lossToWithdraw finds what a withdrawal of a unit, file, road, tally or
// edition takes. With a road goes the file that draws it, and all in it.
func (l *Ledger) lossToWithdraw(ctx context.Context, at int64, id string) ([]taken, error) {
	id, err := l.fileOfRoad(ctx, at, id)
	if err != nil {
		return nil, err
	}
	entries, err := l.store.EntriesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("nothing in the ledger has the id %q: no report, claim, unit, file, road, tally, edition or entry", id)
	}
	took := taken{entries: entries}
	var units []string
	editions, err := l.store.Editions(ctx, at)
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		if e.Edition.ID() == id {
			if units, err = l.takeEdition(ctx, e, &took); err != nil {
				return nil, err
			}
		}
	}
	if _, err := l.store.Unit(ctx, at, id); err == nil {
		took.units = []string{id}
		units = took.units
	} else if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if evidence.ValidHash(id) {
		if list := listOf(editions, id); list != "" {
			return nil, fmt.Errorf("file %s is one of an edition of %s: withdraw the edition by its id", id, list)
		}
		took.files = []string{id}
	}
	parted, err := l.part(ctx, at, units)
	if err != nil {
		return nil, err
	}
	took.entries = append(took.entries, parted.entries...)
	slices.Sort(took.entries)
	took.entries, took.parted = slices.Compact(took.entries), parted.records
	if took.files, err = l.unnamed(ctx, took.files, took.entries, editions, id); err != nil {
		return nil, err
	}
	return []taken{took}, nil
}

// unnamed returns the files that no entry names but those that go and the
// edition that goes.
func (l *Ledger) unnamed(ctx context.Context, files []string, going []int64, editions []store.EditionRecord, edition string) ([]string, error) {
	editions = slices.DeleteFunc(slices.Clone(editions), func(e store.EditionRecord) bool { return e.Edition.ID() == edition })
	var free []string
	for _, hash := range files {
		naming, err := l.store.EntriesOf(ctx, hash)
		if err != nil {
			return nil, err
		}
		stays := func(n int64) bool { return !slices.Contains(going, n) }
		if listOf(editions, hash) == "" && !slices.ContainsFunc(naming, stays) {
			free = append(free, hash)
		}
	}
	return free, nil
}

// listOf returns the list that has a file among those of its editions, or "".
func listOf(editions []store.EditionRecord, hash string) string {
	for _, e := range editions {
		if slices.ContainsFunc(e.Edition.Files, func(f evidence.Body) bool { return f.Hash == hash }) {
			return e.Edition.List
		}
	}
	return ""
}

// takeEdition adds the files of an edition and the whole history of its units.
// The units are not named as withdrawn: what is wrong with one edition's file
// may be right in the next. It returns their ids.
func (l *Ledger) takeEdition(ctx context.Context, e store.EditionRecord, took *taken) (ids []string, err error) {
	for _, f := range e.Edition.Files {
		took.files = append(took.files, f.Hash)
	}
	units := make(map[string]bool)
	err = l.store.LossChanges(ctx, e.Entry, e.End, store.LossFilter{}, func(c store.LossEntry) error {
		units[c.Record.Unit.ID] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id := range units {
		ids = append(ids, id)
		entries, err := l.store.EntriesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		took.entries = append(took.entries, entries...)
	}
	slices.Sort(took.entries)
	took.entries = slices.Compact(took.entries)
	return ids, nil
}
