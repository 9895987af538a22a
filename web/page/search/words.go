package search

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// form is what the address asks for, as the form shows it.
type form struct {
	flow.SearchWords
	AsOf    string
	Stances []choice
	Types   []choice
}

type choice struct {
	Code  string
	Words message.Text
}

// longest is how long a field may be, in characters.
const longest = 200

// fields are the names of the address's fields, with where each goes.
func fields(w *flow.SearchWords) map[string]*string {
	return map[string]*string{
		"q": &w.Words, "side": &w.Side, "stance": &w.Stance, "type": &w.Type, "from": &w.From, "to": &w.To,
		"outlet": &w.Outlet, "place": &w.Place, "actor": &w.Actor, "speaker": &w.Speaker, "named": &w.Named, "origins": &w.Origins, "standing": &w.Standing,
	}
}

func formOf(ask part.Ask) (form, error) {
	f := form{AsOf: ask.AsOfText()}
	for name, to := range fields(&f.SearchWords) {
		*to = strings.TrimSpace(ask.URL.Query().Get(name))
		if !utf8.ValidString(*to) || utf8.RuneCountInString(*to) > longest {
			return f, &part.BadAsk{What: message.Say("The words searched for are too long or no text."), Write: message.Say("Write a few words, as in /search?q=ceasefire.")}
		}
	}
	for _, s := range part.Stances {
		f.Stances = append(f.Stances, choice{string(s.Stance), s.Verb})
	}
	if strings.Contains(f.Stance, ",") { // several, which a page led here with
		var words []message.Text
		for _, s := range part.Stances {
			if slices.Contains(strings.Split(f.Stance, ","), string(s.Stance)) {
				words = append(words, s.Verb)
			}
		}
		f.Stances = append(f.Stances, choice{f.Stance, message.Comma(words...)})
	}
	for _, code := range flow.EventTypes {
		f.Types = append(f.Types, choice{code, part.EventWords(code)})
	}
	return f, nil
}

// Asked reports whether anything is searched for.
func (f form) Asked() bool { return f.SearchWords != (flow.SearchWords{}) }

// Filtered reports whether anything but words is.
func (f form) Filtered() bool {
	w := f.SearchWords
	w.Words = ""
	return w != (flow.SearchWords{})
}

// address is that of the search without the fields named, from behind a claim.
func (f form) address(after string, without ...string) string {
	q := url.Values{}
	for name, value := range fields(&f.SearchWords) {
		if *value != "" {
			q.Set(name, *value)
		}
	}
	for _, name := range without {
		q.Del(name)
	}
	if after != "" {
		q.Set("after", after)
	}
	if len(q) == 0 {
		return "/search"
	}
	return "/search?" + q.Encode()
}

// labels say the fields as flow.Library.Loosen names them.
var labels = map[string]message.Message{
	"words": message.Say("the words"), "side": message.Say("the side [filter]"), "stance": message.Say("the stance [filter]"), "type": message.Say("the kind of event [filter]"),
	"from": message.Say("the first day [filter]"), "to": message.Say("the last day [filter]"), "outlet": message.Say("the outlet [filter]"), "place": message.Say("the place [filter]"),
	"actor": message.Say("the actor [filter]"), "speaker": message.Say("who speaks [filter]"), "named": message.Say("who acts or suffers [filter]"), "origins": message.Say("the number of origins [filter]"), "standing": message.Say("contested or not [filter]"),
}

// wrong says what is wrong with a search, nil when the error is of another
// kind.
func wrong(err error) message.Text {
	var phrase *flow.PhraseError
	var word *flow.WordError
	var date *flow.DateError
	switch {
	case errors.As(err, &phrase):
		switch phrase.Fault {
		case flow.OpenQuote:
			return message.Say("Nothing closes the quotation mark before “%s”. Close it, or take it out.", phrase.Word)
		case flow.OnlyNot:
			return message.Say("Every word has a minus before it, as in “%s”. Add one that must stand there.", phrase.Word)
		}
		return message.Say("There is no letter or digit in “%s”: take it out.", phrase.Word)
	case errors.As(err, &word):
		return unknown(word)
	case errors.As(err, &date):
		return message.Say("The days cannot be: write each as in 2020-10-27, the first before the last.")
	case errors.Is(err, flow.ErrBroad):
		return message.Say("Too many claims pass to look at the incident of each. Ask for a side, a place or a day as well.")
	case errors.Is(err, flow.ErrCursor):
		return message.Say("The address names no place in the list. Search again from the first page.")
	}
	return nil
}

func unknown(e *flow.WordError) message.Text {
	var said message.Text
	switch e.What {
	case "side":
		said = message.Say("No side is called “%s”.", e.Word)
	case "actor":
		said = message.Say("No side, organisation or office holder is called “%s”.", e.Word)
	case "stance":
		said = message.Say("No stance is called “%s”.", e.Word)
	case "type of event":
		said = message.Say("No kind of event is called “%s”.", e.Word)
	case "number of origins":
		return message.Say("“%s” is no number of origins: write one from 1 on.", e.Word)
	default:
		return message.Say("“%s” is neither contested nor uncontested.", e.Word)
	}
	if len(e.Near) == 0 {
		return said
	}
	return message.Joined(said, message.Verbatim(" "), message.Say("Near it: %s.", message.Names(e.Near)))
}

// loosened is a filter that may be left out, with where that leads.
type loosened struct {
	Words message.Text
	Href  string
}

func loosen(ask part.Ask, f form, names []string) []loosened {
	var list []loosened
	for _, name := range names {
		field := name
		if name == "words" {
			field = "q"
		}
		list = append(list, loosened{labels[name], ask.Link(f.address("", field))})
	}
	return list
}
