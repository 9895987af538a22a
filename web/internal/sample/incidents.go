package sample

import (
	"context"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/lexicon"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/store"
)

// IncidentID is the incident of the sample: what befell the market of Torvale.
var IncidentID = evidence.IncidentID("the market", 4)

// OlderID is an id that the incident had before.
var OlderID = evidence.IncidentID("the market", 3)

// ofMarket reports whether a claim speaks of the market.
func ofMarket(c evidence.Claim) bool {
	return c.Source.Kind == evidence.Narrator || strings.Contains(c.Content.Text, "Southern artillery") || strings.Contains(c.Content.Text, "toward Torvale") ||
		strings.Contains(c.Content.Text, "At least 9") || strings.Contains(c.Content.Text, "wrong street")
}

// Incident tells the market's accounts as publish and link/accounts have them.
// Somebody accepted all but the toll.
func (l *Library) Incident(ctx context.Context, at int64, id string) (flow.Incident, error) {
	r, err := l.Report(ctx, at, Report().ID)
	if err != nil || at <= 5 || id != IncidentID && id != OlderID {
		return flow.Incident{}, store.ErrNotFound
	}
	g := publish.Gathering{ID: IncidentID, Entry: 4, At: captured.Add(time.Minute)}
	lead := ""
	for _, c := range r.Claims {
		if !ofMarket(c.Claim) {
			continue
		}
		m := publish.Gathered{Claim: c, Report: r.Headline(), Link: evidence.Link{Claim: c.ID, Report: r.ID, To: lead, Score: 830, Reasons: []string{"both say the day, and it is the same"}}}
		if lead == "" {
			m.Link.Score, m.Link.Reasons, lead = 1000, nil, c.ID
		}
		if len(c.Counts) == 0 {
			m.Accepts = []publish.Ruling{{Entry: 5, At: captured.Add(time.Hour), By: "Mina Sol", Reason: "One market, one morning."}}
		}
		g.Members = append(g.Members, m)
	}
	if len(g.Members) == 0 {
		return flow.Incident{}, store.ErrNotFound
	}
	out := flow.Incident{Incident: publish.DeskIncident(g)}
	if !l.Audience {
		var ok bool
		if out.Incident, ok = publish.PublicIncident(g); !ok {
			return flow.Incident{}, store.ErrNotFound
		}
	}
	var said []accounts.Said
	for _, c := range out.Claims {
		said = append(said, accounts.Said{Claim: c.Claim, Report: r.ID, Published: r.Published, Origin: r.ID, Outlet: r.Publisher})
	}
	out.Told = accounts.New(new(lexicon.Lexicon)).Of(said)
	if id == OlderID {
		out.Asked = id
	}
	return out, nil
}

// Incidents lists the one incident, when it passes the query by side and place.
func (l *Library) Incidents(ctx context.Context, at int64, q flow.IncidentQuery, _ string, _ int) ([]flow.Incident, string, error) {
	found, err := l.Incident(ctx, at, IncidentID)
	if err != nil || q.Side != "" && !slices.Contains(found.Holds.Sides, q.Side) || q.Place != "" && !slices.Contains(found.Holds.Places, q.Place) {
		return nil, "", nil
	}
	return []flow.Incident{found}, "", nil
}

// IncidentQuery takes words as they stand; it knows no side called Nobody.
func (l *Library) IncidentQuery(w flow.IncidentWords) (flow.IncidentQuery, error) {
	if w.Side == "Nobody" {
		return flow.IncidentQuery{}, &flow.WordError{What: "side", Word: w.Side, Near: []string{"NOR"}}
	}
	for _, day := range []string{w.From, w.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return flow.IncidentQuery{}, &flow.DateError{What: "there is no day " + day}
		}
	}
	return flow.IncidentQuery{Place: w.Place, From: w.From, To: w.To, Side: w.Side, Type: w.Type}, nil
}

// IncidentsOf says which claims speak of the market.
func (l *Library) IncidentsOf(ctx context.Context, at int64, claims []string) (map[string]string, error) {
	in := make(map[string]string)
	found, err := l.Incident(ctx, at, IncidentID)
	if err != nil {
		return in, nil
	}
	for _, c := range found.Claims {
		if slices.Contains(claims, c.ID) {
			in[c.ID] = IncidentID
		}
	}
	return in, nil
}
