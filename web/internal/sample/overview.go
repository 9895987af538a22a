package sample

import (
	"context"
	"time"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/store"
)

// Overview has the one incident, the last day's and the last week's entries,
// and no registers.
func (l *Library) Overview(ctx context.Context, at int64, q flow.OverviewQuery) (*flow.Overview, error) {
	all, _, err := l.Incidents(ctx, at, flow.IncidentQuery{}, "", 0)
	if err != nil {
		return nil, err
	}
	reports, err := l.Reports(ctx, at)
	if err != nil || len(reports) == 0 {
		return &flow.Overview{Empty: true}, err
	}
	o := &flow.Overview{Last: captured.Add(time.Hour)}
	o.Day = flow.Change{From: o.Last.Add(-24 * time.Hour), To: o.Last, Reports: len(reports), Incidents: len(all)}
	o.Week = flow.Change{From: o.Last.AddDate(0, 0, -7), To: o.Last, Reports: len(reports), Incidents: len(all)}
	for _, i := range all {
		d := store.IncidentDay{Day: i.Holds.From, Incidents: 1}
		if i.Standing.Label == accounts.Contested {
			d.Contested = 1
		}
		o.Days = append(o.Days, d)
		if (q.From == "" || i.Holds.To >= q.From) && (q.To == "" || i.Holds.From <= q.To) {
			o.Incidents = append(o.Incidents, i)
			if d.Contested > 0 {
				o.Contested = append(o.Contested, i)
			}
		}
	}
	return o, nil
}
