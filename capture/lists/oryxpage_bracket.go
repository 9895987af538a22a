package lists

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
)

// unit is what one bracket says of one or more units.
type unit struct {
	numbers []int
	spanned int  // of them, by "1 to 5"
	comma   bool // between numbers and status
	fated   bool // the status holds the word of a fate
	status  string
	comment string // what stands before the status: "with ZU-23 AA gun"
	odd     []string

	text   string // of the bracket
	line   int
	linked bool
	href   string
	second string // a second address
}

// readBracket reads "1, 2 and 5, with a gun, destroyed". An error says why
// numbers that stand there cannot be taken; what begins with no number has
// none.
func readBracket(s string) (unit, error) {
	u := unit{text: clean(s)}
	u.odd = unreadable(s, u.odd)
	rest := u.text
	for joint := ""; ; {
		digits := leadingDigits(rest)
		if digits == "" {
			break
		}
		if len(digits) > 7 {
			return u, fmt.Errorf("a number of %d digits", len(digits))
		}
		n, _ := strconv.Atoi(digits)
		last := len(u.numbers) - 1
		switch {
		case strings.ContainsAny(joint, "-–—") || strings.Contains(joint, "to"):
			if last < 0 || n <= u.numbers[last] {
				return u, errors.New("a range of numbers that does not ascend")
			}
			if n-u.numbers[last] >= mostRange {
				return u, fmt.Errorf("a range of %d units; no more than %d are taken as meant", n-u.numbers[last]+1, mostRange)
			}
			for i := u.numbers[last] + 1; i <= n; i++ {
				u.numbers = append(u.numbers, i)
				u.spanned++
			}
		default:
			if last >= 0 && joint == "" {
				u.odd = append(u.odd, fmt.Sprintf("no comma between %d and %d", u.numbers[last], n))
			}
			u.numbers = append(u.numbers, n)
		}
		rest = strings.TrimLeft(rest[len(digits):], " ")
		var after string
		joint, after = leadingJoint(rest)
		if leadingDigits(after) == "" {
			break
		}
		rest = after
	}
	u.readStatus(rest)
	return u, nil
}

// readStatus parts what is said of a unit's fate from what else is said.
func (u *unit) readStatus(s string) {
	s, u.comma = cutPrefix(strings.TrimSpace(s), ",")
	if s != "" && !u.comma && len(u.numbers) > 0 {
		u.odd = append(u.odd, "no comma after the number")
	}
	u.status = strings.TrimSpace(s)
	if u.fated = fated(s); !strings.Contains(s, ",") {
		return
	}
	said := strings.Split(s, ",")
	first := len(said) - 1 // of the status
	for i := range said {
		if fated(said[i]) {
			first = i
			break
		}
	}
	if !u.fated {
		u.odd = append(u.odd, "none of it is a known fate: the last of it is taken as the status")
	}
	u.status = strings.TrimSpace(strings.Join(said[first:], ","))
	u.comment = strings.TrimSpace(strings.Join(said[:first], ","))
}

func cutPrefix(s, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	return strings.TrimSpace(rest), ok
}

// fated reports whether s holds the word of a fate.
func fated(s string) bool {
	s = strings.ToLower(s)
	for _, f := range evidence.Fates {
		if strings.Contains(s, f) {
			return true
		}
	}
	return false
}

// leadingDigits returns the digits that s begins with, when they are a number
// of their own: not those of "152mm".
func leadingDigits(s string) string {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	if r, _ := utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(r) {
		return ""
	}
	return s[:i]
}

// leadingJoint returns what joins two numbers: a comma, "and", a dash.
func leadingJoint(s string) (joint, rest string) {
	rest = s
	for {
		before := rest
		rest = strings.TrimLeft(rest, " ,&/+-–—")
		for _, word := range []string{"and ", "to "} {
			rest = strings.TrimPrefix(rest, word)
		}
		if rest == before {
			return strings.TrimSpace(s[:len(s)-len(rest)]), rest
		}
	}
}

// clean folds white space, and leaves out characters that cannot be seen.
func clean(s string) string {
	if plain(s) {
		return s
	}
	if hidden(s) {
		s = strings.Map(func(r rune) rune {
			if invisible(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// plain reports whether s needs no cleaning: it has letters of ASCII with one
// space between words.
func plain(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}

// hidden reports whether s holds characters that cannot be seen.
func hidden(s string) bool { return strings.IndexFunc(s, invisible) >= 0 }

// invisible are characters that join words, turn the direction of writing or
// control a device.
func invisible(r rune) bool {
	return r >= 0x7f && unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r)
}

// isBlank reports whether s is white space only.
func isBlank(s []byte) bool { return len(bytes.TrimSpace(s)) == 0 }

// unreadable adds to odd what cannot be seen or read in s.
func unreadable(s string, odd []string) []string {
	if hidden(s) {
		odd = append(odd, "it holds characters that cannot be seen; they are left out")
	}
	if strings.ContainsRune(s, utf8.RuneError) {
		odd = append(odd, "it holds a sign for a character that was lost")
	}
	return odd
}

// separates reports whether s stands between the units of a line without
// saying anything.
func separates(s string) bool {
	return strings.Trim(s, " ,.;:&|/+·•-–—") == "" || s == "and"
}

// clipped is enough of s to know it by.
func clipped(s string) string {
	if s = strings.TrimSpace(s); len(s) > 200 {
		return strings.ToValidUTF8(s[:200], "") + "…"
	}
	return s
}
