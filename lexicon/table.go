package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
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
		return nil, Fault{File: name, What: "cannot be read: " + reason(err)}
	}
	text := strings.TrimPrefix(string(b), byteOrderMark)
	var faults []error
	t := &Table{Name: name, Rows: make([]Row, 0, strings.Count(text, "\n"))}
	all := make([]string, cap(t.Rows)*len(columns)) // the cells of all rows
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = withoutEnd(line)
		switch {
		case !utf8.ValidString(line):
			faults = append(faults, t.fault(number, "is not UTF-8: save the file in that encoding"))
		case t.Columns == nil && strings.HasPrefix(line, "#"):
			t.Comment = append(t.Comment, strings.TrimSpace(line[1:]))
		case strings.TrimSpace(line) == "":
			continue
		case t.Columns == nil:
			t.Columns = strings.Split(line, "\t")
			if !slices.Equal(t.Columns, columns) {
				return nil, t.fault(number, "the header reads %q; write %q", t.Columns, columns)
			}
		default:
			if n := strings.Count(line, "\t") + 1; n > len(t.Columns) {
				faults = append(faults, t.fault(number, "%d cells under %d columns; take out a tab", n, len(t.Columns)))
				continue
			}
			cells := all[:len(columns):len(columns)]
			all = all[len(columns):]
			for i := range cells {
				tab := strings.IndexByte(line, '\t')
				if tab < 0 {
					cells[i] = line
					break
				}
				cells[i], line = line[:tab], line[tab+1:]
			}
			t.Rows = append(t.Rows, Row{number, cells})
		}
	}
	if t.Columns == nil {
		faults = append(faults, t.fault(0, "no header row; write %q", columns))
	}
	return t, errors.Join(faults...)
}

// withoutEnd returns a line without its end.
func withoutEnd(line string) string {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line
}

// byteOrderMark is what some editors write before the first line.
const byteOrderMark = "\ufeff"

// Cell returns the row's cell under a column of the table.
func (t *Table) Cell(r Row, column string) string {
	return r.Cells[slices.Index(t.Columns, column)]
}

// groups returns the rows of each lemma. Rows of one lemma stand together; one
// that does not is left out, with a fault.
func (t *Table) groups() ([][]Row, error) {
	var groups [][]Row
	var faults []error
	seen := make(map[string]int, len(t.Rows))
	last, lemma := "", slices.Index(t.Columns, "lemma")
	for i, r := range t.Rows {
		l := r.Cells[lemma]
		switch first, again := seen[l]; {
		case l == "" || r.Cells[0] == "":
			faults = append(faults, t.fault(r.Line, "a row needs a form and a lemma"))
			last = ""
			continue
		case l == last:
			g := &groups[len(groups)-1]
			*g = t.Rows[i-len(*g) : i+1]
			continue
		case again:
			faults = append(faults, t.fault(r.Line, "lemma %q stood already at line %d; move this row there", l, first))
			last = ""
			continue
		}
		seen[l], last = r.Line, l
		groups = append(groups, t.Rows[i:i+1])
	}
	return groups, errors.Join(faults...)
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
		Line:  first.Line,
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

// each reads a table and hands on the rows of each of its entries. It goes on
// after a fault, and returns all of them.
func each(fsys fs.FS, name string, columns []string, entry func(t *Table, rows []Row) error) error {
	t, err := ReadTable(fsys, name, columns...)
	if t == nil {
		return err
	}
	groups, outOfPlace := t.groups()
	faults := []error{err, outOfPlace}
	for _, rows := range groups {
		faults = append(faults, entry(t, rows))
	}
	return errors.Join(faults...)
}

func (t *Table) fault(line int, format string, args ...any) error {
	return Fault{t.Name, line, fmt.Sprintf(format, args...)}
}
