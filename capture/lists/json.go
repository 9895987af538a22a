package lists

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// value is one value of a JSON text.
type value struct {
	kind byte   // '"' string, '0' number, 't' true or false, 'n' null, 'N' no number (NaN, Infinity: not JSON, but often written), '[' array, '{' object
	text string // of a string its characters, of anything else its JSON without spaces
	line int
}

// scanner reads JSON (RFC 8259) piece by piece. It holds one value at most,
// and tells the place of any fault.
type scanner struct {
	file         string
	in           *bufio.Reader
	line, column int // of the next character
	depth        int
}

func newScanner(in *source) *scanner {
	return &scanner{file: in.file, in: bufio.NewReader(in), line: 1, column: 1}
}

func (s *scanner) fault(format string, args ...any) error {
	return &Error{File: s.file, Line: s.line, Column: s.column, Err: fmt.Errorf(format, args...)}
}

// take reads a byte. The text has been found to be UTF-8 already.
func (s *scanner) take() (byte, error) {
	c, err := s.in.ReadByte()
	switch {
	case err == io.EOF:
		return 0, s.cut()
	case err != nil:
		return 0, err
	case c == '\n':
		s.line, s.column = s.line+1, 1
	case c&0xC0 != 0x80: // not within a character
		s.column++
	}
	return c, nil
}

func (s *scanner) cut() error {
	return s.fault("the file ends in the middle of a value: fetch it again")
}

// next passes over spaces and returns the byte that follows without taking
// it; io.EOF when none does.
func (s *scanner) next() (byte, error) {
	for {
		b, err := s.in.Peek(1)
		if len(b) == 0 {
			return 0, err
		}
		if strings.IndexByte(" \t\r\n", b[0]) < 0 {
			return b[0], nil
		}
		if _, err := s.take(); err != nil {
			return 0, err
		}
	}
}

// want takes one of some bytes, which stand for what is expected there.
func (s *scanner) want(bytes string) (byte, error) {
	c, err := s.next()
	switch {
	case err == io.EOF:
		return 0, s.cut()
	case err != nil:
		return 0, err
	case strings.IndexByte(bytes, c) < 0:
		return 0, s.fault("%q stands where %s should: this is not JSON; fetch the file again", c, strings.Join(strings.Split(bytes, ""), " or "))
	}
	return s.take()
}

// end reports a fault when anything follows.
func (s *scanner) end() error {
	c, err := s.next()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return err
	}
	return s.fault("%q stands where the file should end", c)
}

// array reads an array, each element by a call of the function.
func (s *scanner) array(element func() error) error {
	return s.list("[]", element)
}

// object reads an object; the function reads the value of each name.
func (s *scanner) object(member func(name string) error) error {
	seen := map[string]bool{}
	return s.list("{}", func() error {
		if c, err := s.next(); err == nil && c != '"' {
			return s.fault("%q stands where a name in quotes should: this is not JSON; fetch the file again", c)
		}
		line, column := s.line, s.column
		name, err := s.value()
		if err != nil {
			return err
		}
		if seen[name.text] || len(seen) == mostColumns {
			why := fmt.Errorf("an object names %q twice: which one is meant?", name.text)
			if !seen[name.text] {
				why = fmt.Errorf("an object holds more than %d names", mostColumns)
			}
			return &Error{File: s.file, Line: line, Column: column, Err: why}
		}
		seen[name.text] = true
		if _, err := s.want(":"); err != nil {
			return err
		}
		return member(name.text)
	})
}

// list reads what stands between a pair of brackets, separated by commas.
func (s *scanner) list(brackets string, item func() error) error {
	if s.depth++; s.depth > mostDepth {
		return s.fault("more than %d objects and arrays stand inside one another", mostDepth)
	}
	defer func() { s.depth-- }()
	if _, err := s.want(brackets[:1]); err != nil {
		return err
	}
	if c, err := s.next(); err == nil && c == brackets[1] {
		_, err := s.take()
		return err
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if c, err := s.want("," + brackets[1:]); err != nil || c == brackets[1] {
			return err
		}
	}
}

// value reads any value.
func (s *scanner) value() (value, error) {
	c, err := s.next()
	if err == io.EOF {
		return value{}, s.cut()
	}
	if err != nil {
		return value{}, err
	}
	v := value{line: s.line}
	line, column := s.line, s.column
	wrong := func(why string) error { return &Error{File: s.file, Line: line, Column: column, Err: errors.New(why)} }
	switch {
	case c == '"':
		v.kind = c
		v.text, err = s.quoted(wrong)
	case c == '[' || c == '{':
		v.kind = c
		v.text, err = s.whole(c, wrong)
	default:
		v.text, err = s.word()
		if err != nil {
			break
		}
		switch v.text {
		case "true", "false":
			v.kind = 't'
		case "null":
			v.kind = 'n'
		case "NaN", "Infinity", "-Infinity":
			v.kind = 'N'
		default:
			v.kind = '0'
			if !json.Valid([]byte(v.text)) {
				err = wrong(fmt.Sprintf("%q is no value: this is not JSON; fetch the file again", v.text))
			}
		}
	}
	return v, err
}

// word reads a number or a name without quotes, or the one byte that stands
// where none can.
func (s *scanner) word() (string, error) {
	var b []byte
	for len(b) < mostCell {
		c, err := s.in.Peek(1)
		if len(c) == 0 && err != io.EOF {
			return "", err
		}
		if len(c) == 0 || strings.IndexByte(" \t\r\n,:]}[{\"", c[0]) >= 0 && len(b) > 0 {
			return string(b), nil
		}
		if _, err := s.take(); err != nil {
			return "", err
		}
		b = append(b, c[0])
	}
	return "", s.fault("a value longer than %d bytes", mostCell)
}

// quoted reads a string.
func (s *scanner) quoted(wrong func(string) error) (string, error) {
	var b []byte
	escaped := false
	for {
		c, err := s.take()
		if err != nil {
			return "", err
		}
		b = append(b, c)
		switch {
		case len(b) > mostCell:
			return "", wrong(fmt.Sprintf("a text longer than %d bytes: its quote may never be closed", mostCell))
		case c < ' ':
			return "", wrong("a line end or control character stands in a text: its quote may not be closed")
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '"' && len(b) > 1:
			var text string
			if json.Unmarshal(b, &text) != nil {
				return "", wrong("a text holds a backslash that JSON does not know")
			}
			return text, nil
		}
	}
}

// whole reads an array or object and returns its JSON.
func (s *scanner) whole(bracket byte, wrong func(string) error) (string, error) {
	var b strings.Builder
	item := func() error {
		v, err := s.value()
		if err != nil {
			return err
		}
		if v.kind == '"' || v.kind == 'N' {
			v.text = quote(v.text)
		}
		if b.WriteString(v.text); b.Len() > mostCell {
			return wrong(fmt.Sprintf("a value longer than %d bytes", mostCell))
		}
		return nil
	}
	comma := func() {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
	}
	b.WriteByte(bracket)
	var err error
	if bracket == '[' {
		err = s.array(func() error { comma(); return item() })
		b.WriteByte(']')
	} else {
		err = s.object(func(name string) error {
			comma()
			b.WriteString(quote(name) + ":")
			return item()
		})
		b.WriteByte('}')
	}
	return b.String(), err
}

// quote writes a text as JSON, and no character otherwise than it must be.
func quote(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // a string always has a JSON form
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// json writes the value as the file does, without spaces.
func (v value) json() string {
	if v.kind == '"' {
		return quote(v.text)
	}
	return v.text
}
