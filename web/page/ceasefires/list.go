// Package ceasefires is the pages of truces: who announced what and when, which
// breaches each side alleges, who says that it ended. Nobody is declared the
// breaker of any.
package ceasefires

import (
	"context"
	_ "embed"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the pages read.
type Library interface {
	Ceasefires(ctx context.Context, at int64, q flow.CeasefireQuery) (flow.Ceasefires, error)
	Editions(ctx context.Context, at int64) ([]publish.Edition, error)
}

// Style is the pages' style sheet.
//
//go:embed page.css
var Style string

//go:embed list.tmpl
var listSource string

// saidSource shows claims of a truce, on both pages.
//
//go:embed said.tmpl
var saidSource string

var listBody = part.Parse(listSource + saidSource)

// perPage is how many truces that no claim speaks of one page lists.
const perPage = 60

type listView struct {
	Place, Side, From, To string // asked after
	Narrow                bool
	AsOf                  string
	Told                  []truce // that claims speak of
	Rows                  []truce // that only a register has
	All                   int     // how many of them
	First                 int     // number of the first of Rows, from 1
	Newer, Older          string
	Unclear               []unclear
	Empty                 bool
}

// List shows the truces that the address asks after, the latest first.
func List(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
		v := listView{Place: get("place"), Side: get("side"), From: get("from"), To: get("to"), AsOf: ask.AsOfText()}
		v.Narrow = v.Place+v.Side+v.From+v.To != ""
		for _, day := range []string{v.From, v.To} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return part.Answer{}, &part.BadAsk{What: message.Say("A day in the address is no date."), Write: message.Say("Write it as in /ceasefires?from=2020-10-01&to=2020-11-30.")}
			}
		}
		first := 1
		if page := get("after"); page != "" {
			n, err := strconv.Atoi(page)
			if err != nil || n < 0 || n > 1e6 {
				return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list of ceasefires."), Write: message.Say("Begin at the first page, without “after”.")}
			}
			first = n + 1
		}
		found, err := lib.Ceasefires(ask.Context(), ask.At, flow.CeasefireQuery{Place: v.Place, Side: v.Side, From: v.From, To: v.To})
		if err != nil {
			if v.Side != "" && strings.Contains(err.Error(), strconv.Quote(v.Side)) {
				return part.Answer{}, &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Write a side as a page shows it, or leave it out.")}
			}
			return part.Answer{}, err
		}
		slices.Reverse(found.Ceasefires)
		var rows []flow.Ceasefire
		for _, t := range found.Ceasefires {
			if len(t.Links) > 0 {
				v.Told = append(v.Told, newTruce(ask, t))
			} else {
				rows = append(rows, t)
			}
		}
		v.Empty = len(found.Ceasefires) == 0
		v.page(ask, rows, first)
		v.Unclear = unclearOf(ask, found, "")
		return part.Answer{Title: message.Say("Ceasefires"), Body: listBody, View: v}, nil
	}
}

// page lists one page of the truces that only a register has.
func (v *listView) page(ask part.Ask, rows []flow.Ceasefire, first int) {
	v.All, v.First = len(rows), first
	to := func(after int) string {
		q := url.Values{}
		for name, value := range map[string]string{"place": v.Place, "side": v.Side, "from": v.From, "to": v.To} {
			if value != "" {
				q.Set(name, value)
			}
		}
		if after > 0 {
			q.Set("after", strconv.Itoa(after))
		}
		if len(q) == 0 {
			return ask.Link("/ceasefires")
		}
		return ask.Link("/ceasefires?" + q.Encode())
	}
	from := min(first-1, len(rows))
	end := min(from+perPage, len(rows))
	for _, t := range rows[from:end] {
		v.Rows = append(v.Rows, newTruce(ask, t))
	}
	if from > 0 {
		v.Newer = to(max(0, from-perPage))
	}
	if end < len(rows) {
		v.Older = to(end)
	}
}
