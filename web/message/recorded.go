package message

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// remark is the form of what the rooms below say of their findings, as the
// ledger holds it in English.
type remark struct {
	key     string
	literal int // letters that are no argument's
	words   *regexp.Regexp
	numbers []bool // which arguments are whole numbers
}

// remarks are the forms of remarks, the most telling first.
var remarks = sync.OnceValue(func() []remark {
	body, err := words.ReadFile("words/en/remark.json")
	if err != nil {
		panic(err)
	}
	var known map[string]entry
	if err := json.Unmarshal(body, &known); err != nil {
		panic("web/message/words/en/remark.json: " + err.Error())
	}
	var all []remark
	for _, m := range stored {
		known[m.Key] = entry{}
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		r := remark{key: key}
		var pattern strings.Builder
		from := 0
		for _, m := range verb.FindAllStringSubmatchIndex(key, -1) {
			pattern.WriteString(regexp.QuoteMeta(key[from:m[0]]))
			r.literal += m[0] - from
			from = m[1]
			switch key[m[4]:m[5]] {
			case "%":
				pattern.WriteString("%")
				continue
			case "d":
				pattern.WriteString(`(-?[0-9]+)`)
			case "q":
				pattern.WriteString(`("(?:[^"\\]|\\.)*")`)
			default:
				pattern.WriteString(`(.+?)`)
			}
			r.numbers = append(r.numbers, key[m[4]:m[5]] == "d")
		}
		pattern.WriteString(regexp.QuoteMeta(key[from:]))
		r.literal += len(key) - from
		if r.literal < 4 { // "%s: %s" is the form of anything
			continue
		}
		r.words = regexp.MustCompile(`(?s)\A` + pattern.String() + `\z`)
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b remark) int { return cmp.Compare(b.literal, a.literal) })
	return all
})

// telling is how many letters of its own a form has at least by which a whole
// remark is known; what is put into it may be shorter.
const telling = 8

// Recorded returns the message of a remark, or of several with semicolons
// between, that the ledger holds in English words; false for words that are none
// of the rooms below.
func Recorded(english string) (Text, bool) { return recorded(english, telling) }

func recorded(english string, telling int) (Text, bool) {
	if first, rest, several := strings.Cut(english, "; "); several {
		if one, ok := recorded(first, telling); ok {
			if others, ok := recorded(rest, telling); ok {
				return Joined(one, Verbatim("; "), others), true
			}
		}
	}
	for _, r := range remarks() {
		if r.literal < telling {
			break
		}
		if found := r.words.FindStringSubmatch(english); found != nil {
			m := Message{Key: r.key}
			for i, arg := range found[1:] {
				m.Args = append(m.Args, r.argument(i, arg))
			}
			return m, true
		}
	}
	return nil, false
}

// argument is what was put into a form: a number, words in quotation marks, a
// remark, or a name.
func (r remark) argument(i int, words string) any {
	if n, err := strconv.Atoi(words); err == nil && r.numbers[i] {
		return n
	}
	if inner, err := strconv.Unquote(words); err == nil {
		return Say("“%s”", inner)
	}
	if inner, ok := recorded(words, 1); ok {
		return inner
	}
	return Name(words)
}
