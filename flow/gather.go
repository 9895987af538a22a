package flow

import (
	"context"
	"errors"
	"slices"

	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/store"
)

// gatherer collects the claims of incidents as one audience may see them at a
// position. It remembers the reports that it has asked for.
type gatherer struct {
	library *Library
	ctx     context.Context
	at      int64
	listed  bool // for a list: at the desk claims are not told what keeps them from the public
	teller  *accounts.Teller
	reports map[string]*publish.Report // nil for one of which the audience sees nothing
	on      grounds                    // what all that was asked for rests on

	// What expect has fetched: incidents, their claims, and the decisions on them.
	fetched map[string]bool
	claims  map[store.ClaimPlace]publish.Gathered
	decided []store.DecisionRecord
}

func (l *Library) gatherer(ctx context.Context, at int64, listed bool) *gatherer {
	return &gatherer{
		library: l, ctx: ctx, at: at, listed: listed, teller: l.teller(),
		reports: make(map[string]*publish.Report), fetched: make(map[string]bool), claims: make(map[store.ClaimPlace]publish.Gathered),
	}
}

// expect fetches what lists at the desk show of incidents, for all of them at
// once. Others are gathered one by one, out of whole reports.
func (g *gatherer) expect(states []store.IncidentState) error {
	if !g.library.desk || !g.listed {
		return nil
	}
	var places []store.ClaimPlace
	var ids []string
	for _, s := range states {
		g.fetched[s.ID] = true
		for _, l := range s.Links {
			places, ids = append(places, store.ClaimPlace{Claim: l.Claim, Report: l.Report}), append(ids, l.Claim)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var err error
	if g.decided, err = g.library.store.Groupings(g.ctx, 1<<62, ids); err != nil {
		return err
	}
	return g.library.store.ClaimsIn(g.ctx, g.at, places, func(c store.ClaimRecord, r store.Summary) error {
		g.claims[store.ClaimPlace{Claim: c.Claim.ID, Report: r.ID}] = publish.Gathered{
			Claim:  publish.DeskClaims(r.ID, []publish.Candidate{candidateOf(c, g.at)})[0],
			Report: publish.Headline{ID: r.ID, Title: r.Title, Publisher: r.Publisher, Language: r.Language, Published: r.Published},
		}
		return nil
	})
}

// maxMoves bounds how often an incident may have gone into another.
const maxMoves = 1000

// find returns the gathering that an id means.
func (g *gatherer) find(id string) (publish.Gathering, error) {
	s := g.library.store
	for range maxMoves {
		g.on.ids = append(g.on.ids, id)
		state, err := s.Incident(g.ctx, g.at, id)
		if errors.Is(err, store.ErrNotFound) {
			break
		}
		if err != nil {
			return publish.Gathering{}, err
		}
		if len(state.Links) > 0 {
			return g.gather(state)
		}
		if state.Into == "" {
			return publish.Gathering{}, store.ErrNotFound
		}
		id = state.Into
	}
	claim, err := s.Claim(g.ctx, g.at, id)
	if err != nil {
		return publish.Gathering{}, err
	}
	g.on.ids = append(g.on.ids, claim.Reports...)
	in, err := s.IncidentOf(g.ctx, g.at, id)
	if err != nil || in == "" {
		if err == nil && claim.Stale {
			err = store.ErrNotFound
		}
		if err != nil {
			return publish.Gathering{}, err
		}
		return g.alone(claim)
	}
	state, err := s.Incident(g.ctx, g.at, in)
	if err != nil {
		return publish.Gathering{}, err
	}
	return g.gather(state)
}

// gather collects the claims of an incident.
func (g *gatherer) gather(state store.IncidentState) (publish.Gathering, error) {
	out := publish.Gathering{ID: state.ID, Entry: state.Entry, At: state.At}
	ids := make([]string, len(state.Links))
	g.on.ids = append(g.on.ids, state.ID)
	for i, l := range state.Links {
		ids[i] = l.Claim
		g.on.ids = append(g.on.ids, l.Claim, l.Report)
	}
	decided := g.decided
	if !g.fetched[state.ID] {
		var err error
		if decided, err = g.library.store.Groupings(g.ctx, 1<<62, ids); err != nil {
			return out, err
		}
	}
	for _, link := range state.Links {
		m := publish.Gathered{Link: link}
		m.Accepts, m.Refused = acceptances(decided, link.Claim, g.at)
		if len(m.Accepts) == 0 && !g.library.desk {
			continue
		}
		if g.fetched[state.ID] {
			if found, ok := g.claims[store.ClaimPlace{Claim: link.Claim, Report: link.Report}]; ok {
				m.Claim, m.Report = found.Claim, found.Report
				out.Members = append(out.Members, m)
			}
			continue
		}
		seen, err := g.claim(link.Claim, link.Report, &m)
		if err != nil {
			return out, err
		}
		if seen {
			out.Members = append(out.Members, m)
		}
	}
	return out, nil
}

// alone makes a gathering of one claim, or answers store.ErrNotFound when it is
// of no material event, or stands in an incident.
func (g *gatherer) alone(c store.ClaimRecord) (publish.Gathering, error) {
	if !material(c.Claim) {
		return publish.Gathering{}, store.ErrNotFound
	}
	in, err := g.library.store.IncidentOf(g.ctx, g.at, c.Claim.ID)
	if err != nil {
		return publish.Gathering{}, err
	}
	var m publish.Gathered
	seen, err := g.claim(c.Claim.ID, c.Report, &m)
	switch {
	case err != nil:
		return publish.Gathering{}, err
	case in != "" || !seen:
		return publish.Gathering{}, store.ErrNotFound
	}
	return publish.Gathering{ID: c.Claim.ID, Entry: c.ReadEntry, At: c.ReadAt, Members: []publish.Gathered{m}}, nil
}

// claim fills in a claim and its report as the audience sees them.
func (g *gatherer) claim(id, report string, m *publish.Gathered) (seen bool, err error) {
	r, err := g.report(report)
	if err != nil || r == nil {
		return false, err
	}
	i := slices.IndexFunc(r.Claims, func(c publish.Claim) bool { return c.ID == id })
	if i < 0 {
		return false, nil
	}
	m.Claim, m.Report = r.Claims[i], r.Headline()
	return true, nil
}

// report returns a report as the audience sees it, nil when that is nothing.
func (g *gatherer) report(id string) (*publish.Report, error) {
	if r, known := g.reports[id]; known {
		return r, nil
	}
	r, err := g.ask(id)
	var withdrawn *WithdrawnError
	switch {
	case errors.Is(err, store.ErrNotFound), errors.As(err, &withdrawn):
		g.reports[id] = nil
		return nil, nil
	case err != nil:
		return nil, err
	}
	g.reports[id] = &r
	return &r, nil
}

func (g *gatherer) ask(id string) (publish.Report, error) {
	if !g.library.desk || !g.listed {
		report, on, err := g.library.judgedReport(g.ctx, g.at, id)
		g.on.add(on)
		return report, err
	}
	return g.library.atDesk(g.ctx, g.at, id)
}

// atDesk returns a report with its claims as the desk lists them, without what
// only its own page shows: what is withheld, and why.
func (l *Library) atDesk(ctx context.Context, at int64, id string) (publish.Report, error) {
	report, _, err := judgedOf(ctx, l, &l.judged.listed, at, id, func() (publish.Report, grounds, error) {
		report, err := l.listedAtDesk(ctx, at, id)
		return report, grounds{ids: []string{id}}, err
	})
	return report, err
}

func (l *Library) listedAtDesk(ctx context.Context, at int64, id string) (publish.Report, error) {
	record, err := l.store.Report(ctx, at, id)
	if err != nil {
		return publish.Report{}, err
	}
	if record.Tombstone != nil {
		return publish.Report{}, store.ErrNotFound
	}
	candidates := make([]publish.Candidate, len(record.Claims))
	for i, c := range record.Claims {
		candidates[i] = candidateOf(c, at)
	}
	r := record.Report
	return publish.Report{
		ID: r.ID, Title: r.Title, Publisher: r.Publisher, Language: r.Language, Published: r.Published, Claims: publish.DeskClaims(r.ID, candidates),
	}, nil
}

// show lets publish say what the audience sees of a gathering, and tells the
// accounts of that; it is false when that is nothing. Readings that somebody
// rejected are in no account.
func (g *gatherer) show(gathering publish.Gathering) (out Incident, ok bool, err error) {
	if len(gathering.Members) == 0 {
		return out, false, nil
	}
	if g.library.desk {
		out.Incident = publish.DeskIncident(gathering)
	} else if out.Incident, ok = publish.PublicIncident(gathering); !ok {
		return out, false, nil
	}
	heads := make(map[string]publish.Headline)
	for _, r := range out.Reports {
		heads[r.ID] = r
	}
	var claims []ClaimIn
	for _, c := range out.Claims {
		if c.State != publish.Rejected {
			claims = append(claims, ClaimIn{c.Claim, c.Report})
		}
	}
	origins, err := g.library.OriginsOf(g.ctx, g.at, claims)
	if err != nil {
		return out, false, err
	}
	said := make([]accounts.Said, len(claims))
	for i, c := range claims {
		head := heads[c.Report]
		said[i] = accounts.Said{Claim: c.Claim, Report: c.Report, Published: head.Published, Origin: origins[i], Outlet: head.Publisher}
	}
	if err := answerTies(g.ctx, g.library.store, g.at, said); err != nil {
		return out, false, err
	}
	out.Told = g.teller.Of(said)
	return out, true, nil
}
