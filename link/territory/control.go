package territory

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Grade says on what footing it stands that a side holds a place: three
// different things, and what is merely told besides.
type Grade string

// The grades. A loser's word for it and a picture that no party gave are of
// another kind than the taker's own announcement.
const (
	Announced Grade = "announced" // by the holder, or whoever stands with it
	Conceded  Grade = "conceded"  // by the side that lost the place
	Shown     Grade = "shown"     // by somebody else with a picture, video, satellite image or other evidence
	Told      Grade = "told"      // by somebody else without
)

// Grades lists the grades in the order in which they are shown.
var Grades = []Grade{Announced, Conceded, Shown, Told}

// Place is who is said to hold a place.
type Place struct {
	Name      string            `json:"place"`
	Holders   []Holder          `json:"holders"`             // by anybody's latest word; the latest first
	Contested []evidence.Remark `json:"contested,omitempty"` // why the accounts cannot all hold; empty when they can
	Confirmed Confirmed         `json:"confirmed"`           // when anybody last said who holds it
	Said      []Statement       `json:"said"`                // everything said of it, by the day that it speaks of
}

// Holder is one side that is said to hold a place, with on whose word.
type Holder struct {
	Side      string      `json:"side,omitempty"`  // empty when it is not said who
	Since     string      `json:"since,omitempty"` // the first civil day that anybody gives in the unbroken run of what is said of it
	FirstSaid string      `json:"first_said,omitempty"`
	By        []string    `json:"by"` // accounts whose latest word it is
	Grades    []GradeSaid `json:"grades"`
	Denied    []string    `json:"denied,omitempty"` // ids of claims that say it is not so
	Confirmed Confirmed   `json:"confirmed"`
}

// GradeSaid is the claims that put one grade to a holding.
type GradeSaid struct {
	Grade    Grade    `json:"grade"`
	Accounts []string `json:"accounts"`
	Claims   []string `json:"claims"`
	First    string   `json:"first,omitempty"` // civil day of the first
}

// Control returns a record for each place of which any claim says who holds,
// takes or loses it, by name. The claims of a report that answer those are
// weighed when they are handed in too; others are passed over.
func (t *Teller) Control(said []Said) []Place {
	said = once(said)
	replies := answers(said)
	byPlace := make(map[string][]Said)
	for _, s := range said {
		if c, ok := controlOf(s.Claim); ok {
			byPlace[c.Place] = append(byPlace[c.Place], s)
		}
	}
	var places []Place
	for name, about := range byPlace {
		if p, ok := t.place(name, about, replies); ok {
			places = append(places, p)
		}
	}
	slices.SortFunc(places, func(a, b Place) int { return strings.Compare(a.Name, b.Name) })
	return places
}

// controlOf returns what a claim says of who holds a place: in so many words,
// or by an event that one side seized the one place in it or withdrew from it.
func controlOf(c evidence.Claim) (evidence.ControlSaid, bool) {
	if c.Control != nil {
		said := *c.Control
		if said.Side == "" && said.State == "taken" && c.Event != nil && c.Event.Mode == "seize" {
			said.Side = oneSide(c.Event.Agents)
		}
		return said, said.Place != ""
	}
	if c.Event == nil || len(c.Event.Places) != 1 || !named(c.Event.Places[0]) {
		return evidence.ControlSaid{}, false
	}
	said := evidence.ControlSaid{Place: c.Event.Places[0].Name, Side: oneSide(c.Event.Agents)}
	switch {
	case c.Event.Type == "COERCE" && c.Event.Mode == "seize":
		said.State = "taken"
	case c.Event.Type == "RETREAT" && c.Event.Mode == "withdraw":
		said.State = "lost"
	}
	return said, said.State != "" && said.Side != ""
}

// named reports whether a place is a settlement or stretch that can be held,
// not a country or region.
func named(p evidence.Place) bool {
	return p.Name != "" && p.Precision != "country" && p.Precision != "region"
}

// oneSide returns the side of actors who are all of one, or "".
func oneSide(actors []evidence.Actor) string {
	side := ""
	for _, a := range actors {
		if a.Side == "" || side != "" && a.Side != side {
			return ""
		}
		side = a.Side
	}
	return side
}

