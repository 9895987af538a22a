// Package losses is the pages of equipment that lists show as lost: by side and
// class, the units of a class, and two moments compared.
package losses

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the pages read.
type Library interface {
	LossQuery(ctx context.Context, at int64, words flow.LossWords) (flow.LossQuery, error)
	Losses(ctx context.Context, at int64, q flow.LossQuery) (flow.Losses, error)
	Units(ctx context.Context, at int64, q flow.LossQuery, after string, limit int) ([]publish.Unit, string, error)
	LossDiff(ctx context.Context, from, to int64, q flow.LossQuery, visit func(flow.LossChange) error) (flow.LossDiff, error)
	At(ctx context.Context, t time.Time) (int64, error)
}

// Style is the pages' style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	Title   message.Text
	Filter  filter
	Action  string // of its forms
	Rule    message.Text
	Rules   []rule
	Empty   message.Text // why there is nothing to be seen
	Note    message.Text // how lists overlap
	Lists   *table       // totals by list, of all sides; nil unless there are several
	Sides   []side
	Chosen  *row // the total of a class or model
	Models  *table
	Units   *units
	Compare *comparison
	Stated  string // address of what is claimed of the class
}

// rule is a fold rule that may be chosen.
type rule struct {
	Name    string
	Words   message.Text
	Fate    message.Text // "last fate"
	Href    string
	InForce bool
}

// side is what one side lost.
type side struct {
	Side    string
	ID      string // of its heading
	Total   row
	Lists   *table // with all of them together; nil unless there are several
	Classes *table
}

// table is rows under one heading.
type table struct {
	Head   message.Text
	Rows   []row
	Last   *row // what they come to, where they cannot be added
	Untold bool // units stand beside these of which no fate is told
}

// row is a total with its fates, each number with the units that make it.
type row struct {
	Name   message.Text
	Href   string
	Units  cell
	Fates  []cell // destroyed, damaged, abandoned, captured
	Untold int
}

type cell struct {
	Fate string
	N    int
	Href string // of the units; empty for none
}

// headline are the fates in the order in which lists of losses give them.
var headline = []string{evidence.Destroyed, evidence.Damaged, evidence.Abandoned, evidence.Captured}

// Page shows losses as the address filters them.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		f := readFilter(ask)
		everything, err := lib.Losses(ask.Context(), ask.At, flow.LossQuery{})
		if err != nil {
			return part.Answer{}, err
		}
		f.offer(everything)
		v := view{Title: message.Say("Losses"), Filter: f, Action: ask.Action("/losses")}
		q, err := f.query(ask, lib, everything)
		if err != nil {
			return part.Answer{}, err
		}
		v.Rule = part.Remark(q.Rule.Words())
		for _, r := range evidence.FoldRules {
			v.Rules = append(v.Rules, rule{string(r), part.FoldWords(r), part.FoldedFate(r), f.with("fold", string(r)), r == q.Rule})
		}
		switch {
		case f.From != "" || f.To != "":
			err = v.compare(ask, lib, q)
		case everything.Total.Units+everything.Total.Untold == 0:
			v.Empty = empty(ask)
		case f.Class != "" || f.Model != "" || f.Show == showUnits:
			err = v.detail(ask, lib, q)
		default:
			err = v.front(ask, lib, q)
		}
		return part.Answer{Title: v.Title, Body: body, View: v}, said(err)
	}
}

// said tells errors that come of what was asked from ours.
func said(err error) error {
	var word *flow.LossWordError
	switch {
	case errors.As(err, &word):
		return &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Choose from the lists of the filter on /losses.")}
	case errors.Is(err, flow.ErrCursor):
		return &part.BadAsk{What: message.Say("The address names no place in the list of units."), Write: message.Say("Begin at the first page, without “after”.")}
	}
	return err
}

func empty(ask part.Ask) message.Text {
	switch {
	case ask.Desk && ask.AsOf.IsZero():
		return message.Say("No list of losses is in the ledger.")
	case ask.Desk:
		return message.Say("No list of losses was in the ledger at that time.")
	}
	return message.Say("No list of losses has been accepted and published.")
}

// front shows the totals of each side and its classes.
func (v *view) front(ask part.Ask, lib Library, q flow.LossQuery) error {
	found, err := lib.Losses(ask.Context(), ask.At, q)
	if err != nil {
		return err
	}
	if found.Total.Units+found.Total.Untold == 0 {
		v.Empty = message.Say("No unit agrees with the filter.")
		return nil
	}
	v.Note = part.Remark(found.Note)
	untold := found.Total.Untold > 0
	byList := make(map[string][]part.SideLosses)
	several := len(found.Lists) > 1 && q.List == ""
	if several {
		for _, l := range found.Lists {
			of := q
			of.List = l.List
			apart, err := lib.Losses(ask.Context(), ask.At, of)
			if err != nil {
				return err
			}
			byList[l.List] = part.BySide(apart.By)
		}
	}
	together := message.Say("All lists together")
	if found.AtMost {
		together = message.Say("All lists together, at most")
	}
	for i, s := range part.BySide(found.By) {
		shown := side{Side: s.Side, ID: fmt.Sprintf("side-%d", i+1), Total: v.row("", together, s.LossTotal, "side", s.Side)}
		shown.Classes = &table{Head: message.Say("Class"), Untold: untold}
		for _, c := range s.Classes {
			class := []string{"side", s.Side, "class", told(c.Class)}
			shown.Classes.Rows = append(shown.Classes.Rows, v.row(v.Filter.with(class...), className(c.Class), c.LossTotal, class...))
		}
		if several {
			shown.Lists = &table{Head: message.Say("List"), Untold: untold, Last: &shown.Total}
		}
		for _, l := range found.Lists {
			for _, of := range byList[l.List] {
				if of.Side == s.Side {
					on := []string{"side", s.Side, "list", l.List}
					shown.Lists.Rows = append(shown.Lists.Rows, v.row(v.Filter.with(on...), message.Verbatim(l.List), of.LossTotal, on...))
				}
			}
		}
		v.Sides = append(v.Sides, shown)
	}
	return nil
}

// row makes a row of a total; the address of its units agrees in the settings.
func (v *view) row(href string, name message.Text, t flow.LossTotal, settings ...string) row {
	settings = append(settings, "show", showUnits)
	number := func(n int64, fate string) cell {
		c := cell{Fate: fate, N: int(n)}
		if n > 0 {
			of := settings
			if fate != "" {
				of = append(of[:len(of):len(of)], "fate", fate)
			}
			c.Href = v.Filter.with(of...)
		}
		return c
	}
	r := row{Name: name, Href: href, Units: number(t.Units, v.Filter.Fate)}
	for i, n := range []int64{t.Fates.Destroyed, t.Fates.Damaged, t.Fates.Abandoned, t.Fates.Captured} {
		r.Fates = append(r.Fates, number(n, headline[i]))
	}
	r.Untold = int(t.Untold)
	return r
}

// className is a class as a page calls it.
func className(class string) message.Text {
	if class == "" {
		return message.Say("class not told")
	}
	return part.ClassWords(class)
}

// modelName is a model as a page calls it.
func modelName(model string) message.Text {
	if model == "" {
		return message.Say("model not told")
	}
	return message.Verbatim(model)
}
