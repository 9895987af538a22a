// Package reconciliation is the page that holds every total of an edition
// against the units of its list: equal, off by how many with the units
// concerned, or not comparable and why.
package reconciliation

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"

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
	Reconciliation(ctx context.Context, at int64, edition string, rule evidence.FoldRule) (flow.Reconciliation, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// finding is one as the ledger names it, and how a page does.
type finding struct {
	name  string
	words message.Text
}

// The findings, as the ledger names them, and how a page does.
var findings = []finding{
	{"off", message.Say("off [by how many]")},
	{"equal", message.Say("equal")},
	{"not comparable", message.Say("not comparable")},
}

// perPage is how many totals one page lists, mostUnits how many units one
// difference names.
const (
	perPage   = 40
	mostUnits = 12
)

type view struct {
	Edition      string
	EditionHref  string
	Date         string
	Rule         message.Text
	Rules        []choice
	Findings     []choice
	Finding      string
	Whys         []why
	Tallies      []tally
	Newer, Older string
	Next         *part.Number // the next edition's entry, before which the units are counted
}

// choice is something that may be chosen.
type choice struct {
	Words  message.Text
	Count  int
	Href   string
	Chosen bool
}

// why is a reason for which numbers cannot be compared.
type why struct {
	Words message.Text
	Count int
}

// tally is a stated total with the numbers that a finding is about.
type tally struct {
	Said  string
	Of    string
	Date  string
	Line  int
	Entry part.Number
	Rows  []row
	Sums  []message.Text
	Odd   []string
}

type row struct {
	What    message.Text
	Stated  message.Text
	Counted message.Text
	Off     message.Text
	Why     message.Text
	Notes   []note
}

// note is what a difference may come from.
type note struct {
	What  message.Text
	Units []unit
	More  int
}

type unit struct{ Words, Href string }

// Page shows the reconciliation of the edition that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no edition."), Write: message.Say("It ends in the 32 hexadecimal digits of an edition’s id.")}
		}
		q := ask.URL.Query()
		number, err := strconv.Atoi(cmp.Or(q.Get("page"), "1"))
		if err != nil || number < 1 || number > 1_000_000 {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address asks for a page that cannot be."), Write: message.Say("Write a number from 1 on, as in ?page=2.")}
		}
		rule, err := evidence.ParseFoldRule(q.Get("fold"))
		if err != nil {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no fold rule."), Write: message.Say("Write last, worst or first, as in ?fold=worst.")}
		}
		found, next, err := reconcile(ask, lib, id, rule)
		if err != nil {
			return part.Answer{}, err
		}
		asked := q.Get("finding")
		if !slices.ContainsFunc(findings, func(f finding) bool { return f.name == asked }) {
			asked = findings[0].name
			if found.Found[asked] == 0 && found.Found["equal"] > 0 {
				asked = "equal"
			}
		}
		v := viewOf(ask, found, rule, asked, number)
		if next != nil {
			n := part.NumberOf(ask, next.Entry)
			v.Next = &n
		}
		return part.Answer{Title: message.Say("Totals held against units: %s", v.Edition), Body: body, View: v}, nil
	}
}

// reconcile holds the totals of an edition against the units that its list had
// until the next edition came, which it returns: nil when there is none, or
// when the audience knows of the edition only since.
func reconcile(ask part.Ask, lib Library, id string, rule evidence.FoldRule) (found flow.Reconciliation, next *publish.Edition, err error) {
	editions, err := lib.Editions(ask.Context(), ask.At)
	if err != nil {
		return found, nil, err
	}
	list := ""
	for _, e := range slices.Backward(editions) { // the oldest first
		switch {
		case e.ID == id:
			list = e.Edition.List
		case list != "" && e.Edition.List == list:
			found, err = lib.Reconciliation(ask.Context(), e.Entry, id, rule)
			if !errors.Is(err, store.ErrNotFound) {
				return found, &e, err
			}
			list = ""
		}
	}
	found, err = lib.Reconciliation(ask.Context(), ask.At, id, rule)
	return found, nil, err
}

