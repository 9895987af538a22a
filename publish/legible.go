package publish

import (
	"bytes"
	"fmt"
	"io"
)

// turning are the characters that turn the order of what follows them, or set
// it apart: U+202A to U+202E and U+2066 to U+2069. A page keeps each within its
// element; a table or a feed has nothing that would.
func turning(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// Legible makes visible the characters that turn the order of a text: "[U+202E]".
func Legible(text []byte) []byte {
	if !bytes.ContainsFunc(text, turning) {
		return text
	}
	for _, r := range "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" {
		text = bytes.ReplaceAll(text, []byte(string(r)), fmt.Appendf(nil, "[U+%04X]", r))
	}
	return text
}

// legible writes a text so to another writer. A character that two calls share
// waits for its end.
type legible struct {
	to   io.Writer
	rest []byte
}

func (l *legible) Write(p []byte) (int, error) {
	text := append(l.rest, p...)
	end := len(text)
	for back := 1; back <= min(2, len(text)); back++ { // all of them begin with this byte and have three
		if text[len(text)-back] == 0xe2 {
			end = len(text) - back
		}
	}
	l.rest = bytes.Clone(text[end:])
	if _, err := l.to.Write(Legible(text[:end])); err != nil {
		return 0, err
	}
	return len(p), nil
}
