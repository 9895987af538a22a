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

// What a correction did, beside the changes of an incident: Merged, SplitOff,
// Shrank, Regrouped and Dissolved.
const (
	Withdrawn = "withdrawn"     // a report, with all that was read from it
	Retracted = "rejected"      // a claim that had been accepted
	Reread    = "re-read"       // claims of a report stand otherwise in a newer reading
	Relisted  = "relisted"      // a newer edition of a list says otherwise
	Unlisted  = "unlisted"      // an edition that had been accepted was rejected
	Uncounted = "uncounted"     // a unit was rejected
	Joined    = "joined"        // units were found to be one
	Parted    = "parted"        // units that had been found to be one are not
	Unlike    = "unlike"        // reports that were held to be copies of one have different origins
	Copied    = "copied"        // reports that were held to have different origins are copies of one
	Unshown   = "rejected file" // a file of evidence was rejected
	Unmapped  = "rejected road" // a road was rejected
	Retied    = "re-tied"       // a claim means another truce, or none
	Reanswers = "re-answers"    // a claim answers another claim, or none
)

// Correction is an entry that took back or changed what the audience had seen.
// Of what is seen no more it tells that it was there, and nothing else.
type Correction struct {
	Entry    int64
	At       time.Time // ledger time
	Change   string
	By       string
	Reason   string             // empty where the audience is not told
	Report   *publish.Headline  // that it is about, where it is still seen
	Gone     string             // id of a report that was withdrawn
	Claim    string             // id of the rejected claim, for the desk
	Unit     string             // id of the rejected unit, for the desk
	Units    []string           // ids of those that were joined or parted, as far as they are seen
	File     string             // hash of the rejected file, for the desk
	Road     string             // name of the rejected road, for the desk
	Reports  []publish.Headline // that were held, or are held no more, to be copies
	From, To string             // ids of the truces or claims that a claim was and is tied to, where they are seen; "" for none
	Kinds    []evidence.Kind    // of the entries that were withdrawn, where they are no report's
	Became   []publish.Claim    // of a re-reading: the claims that those which were seen are now
	Waits    int                // of a re-reading: those that were seen and that nobody has accepted as they stand now
	Incident *IncidentChange
	Edition  *publish.Edition
}

// Bounds of one call of Corrections.
const (
	mostCorrections = 30
	mostReversals   = 300 // entries that are looked at
)

// Corrections lists what was taken back or changed up to a position, the last
// first: what stands below an entry, or all for 0. It returns the entry below
// which there may be more, 0 for none. How much it looks at is bounded, so that
// a page may have few or none and still be followed by another.
func (l *Library) Corrections(ctx context.Context, at, before int64) (list []Correction, next int64, err error) {
	end := at
	if before > 0 {
		end = min(before, at)
	}
	turns, err := l.store.Reversals(ctx, 0, end, mostReversals)
	if err != nil {
		return nil, 0, err
	}
	reread := make(map[string]int) // place of a report's last re-reading in the list
	for i, t := range turns {
		if len(list) >= mostCorrections && t.Kind != evidence.DecisionCarried {
			return list, turns[i-1].Entry, nil
		}
		c := Correction{Entry: t.Entry}
		if c.At, err = l.recorded(ctx, t.Entry); err != nil {
			return nil, 0, err
		}
		seen := false
		switch {
		case t.Kind == evidence.PayloadWithdrawn:
			seen, err = l.gone(ctx, at, t, &c)
		case t.Kind == evidence.DecisionCarried:
			seen, err = l.carried(ctx, at, t, &c)
			if n, ok := reread[t.ID]; ok && seen && list[n].At.Equal(c.At) {
				list[n].Became, list[n].Waits = append(list[n].Became, c.Became...), list[n].Waits+c.Waits
				continue
			}
			reread[t.ID] = len(list)
		default:
			seen, err = l.reversed(ctx, at, t, &c)
		}
		if err != nil {
			return nil, 0, err
		}
		if seen {
			list = append(list, c)
		}
	}
	if len(turns) == mostReversals {
		next = turns[len(turns)-1].Entry
	}
	return list, next, nil
}

