package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tallystick/web/internal/sample"
)

// Every address that a page links to answers, on every page that can be
// reached from the first, now and in the past; and the public reads nothing, on
// pages or in data, that was not let out.
func TestCrawl(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	lists := sample.NewLists(t)
	desk, public := Handler(lists.Desk(), Options{}), Handler(lists.Public(), Options{})
	report := []string{"12.34567", "village of Esk", "we have struck", "Lake Conference"}
	for _, c := range []struct {
		name, start string
		handler     http.Handler
		hidden      []string
		least, most int // pages that are there to be found, and that are looked at
	}{
		{"desk", "/", Handler(sample.New(true), Options{}), nil, 30, 1000},
		{"public", "/", Handler(sample.New(false), Options{}), report, 15, 1000},
		{"desk in the past", "/?as-of=2031-05-07T15:00:00Z", Handler(sample.New(true), Options{}), nil, 20, 1000},
		{"lists at the desk", "/", desk, nil, 100, 250},
		{"lists in public", "/", public, sample.Hidden, 100, 250},
		{"lists in public before any was accepted", "/losses?as-of=2031-05-01T09:30:00Z", public, append(sample.Hidden, "River Watch"), 5, 250},
		{"lists in public, the first edition", "/losses?as-of=2031-05-06", public, append(sample.Hidden, "Field Notes"), 50, 150},
		{"lists in public on the day of the fresh table", "/lists?as-of=2031-05-20", public, sample.Hidden, 50, 150},
	} {
		t.Run(c.name, func(t *testing.T) { crawl(t, c.handler, c.start, c.hidden, c.least, c.most) })
	}
}

func crawl(t *testing.T, handler http.Handler, start string, hidden []string, least, most int) {
	past := strings.Contains(start, "as-of")
	seen := map[string]bool{start: true}
	for queue := []string{start}; len(queue) > 0 && most > 0; queue = queue[1:] {
		path := queue[0]
		most--
		w := get(handler, "GET", path)
		gone := w.Code == http.StatusGone && strings.Contains(path, sample.GoneID)
		if w.Code != http.StatusOK && !gone {
			t.Errorf("%s is linked to and answers %d", path, w.Code)
		}
		for _, word := range hidden {
			if strings.Contains(w.Body.String(), word) {
				t.Errorf("the public reads %q at %s", word, path)
			}
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, link := range checkPage(t, path, w.Body.String()) {
			link, _, _ = strings.Cut(link, "#")
			if link == "" || seen[link] {
				continue
			}
			seen[link] = true
			kept := strings.Contains(link, "as-of=")
			if past && isPage(link) && !kept && !backToNow(path, link) {
				t.Errorf("%s links to %s and loses the as-of time", path, link)
			}
			if !past || kept {
				queue = append(queue, link)
			}
		}
	}
	if len(seen) < least {
		t.Errorf("%d addresses were found, want %d at least", len(seen), least)
	}
}

// isPage reports whether an address is that of a page, not of data.
func isPage(link string) bool {
	return !slices.ContainsFunc([]string{"/static/", "/checkpoint", ".json", "/payload"}, func(s string) bool { return strings.Contains(link, s) })
}

// backToNow reports whether a link leads from a page of the past to the same
// page now, or to what changed since.
func backToNow(from, link string) bool {
	if strings.Contains(link, "/changes?from=") {
		return true
	}
	u, err := url.Parse(from)
	return err == nil && strings.HasPrefix(link, u.Path)
}

// checkPage checks what holds for every page and returns the addresses of this
// site that it names, but for those of the page at other moments.
func checkPage(t *testing.T, path, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var links, refers []string
	ids := make(map[string]bool)
	mains, level := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if isData(n) {
				continue
			}
			if n.FirstChild != nil || !strings.HasPrefix(source(n), "/static/") {
				t.Errorf("%s has a <script> of its own", path)
			}
		case "style", "iframe", "object", "embed", "base":
			t.Errorf("%s has a <%s>", path, n.Data)
		case "img":
			if !strings.Contains(path, "pictures=shown") {
				t.Errorf("%s has a picture that nobody asked for", path)
			}
		case "main":
			mains++
		case "h1", "h2", "h3", "h4":
			next := int(n.Data[1] - '0')
			if next > level+1 || next == 1 && level > 0 {
				t.Errorf("%s has a %s under a heading of level %d", path, n.Data, level)
			}
			level = next
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s has the attribute %s on <%s>", path, a.Key, n.Data)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s has the id %s twice", path, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "aria-labelledby" || a.Key == "aria-describedby" || a.Key == "for":
				refers = append(refers, strings.Fields(a.Val)...)
			case n.Data == "link" && rel(n) == "canonical": // the page itself
			case a.Key == "src" || a.Key == "href" || a.Key == "action":
				if strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") {
					if r := rel(n); r != "prev nofollow" && r != "next nofollow" {
						links = append(links, a.Val)
					}
					continue
				}
				if target, ok := strings.CutPrefix(a.Val, "#"); ok {
					refers = append(refers, target)
					continue
				}
				if n.Data != "a" || rel(n) != "noreferrer nofollow" || n.FirstChild == nil || !sameAddress(n.FirstChild.Data, a.Val) {
					t.Errorf("%s leads elsewhere: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
			}
		}
	}
	for _, id := range refers {
		if !ids[id] {
			t.Errorf("%s refers to #%s, which is not on it", path, id)
		}
	}
	if mains != 1 || level == 0 {
		t.Errorf("%s has %d <main> and a last heading of level %d", path, mains, level)
	}
	return links
}

// isData reports whether a script is data that no browser runs, and that
// programs can read.
func isData(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "type" && a.Val == "application/ld+json" {
			return n.FirstChild != nil && json.Valid([]byte(n.FirstChild.Data))
		}
	}
	return false
}

// sameAddress reports whether a link's text is its address, but for characters
// that are escaped in one of them.
func sameAddress(text, address string) bool {
	a, errA := url.PathUnescape(text)
	b, errB := url.PathUnescape(address)
	return errA == nil && errB == nil && a == b
}

func source(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "src" {
			return a.Val
		}
	}
	return ""
}

func rel(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "rel" {
			return a.Val
		}
	}
	return ""
}
