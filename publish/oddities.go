package publish

import (
	"encoding/csv"
	"io"
	"strconv"

	"tallystick/evidence"
)

// OddityColumns are the columns of the CSV file of what is odd in an imported
// list, in order. docs/imports.md explains each.
var OddityColumns = []string{"file", "line", "cell", "raw", "why"}

// Oddities writes what is odd in a list, one thing a row. A cell that a
// spreadsheet would run as a formula is put behind an apostrophe.
type Oddities struct{ out *csv.Writer }

// NewOddities begins a file with its columns.
func NewOddities(w io.Writer) *Oddities {
	o := &Oddities{csv.NewWriter(&legible{to: w})}
	_ = o.out.Write(OddityColumns) // Close tells of any error
	return o
}

// Write writes one row. An error is told by Close.
func (o *Oddities) Write(odd evidence.Oddity) {
	line := ""
	if odd.Line > 0 {
		line = strconv.Itoa(odd.Line)
	}
	row := []string{odd.File, line, odd.Cell, odd.Raw, odd.Why}
	for i := range row {
		row[i] = harmless(row[i])
	}
	_ = o.out.Write(row)
}

// Close ends the file. It does not close what it is written to.
func (o *Oddities) Close() error {
	o.out.Flush()
	return o.out.Error()
}
