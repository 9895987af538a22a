package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/store"
)

// Incident is an incident as an audience may see it, with the accounts that
// the claims which it may see give of it.
type Incident struct {
	publish.Incident
	Asked string `json:"asked,omitempty"` // an older id, or that of one of its claims, under which it was asked for
	accounts.Told
}

// IncidentQuery lets through what agrees with each of its fields that is not
// empty.
type IncidentQuery struct {
	Place     string // a name that claims give, or another of the same place
	From, To  string // civil dates, inclusive
	Side      string // code of a side that speaks, acts or suffers
	Type      string // of an event
	Contested bool   // some account denies it, or accounts differ in who did it
	Told      bool   // somebody says or denies that something happened
	Alone     bool   // claims of material events that nothing was linked with, instead of incidents
}

// Incident returns the incident that has an id, or into which one that had it
// went, or that a claim of the id stands in; a claim that speaks of something
// that happened and stands alone is an incident of one account. It is
// store.ErrNotFound when the audience may see nothing of it.
func (l *Library) Incident(ctx context.Context, at int64, id string) (Incident, error) {
	found, _, err := l.judgedIncident(ctx, at, id)
	return found, err
}

func (l *Library) judgedIncident(ctx context.Context, at int64, id string) (Incident, grounds, error) {
	return judgedOf(ctx, l, &l.judged.incidents, at, id, func() (Incident, grounds, error) {
		g := l.gatherer(ctx, at, false)
		gathering, err := g.find(id)
		if err != nil {
			return Incident{}, g.on, err
		}
		found, ok, err := g.show(gathering)
		if err == nil && !ok {
			err = store.ErrNotFound
		}
		if err == nil && found.ID != id {
			found.Asked = id
		}
		return found, g.on, err
	})
}

// IncidentsOf returns, of those claims that the audience may see in an incident,
// its id.
func (l *Library) IncidentsOf(ctx context.Context, at int64, claims []string) (map[string]string, error) {
	in := make(map[string]string)
	var ids []string
	for _, claim := range claims {
		id, err := l.store.IncidentOf(ctx, at, claim)
		if err != nil {
			return nil, err
		}
		if id != "" {
			in[claim] = id
			ids = append(ids, id)
		}
	}
	if l.desk {
		return in, nil
	}
	seen := make(map[string]string)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		found, err := l.Incident(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, c := range found.Claims {
			if slices.Contains(claims, c.ID) {
				seen[c.ID] = id
			}
		}
	}
	return seen, nil
}

// Incidents lists the incidents that the audience may see and that pass the
// query, the latest first, from the one after the cursor ("" for the first); it
// returns the cursor of the last when there may be more. All for a limit of 0.
func (l *Library) Incidents(ctx context.Context, at int64, q IncidentQuery, cursor string, limit int) ([]Incident, string, error) {
	list := l.publicIncidents
	switch {
	case q.Alone:
		list = l.loneClaims
	case l.desk:
		list = l.deskIncidents
	}
	if limit == 0 {
		return list(ctx, at, q, cursor, limit)
	}
	page, err := answered(ctx, l, &l.answers.lists, at, incidentList{q, cursor, limit}, func() (page incidentPage, size int, err error) {
		page.incidents, page.next, err = list(ctx, at, q, cursor, limit)
		for _, i := range page.incidents {
			size += 1 + 2*len(i.Claims)
		}
		return page, 1 + size, err
	})
	return slices.Clone(page.incidents), page.next, err
}

// incidentList is what a list of incidents is asked for by.
type incidentList struct {
	IncidentQuery
	cursor string
	limit  int
}

// incidentPage is the answer.
type incidentPage struct {
	incidents []Incident
	next      string
}

