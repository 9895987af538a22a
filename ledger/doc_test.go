package ledger_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"tallystick/ledger"
)

const format = "../docs/ledger-format.md"

// example returns the lines of a fenced block of the format's page.
func example(t *testing.T, name string) []string {
	page, err := os.ReadFile(format)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "\n```"+name+"\n")
	block, _, closed := strings.Cut(rest, "\n```\n")
	if !ok || !closed {
		t.Fatalf("%s has no block %q", format, name)
	}
	return strings.Split(block, "\n")
}

func hashesOf(t *testing.T, lines []string) []tlog.Hash {
	var hashes []tlog.Hash
	for _, line := range lines {
		h, err := tlog.ParseHash(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		hashes = append(hashes, h)
	}
	return hashes
}

// The page's worked example, step by step as the page tells it.
func TestFormatExample(t *testing.T) {
	tree, origin, err := ledger.Open([]byte(strings.Join(example(t, "checkpoint"), "\n")+"\n"), example(t, "verifier")[0])
	if err != nil || origin != "example.org/tallystick" {
		t.Fatalf("checkpoint of %q: %v", origin, err)
	}

	envelopes, leaves := example(t, "envelopes"), example(t, "leaves")
	var records [][]byte
	for i, envelope := range envelopes {
		records = append(records, []byte(envelope))
		leaf := sha256.Sum256([]byte("\x00" + envelope))
		if got := base64.StdEncoding.EncodeToString(leaf[:]); got != leaves[i] {
			t.Errorf("leaf %d is %s, the page says %s", i, got, leaves[i])
		}
		var fields map[string]any // json writes a map's keys in alphabetical order
		if err := json.Unmarshal([]byte(envelope), &fields); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(fields); string(again) != envelope || fields["number"] != float64(i) {
			t.Errorf("envelope %d is not canonical, or not number %d", i, i)
		}
	}
	if _, got, err := ledger.Extend(empty{}, 0, records); err != nil || got != tree {
		t.Errorf("the envelopes make %v, %v; the checkpoint signs %v", got, err, tree)
	}

	disclosed := example(t, "disclosed")
	salt, err := hex.DecodeString(disclosed[0])
	if err != nil || len(salt) != 32 {
		t.Fatalf("salt %q: %v", disclosed[0], err)
	}
	commitment := sha256.Sum256(append(salt, disclosed[1]...))
	if !strings.Contains(envelopes[1], `"commitment":"`+hex.EncodeToString(commitment[:])+`"`) {
		t.Errorf("the disclosed payload makes commitment %x", commitment)
	}
	body := sha256.Sum256([]byte("Hello world!"))
	if !strings.Contains(disclosed[1], `"report":"`+hex.EncodeToString(body[:])+`"`) {
		t.Error("the disclosed payload names another body than the page says")
	}

	if err := ledger.CheckInclusion(hashesOf(t, example(t, "inclusion")), tree, 1, records[1]); err != nil {
		t.Error(err)
	}
	proof := hashesOf(t, example(t, "consistency"))
	if err := ledger.CheckConsistency(proof[1:], ledger.Tree{Size: 3, Root: proof[0]}, tree); err != nil {
		t.Error(err)
	}
}

type empty struct{}

func (empty) Tile(int, int64) ([]byte, error) { return nil, nil }

// The page names every kind of entry and every field of its payload.
func TestFormatIsWhole(t *testing.T) {
	page, err := os.ReadFile(format)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("../evidence/*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("json:\"([a-z_]+)|\\sKind\\s*=\\s*\"([a-z.]+)\"")
	found := 0
	for _, source := range sources {
		code, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range names.FindAllStringSubmatch(string(code), -1) {
			found++
			if name := "`" + m[1] + m[2] + "`"; !strings.Contains(string(page), name) {
				t.Errorf("%s does not say what %s is (%s)", format, name, source)
			}
		}
	}
	if found < 80 {
		t.Errorf("only %d names found in ../evidence: has it moved?", found)
	}
}
