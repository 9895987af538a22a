package lexicon

import (
	"io/fs"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Mirror exchanges the names of two sides one for one, for the mirror test: a
// reading of the exchanged text must be the same with the sides exchanged. Its
// table has a row for each form: a pair changes places with its partner, a
// canonical form is first set to it, and a kept form, which holds another but
// is nobody's of the two, stays as it is ("East Azerbaijan" lies in Iran).
type Mirror struct {
	partner, canonical substitution
}

// LoadMirror reads a mirror table. A form stands once, and a canonical form is
// set to words that the exchange changes.
func LoadMirror(fsys fs.FS, name string) (*Mirror, error) {
	t, err := ReadTable(fsys, name, "form", "partner", "class", "source", "added", "note")
	if err != nil {
		return nil, err
	}
	m := &Mirror{}
	seen := map[string]bool{}
	for _, r := range t.Rows {
		form, partner, class := t.Cell(r, "form"), t.Cell(r, "partner"), t.Cell(r, "class")
		if form == "" || partner == "" || (form == partner) != (class == "kept") {
			return nil, t.fault(r.Line, "a row needs a form and another one as its partner; a kept form is its own")
		}
		if seen[form] || class == "pair" && seen[partner] {
			return nil, t.fault(r.Line, "%q or %q stands in an earlier row", form, partner)
		}
		seen[form] = true
		switch class {
		case "pair":
			seen[partner] = true
			m.partner.set(form, partner)
			m.partner.set(partner, form)
			m.canonical.set(form, form) // whole, so that no word of it is set to something else
			m.canonical.set(partner, partner)
		case "canonical":
			m.canonical.set(form, partner)
		case "kept":
			m.partner.set(form, form)
			m.canonical.set(form, form)
		default:
			return nil, t.fault(r.Line, "class %q is none of pair, canonical and kept", class)
		}
	}
	m.partner.sort()
	m.canonical.sort()
	for _, r := range t.Rows {
		to := t.Cell(r, "partner")
		if out, _ := m.partner.apply(to); out == to && t.Cell(r, "class") != "kept" {
			return nil, t.fault(r.Line, "%q holds no form of a pair", to)
		}
	}
	return m, nil
}

// Canonical returns text with every form that has no partner set to one that
// has. Exchange what it returns, and hold the two readings together.
func (m *Mirror) Canonical(text string) string {
	out, _ := m.canonical.apply(text)
	return out
}

// Exchange returns text with the partners exchanged, and what maps a byte
// offset of text to the same place of the result. An offset inside a form goes
// to its partner's end.
func (m *Mirror) Exchange(text string) (string, func(offset int) int) {
	out, swaps := m.partner.apply(text)
	return out, func(offset int) int {
		i := sort.Search(len(swaps), func(i int) bool { return swaps[i].from > offset })
		if i == 0 {
			return offset
		}
		switch s := swaps[i-1]; {
		case offset == s.from:
			return s.to
		case offset < s.fromEnd:
			return s.toEnd
		default:
			return s.toEnd + offset - s.fromEnd
		}
	}
}

// substitution sets whole words to others, the longest form first.
type substitution struct {
	byFirst map[string][]rewrite // by the letters and digits that a form opens with
}

type rewrite struct{ form, to string }

// swap is one rewriting: bytes of the text, and of what it became.
type swap struct{ from, fromEnd, to, toEnd int }

// set adds a form, and its spelling in capitals.
func (s *substitution) set(form, to string) {
	if s.byFirst == nil {
		s.byFirst = map[string][]rewrite{}
	}
	for _, r := range []rewrite{{form, to}, {strings.ToUpper(form), strings.ToUpper(to)}} {
		first := r.form[:wordLength(r.form)]
		same := func(o rewrite) bool { return o.form == r.form }
		if !slices.ContainsFunc(s.byFirst[first], same) {
			s.byFirst[first] = append(s.byFirst[first], r)
		}
	}
}

func (s *substitution) sort() {
	for _, list := range s.byFirst {
		slices.SortStableFunc(list, func(a, b rewrite) int { return len(b.form) - len(a.form) })
	}
}

func (s *substitution) apply(text string) (string, []swap) {
	var out strings.Builder
	var swaps []swap
	for i := 0; i < len(text); {
		n := wordLength(text[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			out.WriteString(text[i : i+size])
			i += size
			continue
		}
		for _, r := range s.byFirst[text[i:i+n]] {
			if size := opensWith(text[i:], r.form); size > 0 && wordLength(text[i+size:]) == 0 {
				swaps = append(swaps, swap{i, i + size, out.Len(), out.Len() + len(r.to)})
				out.WriteString(r.to)
				i += size
				n = 0
				break
			}
		}
		out.WriteString(text[i : i+n])
		i += n
	}
	return out.String(), swaps
}

// opensWith returns how many bytes of text the form covers at its start, zero
// when it does not stand there. Its hyphens stand for any dash.
func opensWith(text, form string) int {
	n := 0
	for _, want := range form {
		r, size := utf8.DecodeRuneInString(text[n:])
		if r != want && !(want == '-' && strings.ContainsRune("‐‑–", r)) || size == 0 {
			return 0
		}
		n += size
	}
	return n
}

// wordLength returns how many bytes of letters and digits s opens with.
func wordLength(s string) int {
	for i, r := range s {
		if !inAtom(r) {
			return i
		}
	}
	return len(s)
}
