package read_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// How texts state tolls, sentence by sentence: below each stands what it says
// became of how many people, as written; nothing where nothing happened to a
// number of people.
func TestFigures(t *testing.T) {
	files, err := filepath.Glob("testdata/figures/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no sentences", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, body, ok := strings.Cut(string(data), "-- figures --\n")
			if !ok {
				t.Fatal("no -- figures -- line")
			}
			got := &strings.Builder{}
			fmt.Fprintf(got, "%s-- figures --\n", head)
			lines := strings.Split(strings.TrimRight(body, "\n"), "\n")
			for i, text := range lines {
				if strings.HasPrefix(text, "\t") {
					continue
				}
				told := told(text)
				fmt.Fprintln(got, text)
				if told != "" {
					fmt.Fprintln(got, "\t"+told)
				}
				want := ""
				if i+1 < len(lines) && strings.HasPrefix(lines[i+1], "\t") {
					want = strings.TrimSpace(lines[i+1])
				}
				if told != want && !*update {
					t.Errorf("%s\nwant %q\ngot  %q", text, want, told)
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// told writes the figures of a text in one line.
func told(text string) string {
	s := read.New(lexicon.Default()).Survey(evidence.Report{Text: text, Language: "en"})
	var all []string
	for _, f := range s.Figures {
		all = append(all, fmt.Sprintf("%s %d", f.What, f.Value))
	}
	return strings.Join(all, ", ")
}
