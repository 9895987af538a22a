// Package edition is the page of one edition of a list: its files, what it
// changed, what was odd about it, and where it stands in review.
package edition

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Editions(ctx context.Context, at int64) ([]publish.Edition, error)
	LossDiff(ctx context.Context, from, to int64, q flow.LossQuery, visit func(flow.LossChange) error) (flow.LossDiff, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// perPage is how many oddities, and mostChanges how many changes, one page
// lists.
const (
	perPage     = 200
	mostChanges = 100
)

type view struct {
	publish.Edition
	Name         string
	Public       message.Text // for the desk: why the public does not see it, or from when on it does
	State        part.State
	Files        []file
	Kinds        []message.Text // how many units of each change
	Changes      []change
	MoreChanges  bool
	Entries      [2]part.Number // the first and the last
	Odd          []evidence.Oddity
	AllOdd       int
	Newer, Older string // pages of oddities
	Totals       string // address of its reconciliation
	Losses       string // address of the list's losses
	Compare      string // address of the comparison with the edition before
}

type file struct {
	evidence.Body
	Size int
}

type change struct {
	flow.LossChange
	Entry part.Number
	Href  string
	What  message.Text
	Words message.Text
}

// Page shows the edition that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no edition."), Write: message.Say("An edition’s address ends in the 32 hexadecimal digits of its id.")}
		}
		number, err := strconv.Atoi(cmp.Or(ask.URL.Query().Get("page"), "1"))
		if err != nil || number < 1 || number > 1_000_000 {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address asks for a page that cannot be."), Write: message.Say("Write a number from 1 on, as in ?page=2.")}
		}
		editions, err := lib.Editions(ask.Context(), ask.At)
		if err != nil {
			return part.Answer{}, err
		}
		i := slices.IndexFunc(editions, func(e publish.Edition) bool { return e.ID == id })
		if i < 0 {
			return part.Answer{}, store.ErrNotFound
		}
		v, err := viewOf(ask, lib, editions[i], number)
		return part.Answer{Title: message.Say("%s, an edition", v.Name), Body: body, View: v}, err
	}
}

func viewOf(ask part.Ask, lib Library, e publish.Edition, number int) (view, error) {
	v := view{
		Edition: e, Name: e.Edition.List, State: part.EditionState(e), AllOdd: len(e.Edition.Odd),
		Entries: [2]part.Number{part.NumberOf(ask, e.Entry), part.NumberOf(ask, e.End-1)},
	}
	switch {
	case !ask.Desk:
	case e.Refused:
		v.Public = message.Say("the public does not see it: it was rejected in review")
	case len(e.Accepts) == 0:
		v.Public = message.Say("the public does not see it: nobody has accepted it")
	default:
		v.Public = message.Say("what it says may be seen by the public from %s on", message.Moment(e.At.Add(time.Duration(ask.Policy.Delay))))
	}
	for _, f := range e.Edition.Files {
		v.Files = append(v.Files, file{f, int(f.Size)})
	}
	for _, k := range evidence.Changes {
		if n := e.Edition.Changes[k]; n > 0 {
			v.Kinds = append(v.Kinds, message.Say("%d %s [changes]", n, part.ChangeWords(k)))
		}
	}
	if e.Edition.Units > 0 {
		v.Losses = ask.Link(part.LossesHref("list", e.Edition.List))
		if e.Edition.Tallies > 0 {
			v.Totals = ask.Link("/reconciliation/" + e.ID)
		}
	}
	from := min((number-1)*perPage, v.AllOdd)
	to := min(from+perPage, v.AllOdd)
	v.Odd = e.Edition.Odd[from:to]
	if number > 1 {
		v.Newer = ask.Link(fmt.Sprintf("/edition/%s?page=%d", e.ID, number-1))
	}
	if to < v.AllOdd {
		v.Older = ask.Link(fmt.Sprintf("/edition/%s?page=%d", e.ID, number+1))
	}
	if !ask.Desk || e.Edition.Units == 0 {
		return v, nil
	}
	// Units that are new need no list here: they are the list's own.
	_, err := lib.LossDiff(ask.Context(), e.Entry, min(e.End, ask.At), flow.LossQuery{}, func(c flow.LossChange) error {
		switch {
		case c.Change == evidence.Added:
		case len(v.Changes) == mostChanges:
			v.MoreChanges = true
		default:
			v.Changes = append(v.Changes, changeOf(ask, c))
		}
		return nil
	})
	return v, err
}

func changeOf(ask part.Ask, c flow.LossChange) change {
	shown := change{LossChange: c, Entry: part.NumberOf(ask, c.Entry), Href: ask.Link("/unit/" + c.Unit), What: part.ChangeWords(c.Change)}
	for _, b := range []*evidence.Bucket{c.Was, c.Now} {
		if b != nil {
			shown.Words = message.Verbatim(b.Side + " " + b.Model)
			if b.Model == "" {
				shown.Words = message.Joined(message.Verbatim(b.Side+" "), message.Say("model not told"))
			}
		}
	}
	return shown
}
