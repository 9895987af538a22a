package units

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// fateWords finds the words of fates.tsv.
type fateWords struct {
	byWords map[string]lexicon.FateWords // by folded words with single spaces
	longest int                          // words of the longest
	single  []string                     // single words for fates, to be found with a slip in them
}

func newFateWords(c *lexicon.Catalogue) fateWords {
	f := fateWords{byWords: map[string]lexicon.FateWords{}}
	for _, row := range c.Fates {
		words := statusWords(row.Words)
		f.longest = max(f.longest, len(words))
		f.byWords[strings.Join(words, " ")] = row
		if len(words) == 1 && len(row.Fates) > 0 && utf8.RuneCountInString(words[0]) >= 6 {
			f.single = append(f.single, words[0])
		}
	}
	return f
}

// statusWords are a status's words, folded, and its commas.
func statusWords(status string) []string {
	var words []string
	for _, field := range strings.Fields(strings.ReplaceAll(lexicon.Fold(status), ",", " , ")) {
		field = strings.TrimFunc(field, func(r rune) bool { return r != ',' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if field != "" {
			words = append(words, field)
		}
	}
	return words
}

// read tells what became of a unit, in the order in which the status says it.
// "Damaged beyond economical repair" and other longest words go first; what
// stands behind "with", "by" and the like is passed over up to a comma or "and".
// A misspelt word tells no fate: what it may mean is for a person to say, and
// the unit names it. Where it stands last, nothing is told at all.
func (f fateWords) read(status string) (fates []evidence.Fate, rules []string) {
	words := statusWords(status)
	skip, slips := "", false // why words are passed over; whether the last that may tell a fate is misspelt
	for i := 0; i < len(words); {
		if words[i] == "," || words[i] == "and" && skip == lexicon.Aside {
			skip = ""
			i++
			continue
		}
		row, n, slip := f.at(words[i:])
		i += max(n, 1)
		switch {
		case n == 0:
		case slip:
			slips = true // until a word that is known follows
			rules = append(rules, "fate-misspelt:"+words[i-1])
		case row.Opens != "" && skip == "":
			skip = row.Opens
		case row.Opens == "" && skip == "":
			for _, what := range row.Fates {
				if k := len(fates) - 1; k >= 0 && fates[k].What == what {
					fates[k].Said = joined(fates[k].Said, row.Said)
					continue
				}
				fates = append(fates, evidence.Fate{What: what, Said: row.Said})
			}
			slips = false
			rules = append(rules, "fate:"+strings.ReplaceAll(row.Words, " ", "-"))
		}
	}
	if slips {
		return nil, rules
	}
	if len(fates) == 0 && len(words) > 0 {
		rules = append(rules, "fate-unknown")
	}
	return fates, rules
}

// joined puts together what was said of one fate twice over: "stripped" of
// what was captured.
func joined(a, b string) string {
	if a == "" || a == b {
		return b
	}
	if b == "" {
		return a
	}
	return a + ", " + b
}

// at returns the longest row that the words begin with and how many words it
// takes, or a single one that the first word is a slip for.
func (f fateWords) at(words []string) (row lexicon.FateWords, n int, slip bool) {
	for n = min(f.longest, len(words)); n > 0; n-- {
		if row, ok := f.byWords[strings.Join(words[:n], " ")]; ok {
			return row, n, false
		}
	}
	meant := ""
	for _, known := range f.single {
		if !misspelt(words[0], known) {
			continue
		}
		if meant != "" && !slices.Equal(f.byWords[meant].Fates, f.byWords[known].Fates) {
			return lexicon.FateWords{}, 0, false // it might be either
		}
		meant = known
	}
	if meant == "" {
		return lexicon.FateWords{}, 0, false
	}
	return f.byWords[meant], 1, true
}

// misspelt reports whether a word is a known one with one letter wrong, missing
// or too many, or one letter of it in another place: "magd" is too far from
// "damaged", "damagd" and "abanonded" are not.
func misspelt(word, known string) bool {
	a, b := []rune(word), []rune(known)
	if len(a) < 5 || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail] // where they differ
	if len(a) <= 1 && len(b) <= 1 {
		return true
	}
	return len(a) == len(b) && (slices.Equal(a[1:], b[:len(b)-1]) && a[0] == b[len(b)-1] || slices.Equal(a[:len(a)-1], b[1:]) && a[len(a)-1] == b[0])
}
