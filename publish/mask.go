package publish

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mask hides the names of private persons behind their roles. Its tables are
// asked once for every word of a string, however many names there are.
type mask struct {
	roles   map[string]string // label by role
	parts   map[string]string // role by a word that gives somebody away by itself
	wholes  map[string]whole  // by the first words of a full name
	stems   map[string]stem   // by what the forms of a word have in common
	inflect bool              // names take endings in the language of the text
	blank   string            // the label of somebody whose role would name them, or is not one
}

type whole struct {
	full bool // nothing is missing from the name
	role string
}

type stem struct {
	longest int // letters of the longest form
	role    string
}

// several stands for the role of a name that people of several roles bear.
const several = "\x00"

// longestName bounds the words of a name that are looked for together.
const longestName = 16

// maskOf gathers every private person whom the text or any claim of it names,
// accepted or not, under the full name and under each part of it.
func maskOf(d Dossier) *mask {
	m := &mask{
		roles: make(map[string]string), parts: make(map[string]string), wholes: make(map[string]whole), stems: make(map[string]stem),
		inflect: d.Report.Language != "" && d.Report.Language != "en", blank: "[name withheld]",
	}
	for _, a := range d.People {
		m.note(a.Name, a.Role)
	}
	for _, c := range d.Claims {
		if s := c.Claim.Source; s.Private {
			m.note(s.Name, s.Role)
		}
		if c.Claim.Event == nil {
			continue
		}
		for _, a := range slices.Concat(c.Claim.Event.Agents, c.Claim.Event.Targets) {
			if a.Private {
				m.note(a.Name, a.Role)
			}
		}
	}
	if m.finds(m.blank) {
		m.blank = "[…]"
	}
	for role := range m.roles {
		m.roles[role] = m.blank
		if role != "" && role != several && !m.finds(role) && !position(role) { // a role may repeat a name: "Siskin's mother"
			m.roles[role] = "[" + role + "]"
		}
	}
	return m
}

// note takes down one person.
func (m *mask) note(name, role string) {
	words := wordsIn(name)
	if len(words) == 0 || len(words) == 1 && utf8.RuneCountInString(words[0].folded) < 2 { // an initial is everybody's
		return
	}
	if len(words) > longestName {
		words = words[:longestName]
	}
	m.roles[role], m.roles[several] = "", ""
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.folded
		if nameLike(name[w.start:w.end], name) {
			m.notePart(w.folded, role)
		}
	}
	turned := append([]string{folded[len(folded)-1]}, folded[:len(folded)-1]...) // the surname first
	for _, order := range [][]string{folded, turned} {
		for n := range order {
			key, full := strings.Join(order[:n+1], " "), n == len(order)-1
			w := m.wholes[key]
			if full {
				w.role = same(w.full, w.role, role)
			}
			m.wholes[key] = whole{w.full || full, w.role}
		}
		if handle := strings.Join(order, ""); utf8.RuneCountInString(handle) > 4 {
			m.parts[handle] = same(m.parts[handle] != "", m.parts[handle], role)
		}
	}
}

func (m *mask) notePart(part, role string) {
	known, ok := m.parts[part]
	m.parts[part] = same(ok, known, role)
	first, _ := utf8.DecodeRuneInString(part)
	letters := []rune(part)
	n := len(letters)
	switch {
	case n < 4:
		return
	case unicode.Is(unicode.Cyrillic, first) && n == 4:
		n, letters = n+2, letters[:n-1]
	case unicode.Is(unicode.Cyrillic, first):
		n, letters = n+3, letters[:n-2]
	case m.inflect || !unicode.Is(unicode.Latin, first):
		n += 4
	default:
		return
	}
	known2, ok := m.stems[string(letters)]
	m.stems[string(letters)] = stem{max(known2.longest, n), same(ok, known2.role, role)}
}

func same(known bool, was, role string) string {
	if known && was != role {
		return several
	}
	return role
}

