package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as it is looked up: lower case, without marks, and with the
// letters that no mark explains written plainly (ə a, ı i, ł l, ø o, đ d, ß ss),
// so that "Bərdə" is found under "barda" and "Füzuli" under "fuzuli".
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch r = unicode.ToLower(r); r {
		case 'ə':
			r = 'a'
		case 'ı':
			r = 'i'
		case 'ł':
			r = 'l'
		case 'ø':
			r = 'o'
		case 'đ':
			r = 'd'
		case 'ß':
			b.WriteByte('s')
			r = 's'
		}
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// atom is a run of letters and digits: what is compared. "T-72" has two.
type atom struct {
	text       string // folded
	start, end int    // bytes of the word
	capital    bool   // opens with a capital
	capitals   bool   // no small letter but a plural's s, and more than one letter or digit: "US", "2S1", "SAMs"
}

// nextAtom returns the first atom of word at or after byte i.
func nextAtom(word string, i int) (a atom, ok bool) {
	for i < len(word) {
		r, n := utf8.DecodeRuneInString(word[i:])
		if inAtom(r) {
			break
		}
		i += n
	}
	if i == len(word) {
		return atom{}, false
	}
	first, _ := utf8.DecodeRuneInString(word[i:])
	large, small, runes, last, j := 0, 0, 0, first, i
	for j < len(word) {
		r, n := utf8.DecodeRuneInString(word[j:])
		if !inAtom(r) {
			break
		}
		if unicode.IsUpper(r) {
			large++
		} else if unicode.IsLetter(r) {
			small++
		}
		runes++
		last = r
		j += n
	}
	if last == 's' && large > 1 {
		small--
	}
	return atom{
		text:     Fold(word[i:j]),
		start:    i,
		end:      j,
		capital:  unicode.IsUpper(first),
		capitals: runes > 1 && large > 0 && small == 0,
	}, true
}

func inAtom(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
