// Package outlet is the page of one outlet: its reports, with how many claims
// of each are to be seen and which other reports share its origin.
package outlet

import (
	"context"
	_ "embed"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Outlet(ctx context.Context, at int64, slug, after string, limit int) (flow.OutletView, error)
}

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many reports one page lists.
const perPage = 40

type view struct {
	Name        string
	Reports     []listing
	All         string // address of all its claims
	First, Next string // addresses of the first page and of the next; empty at the ends
}

type listing struct {
	flow.OutletReport
	Title  message.Text
	Href   string
	Lang   string
	Shared []copied
}

type copied struct {
	Title message.Text
	Href  string
}

// Page shows the outlet that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		after := ask.URL.Query().Get("after")
		if after != "" && !evidence.ValidHash(after) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list."), Write: message.Say("Begin at the first page, without “after”.")}
		}
		o, err := lib.Outlet(ask.Context(), ask.At, ask.PathValue("slug"), after, perPage)
		if err != nil {
			return part.Answer{}, err
		}
		here := part.NameHref(flow.NamedOutlet, o.Slug)
		v := view{Name: o.Name, All: ask.Link("/search?outlet=" + o.Slug)}
		if v.Name == "" {
			v.Name = o.Slug
		}
		for _, r := range o.Reports {
			l := listing{OutletReport: r, Title: part.ReportTitle(r.Title), Href: ask.Link("/report/" + r.ID), Lang: part.Lang(r.Language)}
			for _, c := range r.Copies {
				l.Shared = append(l.Shared, copied{part.ReportTitle(c.Title), ask.Link("/report/" + c.ID)})
			}
			v.Reports = append(v.Reports, l)
		}
		if after != "" {
			v.First = ask.Link(here)
		}
		if o.Next != "" {
			v.Next = ask.Link(here + "?after=" + o.Next)
		}
		return part.Answer{Title: message.Verbatim(v.Name), Body: body, View: v}, nil
	}
}
