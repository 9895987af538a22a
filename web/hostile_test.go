package web

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/internal/sample"
)

// hostile is a report in which everything that can be written is written to do
// harm.
func hostile(desk bool) *sample.Library {
	markup := `"><script>alert('x')</script><img src=https://evil.example/p onerror=alert(1)><style>*{display:none}</style>`
	turned := "\u202egnihton\u202d \u2067\u202b"
	long := strings.Repeat("a", 1<<20)
	text := markup + " said that " + turned + " fell.\n\n" + long + "\n\n</p></main></html>{{.}} <!-- said."
	source := evidence.SpanOf(text, 0, len(markup))
	content := evidence.SpanOf(text, len(markup)+11, len(markup)+11+len(turned))
	huge := evidence.SpanOf(text, strings.Index(text, long), strings.Index(text, long)+len(long))
	hash := evidence.Hash([]byte(text))
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
		{Stance: evidence.Deny, Modality: evidence.Stated, Content: huge, Rules: []string{"r"}, Source: evidence.Source{Kind: evidence.Narrator}},
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

// What is written to do harm is shown as the text that it is.
func TestHostileText(t *testing.T) {
	lib := hostile(true)
	h := Handler(lib, Options{})
	for _, path := range []string{
		"/", "/reports", "/report/" + lib.Dossiers[0].Report.ID, "/claim/" + lib.Dossiers[0].Claims[0].Claim.ID, "/claim/" + lib.Dossiers[0].Claims[1].Claim.ID,
		"/entry/2", "/entry/3", "/search?q=said", "/log",
	} {
		w := get(h, "GET", path)
		if w.Code != 200 {
			t.Errorf("%s answers %d", path, w.Code)
		}
		page := w.Body.String()
		checkPage(t, path, page)
		if strings.ContainsAny(page, "\u202e\u202d") {
			t.Errorf("%s turns text round", path)
		}
		if strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s has a link that the template refused", path)
		}
	}
	doc, err := html.Parse(strings.NewReader(get(h, "GET", "/report/"+lib.Dossiers[0].Report.ID).Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			words.WriteString(n.Data)
		}
	}
	for _, want := range []string{"<script>alert('x')</script>", "[U+202E]gnihton[U+202D]", strings.Repeat("a", 1<<20), "</p></main></html>{{.}} <!-- said."} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("the report does not show %.60q as text", want)
		}
	}
}

// A list whose cells are meant as markup, as addresses that do something, or to
// turn the page round, is shown as the text that it is.
func TestHostileList(t *testing.T) {
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
