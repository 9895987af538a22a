package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/lexicon"
)

// kind is what sort of token a word is.
type kind uint8

const (
	letters    kind = iota // a word, with its inner hyphens, dots and apostrophes
	digits                 // a number, with its separators and what is glued to it
	possessive             // 's, or the apostrophe after a plural
	mark                   // one punctuation mark or symbol
	address                // a web address
)

// word is one token of the text.
type word struct {
	start, end int             // bytes of the text
	low        string          // lower case, apostrophes straight
	senses     *lexicon.Senses // what the frames say of it
	spelling   *spelling       // what else is known of it alone
	classes
	kind    kind
	capital bool // begins with an upper-case letter
	shout   bool // holds no lower-case letter and two or more upper-case ones
	people  bool // an adjective made from the name of a country or people
	lines   int8 // line ends before it: 0, 1, or 2 for a new paragraph
}

// words cuts text into tokens. It looks at each byte a bounded number of times.
// Without a lexicon, which may be nil, no word has senses.
func words(text string, lex *lexicon.Lexicon) []word {
	known := spellingsFor(lex)
	defer known.release()
	ws := make([]word, 0, len(text)/9*2)
	lines := int8(2)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			if r == '\n' && lines < 2 {
				lines++
			}
			i += size
			continue
		}
		w := word{start: i, lines: lines}
		lines = 0
		if strings.HasPrefix(text[i:], "''") || strings.HasPrefix(text[i:], "``") {
			w.kind, w.end = mark, i+2 // typewriter quotation marks
			w.spell(known.of(`"`))
			ws = append(ws, w)
			i += 2
			continue
		}
		w.kind, w.end = token(text, i, r, size)
		w.spell(known.of(text[w.start:w.end]))
		// A full stop after a word belongs to it when the word is an
		// abbreviation; sentences decides whether it ends a sentence as well.
		if w.kind == letters && w.end < len(text) && text[w.end] == '.' && abbreviation(w.low, w.capital, w.end-w.start) {
			w.end++
			w.spell(known.of(text[w.start:w.end]))
		}
		ws = append(ws, w)
		i = w.end
	}
	wraps(ws)
	return ws
}

func (w *word) spell(s *spelling) {
	w.low, w.senses, w.classes, w.capital, w.shout, w.spelling = s.low, s.senses, s.classes, s.capital, s.shout, s
}

// token returns the kind and the end of the token that starts at i with r.
func token(text string, i int, r rune, size int) (kind, int) {
	switch {
	case r == 'h' && (strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://")):
		return address, addressEnd(text, i)
	case r == '@' || r == '#':
		if end := glued(text, i+size); end > i+size {
			return letters, end
		}
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letters, glued(text, i)
	case unicode.IsDigit(r):
		return digits, numberEnd(text, i)
	case r == '\'' || r == '’':
		if n := possessiveSize(text, i, size); n > 0 {
			return possessive, i + n
		}
	}
	return mark, i + size
}

func addressEnd(text string, i int) int {
	end := i
	for end < len(text) && text[end] > ' ' && !strings.ContainsRune(`"<>`, rune(text[end])) && !strings.HasPrefix(text[end:], "”") {
		end++
	}
	for end > i && strings.ContainsRune(".,;:!?)'", rune(text[end-1])) {
		end--
	}
	return end
}

// glued returns the end of a word: letters, digits and marks, with hyphens,
// apostrophes, dots and ampersands that stand between two letters or digits.
func glued(text string, i int) int {
	for i < len(text) {
		if c := text[i]; 'a' <= c && c <= 'z' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' {
			i += size
			continue
		}
		if !strings.ContainsRune("-‐‑'’.&", r) || i+size >= len(text) {
			return i
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		if !unicode.IsLetter(next) && !(unicode.IsDigit(next) && r != '.') {
			return i
		}
		if (r == '\'' || r == '’') && possessiveSize(text, i, size) > 0 {
			return i
		}
		// A dot joins single letters ("U.S") and the parts of a host name,
		// never two sentences that lack a space.
		if r == '.' && unicode.IsUpper(next) && !singleBefore(text, i) {
			return i
		}
		i += size
	}
	return i
}

// singleBefore reports whether exactly one letter stands before i.
func singleBefore(text string, i int) bool {
	_, size := utf8.DecodeLastRuneInString(text[:i])
	before, _ := utf8.DecodeLastRuneInString(text[:i-size])
	return !unicode.IsLetter(before)
}

// possessiveSize returns the length of 's at i when a word ends there and
// nothing but the s follows.
func possessiveSize(text string, i, size int) int {
	if i == 0 || i+size >= len(text) || text[i+size] != 's' && text[i+size] != 'S' {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+size+1:])
	if !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != '.' || unicode.IsLetter(after) || unicode.IsDigit(after) {
		return 0
	}
	return size + 1
}

// numberEnd returns the end of a number: digits with separators inside, and
// the letters or hyphens glued to it ("1.5million", "550th", "122mm").
func numberEnd(text string, i int) int {
	for i < len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			i++
		case (c == ',' || c == '.' || c == ':') && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
			i++
		default:
			return glued(text, i)
		}
	}
	return i
}

// abbreviations that take a full stop; whatever else holds a dot or is a
// single capital letter is one too.
var abbreviations = set("mr mrs ms dr prof gen lt maj col capt cpl sgt brig adm cmdr rep sen gov hon rev st jr sr co corp inc ltd vs etc nos approx est jan feb mar apr jun jul aug sep sept oct nov dec mt ft")

func abbreviation(low string, capital bool, size int) bool {
	if strings.Contains(low, ".") {
		return !strings.Contains(low, "@") && len(low) <= 8
	}
	if capital && size == 1 {
		return low != "i"
	}
	return abbreviations[low] && (capital || low == "vs" || low == "etc" || low == "approx" || low == "est")
}

// lower returns s in lower case with straight apostrophes and hyphens, whether
// it begins with a capital, and whether it is written in capitals.
func lower(s string) (low string, capital, shout bool) {
	upper, under, plain := 0, 0, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
			capital = capital || i == 0
		case c >= 'a' && c <= 'z':
			under++
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	if plain {
		if upper == 0 {
			return s, false, false
		}
		return strings.ToLower(s), capital, upper > 1 && under == 0
	}
	upper, under = 0, 0
	low = strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case r == '‐' || r == '‑':
			return '-'
		case unicode.IsUpper(r):
			upper++
			return unicode.ToLower(r)
		case unicode.IsLower(r):
			under++
		}
		return r
	}, s)
	first, _ := utf8.DecodeRuneInString(s)
	return low, unicode.IsUpper(first), upper > 1 && under == 0
}

// set makes a set of the words in list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
