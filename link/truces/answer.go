package truces

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Truce is one truce with all that is said of it.
type Truce struct {
	ID        string              `json:"id"`
	Register  *evidence.Ceasefire `json:"register,omitempty"` // a register's entry of it
	Parties   []string            `json:"parties"`            // sides, in alphabetical order
	Brokers   []Broker            `json:"brokers,omitempty"`
	Announced []Dated             `json:"announced,omitempty"`
	Effective []Dated             `json:"effective,omitempty"`
	Begins    string              `json:"begins,omitempty"` // first day that is told of it
	State     string              `json:"state"`            // one of States
	StateOf   []string            `json:"state_of,omitempty"`
	Extended  []Dated             `json:"extended,omitempty"`
	Ends      []Dated             `json:"ends,omitempty"`
	Breaches  []Breach            `json:"breaches,omitempty"`
	Denials   []Breach            `json:"denials,omitempty"` // of a breach, by whoever is or may be accused
	Asked     []Asked             `json:"asked,omitempty"`   // attacks that may be told as breaches: people decide
	Observed  []Dated             `json:"observed,omitempty"`
	Tally     []Accused           `json:"tally,omitempty"`
	Before    string              `json:"before,omitempty"` // id of the truce that it came before, where no day is told
	Links     []Link              `json:"links,omitempty"`
}

// What is said of a truce, all told; never what is so.
const (
	Announced    = "announced"
	InForce      = "in force"
	AllegedOne   = "alleged broken" // by the sides in StateOf
	AllegedBoth  = "alleged broken by both"
	SaidEnded    = "said to have ended"
	OnlySpokenOf = "spoken of"
)

// Broker is who is said to have brought a truce about, and by whom it is said.
type Broker struct {
	Name     string   `json:"name"`
	Register bool     `json:"register,omitempty"`
	Claims   []string `json:"claims,omitempty"`
}

// Dated is something said of a truce: when, and by whom.
type Dated struct {
	When  *evidence.Interval `json:"when,omitempty"`
	Clock string             `json:"clock,omitempty"` // local hour and minute of that
	Says  string             `json:"says"`            // announced, in force, due, extended, broken, ended, observed
	By    []string           `json:"by,omitempty"`    // sides that speak, or the name of who does; none for a register or a report's own voice
	Of    []string           `json:"of,omitempty"`    // sides that are said to have ended or to observe it
	Claim string             `json:"claim,omitempty"` // none for a register
}

// Breach is one allegation that a truce was broken, or its denial.
type Breach struct {
	Claim   string                `json:"claim"`
	Report  string                `json:"report"`
	Origin  string                `json:"origin"`
	By      []string              `json:"by"`      // sides that allege it, or the name of who does; empty for a report's own voice
	Against []string              `json:"against"` // sides; empty when it is not said who
	When    *evidence.Interval    `json:"when,omitempty"`
	Since   *Since                `json:"since,omitempty"`
	After   *evidence.Delay       `json:"after,omitempty"`   // in minutes, as the words or the hours of both tell
	Counted *evidence.BreachCount `json:"counted,omitempty"` // how many breaches it tells of at once
	Implied bool                  `json:"implied,omitempty"` // it tells of an attack within the truce, and calls it no breach
}

// Asked is an attack that may be told as a breach, and what speaks for it.
// People decide.
type Asked struct {
	Breach
	Score    int               `json:"score"`
	Sureness string            `json:"sureness"`
	Reasons  []evidence.Remark `json:"reasons,omitempty"`
}

// Since is how many days after a truce took effect something is said to have
// happened: at least and at most, as far as the days of both are told.
type Since struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

func (s Since) String() string {
	switch {
	case s.Max < 0:
		return fmt.Sprintf("%d to %d days before it took effect", -s.Max, -s.Min)
	case s.Max == 0:
		return "the same day"
	case s.Min == s.Max:
		return fmt.Sprintf("%d days after", s.Min)
	}
	return fmt.Sprintf("%d to %d days after", max(0, s.Min), s.Max)
}

