package message

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed words
var words embed.FS

// entry is a message in one language: a text, or forms by the CLDR's plural
// categories ("one", "few", "many", "other") or an exact number ("=0").
type entry struct {
	Text  string
	Forms map[string]string
}

// UnmarshalJSON reads a string or an object of forms.
func (e *entry) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &e.Text)
	}
	return json.Unmarshal(b, &e.Forms)
}

// catalogue reads a language's files. It panics on one that cannot be read, as
// they are part of the program.
func catalogue(code string) map[string]entry {
	all := make(map[string]entry)
	folder := path.Join("words", code)
	files, err := words.ReadDir(folder)
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		body, err := words.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			panic(err)
		}
		var entries map[string]entry
		if err := json.Unmarshal(body, &entries); err != nil {
			panic(fmt.Sprintf("web/message/words/%s/%s: %v", code, f.Name(), err))
		}
		for key, e := range entries {
			if other, twice := all[key]; twice && !reflect.DeepEqual(other, e) {
				panic(fmt.Sprintf("web/message/words/%s/%s: %q stands in another file too, with other words", code, f.Name(), key))
			}
			all[key] = e
		}
	}
	return all
}

func load(code, name string, tag language.Tag) *Language {
	l := &Language{Code: code, Name: name, plain: make(map[string]string), forms: make(map[string]*form)}
	built := catalog.NewBuilder(catalog.Fallback(tag))
	for key, e := range catalogue(code) {
		var err error
		switch {
		case e.Forms != nil:
			err = built.Set(tag, key, plural.Selectf(counted(key), "%d", cases(e.Forms)...))
		default:
			err = built.SetString(tag, key, e.Text)
			l.plain[key] = strings.ReplaceAll(e.Text, "%%", "%")
			if f := formOf(e.Text); f != nil {
				l.forms[key] = f
			}
		}
		if err != nil {
			panic(fmt.Sprintf("web/message/words/%s: %q: %v", code, key, err))
		}
	}
	l.printer = message.NewPrinter(tag, message.Catalog(built))
	return l
}

// cases lists forms as plural.Selectf takes them: exact numbers first, "other"
// last, as the first that fits is taken.
func cases(forms map[string]string) []any {
	var exact, by []any
	for _, c := range []string{"=0", "=1", "=2", "zero", "one", "two", "few", "many"} {
		if form, ok := forms[c]; ok && strings.HasPrefix(c, "=") {
			exact = append(exact, c, form)
		} else if ok {
			by = append(by, c, form)
		}
	}
	return append(append(exact, by...), "other", forms["other"])
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-zA-Z%])`)

// counted returns which argument, from 1, is the number that a key's plural
// goes by: that of its first %d. It panics on a key without one.
func counted(key string) int {
	place := 0
	for _, m := range verb.FindAllStringSubmatch(key, -1) {
		if m[2] == "%" {
			continue
		}
		place++
		if m[1] != "" {
			fmt.Sscan(m[1], &place)
		}
		if m[2] == "d" {
			return place
		}
	}
	panic(fmt.Sprintf("web/message: %q has forms and no %%d to choose them by", key))
}
