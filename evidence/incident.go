package evidence

import (
	"errors"
	"fmt"
)

// Kinds of change that an incident.recorded entry makes.
const (
	Formed    = "formed"    // claims that stood alone are held to speak of one thing
	Regrouped = "regrouped" // claims came in or went out
	Dissolved = "dissolved" // what it held is now in another incident, or stands alone
)

// IncidentRecord is the payload of an incident.recorded entry: which claims the
// machine holds to speak of one thing in the world from then on, and why. It
// is a proposal until somebody accepts it.
type IncidentRecord struct {
	ID     string   `json:"id"`
	Change string   `json:"change"` // formed, regrouped, dissolved
	Joined []Link   `json:"joined,omitempty"`
	Left   []string `json:"left,omitempty"` // ids of the claims that went out
	Into   string   `json:"into,omitempty"` // of a dissolved one: the incident that holds most of its claims now
	Lead   string   `json:"lead,omitempty"` // the claim that leads it from then on, which the others were held against
	Holds  Outline  `json:"holds,omitzero"` // what it holds from then on; nothing once it is dissolved
	Reason string   `json:"reason"`
	Maker  string   `json:"maker"` // what linked them, with its version
}

// Outline is what an incident is listed and found by: what any of its claims
// says.
type Outline struct {
	From   string   `json:"from,omitempty"` // first and last civil day: of what is said to have happened or, where no
	To     string   `json:"to,omitempty"`   // claim says when, of publication
	Places []string `json:"places,omitempty"`
	Sides  []string `json:"sides,omitempty"` // that speak, act or suffer
	Types  []string `json:"types,omitempty"` // of events
	Claims int      `json:"claims"`
	Dated  bool     `json:"dated,omitempty"`  // a claim says when, so that From is no day of publication
	Said   bool     `json:"said,omitempty"`   // a claim says that it happened
	Denied bool     `json:"denied,omitempty"` // a claim denies it
	By     []string `json:"by,omitempty"`     // sides of which a claim says that they alone did it
}

// Contested reports whether the claims contradict each other in whether it
// happened, or in which side did it.
func (o Outline) Contested() bool { return o.Said && o.Denied || len(o.By) > 1 }

// Link says why a claim stands in an incident: what it was held against, and
// what agrees.
type Link struct {
	Claim   string   `json:"claim"`
	Report  string   `json:"report"`
	To      string   `json:"to,omitempty"` // the claim that it was held against; empty for the incident's leading claim
	Score   int      `json:"score"`        // thousandths of full agreement
	Reasons []string `json:"reasons,omitempty"`
}

// IncidentID names an incident by the claim that first led it and the number
// of the entry that formed it: ids are given once, in the order of arrival.
func IncidentID(lead string, entry int64) string {
	return Hash(fmt.Appendf(nil, "incident\n%s\n%d", lead, entry))[:32]
}

// Check says what is wrong with the record.
func (r IncidentRecord) Check() error {
	switch {
	case !ValidClaimID(r.ID):
		return fmt.Errorf("incident id %q is not 32 hexadecimal digits", r.ID)
	case r.Change != Formed && r.Change != Regrouped && r.Change != Dissolved:
		return fmt.Errorf("incident %s: unknown change %q", r.ID, r.Change)
	case r.Reason == "":
		return errors.New("a change of an incident has a reason")
	case (r.Change == Dissolved) != (r.Holds.Claims == 0):
		return fmt.Errorf("incident %s: %s, with %d claims", r.ID, r.Change, r.Holds.Claims)
	}
	if err := (Interval{From: r.Holds.From, To: r.Holds.To}).Check(); err != nil {
		return fmt.Errorf("incident %s: %w", r.ID, err)
	}
	seen := make(map[string]bool, len(r.Joined)+len(r.Left))
	for _, id := range r.Left {
		seen[id] = true
	}
	for _, l := range r.Joined {
		if !ValidClaimID(l.Claim) || l.To != "" && !ValidClaimID(l.To) {
			return fmt.Errorf("incident %s: a link between %q and %q, which are no claims", r.ID, l.Claim, l.To)
		}
		if seen[l.Claim] {
			return fmt.Errorf("incident %s: claim %s comes twice, or both comes and goes", r.ID, l.Claim)
		}
		seen[l.Claim] = true
	}
	return nil
}