// gone tells of a report that was withdrawn, or of something else.
func (l *Library) gone(ctx context.Context, at int64, t store.Turn, c *Correction) (bool, error) {
	if t.ID == "" {
		return l.goneOther(ctx, t, c)
	}
	record, err := l.store.Report(ctx, at, t.ID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (record.Tombstone == nil || record.Tombstone.Entry != t.Entry) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !l.desk {
		if seen, err := l.wasReviewed(ctx, record.Tombstone); err != nil || !seen {
			return false, err
		}
	}
	w := record.Tombstone.Withdrawal
	c.Change, c.By, c.Reason, c.Gone = Withdrawn, w.By, w.Reason, t.ID
	return true, nil
}

// reversed tells of a decision.
func (l *Library) reversed(ctx context.Context, at int64, t store.Turn, c *Correction) (bool, error) {
	e, err := l.store.Entry(ctx, t.Entry)
	if err != nil || e.Withdrawn() {
		return false, err
	}
	d, err := evidence.Decode[evidence.Decision](e)
	if err != nil {
		return false, err
	}
	c.By, c.Reason = d.By, d.Reason
	switch t.Subject {
	case evidence.SubjectClaim:
		return l.retracted(ctx, at, d, c)
	case evidence.SubjectIncident:
		return l.regrouped(ctx, at, t, d, c)
	case evidence.SubjectEdition:
		return l.relisted(ctx, at, t, d, c)
	case evidence.SubjectUnit:
		return l.uncounted(ctx, t, c)
	case evidence.SubjectProposal:
		return l.rejoined(ctx, at, t, d, c)
	case evidence.SubjectFile:
		return l.unshown(ctx, t, c)
	case evidence.SubjectRoute:
		return l.unmapped(ctx, t, c)
	}
	return l.retied(ctx, at, t, c)
}

// retracted tells of a claim that was rejected after it could be seen.
func (l *Library) retracted(ctx context.Context, at int64, d evidence.Decision, c *Correction) (bool, error) {
	c.Change = Retracted
	record, err := l.store.Claim(ctx, c.Entry, d.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if l.desk {
		c.Claim = d.ID
	}
	for _, id := range record.Reports {
		dossier, err := l.dossier(ctx, c.Entry, id)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return false, err
		}
		if told, seen := publish.Retracted(dossier, d.ID, l.policy, publish.Ruling{Entry: c.Entry, At: c.At, By: d.By, Reason: d.Reason}); seen && !l.desk {
			c.By, c.Reason = told.By, told.Reason
		} else if !seen && !(l.desk && len(candidateBefore(dossier, d.ID).Accepts) > 0) {
			continue
		}
		c.Report, err = l.headline(ctx, at, id)
		return true, err
	}
	return false, nil
}

func candidateBefore(d publish.Dossier, claim string) publish.Candidate {
	for _, c := range d.Claims {
		if c.Claim.ID == claim {
			return c
		}
	}
	return publish.Candidate{}
}

// headline returns what stands over a report, nil when the audience sees
// nothing of it.
func (l *Library) headline(ctx context.Context, at int64, id string) (*publish.Headline, error) {
	r, err := l.alone(ctx, at, id)
	var withdrawn *WithdrawnError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	head := r.Headline()
	return &head, nil
}

// carried tells of a claim that stands otherwise in a newer reading of its
// report, when the audience saw it before.
func (l *Library) carried(ctx context.Context, at int64, t store.Turn, c *Correction) (bool, error) {
	e, err := l.store.Entry(ctx, t.Entry)
	if err != nil || e.Withdrawn() {
		return false, err
	}
	moved, err := evidence.Decode[evidence.Carried](e)
	if err != nil {
		return false, err
	}
	c.Change = Reread
	if c.Report, err = l.headline(ctx, at, moved.Report); err != nil || c.Report == nil {
		return false, err
	}
	record, err := l.store.Report(ctx, t.Entry, moved.Report)
	if err != nil {
		return false, err
	}
	was, _, err := l.Claim(ctx, max(0, record.ReadEntry), moved.From) // before the newer reading
	var withdrawn *WithdrawnError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) || err == nil && was.State != publish.Accepted {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	now, _, err := l.Claim(ctx, at, moved.To)
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		c.Waits = 1
		return true, nil
	}
	c.Became = []publish.Claim{now}
	return true, err
}