func (t *Teller) place(name string, about []Said, replies map[string][]Said) (Place, bool) {
	involved := make(map[string]bool)
	losers := make(map[string]bool) // camps that are said to have had the place
	for _, s := range about {
		c, _ := controlOf(s.Claim)
		involved[c.Side] = true
		involve(involved, replies[s.Claim.ID])
		if c.State == "lost" || c.State == "held" {
			losers[t.camp(c.Side)] = true
		}
		if e := s.Claim.Event; e != nil && c.State == "taken" {
			losers[t.camp(oneSide(e.Targets))] = true
		}
	}
	delete(involved, "")
	delete(losers, "")
	p := Place{Name: name}
	for _, s := range about {
		st, ok := statement(s)
		if !ok {
			continue
		}
		c, _ := controlOf(s.Claim)
		st.State, st.Side, st.Accounts = c.State, c.Side, accounts(s.Claim, involved)
		if c.State == "lost" {
			st.loser = c.Side
		} else if s.Claim.Event != nil {
			st.loser = oneSide(s.Claim.Event.Targets)
		}
		if st.Denies && st.Side == "" && s.Claim.Source.Kind == evidence.Narrator {
			continue // that nobody lost something says nothing of who holds it
		}
		if !st.Denies {
			for _, id := range st.Accounts {
				st.grades = append(st.grades, t.grade(s.Claim, st, id, losers))
			}
			st.Grade = st.grades[0]
		}
		p.Said = append(p.Said, st)
		for _, r := range replies[s.Claim.ID] {
			if d, ok := statement(r); ok && !st.Denies && !slices.ContainsFunc(about, func(s Said) bool { return s.Claim.ID == r.Claim.ID }) {
				d.Accounts, d.State, d.Side, d.loser, d.Denies = accounts(r.Claim, involved), st.State, st.Side, st.loser, true
				p.Said = append(p.Said, d)
			}
		}
	}
	if len(p.Said) == 0 {
		return p, false
	}
	inOrder(p.Said)
	p.Confirmed = confirmed(p.Said)
	t.weigh(&p)
	return p, true
}

// grade says on what footing a statement stands in an account.
func (t *Teller) grade(c evidence.Claim, st Statement, id string, losers map[string]bool) Grade {
	holder := st.Side
	if st.State == "lost" {
		holder = ""
	}
	if id != ThirdParties && id != Narrators {
		camp := t.camp(id)
		lost := st.loser != "" && t.camp(st.loser) == camp
		switch {
		case holder != "" && t.camp(holder) == camp:
			return Announced
		case lost || c.Stance == evidence.Admit || holder != "" && losers[camp]:
			return Conceded
		case st.State == "lost":
			return Announced // the other side's loss
		}
	}
	if c.Source.Kind != evidence.Party && (len(c.Evidence) > 0 || pictured(c)) {
		return Shown
	}
	return Told
}

// pictured reports whether the claim rests on pictures by its own words.
func pictured(c evidence.Claim) bool {
	words := c.Content.Text
	if c.Source.Span != nil {
		words += " " + c.Source.Text
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool {
		return pictures[strings.Trim(w, ".,;:!?\"'“”‘’()")]
	})
}

var pictures = map[string]bool{
	"photo": true, "photos": true, "photograph": true, "photographs": true, "photographed": true, "video": true, "videos": true, "footage": true,
	"imagery": true, "image": true, "images": true, "satellite": true, "geolocated": true, "filmed": true,
}

// word is the latest word of one account on a place: who holds it, and the run
// of statements that say so without a break.
type word struct {
	account string
	side    string
	state   string
	run     []Statement
}

func (w word) first() Statement { return w.run[0] }
func (w word) last() Statement  { return w.run[len(w.run)-1] }

// weigh finds the holders by each account's latest word, and where the accounts
// cannot all hold.
func (t *Teller) weigh(p *Place) {
	words := latest(p.Said)
	for _, w := range words {
		if w.side == "" && w.last().loser != "" && slices.ContainsFunc(words, func(o word) bool { return o.side != "" && t.camp(o.side) != t.camp(w.last().loser) }) {
			continue // it concedes the place to whoever is said to hold it
		}
		i := slices.IndexFunc(p.Holders, func(h Holder) bool { return h.Side == w.side })
		if i < 0 {
			i = len(p.Holders)
			p.Holders = append(p.Holders, Holder{Side: w.side})
		}
		p.Holders[i].By = append(p.Holders[i].By, w.account)
	}
	for i := range p.Holders {
		t.fill(&p.Holders[i], words, p.Said)
	}
	slices.SortStableFunc(p.Holders, func(a, b Holder) int {
		return cmp.Or(strings.Compare(b.Confirmed.Day, a.Confirmed.Day), strings.Compare(b.FirstSaid, a.FirstSaid), strings.Compare(a.Side, b.Side))
	})
	p.Contested = t.contested(words, p.Said)
}

// latest returns the latest word of each account, in the order of accounts.
// The statements are in order.
func latest(all []Statement) []word {
	byID := make(map[string]*word)
	var ids []string
	for _, s := range all {
		for _, id := range s.Accounts {
			if s.Denies {
				continue
			}
			side := s.Side
			if s.State == "lost" {
				side = ""
			}
			w := byID[id]
			if w == nil {
				w = &word{account: id}
				byID[id], ids = w, append(ids, id)
			}
			if side == "" && s.State == "taken" && w.side != "" {
				continue // "after the capture of the town" names no other taker
			}
			if w.run == nil || w.side != side || (w.state == "contested") != (s.State == "contested") {
				w.run = nil
			}
			w.side, w.state = side, s.State
			w.run = append(w.run, s)
		}
	}
	slices.SortFunc(ids, byAccount)
	words := make([]word, len(ids))
	for i, id := range ids {
		words[i] = *byID[id]
	}
	return words
}

