// Package search finds claims, and with them incidents, actors, places, outlets
// and reports, by words and by what a reader knows of them.
package search

import (
	"context"
	_ "embed"
	"errors"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	SearchQuery(words flow.SearchWords) (flow.SearchQuery, error)
	Search(ctx context.Context, at int64, q flow.SearchQuery, after string, limit int) (flow.Found, error)
	Loosen(ctx context.Context, at int64, words flow.SearchWords) ([]string, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many claims one page lists.
const perPage = 25

type view struct {
	Form        form
	Wrong       message.Text // with what is asked for; nil for nothing
	Named       []named
	Claims      []part.FoundLine
	Incidents   []part.IncidentLine
	Texts       []text
	Loosen      []loosened
	First, Next string // addresses of the first page and of the next; empty at the ends
}

// Empty reports whether no claim or report was found.
func (v view) Empty() bool { return len(v.Claims)+len(v.Texts) == 0 }

type named struct {
	Kind message.Text
	Name string
	Href string
}

type text struct {
	Title message.Text
	Href  string
	Words []part.Stretch
}

var kindWords = map[string]message.Message{
	flow.NamedActor: message.Say("actor"), flow.NamedPlace: message.Say("place"), flow.NamedOutlet: message.Say("outlet"),
}

// Page shows what is found for what the address asks.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		f, err := formOf(ask)
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Form: f}
		title := message.Say("Search")
		if f.Words != "" {
			title = message.Say("Search: %s", f.Words)
		}
		if f.Asked() {
			err := v.find(ask, lib)
			if v.Wrong = wrong(err); v.Wrong == nil && err != nil {
				return part.Answer{}, err
			}
		}
		return part.Answer{Title: title, Body: body, View: v}, nil
	}
}

func (v *view) find(ask part.Ask, lib Library) error {
	q, err := lib.SearchQuery(v.Form.SearchWords)
	if err != nil {
		return err
	}
	after := ask.URL.Query().Get("after")
	found, err := lib.Search(ask.Context(), ask.At, q, after, perPage)
	if err != nil {
		return err
	}
	v.Claims = part.NewFoundLines(ask, found.Claims, q.Phrases)
	in := make(map[string]string)
	for _, i := range found.Incidents {
		v.Incidents = append(v.Incidents, part.NewIncidentLine(ask, i))
		for _, c := range i.Claims {
			in[c.ID] = i.ID
		}
	}
	for i, c := range found.Claims {
		if id := in[c.ID]; id != "" {
			v.Claims[i].Incident = ask.Link("/incident/" + id)
		}
	}
	for _, n := range found.Named {
		v.Named = append(v.Named, named{kindWords[n.Kind], n.Name, ask.Link(part.NameHref(n.Kind, n.Slug))})
	}
	for _, h := range found.Texts {
		v.Texts = append(v.Texts, text{part.ReportTitle(h.Title), ask.Link("/report/" + h.Report), part.Stretches(h.Text, q.Phrases)})
	}
	if after != "" {
		v.First = ask.Link(v.Form.address(""))
	}
	if found.More {
		v.Next = ask.Link(v.Form.address(found.Claims[len(found.Claims)-1].ID))
	}
	if !v.Empty() || after != "" {
		return nil
	}
	names, err := lib.Loosen(ask.Context(), ask.At, v.Form.SearchWords)
	if errors.Is(err, flow.ErrBroad) {
		return nil
	}
	v.Loosen = loosen(ask, v.Form, names)
	return err
}
