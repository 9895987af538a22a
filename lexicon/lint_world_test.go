package lexicon

import (
	"slices"
	"strings"
	"testing"
)

// Each case adds a line to world.tsv or namesakes.tsv; the lint, or the load,
// must say so in these words.
func TestLintFindsWhatIsWrongInTheWorld(t *testing.T) {
	row := func(cells ...string) string { return strings.Join(cells, "\t") + "\n" }
	for _, c := range []struct{ file, line, want string }{
		{"world.tsv", row("Marbury", "", "", "", "town", "ZZZ", "", "31.25", "-97.5", "25", ""), `country "ZZZ" is no code of sides.tsv`},
		{"world.tsv", row("Marbury", "", "", "", "hamlet", "USA", "TX", "31.25", "-97.5", "25", ""), `class "hamlet" is none of continent`},
		{"world.tsv", row("Marbury", "", "", "", "town", "USA", "TX", "31.25", "-197.5", "25", ""), `lon "-197.5" is no number`},
		{"world.tsv", row("Marbury ", "", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", ""), `name "Marbury " has stray spaces`},
		{"world.tsv", row("Marbury", "Old Marbury; Mar", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", ""), `also "Old Marbury; Mar": write names with ; between`},
		{"world.tsv", row("Marbury", "A;;B", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", ""), `also "A;;B": write names with ; between`},
		{"world.tsv", row(`"Marbury"`, "", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", ""), "quotation marks that a spreadsheet has put there"},
		{"world.tsv", row("Marbury", "", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", "") + row("Marbury", "", "", "", "town", "USA", "TX", "31.25", "-97.5", "25", ""), `"Marbury" stood already at line`},
		{"world.tsv", row("Marbury", "", "", "", "town", "USA", "TX", "31.25", "-97.5", "25.5", ""), `thousands "25.5" is no whole number`},
		{"namesakes.tsv", row("Aaron", "last"), `"Aaron" stood already`},
		{"namesakes.tsv", row("Aab", "first"), `"Aab" belongs before`},
		{"namesakes.tsv", row("Zzz", "middle"), "a row needs a name and first, last, both or word"},
	} {
		t.Run(c.want, func(t *testing.T) {
			files := copyData(t)
			files[c.file].Data = append(slices.Clone(files[c.file].Data), c.line...)
			last := strings.Count(string(files[c.file].Data), "\n")
			problems := Lint(files)
			for _, f := range problems {
				if f.File == c.file && f.Line == last && strings.Contains(f.What, c.want) {
					return
				}
			}
			t.Errorf("%q: lint says %v, want %q at line %d", c.line, problems, c.want, last)
		})
	}
	for _, file := range []string{"world.tsv", "namesakes.tsv"} {
		files := copyData(t)
		files[file].Data = []byte(strings.Replace(string(files[file].Data), "# Provenance:", "# From:", 1))
		if !slices.ContainsFunc(Lint(files), func(f Fault) bool { return f.File == file && strings.Contains(f.What, `opens with "Provenance:"`) }) {
			t.Errorf("%s without its provenance is not refused", file)
		}
		delete(files, file)
		if !slices.ContainsFunc(Lint(files), func(f Fault) bool { return f.File == file && strings.Contains(f.What, "cannot be read") }) {
			t.Errorf("a copy without %s is not refused", file)
		}
	}
}

func TestNamesakes(t *testing.T) {
	l := Default()
	for word, want := range map[string]Namesake{
		"charlotte": FirstName, "clinton": FirstName | Surname, "smith": Surname, "reading": CommonWord, "kyiv": 0, "Charlotte": 0,
	} {
		if got := l.Namesake(word); got != want {
			t.Errorf("%q is %b, want %b", word, got, want)
		}
	}
}
