package incidents

import (
	_ "embed"
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

// A word's hash says in its lowest two bits how seldom the word is: of common
// words every text has many, rare ones few texts have.
const (
	rarity     = 3
	commonWord = 1
	rareWord   = 2
)

// counts is what sharing a word of each rarity counts.
var counts = [rarity + 1]int{0, 1, 3, 3}

// content returns the hashes of the different words of content of a text in
// their order, each with its rarity.
func content(text string) []uint32 {
	var out []uint32
	for w := range strings.FieldsFuncSeq(text, notInWord) {
		low := strings.ToLower(w)
		if len(w) < 3 || everyday[low] {
			continue
		}
		root := stem(low)
		if one, ok := alikeWords[root]; ok {
			root = one
		}
		h := hash(root)&^rarity | rareWord
		if common[root] {
			h = h&^rarity | commonWord
		}
		if !slices.Contains(out, h) {
			out = append(out, h)
		}
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

// keep writes the first words of each rarity to into, the rarest first, and
// sorts them; the rest of it is 0.
func keep(words []uint32, into []uint32) {
	n := 0
	for _, seldom := range []uint32{rareWord, commonWord} {
		for _, h := range words {
			if h&rarity == seldom && n < len(into) {
				into[n] = h
				n++
			}
		}
	}
	slices.Sort(into[:n])
}

// commonest are the stems of lower-case words that many texts hold: those of one
// news article in fifty, or that stand eight times in the UD English Web
// Treebank's training part.
//
//go:embed common.txt
var commonest string

var common = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(commonest) {
		set[w] = true
	}
	return set
}()

// tellings are words that reports use for the same thing, a set a line.
//
//go:embed alike.txt
var tellings string

// alikeWords gives each stem of a set the set's first word.
var alikeWords = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(tellings) {
		set := strings.Fields(line)
		for _, w := range set {
			out[stem(w)] = set[0]
		}
	}
	return out
}()
