// Package unit is the page of one piece of equipment: what is known of it, who
// lists it in which words, what shows it, and all that became of it in the
// ledger.
package unit

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	Unit(ctx context.Context, at int64, id string) (flow.UnitStory, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	flow.UnitStory
	Name      string
	ClassHref string // of the class's losses
	Into      string // address of the unit that it was found to be
	Counted   string // how it is counted
	Fates     []fate
	Where     message.Text
	Made      string // where
	Shown     []shown
	Listings  []listing
	Changes   []change
	Entry     part.Number
	Files     []file
	Others    []proposal
	State     part.State
}

type fate struct {
	What, Said, When string
}

// shown is an address of what shows the unit.
type shown struct {
	Address  string
	Link     bool // it may be followed
	Together int  // units that the list shows by it, when several
}

// listing is what a list says, cell by cell.
type listing struct {
	List    string
	Edition string // address of the edition's page; empty when no edition holds it
	Entry   part.Number
	Line    int
	Files   []string // SHA-256 of the edition’s files
	Cells   []cell
	Raw     []cell
	Odd     []string
}

type cell struct{ Name, Said string }

type change struct {
	Entry    part.Number
	At       string
	What     string
	Reason   string
	Edition  string // address of the edition's page
	Was, Now string
}

type file struct {
	evidence.File
	Entry part.Number
}

// proposal is that the unit may be another.
type proposal struct {
	evidence.Proposal
	Entry   part.Number
	Others  []other
	Decided []string
}

type other struct{ ID, Href string }

// Page shows the unit that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no unit."), Write: message.Say("A unit’s address ends in the 32 hexadecimal digits of its id.")}
		}
		story, err := lib.Unit(ask.Context(), ask.At, id)
		if err != nil {
			return part.Answer{}, err
		}
		v := viewOf(ask, story)
		return part.Answer{Title: message.Say("%s, lost by %s", v.Name, story.Side), Body: body, View: v}, nil
	}
}

func viewOf(ask part.Ask, s flow.UnitStory) view {
	v := view{
		UnitStory: s, Name: cmp.Or(s.Model, "Model not told"), Entry: part.NumberOf(ask, s.Entry), Where: part.PlaceWords(s.Place),
		ClassHref: ask.Link(part.LossesHref("side", s.Side, "class", cmp.Or(s.Class, "-"))),
		State:     part.State{Class: string(publish.Accepted)},
	}
	if len(s.Rejects) > 0 {
		v.State = part.State{Class: string(publish.Rejected), Words: message.Say("rejected by %s: %s", s.Rejects[0].By, s.Rejects[0].Reason)}
	}
	if s.Into != "" {
		v.Into = ask.Link("/unit/" + s.Into)
	}
	v.Counted = counted(s.Unit.Unit)
	for _, l := range s.Listings { // a country that is no more is better known by its name
		v.Made = cmp.Or(v.Made, l.Origin)
	}
	v.Made = cmp.Or(v.Made, s.Origin)
	for _, f := range s.Fates {
		told := fate{What: f.What, When: "nobody says when"}
		if f.Said != f.What {
			told.Said = f.Said
		}
		if f.When != nil {
			told.When = part.IntervalWords(*f.When).In(message.English)
		}
		v.Fates = append(v.Fates, told)
	}
	for i, l := range s.Listings {
		v.Listings = append(v.Listings, listingOf(ask, l, s.Trail, i))
	}
	v.Shown = shownBy(s.Listings)
	for _, r := range s.Records {
		v.Changes = append(v.Changes, changeOf(ask, r))
	}
	for _, f := range s.Files {
		v.Files = append(v.Files, file{f.File, part.NumberOf(ask, f.Entry)})
	}
	for _, p := range s.Proposals {
		v.Others = append(v.Others, proposalOf(ask, p, s.ID))
	}
	return v
}

