package losses

import (
	"net/url"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// showUnits asks for the units themselves, untoldName for those of which
// nobody says the class or model.
const (
	showUnits  = "units"
	untoldName = "-"
)

// filter is what the address asks for, and what may be asked for instead.
type filter struct {
	List, Side, Class, Model, Fate, Fold string
	Show                                 string
	From, To                             string // moments to be compared
	After                                string // cursor of a list of units
	AsOf                                 string

	Lists, Sides, Classes []string // to choose from
	Fates                 []string
	ask                   part.Ask
}

func readFilter(ask part.Ask) filter {
	get := func(name string) string { return strings.TrimSpace(ask.URL.Query().Get(name)) }
	f := filter{
		List: get("list"), Side: get("side"), Class: get("class"), Model: get("model"), Fate: get("fate"), Fold: get("fold"),
		Show: get("show"), From: get("from"), To: get("to"), After: get("after"), AsOf: ask.AsOfText(), ask: ask,
		Fates: append(slices.Clone(headline), evidence.Recovered),
	}
	return f
}

// offer lists what there is to choose from.
func (f *filter) offer(all flow.Losses) {
	for _, l := range all.Lists {
		f.Lists = append(f.Lists, l.List)
	}
	for _, c := range all.By {
		f.Sides = append(f.Sides, c.Side)
		f.Classes = append(f.Classes, told(c.Class))
	}
	slices.Sort(f.Classes)
	f.Sides, f.Classes = slices.Compact(f.Sides), slices.Compact(f.Classes)
}

// told is a class or model as it stands in addresses.
func told(s string) string {
	if s == "" {
		return untoldName
	}
	return s
}

// query finds what is asked for. A class and model that stand on a page are
// meant as they stand there; other words are looked up.
func (f *filter) query(ask part.Ask, lib Library, all flow.Losses) (flow.LossQuery, error) {
	if _, err := evidence.ParseFoldRule(f.Fold); err != nil {
		return flow.LossQuery{}, &part.BadAsk{What: message.Say("In the address, %s.", err.Error()), Write: message.Say("Write last, worst or first, as in /losses?fold=worst.")}
	}
	words := flow.LossWords{List: f.List, Side: f.Side, Class: f.Class, Model: f.Model, Fate: f.Fate, Fold: f.Fold}
	class, model := false, false
	for _, c := range all.By {
		class = class || told(c.Class) == f.Class
		for _, m := range c.Models {
			model = model || told(m.Model) == f.Model
		}
	}
	if class {
		words.Class = ""
	}
	if model {
		words.Model = ""
	}
	q, err := lib.LossQuery(ask.Context(), ask.At, words)
	if err != nil {
		return q, said(err)
	}
	if class {
		q.Classes = []string{strings.TrimPrefix(f.Class, untoldName)}
	}
	if model {
		q.Models = []string{strings.TrimPrefix(f.Model, untoldName)}
	}
	return q, nil
}

// with returns the address of the page with some settings changed: names and
// values in turn. A place in a list of units is not kept.
func (f *filter) with(settings ...string) string {
	values := url.Values{}
	for name, value := range map[string]string{"list": f.List, "side": f.Side, "class": f.Class, "model": f.Model, "fate": f.Fate, "fold": f.Fold, "show": f.Show, "from": f.From, "to": f.To} {
		values.Set(name, value)
	}
	for i := 0; i+1 < len(settings); i += 2 {
		values.Set(settings[i], settings[i+1])
	}
	if values.Get("class") != "" || values.Get("model") != "" {
		values.Del("show") // units are shown anyway
	}
	for name := range values {
		if values.Get(name) == "" {
			values.Del(name)
		}
	}
	path := "/losses"
	if len(values) > 0 {
		path += "?" + values.Encode()
	}
	return f.ask.Link(path)
}

// Front is the address of the page without class, model and fate.
func (f filter) Front() string {
	return f.with("class", "", "model", "", "fate", "", "show", "", "from", "", "to", "", "side", "")
}

// Narrow reports whether anything is asked for but everything.
func (f filter) Narrow() bool {
	return f.List != "" || f.Side != "" || f.Class != "" || f.Model != "" || f.Fate != "" || f.From != "" || f.To != ""
}
