// Package lists reads lists of losses, series of claimed totals and registers of
// truces as others keep them: row by row, in little memory, every cell as it stands. It mends
// nothing; what is odd about a row is said with it.
//
// It is pure: a file comes as an io.Reader and leaves as Items.
package lists

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"tallystick/evidence"
)

// Item is one thing that a file says: a unit, a tally, a row of a truce, or a
// row that is none of them, with what is wrong with it. Exactly one field is set. Sides and
// classes of a tally are in the file's words.
type Item struct {
	Listing *evidence.Listing
	Tally   *evidence.Tally
	Truce   *TruceRow
	Odd     *evidence.Oddity
}

// File is a file to be read, with the name that faults are told under.
type File struct {
	Name string
	io.Reader
}

// Format is a kind of file.
type Format struct {
	Name string // as on the command line: "oryx-page"
	// About tells a person in one sentence which files are meant.
	About string
	// Read yields the items of a file in its order. An error ends it: the file
	// is not of the format, or damaged, or hostile; it is an *Error with the
	// place, and nothing of the file may be kept.
	Read func(File) iter.Seq2[Item, error]
	// Merge says that the listings of one group, side and model, filed under
	// different statuses, are one unit with several fates, in no known order.
	Merge bool
}

// ErrFormat says that a file is not of the format that it was read as.
var ErrFormat = errors.New("not a file of this format")

// Error is a fault that a file cannot be read past.
type Error struct {
	File   string
	Line   int // from 1
	Column int // in characters, from 1; 0 when the whole line is meant
	Err    error
}

func (e *Error) Error() string {
	if e.Column > 0 {
		return fmt.Sprintf("%s:%d:%d: %v", e.File, e.Line, e.Column, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
