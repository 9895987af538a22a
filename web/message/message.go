// Package message holds the words of the site's interface in every language
// that it speaks.
//
// The English words stand where they are used and are the key under which the
// catalogues know them, one folder a language under words, one file a page:
// plain text, or the forms that a plural needs by the number of the first %d.
// What code says to a reader is a Text, which is put into a language only when
// a page is rendered: Say("accepted by %s", name) in Go, {{t "Open the claim"}}
// or {{t .Words}} in a template. A key that English says in one way and another
// language in several ends in a note on what is meant, in brackets: "captured
// [people]". Names, quotations and codes are not words of
// the interface and are never translated.
package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"tallystick/lexicon/names"
)

// Language is a language that the interface speaks.
type Language struct {
	Code string // as in the first element of a page's address and in lang: "ru"
	Name string // in itself: "Русский"

	names   *names.Names      // of the world: nil where they are as the ledger has them
	plain   map[string]string // messages without arguments, by key
	forms   map[string]*form  // those that need no printer, by key
	printer *message.Printer  // for numbers and plurals
}

// Languages are those that the interface speaks, in the order of their codes.
// English is the language of addresses that name none.
var Languages = []*Language{English, Russian}

// English and Russian are the languages of the interface.
var (
	English = load("en", "English", language.English)
	Russian = withNames(load("ru", "Русский", language.Russian), names.Russian)
)

// ByPath splits a path of the site into its language and the path that every
// language shares: "/ru/incidents" is Russian and "/incidents".
func ByPath(path string) (*Language, string) {
	for _, l := range Languages {
		rest, found := strings.CutPrefix(path, "/"+l.Code)
		if l == English || !found || rest != "" && rest[0] != '/' {
			continue
		}
		if rest == "" {
			rest = "/"
		}
		return l, rest
	}
	return English, path
}

// Path is a path of the site in the language.
func (l *Language) Path(path string) string {
	if l == English || l == nil {
		return path
	}
	return "/" + l.Code + path
}

// Text is something that is said in a reader's language.
type Text interface{ In(l *Language) string }

// Message is a text of the catalogues with what is put into it.
type Message struct {
	Key  string
	Args []any // texts, numbers (written as the language writes them), or what is shown as it is
}

// Say returns the message of a key. The key is the English text, with verbs as
// in fmt: %d for numbers, %s for the rest.
func Say(key string, args ...any) Message { return Message{key, args} }

// In says the message.
func (m Message) In(l *Language) string { return l.Say(m.Key, m.Args...) }

// Names joins names: "Mina Sol and Jon Ray".
func Names(names []string) Text {
	items := make(list, len(names))
	for i, n := range names {
		items[i] = Name(n)
	}
	return items
}

// Verbatim is a text that is the same in every language: a name, a code, words
// of a source.
type Verbatim string

// In returns the text as it is.
func (v Verbatim) In(*Language) string { return string(v) }

// Say says the message of a key. A key that the catalogue does not know is said
// in English.
func (l *Language) Say(key string, args ...any) string {
	if len(args) == 0 {
		if said, ok := l.plain[key]; ok {
			return said
		}
		return strings.ReplaceAll(key, "%%", "%")
	}
	said := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Text); ok {
			a = t.In(l)
		}
		said[i] = a
	}
	if f := l.forms[key]; f != nil {
		if s, ok := f.say(said); ok {
			return s
		}
	}
	return l.printer.Sprintf(key, said...)
}

// T says a key or a text: what templates call "t".
func (l *Language) T(what any, args ...any) string {
	switch w := what.(type) {
	case string:
		return l.Say(w, args...)
	case Text:
		return w.In(l)
	case nil:
		return ""
	}
	panic("t takes a key or a message.Text")
}

// List joins texts: "Arlen, Brava and Corran".
func List(items ...Text) Text { return list(items) }

type list []Text

func (t list) In(l *Language) string {
	var b strings.Builder
	for i, item := range t {
		switch {
		case i > 0 && i == len(t)-1:
			b.WriteString(l.Say(" and "))
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(item.In(l))
	}
	return b.String()
}

// Comma says texts one after another, parted by commas; nil for none.
func Comma(items ...Text) Text {
	var all joined
	for i, item := range items {
		if i > 0 {
			all = append(all, Verbatim(", "))
		}
		all = append(all, item)
	}
	if all == nil {
		return nil
	}
	return all
}

// Capital says a text with a capital at its beginning.
func Capital(of Text) Text { return capital{of} }

type capital struct{ of Text }

func (t capital) In(l *Language) string {
	said := t.of.In(l)
	first, size := utf8.DecodeRuneInString(said)
	if size == 0 {
		return said
	}
	return string(unicode.ToUpper(first)) + said[size:]
}

// Joined says texts one after another, with nothing between them.
func Joined(items ...Text) Text { return joined(items) }

type joined []Text

func (t joined) In(l *Language) string {
	var b strings.Builder
	for _, item := range t {
		b.WriteString(item.In(l))
	}
	return b.String()
}
