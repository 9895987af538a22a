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

// atom is what is compared: a run of letters and digits, or a comma. "T-72" has
// two, "Tripoli, Lebanon" three.
type atom struct {
	text     []byte // folded
	end      int    // first byte of the word after it
	capital  bool   // opens with a capital
	capitals bool   // no small letter but a plural's s, and more than one letter or digit: "US", "2S1", "SAMs"
}

// nextAtom returns the first atom of word at or after byte i. The folded text
// is written over buf.
func nextAtom(buf []byte, word string, i int) (atom, bool) {
	for i < len(word) {
		r, n := utf8.DecodeRuneInString(word[i:])
		if r == ',' {
			return atom{text: append(buf[:0], ','), end: i + n}, true
		}
		if inAtom(r) {
			break
		}
		i += n
	}
	if i == len(word) {
		return atom{}, false
	}
	var last rune
	large, small, runes, j, ascii := 0, 0, 0, i, true
	first, _ := utf8.DecodeRuneInString(word[i:])
	text := buf[:0]
	for j < len(word) {
		r, n := rune(word[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(word[j:])
			ascii = false
		}
		if !inAtom(r) {
			break
		}
		c := byte(r)
		if unicode.IsUpper(r) {
			large++
			c += 'a' - 'A'
		} else if unicode.IsLetter(r) {
			small++
		}
		text = append(text, c)
		runes++
		last = r
		j += n
	}
	if last == 's' && large > 1 {
		small--
	}
	if !ascii {
		text = append(text[:0], Fold(word[i:j])...)
	}
	return atom{text, j, unicode.IsUpper(first), runes > 1 && large > 0 && small == 0}, true
}

func inAtom(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
