package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Fault is one thing that is wrong with a data file.
type Fault struct {
	File string // under the folder of the data
	Line int    // counted from 1; 0 when it is the file as a whole
	What string // what is wrong, and what to mend
}

func (f Fault) Error() string { return "lexicon: " + f.Where() + ": " + f.What }

// Where names the file, and the line where there is one.
func (f Fault) Where() string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// faultsOf takes an error apart into the faults that were joined in it. What
// is no fault of a file's content, such as a disk's, stands for the file.
func faultsOf(file string, err error) []Fault {
	switch e := err.(type) {
	case nil:
		return nil
	case Fault:
		return []Fault{e}
	case interface{ Unwrap() []error }:
		var all []Fault
		for _, inner := range e.Unwrap() {
			all = append(all, faultsOf(file, inner)...)
		}
		return all
	}
	return []Fault{{File: file, What: err.Error()}}
}

// inOrder sorts faults by file and line, and tells each once.
func inOrder(all []Fault) []Fault {
	slices.SortStableFunc(all, func(a, b Fault) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return slices.Compact(all)
}

// reason is what an error says of a file, without its name.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
