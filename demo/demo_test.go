package demo

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// reports returns every report's bytes by file name.
func reports(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(FS(), "*")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(b)
	}
	return texts
}

// table returns the rows of the README's table whose first heading is given.
func table(t *testing.T, heading string) [][]string {
	t.Helper()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(b), "| "+heading+" |")
	if !found {
		t.Fatalf("README.md has no table that begins with %q", heading)
	}
	var rows [][]string
	for _, line := range strings.Split(after, "\n")[2:] { // the rest of the heading, the rule
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return rows
}

func TestReadmeStatesLicenceAndFiction(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"**Licence:** CC0 1.0", "**Every outlet here is fictional.**"} {
		if !bytes.Contains(b, []byte("\n"+line)) {
			t.Errorf("README.md lacks the line that begins %q", line)
		}
	}
}

func TestEveryReportIsNamedAndReadable(t *testing.T) {
	dated := regexp.MustCompile(`^2020-\d\d-\d\d(-[a-z]+)+\.(html|txt|md)$`)
	forms := map[string]int{}
	for name, text := range reports(t) {
		if !dated.MatchString(name) {
			t.Errorf("%s: a name is a date and a few words in lower case, joined by hyphens", name)
		}
		if !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Errorf("%s: is empty or no UTF-8", name)
		}
		if n := len(words(untagged(text))); n < 120 || n > 520 { // 450 and the furniture
			t.Errorf("%s: %d words, a report has 120 to 450 and some furniture", name, n)
		}
		forms[path.Ext(name)]++
	}
	for form, least := range map[string]int{".html": 8, ".txt": 6, ".md": 4} {
		if forms[form] < least {
			t.Errorf("%d %s reports, want at least %d", forms[form], form, least)
		}
	}
}

// The README's table is the list of reports: none is missing, none is extra,
// and each names its outlet and its day of publication.
func TestReadmeListsEveryReport(t *testing.T) {
	texts := reports(t)
	var listed []string
	for _, row := range table(t, "report") {
		name, outlet := row[0], row[1]
		listed = append(listed, name)
		if !strings.Contains(strings.ToLower(texts[name]), strings.ToLower(outlet)) {
			t.Errorf("%s does not name its outlet, %s", name, outlet)
		}
	}
	have := slices.Sorted(maps.Keys(texts))
	if !slices.Equal(listed, have) {
		t.Errorf("README.md lists\n%s\nthe folder holds\n%s", strings.Join(listed, "\n"), strings.Join(have, "\n"))
	}
}

func TestPagesAndFrontMatterSayWhoAndWhen(t *testing.T) {
	outlet := map[string]string{}
	for _, row := range table(t, "report") {
		outlet[row[0]] = row[1]
	}
	for name, text := range reports(t) {
		day := name[:len("2020-09-27")]
		var want []string
		switch {
		case path.Ext(name) == ".md":
			want = []string{"---\ntitle: ", "\nauthor: ", "\npublisher: " + outlet[name], "\ndate: " + day, "\nlanguage: en\n"}
		case strings.Contains(text, "application/ld+json"):
			want = []string{`"headline": "`, `"name": "` + outlet[name], `"datePublished": "` + day}
		case path.Ext(name) == ".html":
			want = []string{`og:title"`, `og:site_name" content="` + outlet[name], `published_time" content="` + day, `name="author"`}
		}
		if path.Ext(name) == ".html" {
			want = append(want, `<html lang="en`, "<figcaption", "</nav>", "ookie", "</html>")
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
	}
}

// Two outlets carry one wire story: the paragraphs are the same, the title is not.
func TestOneWireStoryHasTwoCarriers(t *testing.T) {
	texts := reports(t)
	page, pasted := texts["2020-10-10-moscow-truce.html"], texts["2020-10-10-truce-frays.txt"]
	story := regexp.MustCompile(`(?s)<div class="body">(.*?)</div>`).FindStringSubmatch(page)
	if story == nil {
		t.Fatal("the page has no body")
	}
	paragraphs := regexp.MustCompile(`<p>(.*)</p>`).FindAllStringSubmatch(story[1], -1)
	if len(paragraphs) < 5 {
		t.Fatalf("%d paragraphs in the wire story, want at least 5", len(paragraphs))
	}
	for _, p := range paragraphs {
		if !strings.Contains(pasted, "\n\n"+p[1]+"\n\n") {
			t.Errorf("the second carrier lacks the paragraph %q", p[1])
		}
	}
	if title, _, _ := strings.Cut(strings.SplitN(page, "<h1>", 2)[1], "</h1>"); strings.Contains(pasted, title) {
		t.Errorf("both carriers have the title %q", title)
	}
}

func TestBothSidesAccuseAboutEquallyOften(t *testing.T) {
	var sums [2]int
	for _, row := range table(t, "report") {
		for side := range sums {
			n, err := strconv.Atoi(row[2+side])
			if err != nil {
				t.Fatalf("%s: %v", row[0], err)
			}
			sums[side] += n
		}
	}
	if d := sums[0] - sums[1]; d < -2 || d > 2 {
		t.Errorf("the sides accuse %d and %d times: keep them level", sums[0], sums[1])
	}
}

func TestBothNamesOfEachContestedPlaceAreUsed(t *testing.T) {
	texts := reports(t)
	for _, pair := range table(t, "Armenian use") {
		for _, place := range pair {
			used := slices.ContainsFunc(slices.Collect(maps.Values(texts)), func(s string) bool { return strings.Contains(s, place) })
			if !used {
				t.Errorf("no report uses the name %s", place)
			}
		}
	}
}

const runLength = 8 // words that no report may share in a row with a published text

// No report repeats the wording of the texts kept for trials by hand.
func TestWordingIsOurOwn(t *testing.T) {
	corpus := filepath.Join("..", "..", "shared", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("../shared/corpus is not here, so there is nothing to compare the wording with")
	}
	ours := map[string]string{} // run of words -> report
	for name, text := range reports(t) {
		eachRun(untagged(text), func(run string) { ours[run] = name })
	}
	err := filepath.WalkDir(corpus, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		eachRun(untagged(string(b)), func(run string) {
			if name, ok := ours[run]; ok {
				t.Errorf("%s shares %q with %s", name, run, file)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRunsIgnoreCaseTagsAndPunctuation(t *testing.T) {
	page, plain := `<meta content="One, two"><p class="x y"><b>three</b> – four “five” six`+"\nSEVEN eight.</p>", "one two three four five six seven eight"
	var runs []string
	eachRun(untagged(page), func(run string) { runs = append(runs, run) })
	if !slices.Equal(runs, []string{plain}) {
		t.Errorf("runs of %q are %q, want only %q", page, runs, plain)
	}
}

var (
	tag    = regexp.MustCompile(`<[^<>]*>`)
	worded = regexp.MustCompile(`\b(?:content|alt|placeholder)="([^"]*)"`)
)

// untagged returns s with each tag replaced by the wording in its attributes.
func untagged(s string) string {
	return tag.ReplaceAllStringFunc(s, func(tag string) string {
		kept := " "
		for _, m := range worded.FindAllStringSubmatch(tag, -1) {
			kept += m[1] + " "
		}
		return kept
	})
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func eachRun(s string, do func(run string)) {
	w := words(s)
	for i := 0; i+runLength <= len(w); i++ {
		do(strings.Join(w[i:i+runLength], " "))
	}
}
