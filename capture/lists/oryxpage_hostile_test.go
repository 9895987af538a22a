package lists

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

// small is a page that is whole.
const small = `<html><head><title>Losses of Northland</title></head><body><div>
<h3>Northland - 2, of which: destroyed: 2</h3>
<h3>Tanks (2, of which destroyed: 2)</h3>
<ul><li>2 RT-5: <a href="https://p.example/1">(1, destroyed)</a> <a href="https://p.example/2">(2, destroyed)</a></li></ul>
</div></body></html>
`

// What cannot be read past is an error with its place.
func TestRefusedPages(t *testing.T) {
	for _, c := range []struct{ story, page, want string }{
		{"nothing", "", "page.html:1:1: not a file of this format: no list of losses found"},
		{"another page", "<html><body><p>Hello</p></body></html>\n", "page.html:2:1: not a file of this format"},
		{"a table of another kind", "country,system\nNorthland,RT-5\n", "not a file of this format"},
		{"headings alone", "<h3>Northland - 2, of which: destroyed: 2</h3>", "not a file of this format"},
		{"a list in the comments alone", "<article>Hello</article><p>1 RT-5: <a href=https://p.example/1>(1, destroyed)</a></p>", "not a file of this format: no list of losses found in the article, and what looks like one in line 1"},
		{"stray byte", strings.Replace(small, "Tanks", "Tan\xe9s", 1), "page.html:3:8: byte 0xE9 is not UTF-8"},
		{"zero byte", strings.Replace(small, "Tanks", "Ta\x00nks", 1), "page.html:3:7: a zero byte"},
		{"UTF-16", "\xff\xfe<\x00p\x00>\x00", "page.html:1:1: begins as UTF-16"},
		{"picture", "\x89PNG\r\n\x1a\n", "page.html:1:1: byte 0x89"},
		{"cut in a tag", small[:strings.Index(small, "example/2")], "page.html:4:66: the file ends inside a tag"},
		{"cut in an end tag", small[:strings.LastIndex(small, "iv>")], "page.html:5:1: the file ends inside a tag"},
		{"cut in a link", small[:strings.Index(small, ", destroyed)</a></li>")], "the file ends inside a link"},
		{"cut before a link's end", small[:strings.LastIndex(small, "</a>")], "the file ends inside a link"},
		{"cut between two links", small[:strings.Index(small, ` <a href="https://p.example/2`)], "the file ends inside a list"},
		{"cut behind the list", small[:strings.LastIndex(small, "</div>")], "the file ends inside the page"},
		{"cut in a comment", small + "<!-- ", "the file ends inside a comment"},
		{"cut in a script", strings.Replace(small, "</body>", "<script>if (", 1), "the file ends inside a script"},
		{"a tag without end", "<p " + strings.Repeat("a ", mostTag/2), "of more than 8 MiB"},
		{"a text without end", strings.Repeat("(((( ", mostTag/4), "of more than 8 MiB"},
		{"ranges upon ranges", "<p>9 RT-5: " + strings.Repeat("(1-100, destroyed)", 1100), "stand for more than 100000 units"},
	} {
		_, err := readAll(c.page)
		var fault *Error
		if err == nil || !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.story, err, c.want)
		}
		if notList := strings.Contains(c.want, "not a file"); errors.Is(err, ErrFormat) != notList {
			t.Errorf("%s: wraps ErrFormat: %v", c.story, !notList)
		}
	}
	_, err := readAll(small)
	if err != nil {
		t.Errorf("the whole page: %v", err)
	}
}

// A page that is cut anywhere before its last tag is refused, or said to be
// odd: nothing of it passes for the whole.
func TestCutPages(t *testing.T) {
	for i := range len(small) - len("</html>\n") {
		items, err := readAll(small[:i])
		odd := false
		for _, item := range items {
			odd = odd || item.Odd != nil && strings.Contains(item.Odd.Why, "cut off")
		}
		if err == nil && !odd {
			t.Errorf("cut behind %q: nothing is said", small[max(0, i-30):i])
		}
	}
}

