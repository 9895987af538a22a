package sample

import (
	"context"
	"io"
	"time"

	"tallystick/flow"
	"tallystick/store"
)

// LastRecorded is the time of the entry.
func (l *Library) LastRecorded(_ context.Context, at int64) (time.Time, error) {
	return l.Entries[at-1].Envelope.Time, nil
}

// Evidence knows of no file.
func (l *Library) Evidence(context.Context, int64, string) ([]flow.Exhibit, error) {
	return nil, l.Broken
}

// Exhibit knows of none.
func (l *Library) Exhibit(context.Context, int64, string) (flow.Exhibit, error) {
	return flow.Exhibit{}, store.ErrNotFound
}

// Picture knows of none.
func (l *Library) Picture(context.Context, int64, string, int, io.Writer) error {
	return store.ErrNotFound
}

// Corrections tells of the withdrawn report.
func (l *Library) Corrections(_ context.Context, at, before int64) ([]flow.Correction, int64, error) {
	if l.Gone == nil || l.Gone.Entry >= at || before > 0 && l.Gone.Entry >= before {
		return nil, 0, l.Broken
	}
	w := l.Gone.Withdrawal
	return []flow.Correction{{Entry: l.Gone.Entry, At: l.Gone.At, Change: flow.Withdrawn, By: w.By, Reason: w.Reason, Gone: GoneID}}, 0, l.Broken
}

// Changes tells of the reports whose texts, and of the claims the decisions on
// which, lie in the stretch.
func (l *Library) Changes(ctx context.Context, from, to, before int64) (flow.Changes, error) {
	var c flow.Changes
	if l.Broken != nil {
		return c, l.Broken
	}
	for _, d := range l.Dossiers {
		r, err := l.Report(ctx, to, d.Report.ID)
		if err != nil {
			continue
		}
		if d.TextEntry >= from && d.TextEntry < to {
			c.Came = append(c.Came, flow.ReportCame{Entry: d.TextEntry, Headline: r.Headline(), Claims: len(r.Claims)})
		}
		for _, claim := range r.Claims {
			for _, ruling := range append(claim.Accepts, claim.Rejects...) {
				if ruling.Entry >= from && ruling.Entry < to {
					c.Claims = append(c.Claims, flow.ClaimChange{Entry: ruling.Entry, Claim: claim, Report: r.Headline()})
				}
			}
		}
	}
	if l.Gone != nil && l.Gone.Entry >= from && l.Gone.Entry < to {
		c.Withdrawn = append(c.Withdrawn, *l.Gone)
	}
	return c, nil
}

// Pointing knows of none: nothing rests on files that are not there.
func (l *Library) Pointing(context.Context, int64, []string) ([]string, error) { return nil, nil }

// FoundAt knows of none.
func (l *Library) FoundAt(context.Context, int64, string) ([]string, error) { return nil, nil }
