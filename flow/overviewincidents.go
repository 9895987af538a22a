package flow

import (
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
	g := l.gatherer(ctx, at, true)
	span := IncidentQuery{From: q.From, To: q.To}
	states, next, err := l.states(ctx, at, span.filter(), mostIncidents)
	if err != nil {
		return err
	}
	o.More = next != ""
	for _, s := range states {
		if o.Incidents, err = g.take(o.Incidents, s, span); err != nil {
			return err
		}
	}
	contested := span.filter()
	contested.Contested = true
	if states, _, err = l.states(ctx, at, contested, 2*mostContested); err != nil {
		return err
	}
	span.Contested = true
	for _, s := range states {
		if i := slices.IndexFunc(o.Incidents, func(i Incident) bool { return i.ID == s.ID }); i >= 0 {
			if span.admits(o.Incidents[i]) {
				o.Contested = append(o.Contested, o.Incidents[i])
			}
			continue
		}
		if len(o.Contested) >= mostContested {
			break
		}
		if o.Contested, err = g.take(o.Contested, s, span); err != nil {
			return err
		}
	}
	o.Contested = o.Contested[:min(len(o.Contested), mostContested)]
	return nil
}

// states returns the first incidents that pass a filter as the store has them.
func (l *Library) states(ctx context.Context, at int64, f store.IncidentFilter, limit int) (list []store.IncidentState, next string, err error) {
	next, err = l.store.Incidents(ctx, at, f, "", limit, func(s store.IncidentState) error {
		list = append(list, s)
		return nil
	})
	return list, next, err
}

// take appends an incident to a list when the audience sees it and the query
// admits it.
func (g *gatherer) take(list []Incident, s store.IncidentState, q IncidentQuery) ([]Incident, error) {
	gathering, err := g.gather(s)
	if err != nil {
		return list, err
	}
	return g.add(list, gathering, q)
}

// publicSpan goes through all that the public sees, so that no count and no cut
// tells of anything else.
func (l *Library) publicSpan(ctx context.Context, at int64, q OverviewQuery, o *Overview) error {
	all, _, err := l.publicIncidents(ctx, at, IncidentQuery{}, "", 0)
	if err != nil {
		return err
	}
	days := make(map[string]*store.IncidentDay)
	span := IncidentQuery{From: q.From, To: q.To}
	for _, i := range all {
		d := days[i.Holds.From]
		if d == nil {
			d = &store.IncidentDay{Day: i.Holds.From}
			days[i.Holds.From] = d
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
		if contested && len(o.Contested) < mostContested {
			o.Contested = append(o.Contested, i)
		}
	}
	for _, day := range sortedKeys(days) {
		o.Days = append(o.Days, *days[day])
	}
	return nil
}
