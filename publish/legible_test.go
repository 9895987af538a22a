package publish

import (
	"bytes"
	"encoding/json"
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

// JSON loses nothing when it is made plain, however it is written.
func TestPlainJSON(t *testing.T) {
	text, err := json.Marshal("a\u202eb\u2069 \u2013 \u65e5")
	if err != nil {
		t.Fatal(err)
	}
	for cut := range text {
		var b bytes.Buffer
		w := PlainJSON(&b)
		w.Write(text[:cut])
		w.Write(text[cut:])
		if want := "\"a\\u202eb\\u2069 \u2013 \u65e5\""; b.String() != want {
			t.Errorf("cut at %d: %s, want %s", cut, b.String(), want)
		}
	}
}

// A spreadsheet runs no cell, and numbers stay numbers.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "tank": "tank", "=1+1": "'=1+1", "+cmd|x": "'+cmd|x", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\nx": "'\nx", "＝1": "'＝1",
		"-46.75": "-46.75", "-46.75; -46.5": "-46.75; -46.5", "-1,-2": "-1,-2", "+7": "+7", "-": "'-", "-1;=2": "'-1;=2",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q is %q, want %q", cell, got, want)
		}
	}
}