// Accused counts the allegations of one side against another.
type Accused struct {
	By      string `json:"by"`      // a side or a name; "" for reports' own voice
	Against string `json:"against"` // a side; "" when it is not said who
	Claims  int    `json:"claims"`
	Origins int    `json:"origins"` // reports that copy no other
}

func (l *linker) answer() Linked {
	var out Linked
	for _, t := range l.all {
		out.Truces = append(out.Truces, l.truce(t))
	}
	slices.SortFunc(out.Truces, func(a, b Truce) int {
		return cmp.Or(strings.Compare(a.Begins, b.Begins), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(l.unclear, func(a, b Open) int {
		return cmp.Or(strings.Compare(a.Report, b.Report), strings.Compare(a.Claim, b.Claim), cmp.Compare(a.Earlier, b.Earlier))
	})
	out.Unclear = l.unclear
	return out
}

func (l *linker) truce(t *truce) Truce {
	out := Truce{ID: t.id, Register: t.entry, Parties: slices.Sorted(slices.Values(t.sides)), State: OnlySpokenOf}
	if t.before != nil {
		out.Before = t.before.id
	}
	if t.begins.known {
		out.Begins = days{t.earliest(), t.earliest(), true}.String()
	}
	if c := t.entry; c != nil {
		for _, b := range c.Brokers {
			out.Brokers = append(out.Brokers, Broker{Name: b, Register: true})
		}
		out.register(c)
	}
	list := l.held[t]
	slices.SortFunc(list, func(a, b held) int { return strings.Compare(a.key, b.key) })
	for _, h := range list {
		out.Links = append(out.Links, h.Link)
		out.broker(h)
		out.say(t, h.mention)
	}
	for _, h := range l.asked[t] {
		out.Asked = append(out.Asked, Asked{breachOf(t, h.mention), h.Score, h.Sureness, h.Reasons})
	}
	slices.SortFunc(out.Asked, func(a, b Asked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Report, b.Report), strings.Compare(a.Claim, b.Claim))
	})
	for _, told := range [][]Dated{out.Announced, out.Effective, out.Extended, out.Ends, out.Observed} {
		slices.SortStableFunc(told, func(a, b Dated) int { return strings.Compare(firstDay(a.When), firstDay(b.When)) })
	}
	for _, told := range [][]Breach{out.Breaches, out.Denials} {
		slices.SortStableFunc(told, func(a, b Breach) int { return strings.Compare(firstDay(a.When), firstDay(b.When)) })
	}
	out.tally()
	out.state()
	return out
}

func (out *Truce) register(c *evidence.Ceasefire) {
	for _, d := range []struct {
		to   *[]Dated
		when *evidence.Interval
		says string
	}{{&out.Announced, c.Announced, "announced"}, {&out.Effective, c.Effective, "in force"}, {&out.Ends, c.Ended, "ended"}} {
		if d.when != nil {
			*d.to = append(*d.to, Dated{When: d.when, Says: d.says})
		}
	}
}

func (out *Truce) broker(h held) {
	for _, name := range h.brokers {
		i := slices.IndexFunc(out.Brokers, func(b Broker) bool { return b.Name == name })
		if i < 0 {
			i = len(out.Brokers)
			out.Brokers = append(out.Brokers, Broker{Name: name})
		}
		if b := &out.Brokers[i]; !slices.Contains(b.Claims, h.Claim) {
			b.Claims = append(b.Claims, h.Claim)
		}
	}
}

// violated is the frame of what breaks a truce, as against a truce that breaks.
const violated = "frame:event-truce-violated"

// say files what a claim says of the truce.
func (out *Truce) say(t *truce, m *mention) {
	c := m.Claim
	var when *evidence.Interval
	if c.Event != nil && m.n == 0 {
		when = c.Event.Time
	}
	d := Dated{When: when, Clock: m.of.Clock, Says: m.of.Status, By: speakers(c), Of: m.of.By, Claim: c.ID}
	denied := c.Stance == evidence.Deny || c.Stance == evidence.Reject
	switch s := m.of.Status; {
	case s == "broken" && m.n == 0 && (len(m.of.By) > 0 || c.Stance == evidence.Accuse || denied || c.Ceasefire == nil || slices.Contains(c.Rules, violated)):
		if b := breachOf(t, m); denied {
			out.Denials = append(out.Denials, b)
		} else {
			out.Breaches = append(out.Breaches, b)
		}
	case denied:
		return
	case s == "broken" || s == "ended":
		out.Ends = append(out.Ends, d)
	case s == "extended":
		out.Extended = append(out.Extended, d)
	case s == "announced":
		out.Announced = append(out.Announced, Dated{When: when, Says: s, By: d.By, Of: d.Of, Claim: d.Claim})
	case s == "in force" && !m.begins():
		d.Says = "observed"
		out.Observed = append(out.Observed, d)
	case s == "in force":
		out.Effective = append(out.Effective, d)
	}
	out.began(m, d)
}

// Due is what is said of a truce that is yet to take effect.
const Due = "due"

// began files when a claim says that the truce began, beside what it says
// became of it.
func (out *Truce) began(m *mention, d Dated) {
	if m.of.Announced != nil {
		out.Announced = append(out.Announced, Dated{When: m.of.Announced, Says: "announced", By: d.By, Claim: d.Claim})
	}
	if m.of.Effective != nil {
		says := "in force"
		if m.of.Status == "announced" {
			says = Due
		}
		out.Effective = append(out.Effective, Dated{When: m.of.Effective, Clock: m.of.Clock, Says: says, By: d.By, Claim: d.Claim})
	}
}

// breachOf makes an allegation of a claim.
func breachOf(t *truce, m *mention) Breach {
	c := m.Claim
	b := Breach{Claim: c.ID, Report: m.Report, Origin: cmp.Or(m.Origin, m.Report), Counted: m.of.Counted, Implied: MayBreak(c), Since: since(t, m)}
	b.By, b.Against = parted(m)
	if c.Event != nil {
		b.When = c.Event.Time
	}
	if b.After, _ = t.delay(m); b.After == nil {
		return b
	}
	if b.Since == nil {
		b.Since = &Since{Min: b.After.Min / minutesOfDay, Max: b.After.Max / minutesOfDay}
	}
	if took := t.took(); (b.When == nil || !b.When.Known()) && took.known && took.width() == 0 {
		b.When = t.dayAfter(*b.After)
	}
	return b
}

// dayAfter returns the days that lie so long after a truce took effect.
func (t *truce) dayAfter(d evidence.Delay) *evidence.Interval {
	first, last := 0, minutesOfDay-1 // of the day on which it took effect
	if t.hourTold {
		first, last = t.hour, t.hour
	} else if d.Max < minutesOfDay/2 {
		first, last = 0, 0 // it may be past midnight: it rarely is
	}
	day := func(minutes int) string {
		n := t.took().from + minutes/minutesOfDay
		return days{n, n, true}.String()
	}
	return &evidence.Interval{From: day(first + d.Min), To: day(last + d.Max), Basis: "counted from when the truce took effect"}
}

// parted returns who alleges a breach by whom: sides or, within one side, those
// whom the claim names. The report's own voice may tell of somebody's
// accusation, which is theirs.
func parted(m *mention) (by, against []string) {
	c := m.Claim
	by, against = speakers(c), m.of.By
	if e := c.Event; c.Source.Kind == evidence.Narrator && e != nil && e.Type == "ACCUSE" && len(e.Agents) > 0 {
		by = sidesOrNames(e.Agents)
		if len(against) == 0 {
			against = sidesOrNames(e.Targets)
		}
	}
	accuses := c.Stance != evidence.Deny && c.Stance != evidence.Reject && c.Stance != evidence.Admit
	if !accuses || len(by) != 1 || len(against) != 1 || by[0] != against[0] || c.Event == nil {
		return by, against
	}
	var names []string
	for _, a := range c.Event.Agents {
		if name := cmp.Or(a.Name, a.Text); name != c.Source.Name && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if c.Source.Name != "" && len(names) > 0 {
		slices.Sort(names)
		return []string{c.Source.Name}, names
	}
	return by, nil
}

// sidesOrNames returns the sides of actors, their names where they have none.
func sidesOrNames(actors []evidence.Actor) (list []string) {
	for _, a := range actors {
		if name := cmp.Or(a.Side, a.Name, a.Text); !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// firstDay puts what is told without a day behind the rest.
func firstDay(i *evidence.Interval) string {
	if i == nil {
		return "~"
	}
	return cmp.Or(i.From, i.To, "~")
}

// speakers are the sides on whose behalf a claim is made, or who makes it; none
// for a report's own voice.
func speakers(c evidence.Claim) []string {
	if sides := c.SideSpeaking(); len(sides) > 0 {
		return slices.Sorted(slices.Values(sides))
	}
	if c.Source.Kind == evidence.Narrator {
		return nil
	}
	if name := cmp.Or(c.Source.Name, c.Source.Role); name != "" {
		return []string{name}
	}
	return []string{"a source without a name"}
}

// since counts the days from when a truce took effect.
func since(t *truce, m *mention) *Since {
	when, _ := m.fitting(t)
	if !when.known || !t.begins.known {
		return nil
	}
	took := t.took()
	return &Since{Min: when.from - took.to, Max: when.to - took.from}
}

// tally counts who accuses whom. Sides that accuse each other as one speaker
// accuse the others each.
func (out *Truce) tally() {
	type pair struct{ by, against string }
	claims, origins := make(map[pair]map[string]bool), make(map[pair]map[string]bool)
	for _, b := range out.Breaches {
		by, against := b.By, b.Against
		if len(by) == 0 {
			by = []string{""}
		}
		for _, x := range by {
			accused := against
			if len(accused) == 0 && len(by) > 1 {
				accused = by
			}
			if len(accused) == 0 {
				accused = []string{""}
			}
			for _, y := range accused {
				if x == y && len(by) > 1 {
					continue
				}
				p := pair{x, y}
				if claims[p] == nil {
					claims[p], origins[p] = make(map[string]bool), make(map[string]bool)
				}
				claims[p][b.Claim], origins[p][b.Origin] = true, true
			}
		}
	}
	for p := range claims {
		out.Tally = append(out.Tally, Accused{p.by, p.against, len(claims[p]), len(origins[p])})
	}
	slices.SortFunc(out.Tally, func(a, b Accused) int {
		return cmp.Or(strings.Compare(a.By, b.By), strings.Compare(a.Against, b.Against))
	})
}

// state says in words what is told of the truce, the last thing first: that it
// ended, that it was broken, that it holds, that it was announced.
func (out *Truce) state() {
	for _, a := range out.Tally {
		if a.Against != "" && !slices.Contains(out.StateOf, a.Against) {
			out.StateOf = append(out.StateOf, a.Against)
		}
	}
	slices.Sort(out.StateOf)
	switch {
	case len(out.Ends) > 0:
		out.State, out.StateOf = SaidEnded, nil
	case len(out.StateOf) > 1:
		out.State = AllegedBoth
	case len(out.Breaches) > 0:
		out.State = AllegedOne
	case len(out.Observed)+len(out.Extended) > 0 || slices.ContainsFunc(out.Effective, func(d Dated) bool { return d.Says != Due }):
		out.State = InForce
	case len(out.Announced)+len(out.Effective) > 0:
		out.State = Announced
	}
}
