package web

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"tallystick/web/internal/sample"
)

// In a browser with scripts the map comes to move, can be moved by keys, and
// its marks are links still; where the browser cannot draw it, the map that the
// server drew stays. Nothing is asked of another host and the console stays
// empty.
func TestMapMoves(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	server := httptest.NewServer(Handler(sample.New(false), Options{}))
	t.Cleanup(server.Close)
	b.scripts(t, "")
	for _, width := range []int64{1280, 390} {
		b.visit(t, server.URL+"/map", width)
		if err := chromedp.Do(b.ctx, chromedp.WaitReady(chromedp.CSS(`.atlas-sheet[data-state="moves"] canvas`))); err != nil {
			t.Fatal(err)
		}
		if wide := b.contentWidth(t); wide > width {
			t.Errorf("the map is %d px wide on a screen of %d", wide, width)
		}
	}
	scale := func() string {
		t.Helper()
		said, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector(".maplibregl-ctrl-scale").textContent`))
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	before := scale()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".atlas-live canvas").focus()`), chromedp.KeyEvent("-"), chromedp.KeyEvent("-")); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(b.ctx, chromedp.Poll[chromedp.Void](`document.querySelector(".maplibregl-ctrl-scale").textContent !== "`+before+`"`)); err != nil {
		t.Errorf("the key “-” does not change the scale of %s: %v", before, err)
	}
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("a.atlas-spot").click()`)); err != nil {
		t.Fatal(err)
	}
	if at, err := chromedp.Run(b.ctx, chromedp.Location()); err != nil || at != server.URL+"/incident/"+sample.IncidentID {
		t.Errorf("the mark leads to %s, %v", at, err)
	}

	// On the front page whoever stands on a mark of the drawing stands on the same
	// one of the map that takes its place, which keeps moving when other days are
	// asked for.
	desk := httptest.NewServer(Handler(sample.New(true), Options{}))
	t.Cleanup(desk.Close)
	b.scripts(t, `addEventListener("DOMContentLoaded", () => document.querySelector("svg.atlas a.spot")?.focus())`)
	b.visit(t, desk.URL+"/ru/", 1280)
	moves := func() {
		t.Helper()
		if err := chromedp.Do(b.ctx, chromedp.WaitReady(chromedp.CSS(`.atlas-sheet[data-state="moves"] canvas`))); err != nil {
			t.Fatal(err)
		}
	}
	moves()
	if stands := b.ask(t, `document.activeElement.className + " " + document.activeElement.getAttribute("href")`); !strings.Contains(stands, "atlas-mark") || !strings.Contains(stands, "/incident") {
		t.Errorf("when the map takes the drawing's place the focus goes from a mark to %q", stands)
	}
	if scale := b.ask(t, `document.querySelector(".maplibregl-ctrl-scale").textContent`); !strings.Contains(scale, "км") {
		t.Errorf("the scale of the Russian page says %q", scale)
	}
	b.ask(t, `window.first = document.querySelector("canvas"), ''`)
	b.brush(t, 0.2, 0.8)
	b.until(t, `location.search.includes("from=2031-05-06")`)
	moves()
	if same := b.ask(t, `String(window.first === document.querySelector(".atlas-sheet canvas") && !!document.querySelector("a.atlas-mark"))`); same != "true" {
		t.Error("other days are asked for, and the map is not the same with their marks")
	}

	b.scripts(t, `HTMLCanvasElement.prototype.getContext = () => null`)
	b.visit(t, server.URL+"/map", 1280)
	stays, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`getComputedStyle(document.querySelector("svg.atlas")).visibility === "visible" && !document.querySelector("canvas")`))
	if err != nil || !stays {
		t.Errorf("without WebGL the drawn map does not stay: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for host := range b.hosts {
		if host != "127.0.0.1" {
			t.Errorf("the map asks something of %s", host)
		}
	}
	for _, said := range b.console {
		t.Errorf("the console says: %s", said)
	}
}

// scripts turns scripts on, and runs one before those of each page.
func (b *browser) scripts(t *testing.T, first string) {
	t.Helper()
	err := chromedp.Do(b.ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if first != "" {
			if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: first}); err != nil {
				return err
			}
		}
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// An operator's own tiles are the one thing that a browser may load from
// elsewhere; the pages say so.
func TestTiles(t *testing.T) {
	const address = "https://tiles.example.org/{z}/{x}/{y}.png"
	h := Handler(sample.New(false), Options{Tiles: address})
	w := get(h, "GET", "/map")
	policy := w.Header().Get("Content-Security-Policy")
	for _, rule := range []string{"img-src 'self' data: blob: https://tiles.example.org;", "connect-src 'self' https://tiles.example.org;", "script-src 'self';", "worker-src 'self';"} {
		if !strings.Contains(policy, rule) {
			t.Errorf("the policy %q lacks %q", policy, rule)
		}
	}
	if !strings.Contains(w.Body.String(), `data-tiles="`+address+`"`) {
		t.Error("the map does not know of the tiles")
	}
	if about := get(h, "GET", "/about").Body.String(); !strings.Contains(about, "comes from tiles.example.org") {
		t.Error("the pages do not say whose tiles they show")
	}
	for _, wrong := range []string{"tiles.example.org/{z}/{x}/{y}", "https://tiles.example.org/tiles.png", "file:///{z}/{x}/{y}", "https://a b/{z}/{x}/{y}", "https://x;script-src*/{z}/{x}/{y}", "https://me:secret@tiles.example.org/{z}/{x}/{y}"} {
		if origin, err := TilesOrigin(wrong); err == nil {
			t.Errorf("%q is taken for tiles of %s", wrong, origin)
		}
	}
}
