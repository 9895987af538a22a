// Package changes is the page of two moments compared: what differs in what the
// reader may see, with the entries that made the difference.
package changes

import (
	"context"
	_ "embed"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	At(ctx context.Context, t time.Time) (int64, error)
	LastRecorded(ctx context.Context, at int64) (time.Time, error)
	Changes(ctx context.Context, from, to, before int64) (flow.Changes, error)
	LossDiff(ctx context.Context, from, to int64, q flow.LossQuery, visit func(flow.LossChange) error) (flow.LossDiff, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	From, To  end
	Before    int64 // the page shows what lies below this entry; 0 on the first
	Came      []came
	Withdrawn []withdrawn
	Claims    []section
	Incidents []incident
	Losses    *losses
	Lists     []list
	Roads     []road
	First     string // address of the first page; empty there
	Next      string // of the page before; empty on the last
}

// end is one of the moments compared.
type end struct {
	Time     time.Time // zero for a position, and for now
	Position int64
	Field    string // as the form has it
	Words    message.Text
}

// Local is the moment as a field of day and time has it.
func (e end) Local() string {
	if e.Time.IsZero() {
		return ""
	}
	return e.Time.UTC().Format("2006-01-02T15:04:05")
}

// section is claims under a heading.
type section struct {
	ID, Href string // Href leads to the page that has all of the kind
	Title    message.Text
	Claims   []claim
}

type claim struct {
	Entry    part.Number
	Line     part.Line
	Report   string // address
	Title    string
	Sentence string // empty where it says no more than the line
}

type came struct {
	Entry      part.Number
	Href       string
	Report     publish.Headline
	Claims     int
	Unreviewed int
}

type withdrawn struct {
	Entry part.Number
	Href  string
	store.Tombstone
}

type incident struct {
	Entry  part.Number
	Words  message.Text
	Line   part.IncidentLine
	Others []other // those that it was made of, or that were split from it
}

type other struct{ Href, Short string }

type list struct {
	Entry part.Number
	Href  string
	Words message.Text
	publish.Edition
}

type road struct {
	Entry part.Number
	Words message.Text
	publish.Road
}

// Page compares the moments that the address gives, or the last week of the
// ledger with its end.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		v := view{}
		get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
		var err error
		if v.To, err = read(ask, lib, get("to")); err != nil {
			return part.Answer{}, err
		}
		if get("from") == "" {
			v.From, err = weekBefore(ask, lib, v.To)
		} else {
			v.From, err = read(ask, lib, get("from"))
		}
		if err != nil {
			return part.Answer{}, err
		}
		if v.From.Position > v.To.Position {
			v.From, v.To = v.To, v.From
		}
		if before := get("before"); before != "" {
			if v.Before, err = strconv.ParseInt(before, 10, 64); err != nil || v.Before <= 0 {
				return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list of changes."), Write: message.Say("Begin at the first page, without “before”.")}
			}
		}
		if err := v.gather(ask, lib); err != nil {
			return part.Answer{}, err
		}
		return part.Answer{Title: message.Say("What changed"), Body: body, View: v}, nil
	}
}

