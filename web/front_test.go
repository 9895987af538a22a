package web

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"tallystick/web/internal/sample"
)

// In a browser: dragging over the timeline, and a click on a bar, narrow map
// and lists to those days without another page; the way back widens them
// again. Where the page cannot be fetched the browser goes to it.
func TestBrush(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(Handler(sample.New(true), Options{}))
	defer server.Close()
	for _, language := range []string{"", "/ru"} {
		b.visit(t, server.URL+language+"/", 390)
		all := b.ask(t, "document.querySelector('#where').innerText")
		b.ask(t, "window.same = true, ''")
		narrowed := "location.search === '?from=2031-05-06&to=2031-05-06' && document.querySelector('#where').innerText !== " + fmt.Sprintf("%q", all)
		b.brush(t, 0.2, 0.8)
		b.until(t, narrowed)
		b.ask(t, "history.back(), ''")
		b.until(t, "location.search === '' && document.querySelector('#where').innerText === "+fmt.Sprintf("%q", all))
		b.brush(t, 0.5, 0.5)
		b.until(t, narrowed)
		if kept := b.ask(t, "String(window.same)"); kept != "true" {
			t.Error("the brush loads another page")
		}
	}
	b.visit(t, server.URL+"/", 1280)
	b.ask(t, "window.fetch = () => Promise.reject(new Error('no network')), window.same = true, ''")
	b.brush(t, 0.2, 0.8)
	b.until(t, "window.same === undefined && location.search.includes('from=2031-05-06')")
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, said := range b.console {
		t.Errorf("the console says: %s", said)
	}
}

// brush drags over a part of the timeline; from a place to itself it clicks.
func (b *browser) brush(t *testing.T, from, to float64) {
	t.Helper()
	b.ask(t, "document.querySelector('svg.timeline').scrollIntoView({block: 'center'}), ''")
	for _, act := range []struct {
		kind input.DispatchMouseEventType
		at   float64
	}{{chromedp.MousePressed, from}, {chromedp.MouseMoved, (from + to) / 2}, {chromedp.MouseMoved, to}, {chromedp.MouseReleased, to}} {
		place, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](fmt.Sprintf("(r => [r.left + r.width * %g, r.top + r.height / 2])(document.querySelector('svg.timeline').getBoundingClientRect())", act.at)))
		if err == nil {
			err = chromedp.Do(b.ctx, chromedp.MouseEvent(act.kind, place[0], place[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
