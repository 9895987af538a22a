package capture

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/evidence"
)

const corpus = "../../shared/corpus"

// fromCorpus reads a file of the corpus, which is no part of the repository.
func fromCorpus(t *testing.T, name string) evidence.Report {
	t.Helper()
	r, _, err := readFile(filepath.Join(corpus, name), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Check(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return r
}

func needCorpus(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not at ../shared/corpus beside the repository")
	}
}

// The nine things that the seed's gold file asks of a report.
func TestSeed(t *testing.T) {
	needCorpus(t)
	var gold struct {
		Report struct {
			Title, Byline, Publisher, Language string

			Published struct{ From, To string }
			Links     []string
			Caption   evidence.Caption
			Furniture []string `json:"furniture_dropped"`
		}
	}
	b, err := os.ReadFile(filepath.Join(corpus, "seed/gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	g, r := gold.Report, fromCorpus(t, "seed/article.txt")
	if r.Title != g.Title || r.Byline != g.Byline || r.Publisher != g.Publisher || r.Language != g.Language {
		t.Errorf("title %q, byline %q, publisher %q, language %q", r.Title, r.Byline, r.Publisher, r.Language)
	}
	if from := r.Published.From[:min(10, len(r.Published.From))]; from < g.Published.From || from > g.Published.To {
		t.Errorf("published %+v, want from %s to %s", r.Published, g.Published.From, g.Published.To)
	}
	if len(r.Links) == 0 || r.Links[0] != g.Links[0] {
		t.Errorf("links %q", r.Links)
	}
	if len(r.Caption) != 1 || r.Caption[0] != g.Caption {
		t.Errorf("captions %+v, want %+v", r.Caption, g.Caption)
	}
	for _, f := range g.Furniture {
		if strings.Contains(strings.ToLower(r.Text), strings.ToLower(f)) {
			t.Errorf("furniture %q is in the text", f)
		}
	}
	if n := strings.Count(r.Text, "are blaming each other for strikes against civilians"); n != 1 {
		t.Errorf("what the page says twice is kept %d times", n)
	}
	if r.Partial != "" {
		t.Errorf("partial %q, but the text goes on after the paywall", r.Partial)
	}
	if !strings.Contains(r.Text, "\n\n"+bullet) || strings.Count(r.Text, "\n"+bullet) != 5 {
		t.Error("the list of five is not one item a line")
	}
}

// Every wire page gives what its head says and every paragraph of its article.
func TestWire(t *testing.T) {
	needCorpus(t)
	files, _ := filepath.Glob(filepath.Join(corpus, "wire/*.html"))
	if len(files) != 5 {
		t.Fatalf("%d wire pages, want 5", len(files))
	}
	for _, file := range files {
		r := fromCorpus(t, filepath.Join("wire", filepath.Base(file)))
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if r.Title == "" || !strings.Contains(string(source), "<h1>"+r.Title+"</h1>") || r.Publisher != "Daily Mail" || r.Language != "en" {
			t.Errorf("%s: title %q, publisher %q, language %q", file, r.Title, r.Publisher, r.Language)
		}
		if !strings.HasPrefix(r.Published.From, "2020-09-2") && !strings.HasPrefix(r.Published.From, "2020-09-30") || r.Published.Basis != "meta article:published_time" {
			t.Errorf("%s: published %+v", file, r.Published)
		}
		paragraphs := strings.Split(string(source), "<p>")[1:]
		for i, p := range paragraphs {
			p, _, _ = strings.Cut(p, "</p>")
			p = squeeze(strings.ReplaceAll(p, "&#x27;", "'"))
			if at := strings.Index(r.Text, p); at < 0 || i == 0 && at != 0 {
				t.Errorf("%s: paragraph %d stands at %d: %.60s…", file, i, at, p)
			}
		}
		if len(r.Partial) > 0 || strings.Contains(r.Text, "Share this") || strings.Contains(r.Text, "Log in") {
			t.Errorf("%s: partial %q or furniture in the text", file, r.Partial)
		}
	}
}

// Long articles in Markdown, and lists of losses, are read whole.
func TestLongPages(t *testing.T) {
	needCorpus(t)
	files, _ := filepath.Glob(filepath.Join(corpus, "encyclopedia/*.md"))
	for _, file := range files {
		r := fromCorpus(t, filepath.Join("encyclopedia", filepath.Base(file)))
		if r.Title == "" || r.Byline != "Wikipedia" || r.Language != "en" || r.Published.Basis != "front matter pubdate" || strings.ContainsAny(r.Text, "*#") || strings.Contains(r.Text, "](") {
			t.Errorf("%s: title %q, byline %q, language %q, published %+v, or markup in the text", file, r.Title, r.Byline, r.Language, r.Published)
		}
	}
	for name, want := range map[string]string{
		"losses/oryx-page-russia.html":   "Russia - 10110, of which: destroyed: 6579",
		"losses/oryx-page-aircraft.html": "11 Su-30SM multirole aircraft",
	} {
		if r := fromCorpus(t, name); !strings.Contains(r.Text, want) || r.Extractor[:14] != "go-readability" {
			t.Errorf("%s: %q is not in the text by %s", name, want, r.Extractor)
		}
	}
}

func BenchmarkReadText(b *testing.B) { benchmarkCorpus(b, "seed/article.txt") }

func BenchmarkReadHTML(b *testing.B) {
	benchmarkCorpus(b, "wire/armenia_claims_turkish_jet_shot_down_plane_in_azerbaijan_conflict.html")
}

func BenchmarkReadMarkdown(b *testing.B) {
	benchmarkCorpus(b, "encyclopedia/2020_nagorno-karabakh_war.md")
}

func benchmarkCorpus(b *testing.B, name string) {
	source, err := os.ReadFile(filepath.Join(corpus, name))
	if err != nil {
		b.Skip("the corpus is not at ../shared/corpus beside the repository")
	}
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Read(name, source, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