// nameLike reports whether a word of a name by itself gives somebody away: an
// initial or a particle does not.
func nameLike(word, name string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	lower := unicode.IsLower(first) && strings.ToLower(name) != name
	return unicode.IsLetter(first) && utf8.RuneCountInString(word) > 2 && !lower && !particles[fold(word)]
}

var particles = map[string]bool{
	"the": true, "and": true, "for": true, "van": true, "von": true, "der": true, "den": true, "del": true, "bin": true, "ibn": true, "ben": true,
	"abu": true, "bint": true, "oglu": true, "oghlu": true, "qizi": true, "kizi": true, "mrs": true,
}

// role returns the role behind a word in any of its forms.
func (m *mask) role(folded string) (string, bool) {
	if role, ok := m.parts[folded]; ok {
		return role, true
	}
	for _, ending := range []string{"s", "es"} {
		if base, cut := strings.CutSuffix(folded, ending); cut && len(base) >= 4 {
			if role, ok := m.parts[base]; ok {
				return role, true
			}
		}
	}
	if len(m.stems) == 0 {
		return "", false
	}
	n := utf8.RuneCountInString(folded)
	for at, left := len(folded), n; left >= 3 && left >= n-5; left-- {
		if s, ok := m.stems[folded[:at]]; ok && n <= s.longest {
			return s.role, true
		}
		_, size := utf8.DecodeLastRuneInString(folded[:at])
		at -= size
	}
	return "", false
}

// scan calls hit for each name in a string, in order, until hit says to stop.
func (m *mask) scan(s string, hit func(start, end int, role string) bool) {
	if len(m.parts) == 0 && len(m.wholes) == 0 {
		return
	}
	words := wordsIn(s)
	for i := 0; i < len(words); {
		if n, role := m.matched(s, words[i:]); n > 0 {
			if !hit(words[i].start, words[i+n-1].end, role) {
				return
			}
			i += n
			continue
		}
		at := words[i].start
		for _, h := range humps(s[at:words[i].end]) {
			if role, ok := m.role(h.folded); ok && !hit(at+h.start, at+h.end, role) {
				return
			}
		}
		i++
	}
}

// matched returns how many words, from the first on, are a name, and whose.
func (m *mask) matched(s string, words []word) (n int, role string) {
	key := ""
	for i, w := range words {
		if i > 0 {
			if words[i].start-words[i-1].end > 6 {
				break
			}
			key += " "
		}
		key += w.folded
		known, ok := m.wholes[key]
		if !ok {
			break
		}
		if known.full {
			n, role = i+1, known.role
		}
	}
	if n > 0 {
		return n, role
	}
	if role, ok := m.role(words[0].folded); ok {
		return 1, role
	}
	joined := words[0].folded
	for i := 1; i < len(words) && i < longestName && broken(s[words[i-1].end:words[i].start]); i++ {
		joined += words[i].folded
		if role, ok := m.role(joined); ok {
			return i + 1, role
		}
	}
	return 0, ""
}

// broken reports whether what stands between two words is the break of one: a
// hyphen or the end of a line.
func broken(gap string) bool {
	return len(gap) <= 6 && strings.ContainsFunc(gap, func(r rune) bool { return r == '\n' || unicode.Is(unicode.Pd, r) }) &&
		!strings.ContainsFunc(gap, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Pd, r) })
}

// finds reports whether a string names a private person.
func (m *mask) finds(s string) bool {
	found := false
	m.scan(s, func(int, int, string) bool { found = true; return false })
	return found
}

// hide writes roles where a string has names. Names that stand side by side
// and have one role become one.
func (m *mask) hide(s string) string {
	var out strings.Builder
	done, last := 0, ""
	m.scan(s, func(start, end int, role string) bool {
		label := m.roles[role]
		if last != label || strings.Trim(s[done:start], " \n\t\u00a0-‐‑_.") != "" {
			out.WriteString(s[done:start])
			out.WriteString(label)
		}
		done, last = end, label
		return true
	})
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}
