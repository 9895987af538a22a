package capture

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// holds states what every report keeps to, whatever the bytes were.
func holds(t interface{ Fatalf(string, ...any) }, name string, b []byte) {
	r, c, err := Read(name, b, Options{})
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), name+": ") {
			t.Fatalf("fault %q does not name the file", err)
		}
		return
	}
	if err := r.Check(); err != nil {
		t.Fatalf("%v", err)
	}
	if c.Report != r.ID || c.Size != int64(len(b)) {
		t.Fatalf("capture %+v is not of report %s", c, r.ID)
	}
	for _, s := range []string{r.Title, r.Byline, r.Publisher, r.Language, r.Partial} {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\x00") {
			t.Fatalf("%q is not one line of UTF-8", s)
		}
	}
	seen := make(map[string]bool)
	for i, p := range strings.Split(r.Text, "\n\n") {
		if p == "" || strings.TrimSpace(p) != p {
			t.Fatalf("paragraph %d %q is empty or has space around it", i, p)
		}
		if strings.Contains(p, "\n") || strings.HasPrefix(p, bullet) || len(p) < longRepeat || strings.Contains(p, " | ") {
			continue // lists and tables
		}
		if seen[p] && !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".html") {
			t.Fatalf("paragraph %d %q stands twice", i, p)
		}
		seen[p] = true
	}
	again, _, err := Read(name, b, Options{})
	if err != nil || again.Text != r.Text || again.Title != r.Title || len(again.Links) != len(r.Links) {
		t.Fatalf("the same bytes gave two reports")
	}
}

func seeds(f *testing.F, ending string, more ...string) {
	files, _ := filepath.Glob("testdata/golden/*.txtar")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if _, source, ok := strings.Cut(string(b), "-- page."+ending+" --\n"); ok {
			source, _, _ = strings.Cut(source, "-- report.json --\n")
			f.Add([]byte(source))
		}
	}
	for _, s := range more {
		f.Add([]byte(s))
	}
}

func FuzzReadText(f *testing.F) {
	seeds(f, "txt", "", "\xff\xfea\x00", "By Mara Ilves\n\n5 October 2020", "• \n•", "Share\nShare\nComments", "BAKU (AP) — ")
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, "a.txt", b) })
}

func FuzzReadHTML(f *testing.F) {
	seeds(f, "html", "<p>", "<b><p>x<b><p>", "<table><tr><td>a<td>b", "<figcaption><time datetime=x>", `<script type="application/ld+json">[{"@type":["Article"],"author":[{}]}]</script>`, "<meta charset=utf-16><p>words")
	for _, source := range hostile(2000) {
		f.Add([]byte(source))
	}
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, "a.html", b) })
}

func FuzzReadMarkdown(f *testing.F) {
	seeds(f, "md", "---\n---\n", "---\na:\n- b\n", "# \n===", "|a|\n|-|", "![](x)[[File:", "```\n```", "[^1]: x", "**__*_a_*__**")
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, "a.md", b) })
}

// Pasted pages put together from text, furniture and noise keep their text:
// each paragraph of it once, in order, and none of the furniture.
func TestPastedPages(t *testing.T) {
	var lines []string
	for _, e := range furniture().all {
		if e.act == "drop" || e.act == "wall" {
			lines = append(lines, e.match)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{2,9}`), 21, 30)
		texts := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string {
			return "The staff said " + strings.Join(words.Draw(t, "words"), " ") + "."
		}), 2, 6, rapid.ID).Draw(t, "texts")
		page := []string{"A Title of Five Words"}
		var noise []string
		for _, p := range texts {
			for _, s := range rapid.SliceOfN(rapid.SampledFrom(lines), 0, 3).Draw(t, "furniture") {
				page, noise = append(page, s), append(noise, s)
			}
			page = append(page, p)
			if rapid.Bool().Draw(t, "twice") {
				page = append(page, p)
			}
		}
		source := strings.Join(page, rapid.SampledFrom([]string{"\n\n", "\r\n\r\n", "\n\n\n \n"}).Draw(t, "breaks"))
		r, _, err := Read("a.txt", []byte(source), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Join(texts, "\n\n"); r.Text != want || r.Title != page[0] {
			t.Fatalf("title %q, text\n%s\nwant\n%s\nfurniture %q", r.Title, r.Text, want, noise)
		}
	})
}
