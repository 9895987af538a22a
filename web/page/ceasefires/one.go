package ceasefires

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/link/truces"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

//go:embed one.tmpl
var oneSource string

var oneBody = part.Parse(oneSource + saidSource)

type oneView struct {
	truce
	Before   string // address of the truce that it came before
	Told     []told // what is said of it, by kind
	Pairs    []pair
	Denied   []line
	Asked    []line // attacks of which people say whether they are breaches
	Others   []line // that only speak of it
	Brokered []broker
	Row      *row
	Unclear  []unclear
}

// told is one kind of thing that is said of a truce.
type told struct {
	Head  message.Text
	Lines []line
}

// pair is the breaches that one alleges of another.
type pair struct {
	ID   string
	Head message.Text
	accused
	Lines []line
}

// broker is who is said to have brought a truce about, and by whom.
type broker struct {
	Name     string
	Register bool
	Lines    []line
}

// line is one claim, or the register's word.
type line struct {
	When, Since message.Text
	Counted     message.Text // how many breaches it tells of at once; nil for one
	Against     message.Text // who is said to have broken it; nil where that is not said
	Implied     bool         // it tells of an attack, and calls it no breach
	Of          message.Text // who is said to have ended or to observe it
	Href        string       // of the claim; empty for the register
	Speaker     message.Text
	Sides       part.Badges
	Text        string
	Report      string // address
	Title       message.Text
	Sure        message.Text // how sure it is that this truce is meant
	Reasons     []message.Text
	State       part.State
	Decide      string // address where people decide which truce it means; empty where nobody does
}

// row is a truce as a register has it.
type row struct {
	evidence.Ceasefire
	Lines   message.Text // nil for none
	Edition string       // address
	Parties []evidence.TruceParty
	Cells   [][]cell // of each party's row that no field holds, by column
}

type cell struct{ Name, Said string }

// unclear is a claim that speaks of a truce, nobody can tell which.
type unclear struct {
	line
	Why   message.Text
	Means []means
}

// means is a truce that a claim may mean.
type means struct {
	Name message.Text
	Href string
}

// One shows one truce with everything that is said of it.
func One(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		found, err := lib.Ceasefires(ask.Context(), ask.At, flow.CeasefireQuery{})
		if err != nil {
			return part.Answer{}, err
		}
		i := slices.IndexFunc(found.Ceasefires, func(t flow.Ceasefire) bool { return t.ID == ask.PathValue("id") })
		if i < 0 {
			return part.Answer{}, part.ErrMissing
		}
		t := found.Ceasefires[i]
		v := oneView{truce: newTruce(ask, t), Unclear: unclearOf(ask, found, t.ID)}
		if t.Before != "" {
			v.Before = ask.Link("/ceasefire/" + t.Before)
		}
		tell := teller{ask, t, found.Claims}
		for _, kind := range []struct {
			head message.Text
			list []truces.Dated
		}{{message.Say("Announced"), t.Announced}, {message.Say("In force"), t.Effective}, {message.Say("Extended"), t.Extended}, {message.Say("Said to be observed"), t.Observed}, {message.Say("Said to have ended"), t.Ends}} {
			if len(kind.list) > 0 {
				v.Told = append(v.Told, told{kind.head, tell.dated(kind.list)})
			}
		}
		for i, a := range t.Tally {
			p := pair{ID: pairID(i), accused: v.Tally[i]}
			p.Head = message.Say("%s against %s", sayer(a.By), against(a.Against))
			for _, b := range t.Breaches {
				if accuses(b, a) {
					p.Lines = append(p.Lines, tell.breach(b))
				}
			}
			v.Pairs = append(v.Pairs, p)
		}
		for _, b := range t.Denials {
			v.Denied = append(v.Denied, tell.breach(b))
		}
		for _, a := range t.Asked {
			l := tell.breach(a.Breach)
			l.Sure, l.Reasons = askedWords(a), part.Remarks(a.Reasons)
			v.Asked = append(v.Asked, l)
		}
		v.Others = tell.others()
		for _, b := range t.Brokers {
			shown := broker{Name: b.Name, Register: b.Register}
			for _, id := range b.Claims {
				shown.Lines = append(shown.Lines, tell.claim(id))
			}
			v.Brokered = append(v.Brokered, shown)
		}
		slices.SortStableFunc(v.Brokered, func(a, b broker) int { return strings.Compare(a.Name, b.Name) })
		if t.Register != nil {
			if v.Row, err = rowOf(ask, lib, *t.Register); err != nil {
				return part.Answer{}, err
			}
		}
		return part.Answer{Title: v.Name, Body: oneBody, View: v}, nil
	}
}

