package capture

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// Extractors name the versions that the module is built with.
func TestExtractorNames(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []Extractor{Readability{}, PlainText{}} {
		words := strings.Fields(e.Name())
		version := words[len(words)-1]
		library := words[len(words)-2]
		if !strings.Contains(string(mod), library+" "+version) {
			t.Errorf("%q is not in go.mod as %s %s", e.Name(), library, version)
		}
	}
}

// refuser refuses every page, as Readability refuses costly ones.
type refuser struct{}

func (refuser) Name() string                    { return "refuser v0" }
func (refuser) Extract([]byte) (Article, error) { return Article{}, errors.New("no") }

// A page that the extractor refuses is read by PlainText, and the report says
// by what; the article is told from what stands around it.
func TestPlainText(t *testing.T) {
	page := `<html><head><title>Truce holds</title></head><body><nav><ul><li><a href=/>Home</a></ul></nav>
<aside>Most read<p>Another story of another war, which has nothing to do with this one.</aside>
<main><h1>Truce holds</h1><p>The guns were <b>silent</b> on Monday, <a href="https://a.example/s">both staffs</a> said.
<div><a href=/1>One story</a> <a href=/2>Another story</a></div>
<ul><li>No fire across the river<li>Safe passage</ul>
<table><tr><td>Lower Tarn<td>contested<tr><td>Upper Tarn<td>held</table>
<p>Nobody has checked<br>what they say. Nobody can.</main>
<footer>All rights reserved</footer></body></html>`
	r, _, err := Read("a.html", []byte(page), Options{Extractor: refuser{}})
	if err != nil {
		t.Fatal(err)
	}
	want := "The guns were silent on Monday, both staffs said.\n\n• No fire across the river\n• Safe passage\n\nLower Tarn | contested\nUpper Tarn | held\n\nNobody has checked what they say. Nobody can."
	if r.Text != want || r.Title != "Truce holds" || !strings.HasPrefix(r.Extractor, PlainText{}.Name()+", "+Version) {
		t.Errorf("title %q by %q, text\n%s", r.Title, r.Extractor, r.Text)
	}
	if len(r.Links) != 1 || r.Links[0] != "https://a.example/s" {
		t.Errorf("links %q", r.Links)
	}
}
