package flow

import (
	"context"
	"iter"

	"tallystick/evidence"
	"tallystick/link/incidents"
	"tallystick/store"
)

// Relink links all claims at once and records where incidents differ from how
// they stand: after a newer linker, or where readings of before there was one
// are linked for the first time. It returns how many entries were recorded.
func (l *Ledger) Relink(ctx context.Context) (int, error) {
	first, end, err := l.RecordAll(ctx, func(next int64) iter.Seq2[Draft, error] {
		return func(yield func(Draft, error) bool) {
			drafts, err := l.draftAll(ctx, next)
			if err != nil {
				yield(Draft{}, err)
				return
			}
			drafts(yield)
		}
	})
	return int(end - first), err
}

// draftAll links all claims, and drafts what differs.
func (l *Ledger) draftAll(ctx context.Context, next int64) (iter.Seq2[Draft, error], error) {
	lib := newLinkable(ctx, l.store, next)
	var mentions []incidents.Mention
	err := l.store.Mentions(ctx, next, nil, func(r store.MentionRecord) error {
		c, err := lib.meet(r)
		if err == nil {
			mentions = append(mentions, c.Mention)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	decided, err := l.store.Groupings(ctx, next, nil)
	if err != nil {
		return nil, err
	}
	var decisions []evidence.Decision
	for _, d := range decided {
		decisions = append(decisions, d.Decision)
	}
	groups, err := incidents.Groups(decisions)
	if err != nil {
		return nil, err
	}
	d := newIncidentDrafts(l, lib, next, next, turn{}, groups)
	return d.draft(differing(lib.met, incidents.Cluster(mentions, groups))), nil
}

// differing returns the sets of claims that stand otherwise than they did.
func differing(met map[incidents.ID]*metClaim, sets []incidents.Incident) (changed incidents.Changed) {
	leads := make(map[incidents.ID]bool)
	size := make(map[incidents.ID]int) // as they stood, by lead
	for _, c := range met {
		size[c.Lead]++
	}
	for _, in := range sets {
		leads[in.Lead] = true
		same := size[in.Lead] == len(in.Members)
		for _, m := range in.Members {
			was := met[m.Claim]
			same = same && was.Lead == in.Lead && was.To == m.To && was.Score == m.Score
		}
		if !same {
			changed.Incidents = append(changed.Incidents, in)
		}
	}
	for lead := range size {
		if !leads[lead] {
			changed.Ended = append(changed.Ended, lead)
		}
	}
	return changed
}
