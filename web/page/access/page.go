// Package access is the page of roads and crossings that are said to be open,
// closed or restricted, of the settlements without an open road out by
// somebody's account, and of who is said to hold a place.
package access

import (
	"context"
	_ "embed"
	"slices"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/link/territory"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// Library is what the pages read.
type Library interface {
	Access(ctx context.Context, at int64, q flow.SaidQuery) (flow.Access, error)
	Control(ctx context.Context, at int64, q flow.SaidQuery) ([]flow.HeldPlace, error)
	Routes(ctx context.Context, at int64) ([]publish.Road, error)
	atlas.Library
}

// Style is the pages' style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

//go:embed filter.tmpl
var filterSource string

var body = part.Parse(source + filterSource)

// filter is what the address asks after.
type filter struct {
	Path                  string // of the page
	Place, Side, From, To string
	AsOf                  string
}

// Narrow reports whether anything is asked after.
func (f filter) Narrow() bool { return f.Place+f.Side+f.From+f.To != "" }

func readFilter(ask part.Ask) (filter, flow.SaidQuery, error) {
	get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
	f := filter{Path: ask.Action(ask.URL.Path), Place: get("place"), Side: get("side"), From: get("from"), To: get("to"), AsOf: ask.AsOfText()}
	for _, day := range []string{f.From, f.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return f, flow.SaidQuery{}, &part.BadAsk{What: message.Say("A day in the address is no date."), Write: message.Say("Write it as in %s.", f.Path+"?from=2020-10-01&to=2020-11-30")}
		}
	}
	return f, flow.SaidQuery{Place: f.Place, Side: f.Side, From: f.From, To: f.To}, nil
}

type view struct {
	Filter      filter
	Roads       []road
	Settlements []settlement
	Map         atlas.Fragment
	Drawn       int // roads that somebody drew
}

type road struct {
	Name      message.Text
	Others    []string // names that claims use
	Contested []message.Text
	Accounts  []account
}

// account is the latest word of one account.
type account struct {
	Who       who
	State     message.Text
	To, By    string
	Since     message.Text
	Confirmed message.Text
	Claims    []string // addresses
	Replies   []reply
}

// who gives an account.
type who struct {
	Side  string // empty for those who are none
	Words message.Text
}

// reply says that an account is wrong.
type reply struct {
	Speaker, Href string
	Who           []who
}

type settlement struct {
	Name  string
	Roads string
	Ways  []account
}

// Page shows what is said of roads.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		f, q, err := readFilter(ask)
		if err != nil {
			return part.Answer{}, err
		}
		found, err := lib.Access(ask.Context(), ask.At, q)
		if err != nil {
			return part.Answer{}, err
		}
		drawn, err := lib.Routes(ask.Context(), ask.At)
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Filter: f, Drawn: len(drawn)}
		for _, r := range found.Roads {
			v.Roads = append(v.Roads, roadOf(ask, r))
		}
		for _, s := range found.Settlements {
			shown := settlement{Name: s.Name, Roads: strings.Join(s.Roads, ", ")}
			for _, w := range s.Accounts {
				shown.Ways = append(shown.Ways, account{Who: whoOf(w.Account), State: stateWords(w.State), To: strings.Join(w.To, ", "), Since: sinceWords(w.Since), Claims: claims(ask, w.Claims)})
			}
			v.Settlements = append(v.Settlements, shown)
		}
		v.Map = draw(ask, lib, drawn, found)
		return part.Answer{Title: message.Say("Access"), Body: body, View: v}, nil
	}
}

func roadOf(ask part.Ask, r flow.Road) road {
	shown := road{Name: message.Name(r.Name), Contested: part.Remarks(r.Contested)}
	for _, name := range r.Names {
		if name != r.Name {
			shown.Others = append(shown.Others, name)
		}
	}
	for _, a := range r.Accounts {
		out := account{
			Who: whoOf(a.Account), State: stateWords(a.State), To: strings.Join(a.To, ", "), By: strings.Join(a.By, ", "),
			Since: sinceWords(a.Since), Confirmed: dayWords(a.Confirmed.Day), Claims: claims(ask, a.Claims),
		}
		for _, d := range a.Denied {
			out.Replies = append(out.Replies, reply{d.Speaker, ask.Link("/claim/" + d.Claim), whosOf(d.Accounts)})
		}
		shown.Accounts = append(shown.Accounts, out)
	}
	return shown
}

func sinceWords(day string) message.Text {
	if day == "" {
		return message.Say("not told")
	}
	return part.Day(day)
}

// dayWords says a day, nothing where there is none.
func dayWords(day string) message.Text {
	if day == "" {
		return nil
	}
	return part.Day(day)
}

// stateWords says how a road is said to be, or a settlement to be reached.
func stateWords(state string) message.Text {
	switch state {
	case territory.Denied:
		return message.Say("denies what others say")
	case territory.CutOff:
		return message.Say("no open road out")
	case territory.Open:
		return message.Say("open road out")
	case territory.Unsaid:
		return message.Say("not said of a road")
	case territory.Undrawn:
		return message.Say("no way out is drawn")
	}
	return part.AccessWords(state)
}

func whoOf(id string) who {
	switch id {
	case territory.ThirdParties:
		return who{Words: message.Say("third parties")}
	case territory.Narrators:
		return who{Words: message.Say("reports’ own voice")}
	}
	return who{Side: id, Words: message.Verbatim(id)}
}

func whosOf(ids []string) []who {
	var list []who
	for _, id := range ids {
		list = append(list, whoOf(id))
	}
	return list
}

// claims returns the addresses of claims, each once.
func claims(ask part.Ask, ids []string) []string {
	var list []string
	for _, id := range ids {
		if href := ask.Link("/claim/" + id); !slices.Contains(list, href) {
			list = append(list, href)
		}
	}
	return list
}
