package web

import (
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"tallystick/evidence"
	"tallystick/web/internal/sample"
)

// samplePage is a page to look at: one of each kind at least.
type samplePage struct{ name, route, address string }

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
	known := Handler(sample.New(false), Options{})
	first := func(list, pattern string) string {
		return regexp.MustCompile(pattern).FindString(get(known, "GET", list).Body.String())
	}
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
		{"/log", "public", "/log"}, {"/search", "desk", "/search?q=Torvale"}, {"/actors", "public", "/actors"}, {"/actor/{slug}", "public", first("/actors", `/actor/[^"?#]+`)}, {"/places", "public", "/ru/places"}, {"/place/{slug}", "public", first("/places", `/place/[^"?#]+`)},
		{"/outlets", "public", "/outlets"}, {"/outlet/{slug}", "public", first("/outlets", `/outlet/[^"?#]+`)}, {"/data", "public", "/data"}, {"/corrections", "desk", "/corrections"}, {"/corrections", "lists", "/ru/corrections"}, {"/data", "registers", "/ru/data"},
		{"/about", "public", "/about?as-of=2031-05-09"}, {"/", "public", "/ru/nothing-here"},
		{"/review", "review", "/review"}, {"/review/{id}", "review", matter[1]}, {"/evidence", "review", "/evidence"}, {"/evidence/{hash}", "review", found},
	} {
		shown[p.route] = true
		pages = append(pages, samplePage{p.ledger + " " + p.path, p.route, serve[p.ledger] + p.path})
	}
	s := &site{lib: reviewed, opt: Options{Review: reviewing{reviewed, waiting}}}
	for _, r := range s.routes() {
		if path, isGet := strings.CutPrefix(r.pattern, "GET "); isGet && !shown[path] && !slices.Contains(noPages, path) && !strings.HasPrefix(path, "/data/") {
			t.Errorf("no sample of the page at %s is looked at", path)
		}
	}
	return pages
}

// noPages are the routes that answer with something else than a page.
var noPages = []string{
	"/entry/{number}/payload", "/map.json", "/map/base.json", "/incident/{id}/card.png", "/incident/{id}/feed.atom", "/claim/{id}/card.png", "/feed.atom", "/corrections.atom", "/robots.txt",
	"/changes/since", "/checkpoint", "/tile/", "/static/{name}", "/healthz", "/evidence/{hash}/picture",
}

// In a real browser, every kind of page: none scrolls sideways, on a desk or on
// the narrowest phone; all of them are whole without scripts; axe-core finds
// nothing serious; each number leads to its sentence; keys are enough. Nothing
// is asked of another host, no cookie is kept and the console stays empty.
func TestPagesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	pages := samplePages(t)
	words := make(map[string]int)
	t.Run("without scripts", func(t *testing.T) {
		for _, p := range pages {
			b.visit(t, p.address, 390)
			if words[p.name] = len(strings.Fields(b.ask(t, "document.querySelector('main').innerText"))); words[p.name] < 5 {
				t.Errorf("%s shows %d words without scripts", p.name, words[p.name])
			}
			b.fits(t, p, 390)
		}
	})
	b.scripts(t, "")
	t.Run("with scripts", func(t *testing.T) { lookCloser(t, b, pages, words) })
	t.Run("two clicks", func(t *testing.T) {
		twoClicks(t, b, pages, "desk /", "lists /", "registers /ru/", "lists /losses", "registers /ceasefires", "desk /incident/"+sample.IncidentID)
	})
	t.Run("keys", func(t *testing.T) {
		for _, p := range pages {
			switch p.name {
			case "desk /":
				byKeys(t, b, p, "nav .home", "#when-range", "[type=search]", ".timeline a", "[type=date]", "a.spot", "footer a")
			case "lists /losses":
				byKeys(t, b, p, "nav .home", "#when-range", ".filter summary", ".counted a", "footer a")
			case "public /map":
				byKeys(t, b, p, "nav .home", "#when-range", ".filter summary", "a.spot, a.atlas-spot", "footer a")
			}
		}
	})
	t.Run("search", func(t *testing.T) {
		b.visit(t, pages[0].address, 390)
		b.ask(t, "document.querySelector('main [type=search]').value = 'Torvale'")
		if !b.follow(t, "document.querySelector('main [type=search]').form.requestSubmit(), true") || !b.follow(t, toSentence) || !strings.Contains(b.ask(t, sentence), "Torvale") {
			t.Errorf("a search for Torvale leads to %s", b.ask(t, "location.href"))
		}
	})
	cookies, err := chromedp.Call(b.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil || len(cookies.Cookies) > 0 || b.ask(t, "document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)") != "" {
		t.Errorf("something is kept in the browser: %v, %v", cookies, err)
	}
	b.quiet(t)
}

// fits fails where a page has to be moved sideways to be read.
func (b *browser) fits(t *testing.T, p samplePage, width int64) {
	t.Helper()
	if wide := b.contentWidth(t); wide > width {
		t.Errorf("%s is %d px wide on a screen of %d", p.name, wide, width)
	}
}

// quiet fails where a page asked something of another host or wrote to the
// console.
func (b *browser) quiet(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for host := range b.hosts {
		if host != "127.0.0.1" {
			t.Errorf("a page asks something of %s", host)
		}
	}
	if len(b.hosts) == 0 {
		t.Error("no request was seen")
	}
	for _, said := range b.console {
		t.Errorf("the console says: %s", said)
	}
}
