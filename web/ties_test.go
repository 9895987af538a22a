package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/web/internal/sample"
)

// A person says which ceasefire a claim means: the page of the truce leads to the
// form, and what is sent stands on the page from then on.
func TestDecideWhichTruce(t *testing.T) {
	l := sample.NewRegisters(t)
	library := l.Desk()
	site := Handler(library, Options{Review: reviewing{library, l.Ledger}})
	list := get(site, "GET", "/ceasefires").Body.String()
	var truce, form string
	for _, found := range regexp.MustCompile(`href="(/ceasefire/[0-9a-f]{32})"`).FindAllStringSubmatch(list, -1) {
		if m := regexp.MustCompile(`href="(/review/[0-9a-f]{32})#truce"`).FindStringSubmatch(get(site, "GET", found[1]).Body.String()); m != nil {
			truce, form = found[1], m[1]
			break
		}
	}
	if form == "" {
		t.Fatal("no page of a truce leads to the form")
	}
	page := get(site, "GET", form).Body.String()
	checkPage(t, form, page)
	choices := regexp.MustCompile(`name="to" value="([0-9a-f]{32})"`).FindAllStringSubmatch(page, -1)
	if len(choices) == 0 || !strings.Contains(page, "Which ceasefire does it mean?") || !strings.Contains(page, "So far the program says it.") {
		t.Fatal(page)
	}
	tie := url.Values{"tie": {"truce"}, "to": {""}, "by": {"Mina Sol"}, "reason": {"read it"}}
	if w := send(site, form, url.Values{"tie": {"truce"}, "to": {""}, "by": {"Mina Sol"}}); w.Code != 422 || !strings.Contains(w.Body.String(), "say why") {
		t.Errorf("without a reason: %d", w.Code)
	}
	if w := send(site, form, tie); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := get(site, "GET", truce).Body.String(); strings.Contains(page, form) {
		t.Error("a claim that means no truce stands on the page of one")
	}
	tie.Set("other", strings.TrimPrefix(truce, "/ceasefire/"))
	if w := send(site, form, tie); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := get(site, "GET", truce).Body.String(); !strings.Contains(page, form) || !strings.Contains(page, "People decided that this truce is meant") {
		t.Error("what was decided does not stand on the page of the truce")
	}
	if page := get(site, "GET", form).Body.String(); !strings.Contains(page, "Decided by <bdi>Mina Sol</bdi>") {
		t.Error("the form does not say who decided")
	}
}

// The page of an incident leads from each answer to the form that says what it
// answers.
func TestDecideWhichAnswer(t *testing.T) {
	l := desk(t)
	const news = "---\ntitle: North\npublisher: North Wire\ndate: 2031-05-02\nlanguage: en\n---\n\nAzerbaijan accused Armenia of firing rockets at the town of Barda on May 1, killing four civilians.\n\nThe Armenian Defence Ministry denied the accusation.\n"
	if _, err := l.Add(t.Context(), "a.md", []byte(news), capture.Options{By: "test"}); err != nil {
		t.Fatal(err)
	}
	library := l.Desk()
	site := Handler(library, Options{Review: reviewing{library, l}})
	incident := regexp.MustCompile(`href="(/incident/[0-9a-f]{32})"`).FindStringSubmatch(get(site, "GET", "/incidents").Body.String())
	if incident == nil {
		t.Fatal("no incident is listed")
	}
	page := get(site, "GET", incident[1]).Body.String()
	form := regexp.MustCompile(`href="(/review/[0-9a-f]{32})#answer"`).FindStringSubmatch(page)
	if form == nil {
		t.Fatal(page)
	}
	if page := get(site, "GET", form[1]).Body.String(); !strings.Contains(page, "Which claim does it answer?") || !strings.Contains(page, "accuses: ") {
		t.Fatal(page)
	}
	if w := send(site, form[1], url.Values{"tie": {"answer"}, "to": {""}, "by": {"Mina Sol"}, "reason": {"it answers something else"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := get(site, "GET", incident[1]).Body.String(); !strings.Contains(page, "Mina Sol decided so") {
		t.Error("what was decided does not stand on the page of the incident")
	}
	if page := get(Handler(library, Options{}), "GET", incident[1]).Body.String(); strings.Contains(page, "/review/") {
		t.Error("where nobody decides, the page leads to the form")
	}
}
