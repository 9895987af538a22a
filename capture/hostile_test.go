package capture

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are pages of about n bytes that cost a parser or an extractor far
// more than ordinary pages of their size, most of them by a rule that has a
// page's author leave out end tags.
func hostile(n int) map[string]string {
	const words = "Some words in a sentence, which people read. "
	count := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]string{
		"bold left open":         fill("<b><p>", n),
		"bold and words":         fill("<b><p>"+words, n),
		"distinct bold":          count("<b a%d=1><p>x"),
		"items":                  fill("<li>x", n),
		"items of 40 bytes":      fill("<li>"+words[:36], n),
		"paragraphs":             fill("<p>x", n),
		"breaks":                 fill("x<br>", n),
		"breaks of 40 bytes":     fill(words[:36]+"<br>", n),
		"links left open":        fill("<a>x", n),
		"links in a paragraph":   "<p>" + fill("<a href=/x>word</a> ", n),
		"links of 45 bytes":      "<p>" + fill("<a href=https://a.example/x>word</a> and so on ", n),
		"500 open div":           strings.Repeat("<div>", 500) + fill("<p>"+words, n),
		"250 open div":           strings.Repeat("<div>", 250) + fill("<p>"+words, n),
		"50 open div":            strings.Repeat("<div>", 50) + fill("<p>"+words, n),
		"20 open div":            strings.Repeat("<div>", 20) + fill("<p>"+words, n),
		"nested past the parser": fill("<div>", n),
		"nested tables":          fill("<table><tr><td>x", n),
		"nested svg":             fill("<svg><g>", n),
		"nested template":        fill("<template>", n),
		"cells":                  "<table><tr>" + fill("<td>x</td>", n),
		"options":                fill("<select><option>x", n),
		"divs":                   fill("<div>"+words[:30]+"</div>", n),
		"nested by hundreds":     fill(strings.Repeat("<div><p>a, b, c, d", 100)+strings.Repeat("</div>", 100), n),
		"nested by tens":         fill(strings.Repeat("<div><p>"+words, 10)+strings.Repeat("</div>", 10), n),
		"distinct attributes":    count("<p a%d=1>x y z"),
		"attributes of one tag":  "<p " + count(" a%d=1") + ">" + words,
		"comments":               fill("<!--x-->", n) + words,
		"captions":               count("<figcaption>Photo of %d: AP</figcaption>"),
		"furniture":              count("<p>Share on Facebook %d</p>"),
		"dates":                  count("<p>Published 10 October 2020 %d</p>"),
		"unfinished tag":         words + fill("<p a='", n),
		"one long word":          "<p>" + fill("x", n),
		"one long paragraph":     "<p>" + fill(words, n),
		"JSON-LD":                `<script type="application/ld+json">` + fill("[", n) + "</script><p>" + words,
	}
}

func fill(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }

// ordinary is a page of n bytes as outlets print them.
func ordinary(n int) string {
	return "<!doctype html><html lang=en><title>A page</title><article>" +
		fill("<p>The ministry said that its forces had held the road on Tuesday, and denied what the other side said of it.</p>\n", n) + "</article>"
}

// Each hostile page gives a text or a fault that says why not.
func TestHostilePages(t *testing.T) {
	for name, source := range hostile(1 << 18) {
		t.Run(name, func(t *testing.T) {
			r, _, err := Read("page.html", []byte(source), Options{})
			if err != nil {
				if !strings.Contains(err.Error(), "page.html: ") {
					t.Errorf("fault %q does not name the file", err)
				}
				return
			}
			if err := r.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// BenchmarkHostile shows the cost of each hostile page in times the cost of an
// ordinary page of the same size.
func BenchmarkHostile(b *testing.B) {
	const size = 2 << 20
	run := func(name, source string) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			b.ReportAllocs()
			for b.Loop() {
				Read("page.html", []byte(source), Options{})
			}
		})
	}
	run("ordinary", ordinary(size))
	for name, source := range hostile(size) {
		run(name, source)
	}
}
