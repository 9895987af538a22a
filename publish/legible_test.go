package publish

import (
	"strings"
	"testing"
)

// TestLegible holds that what turns the order of a text is shown in a table,
// wherever the writer cuts it, and that nothing else is touched.
func TestLegible(t *testing.T) {
	const text = "a\u202eb\u2066c\u2069 שלום “é” \u200f€"
	const want = "a[U+202E]b[U+2066]c[U+2069] שלום “é” \u200f€"
	for size := 1; size <= len(text); size++ {
		var b strings.Builder
		w := &legible{to: &b}
		for from := 0; from < len(text); from += size {
			if _, err := w.Write([]byte(text[from:min(from+size, len(text))])); err != nil {
				t.Fatal(err)
			}
		}
		if b.String() != want {
			t.Errorf("in pieces of %d: %q", size, b.String())
		}
	}
}
