package lists

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateTables = flag.Bool("update-tables", false, "write what is read into testdata/tables")

// formatOf returns the format that a name begins with the name of.
func formatOf(t testing.TB, name string) Format {
	t.Helper()
	for _, f := range Formats {
		if strings.HasPrefix(name, f.Name+"-") {
			return f
		}
	}
	t.Fatalf("%s is of no format", name)
	return Format{}
}

// spell writes items down, one a line, and the error last.
func spell(format Format, name, text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for item, err := range format.Read(File{name, strings.NewReader(text)}) {
		switch {
		case err != nil:
			b.WriteString(err.Error() + "\n")
		case item.Listing != nil:
			e.Encode(item.Listing)
		case item.Tally != nil:
			e.Encode(item.Tally)
		case item.Truce != nil:
			e.Encode(item.Truce.Truce)
			for _, o := range item.Truce.Odd {
				b.WriteString("  " + o.String() + "\n")
			}
		default:
			b.WriteString(item.Odd.String() + "\n")
		}
	}
	return b.String()
}

// Each file of testdata/tables holds a table of invented rows, and what is
// read from it, an item a line.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/tables/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, rest, _ := strings.Cut(string(raw), " --\n")
			text, want, _ := strings.Cut(rest, "-- items --\n")
			name := head[strings.LastIndex(head, " ")+1:]
			got := spell(formatOf(t, filepath.Base(file)), name, text)
			if *updateTables {
				if err := os.WriteFile(file, []byte(head+" --\n"+text+"-- items --\n"+got), 0o644); err != nil {
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
