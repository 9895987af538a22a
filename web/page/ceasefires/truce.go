package ceasefires

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/link/truces"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/chart"
)

// truce is a truce as the pages show it.
type truce struct {
	flow.Ceasefire
	Href    string
	Name    string   // by its beginning
	Sides   []string // in alphabetical order
	Parties []string // as the register calls them, in alphabetical order
	State   string
	Brokers string
	Clock   string // what is said of how long it held
	Tally   []accused
	Denials int
	Ended   []fact
	Bar     template.HTML
}

// fact is something told of a truce on days, and who tells it.
type fact struct {
	What string // announced, in force, ended, broken
	When string
	By   string
	From []string // addresses of the claims; none for a register
}

// accused is how many claims say that one broke a truce.
type accused struct {
	By, Against string // empty for reports' own voice, and when it is not said who
	Claims      string
	Origins     string
	Href        string
}

// newTruce makes the view of a truce.
func newTruce(ask part.Ask, t flow.Ceasefire) truce {
	v := truce{Ceasefire: t, Href: ask.Link("/ceasefire/" + t.ID), Name: nameOf(t), Sides: t.Parties, State: stateWords(t), Denials: len(t.Denials)}
	if t.Register != nil {
		for _, p := range t.Register.Parties {
			v.Parties = append(v.Parties, cmp.Or(p.Name, p.Said))
		}
		slices.Sort(v.Parties)
		v.Parties = slices.Compact(v.Parties)
	}
	var brokers []string
	for _, b := range t.Brokers {
		brokers = append(brokers, b.Name)
	}
	slices.Sort(brokers)
	v.Brokers = joined(brokers)
	v.Ended = facts(ask, t.Ends)
	v.Clock = clock(t)
	for i, a := range t.Tally {
		v.Tally = append(v.Tally, accused{a.By, a.Against, counted(a.Claims, "claim"), counted(a.Origins, "origin"), v.Href + "#" + pairID(i)})
	}
	v.Bar = bar(ask, t)
	return v
}

func pairID(i int) string { return fmt.Sprintf("accused-%d", i+1) }

func nameOf(t flow.Ceasefire) string {
	if t.Begins == "" {
		return "Ceasefire, its day not told"
	}
	return "Ceasefire of " + part.Day(t.Begins).In(message.English)
}

// stateWords says the state so that it reads as what is alleged.
func stateWords(t flow.Ceasefire) string {
	against := ""
	if len(t.StateOf) > 0 {
		against = ", against " + joined(t.StateOf)
	}
	switch t.State {
	case truces.AllegedOne:
		return "breach alleged" + against
	case truces.AllegedBoth:
		return "breaches alleged" + against
	case truces.InForce:
		return "said to be in force"
	case truces.OnlySpokenOf:
		return "only spoken of"
	}
	return t.State
}

// facts gathers what is told alike on the same days by the same speaker.
func facts(ask part.Ask, list []truces.Dated) []fact {
	var out []fact
	for _, d := range list {
		f := fact{What: d.Says, When: whenWords(d.When), By: by(d.By, d.Claim)}
		if len(d.Of) > 0 {
			f.What += " by " + joined(d.Of)
		}
		if d.Claim != "" {
			f.From = []string{ask.Link("/claim/" + d.Claim)}
		}
		if i := slices.IndexFunc(out, func(o fact) bool { return o.What == f.What && o.When == f.When && o.By == f.By }); i >= 0 {
			out[i].From = append(out[i].From, f.From...)
			continue
		}
		out = append(out, f)
	}
	return out
}

// by names who tells something: a register where no claim does.
func by(speakers []string, claim string) string {
	switch {
	case claim == "":
		return "the register"
	case len(speakers) == 0:
		return "a report’s own voice"
	}
	return joined(speakers)
}

func whenWords(i *evidence.Interval) string {
	if i == nil || !i.Known() {
		return "on a day not told"
	}
	return part.IntervalWords(evidence.Interval{From: i.From, To: i.To}).In(message.English)
}

// clock says how long a truce is said to have held: up to the first breach that
// is alleged, or that nobody alleges one.
func clock(t flow.Ceasefire) string {
	var first *truces.Breach
	undated := 0
	for i, b := range t.Breaches {
		switch {
		case b.When == nil || !b.When.Known() || b.Since == nil:
			undated++
		case first == nil || b.When.Earliest().Before(first.When.Earliest()):
			first = &t.Breaches[i]
		}
	}
	switch {
	case first != nil:
		return "First breach alleged " + sinceWords(*first, t.Effective) + ", by " + by(first.By, first.Claim) + "."
	case undated == 1:
		return "A breach is alleged; it is not told how long after it took effect."
	case undated > 1:
		return fmt.Sprintf("%d breaches are alleged; it is not told how long after it took effect.", undated)
	case len(t.Links) > 0:
		return "No claim here alleges a breach."
	}
	return ""
}

