package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLexiconEdit: what an area expert does who writes no Go. She takes a copy
// of the data, makes a mistake and is told where, mends it, and sees what her
// edit does to her texts.
func TestLexiconEdit(t *testing.T) {
	dir := t.TempDir()
	mine, texts := filepath.Join(dir, "mine"), filepath.Join(dir, "texts")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	must(t, "lexicon", "export", mine)
	if status, _, errs := run(t, "", "lexicon", "export", mine); status != 1 || !strings.Contains(errs, "is there already: nothing was written") {
		t.Errorf("a second export: exit status %d, %s", status, errs)
	}
	if out := must(t, "lexicon", "check", mine); !strings.Contains(out, "holds no fault") {
		t.Errorf("the copy is faulty: %s", out)
	}

	frame := filepath.Join(mine, "frames", "cue-murmur.frame")
	write(frame, "# Murmuring: saying it low.\nkind: cue\nverbs: murmur, murmured\nstance: assert\ncomplement: clauses\n"+
		"match: The mayor murmured that the bridge had been shelled. => source=mayor\nmiss: The brook murmured.\n")
	status, out, _ := run(t, "", "lexicon", "check", mine)
	if want := frame + `:5: complement: unknown value "clauses"; write one of clause quote`; status != 1 || !strings.HasPrefix(out, want) {
		t.Errorf("a word misspelt: exit status %d, %s, want %s", status, out, want)
	}
	if status, _, errs := run(t, "", "lexicon", "diff", "built-in", mine, texts); status != 2 || !strings.Contains(errs, "lexicon check") {
		t.Errorf("diff with a faulty folder: exit status %d, %s", status, errs)
	}

	write(frame, "# Murmuring: saying it low.\nkind: cue\nverbs: murmur, murmured\nstance: assert\ncomplement: clause\n"+
		"match: The mayor murmured that the bridge had been shelled. => stance=deny\nmiss: The brook murmured.\n")
	status, out, _ = run(t, "", "lexicon", "check", "--json", mine)
	var f fault
	if err := json.Unmarshal([]byte(out), &f); err != nil || status != 1 || f.File != "frames/cue-murmur.frame" || f.Line != 6 || !strings.Contains(f.What, "lacks stance=deny") {
		t.Errorf("an example that does not hold: exit status %d, %s %v", status, out, err)
	}

	write(frame, "# Murmuring: saying it low.\nkind: cue\nverbs: murmur, murmured\nstance: warn\ncomplement: clause\n"+
		"match: The mayor murmured that the bridge had been shelled. => source=mayor\nmiss: The brook murmured.\n")
	must(t, "lexicon", "check", mine)

	write(filepath.Join(texts, "a.txt"), "News of the day\n\nThe mayor murmured on Monday that four soldiers were killed in Barda. The ministry said that it was quiet.\n")
	write(filepath.Join(texts, "b.txt"), "More news\n\nThe ministry said on Tuesday that the road was open again.\n")
	status, out, errs := run(t, "", "lexicon", "diff", "built-in", mine, texts)
	if status != 1 {
		t.Errorf("diff: exit status %d, %s", status, errs)
	}
	for _, want := range []string{
		filepath.Join(texts, "a.txt") + "\n",
		"  changed  The mayor murmured on Monday that four soldiers were killed in Barda.\n",
		"stance           assert -> warn\n",
		"no longer by     model:attribution\n",
		"now by           frame:cue-murmur\n",
		"Texts: 2. Claims: ",
		"; 0 gained, 0 lost, 1 changed.\n",
		"\nframe:cue-murmur                               0       0       1\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("diff does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "b.txt") {
		t.Errorf("b.txt reads alike, and is shown:\n%s", out)
	}

	// The other way about nothing comes, and the same goes.
	_, out, _ = run(t, "", "lexicon", "diff", mine, "built-in", texts)
	if !strings.Contains(out, "stance           warn -> assert\n") || !strings.Contains(out, "no longer by     frame:cue-murmur\n") {
		t.Errorf("the other way about:\n%s", out)
	}
	if status, out, _ := run(t, "", "lexicon", "diff", mine, mine, texts); status != 0 || !strings.Contains(out, "; 0 gained, 0 lost, 0 changed.") {
		t.Errorf("a lexicon against itself: exit status %d, %s", status, out)
	}
	if status, _, errs := run(t, "", "lexicon", "diff", mine, mine, texts, filepath.Join(dir, "none.txt")); status != 2 || !strings.Contains(errs, "none.txt: no such file") {
		t.Errorf("a text is missing: exit status %d, %s", status, errs)
	}
}

// TestLexiconPage: what docs/lexicon.md shows a reader without Go is what
// happens: its frame is sound, and does to its sentence what the page says.
func TestLexiconPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/lexicon.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(first string) string {
		_, after, ok := strings.Cut(string(page), "\n       "+first)
		if !ok {
			t.Fatalf("docs/lexicon.md no longer shows %q", first)
		}
		shown, _, _ := strings.Cut(first+after, "\n\n")
		return strings.ReplaceAll(shown, "\n       ", "\n") + "\n"
	}
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine")
	must(t, "lexicon", "export", mine)
	if err := os.WriteFile(filepath.Join(mine, "frames", "cue-murmur.frame"), []byte(block("# Murmuring")), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "lexicon", "check", mine)
	text := filepath.Join(dir, "barda.txt")
	if err := os.WriteFile(text, []byte("The mayor murmured on Monday that the bridge had been shelled.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := run(t, "", "lexicon", "diff", "built-in", mine, text)
	for line := range strings.Lines(block("reports/barda.txt")) {
		if !strings.HasPrefix(line, "reports/") && !strings.Contains(out, line) {
			t.Errorf("the page shows %q, which is not in\n%s", line, out)
		}
	}
}

// TestLexiconDiffJSON: a line a claim that differs, of clean texts here, and
// the totals are those of the lines.
func TestLexiconDiffJSON(t *testing.T) {
	mine := filepath.Join(t.TempDir(), "mine")
	must(t, "lexicon", "export", mine)
	say := filepath.Join(mine, "frames", "cue-say.frame")
	b, err := os.ReadFile(say)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(say, []byte(strings.Replace(string(b), ", said", "", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := run(t, string(texts(t, 26))+`{"id":"none"}`, "lexicon", "diff", "--json", "--docs", "built-in", mine, "-")
	if status != 2 || !strings.Contains(errs, `standard input: line 27: has no "text"`) {
		t.Errorf("exit status %d, %s", status, errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	counted := changeTotals{}
	said := 0
	for _, line := range lines[:len(lines)-1] {
		var d differing
		if err := json.Unmarshal([]byte(line), &d); err != nil || d.Text == "" || d.Sentence == "" {
			t.Fatalf("%v: %s", err, line)
		}
		counted.count(d.Kind)
		if strings.Contains(line, `"rules_gone":["frame:cue-say"`) {
			said++
		}
	}
	var last struct{ Totals totals }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if last.Totals.Changes != counted || counted.Lost < 20 || last.Totals.Texts != 26 {
		t.Errorf("totals %+v, the lines %+v", last.Totals, counted)
	}
	if e := last.Totals.Entries["frame:cue-say"]; e == nil || e.Lost+e.Changed < said || said < 20 {
		t.Errorf("%d claims lost cue-say, the totals have %+v", said, e)
	}
}
