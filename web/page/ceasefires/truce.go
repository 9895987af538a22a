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
	Name    message.Text // by its beginning
	Sides   []string     // in alphabetical order
	Parties []string     // as the register calls them, in alphabetical order
	State   message.Text
	Brokers message.Text // nil for none
	Clock   message.Text // what is said of how long it held
	Tally   []accused
	Denials int
	Ended   []fact
	Bar     template.HTML
}

// fact is something told of a truce on days, and who tells it.
type fact struct {
	What message.Text // announced, in force, ended, broken
	When message.Text
	By   message.Text
	From []string // addresses of the claims; none for a register
}

// accused is how many claims say that one broke a truce.
type accused struct {
	By, Against string // empty for reports' own voice, and when it is not said who
	Claims      message.Text
	Origins     message.Text
	Href        string
}

// newTruce makes the view of a truce.
func newTruce(ask part.Ask, t flow.Ceasefire) truce {
	v := truce{Ceasefire: t, Href: ask.Link("/ceasefire/" + t.ID), Name: nameOf(t), Sides: t.Parties, State: part.TruceState(t), Denials: len(t.Denials)}
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
	if len(brokers) > 0 {
		v.Brokers = message.Names(brokers)
	}
	v.Ended = facts(ask, t.Ends)
	v.Clock = part.TruceClock(t)
	for i, a := range t.Tally {
		v.Tally = append(v.Tally, accused{a.By, a.Against, message.Say("%d claims", a.Claims), message.Say("%d origins", a.Origins), v.Href + "#" + pairID(i)})
	}
	v.Bar = bar(ask, t)
	return v
}

func pairID(i int) string { return fmt.Sprintf("accused-%d", i+1) }

func nameOf(t flow.Ceasefire) message.Text {
	if t.Begins == "" {
		return message.Say("Ceasefire, its day not told")
	}
	return message.Say("Ceasefire of %s", part.Day(t.Begins))
}

// facts gathers what is told alike on the same days by the same speaker.
func facts(ask part.Ask, list []truces.Dated) []fact {
	var out []fact
	for _, d := range list {
		f := fact{What: saysWords(d.Says), When: part.WhenWords(d.When), By: part.ToldBy(d.By, d.Claim)}
		if len(d.Of) > 0 {
			f.What = message.Say("%s by %s", f.What, message.Names(d.Of))
		}
		if d.Claim != "" {
			f.From = []string{ask.Link("/claim/" + d.Claim)}
		}
		if i := slices.IndexFunc(out, func(o fact) bool { return same(o.What, f.What) && same(o.When, f.When) && same(o.By, f.By) }); i >= 0 {
			out[i].From = append(out[i].From, f.From...)
			continue
		}
		out = append(out, f)
	}
	return out
}

// saysWords says what is told of a truce.
func saysWords(says string) message.Text {
	return part.CeasefireWords(says)
}

// same reports whether two texts say the same.
func same(a, b message.Text) bool { return a.In(message.English) == b.In(message.English) }

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
	add := func(label message.Text, shape chart.Shape, when []*evidence.Interval) {
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
			words := message.Say("%s, %s", label, part.WhenWords(&evidence.Interval{From: m.From.Format(time.DateOnly), To: m.To.Format(time.DateOnly)}))
			if m.Count > 1 {
				words = message.Say("%s, said %d times", words, m.Count)
			}
			lane.Marks[k].Words = words
		}
		if untold > 0 {
			label = message.Say("%s · %d undated", label, untold)
		}
		if len(when) > 0 {
			lane.Label = label
			drawn.Lanes = append(drawn.Lanes, lane)
		}
	}
	add(message.Say("Announced"), chart.Dot, whens(t.Announced))
	add(message.Say("In force"), chart.Dot, whens(t.Effective))
	for _, who := range accusers(t.Breaches) {
		var when []*evidence.Interval
		for _, b := range t.Breaches {
			if same(part.ToldBy(b.By, b.Claim), who) {
				when = append(when, b.When)
			}
		}
		add(message.Say("Breach alleged by %s", who), chart.Cross, when)
	}
	add(message.Say("Said to be observed"), chart.Dot, whens(t.Observed))
	add(message.Say("Said to have ended or broken"), chart.Square, whens(t.Ends))
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
func accusers(list []truces.Breach) []message.Text {
	var names []message.Text
	own := false
	for _, b := range list {
		if len(b.By) == 0 {
			own = true
		} else {
			names = append(names, part.ToldBy(b.By, b.Claim))
		}
	}
	slices.SortFunc(names, func(a, b message.Text) int {
		return strings.Compare(a.In(message.English), b.In(message.English))
	})
	names = slices.CompactFunc(names, same)
	if own {
		names = append(names, part.ToldBy(nil, "a claim"))
	}
	return names
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
