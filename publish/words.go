package publish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a run of letters or of digits in a string. A script that puts no
// space between words has each of its letters for a word.
type word struct {
	start, end int    // bytes, marks and invisible characters behind a letter included
	folded     string // one spelling for every case, accent and encoding
}

// wordsIn cuts a string into its words, in order.
func wordsIn(s string) []word {
	var found []word
	open, last := -1, rune(0) // where the word at hand began and its last letter or digit
	end := func(at int) {
		if open >= 0 {
			found = append(found, word{open, at, fold(s[open:at])})
			open = -1
		}
	}
	for i, r := range s {
		letter := unicode.IsLetter(r)
		switch {
		case letter || unicode.IsDigit(r):
			if open >= 0 && (letter != unicode.IsLetter(last) || unspaced(r) || unspaced(last)) {
				end(i)
			}
			if open < 0 {
				open = i
			}
			last = r
		case !within(r):
			end(i)
		}
	}
	end(len(s))
	return found
}

// within reports whether a character stands inside words without being seen or
// heard as one: accents, soft hyphens, zero-width characters.
func within(r rune) bool { return r >= 0x80 && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.M, r)) }

func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// foldings are the small letters that share a capital with others.
var foldings = strings.NewReplacer("ı", "i", "ß", "ss", "ς", "σ")

// fold writes a string in small letters, without accents and without what is
// not seen.
func fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	bare := strings.Map(func(r rune) rune {
		if within(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
	return foldings.Replace(bare)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// humps cuts a word where a capital follows a small letter: "AnnaSiskin".
func humps(s string) []word {
	var found []word
	start, small := 0, false
	for i, r := range s {
		if small && unicode.IsUpper(r) {
			found = append(found, word{start, i, fold(s[start:i])})
			start = i
		}
		if !within(r) {
			small = unicode.IsLower(r)
		}
	}
	if start == 0 {
		return nil
	}
	return append(found, word{start, len(s), fold(s[start:])})
}

// signature is a person's name as it is compared: trimmed, single spaces, in
// one case.
func signature(name string) string { return strings.Join(strings.Fields(fold(name)), " ") }
