package publish

import (
	"cmp"
	"slices"
	"time"

	"tallystick/evidence"
)

// scrub copies the fields of a claim or report that may be public, one by one,
// and passes every string through say. A field that is not named here does not
// leave.
type scrub struct {
	gate    *gate
	masked  bool // a name was hidden
	precise bool // a position was refused
}

// say returns a string with roles for names, and nothing where it holds a
// position.
func (s *scrub) say(words string) string {
	heard := s.gate.hear(words)
	s.precise = s.precise || heard.position
	s.masked = s.masked || heard.hidden != words && !heard.position
	return heard.hidden
}

// id passes what is a hash as it is: its letters are no name.
func (s *scrub) id(id string) string {
	if evidence.ValidClaimID(id) || evidence.ValidHash(id) {
		return id
	}
	return s.say(id)
}

func (s *scrub) day(when string) string {
	if _, err := time.Parse(time.DateOnly, when); err == nil {
		return when
	}
	if _, err := time.Parse(time.RFC3339Nano, when); err == nil {
		return when
	}
	return s.say(when)
}

func (s *scrub) claim(c evidence.Claim) evidence.Claim {
	return evidence.Claim{
		ID: s.id(c.ID), Stance: evidence.Stance(s.say(string(c.Stance))), Modality: evidence.Modality(s.say(string(c.Modality))), Verbatim: c.Verbatim,
		Source: s.source(c.Source), Cue: pointer(c.Cue, s.span), Content: s.span(c.Content), About: pointer(c.About, s.span), Paragraph: c.Paragraph, Parts: each(c.Parts, s.span),
		Event: pointer(c.Event, s.event), Counts: each(c.Counts, s.count), Losses: each(c.Losses, s.loss),
		Ceasefire: pointer(c.Ceasefire, s.ceasefire), Access: pointer(c.Access, s.access), Control: pointer(c.Control, s.control),
		RespondsTo: s.id(c.RespondsTo), Evidence: s.addresses(c.Evidence), Rules: each(c.Rules, s.say),
	}
}

func (s *scrub) span(p evidence.Span) evidence.Span {
	return evidence.Span{Start: p.Start, End: p.End, Text: s.say(p.Text)}
}

func (s *scrub) source(c evidence.Source) evidence.Source {
	return evidence.Source{
		Span: pointer(c.Span, s.span), Name: s.say(c.Name), Role: s.say(c.Role), Side: s.say(c.Side), Sides: each(c.Sides, s.say),
		Kind: evidence.SourceKind(s.say(string(c.Kind))), Private: c.Private,
	}
}

func (s *scrub) event(e evidence.Event) evidence.Event {
	return evidence.Event{
		Type: s.say(e.Type), Mode: s.say(e.Mode), Agents: each(e.Agents, s.actor), Targets: each(e.Targets, s.actor),
		Places: each(e.Places, s.place), Time: pointer(e.Time, s.interval), Clock: s.say(e.Clock), Instrument: s.say(e.Instrument),
	}
}

// actor shows a private person by role alone.
func (s *scrub) actor(a evidence.Actor) evidence.Actor {
	shown := evidence.Actor{Text: s.say(a.Text), Name: s.say(a.Name), Role: s.say(a.Role), Side: s.say(a.Side), Private: a.Private}
	if a.Private {
		s.masked = true
		shown.Text, shown.Name = cmp.Or(shown.Role, s.say("a person")), ""
	}
	return shown
}

func (s *scrub) place(p evidence.Place) evidence.Place {
	round := s.gate.policy.round
	return evidence.Place{Span: s.span(p.Span), Name: s.say(p.Name), Lat: round(p.Lat), Lon: round(p.Lon), Precision: s.say(p.Precision)}
}

func (s *scrub) interval(i evidence.Interval) evidence.Interval {
	return evidence.Interval{From: s.day(i.From), To: s.day(i.To), Text: s.say(i.Text), Basis: s.say(i.Basis)}
}