func viewOf(ask part.Ask, found flow.Reconciliation, rule evidence.FoldRule, finding string, number int) view {
	v := view{Edition: found.Edition.Edition.List, EditionHref: ask.Link("/edition/" + found.Edition.ID), Date: found.Edition.Edition.Date, Rule: part.Remark(rule.Words()), Finding: finding}
	href := func(rule evidence.FoldRule, finding string, page int) string {
		values := url.Values{"fold": {string(rule)}, "finding": {finding}}
		if page > 1 {
			values.Set("page", strconv.Itoa(page))
		}
		return ask.Link("/reconciliation/" + found.Edition.ID + "?" + values.Encode())
	}
	for _, r := range evidence.FoldRules {
		v.Rules = append(v.Rules, choice{Words: part.FoldWords(r), Href: href(r, finding, 1), Chosen: r == rule})
	}
	for _, f := range findings {
		v.Findings = append(v.Findings, choice{f.words, found.Found[f.name], href(rule, f.name, 1), f.name == finding})
	}
	var all []tally
	whys := make(map[string]why)
	slices.SortStableFunc(found.Tallies, func(a, b flow.ReconciledTally) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Line, b.Line))
	})
	for _, t := range found.Tallies {
		if told, ok := tallyOf(ask, t, finding, whys); ok {
			all = append(all, told)
		}
	}
	for _, words := range slices.Sorted(maps.Keys(whys)) {
		v.Whys = append(v.Whys, whys[words])
	}
	slices.SortStableFunc(v.Whys, func(a, b why) int { return cmp.Compare(b.Count, a.Count) })
	from := min((number-1)*perPage, len(all))
	to := min(from+perPage, len(all))
	v.Tallies = all[from:to]
	if number > 1 {
		v.Newer = href(rule, finding, number-1)
	}
	if to < len(all) {
		v.Older = href(rule, finding, number+1)
	}
	return v
}

var digits = regexp.MustCompile(`[0-9][0-9-]*`)

// kindOf leaves the numbers and days out of why a number cannot be compared.
func kindOf(r evidence.Remark) evidence.Remark {
	args := slices.Clone(r.Args)
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = digits.ReplaceAllString(s, "…")
		}
	}
	return evidence.Remark{Form: r.Form, Args: args}
}

// tallyOf tells the numbers of a tally that a finding is about.
func tallyOf(ask part.Ask, t flow.ReconciledTally, finding string, whys map[string]why) (tally, bool) {
	told := tally{Said: cmp.Or(t.Said, t.By), Of: t.Of, Date: t.Date, Line: t.Line, Entry: part.NumberOf(ask, t.Entry)}
	if ask.Desk {
		told.Odd = t.Odd
	}
	for _, l := range t.Lines {
		if l.Finding != finding {
			continue
		}
		r := row{What: partWords(l.Part), Stated: part.Amount(l.Part.Min, l.Part.Max, l.Part.Approx), Why: part.Remark(l.Why)}
		if l.Why.IsZero() {
			r.Counted = message.Number(l.Counted)
		} else {
			kind := kindOf(l.Why)
			of := whys[kind.String()]
			whys[kind.String()] = why{part.Remark(kind), of.Count + 1}
		}
		if l.Off > 0 {
			r.Off = message.Joined(message.Verbatim("+"), message.Number(l.Off))
		} else if l.Off < 0 {
			r.Off = message.Number(l.Off)
		}
		for _, n := range l.Notes {
			r.Notes = append(r.Notes, noteOf(ask, part.Remark(n.What), n.Units))
		}
		told.Rows = append(told.Rows, r)
	}
	for _, s := range t.Sums {
		told.Sums = append(told.Sums, part.Remark(s.Words))
	}
	return told, len(told.Rows) > 0
}

func noteOf(ask part.Ask, what message.Text, ids []string) note {
	n := note{What: what, More: max(0, len(ids)-mostUnits)}
	for _, id := range ids[:min(mostUnits, len(ids))] {
		n.Units = append(n.Units, unit{id[:6], ask.Link("/unit/" + id)})
	}
	return n
}

// partWords says what a number counts.
func partWords(p evidence.Part) message.Text {
	var words []message.Text
	if p.Class != "" {
		words = append(words, part.ClassWords(p.Class))
	}
	for _, more := range []string{p.Model, p.What} {
		if more != "" {
			words = append(words, message.Verbatim(more))
		}
	}
	if p.Fate != "" {
		words = append(words, part.FateWords(p.Fate))
	}
	switch {
	case len(words) == 0:
		return message.Say("all")
	case len(p.PartOf) > 0 && p.Fate != "":
		return message.Say("of which %s", part.FateWords(p.Fate))
	case len(p.PartOf) > 0:
		return message.Say("of which %s", message.Comma(words...))
	}
	return message.Comma(words...)
}
