package web

import (
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
	for _, c := range []struct {
		name, start string
		desk        bool
		least       int // pages that are there to be found
	}{
		{"desk", "/", true, 30},
		{"public", "/", false, 15},
		{"desk in the past", "/?as-of=2031-05-07T15:00:00Z", true, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			handler := Handler(sample.New(c.desk), Options{})
			seen := map[string]bool{c.start: true}
			for queue := []string{c.start}; len(queue) > 0; queue = queue[1:] {
				path := queue[0]
				w := get(handler, "GET", path)
				gone := w.Code == http.StatusGone && strings.Contains(path, sample.GoneID)
				if w.Code != http.StatusOK && !gone {
					t.Errorf("%s is linked to and answers %d", path, w.Code)
				}
				if !c.desk {
					for _, hidden := range []string{"12.34567", "village of Esk", "we have struck", "Lake Conference"} {
						if strings.Contains(w.Body.String(), hidden) {
							t.Errorf("the public reads %q at %s", hidden, path)
						}
					}
				}
				if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
					continue
				}
				for _, link := range checkPage(t, path, w.Body.String()) {
					link, _, _ = strings.Cut(link, "#")
					if link != "" && !seen[link] {
						seen[link] = true
						if strings.Contains(c.start, "as-of") && isPage(link) && !strings.Contains(link, "as-of=") && !backToNow(path, link) {
							t.Errorf("%s links to %s and loses the as-of time", path, link)
						}
						if !strings.Contains(c.start, "as-of") || strings.Contains(link, "as-of=") {
							queue = append(queue, link)
						}
					}
				}
			}
			if len(seen) < c.least {
				t.Errorf("%d addresses were found, want %d at least", len(seen), c.least)
			}
		})
	}
}

// isPage reports whether an address is that of a page, not of data.
func isPage(link string) bool {
	return !slices.ContainsFunc([]string{"/static/", "/checkpoint", ".json", "/payload"}, func(s string) bool { return strings.Contains(link, s) })
}

// backToNow reports whether a link leads from a page of the past to the same
// page now.
func backToNow(from, link string) bool {
	u, err := url.Parse(from)
	return err == nil && strings.HasPrefix(link, u.Path)
}

// checkPage checks what holds for every page and returns the addresses of this
// site that it names.
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
		case "script", "style", "iframe", "object", "embed", "base", "img":
			t.Errorf("%s has a <%s>", path, n.Data)
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
				refers = append(refers, a.Val)
			case a.Key == "src" || a.Key == "href" || a.Key == "action":
				if strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") {
					links = append(links, a.Val)
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

// sameAddress reports whether a link's text is its address, but for characters
// that are escaped in one of them.
func sameAddress(text, address string) bool {
	a, errA := url.PathUnescape(text)
	b, errB := url.PathUnescape(address)
	return errA == nil && errB == nil && a == b
}

func rel(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "rel" {
			return a.Val
		}
	}
	return ""
}
