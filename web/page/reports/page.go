// Package reports is the list of reports, the last captured first.
package reports

import (
	"context"
	_ "embed"
	"fmt"
	"strconv"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Reports(ctx context.Context, at int64) ([]flow.Listing, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many reports one page lists.
const perPage = 100

type view struct {
	Reports      []listing
	All          int    // reports, on all pages
	Newer, Older string // addresses of the pages before and after, empty at the ends
}

type listing struct {
	flow.Listing
	Href string
	Lang string
}

// Page lists the reports, the last captured first.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		number, err := pageNumber(ask.URL.Query().Get("page"))
		if err != nil {
			return part.Answer{}, err
		}
		all, err := lib.Reports(ask.Context(), ask.At)
		if err != nil {
			return part.Answer{}, err
		}
		from := min((number-1)*perPage, len(all))
		to := min(from+perPage, len(all))
		v := view{All: len(all)}
		for _, l := range all[from:to] {
			v.Reports = append(v.Reports, listing{l, ask.Link("/report/" + l.ID), part.Lang(l.Language)})
		}
		if number > 1 {
			v.Newer = ask.Link(fmt.Sprintf("/reports?page=%d", number-1))
		}
		if to < len(all) {
			v.Older = ask.Link(fmt.Sprintf("/reports?page=%d", number+1))
		}
		return part.Answer{Title: message.Say("Reports"), Body: body, View: v}, nil
	}
}

func pageNumber(s string) (int, error) {
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, &part.BadAsk{What: message.Say("The address asks for a page that cannot be."), Write: message.Say("Write a number from 1 on, as in ?page=2.")}
	}
	return n, nil
}
