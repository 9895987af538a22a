package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallystick/link/accounts"
	"tallystick/publish"
)

// tolled is the numbers of one kind that an incident shows, each as the scope,
// who tells it and how many.
func tolled(i Incident, what string) []string {
	var out []string
	for _, toll := range i.Tolls {
		if toll.What != what {
			continue
		}
		for _, s := range toll.Series {
			for _, p := range s.Points {
				out = append(out, fmt.Sprintf("%s: %s %d", toll.Scope.Kind, s.Account, *p.Min))
			}
		}
	}
	slices.Sort(out)
	return out
}

// twoScopes is what an incident must show that one report tells with the toll
// of one day and another with that of two: both tolls, apart; the denial, tied;
// the third parties' finding; the reply of those who fired.
type twoScopes struct {
	words          string // of the first report's accusation
	killed         []string
	accuser        string
	denier         string
	replier        string
	finders, found []string // the third parties, and the sides that they name
}

func (want twoScopes) check(t *testing.T, l *Ledger) {
	t.Helper()
	library := l.Desk()
	all, _, err := library.Incidents(t.Context(), head(t, library), IncidentQuery{}, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(i Incident) bool {
		return slices.ContainsFunc(i.Incident.Claims, func(c publish.Claim) bool { return strings.Contains(c.Content.Text, want.words) })
	})
	if at < 0 {
		t.Fatalf("no incident tells of %q", want.words)
	}
	i := all[at]
	if len(i.Reports) != 2 {
		t.Fatalf("it is told by %d reports, want both", len(i.Reports))
	}
	if got := tolled(i, "killed"); !slices.Equal(got, want.killed) {
		t.Errorf("killed: %q, want %q", got, want.killed)
	}
	if h := values(account(i, want.accuser), accounts.FieldHappened); !slices.Contains(h, accounts.HasStated) {
		t.Errorf("%s says of whether it happened: %v", want.accuser, h)
	}
	tied := map[string][]string{}
	for _, r := range i.Replies {
		if r.To != "" {
			for _, a := range r.Accounts {
				tied[a] = append(tied[a], string(r.Act))
			}
		}
	}
	if !slices.Contains(tied[want.denier], string(accounts.ActDenies)) {
		t.Errorf("%s's denial is not tied to what it answers: %v", want.denier, tied)
	}
	if !slices.Contains(tied[want.replier], string(accounts.ActAdmits)) {
		t.Errorf("%s's acknowledgement is no reply: %v", want.replier, tied)
	}
	var finders, found []string
	for _, a := range i.Attributions {
		if !a.Unread && slices.Contains(want.found, a.Side) {
			finders, found = append(finders, a.By), append(found, a.Side)
		}
	}
	for _, who := range want.finders {
		if !slices.ContainsFunc(finders, func(by string) bool { return strings.Contains(by, who) }) {
			t.Errorf("%s is not among those who find %v: %v find %v", who, want.found, finders, found)
		}
	}
}

// One report has the first day's dead, the other those of both days. The two
// tolls stand side by side in one incident, and are never added.
func TestTollsOfTwoScopes(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "day.md", news("Day", "2021-05-06", "Kenya accused Peru of targeting the Barda region with rockets on May 3, killing four civilians and wounding 13 others.",
		"Peru dismissed the Kenyan accusation as “an absolute lie”."))
	add(t, l, "later.md", news("Later", "2022-01-20",
		"On May 1, 2021, the two countries' forces clashed on the border.",
		"The Peruvian army hit the Kenyan town of Barda with missiles twice on 3 and 4 May 2021, resulting in the deaths of 26 civilians and injuring over 80. Peru denied responsibility, but Amnesty International and Human Rights Watch stated that Peru had fired, or intentionally supplied its allies with, the missiles used in the attack. Peru's Defence Ministry later acknowledged responsibility, but said it was targeting military facilities."))
	twoScopes{words: "targeting the Barda region", killed: []string{"incident: KEN 4", "several: narrator 26"}, accuser: "KEN", denier: "PER", replier: "PER",
		finders: []string{"Amnesty International"}, found: []string{"PER"}}.check(t, l)
}

// The same of the seed and an encyclopedia's article on the war.
func TestBardaInSeedAndEncyclopedia(t *testing.T) {
	l := corpusLedger(t, "seed/article.txt", "encyclopedia/2020_nagorno-karabakh_war.md")
	twoScopes{words: "targeting the Barda region", killed: []string{"incident: AZE 4", "several: narrator 26"}, accuser: "AZE", denier: "ARM", replier: "NKR",
		finders: []string{"Amnesty International", "Human Rights Watch"}, found: []string{"ARM"}}.check(t, l)
}
