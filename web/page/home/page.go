// Package home is the front page: a conflict at a glance, as the ledger has it.
package home

import (
	"context"
	_ "embed"
	"errors"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// Library is what the page reads.
type Library interface {
	IncidentQuery(words flow.IncidentWords) (flow.IncidentQuery, error)
	Overview(ctx context.Context, at int64, q flow.OverviewQuery) (*flow.Overview, error)
	atlas.Library
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// listed is how many incidents are told in full under the map.
const listed = 8

type view struct {
	Empty    bool
	Last     time.Time
	From, To string       // of the span asked for
	Span     message.Text // in words; nil for all of the time
	All      string       // address of the page about all of the time
	Changes  []change

	Timeline  timeline
	Bars      template.HTML
	Map       template.HTML
	Incidents []part.IncidentLine
	Told      message.Text // how many incidents there are, and which of them are shown
	ListHref  string
	MapHref   string
	Contested []part.IncidentLine

	Losses []sideLosses
	Truce  *truce
	Roads  roads
}

// change is what a stretch of ledger time brought.
type change struct {
	Name, Brought message.Text
	Href          string
}

// Page shows the conflict at a glance or, where the address names days, with
// the incidents of those days.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
		asked, err := lib.IncidentQuery(flow.IncidentWords{From: get("from"), To: get("to")})
		var date *flow.DateError
		if errors.As(err, &date) {
			return part.Answer{}, &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Write dates as in /?from=2020-10-01&to=2020-10-31.")}
		}
		if err != nil {
			return part.Answer{}, err
		}
		o, err := lib.Overview(ask.Context(), ask.At, flow.OverviewQuery{From: asked.From, To: asked.To})
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Empty: o.Empty, Last: o.Last, From: asked.From, To: asked.To, All: spanHref(ask, "", "")}
		if !o.Empty {
			v.Span = spanWords(asked.From, asked.To)
			v.incidents(ask, lib, o)
			v.Losses = lossesOf(ask, o)
			v.Truce = truceOf(ask, o)
			v.Roads = roadsOf(ask, o)
			v.Changes = []change{changeOf(ask, message.Say("In the last day"), o.Day), changeOf(ask, message.Say("In the last week"), o.Week)}
		}
		return part.Answer{Title: message.Say("The conflict at a glance"), Body: body, View: v}, nil
	}
}

// incidents fills in what is told of incidents.
func (v *view) incidents(ask part.Ask, lib Library, o *flow.Overview) {
	v.Timeline = newTimeline(ask, o.Days)
	v.Bars = v.Timeline.SVG(ask, v.From, v.To)
	all := 0
	for _, d := range o.Days {
		all += d.Incidents
	}
	marks, _ := atlas.MarksOf(ask, lib, o.Incidents, "/incidents")
	for i := range marks { // one of several leads to the list of those
		if m := &marks[i]; len(m.Incidents) > 1 {
			m.Href = ask.Link(listHref("/incidents", v.From, v.To, "place", m.Places[0], "thin", "1"))
		}
	}
	if len(marks) > 0 {
		data := ask.Link(listHref("/map.json", v.From, v.To, "latest", strconv.Itoa(len(o.Incidents))))
		v.Map = atlas.Map{Label: message.Say("Map of the incidents"), Marks: marks, High: 540, Language: ask.In(), Live: atlas.LiveOf(ask, data)}.Figure(lib)
	}
	for _, i := range o.Incidents {
		if len(v.Incidents) < listed && !i.Untold() {
			v.Incidents = append(v.Incidents, part.NewIncidentLine(ask, i))
		}
	}
	for _, i := range o.Contested {
		v.Contested = append(v.Contested, part.NewIncidentLine(ask, i))
	}
	// The bars count all that is linked, so what they lead to lists all of it.
	v.ListHref = ask.Link(listHref("/incidents", v.From, v.To, "thin", "1"))
	v.MapHref = ask.Link(listHref("/map", v.From, v.To, "thin", "1"))
	switch {
	case len(o.Incidents) == 0:
	case v.Span == nil && o.More:
		v.Told = message.Say("The map shows the latest %d of %s.", len(o.Incidents), message.Say("%d incidents", all))
	case v.Span == nil:
		v.Told = message.Say("The map shows %s.", message.Say("%d incidents", all))
	case o.More:
		v.Told = message.Say("The map shows the latest %d incidents of these days; there are more.", len(o.Incidents))
	default:
		v.Told = message.Say("The map shows the %d incidents of these days.", len(o.Incidents))
	}
}

// listHref is the address of a page that lists the incidents of a span; names
// and values of other settings come in turn.
func listHref(page, from, to string, settings ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(settings); i += 2 {
		q.Set(settings[i], settings[i+1])
	}
	for name, day := range map[string]string{"from": from, "to": to} {
		if day != "" {
			q.Set(name, day)
		}
	}
	if len(q) == 0 {
		return page
	}
	return page + "?" + q.Encode()
}

// spanWords says a span of days; nil for all of the time.
func spanWords(from, to string) message.Text {
	first, noFirst := time.Parse(time.DateOnly, from)
	last, noLast := time.Parse(time.DateOnly, to)
	switch {
	case noFirst != nil && noLast != nil:
		return nil
	case noFirst != nil:
		return message.Say("until %s", message.Day(last))
	case noLast != nil:
		return message.Say("from %s", message.Day(first))
	case first.Equal(last):
		return message.Day(first)
	}
	return message.Say("%s to %s", message.Day(first), message.Day(last))
}

func changeOf(ask part.Ask, name message.Text, c flow.Change) change {
	q := url.Values{"from": {c.From.UTC().Format(time.RFC3339)}, "to": {c.To.UTC().Format(time.RFC3339)}}
	brought := message.List(message.Say("%d new reports", c.Reports), message.Say("%d claims accepted", c.Accepted), message.Say("%d incidents changed", c.Incidents))
	return change{Name: name, Brought: brought, Href: ask.Link("/changes?" + q.Encode())}
}
