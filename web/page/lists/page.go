// Package lists is the page of the lists of losses and series of totals that
// were imported, with their editions.
package lists

import (
	"cmp"
	"context"
	_ "embed"
	"slices"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Editions(ctx context.Context, at int64) ([]publish.Edition, error)
	Losses(ctx context.Context, at int64, q flow.LossQuery) (flow.Losses, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct{ Lists []list }

// list is one list with its editions, the newest first.
type list struct {
	Name     string
	Format   string
	Units    int    // counted now; empty for none
	Href     string // of its losses
	Editions []edition
}

type edition struct {
	publish.Edition
	Href, Totals string
	State        part.State
}

// Page lists the editions by list.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		editions, err := lib.Editions(ask.Context(), ask.At)
		if err != nil {
			return part.Answer{}, err
		}
		losses, err := lib.Losses(ask.Context(), ask.At, flow.LossQuery{})
		if err != nil {
			return part.Answer{}, err
		}
		counted := make(map[string]int)
		for _, l := range losses.Lists {
			counted[l.List] = int(l.Units)
		}
		var v view
		for _, e := range editions {
			name := e.Edition.List
			i := slices.IndexFunc(v.Lists, func(l list) bool { return l.Name == name })
			if i < 0 {
				i = len(v.Lists)
				v.Lists = append(v.Lists, list{Name: name, Format: e.Edition.Format, Units: counted[name], Href: ask.Link(part.LossesHref("list", name))})
			}
			shown := edition{
				Edition: e, Href: ask.Link("/edition/" + e.ID), State: part.EditionState(e),
			}
			if e.Edition.Tallies > 0 && e.Edition.Units > 0 {
				shown.Totals = ask.Link("/reconciliation/" + e.ID)
			}
			v.Lists[i].Editions = append(v.Lists[i].Editions, shown)
		}
		slices.SortFunc(v.Lists, func(a, b list) int { return cmp.Compare(a.Name, b.Name) })
		return part.Answer{Title: message.Say("Lists"), Body: body, View: v}, nil
	}
}
