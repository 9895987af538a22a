package read_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// Every rule that a claim of our own texts cites is explained, and so is every
// one whose name stands in the code, whether a text uses it or not.
func TestEveryRuleIsExplained(t *testing.T) {
	reader := read.New(lexicon.Default())
	cited := map[string]bool{}
	for _, file := range ownTexts(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(string(b), "-- claims --\n")
		for _, c := range reader.Claims(evidence.Report{Text: text, Language: "en"}).Claims {
			for _, rule := range reader.Rules(c, c.Content.Text) {
				cited[rule.ID] = true
				if rule.Words == "" || len(rule.Words) > 120 || strings.Contains(rule.Words, "\n") {
					t.Errorf("%s: %s is explained by %q; a rule of the reader's own is explained in rules.go", file, rule.ID, rule.Words)
				}
			}
		}
	}
	if len(cited) < 100 {
		t.Errorf("only %d rules are cited by our own texts", len(cited))
	}
	families := map[string]bool{}
	for id := range cited {
		if family, _, own := strings.Cut(id, "."); own && !strings.Contains(id, ":") {
			families[family] = true
		}
	}
	code, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, file := range code {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(([a-z]+)\.[a-z][a-z-]+)"`).FindAllStringSubmatch(string(b), -1) {
			if !families[m[2]] || strings.HasSuffix(file, "_test.go") || m[1] == "source.private" {
				continue
			}
			named++
			if got := reader.Rules(evidence.Claim{Rules: []string{m[1]}}, ""); got[0].Words == "" {
				t.Errorf("%s names the rule %s, which rules.go does not explain", file, m[1])
			}
		}
	}
	if named < 25 {
		t.Errorf("only %d rules are named in the code", named)
	}
}

func ownTexts(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{"testdata", filepath.Join("..", "demo", "reports")} {
		err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(file); ext == ".txtar" || ext == ".txt" {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// A rule's explanation names the file, the line and the words of the text.
func TestRules(t *testing.T) {
	reader := read.Reader{Lexicon: lexicon.Default()}
	const said = "Kenya's foreign ministry said on Monday that about ten soldiers had been killed in Barda."
	claim := evidence.Claim{Rules: []string{"frame:cue-say", "frame:event-kill", "hedge:approx", "number:ten", "place:barda", "actor:kenya-foreign-ministry", "frame:none", "source.none"}}
	want := map[string]struct{ words, file, form string }{
		"frame:cue-say":                {"Plain saying", "frames/cue-say.frame", "said"},
		"frame:event-kill":             {"", "frames/event-kill.frame", "killed"},
		"hedge:approx":                 {"about, which bounds a number", "hedges.tsv:", "about"},
		"place:barda":                  {"Barda (town)", "places.tsv:", "Barda"},
		"actor:kenya-foreign-ministry": {"Kenyan Foreign Ministry (ministry)", "", "Kenya's foreign ministry"},
		"frame:none":                   {"", "", ""},
		"source.none":                  {"", "", ""},
	}
	for _, rule := range reader.Rules(claim, said) {
		w, ok := want[rule.ID]
		if ok && (w.words != "" && rule.Words != w.words || !strings.HasPrefix(rule.File, w.file) || rule.Form != w.form) {
			t.Errorf("%+v, want %+v", rule, w)
		}
	}
}