// deskIncidents goes through the incidents of the store.
func (l *Library) deskIncidents(ctx context.Context, at int64, q IncidentQuery, cursor string, limit int) ([]Incident, string, error) {
	g := l.gatherer(ctx, at, true)
	return filled(cursor, limit, func(cursor string, most int) (list []Incident, next string, err error) {
		var states []store.IncidentState
		next, err = l.store.Incidents(ctx, at, q.filter(), cursor, most, func(s store.IncidentState) error {
			states = append(states, s)
			return nil
		})
		if err != nil {
			return nil, "", badCursor(err)
		}
		list, err = g.list(states, q)
		return list, next, err
	})
}

// filled asks for page after page, of at most so many each, until there are as
// many as the limit, or all for 0: of what a page of the store holds an audience
// may see less.
func filled(cursor string, limit int, page func(cursor string, most int) ([]Incident, string, error)) (list []Incident, next string, err error) {
	for {
		most := 0
		if limit > 0 {
			most = limit - len(list)
		}
		more, next, err := page(cursor, most)
		if err != nil {
			return nil, "", err
		}
		list = append(list, more...)
		if cursor = next; next == "" || limit > 0 && len(list) >= limit {
			return list, next, nil
		}
	}
}

// cut returns the incidents behind a cursor: the first day and the id of the
// last one seen.
func cut(list []listedIncident, cursor string, limit int) ([]listedIncident, string, error) {
	at := func(i listedIncident) string { return i.holds.From + "." + i.id }
	if cursor != "" {
		day, id, ok := strings.Cut(cursor, ".")
		if !ok || !evidence.ValidClaimID(id) {
			return nil, "", fmt.Errorf("%w: %q", ErrCursor, cursor)
		}
		list = list[firstBehind(list, day, id):]
	}
	if limit > 0 && len(list) > limit {
		return list[:limit], at(list[limit-1]), nil
	}
	return list, "", nil
}

func firstBehind(list []listedIncident, day, id string) int {
	n := slices.IndexFunc(list, func(i listedIncident) bool { return i.holds.From < day || i.holds.From == day && i.id > id })
	if n < 0 {
		return len(list)
	}
	return n
}

func badCursor(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w: %v", ErrCursor, err)
	}
	return err
}

// add appends a gathering to a list when the audience sees it and the query
// admits it.
func (g *gatherer) add(list []Incident, gathering publish.Gathering, q IncidentQuery) ([]Incident, error) {
	found, ok, err := g.show(gathering)
	if err == nil && ok && q.admits(found) {
		list = append(list, found)
	}
	return list, err
}

