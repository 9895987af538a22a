package accounts

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Account is all that one side says of an incident, or all third parties, or
// all narrators. Each field holds every value that was said, in the order in
// which each was first said: two values of one field stay two.
type Account struct {
	ID         string   `json:"id"`             // the side's code, "third-party", "narrator", or "party:" and a name where the side is not known
	Side       string   `json:"side,omitempty"` // code
	Name       string   `json:"name"`
	Speakers   []string `json:"speakers,omitempty"` // who speaks in it, in alphabetical order
	Happened   []Value  `json:"happened,omitempty"` // text: stated, hedged, possible, conceded, denied
	What       []Value  `json:"what,omitempty"`     // text: type of event; detail: its mode
	Instrument []Value  `json:"instrument,omitempty"`
	Who        []Value  `json:"who,omitempty"`
	Target     []Value  `json:"target,omitempty"`
	Place      []Value  `json:"place,omitempty"`
	Time       []Value  `json:"time,omitempty"`
	Counts     []Count  `json:"counts,omitempty"`
	Denies     []Value  `json:"denies,omitempty"` // text: the field that is denied; "other" for what nobody says here
	Claims     []string `json:"claims"`           // every claim of the account, the earliest first
	Summary    Phrase   `json:"summary"`
}

// Value is one thing that an account says of one field, with the claims that
// say it, the oldest first.
type Value struct {
	Text   string             `json:"text"`
	Detail string             `json:"detail,omitempty"`
	Side   string             `json:"side,omitempty"` // code, of an actor
	Lat    *float64           `json:"lat,omitempty"`  // degrees, WGS 84, of a place
	Lon    *float64           `json:"lon,omitempty"`
	Size   string             `json:"precision,omitempty"` // of a place
	Time   *evidence.Interval `json:"time,omitempty"`
	Said   []Saying           `json:"said"`
}

// Saying is one claim that says a value.
type Saying struct {
	Claim     string            `json:"claim"`
	Report    string            `json:"report"`
	Origin    string            `json:"origin"` // the report of which this one is a copy, or itself
	Source    string            `json:"source,omitempty"`
	Via       string            `json:"via,omitempty"` // who handed it on
	Published evidence.Interval `json:"published"`
	Verbatim  bool              `json:"verbatim,omitempty"`
	Hedged    bool              `json:"hedged,omitempty"`
}

func (v Value) spot() spot { return spot{v.Text, v.Size, v.Lat, v.Lon} }

// is reports whether two are one value, whoever says them.
func (v Value) is(w Value) bool {
	return v.Text == w.Text && v.Detail == w.Detail && v.Side == w.Side && v.Size == w.Size
}

// Of returns the values of one of Fields, counts left out.
func (a *Account) Of(field string) []Value {
	if values := a.field(field); values != nil {
		return *values
	}
	return nil
}

// field is where the values of one of Fields stand; nil for counts.
func (a *Account) field(name string) *[]Value {
	switch name {
	case FieldHappened:
		return &a.Happened
	case FieldWhat:
		return &a.What
	case FieldInstrument:
		return &a.Instrument
	case FieldWho:
		return &a.Who
	case FieldTarget:
		return &a.Target
	case FieldPlace:
		return &a.Place
	case FieldTime:
		return &a.Time
	}
	return nil
}

// accounts gathers the claims of each voice.
func (in *incident) accounts() []Account {
	byID := map[string]*Account{}
	for i := range in.said {
		if in.relays[i] >= 0 {
			continue
		}
		for _, id := range in.voices[i] {
			a := byID[id]
			if a == nil {
				a = &Account{ID: id, Side: sideOf(id), Name: in.nameOf(id, in.speaker(in.said[i].Claim.Source))}
				byID[id] = a
			}
			in.take(a, i)
		}
	}
	out := make([]Account, 0, len(byID))
	for _, a := range byID {
		slices.Sort(a.Speakers)
		a.Speakers = slices.Compact(a.Speakers)
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b Account) int { return cmp.Or(cmp.Compare(rank(a.ID), rank(b.ID)), cmp.Compare(a.ID, b.ID)) })
	return out
}

// take adds what claim i says to an account.
func (in *incident) take(a *Account, i int) {
	s := &in.said[i]
	c := &s.Claim
	by := in.saying(i)
	a.Claims = append(a.Claims, c.ID)
	if by.Source != "" {
		a.Speakers = append(a.Speakers, by.Source)
	}
	state := holds(c)
	if state == HasDenied {
		for _, field := range in.deniedHere(i) {
			put(&a.Denies, Value{Text: field}, by)
			if field == FieldHappened {
				put(&a.Happened, Value{Text: HasDenied}, by)
			}
		}
		return
	}
	if state != "" {
		put(&a.Happened, Value{Text: state}, by)
	}
	if !tells(c) {
		return
	}
	if state == HasConceded && in.ofOwnership(c) && a.Side != "" {
		put(&a.Who, Value{Text: a.Name, Side: a.Side}, by)
	}
	in.takeEvent(a, s, by)
	for k := range c.Counts {
		if isToll(c.Counts[k].What) && len(c.Counts[k].PartOf) == 0 {
			putCount(&a.Counts, in.count(s, k), by)
		}
	}
}

