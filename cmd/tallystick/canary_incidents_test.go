package main

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/flow"
	"tallystick/web"
)

// The canaries of one incident: reports of the same attack, a word each, and
// what keeps it in.
var incidentCanaries = []struct{ word, why, date string }{
	{"Quillfeather", "nobody accepted the claim", "2020-10-28"},
	{"Wrensong", "the claim is public by itself, but was linked after people accepted the incident", "2020-10-29"},
	{"Finchley", "its report is too recent", ""},
	{"Larkspur", "the claim was accepted, then rejected", "2020-10-28"},
}

// rookery records an incident with one claim that may fly and canaries, and
// another incident that was accepted and then rejected.
func rookery(t *testing.T) (dir, incident string, moments []time.Time) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	now := time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	world := testWorld()
	world.Now = func() time.Time { return now }
	do := func(args ...string) string {
		t.Helper()
		now = now.Add(time.Hour)
		moments = append(moments, now)
		status, out, errs := runAt(t, world, "", append(args, "--dir", dir)...)
		if status != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
		return out
	}
	add := func(word, date, text string) []string {
		t.Helper()
		path := filepath.Join(t.TempDir(), strings.ToLower(word[:1])+".md")
		page := "---\ntitle: News of the day\npublisher: The Meridian Wire\ndate: " + date + "\nlanguage: en\n---\n\n" + text + "\n\n" +
			strings.Repeat("The harvest was late that year, and the traders of the lowland towns near "+word+" spoke of little else. ", 14) + "\n"
		if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		var a added
		if err := json.Unmarshal([]byte(do("add", "--json", path)), &a); err != nil {
			t.Fatal(err)
		}
		var claims []string
		for _, c := range desk(t, dir, a.Report) {
			if strings.Contains(c.Content.Text, word) {
				claims = append(claims, c.ID)
			}
		}
		if len(claims) == 0 {
			t.Fatalf("no claim was read of %s", word)
		}
		return claims
	}
	decide := func(id, verdict, who string) {
		t.Helper()
		do("decide", id, verdict, "--as", who, "--reason", "compared with two other reports")
	}
	attack := func(word string) string {
		return "The Armenian Defence Ministry said that Azerbaijani forces fired rockets at the town of Martuni on October 27, killing four civilians at the " + word + " market."
	}
	do("init", "--origin", "example.org/rookery")
	free := add(publicWord, "2020-10-28", attack(publicWord))
	decide(free[0], "accept", "Ada")
	for _, c := range incidentCanaries {
		if c.word == "Wrensong" {
			continue
		}
		date := c.date
		if date == "" {
			date = now.Format(time.DateOnly)
		}
		claims := add(c.word, date, attack(c.word))
		if c.word != "Quillfeather" {
			decide(claims[0], "accept", "Ada")
		}
		if c.word == "Larkspur" {
			defer func() { decide(claims[0], "reject", "Ada") }()
		}
	}
	incident = free[0] // the claim leads to its incident
	var found flow.Incident
	if err := json.Unmarshal([]byte(do("incidents", free[0], "--json")), &found); err != nil || len(found.Reports) != 4 {
		t.Fatalf("%d reports are linked, %v; want 4: the canaries are not in one incident", len(found.Reports), err)
	}
	decide(found.ID, "accept", "Ada")
	late := add("Wrensong", "2020-10-29", attack("Wrensong"))
	decide(late[0], "accept", "Ada")
	return dir, found.ID, moments
}

// TestIncidentCanaries asks all that the public may ask of incidents, at every
// moment of the ledger's life: no canary is heard, and the free bird is.
func TestIncidentCanaries(t *testing.T) {
	dir, incident, moments := rookery(t)
	world := testWorld()
	last := moments[len(moments)-1].Add(time.Minute)
	world.Now = func() time.Time { return last }
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	library := l.Desk()
	at, err := library.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := library.Incident(t.Context(), at, incident)
	if err != nil || len(found.Reports) != 5 || len(found.Late) == 0 {
		t.Fatalf("at the desk: %d reports, linked late %v, %v; want 5 and one", len(found.Reports), found.Late, err)
	}
	paths := []string{"/", "/reports", "/incidents", "/incidents?contested=1", "/incidents?alone=1", "/incidents?side=AZE", "/incidents?place=Martuni", "/incident/" + incident}
	var sung strings.Builder
	for _, c := range found.Claims {
		sung.WriteString(c.Content.Text)
		paths = append(paths, "/incident/"+c.ID, "/claim/"+c.ID)
	}
	for _, c := range incidentCanaries {
		if !strings.Contains(sung.String(), c.word) {
			t.Errorf("at the desk %s (%s) is not heard: the silence of the public would say nothing", c.word, c.why)
		}
	}
	mayFlyAlone := func(path string, word string) bool { // its own page and the list of single claims are public
		return word == "Wrensong" && !strings.Contains(path, "/incident/"+incident)
	}
	public := httptest.NewServer(web.Handler(l.Public(), web.Options{}))
	defer public.Close()
	crawl := newCrawler(public)
	crawl.leave = russianMoment
	for _, path := range paths {
		crawl.add(path)
		for _, m := range moments {
			mark := "?"
			if strings.Contains(path, "?") {
				mark = "&"
			}
			crawl.add(path + mark + "as-of=" + m.Format(time.RFC3339))
		}
	}
	heard := false
	for body, path := crawl.next(t); path != "" && crawl.asked < 3000; body, path = crawl.next(t) {
		for _, c := range incidentCanaries {
			if strings.Contains(body, c.word) && !mayFlyAlone(path, c.word) {
				t.Errorf("%s gives away %s: %s", path, c.word, c.why)
			}
		}
		heard = heard || strings.HasPrefix(path, "/incident/") && strings.Contains(body, publicWord)
	}
	if !heard {
		t.Error("the public claim is in no incident either: the crawl is blind")
	}
	for _, m := range append(moments, last) {
		for _, args := range [][]string{{}, {"--json"}, {"--csv"}, {incident}, {incident, "--json"}, {incident, "--csv"}} {
			args = append([]string{"incidents", "--public", "--dir", dir, "--as-of", m.Format(time.RFC3339)}, args...)
			_, out, _ := runAt(t, world, "", args...)
			for _, c := range incidentCanaries {
				if strings.Contains(out, c.word) {
					t.Errorf("%v as of %v gives away %s: %s", args, m, c.word, c.why)
				}
			}
			if m.Equal(last) && !bytes.Contains([]byte(out), []byte(publicWord)) && len(args) > 6 {
				t.Errorf("%v lacks the public claim: %s", args, out)
			}
		}
	}
}

// A verdict that rejects an incident hides it at every as-of time.
func TestRejectedIncidentIsHidden(t *testing.T) {
	dir, incident, moments := rookery(t)
	world := testWorld()
	last := moments[len(moments)-1].Add(time.Hour)
	world.Now = func() time.Time { return last }
	for _, step := range []struct {
		decide string
		public bool
	}{{"", true}, {"reject", false}} {
		if step.decide != "" {
			if status, _, errs := runAt(t, world, "", "decide", incident, step.decide, "--as", "Grace", "--reason", "two attacks", "--dir", dir); status != 0 {
				t.Fatal(errs)
			}
		}
		for _, m := range moments[len(moments)-3:] {
			_, out, _ := runAt(t, world, "", "incidents", incident, "--public", "--dir", dir, "--as-of", m.Format(time.RFC3339))
			if strings.Contains(out, publicWord) != step.public {
				t.Errorf("after %q, as of %v, the public sees: %v", step.decide, m, out)
			}
		}
	}
}
