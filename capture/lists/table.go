package lists

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tallystick/evidence"
)

// columns are those of a kind of table.
type columns struct {
	need []string // the kind is told by these
	also []string // known, but not always there
}

// table is a CSV file (RFC 4180), read row by row. A row with more or fewer
// cells than the first, a cell or row beyond all bounds, a quote out of place
// and a file that ends within a row are faults.
type table struct {
	file   string
	rows   *csv.Reader
	window *window
	names  []string // of the columns
	at     map[string]int
	extra  []string // names of columns that the format does not know
	cells  []string // of the row in hand
	line   int      // where that row begins
	open   bool     // it ends without a line end
}

// openTable reads the first line, which names the columns.
func openTable(in *source) (*table, error) {
	w := &window{in: in, line: 1}
	t := &table{file: in.file, rows: csv.NewReader(w), window: w, at: map[string]int{}}
	t.rows.FieldsPerRecord = -1
	t.rows.ReuseRecord = true
	if err := t.read(); err == io.EOF {
		return nil, t.fault(1, 0, fmt.Errorf("%w: it holds nothing", ErrFormat))
	} else if fault := (*Error)(nil); errors.As(err, &fault) && w.parsed {
		return nil, t.fault(fault.Line, fault.Column, fmt.Errorf("%w: %w", ErrFormat, fault.Err))
	} else if err != nil {
		return nil, err
	}
	t.names = slices.Clone(t.cells)
	for i, name := range t.names {
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
			t.names[i] = name
		}
		if _, twice := t.at[name]; twice {
			return nil, t.fault(t.line, 0, fmt.Errorf("%w: two columns are called %q", ErrFormat, name))
		}
		t.at[name] = i
	}
	return t, nil
}

// kind returns which of some kinds of table this is: the first of which every
// needed column is there.
func (t *table) kind(kinds ...columns) (int, error) {
	var want []string
	for i, k := range kinds {
		missing := slices.ContainsFunc(k.need, func(name string) bool { _, ok := t.at[name]; return !ok })
		if missing {
			want = append(want, strings.Join(k.need, ","))
			continue
		}
		for _, name := range t.names {
			if !slices.Contains(k.need, name) && !slices.Contains(k.also, name) {
				t.extra = append(t.extra, name)
			}
		}
		return i, nil
	}
	return 0, t.fault(t.line, 0, fmt.Errorf("%w: its first line should name, separated by commas, the columns %s", ErrFormat, strings.Join(want, " or ")))
}

// unknown emits an oddity for each column that the format does not know.
func (t *table) unknown(emit func(Item) error) error {
	for _, name := range t.extra {
		if err := emit(odd(1, name, "", "the format knows no such column; its cells are kept as they stand")); err != nil {
			return err
		}
	}
	return nil
}

// each calls a function for every row after the first.
func (t *table) each(emit func(Item) error, row func() error) error {
	for {
		if err := t.read(); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		if len(t.cells) != len(t.names) {
			return t.uneven()
		}
		if err := row(); err != nil {
			return err
		}
	}
	if t.open {
		return emit(odd(t.line, "", "", "the file ends without a line end: this row may be cut off"))
	}
	return nil
}

// cell returns the cell of the row in hand in that column; "" when the table
// has no such column.
func (t *table) cell(column string) string {
	if i, ok := t.at[column]; ok {
		return t.cells[i]
	}
	return ""
}

// row returns the row in hand as one text.
func (t *table) row() string { return strings.Join(t.cells, ",") }

// read takes the next row in hand.
func (t *table) read() error {
	cells, err := t.rows.Read()
	if err != nil {
		return t.explain(err)
	}
	t.cells = cells
	t.line, _ = t.rows.FieldPos(0)
	size := int(t.rows.InputOffset() - t.window.offset)
	t.open = t.window.held()[size-1] != '\n'
	if len(cells) > mostColumns {
		line, column := t.rows.FieldPos(mostColumns)
		return t.fault(line, t.window.column(line, column), fmt.Errorf("more than %d cells stand in one row: fetch the file again", mostColumns))
	}
	for i, cell := range cells {
		if len(cell) > mostCell {
			line, column := t.rows.FieldPos(i)
			return t.fault(line, t.window.column(line, column), fmt.Errorf("a cell longer than %d bytes: a quote that opens it may never be closed", mostCell))
		}
	}
	if len(t.names) == 0 || len(cells) == len(t.names) { // the first row, or an even one: its places are asked no more
		t.window.drop(size)
	}
	return nil
}

