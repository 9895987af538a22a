// Package statements is the page of what actors say to one another: calls,
// meetings, demands, promises, warnings, with who speaks for whom, to whom,
// and in whose words.
package statements

import (
	"context"
	_ "embed"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/flow"
	kinds "tallystick/link/statements"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Statements(ctx context.Context, at int64, q flow.SaidQuery) ([]flow.SpokenRecord, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many statements one page lists.
const perPage = 50

type view struct {
	Words, Side, Type, From, To string // asked after
	AsOf                        string
	Narrow                      bool
	Kinds                       []kind
	All                         int // how many there are
	Statements                  []statement
	Newer, Older                string
}

type statement struct {
	Kind     message.Text
	Speakers []party
	To       []party
	Date     message.Text
	ByReport bool         // the date is the report’s
	Verbatim string       // the speaker's own words, without quotation marks
	Reported string       // the report's words
	Told     message.Text // who tells of it, when that is not the speaker
	Hedged   bool
	Claim    string // address
	Report   string // address
}

// kind is a kind of statement that may be asked after.
type kind struct {
	Kind  kinds.Kind
	Words message.Text
}

// party is somebody who speaks or is spoken to.
type party struct {
	Name, Role, For, Side string
}

// Page lists the statements that the address asks after, the latest first.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
		v := view{Words: get("words"), Side: get("side"), Type: get("type"), From: get("from"), To: get("to"), AsOf: ask.AsOfText()}
		for _, k := range kinds.Kinds {
			v.Kinds = append(v.Kinds, kind{k, kindWords(k)})
		}
		v.Narrow = v.Words+v.Side+v.Type+v.From+v.To != ""
		if !utf8.ValidString(v.Words) || utf8.RuneCountInString(v.Words) > 200 {
			return part.Answer{}, &part.BadAsk{What: message.Say("The words searched for are too long or no text."), Write: message.Say("Write a few words, as in /statements?words=ceasefire.")}
		}
		for _, day := range []string{v.From, v.To} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return part.Answer{}, &part.BadAsk{What: message.Say("A day in the address is no date."), Write: message.Say("Write it as in /statements?from=2020-10-01&to=2020-11-30.")}
			}
		}
		first := 0
		if after := get("after"); after != "" {
			n, err := strconv.Atoi(after)
			if err != nil || n < 0 || n > 1e7 {
				return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list of statements."), Write: message.Say("Begin at the first page, without “after”.")}
			}
			first = n
		}
		found, err := lib.Statements(ask.Context(), ask.At, flow.SaidQuery{Words: v.Words, Side: v.Side, Kind: v.Type, From: v.From, To: v.To})
		if err != nil {
			return part.Answer{}, err
		}
		v.All = len(found)
		first = min(first, len(found))
		end := min(first+perPage, len(found))
		for _, s := range found[first:end] {
			v.Statements = append(v.Statements, statementOf(ask, s))
		}
		if first > 0 {
			v.Newer = ask.Link(v.address(max(0, first-perPage)))
		}
		if end < len(found) {
			v.Older = ask.Link(v.address(end))
		}
		return part.Answer{Title: message.Say("Statements"), Body: body, View: v}, nil
	}
}

func (v view) address(after int) string {
	q := url.Values{}
	for name, value := range map[string]string{"words": v.Words, "side": v.Side, "type": v.Type, "from": v.From, "to": v.To} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if after > 0 {
		q.Set("after", strconv.Itoa(after))
	}
	if len(q) == 0 {
		return "/statements"
	}
	return "/statements?" + q.Encode()
}

func statementOf(ask part.Ask, s flow.SpokenRecord) statement {
	out := statement{
		Kind: kindWords(s.Kind), Speakers: parties(s.Speakers), To: parties(s.To), Hedged: s.Hedged,
		Claim: ask.Link("/claim/" + s.Claim), Report: ask.Link("/report/" + s.Report),
	}
	switch s.Told {
	case "":
	case "narrator":
		out.Told = message.Say("the report itself")
	default:
		out.Told = message.Name(s.Told)
	}
	if s.Verbatim {
		out.Verbatim = strings.Trim(s.Words, "\"“”„‟«»‹› ")
	} else {
		out.Reported = s.Words
	}
	when := s.Published
	out.ByReport = when.Known()
	if s.When != nil && s.When.Known() {
		when, out.ByReport = *s.When, false
	}
	out.Date = part.IntervalWords(evidence.Interval{From: civil(when.From), To: civil(when.To)})
	return out
}

// civil leaves the day of a time.
func civil(s string) string { return s[:min(len(s), len(time.DateOnly))] }

func parties(list []flow.SpokenParty) []party {
	var out []party
	for _, p := range list {
		q := party{Name: p.Name, For: p.For, Side: p.Side}
		if p.Role != p.Name {
			q.Role = p.Role
		}
		out = append(out, q)
	}
	return out
}

// kindWords says a kind of statement.
func kindWords(k kinds.Kind) message.Text {
	if said, known := kindsSaid[k]; known {
		return said
	}
	return message.Verbatim(k)
}

var kindsSaid = map[kinds.Kind]message.Message{
	kinds.Call: message.Say("call"), kinds.Meeting: message.Say("meeting"), kinds.Mediation: message.Say("mediation"), kinds.Talks: message.Say("talks"),
	kinds.Agreement: message.Say("agreement [statement]"), kinds.Demand: message.Say("demand [statement]"), kinds.Promise: message.Say("promise [statement]"),
	kinds.Warning: message.Say("warning"), kinds.Threat: message.Say("threat"), kinds.Refusal: message.Say("refusal"),
}
