package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/link/accounts"
	"tallystick/publish"
)

// news is a report in our own words, published at a moment.
func news(title, published string, paragraphs ...string) []byte {
	return []byte("---\ntitle: " + title + "\npublisher: " + title + " Wire\ndate: " + published + "\nlanguage: en\n---\n\n" + strings.Join(paragraphs, "\n\n") + "\n")
}

// about returns the incidents of which a claim names a place, the one of most
// claims first.
func about(t *testing.T, l *Ledger, place string) []Incident {
	t.Helper()
	library := l.Desk()
	list, _, err := library.Incidents(t.Context(), head(t, library), IncidentQuery{Place: place}, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(list, func(a, b Incident) int { return len(b.Claims) - len(a.Claims) })
	return list
}

func account(i Incident, id string) accounts.Account {
	for _, a := range i.Accounts {
		if a.ID == id {
			return a
		}
	}
	return accounts.Account{}
}

func values(a accounts.Account, field string) []string {
	var texts []string
	for _, v := range a.Of(field) {
		texts = append(texts, v.Text)
	}
	return texts
}

// One side accuses, the other denies, in two reports: one incident, the denial
// tied to the accusation, nobody's third account.
func TestAccusationAndDenial(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("North", "2020-10-28", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.", "The Armenian Defence Ministry denied the accusation."))
	add(t, l, "b.md", news("South", "2020-10-28", "The Azerbaijani Defence Ministry said that Armenian forces fired rockets at the town of Barda on October 27, killing four civilians, in the worst attack of the week."))
	found := about(t, l, "Barda")
	if len(found) != 1 {
		t.Fatalf("%d incidents at Barda, want 1", len(found))
	}
	i := found[0]
	if i.Standing.Label != accounts.Contested || len(i.Accounts) != 2 || len(i.Reports) != 2 {
		t.Errorf("%s, %d accounts of %d reports; want contested, ARM and AZE, 2", i.Standing.Label, len(i.Accounts), len(i.Reports))
	}
	if h := values(account(i, "ARM"), accounts.FieldHappened); !slices.Equal(h, []string{accounts.HasDenied}) {
		t.Errorf("ARM says of whether it happened: %v, want that it is denied", h)
	}
	if len(i.Replies) != 1 || i.Replies[0].To == "" || i.Replies[0].Sure == accounts.Unsure {
		t.Errorf("replies %+v; want the denial tied to the accusation, and sure", i.Replies)
	}
	if i.Origins.Count != 2 {
		t.Errorf("%d origins, want 2: each side speaks for itself in whatever report", i.Origins.Count)
	}
}

// A toll that grows over a day by several sources is one incident: each number
// stands, under who told it and when, and none is added to another.
func TestTollGrows(t *testing.T) {
	l, _ := newLedger(t)
	for n, told := range []struct{ hour, who, killed string }{
		{"10:05", "The Azerbaijani Defence Ministry said", "four civilians"},
		{"12:40", "The Azerbaijani prosecutor's office said", "14 civilians"},
		{"15:10", "The Azerbaijani prosecutor's office said", "19 civilians"},
		{"17:30", "Human Rights Watch said", "at least 21 civilians"},
		{"20:55", "The Azerbaijani prosecutor's office said", "25 civilians"},
	} {
		add(t, l, fmt.Sprintf("%d.md", n), news(fmt.Sprintf("Hour %s", strings.ReplaceAll(told.hour, ":", ".")), "2020-10-28T"+told.hour+":00Z",
			told.who+" that Armenian forces fired rockets at the town of Barda on October 28, killing "+told.killed+"."))
	}
	found := about(t, l, "Barda")
	if len(found) != 1 || len(found[0].Reports) != 5 {
		t.Fatalf("%d incidents, the first of %d reports; want 1 of 5", len(found), len(found[0].Reports))
	}
	var told []string
	for _, toll := range found[0].Tolls {
		if toll.What != "killed" || toll.Scope.Kind != accounts.ScopeIncident {
			continue
		}
		for _, s := range toll.Series {
			for _, p := range s.Points {
				most := "…"
				if p.Max != nil {
					most = fmt.Sprint(*p.Max)
				}
				told = append(told, fmt.Sprintf("%s %s %d-%s", p.Told.From[11:16], s.Account, *p.Min, most))
			}
		}
	}
	slices.Sort(told)
	want := []string{"10:05 AZE 4-4", "12:40 AZE 14-14", "15:10 AZE 19-19", "17:30 third-party 21-…", "20:55 AZE 25-25"}
	if !slices.Equal(told, want) {
		t.Errorf("the toll was told as %v, want %v", told, want)
	}
}

// The id of an incident that was merged into another, and that of any of its
// claims, lead on to where it is told now.
func TestOlderIDLeadsOn(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("North", "2020-10-28", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.", "Armenia denied the accusation."))
	add(t, l, "b.md", news("South", "2020-10-09", "Armenia accused Azerbaijan of shelling the town of Martuni on October 8, wounding two civilians.", "Azerbaijan denied the accusation."))
	one, other := about(t, l, "Barda"), about(t, l, "Khojavend / Martuni")
	if len(one) != 1 || len(other) != 1 {
		t.Fatalf("%d incidents at Barda and %d at Martuni, want one each", len(one), len(other))
	}
	if _, err := l.Merge(t.Context(), one[0].ID, []string{other[0].ID}, "Ada", "one operation"); err != nil {
		t.Fatal(err)
	}
	library := l.Desk()
	for _, id := range []string{one[0].ID, other[0].ID, one[0].Claims[0].ID, other[0].Claims[1].ID} {
		found, err := library.Incident(t.Context(), head(t, library), id)
		if err != nil || found.ID != one[0].ID || len(found.Claims) != 4 || (found.Asked != "") != (id != found.ID) {
			t.Errorf("%s leads to %s of %d claims, asked %q, %v; want %s of 4", id, found.ID, len(found.Claims), found.Asked, err, one[0].ID)
		}
	}
	before, err := library.Incident(t.Context(), head(t, library)-3, other[0].ID)
	if err != nil || before.ID != other[0].ID {
		t.Errorf("before the merger %s leads to %s, %v; want itself", other[0].ID, before.ID, err)
	}
}

// corpusLedger takes in folders of the corpus, or skips.
func corpusLedger(t *testing.T, patterns ...string) *Ledger {
	t.Helper()
	l, _ := newLedger(t)
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join("../../shared/corpus", pattern))
		if err != nil || len(files) == 0 {
			t.Skipf("../shared/corpus/%s is not here", pattern)
		}
		for _, file := range files {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := l.Add(t.Context(), filepath.Base(file), body, capture.Options{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return l
}

// The seed and wire pages: the strike on Barda, the border guards and the Su-25
// each are one contested incident, with the sides that accuse and those that
// deny.
func TestIncidentsOfTheCorpus(t *testing.T) {
	l := corpusLedger(t, "seed/article.txt", "wire/*.html")
	library := l.Desk()
	all, _, err := library.Incidents(t.Context(), head(t, library), IncidentQuery{}, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		name    string
		words   string // in a claim of it
		says    []string
		denies  []string
		reports int
	}{
		{"Barda", "targeting the Barda region", []string{"AZE"}, []string{"ARM"}, 1},
		{"border guards", "firing at Armenian border guards", []string{"ARM"}, []string{"AZE"}, 1},
		{"Su-25", "Su-25", []string{"ARM"}, []string{"AZE", "TUR"}, 2},
	} {
		t.Run(want.name, func(t *testing.T) {
			var best Incident
			for _, i := range all {
				holds := slices.ContainsFunc(i.Incident.Claims, func(c publish.Claim) bool { return strings.Contains(c.Content.Text, want.words) })
				if holds && len(i.Claims) > len(best.Claims) {
					best = i
				}
			}
			var says, denies []string
			for _, a := range best.Accounts {
				happened := values(a, accounts.FieldHappened)
				if slices.Contains(happened, accounts.HasStated) || slices.Contains(happened, accounts.HasHedged) {
					says = append(says, a.ID)
				}
				if slices.Contains(happened, accounts.HasDenied) {
					denies = append(denies, a.ID)
				}
			}
			for _, id := range want.says {
				if !slices.Contains(says, id) {
					t.Errorf("%s says so: %v, want %s among them", best.ID, says, id)
				}
			}
			for _, id := range want.denies {
				if !slices.Contains(denies, id) {
					t.Errorf("%s is denied by %v, want %s among them", best.ID, denies, id)
				}
			}
			if best.Standing.Label != accounts.Contested || len(best.Reports) < want.reports {
				t.Errorf("%s of %d reports, want contested, of %d and more", best.Standing.Label, len(best.Reports), want.reports)
			}
			tied := slices.ContainsFunc(best.Replies, func(r accounts.Reply) bool { return r.Act == accounts.ActDenies && r.To != "" })
			if !tied {
				t.Error("no denial is tied to what it answers")
			}
		})
	}
}
