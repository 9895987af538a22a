package accounts

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tallystick/lexicon"
)

// Words are the sentences of one language, by id. messages.tsv is the English
// one; a translation is a file of the same ids and slots, as messages.ru.tsv.
type Words struct {
	text map[string]string
	name func(string) string // what the language calls what the lexicon names; nil where as English does
	many func(string) bool   // a name is a plural in it
}

// Naming returns the words with the names of a language of its own: what it
// calls what the lexicon names, and which of those are plurals in it.
func (w *Words) Naming(name func(string) string, many func(string) bool) *Words {
	return &Words{w.text, name, many}
}

// English returns the built-in words, read once. The package's tests prove
// that they load, so it panics when they do not.
var English = sync.OnceValue(func() *Words {
	w, err := readWords(tables, "messages.tsv")
	if err != nil {
		panic("built-in messages: " + err.Error())
	}
	return w
})

// Russian returns the built-in Russian words, read once.
var Russian = sync.OnceValue(func() *Words {
	w, err := ReadWords(tables, "messages.ru.tsv")
	if err != nil {
		panic("built-in messages: " + err.Error())
	}
	return w
})

// ReadWords reads a translation. An error joins the messages that it lacks and
// those whose slots are not the English ones.
func ReadWords(fsys fs.FS, name string) (*Words, error) {
	w, err := readWords(fsys, name)
	if err != nil {
		return nil, err
	}
	var faults []error
	for id, english := range English().text {
		text, ok := w.text[id]
		switch {
		case !ok:
			faults = append(faults, fmt.Errorf("%s: no message %q", name, id))
		case !slices.Equal(slots(text), slots(english)):
			faults = append(faults, fmt.Errorf("%s: message %q has the slots %v; write %v", name, id, slots(text), slots(english)))
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return w, errors.Join(faults...)
}

func readWords(fsys fs.FS, name string) (*Words, error) {
	table, err := lexicon.ReadTable(fsys, name, "id", "text", "note")
	if err != nil {
		return nil, err
	}
	w := &Words{text: make(map[string]string, len(table.Rows))}
	for _, r := range table.Rows {
		if _, twice := w.text[r.Cells[0]]; twice {
			return nil, fmt.Errorf("%s:%d: message %q stands twice", name, r.Line, r.Cells[0])
		}
		w.text[r.Cells[0]] = r.Cells[1]
	}
	return w, nil
}

var slotForm = regexp.MustCompile(`\{[a-z]+\}`)

// slots returns the slots of a message, each once, in alphabetical order.
func slots(text string) []string {
	found := slotForm.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Phrase is a sentence or a part of one: a message and what goes into its
// slots, so that it can be told in any language. Beside others, as text and as
// JSON it is its English words.
type Phrase struct {
	id    string // of the message; empty for words that are the same in every language
	words string // those words
	slots []slot
}

type slot struct {
	name string
	in   Phrase
}

// plain is a phrase of words that are the same in every language: a name, words
// of a claim. Who is private is called so in the language of the phrase.
func plain(words string) Phrase {
	if words == private() {
		return say("private")
	}
	return Phrase{words: words}
}

// private is what a private person is called whose role is not said.
var private = sync.OnceValue(func() string { return English().text["private"] })

// say is the phrase of a message: pairs are a slot's name and what goes in, a
// string or a Phrase.
func say(id string, pairs ...any) Phrase {
	p := Phrase{id: id}
	for i := 0; i+1 < len(pairs); i += 2 {
		in, ok := pairs[i+1].(Phrase)
		if !ok {
			in = plain(pairs[i+1].(string))
		}
		p.slots = append(p.slots, slot{pairs[i].(string), in})
	}
	return p
}

// In tells the phrase in words. What goes into a slot is never searched for
// slots.
func (p Phrase) In(w *Words) string {
	if p.id == "" {
		if w.name != nil {
			return w.name(p.words)
		}
		return p.words
	}
	id := p.id
	if w.many != nil && len(p.slots) > 0 && p.slots[0].name == "name" && w.many(p.slots[0].in.words) {
		id = strings.Replace(id, "side.", "many.", 1)
		if id == "denied.said" {
			id = "denied.saidmany"
		}
	}
	var b strings.Builder
	for text := w.text[id]; text != ""; {
		before, behind, open := strings.Cut(text, "{")
		b.WriteString(before)
		if !open {
			break
		}
		name, rest, closed := strings.Cut(behind, "}")
		i := slices.IndexFunc(p.slots, func(s slot) bool { return s.name == name })
		if !closed || i < 0 {
			b.WriteByte('{')
			text = behind
			continue
		}
		b.WriteString(p.slots[i].in.In(w))
		text = rest
	}
	return strings.TrimRight(b.String(), " ")
}

// String is the phrase in English.
func (p Phrase) String() string { return p.In(English()) }

// MarshalText writes the phrase in English.
func (p Phrase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote, as words of no message.
func (p *Phrase) UnmarshalText(b []byte) error {
	*p = Phrase{words: string(b)}
	return nil
}

// Equal reports whether two phrases tell the same.
func (p Phrase) Equal(q Phrase) bool { return p.String() == q.String() }

// IsZero reports whether the phrase says nothing.
func (p Phrase) IsZero() bool { return p.id == "" && p.words == "" }

// Behind tells phrases one behind the other.
func Behind(w *Words, phrases []Phrase) string {
	told := make([]string, len(phrases))
	for i, p := range phrases {
		told[i] = p.In(w)
	}
	return strings.Join(told, "; ")
}

// has reports whether there is such a message.
func has(id string) bool { _, ok := English().text[id]; return ok }

// list joins phrases as a language does: "a, b and c".
func list(items []Phrase) Phrase {
	switch len(items) {
	case 0:
		return Phrase{}
	case 1:
		return items[0]
	case 2:
		return say("list.two", "a", items[0], "b", items[1])
	}
	return say("list.more", "a", items[0], "b", list(items[1:]))
}
