package lexicon

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docs/lexicon.md names every table, column, class and use, and every key of
// a frame.
func TestDocsNameEverything(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "docs", "lexicon.md"))
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for _, w := range regexp.MustCompile(`[\w-]+`).FindAllString(string(b), -1) {
		words[w] = true
	}
	want := func(where, word string) {
		if !words[word] {
			t.Errorf("docs/lexicon.md does not name %q of %s", word, where)
		}
	}
	for name, rules := range tables {
		want("the tables", name)
		table, err := readAny(Data(), name+".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range table.Columns {
			want(name, c)
		}
		for _, list := range rules.vocab {
			for _, w := range list {
				want(name, w)
			}
		}
	}
	for _, name := range catalogueTables {
		table, err := readAny(Data(), catalogueFolder+"/"+name)
		if err != nil {
			t.Fatal(err)
		}
		want("the tables", strings.TrimSuffix(name, ".tsv"))
		for _, c := range table.Columns {
			want(name, c)
		}
	}
	frames, err := fs.Glob(Data(), "frames/*.frame")
	if err != nil || len(frames) == 0 {
		t.Fatalf("frames: %v, %v", frames, err)
	}
	for _, name := range frames {
		b, err := fs.ReadFile(Data(), name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if key, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
				want(name, key)
			}
		}
	}
}
