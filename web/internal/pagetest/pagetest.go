// Package pagetest compares pages with the HTML that they are known to give.
package pagetest

import (
	"bytes"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// lexicon is the fingerprint of the lexicon, which changes with every word of it.
var lexicon = regexp.MustCompile(`lexicon [0-9a-f]{12}`)

var update = flag.Bool("update", false, "write the golden files anew")

// Ask returns a request for a path as a page gets it. Values are the names and
// values of the path's wildcards.
func Ask(t *testing.T, desk bool, at int64, path string, values ...string) part.Ask {
	t.Helper()
	req := httptest.NewRequest("GET", "http://127.0.0.1:8080"+path, nil)
	for i := 0; i+1 < len(values); i += 2 {
		req.SetPathValue(values[i], values[i+1])
	}
	asOf, err := part.ParseAsOf(req.URL.Query().Get("as-of"))
	if err != nil {
		t.Fatal(err)
	}
	return part.Ask{Request: req, At: at, AsOf: asOf, Desk: desk, Policy: publish.Standard, Site: "http://127.0.0.1:8080"}
}

// Russian is the same request for the Russian page.
func Russian(ask part.Ask) part.Ask {
	ask.Language = message.Russian
	return ask
}

// Render returns a page as it is sent.
func Render(t *testing.T, page part.Page, ask part.Ask) string {
	t.Helper()
	answer, err := page(ask)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := part.Render(&b, ask, answer); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// content is what a page has of its own: the frame is held by a test of part.
var content = regexp.MustCompile(`(?s)<title>.*?</title>|<main.*</main>`)

// Golden compares a page's title and content with testdata/NAME.html.
func Golden(t *testing.T, name string, page part.Page, ask part.Ask) {
	t.Helper()
	got := lexicon.ReplaceAllString(strings.Join(content.FindAllString(Render(t, page, ask), -1), "\n")+"\n", "lexicon …")
	file := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update, and read what it writes)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}
