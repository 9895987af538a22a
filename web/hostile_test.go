package web

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/png"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/internal/sample"
)

// markup is what a page must show as text.
const markup = `"></script><script>alert('x')</script><img src=https://evil.example/p onerror=alert(1)><style>*{display:none}</style>]]>`

// hostile is a report in which everything that can be written is written to do
// harm, with a word of a given length.
func hostile(desk bool, length int) *sample.Library {
	turned := "\u202egnihton\u202d \u2067\u202b"
	long := strings.Repeat("a", length)
	text := markup + " said that " + turned + " fell.\n\n" + long + "\n\n</p></main></html>{{.}} <!-- said."
	source := evidence.SpanOf(text, 0, len(markup))
	content := evidence.SpanOf(text, len(markup)+11, len(markup)+11+len(turned))
	huge := evidence.SpanOf(text, strings.Index(text, long), strings.Index(text, long)+len(long))
	hash := evidence.Hash([]byte(text))
	north, east := 41.0, 42.0
	claims := []evidence.Claim{
		{
			Stance: evidence.Accuse, Modality: evidence.Stated, Content: content, Rules: []string{markup},
			Source: evidence.Source{Span: &source, Name: markup, Role: turned, Side: "N\u202eO" + markup, Kind: evidence.Party},
			Event: &evidence.Event{
				Type: "ASSAULT", Mode: markup, Instrument: long[:4096], Time: &evidence.Interval{From: markup, Text: turned, Basis: markup},
				Agents: []evidence.Actor{{Text: markup, Name: turned, Role: markup, Side: markup}}, Places: []evidence.Place{{Span: content, Name: long[:4096], Precision: markup}},
			},
			Counts:   []evidence.Count{{ID: "n", What: markup, Who: turned, Side: markup, Start: 0, End: 1}},
			Losses:   []evidence.Loss{{ID: "l", Class: long[:4096], Model: markup, Status: turned, Start: 0, End: 1}},
			Evidence: []string{"javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://evil.example/" + markup, "//evil.example", long[:4096]},
			Access:   &evidence.AccessSaid{Route: markup, State: turned}, Control: &evidence.ControlSaid{Place: long[:4096], State: markup},
		},
		{
			Stance: evidence.Deny, Modality: evidence.Stated, Content: huge, Rules: []string{"r"}, Source: evidence.Source{Kind: evidence.Narrator},
			Event: &evidence.Event{Type: "ASSAULT", Mode: markup, Time: &evidence.Interval{From: "2031-05-06", To: "2031-05-06"}, Places: []evidence.Place{{Span: content, Name: markup + turned, Lat: &north, Lon: &east, Precision: "town"}}},
		},
	}
	for i := range claims {
		claims[i].ID = evidence.ClaimID(hash, claims[i].Content, claims[i].Stance, 0)
	}
	report := evidence.Report{
		ID: sample.Report().ID, Title: markup + turned + long[:4096], Byline: markup, Publisher: turned + markup, Language: `en" onload="alert(1)`,
		Published: evidence.Interval{From: markup, Basis: turned}, Partial: markup, Text: text, Extractor: "x",
		Caption: []evidence.Caption{{Text: markup, Credit: turned}},
	}
	return sample.NewOf(desk, report, []evidence.Span{evidence.SpanOf(text, 0, len(text))}, claims)
}

// hostilePages are the pages that show the hostile report.
func hostilePages(lib *sample.Library) []string {
	paths := []string{"/", "/reports", "/report/" + lib.Dossiers[0].Report.ID, "/entry/2", "/entry/3", "/search?q=said", "/log"}
	for _, c := range lib.Dossiers[0].Claims {
		paths = append(paths, "/claim/"+c.Claim.ID)
	}
	return paths
}

// What is written to do harm is shown as the text that it is: on every page, to
// programs that read what stands in pages, in feeds, pictures and the map's
// data, and in a copy of the site.
func TestHostileText(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	for _, desk := range []bool{true, false} {
		lib := hostile(desk, 1<<15)
		h := Handler(lib, Options{})
		kinds := make(map[string]int)
		told := ""
		queue := append(hostilePages(lib), "/map.json", "/feed.atom", "/incident/"+sample.IncidentID, "/claim/"+lib.Dossiers[0].Claims[0].Claim.ID+"/card.png", "/incident/"+sample.IncidentID+"/card.png", "/incident/"+sample.IncidentID+"/feed.atom")
		for seen := make(map[string]bool); len(queue) > 0 && len(seen) < 120; queue = queue[1:] {
			path, _, _ := strings.Cut(queue[0], "#")
			if seen[path] || strings.HasPrefix(path, "/static/") {
				continue
			}
			seen[path] = true
			w := get(h, "GET", path)
			if policy := w.Header().Get("Content-Security-Policy"); policy != policyOf("") || strings.Contains(policy, "unsafe") || w.Header().Get("Set-Cookie") != "" {
				t.Errorf("%s is sent with the policy %q and the cookie %q", path, policy, w.Header().Get("Set-Cookie"))
			}
			body := w.Body.String()
			kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
			kinds[kind]++
			switch kind {
			case "text/html":
				queue = append(queue, checkPage(t, path, body)...)
				told += inScripts(t, body)
			case "application/atom+xml":
				var feed struct {
					Entries []struct{ Title, Summary string } `xml:"entry"`
				}
				if err := xml.Unmarshal(w.Body.Bytes(), &feed); err != nil || len(feed.Entries) == 0 {
					t.Errorf("%s cannot be read: %v", path, err)
				}
				told += fmt.Sprint(feed)
			case "application/geo+json", "application/json":
				if !json.Valid(w.Body.Bytes()) {
					t.Errorf("%s is no JSON", path)
				}
			case "image/png":
				if picture, err := png.Decode(w.Body); err != nil || picture.Bounds().Dx() != 1200 {
					t.Errorf("%s is no card: %v", path, err)
				}
				continue
			}
			if kind == "text/csv" || kind == "application/jsonl" || strings.HasPrefix(path, "/data/") { // the data, byte for byte, to be kept and not shown
				if h := w.Header(); !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" {
					t.Errorf("%s may be taken for a page", path)
				}
				continue
			}
			for _, harm := range []string{"<script>alert", "</script><script", "<img src=https", "<style>*", "ZgotmplZ"} {
				if strings.Contains(body, harm) {
					t.Errorf("%s has %s in it", path, harm)
				}
			}
			if strings.ContainsAny(body, "\u202e\u202d") && kind != "application/json" { // an entry's payload, byte for byte
				t.Errorf("%s turns text round", path)
			}
		}
		for _, kind := range []string{"text/html", "application/atom+xml", "application/geo+json", "image/png"} {
			if kinds[kind] == 0 {
				t.Errorf("no %s was looked at", kind)
			}
		}
		if !desk && !strings.Contains(told, "</script><script>alert('x')</script>") {
			t.Error("programs are told nothing of what was to do harm: the test is blind")
		}
	}
}