// sayer names who alleges.
func sayer(name string) message.Text {
	if name == "" {
		return message.Say("A report’s own voice")
	}
	return message.Name(name)
}

func against(name string) message.Text {
	if name == "" {
		return message.Say("nobody named")
	}
	return message.Name(name)
}

// accuses reports whether a breach counts among those that one alleges of
// another: sides that accuse as one speaker, of nobody named, accuse the
// others each.
func accuses(b truces.Breach, a truces.Accused) bool {
	speaks := slices.Contains(b.By, a.By) || len(b.By) == 0 && a.By == ""
	against := b.Against
	if len(against) == 0 && len(b.By) > 1 {
		against = b.By
	}
	return speaks && (slices.Contains(against, a.Against) || len(against) == 0 && a.Against == "") && (a.By != a.Against || len(b.By) < 2)
}

// teller tells what claims say of one truce.
type teller struct {
	ask    part.Ask
	truce  flow.Ceasefire
	claims map[string]flow.TruceClaim
}

func (t teller) dated(list []truces.Dated) (lines []line) {
	for _, d := range list {
		l := line{Speaker: message.Say("The register")}
		if d.Claim != "" {
			l = t.claim(d.Claim)
		}
		l.When = whenWords(d)
		if len(d.Of) > 0 {
			l.Of = message.Names(d.Of)
		}
		lines = append(lines, l)
	}
	return lines
}

func (t teller) breach(b truces.Breach) line {
	l := t.claim(b.Claim)
	l.When, l.Since, l.Counted, l.Implied = part.WhenWords(b.When), part.SinceWords(b, t.truce.Effective), part.BreachCountWords(b.Counted), b.Implied
	if len(b.Against) > 0 {
		l.Against = message.Names(b.Against)
	}
	if b.Since == nil {
		l.Since = nil
	}
	return l
}

// others tells the claims that only speak of the truce.
func (t teller) others() (lines []line) {
	said := make(map[string]bool)
	for _, list := range [][]truces.Dated{t.truce.Announced, t.truce.Effective, t.truce.Extended, t.truce.Observed, t.truce.Ends} {
		for _, d := range list {
			said[d.Claim] = true
		}
	}
	for _, b := range slices.Concat(t.truce.Breaches, t.truce.Denials) {
		said[b.Claim] = true
	}
	for _, k := range t.truce.Links {
		if !said[k.Claim] {
			said[k.Claim] = true
			lines = append(lines, t.claim(k.Claim))
		}
	}
	return lines
}

// claim tells a claim, with how sure it is that it means this truce.
func (t teller) claim(id string) line {
	l := lineOf(t.ask, id, t.claims[id])
	for _, k := range t.truce.Links {
		if k.Claim == id {
			l.Sure, l.Reasons = sureWords(k), part.Remarks(k.Reasons)
			break
		}
	}
	return l
}

func lineOf(ask part.Ask, id string, c flow.TruceClaim) line {
	sides := slices.Sorted(slices.Values(c.Sides))
	decide := ""
	if ask.Review {
		decide = ask.Link("/review/" + id + "#truce")
	}
	return line{
		Decide: decide,
		Href:   ask.Link("/claim/" + id), Speaker: speaker(c.Speaker), Sides: part.BadgesOf(ask, slices.Compact(sides)), Text: c.Text,
		Report: ask.Link("/report/" + c.Report), Title: part.ReportTitle(c.Title), State: part.State{Class: string(c.State), Words: stateOf(c)},
	}
}

