package lists

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"
)

// Bounds of what is held at once, so that no file, however made, takes much
// memory.
const (
	mostCell    = 64 << 10 // bytes of one cell or value
	mostRow     = 1 << 20  // bytes of one row
	mostColumns = 256      // columns of a table, names of an object
	mostDepth   = 16       // objects and arrays inside one another
	chunk       = 64 << 10 // bytes read at once
)

// errStopped ends a reading that nobody listens to any more.
var errStopped = errors.New("stopped")

// reading makes a sequence of a function that emits items one after another.
func reading(f File, read func(in *source, emit func(Item) error) error) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		err := read(&source{file: f.Name, in: f.Reader, line: 1, column: 1}, func(i Item) error {
			if !yield(i, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && err != errStopped {
			yield(Item{}, err)
		}
	}
}

// source hands a file's text on. It takes off a byte order mark and refuses
// what is not UTF-8 or holds zero bytes, at the place where that begins: all
// text before it has been handed on.
type source struct {
	file         string
	in           io.Reader
	room         []byte // that buf lies in
	buf          []byte // read, and not yet handed on
	checked      int    // bytes of buf that are good text
	started      bool
	err          error // that follows the checked text
	line, column int   // of the first character after the checked text
}

// Read is io.Reader's. Its errors are *Errors, and io.EOF.
func (s *source) Read(p []byte) (int, error) {
	for s.checked == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.fill()
	}
	n := copy(p, s.buf[:s.checked])
	s.buf, s.checked = s.buf[n:], s.checked-n
	return n, nil
}

// peek returns the first byte that is neither space nor line end of what is
// read at once; 0 when there is none. It takes nothing away.
func (s *source) peek() byte {
	for s.checked == 0 && s.err == nil {
		s.fill()
	}
	if b := bytes.TrimLeft(s.buf[:s.checked], " \t\r\n"); len(b) > 0 {
		return b[0]
	}
	return 0
}

// fill reads a chunk behind what an unfinished character left over, and
// checks it.
func (s *source) fill() {
	if s.room == nil {
		s.room = make([]byte, chunk)
	}
	rest := copy(s.room, s.buf)
	n, err := io.ReadAtLeast(s.in, s.room[rest:], utf8.UTFMax)
	s.buf = s.room[:rest+n]
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	if !s.started {
		s.started = true
		if wide(s.buf) {
			s.err = s.fault(errors.New("begins as UTF-16 or UTF-32 does: save it as UTF-8"))
			return
		}
		s.buf = bytes.TrimPrefix(s.buf, []byte("\xef\xbb\xbf"))
	}
	if why := s.check(err != nil); why != nil {
		err = why
	}
	switch {
	case err == io.EOF:
		s.err = io.EOF
	case err != nil:
		s.err = s.fault(err)
	}
}

// check finds how much of buf is good text, and says what is wrong with what
// follows. An unfinished character is wrong only when it is the last.
func (s *source) check(last bool) error {
	for b := s.buf; len(b) > 0; {
		size := 1
		switch c := b[0]; {
		case c == '\n':
			s.line, s.column = s.line+1, 0
		case c == 0:
			return errors.New("a zero byte, which no text holds: if the file is in UTF-16, save it as UTF-8; if not, fetch it again")
		case c >= utf8.RuneSelf:
			if !utf8.FullRune(b) {
				if last {
					return errors.New("the file ends in the middle of a character: fetch it again")
				}
				return nil
			}
			if _, size = utf8.DecodeRune(b); size == 1 {
				return fmt.Errorf("byte 0x%02X is not UTF-8: if the file is in windows-1251 or another character set, save it as UTF-8; if not, fetch it again", c)
			}
		}
		b = b[size:]
		s.checked += size
		s.column++
	}
	return nil
}

// wide tells UTF-16 and UTF-32 by their byte order marks.
func wide(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) || bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff"))
}

func (s *source) fault(err error) error {
	return &Error{File: s.file, Line: s.line, Column: s.column, Err: err}
}
