package units

import (
	"regexp"
	"strconv"
	"strings"

	"tallystick/lexicon"
)

// kind is words that tell a class, as they are looked for: with a space before
// and behind.
type kind struct {
	lexicon.KindWords
	spaced string
}

func newKinds(c *lexicon.Catalogue) []kind {
	kinds := make([]kind, len(c.Kinds))
	for i, k := range c.Kinds {
		kinds[i] = kind{k, " " + k.Words + " "}
	}
	return kinds
}

// kindOf returns the first row of kinds.tsv whose words a name holds.
func kindOf(name string, kinds []kind) (kind, bool) {
	name = spaced(name)
	for _, k := range kinds {
		if strings.Contains(name, k.spaced) {
			return k, true
		}
	}
	return kind{}, false
}

var notWord = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// spaced writes words in small letters with single spaces between them, before
// and behind.
func spaced(s string) string {
	return " " + strings.Trim(notWord.ReplaceAllString(lexicon.Fold(s), " "), " ") + " "
}

var (
	escape    = regexp.MustCompile(`<U\+([0-9A-Fa-f]{4})>`) // how R writes a letter that it cannot
	quotes    = strings.NewReplacer("\u00a0", " ", "‘", "'", "’", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "`", "'", "''", `"`)
	quoted    = regexp.MustCompile(`(^|[\s/(])["']+|["']+($|[\s/),:-])`)
	unknown   = regexp.MustCompile(`(?i)^\(?\s*(?:unknown|unidentified|unspecified|uknown)\s*\)?\s+|\s*\*$`)
	year      = regexp.MustCompile(`(?i)\s*(?:\b(?:obr|zr|mod|model)\b\.?|(?:обр|зр|мод)\.?)\s*((?:19|20)\d\d)\s*(?:г\.?)?|\s+\(((?:19|20)\d\d)\)$|\s+M((?:20)\d\d)\b`)
	calibre   = regexp.MustCompile(`^(?:\d{1,3}(?:[./]\d{1,3})?\s?mm)\s+`)
	purpose   = regexp.MustCompile(`\s*\((?:for|launcher for|likely|operated|sea guard|or variant)\b[^()]*(?:\([^()]*\)[^()]*)*\)?\s*$`)
	indexed   = regexp.MustCompile(`^\d{1,3}[A-Z]{1,2}\d`) // a maker's index of one part of a system: 9A310M1, 5P85S
	remainder = regexp.MustCompile(`\s*:(?:\s*\(.*)?$`)    // what a page says behind a name
)

// spellings returns a listed name without quotation marks and with its year
// written in one way, and then the same with less and less of what says only
// the class: the calibre, what a part of a system is for, words such as
// "reconnaissance UAV". The last is how the model is shown when no table has
// it.
func spellings(listed string, kinds []kind) []string {
	name := escape.ReplaceAllStringFunc(listed, func(s string) string {
		n, _ := strconv.ParseUint(s[3:7], 16, 16) // four hexadecimal digits
		return string(rune(n))
	})
	name = quotes.Replace(name)
	for quoted.MatchString(name) {
		name = quoted.ReplaceAllString(name, "$1$2")
	}
	name = strings.Join(strings.Fields(remainder.ReplaceAllString(name, "")), " ")
	if bare := unknown.ReplaceAllString(name, ""); bare != name && bare != "" {
		name = "Unknown " + bare
	}
	name = year.ReplaceAllString(name, " Obr. $1$2$3")
	if name == "" || name == "NA" {
		return nil
	}
	all := []string{name}
	add := func(shorter string) {
		if shorter = strings.TrimSpace(shorter); shorter != "" && shorter != all[len(all)-1] {
			all = append(all, shorter)
		}
	}
	add(calibre.ReplaceAllString(name, ""))
	short := all[len(all)-1]
	if indexed.MatchString(short) || !strings.Contains(short, "(for ") {
		add(purpose.ReplaceAllString(short, ""))
	}
	if strings.HasPrefix(name, "Unknown ") {
		return all
	}
	for {
		short = all[len(all)-1]
		add(withoutKind(short, kinds))
		if all[len(all)-1] == short {
			return all
		}
	}
}

// withoutKind takes words that only say the class off the end of a name that
// has a designation before them.
func withoutKind(name string, kinds []kind) string {
	low := spaced(name)
	for _, k := range kinds {
		if !k.Drop || !strings.HasSuffix(low, k.spaced) {
			continue
		}
		words := strings.Fields(name)
		for n := 1; n < len(words); n++ {
			if spaced(strings.Join(words[n:], " ")) == k.spaced {
				if rest := strings.Join(words[:n], " "); strings.ContainsAny(rest, "0123456789") || len(lexicon.ModelKey(rest)) > 3 {
					return rest
				}
			}
		}
	}
	return name
}
