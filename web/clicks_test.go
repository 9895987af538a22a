package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The links of a page that a number stands in, or that a chart or a map draws,
// each address once; and the numbers of its tables that open nothing, though
// they count something.
const (
	numberLinks = `[...new Set([...document.querySelectorAll("main a[href]")]
		.filter(a => a.closest("svg") || a.classList.contains("ref") || /^[(]?\d[\d,.]*( \p{L}+)?[)]?$/u.test(a.textContent.trim()))
		.map(a => a.getAttribute("href")))]`
	deadNumbers = `[...document.querySelectorAll("main td, main b, main .big")].filter(e => /^[1-9][\d,.]*$/.test(e.textContent.trim()) && !e.closest("li, td, p").matches(":has(a)")).map(e => e.outerHTML)`
	// press clicks a link, if there is one; those of drawings have no click().
	press = `(a => a !== null && (a.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})), true))`
	// toSentence opens, from where a number led, a claim, an incident or a unit.
	toSentence = `` + press + `(document.querySelector("main a[href*='/claim/'], main a[href*='/unit/'], main a[href*='/incident/']"))`
	// sentence is what somebody says, word for word: a claim's, an incident's
	// claims', what a list says of a unit, or a number somebody states of a day.
	sentence = `[...document.querySelectorAll("main blockquote, main .all-said li, main .listing .cells td, main .values tr:has([href*='/entry/']) b")].map(e => e.textContent.trim()).join(" ")`
)

// twoClicks goes from each number of a page to the words that it was counted
// from: it is there after one click, or after one more.
func twoClicks(t *testing.T, b *browser, pages []samplePage, paths ...string) {
	clicked := 0
	for _, p := range pages {
		if !slices.Contains(paths, p.name) {
			continue
		}
		b.visit(t, p.address, 1280)
		for _, dead := range b.list(t, deadNumbers) {
			t.Errorf("%s: the number %s opens nothing", p.name, dead)
		}
		numbers := b.list(t, numberLinks)
		if len(numbers) == 0 {
			t.Errorf("%s has no number that opens anything", p.name)
		}
		for _, href := range numbers {
			clicked++
			if b.ask(t, "location.href") != p.address {
				b.visit(t, p.address, 1280)
			}
			b.follow(t, press+`(document.querySelector('main a[href="`+href+`"]'))`)
			if b.ask(t, sentence) != "" {
				continue
			}
			if !b.follow(t, toSentence) {
				t.Errorf("%s: %s leads to no claim, incident or unit", p.name, href)
				continue
			}
			if b.ask(t, sentence) == "" {
				t.Errorf("%s: two clicks by %s end at %s, where no sentence is", p.name, href, b.ask(t, "location.href"))
			}
		}
	}
	if clicked < 30 {
		t.Errorf("%d numbers were clicked", clicked)
	}
}

// list returns what a script lists.
func (b *browser) list(t *testing.T, script string) []string {
	t.Helper()
	said, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return said
}

// follow waits for the page that a script opens, and reports whether it said
// that it opens one.
func (b *browser) follow(t *testing.T, script string) bool {
	t.Helper()
	before := b.ask(t, "window.left = 'no', location.href")
	opens, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	if opens {
		b.until(t, fmt.Sprintf("document.readyState === 'complete' && (window.left === undefined || location.href !== %q)", before))
	}
	return opens
}

// byKeys goes through a page by the tab key alone: the first stop is the link
// past the head of the page, then come the ways through the site, the slider,
// and whatever can be done on the page; every stop is to be seen.
func byKeys(t *testing.T, b *browser, page samplePage, stops ...string) {
	b.visit(t, page.address, 1280)
	b.until(t, "!document.querySelector('#when-range').hidden && document.querySelectorAll('.atlas-sheet[data-marks]:not([data-state])').length === 0")
	press := func(keys ...string) {
		t.Helper()
		for _, key := range keys {
			if err := chromedp.Do(b.ctx, chromedp.KeyEvent(key)); err != nil {
				t.Fatal(err)
			}
		}
	}
	const seen = `(e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(), drawn = e.matches("svg *") || e.matches(".atlas-spot");
		return r.width > 0 && r.right > 0 && r.left < innerWidth && (drawn || s.outlineStyle !== "none" || s.boxShadow !== "none") })(document.activeElement)`
	press(kb.Tab)
	if !b.is(t, `document.activeElement.matches(".skip") && `+seen) {
		t.Errorf("%s: the first stop is not the link to the page's main part, in sight", page.name)
	}
	next := 0
	for range 150 {
		if next < len(stops) && b.is(t, `document.activeElement.matches("`+stops[next]+`")`) {
			next++
		}
		if next == len(stops) {
			break
		}
		press(kb.Tab)
		if !b.is(t, seen) {
			t.Errorf("%s: the focus is out of sight at %s", page.name, b.ask(t, "document.activeElement.outerHTML.slice(0, 200)"))
		}
	}
	if next < len(stops) {
		t.Errorf("%s: the tab key does not come to %s, after %s", page.name, stops[next], strings.Join(stops[:next], ", "))
	}
	b.visit(t, page.address, 1280)
	press(kb.Tab, kb.Enter, kb.Tab)
	if !b.is(t, `document.querySelector("main").contains(document.activeElement)`) {
		t.Errorf("%s: past the link to the main part, the next stop is %s", page.name, b.ask(t, "document.activeElement.outerHTML.slice(0, 200)"))
	}
}

func (b *browser) is(t *testing.T, script string) bool {
	t.Helper()
	yes, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return yes
}
