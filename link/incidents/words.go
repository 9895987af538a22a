package incidents

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hash returns the 32-bit FNV-1a hash of s, never 0.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 15 // FNV's last byte moves few high bits
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return max(h, 1)
}

func hash64(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h ^= h >> 32
	return max(h, 1)
}

// everyday are words that say nothing of which thing is spoken of: words of
// grammar, of saying, and what every report of a conflict holds.
var everyday = func() map[string]bool {
	words := `the and for that this these those with from into onto upon over under after before during since until while when where which who whom whose what why how
been being was were are have has had having not but nor yet also only just very more most much many some any all both each other another such same than then there their them they
his her its our your she him you one two three will would could should may might must can did does done about against between through within without out off down near
said says saying told tells claim claims claimed say stated reported according added statement accused accusing denied denies confirmed announced
fighting forces force military army troops attack attacks attacked conflict war clashes region village city town positions ministry defence defense official officials spokesman spokeswoman minister president
area areas side sides people civilians killed wounded dead injured including several number year month week day morning night today yesterday`
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}()

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// enough is how many words make a text that is known again, and a saying that
// is worth keeping.
const enough = 4

// whole returns how many words a text has, and a hash of them all, 0 when they
// are too few to be one and the same by more than chance.
func whole(text string) (words int, h uint32) {
	var b strings.Builder
	for w := range strings.FieldsFuncSeq(text, notInWord) {
		words++
		b.WriteString(strings.ToLower(w))
		b.WriteByte(' ')
	}
	if words < enough {
		return words, 0
	}
	return words, hash(b.String())
}

// content returns the hashes of the words of content of a text in their order.
// A word that begins with a capital or holds a digit is left out: names and
// numbers are compared as such.
func content(text string) []uint32 {
	var out []uint32
	for w := range strings.FieldsFuncSeq(text, notInWord) {
		first, _ := utf8.DecodeRuneInString(w)
		if len(w) < 3 || !unicode.IsLower(first) || everyday[w] || strings.ContainsFunc(w, unicode.IsDigit) {
			continue
		}
		out = append(out, hash(stem(w)))
	}
	return out
}

// models returns the words of a text that hold letters and digits, which is
// how weapons are named: F-16, SU-25, TB2.
func models(text string) []string {
	var out []string
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return notInWord(r) && r != '-' }) {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(first) && strings.ContainsFunc(w, unicode.IsDigit) {
			out = append(out, w)
		}
	}
	return out
}

// model folds the spellings of a name: Su-25 and SU 25 are one.
func model(name string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(name))
}

// stem takes off the commonest endings, so that "shelled" and "shelling" meet.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

// smallest writes the smallest different values of hashes to into, ascending;
// the rest of it is 0.
func smallest(hashes []uint32, into []uint32) {
	slices.Sort(hashes)
	copy(into, slices.Compact(hashes))
}

// pairs returns a hash of each two words in a row.
func pairs(words []uint32) []uint32 {
	var out []uint32
	for i := 1; i < len(words); i++ {
		h := (words[i-1]*31 + words[i]) * 0x9e3779b1
		out = append(out, max(h^h>>15, 1))
	}
	return out
}
