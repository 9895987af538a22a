package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Table is one .tsv file: comment lines that start with "#", a header row,
// then one row per form, cells apart by tabs.
type Table struct {
	Name    string
	Comment []string // without the "#"
	Columns []string
	Rows    []Row
}

// Row is one line of a table. Line counts from 1.
type Row struct {
	Line  int
	Cells []string
}

// ReadTable reads one .tsv file and holds its header against the columns that
// its reader knows. Trailing empty cells may be left out of a row.
func ReadTable(fsys fs.FS, name string, columns ...string) (*Table, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	text := string(b)
	t := &Table{Name: name, Rows: make([]Row, 0, strings.Count(text, "\n"))}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case t.Columns == nil && strings.HasPrefix(line, "#"):
			t.Comment = append(t.Comment, strings.TrimSpace(line[1:]))
		case strings.TrimSpace(line) == "":
			continue
		case t.Columns == nil:
			t.Columns = strings.Split(line, "\t")
			if !slices.Equal(t.Columns, columns) {
				return nil, fmt.Errorf("lexicon: %s:%d: the header reads %q; write %q", name, number, t.Columns, columns)
			}
		default:
			if n := strings.Count(line, "\t") + 1; n > len(t.Columns) {
				return nil, t.fault(number, "%d cells under %d columns; take out a tab", n, len(t.Columns))
			}
			cells := make([]string, len(t.Columns))
			for i := range cells {
				cells[i], line, _ = strings.Cut(line, "\t")
			}
			t.Rows = append(t.Rows, Row{number, cells})
		}
	}
	if t.Columns == nil {
		return nil, fmt.Errorf("lexicon: %s: no header row; write %q", name, columns)
	}
	return t, nil
}

// Cell returns the row's cell under a column of the table.
func (t *Table) Cell(r Row, column string) string {
	return r.Cells[slices.Index(t.Columns, column)]
}

// groups returns the rows of each lemma. Rows of one lemma stand together.
func (t *Table) groups() ([][]Row, error) {
	var groups [][]Row
	seen := make(map[string]int, len(t.Rows))
	last, lemma := "", slices.Index(t.Columns, "lemma")
	for i, r := range t.Rows {
		l := r.Cells[lemma]
		switch first, again := seen[l]; {
		case l == "" || r.Cells[0] == "":
			return nil, t.fault(r.Line, "a row needs a form and a lemma")
		case l == last:
			g := &groups[len(groups)-1]
			*g = t.Rows[i-len(*g) : i+1]
			continue
		case again:
			return nil, t.fault(r.Line, "lemma %q stood already at line %d; move this row there", l, first)
		}
		seen[l], last = r.Line, l
		groups = append(groups, t.Rows[i:i+1])
	}
	return groups, nil
}

// item builds what every entry has out of the rows of one lemma. The first
// row's cells hold for the whole entry, those under use are each form's own.
func (t *Table) item(kind Kind, rows []Row, name, use string) Item {
	first := rows[0]
	it := Item{
		ID:    string(kind) + ":" + t.Cell(first, "lemma"),
		Name:  first.Cells[0],
		Class: t.Cell(first, "class"),
		Forms: make([]Form, len(rows)),
		Note:  t.Cell(first, "note"),
	}
	if name != "" {
		it.Name = t.Cell(first, name)
	}
	for i, r := range rows {
		it.Forms[i].Text = r.Cells[0]
		if use != "" {
			it.Forms[i].Use = t.Cell(r, use)
		}
	}
	return it
}

// each reads a table and hands on the rows of each of its entries.
func each(fsys fs.FS, name string, columns []string, entry func(t *Table, rows []Row) error) error {
	t, err := ReadTable(fsys, name, columns...)
	if err != nil {
		return err
	}
	groups, err := t.groups()
	if err != nil {
		return err
	}
	for _, rows := range groups {
		if err := entry(t, rows); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table) fault(line int, format string, args ...any) error {
	return fmt.Errorf("lexicon: %s:%d: "+format, append([]any{t.Name, line}, args...)...)
}