func (in *incident) takeEvent(a *Account, s *Said, by Saying) {
	e := s.Claim.Event
	if e == nil || e.Type == accusation && in.deeds() {
		return
	}
	if e.Type != "" {
		put(&a.What, Value{Text: e.Type, Detail: e.Mode}, by)
	}
	if e.Instrument != "" {
		put(&a.Instrument, Value{Text: e.Instrument}, by)
	}
	for _, x := range e.Agents {
		if ofItself(&s.Claim, x) || in.isCounted(&s.Claim, x) {
			continue
		}
		put(&a.Who, Value{Text: in.actor(x), Side: x.Side}, by)
	}
	for _, x := range e.Targets {
		if !in.isCounted(&s.Claim, x) {
			put(&a.Target, Value{Text: in.actor(x), Side: x.Side}, by)
		}
	}
	for _, p := range e.Places {
		put(&a.Place, Value{Text: p.Name, Lat: p.Lat, Lon: p.Lon, Size: p.Precision}, by)
	}
	if when := in.when(s); when != nil {
		put(&a.Time, Value{Text: span(*when), Time: when}, by)
	}
}

// accusation is the type of an event that is the words of somebody. Beside a
// deed it is how the deed is told, not what happened.
const accusation = "ACCUSE"

func (in *incident) deeds() bool {
	return slices.ContainsFunc(in.said, func(s Said) bool {
		return tells(&s.Claim) && s.Claim.Event != nil && s.Claim.Event.Type != "" && s.Claim.Event.Type != accusation
	})
}

// ofItself reports whether an actor is a third party that speaks, and of no
// side: what it does is to say so.
func ofItself(c *evidence.Claim, x evidence.Actor) bool {
	return c.Source.Kind == evidence.ThirdParty && x.Side == "" && x.Name != "" && x.Name == c.Source.Name
}

// isCounted reports whether an actor is no more than the people of the claim's
// toll, or nobody: "seven people", "two of the crew", "no civilian".
func (in *incident) isCounted(c *evidence.Claim, x evidence.Actor) bool {
	low := strings.ToLower(x.Text)
	words := strings.Fields(low)
	if x.Side != "" || len(words) == 0 {
		return false
	}
	if words[0] == "no" || words[0] == "nobody" {
		return true // "no civilian deaths"
	}
	return slices.ContainsFunc(c.Counts, func(n evidence.Count) bool {
		who := strings.ToLower(n.Who)
		return isToll(n.What) && (in.people[words[len(words)-1]] == either || who != "" && who != low && strings.Contains(low, who))
	})
}

// when returns the days of the event. Of a claim of several days they are all
// of these; one of a cumulative number does not tell when this incident was.
func (in *incident) when(s *Said) *evidence.Interval {
	scopes := []Scope{}
	for k := range s.Claim.Counts {
		if isToll(s.Claim.Counts[k].What) && len(s.Claim.Counts[k].PartOf) == 0 {
			scopes = append(scopes, in.scopeOf(s, k))
		}
	}
	for _, scope := range scopes {
		switch {
		case scope.Kind == ScopeCumulative:
			return nil
		case scope.Kind == ScopeSeveral && scope.From != "":
			return &evidence.Interval{From: scope.From, To: scope.To, Text: scope.Words, Basis: "days of the number"}
		}
	}
	if t := s.Claim.Event.Time; t != nil && t.Known() {
		return t
	}
	return nil
}

func (in *incident) saying(i int) Saying {
	s := &in.said[i]
	by := Saying{
		Claim: s.Claim.ID, Report: s.Report, Origin: cmp.Or(s.Origin, s.Report), Source: in.speaker(s.Claim.Source),
		Published: s.Published, Verbatim: s.Claim.Verbatim, Hedged: s.Claim.Modality == evidence.Hedged,
	}
	if in.via[i] >= 0 {
		by.Via = in.speaker(in.said[in.via[i]].Claim.Source)
	}
	return by
}

// put adds a saying to the value that is the same, or a new value.
func put(values *[]Value, v Value, by Saying) {
	for i := range *values {
		x := &(*values)[i]
		if x.is(v) {
			x.Said = append(x.Said, by)
			return
		}
	}
	v.Said = []Saying{by}
	*values = append(*values, v)
}

// span writes an interval's days: one, from–to, or one open end.
func span(i evidence.Interval) string {
	from, to := utcDay(i.From), utcDay(i.To)
	switch {
	case from == to || to == "":
		return from
	case from == "":
		return "–" + to
	}
	return from + "–" + to
}
