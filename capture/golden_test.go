package capture

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is read into testdata/golden")

// Each file of testdata/golden holds a page in our own words, the report that
// is read from it, and its text.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			story, rest, _ := strings.Cut(string(raw), "-- page.")
			ending, rest, _ := strings.Cut(rest, " --\n")
			source, want, _ := strings.Cut(rest, "-- report.json --\n")

			r, c, err := Read("page."+ending, []byte(source), Options{At: time.Unix(0, 0).UTC(), By: "test"})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Check(); err != nil {
				t.Error(err)
			}
			text := r.Text
			r.ID, r.Text, c.Report = "", "", ""
			_, r.Extractor, _ = strings.Cut(r.Extractor, ", ")
			r.Extractor = strings.TrimSuffix(r.Extractor, furniture().fingerprint)
			var b strings.Builder
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			e.SetIndent("", " ")
			if err := e.Encode(map[string]any{"report": r, "licence": c.Licence}); err != nil {
				t.Fatal(err)
			}
			got := b.String() + "-- text --\n" + text + "\n"
			if *update {
				if err := os.WriteFile(file, []byte(story+"-- page."+ending+" --\n"+source+"-- report.json --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
