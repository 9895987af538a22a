package accounts

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/lexicon"
)

//go:embed cues.tsv exhibits.tsv messages.tsv messages.ru.tsv
var tables embed.FS

// Classes of cues.tsv.
const (
	cueCumulative = "cumulative"
	cueRunning    = "running"
	cueSeveral    = "several"
	cueOwnership  = "ownership"
	cueStatement  = "statement"
)

// cuePattern is a row of cues.tsv.
type cuePattern struct {
	words []string
	class string
}

// cuePatterns reads cues.tsv, by the first word or slot. The package's tests prove that it loads, so it
// panics when it does not.
func cuePatterns() map[string][]cuePattern {
	table, err := lexicon.ReadTable(tables, "cues.tsv", "words", "class", "note")
	if err != nil {
		panic("built-in cues: " + err.Error())
	}
	out := map[string][]cuePattern{}
	for _, r := range table.Rows {
		words := strings.Fields(r.Cells[0])
		out[words[0]] = append(out[words[0]], cuePattern{words, r.Cells[1]})
	}
	return out
}

// word is a word, number or dash of a claim's content.
type word struct {
	text string // in small letters
	at   int    // byte of the content's text
}

// wordsOf cuts text into words, numbers and dashes; other signs fall away.
func wordsOf(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '-' || r == '–' || r == '—':
			out = append(out, word{"-", i})
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := i
			for end < len(text) {
				r, n := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
					break
				}
				end += n
			}
			out = append(out, word{strings.ToLower(text[i:end]), i})
			i, n = end, 0
		}
		i += n
	}
	return out
}

// cue is a pattern found in a content.
type cue struct {
	class    string
	at, end  int    // bytes of the content's text
	text     string // as it stands there
	from, to day    // of a cue that names days; zero month when it names none
}

// day is a day of some year.
type day struct{ month, day int }

// cues finds the longest pattern at each word of text, in its order.
func (t *Teller) cues(text string) []cue {
	words := wordsOf(text)
	var out []cue
	for i := 0; i < len(words); i++ {
		best, covered := cue{}, 0
		for _, p := range t.opening(words[i].text) {
			if len(p.words) <= covered {
				continue
			}
			if days, ok := t.fits(p.words, words[i:]); ok {
				covered = len(p.words)
				last := words[i+covered-1]
				best = cue{class: p.class, at: words[i].at, end: last.at + len(last.text)}
				best.text = text[best.at:best.end]
				best.from, best.to = daysOf(days)
			}
		}
		if covered > 0 {
			out = append(out, best)
			i += covered - 1
		}
	}
	return out
}

// opening returns the patterns that may begin with a word.
func (t *Teller) opening(w string) []cuePattern {
	found := t.patterns[w]
	switch {
	case t.numeral(w) > 0:
		found = slices.Concat(found, t.patterns["<d>"], t.patterns["<n>"])
	case t.calendar(w, "month") > 0:
		found = slices.Concat(found, t.patterns["<month>"])
	}
	return found
}

// fits holds a pattern against words and returns its days and months in their
// order, months as negative numbers.
func (t *Teller) fits(pattern []string, words []word) (days []int, ok bool) {
	if len(words) < len(pattern) {
		return nil, false
	}
	for i, p := range pattern {
		w := words[i].text
		switch p {
		case "<d>":
			n, err := strconv.Atoi(w)
			if err != nil || n < 1 || n > 31 {
				return nil, false
			}
			days = append(days, n)
		case "<year>":
			if n, err := strconv.Atoi(w); err != nil || n < 1900 || n > 2100 {
				return nil, false
			}
		case "<month>", "<weekday>":
			n := t.calendar(w, strings.Trim(p, "<>"))
			if n == 0 {
				return nil, false
			}
			if p == "<month>" {
				days = append(days, -n)
			}
		case "<n>":
			if n := t.numeral(w); n < 2 {
				return nil, false
			}
		default:
			if w != p {
				return nil, false
			}
		}
	}
	return days, true
}

// calendar returns the number of a month or weekday, 0 for another word.
func (t *Teller) calendar(w, class string) int { return t.times[class+" "+w] }

// numeral returns what a numeral or number word stands for, at least; 0 for
// another word.
func (t *Teller) numeral(w string) int64 {
	if n, err := strconv.ParseInt(w, 10, 32); err == nil {
		return n
	}
	return t.numbers[w]
}

// daysOf reads the days of a cue: "27 and 28 October", "30 October to 2
// November", "October 27 - 28", and the one of "since 27 September".
func daysOf(days []int) (from, to day) {
	var nums, months []int
	for _, n := range days {
		if n < 0 {
			months = append(months, -n)
		} else {
			nums = append(nums, n)
		}
	}
	if len(nums) == 0 || len(months) == 0 {
		return from, to
	}
	from = day{months[0], nums[0]}
	to = day{months[len(months)-1], nums[len(nums)-1]}
	return from, to
}
