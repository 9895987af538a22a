// Package incidents is the list of what claims are held to speak of: by day,
// who says and who denies it.
package incidents

import (
	"context"
	_ "embed"
	"errors"
	"net/url"
	"strings"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	IncidentQuery(words flow.IncidentWords) (flow.IncidentQuery, error)
	Incidents(ctx context.Context, at int64, q flow.IncidentQuery, cursor string, limit int) ([]flow.Incident, string, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many incidents one page lists.
const perPage = 30

type view struct {
	Filter      filter
	Days        []day
	First, Next string // addresses of the first page and of the next; empty at the ends
}

// day is the incidents that begin on one day.
type day struct {
	Date  string // civil; empty where nobody says the day
	Words message.Text
	List  []part.IncidentLine
}

// filter is what the address asks for.
type filter struct {
	flow.IncidentWords
	Contested, Alone bool
	Thin             bool // also those of which nobody says what happened
	AsOf             string
	Types            []eventType
}

type eventType struct {
	Code  string
	Words message.Text
}

// Narrow reports whether anything is asked for but everything.
func (f filter) Narrow() bool {
	return f.IncidentWords != (flow.IncidentWords{}) || f.Contested || f.Alone || f.Thin
}

func readFilter(ask part.Ask) filter {
	get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
	f := filter{
		IncidentWords: flow.IncidentWords{Place: get("place"), From: get("from"), To: get("to"), Side: get("side"), Type: get("type")},
		Contested:     get("contested") != "", Alone: get("alone") != "", Thin: get("thin") != "", AsOf: ask.AsOfText(),
	}
	for _, code := range flow.EventTypes {
		f.Types = append(f.Types, eventType{code, part.EventWords(code)})
	}
	return f
}

// Page lists the incidents that the address asks for, the latest first.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		v := view{Filter: readFilter(ask)}
		q, err := lib.IncidentQuery(v.Filter.IncidentWords)
		if err != nil {
			return part.Answer{}, said(err)
		}
		v.Filter.add(&q)
		after := ask.URL.Query().Get("after")
		list, next, err := lib.Incidents(ask.Context(), ask.At, q, after, perPage)
		if err != nil {
			return part.Answer{}, said(err)
		}
		for _, i := range list {
			if n := len(v.Days); n == 0 || v.Days[n-1].Date != i.Holds.From {
				var words message.Text = message.Say("On a day that nobody says")
				if i.Holds.From != "" {
					words = part.DaysWords(i.Holds.From, i.Holds.From)
				}
				v.Days = append(v.Days, day{Date: i.Holds.From, Words: words})
			}
			d := &v.Days[len(v.Days)-1]
			line := part.NewIncidentLine(ask, i)
			if line.Title.When != nil && line.Title.When.In(message.English) == d.Words.In(message.English) { // it stands over it
				line.Title.When = nil
			}
			d.List = append(d.List, line)
		}
		if after != "" {
			v.First = with(ask, "")
		}
		if next != "" {
			v.Next = with(ask, next)
		}
		return part.Answer{Title: message.Say("Incidents"), Body: body, View: v}, nil
	}
}

// with returns the address of the page from another place in the list.
func with(ask part.Ask, after string) string {
	values := ask.URL.Query()
	values.Del("after")
	if after != "" {
		values.Set("after", after)
	}
	for name := range values {
		if values.Get(name) == "" {
			values.Del(name)
		}
	}
	return (&url.URL{Path: ask.Action("/incidents"), RawQuery: values.Encode()}).String()
}

// said tells errors that come of what was asked from ours.
func said(err error) error {
	var word *flow.WordError
	var date *flow.DateError
	switch {
	case errors.As(err, &word):
		return &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Write it as it stands there, or leave it empty.")}
	case errors.As(err, &date):
		return &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Write dates as in /incidents?from=2020-10-01&to=2020-10-31.")}
	case errors.Is(err, flow.ErrCursor):
		return &part.BadAsk{What: message.Say("The address names no place in the list of incidents."), Write: message.Say("Begin at the first page, without “after”.")}
	}
	return err
}
