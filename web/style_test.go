package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// All pages are served one style sheet. So each rule of a page's own sheet
// names a class that this page has and nothing else has, neither another page
// nor a part: what several show is styled in part.
func TestPagesStyleThemselvesAlone(t *testing.T) {
	sheets, err := filepath.Glob("page/*/page.css")
	if err != nil || len(sheets) < 20 {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	has := make(map[string][]string) // the folders in which a class stands
	for _, pattern := range []string{"page/*/*.tmpl", "page/*/*.go", "part/*.tmpl", "part/*.go", "part/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			for _, class := range classesIn(t, f) {
				if folder := filepath.Dir(f); !slices.Contains(has[class], folder) {
					has[class] = append(has[class], folder)
				}
			}
		}
	}
	for _, sheet := range sheets {
		for _, selector := range selectors(t, sheet) {
			own := false
			var others []string
			for _, m := range classOf.FindAllStringSubmatch(selector, -1) {
				in := has[m[1]]
				own = own || len(in) == 1 && in[0] == filepath.Dir(sheet)
				others = append(others, in...)
			}
			if !own {
				t.Errorf("%s styles %q, which no class of that page alone is in; it has a hold on %v", sheet, selector, others)
			}
		}
	}
}

var (
	classOf   = regexp.MustCompile(`\.([A-Za-z][\w-]*)`)
	classes   = regexp.MustCompile(`class=\\?"((?:\{\{[^}]*\}\}|[^"\\])*)`)
	braced    = regexp.MustCompile(`\{\{[^}]*\}\}|%[a-z]`)
	remark    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	beforeSet = regexp.MustCompile(`([^{}]+)\{`)
)

// classesIn returns the classes that a template or a program writes out.
func classesIn(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range classes.FindAllStringSubmatch(string(b), -1) {
		all = append(all, strings.Fields(braced.ReplaceAllString(m[1], " "))...)
	}
	return all
}

// selectors returns what the rules of a style sheet are for, one by one.
func selectors(t *testing.T, sheet string) []string {
	t.Helper()
	b, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range beforeSet.FindAllStringSubmatch(remark.ReplaceAllString(string(b), ""), -1) {
		for selector := range strings.SplitSeq(m[1], ",") {
			if selector = strings.TrimSpace(selector); !strings.HasPrefix(strings.TrimSpace(m[1]), "@") {
				all = append(all, selector)
			}
		}
	}
	return all
}
