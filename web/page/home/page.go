// Package home is the list of reports.
package home

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
	Losses(ctx context.Context, at int64, q flow.LossQuery) (flow.Losses, error)
	Incidents(ctx context.Context, at int64, q flow.IncidentQuery, cursor string, limit int) ([]flow.Incident, string, error)
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
	Losses       []losses
	LossesHref   string
	Contested    []contested // the latest of the latest incidents
}

// contested is an incident of which accounts contradict each other.
type contested struct {
	Title part.IncidentTitle
	Href  string
	Words string
	Sides []string
}

// latest is how many incidents are looked through for contested ones, and
// mostContested how many of those are shown.
const (
	latest        = 30
	mostContested = 4
)

// losses is what one list lists.
type losses struct{ List, Units, Href string }

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
		v := view{All: len(all), LossesHref: ask.Link("/losses")}
		counted, err := lib.Losses(ask.Context(), ask.At, flow.LossQuery{})
		if err != nil {
			return part.Answer{}, err
		}
		for _, l := range counted.Lists {
			v.Losses = append(v.Losses, losses{l.List, part.Thousands(int(l.Units)), ask.Link(part.LossesHref("list", l.List))})
		}
		if number == 1 {
			if v.Contested, err = contestedOf(ask, lib); err != nil {
				return part.Answer{}, err
			}
		}
		for _, l := range all[from:to] {
			v.Reports = append(v.Reports, listing{l, ask.Link("/report/" + l.ID), part.Lang(l.Language)})
		}
		if number > 1 {
			v.Newer = ask.Link(fmt.Sprintf("/?page=%d", number-1))
		}
		if to < len(all) {
			v.Older = ask.Link(fmt.Sprintf("/?page=%d", number+1))
		}
		return part.Answer{Title: message.Say("Reports"), Body: body, View: v}, nil
	}
}

func contestedOf(ask part.Ask, lib Library) ([]contested, error) {
	list, _, err := lib.Incidents(ask.Context(), ask.At, flow.IncidentQuery{}, "", latest)
	if err != nil {
		return nil, err
	}
	var found []contested
	for _, i := range list {
		line := part.NewIncidentLine(ask, i)
		if !line.Contested || len(found) == mostContested {
			continue
		}
		c := contested{Title: line.Title, Href: line.Href, Words: line.Standing}
		for _, a := range line.Accounts {
			if a.Side != "" {
				c.Sides = append(c.Sides, a.Side)
			}
		}
		found = append(found, c)
	}
	return found, nil
}

func pageNumber(s string) (int, error) {
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, &part.BadAsk{What: "The address asks for a page that cannot be", Write: "Write a number from 1 on, as in ?page=2"}
	}
	return n, nil
}