// counted says under which fate each rule counts the unit.
func counted(u evidence.Unit) string {
	if !u.Counted() {
		if u.Into != "" {
			return "not by itself: it was found to be another unit, and is counted with that one"
		}
		return "not any more: every list has dropped it"
	}
	var by []string
	first := evidence.FoldRules[0].Fold(u.History())
	for _, r := range evidence.FoldRules[1:] {
		if f := r.Fold(u.History()); f != first {
			by = append(by, fmt.Sprintf("as %s by its %s fate", f, r))
		}
	}
	words := "once, as " + cmp.Or(first, "a unit of which no fate is told")
	if len(by) > 0 {
		words += "; " + strings.Join(by, ", ")
	}
	return words
}

// shownBy lists the addresses of what shows the unit, each once.
func shownBy(listings []evidence.Listing) []shown {
	var all []shown
	for _, l := range listings {
		i := slices.IndexFunc(all, func(s shown) bool { return s.Address == l.Address })
		switch {
		case l.Address == "":
			continue
		case i < 0:
			all = append(all, shown{Address: l.Address, Link: strings.HasPrefix(l.Address, "https://") || strings.HasPrefix(l.Address, "http://")})
			i = len(all) - 1
		}
		all[i].Together = max(all[i].Together, l.Together)
	}
	return all
}

func listingOf(ask part.Ask, l evidence.Listing, trail []publish.Trail, i int) listing {
	told := listing{List: l.List, Line: l.Line, Odd: l.Odd}
	if i < len(trail) {
		t := trail[i]
		told.Entry, told.Files = part.NumberOf(ask, t.Entry), t.Files
		if t.Edition != "" {
			told.Edition = ask.Link("/edition/" + t.Edition)
		}
	}
	number := ""
	if l.Number > 0 {
		number = fmt.Sprint(l.Number)
	}
	for _, c := range []cell{
		{"side", l.Side}, {"class", l.Class}, {"model", l.Model}, {"status", l.Status}, {"number", number}, {"id", l.Entry}, {"made in", l.Origin}, {"listed", l.Listed}, {"happened", l.Happened},
		{"place", l.Place}, {"latitude", l.Lat}, {"longitude", l.Lon}, {"military unit", l.Formation}, {"comment", l.Comment},
	} {
		if c.Said != "" {
			told.Cells = append(told.Cells, c)
		}
	}
	for _, column := range slices.Sorted(maps.Keys(l.Raw)) {
		told.Raw = append(told.Raw, cell{column, l.Raw[column]})
	}
	return told
}

func changeOf(ask part.Ask, r flow.UnitChange) change {
	c := change{Entry: part.NumberOf(ask, r.Entry), At: r.At, What: r.Change, Reason: r.Reason}
	if at, err := time.Parse(time.RFC3339, r.At); err == nil {
		c.At = message.Moment(at).In(message.English)
	}
	if r.Edition != "" {
		c.Edition = ask.Link("/edition/" + r.Edition)
	}
	if r.Was != nil {
		c.Was = bucketWords(*r.Was)
	}
	if r.Now != nil {
		c.Now = bucketWords(*r.Now)
	}
	return c
}

// bucketWords says what a unit is counted by.
func bucketWords(b evidence.Bucket) string {
	return strings.Join([]string{b.Side, cmp.Or(b.Class, "class not told"), cmp.Or(b.Model, "model not told"), part.HistoryWords(b.History).In(message.English)}, ", ")
}

func proposalOf(ask part.Ask, r store.ProposalRecord, id string) proposal {
	p := proposal{Proposal: r.Proposal, Entry: part.NumberOf(ask, r.Entry)}
	for _, member := range r.Proposal.Members {
		if member != id {
			p.Others = append(p.Others, other{member, ask.Link("/unit/" + member)})
		}
	}
	for _, d := range r.Decisions {
		if d.Entry < ask.At {
			p.Decided = append(p.Decided, fmt.Sprintf("%s: %s, %s", d.Decision.By, d.Decision.Verdict, d.Decision.Reason))
		}
	}
	return p
}
