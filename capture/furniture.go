package capture

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"tallystick/evidence"
)

//go:embed furniture.tsv
var furnitureFile string

// furniture returns the list in furniture.tsv, read at the first use. The file is part of the program: one
// that cannot be read is a fault of the build, which the tests find.
var furniture = sync.OnceValue(func() wordings { return mustParseFurniture(furnitureFile) })

// wording is one way in which pages word their furniture.
type wording struct {
	id, act     string
	keys        []string
	pattern     *regexp.Regexp
	match, miss string
	place       int // in the file: of two wordings the earlier goes
}

// wordings are all of them, found by the words that they hold.
type wordings struct {
	byKey       map[string][]*wording
	datelines   []*wording
	all         []*wording
	fingerprint string
}

// longestFurniture is the length in bytes past which a block is never
// furniture: a page's own words are short, and patterns need a bound.
const longestFurniture = 600

func mustParseFurniture(file string) wordings {
	w, err := parseFurniture(file)
	if err != nil {
		panic(err)
	}
	return w
}

func parseFurniture(file string) (wordings, error) {
	w := wordings{byKey: make(map[string][]*wording), fingerprint: evidence.Hash([]byte(file))[:8]}
	for n, line := range strings.Split(file, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) != 6 {
			return w, fmt.Errorf("furniture.tsv:%d: %d columns, want id, act, keys, pattern, match, miss", n+1, len(col))
		}
		source := `^(?i:` + strings.ReplaceAll(col[3], "{month}", monthWords) + `)`
		if col[1] != "dateline" {
			source += `$`
		}
		p, err := regexp.Compile(source)
		if err != nil {
			return w, fmt.Errorf("furniture.tsv:%d: %v", n+1, err)
		}
		e := &wording{id: col[0], act: col[1], keys: strings.Split(col[2], ","), pattern: p, match: col[4], miss: col[5], place: n}
		w.all = append(w.all, e)
		if e.act == "dateline" {
			w.datelines = append(w.datelines, e)
			continue
		}
		for _, k := range e.keys {
			w.byKey[k] = append(w.byKey[k], e)
		}
	}
	return w, nil
}

// hit is furniture that was known, with the words in it that are kept.
type hit struct {
	*wording
	part map[string]string
}

// mostTried bounds how many patterns are held against one page. Pages that
// people read need a few hundred.
const mostTried = 50_000

// know tells which wording, if any, the block has. Of several the first in
// the file goes. Each pattern tried is taken off budget; with none left,
// nothing more is known.
func (w wordings) know(text string, budget *int) *hit {
	if len(text) > longestFurniture {
		return nil
	}
	var found *hit
	var tried []*wording
	for _, word := range strings.FieldsFunc(strings.ToLower(text), notKey) {
		for _, e := range w.byKey[word] {
			if found != nil && e.place > found.place || *budget <= 0 || slices.Contains(tried, e) {
				continue
			}
			*budget--
			tried = append(tried, e)
			if h := e.try(text); h != nil {
				found = h
			}
		}
	}
	return found
}

// notKey parts the words of a block: letters, figures and the copyright sign.
func notKey(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' }

// try holds the block against one wording. What a pattern cannot say is said
// here: a byline names people, a credit is short, and a box of other stories or
// the end of the text is announced by a label, not by a sentence.
func (e *wording) try(text string) *hit {
	m := e.pattern.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	h := &hit{wording: e, part: make(map[string]string)}
	for i, name := range e.pattern.SubexpNames() {
		if name != "" && m[i] != "" {
			h.part[strings.TrimRight(name, "23")] = squeeze(m[i])
		}
	}
	switch e.act {
	case "box", "end":
		if prose(text) {
			return nil
		}
	case "byline", "bio":
		if by := h.part["byline"]; by != "" || e.act == "byline" {
			if h.part["byline"] = people(by); h.part["byline"] == "" {
				return nil
			}
		}
	case "caption", "credit":
		if c := h.part["credit"]; c != "" && !credit(c) {
			return nil
		}
	}
	return h
}

// people cuts what a byline says of a person's place, post and outlet off
// their names. It gives nothing where the words are not names.
func people(s string) string {
	s = afterNames.ReplaceAllString(strings.TrimSpace(s), "")
	for _, name := range strings.FieldsFunc(strings.NewReplacer(" and ", ",", " & ", ",", ";", ",").Replace(s), func(r rune) bool { return r == ',' }) {
		words := strings.Fields(name)
		if len(words) == 0 || len(words) > 5 {
			return ""
		}
		for i, w := range words {
			first, _ := firstRune(w)
			if !unicode.IsUpper(first) && (unicode.IsLower(first) && !particle(w) || !unicode.IsLetter(first) || i == len(words)-1) && !caseless(first) {
				return ""
			}
			if strings.ContainsAny(w, "0123456789:!?/@") {
				return ""
			}
		}
	}
	return strings.Trim(s, " ,;.")
}

var afterNames = regexp.MustCompile(`(?i)\s*(?:[|•·]| [-–—] |\bin (?-i:[\p{Lu}])|\bfor (?-i:[\p{Lu}t])|,? ?(?:updated|published)\b|, (?:[\p{L} ]+ )?(?:correspondent|editor|reporter|staff|writer|news|journalist|analyst)\b).*$`)

func particle(w string) bool {
	switch strings.TrimRight(w, "-'’") {
	case "de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "al", "el", "bin", "ibn", "oğlu", "oglu", "ter", "y", "e", "dos", "del":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-")
}

// caseless reports whether the script has no capital letters.
func caseless(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// credit reports whether s may name who made a picture.
func credit(s string) bool {
	r, _ := firstRune(s)
	return (unicode.IsUpper(r) || caseless(r) || r == '@') && countWords(s, 9) < 9 && !prose(s)
}

// dateline cuts an agency's dateline off the front of a paragraph.
func (w wordings) dateline(text string) (h *hit, rest string) {
	for _, e := range w.datelines {
		if h := e.try(text); h != nil {
			return h, text[len(e.pattern.FindString(text)):]
		}
	}
	return nil, text
}
