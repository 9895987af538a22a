package web

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tallystick/flow"
	"tallystick/web/internal/sample"
)

// TestRussian holds that nothing of the interface is left in English on the
// Russian pages: neither a message of the catalogues nor words that stand in no
// catalogue. Names, quotations, code and data have elements of their own and are
// not looked at.
func TestRussian(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	messages := englishMessages(t)
	lists, registers := sample.NewLists(t), sample.NewRegisters(t)
	for _, c := range []struct {
		name, start string
		handler     http.Handler
		most        int
	}{
		{"desk", "/ru/", Handler(sample.New(true), Options{}), 80},
		{"public", "/ru/", Handler(sample.New(false), Options{}), 60},
		{"past", "/ru/log?as-of=2031-05-01", Handler(sample.New(true), Options{}), 20},
		{"lists", "/ru/losses", Handler(lists.Desk(), Options{}), 60},
		{"registers", "/ru/ceasefires", reviewed(registers.Ledger), 60},
		{"review", "/ru/review", reviewed(desk(t)), 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := make(map[string]bool) // each fault is told once
			seen := map[string]bool{c.start: true}
			for queue := []string{c.start}; len(queue) > 0 && c.most > 0; queue = queue[1:] {
				path := queue[0]
				c.most--
				w := get(c.handler, "GET", path)
				if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
					continue
				}
				doc, err := html.Parse(strings.NewReader(w.Body.String()))
				if err != nil {
					t.Fatal(err)
				}

				for _, words := range interfaceWords(doc, messages) {
					if !said[words] && leftInEnglish(messages, words) {
						said[words] = true
						t.Errorf("%s says %q", path, words)
					}
				}
				for n := range doc.Descendants() {
					for _, a := range n.Attr {
						link, _, _ := strings.Cut(a.Val, "#")
						if a.Key == "href" && strings.HasPrefix(link, "/ru/") && isPage(link) && !seen[link] && !strings.HasPrefix(rel(n), "prev") && !strings.HasPrefix(rel(n), "next") {
							seen[link] = true
							queue = append(queue, link)
						}
					}
				}
			}
		})
	}
}

// reviewed is the site of a desk at which people decide.
func reviewed(l *flow.Ledger) http.Handler {
	library := l.Desk()
	return Handler(library, Options{Review: reviewing{library, l}})
}

// englishMessages are the messages of the catalogues that Russian says in other
// words, as patterns of what a page has of them.
func englishMessages(t *testing.T) []*regexp.Regexp {
	t.Helper()
	files, err := filepath.Glob("message/words/en/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("the English catalogue: %d files, %v", len(files), err)
	}
	read := func(file string) map[string]any {
		entries := make(map[string]any)
		body, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(body, &entries)
		}
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	markup, verbs := regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`%(?:\\\[\d+\\\])?[a-z]`)
	var all []*regexp.Regexp
	for _, file := range files {
		russian := read(strings.Replace(file, "/en/", "/ru/", 1))
		for key, e := range read(file) {
			words, plain := e.(string)
			if !plain || words == russian[key] || !latin.MatchString(verbs.ReplaceAllString(words, "")) {
				continue
			}
			for _, piece := range markup.Split(words, -1) {
				if piece = strings.TrimSpace(piece); latin.MatchString(verbs.ReplaceAllString(piece, "")) {
					all = append(all, regexp.MustCompile("^"+verbs.ReplaceAllString(regexp.QuoteMeta(piece), ".+")+"$"))
				}
			}
		}
	}
	return all
}

// latin finds a word in small Latin letters.
var latin = regexp.MustCompile(`(^|[^\p{L}0-9/._-])[a-z]{3,}($|[^\p{L}0-9/_-])`)

// quoted finds what a page quotes.
var quoted = regexp.MustCompile(`«[^»]*»`)

func leftInEnglish(messages []*regexp.Regexp, words string) bool {
	if strings.HasPrefix(words, "https://") {
		return false
	}
	words = quoted.ReplaceAllString(strings.ReplaceAll(words, "curl", ""), "")
	return latin.MatchString(words) || slices.ContainsFunc(messages, func(m *regexp.Regexp) bool { return m.MatchString(words) })
}

// interfaceWords lists what a page says in words of its own: its texts and the
// attributes that are read out or shown.
func interfaceWords(doc *html.Node, messages []*regexp.Regexp) []string {
	var all []string
	add := func(words string) {
		if words = strings.Join(strings.Fields(words), " "); words != "" {
			all = append(all, words)
		}
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			add(n.Data)
		}
		if n.Type == html.ElementNode {
			if n.Data == "title" && n.FirstChild != nil { // names may stand in it: of whole messages alone
				title := strings.TrimSuffix(n.FirstChild.Data, " · Tallystick")
				if !latin.MatchString(title) || slices.ContainsFunc(messages, func(m *regexp.Regexp) bool { return m.MatchString(title) }) {
					add(title)
				}
				return
			}
			if n.Data == "bdi" && n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode && len(strings.Fields(n.FirstChild.Data)) > 1 {
				if words := n.FirstChild.Data; slices.ContainsFunc(messages, func(m *regexp.Regexp) bool { return !strings.Contains(m.String(), ".+") && m.MatchString(words) }) {
					add(words)
				}
				return
			}
			if slices.Contains([]string{"bdi", "q", "code", "pre", "blockquote", "script", "style", "option"}, n.Data) {
				return
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "lang":
					if a.Val != "ru" {
						return
					}
				case "dir", "hreflang", "translate":
					return
				case "class":
					if a.Val == "hash" {
						return
					}
				case "aria-label", "placeholder", "alt":
					add(a.Val)
				}
			}
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(doc)
	return all
}
