package territory

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Road is who says that a road or crossing is open, closed or restricted.
type Road struct {
	Name      string            `json:"route"`
	Names     []string          `json:"names"` // that claims use
	Accounts  []RoadAccount     `json:"accounts"`
	Contested []evidence.Remark `json:"contested,omitempty"`
	Confirmed Confirmed         `json:"confirmed"`
	Said      []Statement       `json:"said"`

	key     string
	between []string
}

// RoadAccount is the latest word of one account on a road.
type RoadAccount struct {
	Account   string    `json:"account"` // a side's code, third-party, narrator
	State     string    `json:"state"`   // open, closed, restricted; "denied" when all it says is that another is wrong
	To        []string  `json:"to,omitempty"`
	By        []string  `json:"by,omitempty"`    // sides by whose act
	Since     string    `json:"since,omitempty"` // the first civil day that is given in the unbroken run of saying so
	FirstSaid string    `json:"first_said,omitempty"`
	Confirmed Confirmed `json:"confirmed"`
	Claims    []string  `json:"claims"`
	Denied    []Denial  `json:"denied,omitempty"`
}

// Denial is one that says of an account's latest word that it is not so.
type Denial struct {
	Claim    string   `json:"claim"`
	Accounts []string `json:"accounts"`
	Speaker  string   `json:"speaker,omitempty"`
}

// Denied is the state of an account that only says that another's is wrong.
const Denied = "denied"

// Access returns a record for each road and crossing of which any claim says
// that it is open, closed or restricted, by name. The claims of a report that
// answer those are weighed when they are handed in too; others are passed
// over.
func (t *Teller) Access(said []Said) []Road {
	said = once(said)
	replies := answers(said)
	byKey := make(map[string]*Road)
	involved := make(map[string]map[string]bool)
	for _, s := range said {
		a, r, ok := t.roadOf(s.Claim)
		if !ok {
			continue
		}
		if byKey[r.key] == nil {
			byKey[r.key] = &Road{Name: r.name, key: r.key, between: r.between}
			involved[r.key] = make(map[string]bool)
		}
		if a.BySide != "" {
			involved[r.key][a.BySide] = true
		}
		involve(involved[r.key], replies[s.Claim.ID])
	}
	for _, s := range said {
		a, r, ok := t.roadOf(s.Claim)
		if !ok {
			continue
		}
		st, ok := statement(s)
		if !ok {
			continue
		}
		road := byKey[r.key]
		st.State, st.To, st.Side, st.Accounts = a.State, a.To, a.BySide, accounts(s.Claim, involved[r.key])
		road.Said = append(road.Said, st)
		if !slices.Contains(road.Names, a.Route) {
			road.Names = append(road.Names, a.Route)
		}
		for _, reply := range replies[s.Claim.ID] {
			if d, ok := statement(reply); ok && !st.Denies && reply.Claim.Access == nil {
				d.State, d.To, d.Side, d.Denies, d.Accounts = a.State, a.To, a.BySide, true, accounts(reply.Claim, involved[r.key])
				road.Said = append(road.Said, d)
			}
		}
	}
	var roads []Road
	for _, r := range byKey {
		if len(r.Said) == 0 {
			continue
		}
		inOrder(r.Said)
		slices.Sort(r.Names)
		r.Confirmed = confirmed(r.Said)
		r.Accounts = roadAccounts(r.Said)
		r.Contested = t.roadContested(r.Accounts)
		roads = append(roads, *r)
	}
	slices.SortFunc(roads, func(a, b Road) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.key, b.key)) })
	return roads
}

// roadAccounts returns each account's latest word. The statements are in order.
func roadAccounts(all []Statement) []RoadAccount {
	var ids []string
	for _, s := range all {
		ids = append(ids, s.Accounts...)
	}
	slices.SortFunc(ids, byAccount)
	ids = slices.Compact(ids)
	list := make([]RoadAccount, 0, len(ids))
	for _, id := range ids {
		list = append(list, roadAccount(id, all))
	}
	for i := range list {
		for _, s := range all {
			if s.Denies && s.State == list[i].State && !slices.Contains(s.Accounts, list[i].Account) {
				list[i].Denied = append(list[i].Denied, Denial{s.Claim, s.Accounts, s.Speaker})
			}
		}
	}
	return list
}

func roadAccount(id string, all []Statement) RoadAccount {
	a := RoadAccount{Account: id}
	var run []Statement
	for _, s := range all {
		if s.Denies || !slices.Contains(s.Accounts, id) {
			continue
		}
		if len(run) > 0 && run[0].State != s.State {
			run = nil
		}
		run = append(run, s)
	}
	if run == nil { // it only denies
		a.State = Denied
		for _, s := range all {
			if slices.Contains(s.Accounts, id) {
				run = append(run, s)
				a.Confirmed = Confirmed{s.to, []string{s.Report}}
			}
		}
	} else {
		a.State, a.Confirmed = run[0].State, confirmed(run)
	}
	for _, s := range run {
		a.Claims = append(a.Claims, s.Claim)
		if a.State == Denied {
			continue
		}
		a.Since, a.FirstSaid = earlier(a.Since, s.from), earlier(a.FirstSaid, cmp.Or(s.from, s.to))
		a.To, a.By = put(a.To, s.To), put(a.By, s.Side)
	}
	slices.Sort(a.By)
	return a
}

// put adds a word to a list, once, unless it is empty.
func put(list []string, word string) []string {
	if word == "" || slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// roadContested says why the accounts cannot all hold: two latest words that
// differ, when the later one reaches back to the day of the earlier; or a
// denial.
func (t *Teller) roadContested(list []RoadAccount) []evidence.Remark {
	var why []evidence.Remark
	for i, a := range list {
		for _, b := range list[i+1:] {
			order := strings.Compare(a.Confirmed.Day, b.Confirmed.Day)
			reaches := order <= 0 && b.FirstSaid <= a.Confirmed.Day || order >= 0 && a.FirstSaid <= b.Confirmed.Day
			if a.State != Denied && b.State != Denied && a.State != b.State && reaches {
				why = append(why, evidence.Say("%s: %s; %s: %s", t.account(a.Account), stateRemark(a.State), t.account(b.Account), stateRemark(b.State)))
			}
		}
		for _, d := range a.Denied {
			so := evidence.Say("%s, by the account of %s; not so, says %s", stateRemark(a.State), t.account(a.Account), t.names(d.Accounts))
			if !slices.ContainsFunc(why, so.Equal) {
				why = append(why, so)
			}
		}
	}
	return why
}

// stateRemark says how a road is said to be.
func stateRemark(state string) evidence.Remark {
	switch state {
	case "open":
		return evidence.Say("open")
	case "closed":
		return evidence.Say("closed")
	case "restricted":
		return evidence.Say("restricted")
	}
	return evidence.Say("%s", state)
}