// list gathers incidents, and returns those that the audience sees and the query
// admits. The desk keeps what it gathers.
func (g *gatherer) list(states []store.IncidentState, q IncidentQuery) (list []Incident, err error) {
	if !g.library.desk || !g.listed {
		for _, s := range states {
			gathering, err := g.gather(s)
			if err == nil {
				list, err = g.add(list, gathering, q)
			}
			if err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	l, kept := g.library, &g.library.judged.gathered
	var unknown []store.IncidentState
	for _, s := range states {
		_, _, _, ok, err := recalled(g.ctx, l, kept, g.at, s.ID, l.now())
		if err != nil {
			return nil, err
		}
		if !ok {
			unknown = append(unknown, s)
		}
	}
	if err := g.expect(unknown); err != nil {
		return nil, err
	}
	for _, s := range states {
		found, _, err := judgedOf(g.ctx, l, kept, g.at, s.ID, func() (Incident, grounds, error) { return g.told(s) })
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if q.admits(found) {
			list = append(list, found)
		}
	}
	return list, nil
}

// told gathers an incident, and tells what that rests on.
func (g *gatherer) told(s store.IncidentState) (Incident, grounds, error) {
	g.on = grounds{}
	gathering, err := g.gather(s)
	if err != nil {
		return Incident{}, g.on, err
	}
	found, ok, err := g.show(gathering)
	if err == nil && !ok {
		err = store.ErrNotFound
	}
	return found, g.on, err
}

// filter is what the store may be asked.
func (q IncidentQuery) filter() store.IncidentFilter {
	return store.IncidentFilter{From: q.From, To: q.To, Side: q.Side, Place: q.Place, Type: q.Type}
}

// admits holds the query against what the audience sees of an incident.
func (q IncidentQuery) admits(i Incident) bool {
	return q.passes(i.Holds, i.Standing.Label == accounts.Contested, i.Untold())
}

func (q IncidentQuery) passes(h evidence.Outline, contested, untold bool) bool {
	switch {
	case q.From != "" && h.To < q.From, q.To != "" && (h.From == "" || h.From > q.To):
	case q.Side != "" && !slices.Contains(h.Sides, q.Side):
	case q.Type != "" && !slices.Contains(h.Types, q.Type):
	case q.Place != "" && !slices.ContainsFunc(h.Places, func(p string) bool { return store.Fold(p) == store.Fold(q.Place) }):
	case q.Contested && !contested, q.Told && untold:
	default:
		return true
	}
	return false
}

// Untold reports whether its claims speak of something without anybody saying
// what happened, how many suffered, or that it did not happen.
func (i Incident) Untold() bool {
	return i.Standing.Label == accounts.Unstated && len(i.Tolls) == 0 && !slices.ContainsFunc(i.Accounts, func(a accounts.Account) bool {
		return len(a.Of(accounts.FieldWhat)) > 0 || len(a.Denies) > 0
	})
}

// loneClaims lists claims of material events that stand alone, in the order of
// the reports' publication.
func (l *Library) loneClaims(ctx context.Context, at int64, q IncidentQuery, cursor string, limit int) ([]Incident, string, error) {
	g := l.gatherer(ctx, at, true)
	filter := store.ClaimFilter{From: q.From, To: q.To}
	if q.Type != "" {
		filter.Types = []string{q.Type}
	}
	return filled(cursor, limit, func(cursor string, most int) (list []Incident, next string, err error) {
		var claims []store.ClaimRecord
		next, err = l.store.ClaimsLike(ctx, at, filter, cursor, most, func(c store.ClaimRecord) error {
			claims = append(claims, c)
			return nil
		})
		if err != nil {
			return nil, "", badCursor(err)
		}
		for _, c := range claims {
			gathering, err := g.alone(c)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, "", err
			}
			if list, err = g.add(list, gathering, q); err != nil {
				return nil, "", err
			}
		}
		return list, next, nil
	})
}

// material reports whether a claim says of something that it happened, with a
// place, a time or a toll.
func material(c evidence.Claim) bool {
	return c.Countable() && (len(c.Counts) > 0 || c.Event != nil && c.Event.Type != "" && (len(c.Event.Places) > 0 || c.Event.Time != nil))
}

// acceptances returns who held a claim to be one with others at a position, in
// the group in which it stood last, and whether somebody rejected that since.
func acceptances(decisions []store.DecisionRecord, claim string, at int64) (accepts []publish.Ruling, refused bool) {
	var last []string
	since := false
	for _, d := range slices.Backward(decisions) {
		group := groupOf(d.Decision, claim)
		if group == nil {
			continue
		}
		if d.Entry >= at { // decided since: the last of these holds
			if !since {
				since, refused = true, d.Decision.Verdict == evidence.Refuse
			}
			continue
		}
		if last == nil {
			last = group
		}
		if d.Decision.Verdict != evidence.Accept || len(group) < 2 || !slices.Equal(group, last) {
			break
		}
		accepts = append(accepts, publish.Ruling{Entry: d.Entry, At: d.At, By: d.Decision.By, Reason: d.Decision.Reason})
	}
	slices.Reverse(accepts)
	return accepts, refused
}

// groupOf returns the group in which a decision holds a claim, in order; nil
// when it does not name it.
func groupOf(d evidence.Decision, claim string) []string {
	for _, group := range d.Groups {
		if slices.Contains(group, claim) {
			return slices.Sorted(slices.Values(group))
		}
	}
	return nil
}
