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
	Evidence(ctx context.Context, at int64, unit string) ([]flow.Exhibit, error)
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
	Name      message.Text
	ClassHref string       // of the class's losses
	Into      string       // address of the unit that it was found to be
	Counted   message.Text // how it is counted
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
	What message.Text
	Said string
	When message.Text
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

type cell struct {
	Name message.Text
	Said string
}

type change struct {
	Entry    part.Number
	At       message.Text
	What     message.Text
	Reason   string
	Edition  string // address of the edition's page
	Was, Now message.Text
}

// file is a file of evidence that shows the unit.
type file struct {
	flow.Exhibit
	Name  message.Text
	Href  string
	Bytes int
	Entry part.Number
}

// proposal is that the unit may be another.
type proposal struct {
	evidence.Proposal
	Entry   part.Number
	Others  []other
	Decided []message.Text
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
		files, err := lib.Evidence(ask.Context(), ask.At, id)
		if err != nil {
			return part.Answer{}, err
		}
		for _, f := range files {
			name := message.Text(message.Say("A file of evidence"))
			if f.Name != "" {
				name = message.Verbatim(f.Name)
			}
			v.Files = append(v.Files, file{f, name, ask.Link("/evidence/" + f.Hash), int(f.Size), part.NumberOf(ask, f.Entries[0])})
		}
		return part.Answer{Title: message.Say("%s, lost by %s", v.Name, story.Side), Body: body, View: v}, nil
	}
}

func viewOf(ask part.Ask, s flow.UnitStory) view {
	v := view{
		UnitStory: s, Name: modelName(s.Model), Entry: part.NumberOf(ask, s.Entry), Where: part.PlaceWords(s.Place),
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
	v.Made = strings.ReplaceAll(strings.TrimPrefix(cmp.Or(v.Made, s.Origin), "Flag_of_"), "_", " ") // a list's own words stand below
	for _, f := range s.Fates {
		told := fate{What: part.FateWords(f.What), When: message.Say("nobody says when")}
		if f.Said != f.What {
			told.Said = f.Said
		}
		if f.When != nil {
			told.When = part.IntervalWords(*f.When)
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
	for _, p := range s.Proposals {
		v.Others = append(v.Others, proposalOf(ask, p, s.ID))
	}
	return v
}

// counted says under which fate each rule counts the unit.
func counted(u evidence.Unit) message.Text {
	if !u.Counted() {
		if u.Into != "" {
			return message.Say("not by itself: it was found to be another unit, and is counted with that one")
		}
		return message.Say("not any more: every list has dropped it")
	}
	var by []message.Text
	first := evidence.FoldRules[0].Fold(u.History())
	for _, r := range evidence.FoldRules[1:] {
		if f := r.Fold(u.History()); f != first {
			by = append(by, message.Say("as %s by its %s", part.FateWords(f), part.FoldedFate(r)))
		}
	}
	words := message.Say("once, as a unit of which no fate is told")
	if first != "" {
		words = message.Say("once, as %s", part.FateWords(first))
	}
	if len(by) > 0 {
		return message.Joined(words, message.Verbatim("; "), message.Comma(by...))
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
		{message.Say("side"), l.Side}, {message.Say("class"), l.Class}, {message.Say("model"), l.Model}, {message.Say("status"), l.Status}, {message.Say("number"), number},
		{message.Say("id"), l.Entry}, {message.Say("made in"), l.Origin}, {message.Say("listed"), l.Listed}, {message.Say("happened"), l.Happened}, {message.Say("place"), l.Place},
		{message.Say("latitude"), l.Lat}, {message.Say("longitude"), l.Lon}, {message.Say("military unit"), l.Formation}, {message.Say("comment"), l.Comment},
	} {
		if c.Said != "" {
			told.Cells = append(told.Cells, c)
		}
	}
	for _, column := range slices.Sorted(maps.Keys(l.Raw)) {
		told.Raw = append(told.Raw, cell{message.Verbatim(column), l.Raw[column]})
	}
	return told
}

func changeOf(ask part.Ask, r flow.UnitChange) change {
	c := change{Entry: part.NumberOf(ask, r.Entry), At: message.Verbatim(r.At), What: part.ChangeWords(r.Change), Reason: r.Reason}
	if at, err := time.Parse(time.RFC3339, r.At); err == nil {
		c.At = message.Moment(at)
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
func bucketWords(b evidence.Bucket) message.Text {
	class, model := message.Text(message.Say("class not told")), message.Text(message.Say("model not told"))
	if b.Class != "" {
		class = part.ClassWords(b.Class)
	}
	if b.Model != "" {
		model = message.Verbatim(b.Model)
	}
	return message.Comma(message.Verbatim(b.Side), class, model, part.HistoryWords(b.History))
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
			p.Decided = append(p.Decided, message.Say("%s: %s, %s", d.Decision.By, part.VerdictWords(d.Decision.Verdict), d.Decision.Reason))
		}
	}
	return p
}

func modelName(model string) message.Text {
	if model == "" {
		return message.Say("Model not told")
	}
	return message.Verbatim(model)
}