// sinceWords says how long after a truce took effect something is said to have
// happened: in hours where both are told to the minute, else in days.
func sinceWords(b truces.Breach, effective []truces.Dated) string {
	if b.When != nil {
		for _, d := range effective {
			from, ok := instant(d.When)
			at, too := instant(b.When)
			if gap := at.Sub(from); ok && too && gap >= 0 && gap < 48*time.Hour {
				if gap < time.Hour {
					return counted(int(gap/time.Minute), "minute") + " after it took effect"
				}
				return counted(int(gap/time.Hour), "hour") + " after it took effect"
			}
		}
	}
	s := b.Since
	switch {
	case s == nil:
		return "on a day not told"
	case s.Max < 0:
		return daysWords(-s.Max, -s.Min) + " before it took effect"
	case s.Max == 0 && s.Min == 0:
		return "on the day it took effect"
	case s.Min <= 0:
		return "within " + counted(s.Max, "day") + " of its taking effect"
	}
	return daysWords(s.Min, s.Max) + " after it took effect"
}

// instant returns a time that is told to the minute.
func instant(i *evidence.Interval) (time.Time, bool) {
	if i == nil || i.From != i.To {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, i.From)
	return at, err == nil
}

func daysWords(low, high int) string {
	if low == high {
		return counted(low, "day")
	}
	return fmt.Sprintf("%d to %d days", low, high)
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return message.Number(int64(n)).In(message.English) + " " + thing + "s"
}

func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// bar draws what is told of a truce by day: a lane for each thing said and each
// who says it, in alphabetical order.
func bar(ask part.Ask, t flow.Ceasefire) template.HTML {
	drawn := chart.Lanes{
		ID: "days-" + t.ID[:8], Title: message.Say("%s, by day", nameOf(t)),
		Desc: message.Say("When it is said to have been announced and in force, on which days each speaker alleges a breach, and when it is said to have ended. The dotted line is the first day that is told of it."),
	}
	if day, err := time.Parse(time.DateOnly, t.Begins); err == nil {
		drawn.Day = day
	}
	add := func(label string, shape chart.Shape, when []*evidence.Interval) {
		lane, untold := chart.Lane{}, 0
		for _, i := range when {
			from, to, ok := days(i)
			if !ok {
				untold++
				continue
			}
			if k := slices.IndexFunc(lane.Marks, func(m chart.Mark) bool { return m.From.Equal(from) && m.To.Equal(to) }); k >= 0 {
				lane.Marks[k].Count++
				continue
			}
			lane.Marks = append(lane.Marks, chart.Mark{From: from, To: to, Shape: shape, Count: 1})
		}
		for k, m := range lane.Marks {
			words := label + ", " + whenWords(&evidence.Interval{From: m.From.Format(time.DateOnly), To: m.To.Format(time.DateOnly)})
			if m.Count > 1 {
				words += fmt.Sprintf(", said %d times", m.Count)
			}
			lane.Marks[k].Words = message.Verbatim(words)
		}
		if untold > 0 {
			label += fmt.Sprintf(" · %d undated", untold)
		}
		if len(when) > 0 {
			lane.Label = message.Verbatim(label)
			drawn.Lanes = append(drawn.Lanes, lane)
		}
	}
	add("Announced", chart.Dot, whens(t.Announced))
	add("In force", chart.Dot, whens(t.Effective))
	for _, who := range accusers(t.Breaches) {
		var when []*evidence.Interval
		for _, b := range t.Breaches {
			if by(b.By, b.Claim) == who {
				when = append(when, b.When)
			}
		}
		add("Breach alleged by "+who, chart.Cross, when)
	}
	add("Said to be observed", chart.Dot, whens(t.Observed))
	add("Said to have ended or broken", chart.Square, whens(t.Ends))
	return drawn.SVG(ask.In())
}

func whens(list []truces.Dated) (when []*evidence.Interval) {
	for _, d := range list {
		when = append(when, d.When)
	}
	return when
}

// accusers lists who alleges breaches, in alphabetical order, reports' own
// voice last.
func accusers(list []truces.Breach) []string {
	own := by(nil, "a claim")
	var names []string
	for _, b := range list {
		names = append(names, by(b.By, b.Claim))
	}
	slices.SortFunc(names, func(a, b string) int {
		if (a == own) != (b == own) {
			if a == own {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(names)
}

// days returns the civil days that an interval begins and ends with; the end
// that is told stands for the other.
func days(i *evidence.Interval) (from, to time.Time, ok bool) {
	if i == nil || !i.Known() {
		return from, to, false
	}
	day := func(s string) (time.Time, error) {
		return time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	}
	from, err := day(cmp.Or(i.From, i.To))
	to, too := day(cmp.Or(i.To, i.From))
	return from, to, err == nil && too == nil && !to.Before(from)
}
