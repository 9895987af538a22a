package tallystick

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tallystick/publish"
)

// TestDocs holds the docs against the program: every command and every exported
// column is explained, and every file that a page of docs points at is there.
func TestDocs(t *testing.T) {
	text := func(path string) string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	readme, datasets := text("README.md"), text("docs/datasets.md")
	commands := regexp.MustCompile(`(?m)^\t([A-Z][a-z]+) +[a-z]+Command +.cmd:`).FindAllStringSubmatch(text("cmd/tallystick/main.go"), -1)
	if len(commands) < 13 {
		t.Fatalf("only %d commands found", len(commands))
	}
	for _, c := range commands {
		if name := strings.ToLower(c[1]); !strings.Contains(readme, "`"+name+"`") {
			t.Errorf("README.md does not explain the command %s", name)
		}
	}
	columns := slices.Concat(publish.Columns, publish.LossTrail, publish.ChangeColumns, publish.CeasefireColumns, publish.IncidentColumns)
	for _, more := range publish.LossColumns {
		columns = append(columns, more...)
	}
	for _, column := range columns {
		if !strings.Contains(datasets, "`"+column+"`") {
			t.Errorf("docs/datasets.md does not explain the column %s", column)
		}
	}
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, page := range append(pages, "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md") {
		for _, l := range link.FindAllStringSubmatch(text(page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), l[1])); err != nil {
				t.Errorf("%s points at %s, which is not there", page, l[1])
			}
		}
	}
	if n := strings.Count(text("ARCHITECTURE.md"), "\n"); n > 150 {
		t.Errorf("ARCHITECTURE.md has %d lines, 150 at most", n)
	}
}

// TestDependenciesHaveReasons: each direct dependency says in go.mod what it
// is for.
func TestDependenciesHaveReasons(t *testing.T) {
	b, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "\t") && !strings.Contains(line, "// ") {
			t.Errorf("go.mod: no reason for %s", strings.TrimSpace(line))
		}
	}
}
