package publish

import (
	"bytes"
	"io"
	"strings"
)

// PlainJSON returns a writer of JSON in which the characters that turn the order
// of a text are escaped, as `\u202e` is: nothing is lost, and nothing is turned
// round for whoever looks at the file. What is written to it as a whole is
// UTF-8.
func PlainJSON(to io.Writer) io.Writer { return &plainJSON{to: to} }

type plainJSON struct {
	to   io.Writer
	rest []byte // of a character that two calls share
}

func (p *plainJSON) Write(b []byte) (int, error) {
	text := append(p.rest, b...)
	end := len(text)
	for back := 1; back <= min(2, len(text)); back++ { // as in legible
		if text[len(text)-back] == 0xe2 {
			end = len(text) - back
		}
	}
	p.rest = bytes.Clone(text[end:])
	if _, err := p.to.Write(EscapeTurns(text[:end])); err != nil {
		return 0, err
	}
	return len(b), nil
}

// EscapeTurns returns JSON with those characters escaped.
func EscapeTurns(b []byte) []byte {
	if !bytes.ContainsFunc(b, turning) {
		return b
	}
	return []byte(turns.Replace(string(b)))
}

var turns = strings.NewReplacer("\u202a", `\u202a`, "\u202b", `\u202b`, "\u202c", `\u202c`, "\u202d", `\u202d`, "\u202e", `\u202e`,
	"\u2066", `\u2066`, "\u2067", `\u2067`, "\u2068", `\u2068`, "\u2069", `\u2069`)
