package read_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// seed cleans the article of ../shared/corpus/seed by hand, as capture does by
// rule: furniture and repeated paragraphs go, the caption is set apart.
func seed(t *testing.T) evidence.Report {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "corpus", "seed")
	data, err := os.ReadFile(filepath.Join(dir, "article.txt"))
	if err != nil {
		t.Skip("../shared/corpus/seed is not here:", err)
	}
	text := string(data)
	title, rest, _ := strings.Cut(strings.TrimPrefix(text, "Expert Analysis\n\n"), "\n\n")
	caption, rest, _ := strings.Cut(rest, "\n\n")
	said, credit, _ := strings.Cut(caption, ": ")
	opening, rest, _ := strings.Cut(rest, "You've reached your daily free article limit.")
	_, rest, _ = strings.Cut(rest, "Already a subscriber?\n\n")
	rest, _, _ = strings.Cut(strings.TrimPrefix(rest, opening), "About Steve")
	body := opening + rest
	return evidence.Report{
		ID: evidence.Hash(data), Title: title, Byline: "Steve Balestrieri", Publisher: "SOFREP", Language: "en",
		Published: evidence.Interval{From: "2020-11-06", To: "2020-11-08", Basis: "post id"},
		Links:     []string{"https://twitter.com/ShStepanyan/status/1324606699374862336"},
		Caption:   []evidence.Caption{{Text: said, Credit: credit}},
		Text:      strings.TrimSpace(body), Extractor: "by hand",
	}
}

// output writes a reading in the form that `tallystick read --json` prints.
func output(t *testing.T, r evidence.Report) []byte {
	t.Helper()
	got := read.Claims(r, lexicon.Default())
	if err := got.Check(r.Text); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(map[string]any{"report": r, "reader": got.Reader, "claims": got.Claims})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The seed article's hand-made list of claims, held by the checker beside it.
func TestSeed(t *testing.T) {
	r := seed(t)
	file := filepath.Join(t.TempDir(), "out.json")
	if keep := os.Getenv("READ_SEED_OUT"); keep != "" {
		file = keep
	}
	if err := os.WriteFile(file, output(t, r), 0o600); err != nil {
		t.Fatal(err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	out, err := exec.Command(python, "../../shared/bench/check_gold.py", "../../shared/corpus/seed/gold.json", file, "--at-least", "20").CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
