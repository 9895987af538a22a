package part

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"tallystick/publish"
	"tallystick/web/message"
)

// legible makes every text of a page legible, one by one: a text ends at a tag,
// at a quotation mark and at the end of its line. Where a text turns the order
// of what follows it, overrides the order of letters or ends what the page has
// begun, the characters by which it does are shown: "[U+202E]". Those that it
// closes itself are left alone: texts from right to left have them.
func legible(page []byte) []byte {
	if !bytes.Contains(page, []byte("\u202a")[:2]) && !bytes.Contains(page, []byte("\u2066")[:2]) { // of most pages, and the fastest to tell
		return page
	}
	all := make([]byte, 0, len(page)+len(page)/8)
	for len(page) > 0 {
		end := bytes.IndexAny(page, "<>\"\n")
		if end < 0 {
			end = len(page)
		}
		text := page[:end]
		if !closed(text) {
			text = publish.Legible(text)
		}
		all = append(all, text...)
		all = append(all, page[end:min(end+1, len(page))]...)
		page = page[min(end+1, len(page)):]
	}
	return all
}

// closed reports whether a text ends whatever it begins of another direction,
// in order, and overrides none.
func closed(text []byte) bool {
	var open []rune
	for at := bytes.IndexByte(text, 0xe2); at >= 0 && at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		at += size
		switch r {
		case '\u202d', '\u202e':
			return false
		case '\u202a', '\u202b', '\u2066', '\u2067', '\u2068':
			open = append(open, r)
		case '\u202c', '\u2069':
			last := len(open) - 1
			if last < 0 || (r == '\u2069') != (open[last] >= '\u2066') {
				return false
			}
			open = open[:last]
		}
	}
	return len(open) == 0
}

// longest is how much of one text a page shows, in bytes.
const longest = 20_000

// Brief returns a text that a page has room for: of a longer one the beginning,
// with how much is left out.
func Brief(l *message.Language, s string) string {
	if len(s) <= longest {
		return s
	}
	end := longest
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + " " + l.Say("[… %s more bytes]", strconv.Itoa(len(s)-end))
}
