package web

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tallystick/web/internal/sample"
)

// Without a script the control is a form with a field and links to the moments
// beside the one at hand, and keeps whatever else a page is asked with.
func TestLookBackWithoutScript(t *testing.T) {
	h := Handler(sample.New(true), Options{})
	for path, has := range map[string][]string{
		"/": {
			`action="/"`, `<input type="datetime-local" id="when" name="as-of" step="1" value=""`, "<strong class=\"shown\">now</strong>",
			`<a href="/?as-of=2031-05-07T17%3A30%3A12Z" rel="prev nofollow">`,
		},
		"/search?q=Torvale&as-of=2031-05-08": {
			`action="/search"`, `<input type="hidden" name="q" value="Torvale">`, `value="2031-05-08T23:59:59"`, `<strong class="shown">8 May 2031, 23:59:59 UTC</strong>`,
			`<a href="/search?as-of=2031-05-07T17%3A30%3A12Z&amp;q=Torvale" rel="prev nofollow">`, `<a href="/search?q=Torvale" rel="next nofollow">`,
		},
		"/ru/search?q=a&q=b&as-of=2031-05-08T12:00": {
			`action="/ru/search"`, `<input type="hidden" name="q" value="a"><input type="hidden" name="q" value="b">`, `<strong class="shown">8 мая 2031 г., 12:00 UTC</strong>`,
		},
		"/about?as-of=1999-01-01":        {`<a href="/about?as-of=2031-05-07T09%3A00%3A00Z" rel="next nofollow">`},
		"/about?as-of=2050-01-01":        {`<a href="/about" rel="next nofollow">`},
		"/search?as-of=&q=%3Cb%3E%22%27": {`<input type="hidden" name="q" value="&lt;b&gt;&#34;&#39;">`, `<strong class="shown">now</strong>`},
	} {
		page := get(h, "GET", path).Body.String()
		control, _, _ := strings.Cut(page[strings.Index(page, `<form class="lookback"`):], "</form>")
		for _, words := range has {
			if !strings.Contains(control, words) {
				t.Errorf("%s lacks %s in\n%s", path, words, control)
			}
		}
	}
}

// In a browser: the slider is dragged and tells the moment at once; let go, the
// page is that of the past, with its address, and the focus stays. The way back
// leads to the page shown before, a key to the present, and where the page
// cannot be fetched the browser goes to it.
func TestSlider(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"", "/ru"} {
		server := httptest.NewServer(Handler(sample.New(true), Options{}))
		defer server.Close()
		b.visit(t, server.URL+language+"/?q=Torvale", 390)
		now := b.ask(t, "document.querySelector('main').innerText")
		b.drag(t, 1, 2./7)
		if said := b.ask(t, "document.querySelector('.shown').textContent"); !strings.Contains(said, "09:30:13 UTC") || b.ask(t, "location.search") != "?q=Torvale" {
			t.Errorf("while it is dragged the slider says %q at %s", said, b.ask(t, "location.search"))
		}
		told := b.ask(t, "document.querySelector('.shown').textContent")
		b.letGo(t, 2./7)
		b.until(t, "location.search.includes('as-of')")
		for script, want := range map[string]string{
			"location.search": "?q=Torvale&as-of=2031-05-07T09%3A30%3A13Z",
			"document.querySelector('.asof time').textContent":                                     told, // the script says it as the server does
			"document.querySelector('.shown').textContent":                                         told,
			"document.activeElement.id":                                                            "when-range",
			"document.activeElement.getAttribute('aria-valuetext')":                                told,
			"document.activeElement.value":                                                         "2",
			"String(document.querySelector('[role=status]').textContent.includes('" + told + "'))": "true",
			"document.querySelector('nav .home').getAttribute('href')":                             language + "/?as-of=2031-05-07T09%3A30%3A13Z",
			"String(document.querySelectorAll('main').length)":                                     "1",
		} {
			if got := b.ask(t, script); got != want {
				t.Errorf("%s is %q, want %q", script, got, want)
			}
		}
		past := b.ask(t, "document.querySelector('main').innerText")
		if past == now {
			t.Error("the page of the past is that of now")
		}
		b.ask(t, "history.back(), ''")
		b.until(t, "document.querySelector('main').innerText === "+fmt.Sprintf("%q", now))
		b.ask(t, "history.forward(), ''")
		b.until(t, "document.querySelector('main').innerText === "+fmt.Sprintf("%q", past))
		if err := chromedp.Do(b.ctx, chromedp.KeyEvent(kb.End)); err != nil {
			t.Fatal(err)
		}
		b.until(t, "location.search === '?q=Torvale' && document.querySelector('.asof') === null")

		b.ask(t, "window.fetch = () => Promise.reject(new Error('no network')), window.before = true, ''")
		b.drag(t, 1, 0.5)
		b.letGo(t, 0.5)
		b.until(t, "window.before === undefined && location.search.includes('as-of') && document.querySelector('.asof') !== null")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, said := range b.console {
		t.Errorf("the console says: %s", said)
	}
}

// ask returns what a script says.
func (b *browser) ask(t *testing.T, script string) string {
	t.Helper()
	said, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return said
}

// until waits for a script to say yes.
func (b *browser) until(t *testing.T, script string) {
	t.Helper()
	for range 400 {
		if yes, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script)); err == nil && yes { // an error: the browser is on its way
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s at %s", script, b.ask(t, "location.href"))
}

// drag takes the slider's thumb from one part of its length to another.
func (b *browser) drag(t *testing.T, from, to float64) {
	t.Helper()
	b.until(t, "!document.querySelector('#when-range').hidden")
	b.ask(t, "document.querySelector('#when-range').scrollIntoView({block: 'center'}), ''")
	b.mouse(t, chromedp.MousePressed, from)
	b.mouse(t, chromedp.MouseMoved, from+(to-from)/2)
	b.mouse(t, chromedp.MouseMoved, to)
}

func (b *browser) letGo(t *testing.T, at float64) {
	t.Helper()
	b.mouse(t, chromedp.MouseReleased, at)
}

func (b *browser) mouse(t *testing.T, kind input.DispatchMouseEventType, at float64) {
	t.Helper()
	place, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](fmt.Sprintf("(r => [r.left + 8 + (r.width - 16) * %g, r.top + r.height / 2])(document.querySelector('#when-range').getBoundingClientRect())", at)))
	if err == nil {
		err = chromedp.Do(b.ctx, chromedp.MouseEvent(kind, place[0], place[1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
	}
	if err != nil {
		t.Fatal(err)
	}
}
