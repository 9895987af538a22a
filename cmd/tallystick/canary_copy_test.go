package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/flow"
	"tallystick/web"
	"tallystick/web/page/claim"
	"tallystick/web/page/incident"
	"tallystick/web/part"
	"tallystick/web/part/card"
)

// No canary is in a copy of the site, early or late, in any language.
func TestCanariesInCopies(t *testing.T) {
	dir, moments := aviary(t)
	world := testWorld()
	world.Now = func() time.Time { return moments[len(moments)-1].Add(time.Hour) }
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	forbidden := canaryWords(t, l)
	for _, m := range []time.Time{moments[len(moments)/2], world.Now()} {
		folder := filepath.Join(t.TempDir(), "site")
		if status, _, errs := runAt(t, world, "", "export", "site", folder, "--site", "https://aviary.example", "--dir", dir, "--as-of", m.Format(time.RFC3339)); status != 0 {
			t.Fatal(errs)
		}
		heard := false
		err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(filepath.Join(folder, name))
			for _, word := range forbidden {
				if strings.Contains(strings.ToLower(name+" "+string(body)), word) {
					t.Errorf("as of %v the copy gives away %q in %s", m, word, name)
				}
			}
			heard = heard || strings.Contains(string(body), publicWord)
			return err
		})
		if err != nil || heard != m.Equal(world.Now()) {
			t.Errorf("as of %v the public claim is heard in the copy: %v, %v", m, heard, err)
		}
	}
}

// What stands in the cards of claims and incidents can be read by no program:
// the words that they are drawn from are held here, at every moment.
func TestCanariesOnCards(t *testing.T) {
	dir, id, moments := rookery(t)
	world := testWorld()
	last := moments[len(moments)-1].Add(time.Minute)
	world.Now = func() time.Time { return last }
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	head, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.Desk().Incident(t.Context(), head, id)
	if err != nil {
		t.Fatal(err)
	}
	words := func(library *flow.Library, id string, at int64) string {
		t.Helper()
		req := httptest.NewRequest("GET", "/", nil)
		req.SetPathValue("id", id)
		ask := part.Ask{Request: req, At: at, Policy: library.Policy(), Desk: library.Desk(), Site: "https://aviary.example"}
		said := ""
		for _, draw := range []func() (card.Card, error){
			func() (card.Card, error) { return claim.CardWords(ask, library) },
			func() (card.Card, error) { return incident.CardWords(ask, library) },
		} {
			c, err := draw()
			if err == nil {
				said += fmt.Sprintln(c.Kicker, c.Title, c.Lines, c.Foot)
			}
		}
		return said
	}
	heard, sung := "", ""
	for at := int64(1); at <= head; at++ {
		heard += words(l.Public(), id, at)
	}
	for _, c := range all.Claims {
		sung += words(l.Desk(), c.ID, head)
		for at := int64(1); at <= head; at++ {
			if strings.Contains(c.Content.Text, "Wrensong") { // public by itself; not in the incident
				continue
			}
			heard += words(l.Public(), c.ID, at)
		}
	}
	for _, c := range incidentCanaries {
		if strings.Contains(heard, c.word) {
			t.Errorf("a card gives away %s: %s", c.word, c.why)
		}
		if !strings.Contains(sung, c.word) {
			t.Errorf("at the desk no card has %s: the silence of the public would say nothing", c.word)
		}
	}
	if !strings.Contains(heard, publicWord) {
		t.Error("no card has the public claim: the test is blind")
	}
	public := web.Handler(l.Public(), web.Options{})
	for _, c := range all.Claims {
		hidden := claimed(t, l, c.ID) != nil
		for _, m := range append(moments, last) {
			for _, path := range []string{"/claim/" + c.ID + "/card.png", "/incident/" + c.ID + "/feed.atom", "/incident/" + id + "/feed.atom", "/feed.atom", "/map.json", "/map.json?alone=1", "/ru/incident/" + id, "/search?q=" + strings.Fields(c.Content.Text)[0]} {
				mark := "?"
				if strings.Contains(path, "?") {
					mark = "&"
				}
				w := httptest.NewRecorder()
				public.ServeHTTP(w, httptest.NewRequest("GET", path+mark+"as-of="+url.QueryEscape(m.Format(time.RFC3339)), nil))
				if hidden && strings.HasSuffix(path, "card.png") && w.Code != http.StatusNotFound {
					t.Errorf("%s as of %v answers %d", path, m, w.Code)
				}
				for _, canary := range incidentCanaries {
					if strings.Contains(w.Body.String(), canary.word) && (canary.word != "Wrensong" || strings.Contains(path, "/incident/"+id)) {
						t.Errorf("%s as of %v gives away %s: %s", path, m, canary.word, canary.why)
					}
				}
			}
		}
	}
}

// claimed returns why the public may not see a claim now.
func claimed(t *testing.T, l *flow.Ledger, id string) error {
	t.Helper()
	head, err := l.Public().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = l.Public().Claim(t.Context(), head, id)
	return err
}