// inScripts returns what a page tells to programs, decoded.
func inScripts(t *testing.T, page string) (words string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" && isData(n) {
			var data any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				t.Error(err)
			}
			words += fmt.Sprint(data)
		}
	}
	return words
}

// Of a word of ten million letters every page shows the beginning, and how much
// is left out: no page grows with it.
func TestHostileLength(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	long := strings.Repeat("a", 10<<20)
	text := "He said that " + long + " fell."
	said, content := evidence.SpanOf(text, 0, 2), evidence.SpanOf(text, 13, len(text)-1)
	name := long[:1<<20]
	report := evidence.Report{
		ID: sample.Report().ID, Title: name, Byline: name, Publisher: name, Text: text, Extractor: "x", Caption: []evidence.Caption{{Text: name, Credit: name}}, Partial: name,
	}
	claim := evidence.Claim{
		Stance: evidence.Accuse, Modality: evidence.Stated, Content: content, Rules: []string{"r"}, Source: evidence.Source{Span: &said, Name: name, Role: name, Kind: evidence.Party},
		Event:  &evidence.Event{Type: "ASSAULT", Mode: name, Instrument: name, Time: &evidence.Interval{From: "2031-05-06", To: "2031-05-06", Text: name}},
		Losses: []evidence.Loss{{ID: "l", Class: name, Model: name, Status: "destroyed"}},
	}
	claim.ID = evidence.ClaimID(report.TextHash(), content, claim.Stance, 0)
	lib := sample.NewOf(true, report, []evidence.Span{evidence.SpanOf(text, 0, len(text))}, []evidence.Claim{claim})
	h := Handler(lib, Options{})
	for _, path := range append(hostilePages(lib), "/search?q=fell", "/changes", "/feed.atom") {
		w := get(h, "GET", path)
		if w.Code != 200 || w.Body.Len() > 2<<20 {
			t.Errorf("%s answers %d with %d kB", path, w.Code, w.Body.Len()>>10)
		}
	}
	for path, says := range map[string]string{"/report/" + report.ID: " more bytes]", "/claim/" + claim.ID: "aaa [… 1028576 more bytes]", "/ru/claim/" + claim.ID: "aaa [… ещё байт: 1028576]"} {
		if body := get(h, "GET", path).Body.String(); !strings.Contains(body, says) {
			t.Errorf("%s does not say %q", path, says)
		}
	}
}

// A copy of the site with all that is hostile in it is as harmless.
func TestHostileCopy(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	site := "https://ledger.example.org"
	if _, err := Copy(t.Context(), hostile(false, 1<<12), folder, CopyOptions{Options: Options{Site: site}, AsOf: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(folder)
	seen := 0
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		seen += strings.Count(string(body), "&lt;script&gt;alert(")
		checkCopy(t, files, name, string(body), site)
		if strings.Contains(string(body), "<script>alert") || strings.ContainsAny(string(body), "\u202e\u202d") {
			t.Errorf("%s shows what is hostile as it is", name)
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Errorf("%d times markup was shown in the copy, %v", seen, err)
	}
}

// A list whose cells are meant as markup, as addresses that do something, or to
// turn the page round, is shown as the text that it is.
func TestHostileList(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	kept := sample.NewLists(t)
	format, err := lists.Named("warspotting")
	if err != nil {
		t.Fatal(err)
	}
	const table = `id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude
1,"<b onclick=a()>Tanks","</a><script>alert(1)</script>",Destroyed,"<style>*{display:none}</style>",2031-04-20,"\u202ereversed","x","""><img src=x onerror=a()>",javascript:alert(1),"<i>","'"
2,Tanks,"{{.}}&amp;#x27; ?list=x&fate=y#z",Captured,"A&B=C#D?E/..",2031-04-20,,,,"https://p.example/?a=""onclick=x",,
`
	_, err = kept.Import(t.Context(), format, []lists.File{{Name: "<script>.csv", Reader: strings.NewReader(strings.ReplaceAll(table, `\u202e`, "\u202e"))}}, flow.ImportOptions{List: "<u>Hostile</u> & \"quoted\" list"})
	if err != nil {
		t.Fatal(err)
	}
	crawl(t, Handler(kept.Desk(), Options{}), "/losses?list="+url.QueryEscape("<u>Hostile</u> & \"quoted\" list"), []string{"<script>", "<b onclick", "<u>", "<img", "<style", "\u202e", `href="javascript`}, 40, 120)
}