// What is overlong or out of all measure is told, and the rest is read.
func TestOverlong(t *testing.T) {
	long := strings.Repeat("x", mostText+1)
	link := ` <a href="https://p.example/1">(1, destroyed)</a>`
	for _, c := range []struct{ story, page, odd string }{
		{"a heading", "<h3>" + long + "</h3><p>1 RT-5:" + link, "a heading of more than 4096"},
		{"a bracket", "<p>1 RT-5:" + link + "<a href=x>(2, " + long + ")</a>", "a bracket of more than 4096"},
		{"a name", "<p>1 RT-5 " + long + ":" + link, "no model"},
		{"an address", "<p>1 RT-5: <a href=https://p.example/" + long + ">(1, destroyed)</a>", "address has more than 4096"},
		{"a range", "<p>1 RT-5:" + link + " <a href=x>(1 to 1000000000, destroyed)</a>", "a number of 10 digits"},
		{"another range", "<p>1 RT-5:" + link + " <a href=x>(1-999999, destroyed)</a>", "a range of 999999 units"},
		{"a number", "<p>1 RT-5:" + link + " <a href=x>(" + strings.Repeat("9", 1_000_000) + ", destroyed)</a>", "a bracket of more than 4096"},
		{"a count", "<p>" + strings.Repeat("9", 3000) + " RT-5:" + link, "no count before the model"},
		{"a total", "<h3>Tanks (" + strings.Repeat("9", 3000) + ", of which destroyed: 1)</h3><p>1 RT-5:" + link, "a heading whose numbers cannot be read"},
		{"headings", strings.Repeat("<h3>Tanks (1)</h3>", 500) + "<p>1 RT-5:" + link, ""},
		{"depth", strings.Repeat("<div><b><ul><li>", 10_000) + "<p>1 RT-5:" + link + strings.Repeat("</ul></div>", 10_000), ""},
		{"brackets", strings.Repeat("(", 3000) + "<p>1 RT-5:" + link, ""},
		{"attributes", "<p " + strings.Repeat("href=a class=b ", 10_000) + ">1 RT-5:" + link, ""},
	} {
		items, err := readAll(c.page)
		if err != nil {
			t.Errorf("%s: %v", c.story, err)
			continue
		}
		units, told := 0, c.odd == ""
		for _, i := range items {
			if len(tell(i)) > 20_000 {
				t.Errorf("%s: an item of %d bytes", c.story, len(tell(i)))
			}
			told = told || strings.Contains(tell(i), c.odd)
			if i.Listing != nil {
				units++
			}
		}
		if units != 1 || !told {
			t.Errorf("%s: %d units, want 1; %q told: %v", c.story, units, c.odd, told)
		}
	}
}

// A page in another character set is read in the one that it declares.
func TestDeclaredCharset(t *testing.T) {
	page := "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>" + strings.Replace(small, "RT-5", "\xd0\xd2-5", 1)
	items, err := readAll(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if i.Listing != nil && i.Listing.Model != "РТ-5" {
			t.Errorf("model %q", i.Listing.Model)
		}
	}
	if _, err := readAll("\ufeff" + small); err != nil {
		t.Errorf("with a byte order mark: %v", err)
	}
}

// However the file comes, in bits or with a fault, it is read alike.
func TestReaders(t *testing.T) {
	want, _ := readAll(small)
	n := 0
	for i, err := range readOryxPage(File{"page.html", iotest.OneByteReader(strings.NewReader(small))}) {
		if err != nil || tell(i) != tell(want[n]) {
			t.Errorf("%v %s", err, tell(i))
		}
		n++
	}
	broken := io.MultiReader(strings.NewReader(small[:200]), iotest.ErrReader(errors.New("the disk is gone")))
	var last error
	for _, err := range readOryxPage(File{"page.html", broken}) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "the disk is gone") {
		t.Errorf("a broken disk: %v", last)
	}
	for range readOryxPage(File{"page.html", strings.NewReader(small)}) {
		break // a caller that stops is not called again
	}
}

func FuzzOryxPage(f *testing.F) {
	f.Add(small)
	f.Add("<h3>A - 1</h3>1 x: (1 to 3, destroyed (2, <a href=q>damaged)<a>(</a>4)")
	files, _ := os.ReadDir("testdata/oryxpage")
	for _, file := range files {
		raw, err := os.ReadFile("testdata/oryxpage/" + file.Name())
		if err != nil {
			f.Fatal(err)
		}
		_, page, _ := bytes.Cut(raw, []byte("-- page.html --\n"))
		page, _, _ = bytes.Cut(page, []byte("-- items --\n"))
		f.Add(string(page))
	}
	f.Fuzz(func(t *testing.T, page string) {
		items, err := readAll(page)
		if err != nil {
			if fault := new(Error); !errors.As(err, &fault) || fault.Line < 1 || fault.Column < 1 {
				t.Fatalf("%v has no place", err)
			}
			return
		}
		lines := strings.Count(page, "\n") + 1
		for n := 0; n < len(items); n++ {
			switch i := items[n]; {
			case i.Tally != nil:
				check(t, *i.Tally)
			case i.Odd != nil:
				if i.Odd.Line < 1 || i.Odd.Line > lines || i.Odd.Why == "" {
					t.Fatalf("of %d lines: %v", lines, i.Odd)
				}
			default:
				l := i.Listing
				if l.Line < 1 || l.Line > lines || l.Number < 0 || l.Together == 1 || l.Together > n+len(items) {
					t.Fatalf("of %d lines: %+v", lines, l)
				}
				if (l.Address == "" || l.Status == "" || l.Model == "") && len(l.Odd) == 0 {
					t.Fatalf("something is missing, and nothing is said: %+v", l)
				}
			}
		}
	})
}