func (s *scrub) count(n evidence.Count) evidence.Count {
	return evidence.Count{
		ID: s.say(n.ID), What: s.say(n.What), Who: s.say(n.Who), Side: s.say(n.Side),
		Min: n.Min, Max: n.Max, Approx: n.Approx, PartOf: each(n.PartOf, s.say), Start: n.Start, End: n.End,
	}
}

func (s *scrub) loss(l evidence.Loss) evidence.Loss {
	return evidence.Loss{
		ID: s.say(l.ID), Class: s.say(l.Class), Model: s.say(l.Model), Status: s.say(l.Status), Side: s.say(l.Side),
		Min: l.Min, Max: l.Max, Approx: l.Approx, PartOf: each(l.PartOf, s.say), Start: l.Start, End: l.End,
	}
}

func (s *scrub) ceasefire(c evidence.CeasefireSaid) evidence.CeasefireSaid {
	return evidence.CeasefireSaid{
		Broker: s.say(c.Broker), Brokers: each(c.Brokers, s.say), Status: s.say(c.Status), By: each(c.By, s.say), Ordinal: c.Ordinal, Year: c.Year, Times: c.Times,
		Earlier: each(c.Earlier, s.ceasefire), Announced: pointer(c.Announced, s.interval), Effective: pointer(c.Effective, s.interval), Clock: s.say(c.Clock), After: c.After, Counted: c.Counted,
	}
}

func (s *scrub) access(a evidence.AccessSaid) evidence.AccessSaid {
	return evidence.AccessSaid{Route: s.say(a.Route), State: s.say(a.State), To: s.say(a.To), BySide: s.say(a.BySide)}
}

func (s *scrub) control(c evidence.ControlSaid) evidence.ControlSaid {
	return evidence.ControlSaid{Place: s.say(c.Place), Side: s.say(c.Side), State: s.say(c.State)}
}

// addresses leaves out those that name somebody: half an address leads nowhere.
func (s *scrub) addresses(list []string) []string {
	var shown []string
	for _, address := range list {
		if s.say(address) == address {
			shown = append(shown, address)
		}
	}
	return shown
}

// rulings are the reviewers' words. They sign in public, so their names stand.
func (s *scrub) rulings(list []Ruling) []Ruling {
	return each(list, func(r Ruling) Ruling {
		reason := s.say(r.Reason)
		if reason == "" {
			s.masked, reason = true, Unsaid
		}
		return Ruling{Entry: r.Entry, At: r.At, By: r.By, Reason: reason}
	})
}

// proposal shows what was accepted, without what was said against it.
func (s *scrub) proposal(p Proposal) Proposal {
	return Proposal{
		Proposal: evidence.Proposal{ID: s.id(p.ID), What: s.say(p.What), Members: each(p.Members, s.id), Reasons: each(p.Reasons, s.say), Maker: s.say(p.Maker)},
		Entry:    p.Entry, State: p.State, Accepts: s.rulings(p.Accepts),
		Others: each(p.Others, func(o Other) Other { return Other{ID: s.id(o.ID), Title: s.say(o.Title)} }),
	}
}

func (s *scrub) caption(c evidence.Caption) evidence.Caption {
	return evidence.Caption{Text: s.say(c.Text), Credit: s.say(c.Credit)}
}

func each[T any](list []T, do func(T) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, item := range list {
		out[i] = do(item)
	}
	return out
}

func pointer[T any](p *T, do func(T) T) *T {
	if p == nil {
		return nil
	}
	v := do(*p)
	return &v
}

// byline keeps who wrote the report, unless the text names them as a private
// person.
func (s *scrub) byline(name string) string {
	if s.say(name) != name {
		return ""
	}
	return name
}

// private reports whether a claim says of somebody in it that no office makes
// them public.
func private(c evidence.Claim) bool {
	is := func(a evidence.Actor) bool { return a.Private }
	return c.Source.Private || c.Event != nil && (slices.ContainsFunc(c.Event.Agents, is) || slices.ContainsFunc(c.Event.Targets, is))
}
