package lists

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"tallystick/evidence"
)

// heading is a line that names what stands under it.
type heading struct {
	text  string
	name  string
	form  byte // what leads to its number: '-', '(', ':' or ' '; 0 when it states none
	which bool // "of which" follows the number
	total int64
	parts []evidence.Part
	odd   []string
	line  int
	style style

	level level
	side  string // whose losses it is about
}

// number is written in digits, or in groups of three.
const number = `\d{1,3}(?:[,.]\d{3})+|\d+`

var (
	ofWhich    = regexp.MustCompile(`(?i)\bof which\b\s*:?`)
	lastNumber = regexp.MustCompile(`(?:` + number + `)$`)
	wordNumber = regexp.MustCompile(`^(\pL[\pL -]*?)\s*[:=]?\s*(` + number + `)$`)
	numberWord = regexp.MustCompile(`^(` + number + `)\s*(\pL[\pL -]*)$`)
)

// ungrouped takes the groups out of a number.
var ungrouped = strings.NewReplacer(",", "", ".", "")

// readStatement reads a heading, and reports whether it states a total:
// "Name - 10, of which: destroyed: 7, captured: 3", "Tanks (10)".
func readStatement(text string) (heading, bool) {
	h := heading{text: text, name: text, total: -1}
	before, after := text, ""
	if i := ofWhich.FindStringIndex(text); i != nil && strings.ContainsAny(text, "0123456789") {
		h.which = true
		before, after = text[:i[0]], text[i[1]:]
	}
	before = strings.TrimRight(before, " ,;")
	if !h.which {
		before = strings.TrimSuffix(before, ")")
	}
	digits := lastNumber.FindString(before)
	name := strings.TrimSpace(strings.TrimSuffix(before, digits))
	n, ok := readNumber(digits)
	if !ok || name == "" {
		h.name = strings.TrimSpace(strings.TrimSuffix(text, ":"))
		return h, false
	}
	form := byte(' ')
	switch mark, size := utf8.DecodeLastRuneInString(name); mark {
	case '(', ':':
		name, form = name[:len(name)-size], byte(mark)
	case '-', '–', '—':
		name, form = name[:len(name)-size], '-'
	}
	name = strings.TrimSpace(name)
	if name == "" || !h.which && (form == ' ' || form == '(' != strings.HasSuffix(text, ")")) {
		return h, false
	}
	h.name, h.form, h.total = name, form, n
	if after = strings.TrimSpace(after); form == '(' && h.which {
		bare, closed := strings.CutSuffix(strings.TrimRight(after, " ."), ")")
		if after = bare; !closed {
			h.odd = append(h.odd, "the bracket does not close")
		}
	}
	if h.which {
		h.readParts(after)
	}
	return h, true
}

// readParts reads "destroyed: 7, captured: 3" or "7 destroyed and 3 captured".
func (h *heading) readParts(s string) {
	for _, said := range splitParts(s) {
		var word, digits string
		if m := wordNumber.FindStringSubmatch(said); m != nil {
			word, digits = m[1], m[2]
		} else if m := numberWord.FindStringSubmatch(said); m != nil {
			word, digits = m[2], m[1]
		}
		n, ok := readNumber(digits)
		if !ok {
			h.odd = append(h.odd, "not read: "+clipped(said))
			continue
		}
		h.parts = append(h.parts, evidence.Part{Said: said, Fate: strings.TrimSpace(word), Min: &n, Max: &n})
	}
	if len(h.parts) == 0 {
		h.odd = append(h.odd, "no parts follow")
	}
}

// splitParts splits at commas that do not group digits, at semicolons and at
// "and".
func splitParts(s string) []string {
	var parts []string
	from := 0
	add := func(to, next int) {
		if part := strings.Trim(s[from:to], " .:"); part != "" {
			parts = append(parts, part)
		}
		from = next
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ';', s[i] == ',' && !groups(s, i):
			add(i, i+1)
		case strings.HasPrefix(s[i:], " and "):
			add(i, i+len(" and "))
		}
	}
	add(len(s), len(s))
	return parts
}

// groups reports whether the comma at i stands before three digits that end a
// number.
func groups(s string, i int) bool {
	end := i + 1
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return i > 0 && isDigit(s[i-1]) && end == i+4
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// readNumber reads what number matches; up to fifteen digits.
func readNumber(s string) (int64, bool) {
	if s == "" || len(s) > 20 || lastNumber.FindString(s) != s {
		return 0, false
	}
	n, err := strconv.ParseInt(ungrouped.Replace(s), 10, 64)
	return n, err == nil && n < 1e15
}
