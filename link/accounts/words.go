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
// one; a translation is a file of the same ids and slots.
type Words struct{ text map[string]string }

// English returns the built-in words, read once. The package's tests prove
// that they load, so it panics when they do not.
var English = sync.OnceValue(func() *Words {
	w, err := readWords(tables, "messages.tsv")
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

// say fills a message: pairs are a slot's name and what goes in. What goes in
// is never searched for slots.
func (w *Words) say(id string, pairs ...string) string {
	filled := make([]string, len(pairs))
	for i, p := range pairs {
		filled[i] = p
		if i%2 == 0 {
			filled[i] = "{" + p + "}"
		}
	}
	return strings.NewReplacer(filled...).Replace(w.text[id])
}

// has reports whether there is such a message.
func (w *Words) has(id string) bool { _, ok := w.text[id]; return ok }

// list joins words as the language does: "a, b and c".
func (w *Words) list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return w.say("list.two", "a", items[0], "b", items[1])
	}
	return w.say("list.more", "a", items[0], "b", w.list(items[1:]))
}
