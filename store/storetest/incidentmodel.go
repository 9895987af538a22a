package storetest

import (
	"cmp"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// model is what a history says at a position, reckoned the long way.
type model struct {
	claims    map[string]modelClaim                // of current readings, each of the report whose id comes first
	incidents map[string][]evidence.IncidentRecord // what is left of them
	entries   map[string]int64                     // that changed an incident last
	joined    map[string][]string                  // incidents by claim, the last joined last; those left are out
	links     map[string]evidence.Link             // by incident and claim
}

type modelClaim struct {
	claim     evidence.Claim
	report    string
	entry     int64
	ordinal   int
	published evidence.Interval
}

func modelOf(t *testing.T, entries []evidence.Entry, at int64) model {
	t.Helper()
	m := model{map[string]modelClaim{}, map[string][]evidence.IncidentRecord{}, map[string]int64{}, map[string][]string{}, map[string]evidence.Link{}}
	readings := map[string]int64{}
	for _, e := range entries[:at] {
		if e.Withdrawn() {
			continue
		}
		switch e.Envelope.Kind {
		case evidence.ReportRead:
			readings[decoded[evidence.Reading](t, e).Report] = e.Envelope.Number
		case evidence.IncidentRecorded:
			m.take(decoded[evidence.IncidentRecord](t, e), e.Envelope.Number)
		}
	}
	for report, n := range readings {
		r := decoded[evidence.Reading](t, entries[n])
		for i, c := range r.Claims {
			if other, ok := m.claims[c.ID]; !ok || report < other.report {
				m.claims[c.ID] = modelClaim{c, report, n, i, r.Published}
			}
		}
	}
	return m
}

func decoded[T any](t *testing.T, e evidence.Entry) T {
	t.Helper()
	v, err := evidence.Decode[T](e)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (m model) take(r evidence.IncidentRecord, entry int64) {
	m.incidents[r.ID] = append(m.incidents[r.ID], r)
	m.entries[r.ID] = entry
	out := func(claim string) {
		m.joined[claim] = slices.DeleteFunc(m.joined[claim], func(id string) bool { return id == r.ID })
	}
	for _, l := range r.Joined {
		out(l.Claim)
		m.joined[l.Claim] = append(m.joined[l.Claim], r.ID)
		m.links[r.ID+l.Claim] = l
	}
	for _, claim := range r.Left {
		out(claim)
	}
}

func (m model) incidentOf(claim string) string {
	if all := m.joined[claim]; len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

// mention is what Mentions should say of a claim.
func (m model) mention(claim string) store.MentionRecord {
	c := m.claims[claim]
	r := store.MentionRecord{Claim: claim, Report: c.report, Entry: c.entry, Mention: []byte(c.report + c.claim.Content.Text), Incident: m.incidentOf(claim)}
	if r.Incident != "" {
		l := m.links[r.Incident+claim]
		records := m.incidents[r.Incident]
		r.To, r.Score, r.Lead = l.To, l.Score, records[len(records)-1].Lead
	}
	return r
}

// linked returns the ids of the claims of an incident, in order.
func (m model) linked(id string) []string {
	var claims []string
	for _, r := range m.incidents[id] {
		claims = slices.DeleteFunc(claims, func(c string) bool { return slices.Contains(r.Left, c) })
		for _, l := range r.Joined {
			claims = append(claims, l.Claim)
		}
	}
	slices.Sort(claims)
	return slices.Compact(claims)
}

// found returns the ids of the incidents that pass a filter, in the order in
// which they are listed.
func (m model) found(f store.IncidentFilter) []string {
	var ids []string
	begins := map[string]int64{}
	for id, records := range m.incidents {
		last := records[len(records)-1]
		h := last.Holds
		begins[id] = store.Day(h.From)
		places := slices.Clone(h.Places)
		for i := range places {
			places[i] = store.Fold(places[i])
		}
		switch {
		case last.Change == evidence.Dissolved:
		case f.Side != "" && !slices.Contains(h.Sides, f.Side), f.Type != "" && !slices.Contains(h.Types, f.Type):
		case f.Place != "" && !slices.Contains(places, f.Place):
		case f.From != "" && (h.To == "" || h.To < f.From), f.To != "" && (h.From == "" || h.From > f.To):
		case f.Contested && !h.Contested():
		default:
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(begins[b], begins[a]), cmp.Compare(a, b)) })
	return ids
}

// days counts the incidents that stand by the day on which they begin.
func (m model) days() []store.IncidentDay {
	var days []store.IncidentDay
	for _, id := range slices.Backward(m.found(store.IncidentFilter{})) {
		records := m.incidents[id]
		h := records[len(records)-1].Holds
		if n := len(days); n == 0 || days[n-1].Day != h.From {
			days = append(days, store.IncidentDay{Day: h.From})
		}
		d := &days[len(days)-1]
		d.Incidents++
		if h.Contested() {
			d.Contested++
		}
		if !h.Dated {
			d.Told++
		}
	}
	return days
}

// like returns the ids of the claims that pass a filter, in the order in which
// they are listed.
func (m model) like(f store.ClaimFilter) []string {
	var found []modelClaim
	for _, c := range m.claims {
		if passesClaim(c, f) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b modelClaim) int {
		return cmp.Or(cmp.Compare(store.Day(a.published.To), store.Day(b.published.To)), cmp.Compare(a.entry, b.entry), cmp.Compare(a.ordinal, b.ordinal))
	})
	var ids []string
	for _, c := range found {
		ids = append(ids, c.claim.ID)
	}
	return ids
}

func passesClaim(m modelClaim, f store.ClaimFilter) bool {
	c, day := m.claim, m.published.From
	eventType := ""
	if c.Event != nil {
		if eventType = c.Event.Type; c.Event.Time != nil {
			day = c.Event.Time.From
		}
	}
	says := map[string]bool{"": true, store.SaysToll: c.Counts != nil, store.SaysAccess: c.Access != nil}
	holds := f.Words == "" || len(store.Words(f.Words)) > 0
	for _, w := range store.Words(f.Words) {
		holds = holds && slices.Contains(store.Words(c.Content.Text), w)
	}
	var named, places []string
	if c.Event != nil {
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			named = append(named, a.Side, store.Slug(a.Name))
		}
	}
	for _, p := range c.Places() {
		places = append(places, store.Slug(p.Name))
	}
	speaks := func(who string) bool {
		return slices.Contains(c.SideSpeaking(), who) || !c.Source.Private && store.Slug(c.Source.Name) == who
	}
	return says[f.Says] && holds &&
		(f.Place == "" || slices.Contains(places, f.Place)) && (f.Outlet == "" || f.Outlet == "the-meridian-wire") &&
		(f.Speaker == "" || speaks(f.Speaker)) && (f.Named == "" || slices.Contains(named, f.Named)) &&
		(f.Actor == "" || speaks(f.Actor) || slices.Contains(named, f.Actor)) &&
		(f.Stances == nil || slices.Contains(f.Stances, string(c.Stance))) &&
		(f.Types == nil || slices.Contains(f.Types, eventType)) &&
		(f.Reports == nil || slices.Contains(f.Reports, m.report)) &&
		(f.Side == "" || slices.Contains(c.SideSpeaking(), f.Side)) &&
		(f.From == "" || day != "" && day >= f.From) && (f.To == "" || day != "" && day <= f.To)
}