// fill tells of a holder since when, on whose word and what is denied.
func (t *Teller) fill(h *Holder, words []word, all []Statement) {
	var run []Statement
	for _, w := range words {
		if w.side == h.Side {
			run = append(run, w.run...)
		}
	}
	inOrder(run)
	run = slices.CompactFunc(run, func(a, b Statement) bool { return a.Claim == b.Claim && a.Report == b.Report })
	for _, s := range run {
		h.Since, h.FirstSaid = earlier(h.Since, s.from), earlier(h.FirstSaid, cmp.Or(s.from, s.to))
	}
	graded := run
	if h.Side != "" { // who says that it lost the place from then on concedes it too, to whomever
		for _, s := range all {
			if slices.Contains(s.grades, Conceded) && s.State == "lost" && s.to >= h.FirstSaid && t.camp(s.loser) != t.camp(h.Side) {
				graded = append(graded, s)
			}
		}
	}
	for _, g := range Grades {
		said := GradeSaid{Grade: g}
		for _, s := range graded {
			var by []string
			for i, id := range s.Accounts {
				if s.grades[i] == g {
					by = append(by, id)
				}
			}
			if by == nil {
				continue
			}
			if len(said.Claims) == 0 {
				said.First = cmp.Or(s.from, s.to)
			}
			said.Claims, said.Accounts = append(said.Claims, s.Claim), append(said.Accounts, by...)
		}
		if len(said.Claims) > 0 {
			slices.SortFunc(said.Accounts, byAccount)
			said.Accounts = slices.Compact(said.Accounts)
			h.Grades = append(h.Grades, said)
		}
	}
	for _, s := range all {
		if s.Denies && s.Side == h.Side && s.State != "lost" {
			h.Denied = append(h.Denied, s.Claim)
		}
	}
	h.Confirmed = confirmed(run)
}

// contested says why the accounts cannot all hold: one has another holder, of a
// day on which a second already had its own; one denies what another says; or
// one says itself that the place is fought over.
func (t *Teller) contested(words []word, all []Statement) []evidence.Remark {
	var why []evidence.Remark
	for _, w := range words {
		if w.state == "contested" {
			why = append(why, evidence.Say("contested, by the account of %s", t.account(w.account)))
		}
	}
	for i, a := range words {
		for _, b := range words[i+1:] {
			order := strings.Compare(a.last().to, b.last().to)
			if order <= 0 && t.parted(a, b) || order >= 0 && t.parted(b, a) {
				why = append(why, t.parting(a, b))
			}
		}
	}
	for _, s := range all {
		if !s.Denies || s.Side == "" {
			continue
		}
		reason := evidence.Say("%s does not hold it, says %s", t.side(s.Side), t.names(s.Accounts))
		if s.State == "lost" {
			reason = evidence.Say("%s has not lost it, says %s", t.side(s.Side), t.names(s.Accounts))
		}
		stands := slices.ContainsFunc(all, func(o Statement) bool { return !o.Denies && o.State == s.State && o.Side == s.Side })
		later := slices.ContainsFunc(all, func(o Statement) bool { // the denier has said so itself since
			return !o.Denies && o.to > s.to && o.Side == s.Side && o.State == s.State && slices.Equal(o.Accounts, s.Accounts)
		})
		if stands && !later && !slices.ContainsFunc(why, reason.Equal) {
			why = append(why, reason)
		}
	}
	return why
}

// parted reports whether the earlier account's word is of a day on which the
// later one's holder is said to have held the place already.
func (t *Teller) parted(earlier, later word) bool {
	if earlier.side == "" && later.side == "" || earlier.state == "contested" || later.state == "contested" {
		return false
	}
	a, b := earlier.last(), later.first()
	if earlier.side == "" || later.side == "" { // who lost it and who holds it may both hold
		lost, holds := earlier, later
		if later.side == "" {
			lost, holds = later, earlier
		}
		return lost.last().State == "lost" && t.camp(lost.last().loser) == t.camp(holds.side) && b.from != "" && b.from <= a.to
	}
	return t.camp(earlier.side) != t.camp(later.side) && b.from != "" && a.to != "" && b.from <= a.to
}

func (t *Teller) parting(a, b word) evidence.Remark {
	return evidence.Say("%s: %s; %s: %s", t.account(a.account), t.holds(a), t.account(b.account), t.holds(b))
}

func (t *Teller) holds(w word) evidence.Remark {
	if w.side == "" && w.last().loser != "" {
		return evidence.Say("said to be lost by %s", t.side(w.last().loser))
	}
	if w.side == "" {
		return evidence.Say("holder not said")
	}
	return evidence.Say("held by %s", t.side(w.side))
}

func (t *Teller) side(code string) string {
	if s, ok := t.lex.SideOf(code); ok {
		return s.Name
	}
	return code
}

// account returns the name of an account for a sentence.
func (t *Teller) account(id string) evidence.Remark {
	switch id {
	case ThirdParties:
		return evidence.Say("third parties")
	case Narrators:
		return evidence.Say("the reports' own voice")
	}
	return evidence.Say("%s", t.side(id))
}

func (t *Teller) names(ids []string) evidence.Remark {
	names := t.account(ids[0])
	for _, id := range ids[1:] {
		names = evidence.Say("%s and %s", names, t.account(id))
	}
	return names
}
