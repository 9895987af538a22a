package accounts

import "slices"

// How an incident stands, for lists and the map.
const (
	Contested = "contested" // some account denies it, or differs in who did it
	Agreed    = "agreed"    // two accounts or more say it, and none denies it or differs in who did it
	Single    = "single"    // one account alone says it, and no other denies it
	Unstated  = "unstated"  // no account says that it happened
)

// Standing is how an incident stands.
type Standing struct {
	Label    string   `json:"label"`
	Disputed []string `json:"disputed,omitempty"` // the fields in which some pair of accounts differs or one denies the other
	Conceded []string `json:"conceded,omitempty"` // ids of the accounts that concede it
}

func (t *Teller) standingOf(accounts []Account, pairs []Pair) Standing {
	var s Standing
	saying, denying := 0, false
	for i := range accounts {
		a := &accounts[i]
		says := false
		for _, v := range a.Happened {
			says = says || v.Text != HasDenied && v.Text != HasPossible
		}
		if t.concedes(a, accounts) {
			s.Conceded = append(s.Conceded, a.ID)
		}
		if says {
			saying++
		}
		denying = denying || a.denies(FieldHappened) || a.denies(FieldWho)
	}
	for _, field := range Fields {
		if slices.ContainsFunc(pairs, func(p Pair) bool {
			return slices.ContainsFunc(p.Fields, func(c Compared) bool { return c.Field == field && c.disputed() })
		}) {
			s.Disputed = append(s.Disputed, field)
		}
	}
	switch {
	case saying == 0:
		s.Label = Unstated
	case denying, slices.Contains(s.Disputed, FieldHappened), slices.Contains(s.Disputed, FieldWho):
		s.Label = Contested
	case saying == 1:
		s.Label = Single
	default:
		s.Label = Agreed
	}
	return s
}

// concedes reports whether an account admits what another states: not some other
// deed, of which nobody accuses it here.
func (t *Teller) concedes(a *Account, accounts []Account) bool {
	admits := t.fullest(a, HasConceded)
	if admits == nil {
		return false
	}
	states := false
	for i := range accounts {
		says := t.fullest(&accounts[i], HasStated)
		if says == nil || accounts[i].ID == a.ID {
			continue
		}
		if states = true; len(admits.What) == 0 || t.samedeed(says, admits) {
			return true
		}
	}
	return !states
}

// disputed reports whether the two accounts are apart in the field. Where
// actors, places or days are mixed they have one in common; of numbers one
// that is apart is enough.
func (c *Compared) disputed() bool {
	return c.Verdict == Denies || c.Verdict == Differs || c.Verdict == Mixed && c.Field == FieldCount
}
