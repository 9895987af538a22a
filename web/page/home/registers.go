package home

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/link/territory"
	"tallystick/link/truces"
	"tallystick/web/message"
	"tallystick/web/part"
)

// sideLosses is what one side lost: what lists have unit by unit, and what
// somebody states.
type sideLosses struct {
	Side  string
	Units number
	Fates []fate
	Rows  []classLosses
}

// number is a count that opens what it counts.
type number struct {
	N    message.Text
	Href string
}

type fate struct {
	Words message.Text
	number
}

// classLosses is one class, stated beside counted.
type classLosses struct {
	Class  message.Text
	Stated []stated
	Units  *number // nil where no list has any
}

type stated struct {
	number
	By   message.Text
	When message.Text
}

// mostClasses is how many classes of each side the page has.
const mostClasses = 5

// lossesOf lays counted losses beside those that somebody states in all and those
// that claims of reports give, by side in alphabetical order. Of the classes those come first of which both are told, then those of
// which most units are.
func lossesOf(ask part.Ask, o *flow.Overview) []sideLosses {
	count := func(n int64, settings ...string) number {
		return number{message.Number(n), ask.Link(part.LossesHref(settings...))}
	}
	sides := make(map[string]*sideLosses)
	units := make(map[[2]string]int64)
	for _, s := range part.BySide(o.Losses.By) {
		side := &sideLosses{Side: s.Side, Units: count(s.Units, "side", s.Side, "show", "units")}
		for _, f := range []struct {
			name string
			n    int64
		}{
			{"destroyed", s.Fates.Destroyed}, {"damaged", s.Fates.Damaged}, {"abandoned", s.Fates.Abandoned}, {"captured", s.Fates.Captured},
		} {
			if f.n > 0 {
				side.Fates = append(side.Fates, fate{part.FateWords(f.name), count(f.n, "side", s.Side, "fate", f.name, "show", "units")})
			}
		}
		for _, c := range s.Classes {
			units[[2]string{s.Side, c.Class}] = c.Units
		}
		sides[s.Side] = side
	}
	claimed := make(map[[2]string][]stated)
	for _, s := range o.Stated {
		key := [2]string{s.Of, s.Class}
		href := ask.Link("/losses/stated?" + url.Values{"of": {s.Of}, "class": {s.Class}, "day": {s.Date}}.Encode())
		claimed[key] = append(claimed[key], stated{number{part.Amount(s.Min, s.Max, false), href}, message.Name(s.By), part.Day(s.Date)})
		if sides[s.Of] == nil {
			sides[s.Of] = &sideLosses{Side: s.Of}
		}
	}
	for _, c := range o.Claimed {
		key := [2]string{c.Side, c.Class}
		claimed[key] = append(claimed[key], stated{number{part.Amount(c.Min, c.Max, c.Approx), ask.Link("/claim/" + c.Claim.ID)}, part.Speaker(c.Claim.Source), part.IntervalWords(c.Claim.In.Published)})
		if sides[c.Side] == nil {
			sides[c.Side] = &sideLosses{Side: c.Side}
		}
	}
	var keys [][2]string
	for key := range units {
		keys = append(keys, key)
	}
	for key := range claimed {
		if _, counted := units[key]; !counted {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		both := func(k [2]string) int {
			if len(claimed[k]) > 0 && units[k] > 0 {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(both(a), both(b)), cmp.Compare(units[b], units[a]), cmp.Compare(a[1], b[1]))
	})
	for _, key := range keys {
		side := sides[key[0]]
		if len(side.Rows) == mostClasses || key[1] == "" {
			continue
		}
		row := classLosses{Class: part.ClassWords(key[1]), Stated: claimed[key]}
		if n, counted := units[key]; counted {
			c := count(n, "side", key[0], "class", key[1])
			row.Units = &c
		}
		side.Rows = append(side.Rows, row)
	}
	var list []sideLosses
	for _, s := range sides {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b sideLosses) int { return strings.Compare(a.Side, b.Side) })
	return list
}

// truce is the truce that took effect last, and what is said of it since.
type truce struct {
	Name    message.Text
	Href    string
	Sides   []string
	Brokers []string
	State   message.Text // what is told of it last: that it ended, was broken, holds
	Days    message.Text // how long it has run or is said to have; nil where that is not told
	Since   message.Text // what they are counted from and to
	Breach  message.Text // when the first breach is alleged; nil for none
	By      string       // address of the claim that alleges it
	Ended   []truceSaid
	Accused []truceSaid
	Denials number
	Denied  bool
	Cut     bool
}

// truceSaid is something said of a truce, and how often.
type truceSaid struct {
	Words message.Text
	number
}

func truceOf(ask part.Ask, o *flow.Overview) *truce {
	t := o.Truce
	if t == nil {
		return nil
	}
	href := ask.Link("/ceasefire/" + t.ID)
	if o.TrucesCut { // all that is said of it may make another of it
		href = ask.Link("/ceasefires")
	}
	from, effective := flow.RunsFrom(t)
	begins, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return nil
	}
	v := &truce{Name: message.Say("Ceasefire of %s", message.Day(begins)), Href: href, Sides: t.Parties, State: part.TruceState(*t), Cut: o.TrucesCut}
	v.clock(ask, *t, begins, effective, o.Last)
	for _, b := range t.Brokers {
		v.Brokers = append(v.Brokers, b.Name)
	}
	slices.Sort(v.Brokers)
	for _, d := range t.Ends {
		v.Ended = append(v.Ended, endOf(ask, href, d))
	}
	for i, a := range t.Tally {
		n := number{message.Say("%d claims", a.Claims), href}
		if !o.TrucesCut {
			n.Href += fmt.Sprintf("#accused-%d", i+1)
		}
		v.Accused = append(v.Accused, truceSaid{accusation(a), n})
	}
	if v.Denied = len(t.Denials) > 0; v.Denied {
		v.Denials = number{message.Say("%d denials", len(t.Denials)), ask.Link("/claim/" + t.Denials[0].Claim)}
	}
	return v
}

