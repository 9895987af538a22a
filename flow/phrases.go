package flow

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tallystick/store"
)

// Phrases are the words of a search, folded: all of them must stand in what is
// found, side by side where they were put in quotation marks, and none of those
// behind a minus.
type Phrases struct {
	All  [][]string
	None [][]string
}

// PhraseError says what is wrong with the words of a search.
type PhraseError struct {
	Fault PhraseFault
	Word  string // that is at fault
}

// PhraseFault is a way in which the words of a search go wrong.
type PhraseFault int

// The faults.
const (
	OpenQuote PhraseFault = iota // a quotation mark that nothing closes
	OnlyNot                      // every word stands behind a minus
	NoLetters                    // a word without a letter or digit
)

func (e *PhraseError) Error() string {
	switch e.Fault {
	case OpenQuote:
		return fmt.Sprintf("nothing closes the quotation mark before %q", e.Word)
	case OnlyNot:
		return fmt.Sprintf("every word stands behind a minus, as %q does", e.Word)
	}
	return fmt.Sprintf("there is no letter or digit in %q", e.Word)
}

var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// ParsePhrases reads the words of a search: words, "words side by side" and
// -words that must not stand there. What is wrong is a PhraseError.
func ParsePhrases(asked string) (Phrases, error) {
	var p Phrases
	rest := strings.TrimSpace(quotes.Replace(asked))
	last := ""
	for rest != "" {
		word, not := strings.CutPrefix(rest, "-")
		if quoted, ok := strings.CutPrefix(word, `"`); ok {
			inside, after, closed := strings.Cut(quoted, `"`)
			if !closed {
				return p, &PhraseError{OpenQuote, strings.TrimSpace(inside)}
			}
			word, rest = inside, after
		} else {
			end := strings.IndexAny(word, " \t\n\r\"")
			if end < 0 {
				end = len(word)
			}
			word, rest = word[:end], word[end:]
		}
		rest, last = strings.TrimSpace(rest), word
		words := store.Words(word)
		switch {
		case len(words) == 0:
			return p, &PhraseError{NoLetters, word}
		case not:
			p.None = append(p.None, words)
		default:
			p.All = append(p.All, words)
		}
	}
	if len(p.All) == 0 && len(p.None) > 0 {
		return p, &PhraseError{OnlyNot, "-" + last}
	}
	return p, nil
}

// words are all that must stand there, for a store.
func (p Phrases) words() string {
	var all []string
	for _, phrase := range p.All {
		all = append(all, phrase...)
	}
	return strings.Join(all, " ")
}

// plain reports whether the words say all that is asked.
func (p Phrases) plain() bool {
	return len(p.None) == 0 && !slices.ContainsFunc(p.All, func(phrase []string) bool { return len(phrase) > 1 })
}

// in reports whether a text is as the search asks.
func (p Phrases) in(text string) bool {
	words := store.Words(text)
	stands := func(phrase []string) bool {
		for i := range len(words) - len(phrase) + 1 {
			if slices.Equal(words[i:i+len(phrase)], phrase) {
				return true
			}
		}
		return false
	}
	return !slices.ContainsFunc(p.All, func(phrase []string) bool { return !stands(phrase) }) && !slices.ContainsFunc(p.None, stands)
}

// Marks returns where in a text the words of the search stand: stretches of
// bytes, in order, none in another.
func (p Phrases) Marks(text string) [][2]int {
	type token struct {
		word     string
		from, to int
	}
	var tokens []token
	start := -1
	end := func(at int) {
		if start >= 0 {
			tokens = append(tokens, token{strings.Join(store.Words(text[start:at]), " "), start, at})
			start = -1
		}
	}
	for i, r := range text {
		switch within := unicode.IsLetter(r) || unicode.IsNumber(r) || start >= 0 && unicode.Is(unicode.Mn, r); {
		case !within:
			end(i)
		case start < 0:
			start = i
		}
	}
	end(len(text))
	var marks [][2]int
	for i := 0; i < len(tokens); i++ {
		longest := 0
		for _, phrase := range p.All {
			if n := len(phrase); n > longest && i+n <= len(tokens) && slices.EqualFunc(tokens[i:i+n], phrase, func(t token, w string) bool { return t.word == w }) {
				longest = n
			}
		}
		if longest > 0 {
			marks = append(marks, [2]int{tokens[i].from, tokens[i+longest-1].to})
			i += longest - 1
		}
	}
	return marks
}