// regrouped tells of incidents that a decision merged, split or dissolved.
func (l *Library) regrouped(ctx context.Context, at int64, t store.Turn, d evidence.Decision, c *Correction) (bool, error) {
	named := slices.Concat(d.Groups...)
	if !l.desk {
		earlier, err := l.store.Groupings(ctx, t.Entry, named)
		if err != nil || len(earlier) == 0 { // the public had not seen the claims in an incident
			return false, err
		}
	}
	to, err := l.endOf(ctx, t.Entry, at)
	if err != nil {
		return false, err
	}
	compared := comparison{Library: l, ctx: ctx, from: t.Entry, to: to, then: l.gatherer(ctx, t.Entry, true), now: l.gatherer(ctx, to, true), told: make(map[string]bool)}
	if err := compared.joined(t); err != nil {
		return false, err
	}
	if !l.desk {
		c.Reason = "" // it may name whom the claims do not
	}
	for _, change := range compared.out.Incidents {
		if slices.Contains([]string{Merged, SplitOff, Shrank, Regrouped, Dissolved}, change.Change) {
			c.Change, c.Incident = change.Change, &change
			if change.Change == Merged || change.Change == SplitOff {
				break
			}
		}
	}
	return c.Incident != nil, nil
}

// endOf returns the position behind a decision on incidents and what the ledger
// recorded with it.
func (l *Library) endOf(ctx context.Context, entry, at int64) (int64, error) {
	const together = 200 // more incidents than one decision regroups
	records, err := l.store.Records(ctx, entry+1, min(at, entry+1+together))
	if err != nil {
		return 0, err
	}
	end := entry + 1
	for _, r := range records {
		e, err := evidence.DecodeEnvelope(r)
		if err != nil {
			return 0, err
		}
		if e.Kind != evidence.IncidentRecorded {
			break
		}
		end++
	}
	return end, nil
}

// relisted tells of a newer edition of a list, or of one that was taken back.
func (l *Library) relisted(ctx context.Context, at int64, t store.Turn, d evidence.Decision, c *Correction) (bool, error) {
	all, err := l.store.Editions(ctx, at)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(all, func(e store.EditionRecord) bool { return e.Edition.ID() == t.ID })
	if i < 0 {
		return false, nil
	}
	if d.Verdict == evidence.Refuse {
		then := editionOf(all[i], t.Entry)
		then.Refused = false
		shown := l.losses.sieve.Edition(publish.Edition{Accepts: []publish.Ruling{{Reason: d.Reason}}})
		if !l.desk {
			c.Reason = shown.Accepts[0].Reason
		}
		c.Change, c.Edition = Unlisted, &publish.Edition{ID: t.ID, Edition: evidence.Edition{List: then.Edition.List}}
		return len(then.Accepts) > 0 && (l.desk || then.Withheld(l.policy, c.At) == ""), nil
	}
	editions, err := l.Editions(ctx, at) // that the audience may know of, the newest first
	if err != nil {
		return false, err
	}
	n := slices.IndexFunc(editions, func(e publish.Edition) bool { return e.ID == t.ID })
	if n < 0 || len(editions[n].Accepts) == 0 || editions[n].Accepts[0].Entry != t.Entry || len(editions[n].Edition.Changes) == 0 {
		return false, nil
	}
	c.Change, c.Edition, c.Reason = Relisted, &editions[n], editions[n].Accepts[0].Reason
	return slices.ContainsFunc(editions[n+1:], func(e publish.Edition) bool { return e.Edition.List == c.Edition.Edition.List && len(e.Accepts) > 0 }), nil
}

// uncounted tells of a unit that was rejected after it could be seen.
func (l *Library) uncounted(ctx context.Context, t store.Turn, c *Correction) (bool, error) {
	c.Change = Uncounted
	if l.desk {
		c.Unit = t.ID
		return true, nil
	}
	c.Reason = "" // nothing keeps it from naming people
	view, err := l.lossView(ctx, t.Entry)
	if err != nil {
		return false, err
	}
	return l.counted(ctx, view, t.ID, c.At)
}

// counted reports whether a view counts a unit, whatever was decided on it
// since.
func (l *Library) counted(ctx context.Context, view lossView, id string, now time.Time) (bool, error) {
	for _, shelf := range view.shelves {
		u, err := l.store.Unit(ctx, shelf.At, id)
		if err == nil && u.Unit.Counted() && view.holds(shelf, u.Unit.Lists()) {
			return l.desk || !publish.Fresh(u.Unit.When.Last(), l.policy, now), nil
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return false, err
		}
	}
	return false, nil
}