func speaker(name string) message.Text {
	if name == "" {
		return message.Say("The report itself")
	}
	return message.Name(name)
}

func stateOf(c flow.TruceClaim) message.Text {
	switch c.State {
	case publish.Accepted:
		return message.Say("accepted [claim]")
	case publish.Rejected:
		return message.Say("rejected [claim]")
	}
	return message.Say("unreviewed machine reading")
}

// whenWords says when something is told, with its hour.
func whenWords(d truces.Dated) message.Text {
	when := message.Text(part.WhenWords(d.When))
	if d.Clock != "" {
		when = message.Say("%s, at %s local time", when, d.Clock)
	}
	if d.Says == truces.Due {
		return message.Say("due: %s", when)
	}
	return when
}

// askedWords says how much speaks for an attack being told as a breach.
func askedWords(a truces.Asked) message.Text {
	return map[string]message.Message{
		"high": message.Say("Much speaks for its being told as a breach"), "medium": message.Say("Something speaks for its being told as a breach"),
		"low": message.Say("Little speaks for its being told as a breach"),
	}[a.Sureness]
}

// sureWords says how sure it is that a claim means a truce.
func sureWords(k truces.Link) message.Text {
	words := map[string]message.Message{
		"leads": message.Say("The truce is known by this claim"), "high": message.Say("Quite sure that this truce is meant"),
		"medium": message.Say("Fairly sure that this truce is meant"), "low": message.Say("Not sure that this truce is meant"),
		"decided": message.Say("People decided that this truce is meant"),
	}[k.Sureness]
	if k.Earlier > 0 {
		return message.Say("%s, as an earlier one that it tells of", words)
	}
	return words
}

// rowOf shows what a register says, word for word, with what is odd about it.
func rowOf(ask part.Ask, lib Library, c evidence.Ceasefire) (*row, error) {
	r := row{Ceasefire: c, Parties: slices.Clone(c.Parties)}
	var numbers []string
	for _, n := range c.Lines {
		numbers = append(numbers, fmt.Sprint(n))
	}
	if len(numbers) > 0 {
		r.Lines = message.Names(numbers)
	}
	slices.SortStableFunc(r.Parties, func(a, b evidence.TruceParty) int {
		return strings.Compare(cmp.Or(a.Name, a.Said), cmp.Or(b.Name, b.Said))
	})
	for _, p := range r.Parties {
		var cells []cell
		for name, said := range p.Raw {
			cells = append(cells, cell{name, said})
		}
		slices.SortFunc(cells, func(a, b cell) int { return strings.Compare(a.Name, b.Name) })
		r.Cells = append(r.Cells, cells)
	}
	editions, err := lib.Editions(ask.Context(), ask.At)
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		if e.Edition.List == c.List && e.Edition.Truces > 0 {
			r.Edition = ask.Link("/edition/" + e.ID)
			break
		}
	}
	return &r, nil
}

// unclearOf lists the claims of which nobody can tell which truce they mean, or
// those that may mean one truce.
func unclearOf(ask part.Ask, found flow.Ceasefires, id string) (list []unclear) {
	names := make(map[string]message.Text)
	for _, t := range found.Ceasefires {
		names[t.ID] = nameOf(t)
	}
	for _, o := range found.Unclear {
		if id != "" && !slices.Contains(o.Candidates, id) {
			continue
		}
		u := unclear{line: lineOf(ask, o.Claim, found.Claims[o.Claim]), Why: part.Remark(o.Why)}
		for _, c := range o.Candidates {
			if c != id && names[c] != nil {
				u.Means = append(u.Means, means{names[c], ask.Link("/ceasefire/" + c)})
			}
		}
		list = append(list, u)
	}
	return list
}