// uneven says where the row in hand has too many or too few cells.
func (t *table) uneven() error {
	if len(t.cells) > len(t.names) {
		line, column := t.rows.FieldPos(len(t.names))
		return t.fault(line, t.window.column(line, column), fmt.Errorf("the row has %d cells, the first line has %d: is a cell that holds a comma not in quotes?", len(t.cells), len(t.names)))
	}
	line, column := t.window.end(int(t.rows.InputOffset() - t.window.offset))
	if t.open {
		return t.fault(line, column, fmt.Errorf("the file ends in the middle of a row, after %d of %d cells: fetch it again", len(t.cells), len(t.names)))
	}
	return t.fault(line, column, fmt.Errorf("the row has %d cells, the first line has %d: fetch the file again", len(t.cells), len(t.names)))
}

// explain says what a fault of the CSV reader means for a person.
func (t *table) explain(err error) error {
	if err == io.EOF {
		return err
	}
	if fault := (*Error)(nil); errors.As(err, &fault) {
		return fault
	}
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return t.fault(t.window.line, 0, err)
	}
	t.window.parsed = true
	column := t.window.column(p.Line, p.Column)
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		err = errors.New(`a quote stands in a cell that is not in quotes: put the cell in quotes and write the quote twice`)
	case t.window.ends(p.Line, p.Column):
		err = fmt.Errorf("the file ends in the middle of a row that begins on line %d, in a quoted cell: fetch it again, or close the quote", p.StartLine)
	case errors.Is(err, csv.ErrQuote):
		err = errors.New(`a quote stands within a quoted cell: write it twice`)
	default:
		err = p.Err
	}
	return t.fault(p.Line, column, err)
}

func (t *table) fault(line, column int, err error) error {
	return &Error{File: t.file, Line: line, Column: column, Err: err}
}

// odd makes an item of what is wrong with a row that lists and states nothing.
func odd(line int, cell, raw, why string) Item {
	return Item{Odd: &evidence.Oddity{Line: line, Cell: cell, Raw: raw, Why: why}}
}

// window keeps the text from the beginning of the row that is being read, so
// that places can be told in characters and no row grows beyond bounds.
type window struct {
	in     *source
	room   []byte
	gone   int   // bytes of room before the row
	offset int64 // of the row in the text
	line   int   // on which the row begins
	parsed bool  // the CSV reader, and not what lies below it, found a fault
}

func (w *window) Read(p []byte) (int, error) {
	if len(w.held()) > mostRow {
		return 0, &Error{File: w.in.file, Line: w.line, Err: fmt.Errorf("a row longer than %d bytes begins here: a quote in it may never be closed", mostRow)}
	}
	n, err := w.in.Read(p)
	w.room = append(w.room[:copy(w.room, w.held())], p[:n]...)
	w.gone = 0
	return n, err
}

// held returns the text from the beginning of the row on.
func (w *window) held() []byte { return w.room[w.gone:] }

// drop lets go of the first bytes, a row that has been read.
func (w *window) drop(size int) {
	w.line += bytes.Count(w.held()[:size], []byte("\n"))
	w.offset += int64(size)
	w.gone += size
}

// column turns a column in bytes into one in characters.
func (w *window) column(line, column int) int {
	text := w.from(line)
	return utf8.RuneCount(text[:min(column-1, len(text))]) + 1
}

// ends reports whether the text ends at that place.
func (w *window) ends(line, column int) bool {
	return column > len(bytes.TrimRight(w.from(line), "\r\n"))
}

// end returns the place behind the first bytes, without their line end.
func (w *window) end(size int) (line, column int) {
	text := bytes.TrimRight(w.held()[:size], "\r\n")
	return w.line + bytes.Count(text, []byte("\n")), utf8.RuneCount(text[bytes.LastIndexByte(text, '\n')+1:]) + 1
}

// from returns the held text from the beginning of a line on.
func (w *window) from(line int) []byte {
	text := w.held()
	for n := w.line; n < line; n++ {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return nil
		}
		text = text[i+1:]
	}
	return text
}
