package losses

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// perPage is how many units one page lists.
const perPage = 400

// units is a page of units, by model.
type units struct {
	Models []model
	All    int    // how many there are on all pages
	First  string // address of the first page; empty there
	Next   string // of the next page; empty on the last
}

type model struct {
	Name, Class message.Text
	Side        string
	Units       []unit
	of          [3]string // side, class and model
}

type unit struct {
	Words message.Text
	Href  string
}

// detail shows the units that are asked for, with the models of a class.
func (v *view) detail(ask part.Ask, lib Library, q flow.LossQuery) error {
	found, err := lib.Losses(ask.Context(), ask.At, q)
	if err != nil {
		return err
	}
	v.Title = v.Filter.heading()
	if found.Total.Units+found.Total.Untold == 0 {
		v.Empty = message.Say("No unit agrees with the filter.")
		return nil
	}
	if f := v.Filter; f.Side != "" && len(q.Classes) == 1 && q.Classes[0] != "" {
		v.Stated = ask.Link("/losses/stated?" + url.Values{"of": {q.Side}, "class": {q.Classes[0]}}.Encode())
	}
	untold := found.Total.Untold > 0
	total := v.row("", v.Title, found.Total.LossTotal)
	v.Chosen = &total
	if len(found.Lists) > 1 && q.List == "" {
		v.Note, v.Lists = part.Remark(found.Note), &table{Head: message.Say("List"), Untold: untold}
		for _, l := range found.Lists {
			v.Lists.Rows = append(v.Lists.Rows, v.row(v.Filter.with("list", l.List), message.Verbatim(l.List), l.LossTotal, "list", l.List))
		}
	}
	if v.Filter.Class != "" && v.Filter.Model == "" {
		v.Models = v.models(found.By, untold)
	}
	page, next, err := lib.Units(ask.Context(), ask.At, q, v.Filter.After, perPage)
	if err != nil {
		return err
	}
	v.Units = &units{All: int(found.Total.Units + found.Total.Untold)}
	if v.Filter.After != "" {
		v.Units.First = v.Filter.with()
	}
	if next != "" && len(page) > 0 {
		v.Units.Next = v.Filter.with("after", next)
	}
	slices.SortStableFunc(page, inTurn)
	for _, u := range page {
		v.Units.add(ask, u)
	}
	return nil
}

// inTurn puts the units of a model in the order of the list's numbers.
func inTurn(a, b publish.Unit) int {
	return cmp.Or(strings.Compare(a.Side, b.Side), strings.Compare(a.Class, b.Class), strings.Compare(a.Model, b.Model), cmp.Compare(listed(a), listed(b)))
}

// listed is the number that a list gives a unit: within its model, or its own
// id where that is one; 0 for none.
func listed(u publish.Unit) int {
	for _, l := range u.Listings {
		if l.Number > 0 {
			return l.Number
		}
	}
	for _, l := range u.Listings {
		if n, err := strconv.Atoi(l.Entry); err == nil {
			return n
		}
	}
	return 0
}

// models is the table of the models of classes.
func (v *view) models(by []flow.ClassLosses, untold bool) *table {
	t := &table{Head: message.Say("Model"), Untold: untold}
	for _, c := range by {
		for _, m := range c.Models {
			of := []string{"side", c.Side, "class", told(c.Class), "model", told(m.Model)}
			name := modelName(m.Model)
			if v.Filter.Side == "" {
				name = message.Joined(message.Verbatim(c.Side+" "), name)
			}
			t.Rows = append(t.Rows, v.row(v.Filter.with(of...), name, m.LossTotal, of...))
		}
	}
	return t
}

// add puts a unit under its model. Units come in the order of side, class and
// model.
func (us *units) add(ask part.Ask, u publish.Unit) {
	m := model{Name: modelName(u.Model), Class: className(u.Class), Side: u.Side, of: [3]string{u.Side, u.Class, u.Model}}
	if n := len(us.Models); n == 0 || us.Models[n-1].of != m.of {
		us.Models = append(us.Models, m)
	}
	last := &us.Models[len(us.Models)-1]
	last.Units = append(last.Units, unit{message.Say("(%s, %s)", number(u), part.HistoryWords(u.History())), ask.Link("/unit/" + u.ID)})
}

// number is what lists number a unit by, or the beginning of its id.
func number(u publish.Unit) string {
	if n := listed(u); n > 0 {
		return strconv.Itoa(n)
	}
	return u.ID[:6]
}

// heading says what is asked for.
func (f filter) heading() message.Text {
	var what []message.Text
	switch {
	case f.Model == untoldName:
		if f.Class != "" && f.Class != untoldName {
			what = append(what, part.ClassWords(f.Class))
		}
		what = append(what, message.Say("model not told"))
	case f.Model != "":
		what = append(what, message.Verbatim(f.Model))
	case f.Class == untoldName:
		what = append(what, message.Say("class not told"))
	case f.Class != "":
		what = append(what, part.ClassWords(f.Class))
	default:
		what = append(what, message.Say("equipment of all classes"))
	}
	if f.Fate != "" {
		what = append(what, part.FateWords(f.Fate))
	}
	if f.Side != "" {
		what = append(what, message.Say("lost by %s", f.Side))
	}
	return message.Capital(message.Comma(what...))
}