// read reads one end of the comparison: a time, a date, a position of the log,
// or nothing for the position that the page is asked at.
func read(ask part.Ask, lib Library, s string) (end, error) {
	if s == "" {
		e := end{Time: ask.AsOf, Position: ask.At, Words: message.Say("now")}
		if !ask.AsOf.IsZero() {
			e.Words = message.Moment(ask.AsOf)
		}
		return e, nil
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 && len(s) != len("20201112") {
		n = min(n, ask.At)
		return end{Position: n, Field: s, Words: message.Say("position %s of the log", message.Verbatim(strconv.FormatInt(n, 10)))}, nil
	}
	t, err := part.ParseAsOf(s)
	if err != nil {
		return end{}, &part.BadAsk{
			What:  message.Say("A moment to be compared is no date, time or position of the log."),
			Write: message.Say("Write dates, as in /changes?from=2020-10-01&to=2020-11-01, times with their zone, or numbers of entries."),
		}
	}
	return at(ask, lib, t, s)
}

func at(ask part.Ask, lib Library, t time.Time, field string) (end, error) {
	n, err := lib.At(ask.Context(), t)
	return end{Time: t, Position: min(n, ask.At), Field: field, Words: message.Moment(t)}, err
}

// weekBefore returns the moment a week before the last entry of an end.
func weekBefore(ask part.Ask, lib Library, to end) (end, error) {
	if to.Position == 0 {
		return to, nil
	}
	last, err := lib.LastRecorded(ask.Context(), to.Position)
	if err != nil {
		return to, err
	}
	return at(ask, lib, last.Add(-7*24*time.Hour), "")
}

func (v *view) gather(ask part.Ask, lib Library) error {
	found, err := lib.Changes(ask.Context(), v.From.Position, v.To.Position, v.Before)
	if err != nil {
		return err
	}
	for _, r := range found.Came {
		v.Came = append(v.Came, came{part.NumberOf(ask, r.Entry), ask.Link("/report/" + r.ID), r.Headline, r.Claims, r.Unreviewed})
	}
	for _, w := range found.Withdrawn {
		v.Withdrawn = append(v.Withdrawn, withdrawn{part.NumberOf(ask, w.Entry), ask.Link("/report/" + w.Withdrawal.Report), w})
	}
	v.section(ask, "claims", "", message.Say("Claims"), found.Claims)
	v.section(ask, "ceasefires", "/ceasefires", message.Say("What is said of ceasefires"), found.Truces)
	v.section(ask, "access", "/access", message.Say("What is said of roads and of who holds a place"), found.Access)
	for _, i := range found.Incidents {
		v.Incidents = append(v.Incidents, incidentOf(ask, i))
	}
	for _, e := range found.Lists {
		v.Lists = append(v.Lists, list{part.NumberOf(ask, e.Entry), ask.Link("/edition/" + e.ID), stateWords(e.State), e})
	}
	for _, r := range found.Roads {
		v.Roads = append(v.Roads, road{part.NumberOf(ask, r.Entry), stateWords(r.State), r})
	}
	if v.Before == 0 {
		if v.Losses, err = lossesBetween(ask, lib, v.From, v.To); err != nil {
			return err
		}
	} else {
		v.First = ask.Link(v.address(0))
	}
	if found.Next > 0 {
		v.Next = ask.Link(v.address(found.Next))
	}
	return nil
}

// Nothing reports whether the page has nothing to tell.
func (v view) Nothing() bool {
	return len(v.Came)+len(v.Withdrawn)+len(v.Claims)+len(v.Incidents)+len(v.Lists)+len(v.Roads) == 0 && v.Losses == nil
}

// address is that of the same comparison from a place on.
func (v view) address(before int64) string {
	q := url.Values{}
	for name, e := range map[string]end{"from": v.From, "to": v.To} {
		if e.Field != "" {
			q.Set(name, e.Field)
		} else {
			q.Set(name, strconv.FormatInt(e.Position, 10)) // what comes in meanwhile is not to move the pages
		}
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return "/changes?" + q.Encode()
}

func (v *view) section(ask part.Ask, id, href string, title message.Text, found []flow.ClaimChange) {
	if len(found) == 0 {
		return
	}
	s := section{ID: id, Title: title}
	if href != "" {
		s.Href = ask.Link(href)
	}
	for _, c := range found {
		one := claim{Entry: part.NumberOf(ask, c.Entry), Line: part.NewLine(ask, 0, c.Claim), Report: ask.Link("/report/" + c.Report.ID), Title: c.Report.Title, Sentence: c.Sentence}
		if strings.TrimSpace(one.Sentence) == strings.TrimSpace(one.Line.Content) {
			one.Sentence = ""
		}
		s.Claims = append(s.Claims, one)
	}
	v.Claims = append(v.Claims, s)
}

func incidentOf(ask part.Ask, c flow.IncidentChange) incident {
	out := incident{Entry: part.NumberOf(ask, c.Entry), Line: part.NewIncidentLine(ask, c.Incident)}
	for _, id := range c.Others {
		out.Others = append(out.Others, other{ask.Link("/incident/" + id), id[:8]})
	}
	switch c.Change {
	case flow.Arose:
		out.Words = message.Say("New, of %d claims.", c.More)
	case flow.Merged:
		out.Words = message.Say("Merged, of %d incidents.", len(c.Others))
	case flow.SplitOff:
		out.Words = message.Say("Split: %d claims stand elsewhere now.", c.Fewer)
	case flow.Dissolved:
		out.Words = message.Say("Dissolved: its %d claims stand alone now.", c.Fewer)
	case flow.Grew:
		out.Words = message.Say("%d claims came in.", c.More)
	case flow.Shrank:
		out.Words = message.Say("%d claims went out.", c.Fewer)
	default:
		out.Words = message.Say("%d claims came in, %d went out.", c.More, c.Fewer)
	}
	return out
}

func stateWords(s publish.State) message.Text {
	switch s {
	case publish.Accepted:
		return message.Say("accepted")
	case publish.Rejected:
		return message.Say("rejected")
	}
	return message.Say("not reviewed")
}
