package part

import (
	"strings"
	"testing"

	"tallystick/web/message"
)

// What turns a text stays within it, or is shown.
func TestLegible(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<p>two tanks</p>", "<p>two tanks</p>"},
		{"<p>\u202b\u05d0\u05d1\u202c</p>", "<p>\u202b\u05d0\u05d1\u202c</p>"},
		{"<p>\u2067\u202b\u05d0\u202c\u2069 \u2068b\u2069</p>", "<p>\u2067\u202b\u05d0\u202c\u2069 \u2068b\u2069</p>"},
		{"<p>a\u202eb\u202c</p>", "<p>a[U+202E]b[U+202C]</p>"},
		{"<bdi>a\u2069b</bdi>", "<bdi>a[U+2069]b</bdi>"},
		{"<bdi>a\u2067b</bdi> says", "<bdi>a[U+2067]b</bdi> says"},
		{"<p>\u202b\u2067a\u202c\u2069</p>", "<p>[U+202B][U+2067]a[U+202C][U+2069]</p>"},
		{"<p title=\"a\u202b\">b\u202c</p>", "<p title=\"a[U+202B]\">b[U+202C]</p>"},
		{"\u202b", "[U+202B]"},
	} {
		if got := string(legible([]byte(c.page))); got != c.want {
			t.Errorf("%q is %q, want %q", c.page, got, c.want)
		}
	}
}

func TestBrief(t *testing.T) {
	if s := strings.Repeat("日", longest/3); Brief(message.English, s) != s {
		t.Error("a text that there is room for is cut")
	}
	got := Brief(message.English, strings.Repeat("日", longest))
	if want := strings.Repeat("日", longest/3) + " [… 40002 more bytes]"; got != want {
		t.Errorf("a long text ends %q", got[len(got)-40:])
	}
}
