// Package evidence holds the nouns of Tallystick: reports, claims, decisions
// and the entries that record them. Each noun is told whole in one file: its
// type, its limits, its validation and the questions it answers.
//
// The package imports the standard library only and does no input or output,
// so every other room may share its values.
package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Hash returns the lower-case hexadecimal SHA-256 of b: the name of a body, a
// text or a report.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ValidHash reports whether s is a lower-case hexadecimal SHA-256.
func ValidHash(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Span is a stretch of a report's text: byte offsets, end exclusive, on
// character boundaries. Text repeats the bytes it covers, so that a reader of
// one claim needs no second look-up and a checker can compare the two.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// SpanOf cuts the span [start, end) out of text.
func SpanOf(text string, start, end int) Span {
	return Span{Start: start, End: end, Text: text[start:end]}
}

// Check says how the span disagrees with the text that it is cut from.
func (s Span) Check(text string) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		return fmt.Errorf("span %d-%d lies outside a text of %d bytes", s.Start, s.End, len(text))
	}
	if text[s.Start:s.End] != s.Text {
		return fmt.Errorf("span %d-%d holds %q, the text has %q", s.Start, s.End, clip(s.Text), clip(text[s.Start:s.End]))
	}
	return nil
}

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Holds reports whether t lies within s.
func (s Span) Holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
