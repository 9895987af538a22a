// Package names is the lists of actors, places and outlets that claims name,
// each in alphabetical order.
package names

import (
	"context"
	_ "embed"
	"net/url"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the pages read.
type Library interface {
	Actors(ctx context.Context, at int64) ([]flow.Named, error)
	NamedPlaces(ctx context.Context, at int64, after string, limit int) (list []flow.Named, next string, err error)
	Outlets(ctx context.Context, at int64, after string, limit int) (list []flow.Named, next string, err error)
}

// Style is the style sheet of lists of names.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many names one page lists.
const perPage = 150

type view struct {
	Title       message.Text
	About       message.Text
	Names       []name
	First, Next string
}

type name struct{ Name, Href string }

// Actors lists sides, organisations and office holders by name.
func Actors(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		list, err := lib.Actors(ask.Context(), ask.At)
		if err != nil {
			return part.Answer{}, err
		}
		return page(ask, "/actors", "", list, message.Say("Actors"), message.Say("Sides, organisations and office holders whom claims here name, in alphabetical order. Private persons have no page."))
	}
}

// Places lists places by name.
func Places(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		list, next, err := lib.NamedPlaces(ask.Context(), ask.At, ask.URL.Query().Get("after"), perPage)
		if err != nil {
			return part.Answer{}, err
		}
		return page(ask, "/places", next, list, message.Say("Places"), message.Say("Places that claims here name, in alphabetical order. A place is found under every name that a side uses for it."))
	}
}

// Outlets lists outlets by name.
func Outlets(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		list, next, err := lib.Outlets(ask.Context(), ask.At, ask.URL.Query().Get("after"), perPage)
		if err != nil {
			return part.Answer{}, err
		}
		return page(ask, "/outlets", next, list, message.Say("Outlets"), message.Say("Who printed or sent out the reports here, in alphabetical order. An outlet is not the source of what it prints."))
	}
}

func page(ask part.Ask, path, next string, list []flow.Named, title, about message.Text) (part.Answer, error) {
	v := view{Title: title, About: about}
	for _, n := range list {
		v.Names = append(v.Names, name{n.Name, ask.Link(part.NameHref(n.Kind, n.Slug))})
	}
	if ask.URL.Query().Get("after") != "" {
		v.First = ask.Link(path)
	}
	if next != "" {
		v.Next = ask.Link(path + "?after=" + url.QueryEscape(next))
	}
	return part.Answer{Title: title, Body: body, View: v}, nil
}
