package read_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var long = flag.Bool("long", false, "mirror every text of ../shared, not a sample")

// mirrorText is a text that is read both ways.
type mirrorText struct {
	name, text string
	own        bool // written for this project
}

// ownMirrorTexts returns the texts of testdata: those written for the mirror,
// and the goldens.
func ownMirrorTexts(t *testing.T) []mirrorText {
	t.Helper()
	var out []mirrorText
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".txtar") && !strings.Contains(path, "mirror") {
			return err
		}
		b, err := os.ReadFile(path)
		text := string(b)
		if _, rest, ok := strings.Cut(text, "-- report --\n"); ok {
			text, _, _ = strings.Cut(rest, "-- claims --\n")
		}
		out = append(out, mirrorText{name: strings.TrimPrefix(filepath.ToSlash(path), "testdata/"), text: text, own: true})
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal("no texts of our own", err)
	}
	return out
}

// visible returns the texts of ../shared where it is present: all of them, or
// a sample that takes some seconds.
func visible(t *testing.T) []mirrorText {
	t.Helper()
	shared := filepath.Join("..", "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Log("../shared is not here: our own texts alone")
		return nil
	}
	out := append(corpus(t, filepath.Join(shared, "corpus")), packs(t, filepath.Join(shared, "bench"))...)
	if *long {
		return out
	}
	var sample []mirrorText
	size := 0
	for i := range out {
		// A step that shares no factor with the sizes of the packs, so that each
		// gives some texts.
		if x := out[i*37%len(out)]; len(x.text) < 20_000 && size < 2_000_000 {
			sample = append(sample, x)
			size += len(x.text)
		}
	}
	return sample
}

var (
	paragraphs = regexp.MustCompile(`(?s)<p[^>]*>(.*?)</p>`)
	markup     = regexp.MustCompile(`<[^>]*>`)
)

func corpus(t *testing.T, dir string) []mirrorText {
	t.Helper()
	var out []mirrorText
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var text []string
		switch filepath.Ext(path) {
		case ".txt", ".md":
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text = []string{string(b)}
		case ".html":
			if strings.HasPrefix(d.Name(), "oryx") {
				return nil // a table of units
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, p := range paragraphs.FindAllStringSubmatch(string(b), -1) {
				text = append(text, strings.TrimSpace(html.UnescapeString(markup.ReplaceAllString(p[1], ""))))
			}
		default:
			return nil
		}
		out = append(out, mirrorText{name: d.Name(), text: strings.Join(text, "\n\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func packs(t *testing.T, dir string) []mirrorText {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var out []mirrorText
	seen := map[string]bool{} // the packs of quotations hold texts of the others
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var doc struct{ ID, Text string }
			if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			if !seen[doc.Text] {
				seen[doc.Text] = true
				out = append(out, mirrorText{name: filepath.Base(file) + " " + doc.ID, text: doc.Text})
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	return out
}
