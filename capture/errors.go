package capture

import (
	"errors"
	"fmt"
)

// What can be wrong with a file. Test with errors.Is; a caller that walks a
// folder passes over ErrKind and reports the others.
var (
	ErrKind       = errors.New("not a kind of file that can be read: give it the ending .txt, .html, .htm or .md if it is one of these")
	ErrEmpty      = errors.New("holds no text at all: capture the page again")
	ErrBinary     = errors.New("is not text (it looks like a picture, an archive or another binary file): save the page as HTML or text first")
	ErrUTF16      = errors.New("holds zero bytes, as UTF-16 without a byte order mark does: save it as UTF-8")
	ErrCharset    = errors.New("is neither UTF-8 nor in a character set that can be told from its letters: save it as UTF-8")
	ErrTooLarge   = fmt.Errorf("is larger than %d MiB, the most that is read at once: cut it into parts", MaxSize>>20)
	ErrCrowded    = fmt.Errorf("holds more than %d paragraphs or lines, the most that are read at once: cut it into parts", mostBlocks)
	ErrMarkup     = errors.New("holds a tag with tens of thousands of attributes: capture the page again")
	ErrFolder     = errors.New("is a folder: name the files in it")
	ErrIrregular  = errors.New("is a pipe, a device or a socket, not a file: save what it gives to a file first")
	ErrUnreadable = errors.New("cannot be read: check that it is there and may be read")
	ErrNoText     = errors.New("holds no article text, only markup or what a page shows around its text: capture the page again")
)

// Error says which file is at fault, what is wrong with it and what to do.
type Error struct {
	Name  string // base name of the file, or "standard input"
	Fault error  // one of the faults above
	Cause error  // what the system or the parser said; may be nil
}

func (e *Error) Error() string { return e.Name + ": " + e.Reason() }

// Reason is what Error says after the name.
func (e *Error) Reason() string {
	if e.Cause != nil {
		return fmt.Sprintf("%v (%v)", e.Fault, e.Cause)
	}
	return e.Fault.Error()
}

// Unwrap lets errors.Is find both the fault and its cause.
func (e *Error) Unwrap() []error { return []error{e.Fault, e.Cause} }

func fault(name string, f, cause error) *Error {
	if name == StandardInput {
		name = "standard input"
	}
	return &Error{Name: name, Fault: f, Cause: cause}
}
