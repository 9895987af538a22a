package flow

import (
	"cmp"
	"context"
	"slices"

	"tallystick/link/accounts"
	"tallystick/store"
)

// drawIncidents counts incidents by day and takes out the latest of the span,
// and the latest contested ones.
func (l *Library) drawIncidents(ctx context.Context, at int64, q OverviewQuery, o *Overview) error {
	if !l.desk {
		return l.publicSpan(ctx, at, q, o)
	}
	var err error
	if o.Days, err = l.store.IncidentDays(ctx, at); err != nil {
		return err
	}
	span := IncidentQuery{From: q.From, To: q.To, Dated: true}
	g := l.gatherer(ctx, at, true)
	states, next, err := l.states(ctx, at, span.filter(), mostIncidents)
	if err != nil {
		return err
	}
	o.More = next != ""
	if o.Incidents, err = g.list(states, span); err != nil {
		return err
	}
	contested := span.filter()
	contested.Contested = true
	if states, _, err = l.states(ctx, at, contested, 3*mostContested); err != nil {
		return err
	}
	span.Contested = true
	told := make(map[string]Incident, len(o.Incidents))
	for _, i := range o.Incidents {
		told[i.ID] = i
	}
	var untold []store.IncidentState
	for _, s := range states {
		if i, known := told[s.ID]; !known {
			untold = append(untold, s)
		} else if span.admits(i) {
			o.Contested = append(o.Contested, i)
		}
	}
	if len(o.Contested) < mostContested {
		more, err := g.list(untold, span)
		if err != nil {
			return err
		}
		o.Contested = append(o.Contested, more...) // before all that are told
	}
	o.Contested = mostApart(o.Contested)
	return nil
}

// mostApart returns the incidents of a list of which the most sides speak and
// the most is disputed, in the order of the list.
func mostApart(list []Incident) []Incident {
	apart := func(i Incident) int { return len(i.Accounts) + len(i.Standing.Disputed) + len(i.Tolls) }
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(a, b Incident) int { return cmp.Compare(apart(b), apart(a)) })
	order = order[:min(len(order), mostContested)]
	return slices.DeleteFunc(list, func(i Incident) bool {
		return !slices.ContainsFunc(order, func(o Incident) bool { return o.ID == i.ID })
	})
}

// states returns the first incidents that pass a filter as the store has them.
func (l *Library) states(ctx context.Context, at int64, f store.IncidentFilter, limit int) (list []store.IncidentState, next string, err error) {
	next, err = l.store.Incidents(ctx, at, f, "", limit, func(s store.IncidentState) error {
		list = append(list, s)
		return nil
	})
	return list, next, err
}

// publicSpan goes through all that the public sees, so that no count and no cut
// tells of anything else.
func (l *Library) publicSpan(ctx context.Context, at int64, q OverviewQuery, o *Overview) error {
	all, _, err := l.publicIncidents(ctx, at, IncidentQuery{}, "", 0)
	if err != nil {
		return err
	}
	days := make(map[string]*store.IncidentDay)
	span := IncidentQuery{From: q.From, To: q.To, Dated: true}
	for _, i := range all {
		day := i.Holds.From
		if !i.Holds.Dated {
			day = ""
		}
		d := days[day]
		if d == nil {
			d = &store.IncidentDay{Day: day}
			days[day] = d
		}
		d.Incidents++
		contested := i.Standing.Label == accounts.Contested
		if contested {
			d.Contested++
		}
		if n := len(i.Accepts); n > 0 { // in the order of entries
			o.accepted = append(o.accepted, i.Accepts[n-1].Entry)
		}
		if !span.admits(i) {
			continue
		}
		if o.More = len(o.Incidents) == mostIncidents; !o.More {
			o.Incidents = append(o.Incidents, i)
		}
		if contested && len(o.Contested) < 3*mostContested {
			o.Contested = append(o.Contested, i)
		}
	}
	o.Contested = mostApart(o.Contested)
	for _, day := range sortedKeys(days) {
		o.Days = append(o.Days, *days[day])
	}
	return nil
}