// Ceasefire is the payload of a ceasefire.recorded entry: one truce as a
// register has it. What reports say of truces stands in their claims.
type Ceasefire struct {
	ID        string       `json:"id"`
	List      string       `json:"list"`  // the register
	Entry     string       `json:"entry"` // the register's own id
	Location  string       `json:"location,omitempty"`
	Parties   []TruceParty `json:"parties"`
	Brokers   []string     `json:"brokers,omitempty"`   // lexicon names, else the register's words
	Announced *Interval    `json:"announced,omitempty"` // days
	Effective *Interval    `json:"effective,omitempty"`
	Ended     *Interval    `json:"ended,omitempty"`
	Scope     string       `json:"scope,omitempty"`   // whole or partial, in words
	Purpose   string       `json:"purpose,omitempty"` // in the register's words
	Written   string       `json:"written,omitempty"` // "yes", "no", or empty when it is not said
	Comment   string       `json:"comment,omitempty"`
	Odd       []string     `json:"odd,omitempty"` // what is wrong with its rows, in words
	Lines     []int        `json:"lines,omitempty"`
	Dropped   bool         `json:"dropped,omitempty"` // the register's newest edition has it no more
}

// TruceParty is one actor that a register has in a truce.
type TruceParty struct {
	Said  string `json:"said"` // the register's word
	Name  string `json:"name,omitempty"`
	Side  string `json:"side,omitempty"`
	Ended string `json:"ended,omitempty"` // that it ended for this actor: "yes", "no", or empty
	Line  int    `json:"line,omitempty"`  // of its row, from 1
	// Raw holds the row's cells that say something and that no field holds word
	// for word, by column.
	Raw map[string]string `json:"raw,omitempty"`
}

// CeasefireID names a truce by its register and the register's own id.
func CeasefireID(list, entry string) string {
	return Hash(fmt.Appendf(nil, "ceasefire\n%s\n%s", list, entry))[:32]
}

// Check says what is wrong with the truce.
func (c Ceasefire) Check() error {
	if !ValidClaimID(c.ID) || c.List == "" || len(c.Parties) == 0 {
		return fmt.Errorf("a ceasefire has an id, a register and parties; %q of %q has not", c.ID, c.List)
	}
	for _, i := range []*Interval{c.Announced, c.Effective, c.Ended} {
		if i != nil {
			if err := i.Check(); err != nil {
				return fmt.Errorf("ceasefire %s of %s: %w", c.Entry, c.List, err)
			}
		}
	}
	return nil
}

// Route is the payload of a route.recorded entry: a road or crossing as a
// user draws it, with the settlements on it, to ask who has an open road out.
type Route struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Names       []string     `json:"names,omitempty"` // others that reports use
	Line        [][2]float64 `json:"line"`            // longitude, latitude, degrees, WGS 84
	Settlements []Settlement `json:"settlements"`     // in the order of the line
	File        Body         `json:"file"`            // that it was read from
}

// Settlement is a place on a route.
type Settlement struct {
	Name string  `json:"name"`
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
	// Out marks a settlement that counts as out: who reaches it is not cut off.
	Out bool `json:"out,omitempty"`
}

// Check says what is wrong with the route.
func (r Route) Check() error {
	if r.Name == "" || len(r.Line) < 2 {
		return fmt.Errorf("a route has a name and a line of two points or more; %q has not", r.Name)
	}
	for _, p := range r.Line {
		if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
			return fmt.Errorf("route %s: %v, %v lies off the globe", r.Name, p[1], p[0])
		}
	}
	for _, s := range r.Settlements {
		if s.Name == "" || s.Lon < -180 || s.Lon > 180 || s.Lat < -90 || s.Lat > 90 {
			return fmt.Errorf("route %s: settlement %q at %v, %v lies off the globe or has no name", r.Name, s.Name, s.Lat, s.Lon)
		}
	}
	return nil
}
