package read_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// Every frame carries sentences that it must read and sentences that it must
// leave alone: loading them is the test.
func TestFrames(t *testing.T) {
	for _, f := range (read.Reader{Lexicon: lexicon.Default()}).Examples() {
		t.Error(f)
	}
}

func sentence(t *testing.T, lex *lexicon.Lexicon, text string) []evidence.Claim {
	t.Helper()
	got := read.Claims(evidence.Report{Text: text, Language: "en"}, lex)
	if err := got.Check(text); err != nil {
		t.Fatal(err)
	}
	return got.Claims
}

// An example that does not hold is told with its file, its line, what was read
// of it and what is lacking.
func TestExamplesThatDoNotHold(t *testing.T) {
	data := fstest.MapFS{}
	err := fs.WalkDir(lexicon.Data(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(lexicon.Data(), name)
		data[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	data["frames/cue-murmur.frame"] = &fstest.MapFile{Data: []byte(`# Murmuring, for this test.
kind: cue
verbs: murmur, murmured, murmurs, murmuring
stance: assert
complement: clause
match: The mayor murmured that the bridge had been shelled. => stance=assert; source=mayor
match: The mayor murmured that the bridge had been shelled. => stance=deny
match: The mayor hummed that the bridge had been shelled.
miss: The mayor murmured that the bridge had been shelled.
miss: The brook murmured.
`)}
	lex, err := lexicon.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	faults := read.Reader{Lexicon: lex}.Examples()
	want := []struct {
		line int
		said string
	}{{7, "lacks stance=deny"}, {8, "no"}, {9, "is read"}}
	if len(faults) != len(want) {
		t.Fatalf("%d faults, want %d: %v", len(faults), len(want), faults)
	}
	for i, f := range faults {
		if f.File != "frames/cue-murmur.frame" || f.Line != want[i].line || !strings.Contains(f.What, want[i].said) {
			t.Errorf("%v, want line %d and %q", f, want[i].line, want[i].said)
		}
	}
}
