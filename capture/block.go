package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says how a block stands on the page.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	Item // of a list: its text has no bullet
	Row  // of a table, its cells apart by " | "
)

// Block is one stretch of a page's text that stands by itself. Its text is
// one line of UTF-8 without markup.
type Block struct {
	Kind Kind
	Text string
}

// mostBlocks is the most blocks, or lines of text, that one report may have.
const mostBlocks = 400_000

const bullet = "• "

// joinBlocks lays blocks out as a report's text: apart by one empty line, the
// items of a list and the rows of a table one a line.
func joinBlocks(blocks []Block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteByte('\n')
			if bl.Kind != blocks[i-1].Kind || bl.Kind == Paragraph || bl.Kind == Heading {
				b.WriteByte('\n')
			}
		}
		if bl.Kind == Item {
			b.WriteString(bullet)
		}
		b.WriteString(bl.Text)
	}
	return b.String()
}

// squeeze makes any run of white space one space, trims both ends and drops
// characters that show nothing: soft hyphens, zero-width characters, marks of
// writing direction, control characters. All others stay as they are. The
// zero-width joiners stay in scripts that spell with them.
func squeeze(s string) string {
	if tidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, last := false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == '\u200c' || r == '\u200d':
			if last < '\u0590' {
				continue
			}
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// tidy reports whether s is ASCII that squeeze would leave as it is.
func tidy(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\ufeff', r == '\u180e', r == '\u061c':
		return true
	case '\u200b' <= r && r <= '\u200f', '\u202a' <= r && r <= '\u202e', '\u2060' <= r && r <= '\u206f':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// bulleted cuts the bullet off a line that is an item of a list.
func bulleted(line string) (string, bool) {
	r, n := utf8.DecodeRuneInString(line)
	switch r {
	case '•', '·', '‣', '▪', '◦', '●', '■', '–', '-', '*':
		rest := strings.TrimLeft(line[n:], " ")
		if rest != "" && (rest != line[n:] || r != '-' && r != '*' && r != '–') {
			return rest, true
		}
	}
	return line, false
}

// countWords counts the words of s up to limit.
func countWords(s string, limit int) int {
	n, in := 0, false
	for _, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if letter && !in {
			if n++; n >= limit {
				return n
			}
		}
		in = letter || in && (r == '\'' || r == '’' || r == '-' || unicode.IsMark(r))
	}
	return n
}

// sentence reports whether s ends as a sentence does.
func sentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)] `)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…։。؟۔:;", r)
}

// prose reports whether s is running text and no headline or label.
func prose(s string) bool {
	return countWords(s, 20) >= 20 || sentence(s) && countWords(s, 6) >= 6
}
