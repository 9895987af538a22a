package units

import (
	"strings"
	"unicode"

	"tallystick/lexicon"
)

// model is what a name tells.
type model struct {
	name   string
	class  string
	words  string // the class that words of the name tell, whatever the model's is
	origin string
	family string
	rules  []string
}

// models finds models by their names' keys.
type models struct {
	all   []lexicon.Model
	byKey map[string]int
}

func newModels(c *lexicon.Catalogue) models {
	m := models{c.Models, make(map[string]int, 2*len(c.Models))}
	for i, one := range c.Models {
		for _, name := range append([]string{one.Name}, one.Also...) {
			m.byKey[lexicon.ModelKey(name)] = i
		}
	}
	return m
}

// resolve reads a name. The table's name of the model goes before the listed
// one; the class is the model's, else that of words in the name, else that of
// the model that the name begins with.
func (m models) resolve(listed string, kinds []kind) model {
	names := spellings(listed, kinds)
	if len(names) == 0 {
		return model{}
	}
	k, ok := kindOf(names[0], kinds)
	for _, name := range names {
		if i, known := m.byKey[lexicon.ModelKey(name)]; known {
			one := m.all[i]
			return model{name: one.Name, class: one.Class, words: k.Class, origin: one.Origin, family: m.family(one.Name, one.Class), rules: []string{"model:" + id(one.Name)}}
		}
	}
	out := model{name: names[len(names)-1], words: k.Class}
	base, based := m.begins(out.name)
	if based {
		out.origin, out.family = m.all[base].Origin, m.family(out.name, m.all[base].Class)
	}
	switch {
	case ok && (!k.Last || !based):
		out.class, out.rules = k.Class, []string{"kind:" + k.Words}
	case based:
		out.class, out.rules = m.all[base].Class, []string{"model-family:" + id(m.all[base].Name)}
	}
	return out
}

// begins returns the model with the longest name that a name begins with:
// T-72B for "T-72B Super", but not T-7 for T-72.
func (m models) begins(name string) (int, bool) {
	key, ends := wordEnds(name)
	for i := len(ends) - 1; i >= 0; i-- {
		if found, ok := m.byKey[key[:ends[i]]]; ok {
			return found, true
		}
	}
	return 0, false
}

// family returns the model with the shortest name that a model's name begins
// with, of the same class: T-72 for T-72B3. It is the model itself when there
// is no other.
func (m models) family(name, class string) string {
	key, ends := wordEnds(name)
	for _, end := range ends {
		if i, ok := m.byKey[key[:end]]; ok && m.all[i].Class == class {
			return m.all[i].Name
		}
	}
	return name
}

// wordEnds returns a name's key and where words end in it, or letters meet
// digits, from the third byte on: no model is named by less.
func wordEnds(name string) (key string, ends []int) {
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		word = lexicon.ModelKey(word)
		for i := 1; i <= len(word); i++ {
			if end := len(key) + i; end > 2 && (i == len(word) || digit(word[i-1]) != digit(word[i])) {
				ends = append(ends, end)
			}
		}
		key += word
	}
	return key, ends
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func id(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }
