package flow

import (
	"cmp"
	"context"
	"slices"

	"tallystick/store"
)

// drawIncidents counts incidents by day and takes out the latest of the span,
// and the latest contested ones.
func (l *Library) drawIncidents(ctx context.Context, at int64, q OverviewQuery, o *Overview) error {
	if !l.desk {
		return l.publicSpan(ctx, at, q, o)
	}
	var err error
	if o.Days == nil {
		if o.Days, err = l.store.IncidentDays(ctx, at); err != nil {
			return err
		}
	}
	span := IncidentQuery{From: q.From, To: q.To}
	g := l.gatherer(ctx, at, true)
	var next string
	if o.Incidents, next, err = l.deskIncidents(ctx, at, span, "", mostIncidents); err != nil {
		return err
	}
	o.More = next != ""
	span.Contested = true
	filter := span.filter()
	filter.Contested = true
	var states []store.IncidentState
	_, err = l.store.Incidents(ctx, at, filter, "", 3*mostContested, func(s store.IncidentState) error {
		states = append(states, s)
		return nil
	})
	if err != nil {
		return err
	}
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
		o.Contested = append(o.Contested, more...) // earlier ones
	}
	o.Contested = mostApart(o.Contested)
	return nil
}

// mostApart returns the incidents of a list of which the most sides speak and
// the most is disputed, in the order of the list. Of an incident that is told of
// one or two places a reader sees at once what it is about.
func mostApart(list []Incident) []Incident {
	apart := func(i Incident) int {
		n := len(i.Accounts) + len(i.Standing.Disputed) + len(i.Tolls)
		if places := len(i.Holds.Places); places == 1 || places == 2 {
			n += 4
		}
		return n
	}
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(a, b Incident) int { return cmp.Compare(apart(b), apart(a)) })
	order = order[:min(len(order), mostContested)]
	return slices.DeleteFunc(list, func(i Incident) bool {
		return !slices.ContainsFunc(order, func(o Incident) bool { return o.ID == i.ID })
	})
}

// publicSpan goes through all that the public sees, so that no count and no cut
// tells of anything else.
func (l *Library) publicSpan(ctx context.Context, at int64, q OverviewQuery, o *Overview) error {
	all, err := l.acceptedIncidents(ctx, at)
	if err != nil {
		return err
	}
	days := make(map[string]*store.IncidentDay)
	span := IncidentQuery{From: q.From, To: q.To}
	var latest, contested []listedIncident
	for _, i := range all {
		day := i.holds.From
		d := days[day]
		if d == nil {
			d = &store.IncidentDay{Day: day}
			days[day] = d
		}
		d.Incidents++
		if !i.holds.Dated {
			d.Told++
		}
		if i.contested {
			d.Contested++
		}
		if i.accepted >= 0 {
			o.accepted = append(o.accepted, i.accepted)
		}
		if !span.passes(i.holds, i.contested, i.untold) {
			continue
		}
		if o.More = len(latest) == mostPublic; !o.More {
			latest = append(latest, i)
		}
		if i.contested && len(contested) < 3*mostContested {
			contested = append(contested, i)
		}
	}
	if o.Incidents, err = l.wholeOf(ctx, at, latest); err != nil {
		return err
	}
	if o.Contested, err = l.wholeOf(ctx, at, contested); err != nil {
		return err
	}
	o.Contested = mostApart(o.Contested)
	for _, day := range sortedKeys(days) {
		o.Days = append(o.Days, *days[day])
	}
	return nil
}