// clock counts the days that a truce ran: to the first on which it is said to
// have ended or, where nobody says that, to the ledger's last entry.
func (v *truce) clock(ask part.Ask, t flow.Ceasefire, begins time.Time, effective bool, last time.Time) {
	if len(t.Breaches) > 0 {
		v.Breach = part.TruceClock(t)
		if first, _ := part.FirstBreach(t); first != nil {
			v.By = ask.Link("/claim/" + first.Claim)
		}
	}
	until := last
	for _, d := range t.Ends {
		if day, ok := firstDay(d.When); ok && (until.Equal(last) || day.Before(until)) {
			until = day
		}
	}
	if len(t.Ends) > 0 && until.Equal(last) || until.Before(begins) {
		return
	}
	v.Days = message.Say("%d days", int(until.Sub(begins).Hours()/24))
	switch {
	case len(t.Ends) > 0 && effective:
		v.Since = message.Say("from the day on which it is told to have taken effect to the first on which it is said to have ended or broken")
	case len(t.Ends) > 0:
		v.Since = message.Say("from the day on which it is told to have been announced to the first on which it is said to have ended or broken; nobody dates its taking effect")
	case effective:
		v.Since = message.Say("since it is told to have taken effect, up to the ledger’s last entry; no claim here says that it has ended")
	default:
		v.Since = message.Say("since it is told to have been announced, up to the ledger’s last entry; no claim here says that it has ended, and nobody dates its taking effect")
	}
}

// firstDay is the civil day with which an interval begins or, where that is not
// told, ends.
func firstDay(i *evidence.Interval) (time.Time, bool) {
	if i == nil || !i.Known() {
		return time.Time{}, false
	}
	s := cmp.Or(i.From, i.To)
	day, err := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	return day, err == nil
}

// accusation says who alleges that who broke a truce.
func accusation(a truces.Accused) message.Text {
	by := message.Text(message.Say("The reports’ own voice"))
	if a.By != "" {
		by = message.Name(a.By)
	}
	if a.Against == "" {
		return message.Say("%s alleges a breach, not said by whom", by)
	}
	return message.Say("%s accuses %s of a breach", by, message.Name(a.Against))
}

// endOf says that a truce is said to have ended.
func endOf(ask part.Ask, href string, d truces.Dated) truceSaid {
	if d.Claim != "" {
		href = ask.Link("/claim/" + d.Claim)
	}
	return truceSaid{message.Say("Said to have ended or broken: %s", part.WhenWords(d.When)), number{part.ToldBy(d.By, d.Claim), href}}
}

// roads is what was said last of roads and crossings.
type roads struct {
	Counts []message.Text // by state
	List   []road
	More   int
	Cut    bool
}

type road struct {
	Name  message.Text
	Said  []roadSaid // by account, in alphabetical order
	Apart bool       // the accounts differ
	Day   message.Text
}

// roadSaid is the latest word of one account.
type roadSaid struct {
	State, By message.Text
	Side      bool
	Href      string
}

const mostRoads = 6

var roadStates = []struct {
	state string
	words message.Message
}{
	{"closed", message.Say("closed")}, {"open", message.Say("open")}, {"restricted", message.Say("restricted")},
}

func roadsOf(ask part.Ask, o *flow.Overview) roads {
	v := roads{Cut: o.RoadsCut, More: max(0, len(o.Roads)-mostRoads)}
	counts := make(map[string]int)
	for _, r := range o.Roads {
		state := ""
		for _, a := range r.Accounts {
			switch {
			case state == "":
				state = a.State
			case a.State != state:
				state = "differ"
			}
		}
		counts[state]++
	}
	for _, c := range []struct {
		state string
		words message.Message
	}{
		{"closed", message.Say("%d said to be closed", counts["closed"])}, {"restricted", message.Say("%d said to be restricted", counts["restricted"])},
		{"open", message.Say("%d said to be open", counts["open"])}, {"differ", message.Say("of %d the accounts differ", counts["differ"])},
	} {
		if counts[c.state] > 0 {
			v.Counts = append(v.Counts, c.words)
		}
	}
	for _, r := range o.Roads[:min(mostRoads, len(o.Roads))] {
		row := road{Name: message.Name(r.Name), Apart: len(r.Contested) > 0}
		if day, err := time.Parse(time.DateOnly, r.Confirmed.Day); err == nil {
			row.Day = message.Day(day)
		}
		for _, a := range r.Accounts {
			said := roadSaid{State: stateWords(a.State), By: message.Verbatim(a.Account), Side: true, Href: ask.Link("/access")}
			switch a.Account {
			case territory.ThirdParties:
				said.By, said.Side = message.Say("third parties"), false
			case territory.Narrators:
				said.By, said.Side = message.Say("the reports themselves"), false
			}
			if n := len(a.Claims); n > 0 {
				said.Href = ask.Link("/claim/" + a.Claims[n-1])
			}
			row.Said = append(row.Said, said)
		}
		v.List = append(v.List, row)
	}
	return v
}

func stateWords(state string) message.Text {
	for _, s := range roadStates {
		if s.state == state {
			return s.words
		}
	}
	if state == territory.Denied {
		return message.Say("says that another’s word is wrong")
	}
	return message.Verbatim(state)
}
