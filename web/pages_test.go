package web

import (
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/web/internal/sample"
)

// samplePage is a page to look at: one of each kind at least.
type samplePage struct{ name, address string }

// samplePages are pages of every kind, by the route that answers them, over the
// samples' ledgers.
func samplePages(t *testing.T) []samplePage {
	t.Helper()
	kept, registers, waiting := sample.NewLists(t), sample.NewRegisters(t), desk(t)
	reviewed := waiting.Desk()
	review := Handler(reviewed, Options{Review: reviewing{reviewed, waiting}})
	matter := matterLink.FindStringSubmatch(get(review, "GET", "/review").Body.String())
	picture := regexp.MustCompile(`/evidence/[0-9a-f]{64}`)
	found := ""
	if matter != nil {
		found = picture.FindString(get(review, "GET", matter[1]).Body.String())
	}
	truce := regexp.MustCompile(`/ceasefire/[^"#?]+`).FindString(get(Handler(registers.Desk(), Options{}), "GET", "/ceasefires").Body.String())
	serve := map[string]string{}
	for name, h := range map[string]*httptest.Server{
		"desk": httptest.NewServer(Handler(sample.New(true), Options{})), "public": httptest.NewServer(Handler(sample.New(false), Options{})),
		"lists": httptest.NewServer(Handler(kept.Public(), Options{})), "registers": httptest.NewServer(Handler(registers.Public(), Options{})), "review": httptest.NewServer(review),
	} {
		t.Cleanup(h.Close)
		serve[name] = h.URL
	}
	report, claim := "/report/"+sample.Report().ID, "/claim/"+claimID(t, evidence.Accuse)
	unit := "/unit/" + evidence.UnitID("Field Notes", "entry 11", 0)
	var pages []samplePage
	shown := make(map[string]bool)
	for _, p := range []struct{ route, ledger, path string }{
		{"/{$}", "desk", "/"}, {"/{$}", "lists", "/"}, {"/{$}", "registers", "/ru/"},
		{"/reports", "public", "/reports"}, {"/report/{id}", "desk", report}, {"/report/{id}", "public", "/ru" + report}, {"/report/{id}", "public", "/report/" + sample.GoneID},
		{"/claim/{id}", "public", claim}, {"/claim/{id}", "desk", "/claim/" + lossClaimID(t)},
		{"/entry/{number}", "public", "/entry/4"},
		{"/incidents", "public", "/ru/incidents"}, {"/incident/{id}", "desk", "/incident/" + sample.IncidentID}, {"/incident/{id}", "public", "/ru/incident/" + sample.IncidentID},
		{"/map", "public", "/map"},
		{"/ceasefires", "registers", "/ceasefires"}, {"/ceasefire/{id}", "registers", truce}, {"/access", "registers", "/access"}, {"/control", "registers", "/control"}, {"/statements", "registers", "/statements"},
		{"/losses", "lists", "/losses"}, {"/losses", "lists", "/ru/losses?list=River+Watch&side=Northland&class=tank&show=units"}, {"/losses", "lists", "/losses?from=2031-05-02&to=2031-05-20"},
		{"/losses/stated", "lists", "/losses/stated"}, {"/losses/stated", "lists", "/losses/stated?of=Northland&class=tank"},
		{"/unit/{id}", "lists", unit}, {"/lists", "lists", "/lists"}, {"/edition/{id}", "lists", "/edition/" + kept.Table}, {"/reconciliation/{id}", "lists", "/reconciliation/" + kept.Page},
		{"/changes", "desk", "/changes"}, {"/changes", "lists", "/changes?from=2031-05-02"},
		{"/log", "public", "/log"}, {"/search", "desk", "/search?q=Torvale"}, {"/about", "public", "/about?as-of=2031-05-09"}, {"/", "public", "/ru/nothing-here"},
		{"/review", "review", "/review"}, {"/review/{id}", "review", matter[1]}, {"/evidence/{hash}", "review", found},
	} {
		shown[p.route] = true
		pages = append(pages, samplePage{p.ledger + " " + p.path, serve[p.ledger] + p.path})
	}
	s := &site{lib: reviewed, opt: Options{Review: reviewing{reviewed, waiting}}}
	for _, r := range s.routes() {
		if path, isGet := strings.CutPrefix(r.pattern, "GET "); isGet && !shown[path] && !slices.Contains(noPages, path) {
			t.Errorf("no sample of the page at %s is looked at", path)
		}
	}
	return pages
}

// noPages are the routes that answer with something else than a page.
var noPages = []string{
	"/entry/{number}/payload", "/map.json", "/map/base.json", "/incident/{id}/card.png", "/incident/{id}/feed.atom", "/claim/{id}/card.png", "/feed.atom", "/robots.txt",
	"/changes/since", "/checkpoint", "/tile/", "/static/{name}", "/healthz", "/evidence/{hash}/picture",
}

// In a real browser, every kind of page.
func TestPagesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	pages := samplePages(t)
	t.Run("axe", func(t *testing.T) { lookCloser(t, b, pages) })
}
