// Package stated is the page of what somebody claims, day by day, beside what
// lists confirm and what is counted.
package stated

import (
	"cmp"
	"context"
	_ "embed"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/chart"
)

// Library is what the page reads.
type Library interface {
	Tallies(ctx context.Context, at int64, filter store.TallyFilter, visit func(flow.StatedTally) error) error
	Series(ctx context.Context, at int64, side, class string) (flow.LossSeries, error)
	Editions(ctx context.Context, at int64) ([]publish.Edition, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	Title      message.Text
	Speakers   []speaker // what is stated, when no class is asked for
	Side       string
	Class      string
	ClassWords message.Text
	Chart      template.HTML
	Values     []value
	Day        string
	Lines      int // series with any number
	Falls      []fall
	Fixes      []correction
	Apart      []apart // stated of several classes at once
	Front      string
	Losses     string
	Reconciled []reconciled
}

// reconciled is a list whose stated totals are held against its own items.
type reconciled struct{ List, Href string }

// speaker is who states totals of whose losses.
type speaker struct {
	By, For, Of string
	List        bool
	Columns     []column
}

// column is a series of numbers under one heading.
type column struct {
	Said       string
	Class      string
	ClassWords message.Text // nil for none
	Href       string       // empty when its numbers stand beside no class
	Number     message.Text // the last that is stated
	From, To   string
	Days       int
	last       string
}

// value is a series at the chosen day.
type value struct {
	Key    template.HTML
	Name   message.Text
	Kind   message.Text // what its numbers are
	Number message.Text // nil when there is none yet
	Always message.Text // the number, when no day is told
	Since  message.Text // the day from which it holds
	Entry  *part.Number
	Beside message.Text // difference from the first claim
}

type fall struct {
	Said                  string
	Date, From, To, Words message.Text
}

type correction struct {
	By           string
	Date, Number message.Text
	Entry        part.Number
}

// apart is a series that covers other classes too.
type apart struct {
	By, Said string
	Covers   message.Text
	Number   message.Text
	Date     message.Text
}

// Page shows what is stated, or the chart of one side's losses of one class.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		q := ask.URL.Query()
		side, class := strings.TrimSpace(q.Get("of")), strings.TrimSpace(q.Get("class"))
		day, err := readDay(q.Get("day"))
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Title: message.Say("Claimed beside counted"), Side: side, Class: class, ClassWords: part.ClassWords(class), Front: ask.Link("/losses/stated")}
		if side == "" || class == "" {
			if v.Speakers, err = speakers(ask, lib); err != nil {
				return part.Answer{}, err
			}
			return part.Answer{Title: v.Title, Body: body, View: v}, nil
		}
		series, err := lib.Series(ask.Context(), ask.At, side, class)
		if err != nil {
			return part.Answer{}, err
		}
		if len(series.Claimed) == 0 && len(series.Counted) == 0 {
			return part.Answer{}, store.ErrNotFound
		}
		v.Title = message.Say("Claimed beside counted: %s, %s", side, part.ClassWords(class))
		v.Losses = ask.Link(part.LossesHref("side", side, "class", class))
		v.draw(ask, series, day)
		if v.Reconciled, err = reconciliations(ask, lib); err != nil {
			return part.Answer{}, err
		}
		return part.Answer{Title: v.Title, Body: body, View: v}, nil
	}
}

// reconciliations are those of the newest edition of each list that states
// totals and has items, in the order of the lists' names.
func reconciliations(ask part.Ask, lib Library) ([]reconciled, error) {
	editions, err := lib.Editions(ask.Context(), ask.At) // the newest first
	var all []reconciled
	for _, e := range editions {
		known := slices.ContainsFunc(all, func(r reconciled) bool { return r.List == e.Edition.List })
		if e.Edition.Tallies > 0 && e.Edition.Units > 0 && !known {
			all = append(all, reconciled{e.Edition.List, ask.Link("/reconciliation/" + e.ID)})
		}
	}
	slices.SortFunc(all, func(a, b reconciled) int { return cmp.Compare(a.List, b.List) })
	return all, err
}

func readDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day, &part.BadAsk{What: message.Say("The address names no day."), Write: message.Say("Write a date, as in ?day=2020-11-12.")}
	}
	return day, nil
}

// speakers lists who states which cumulative numbers, day by day.
func speakers(ask part.Ask, lib Library) ([]speaker, error) {
	var all []speaker
	index := make(map[[2]string]int)
	columns := make(map[[3]string]*column)
	err := lib.Tallies(ask.Context(), ask.At, store.TallyFilter{Reach: evidence.Cumulative}, func(t flow.StatedTally) error {
		if t.Date == "" {
			return nil
		}
		key := [2]string{t.By, t.Of}
		i, known := index[key]
		if !known {
			i = len(all)
			index[key] = i
			all = append(all, speaker{By: t.By, For: t.Side, Of: t.Of, List: t.List != ""})
		}
		for _, p := range t.Parts {
			if len(p.PartOf) > 0 || p.Fate != "" || p.Model != "" {
				continue
			}
			name := p.Said
			if t.List != "" {
				name = p.Class // its headings hold numbers that change
			}
			c := columns[[3]string{t.By, t.Of, name}]
			if c == nil {
				all[i].Columns = append(all[i].Columns, column{Said: name, Class: p.Class, From: t.Date})
				c = &column{}
				columns[[3]string{t.By, t.Of, name}] = c
			}
			c.Number = part.Amount(p.Min, p.Max, false) // in the order of dates
			if c.last != t.Date {
				c.Days++
			}
			c.last = t.Date
		}
		return nil
	})
	for i := range all {
		s := &all[i]
		for j := range s.Columns {
			c := &s.Columns[j]
			seen := columns[[3]string{s.By, s.Of, c.Said}]
			c.Days, c.To, c.Number = seen.Days, seen.last, seen.Number
			if c.Class != "" {
				c.ClassWords = part.ClassWords(c.Class)
			}
			if c.Class != "" && s.Of != "" {
				c.Href = ask.Link("/losses/stated?" + url.Values{"of": {s.Of}, "class": {c.Class}}.Encode())
			}
		}
		s.Columns = slices.DeleteFunc(s.Columns, func(c column) bool { return c.Days < 2 }) // no series: it is held against the units of its edition
		slices.SortFunc(s.Columns, func(a, b column) int { return strings.Compare(strings.ToLower(a.Said), strings.ToLower(b.Said)) })
	}
	all = slices.DeleteFunc(all, func(s speaker) bool { return len(s.Columns) == 0 })
	slices.SortFunc(all, func(a, b speaker) int { return cmp.Or(strings.Compare(a.By, b.By), strings.Compare(a.Of, b.Of)) })
	return all, err
}

// line is a series with what its numbers are.
type line struct {
	chart.Series
	kind    message.Text
	entries map[string]int64 // by day
	undated int64            // units, when none has a day
}

// draw makes the chart and the table beside it.
func (v *view) draw(ask part.Ask, series flow.LossSeries, day time.Time) {
	var lines []line
	claimed := slices.Clone(series.Claimed)
	slices.SortStableFunc(claimed, func(a, b flow.ClaimedSeries) int { return strings.Compare(a.List, b.List) }) // claims before lists
	for _, c := range claimed {
		if len(c.Covers) > 1 {
			v.Apart = append(v.Apart, apartOf(c))
			continue
		}
		if l := claimedLine(c); len(l.Points) > 0 {
			lines = append(lines, l)
		}
		for _, p := range c.Corrections {
			v.Fixes = append(v.Fixes, correction{c.By, part.Day(p.Date), signed(p), part.NumberOf(ask, p.Entry)})
		}
	}
	for _, c := range series.Counted {
		l := line{Series: chart.Series{Label: message.Say("%s, counted", c.List)}, kind: message.Say("units, by the day on which the list took them in")}
		switch {
		case c.Undated > 0 && len(c.Points) == 0:
			l.kind, l.undated = message.Say("units; the list does not say when it took them in"), c.Undated
		case c.Undated > 0:
			l.kind = message.Say("%s; %d more without such a day", l.kind, int(c.Undated))
		}
		for _, p := range c.Points {
			if at, err := time.Parse(time.DateOnly, p.Date); err == nil {
				l.Points = append(l.Points, chart.Point{Day: at, Value: p.Units})
			}
		}
		lines = append(lines, l)
	}
	c := chart.Chart{ID: "claimed-beside-counted", Title: v.Title, Day: day}
	var last []message.Text
	for _, l := range lines {
		c.Series = append(c.Series, l.Series)
		if n := len(l.Points); n > 0 {
			v.Lines++
			end := l.Points[n-1]
			if last != nil {
				last = append(last, message.Verbatim("; "))
			}
			last = append(last, message.Say("%s: %s on %s", l.Label, message.Number(end.Value), message.Day(end.Day)))
			if day.IsZero() || v.Day == "" && end.Day.After(c.Day) {
				c.Day = latest(c.Day, end.Day)
			}
		}
	}
	chosen := c.Day
	if !day.IsZero() {
		chosen, c.Day = day, day
	} else {
		c.Day = time.Time{} // the end of the chart needs no mark
	}
	if !chosen.IsZero() {
		v.Day = chosen.Format(time.DateOnly)
	}
	c.Desc = message.Say("Step lines over time. %s. The table below gives the numbers of a day.", message.Joined(last...))
	v.Chart = c.SVG(ask.In())
	v.values(ask, lines, chosen)
	for _, f := range series.Falls {
		v.Falls = append(v.Falls, fallOf(f.Said, f.Date, f.From, f.To, f.Correction, f.Explained))
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// claimedLine draws the numbers that are exact or at least that.
func claimedLine(c flow.ClaimedSeries) line {
	l := line{Series: chart.Series{Label: message.Name(c.By)}, kind: message.Say("cumulative, as claimed"), entries: make(map[string]int64)}
	if c.List != "" {
		l.Label, l.kind = message.Say("%s, stated", message.Name(c.By)), message.Say("the list’s own total, as stated")
	}
	if c.Said != "" && c.List == "" {
		l.kind = message.Say("%s, column “%s”", l.kind, c.Said)
	}
	for _, p := range c.Points {
		number := p.Min
		if number == nil {
			number = p.Max
		}
		if at, err := time.Parse(time.DateOnly, p.Date); err == nil && number != nil {
			l.entries[p.Date] = p.Entry
			if n := len(l.Points); n > 0 && l.Points[n-1].Day.Equal(at) { // said again for the day: the later entry stands
				l.Points[n-1].Value = *number
				continue
			}
			l.Points = append(l.Points, chart.Point{Day: at, Value: *number})
		}
	}
	for _, p := range c.Corrections {
		if at, err := time.Parse(time.DateOnly, p.Date); err == nil {
			l.Rings = append(l.Rings, chart.Ring{Day: at, Words: message.Say("correction of %s", signed(p))})
		}
	}
	return l
}

func signed(p flow.ClaimPoint) message.Text {
	if p.Min == nil {
		return message.Say("a number not given")
	}
	if *p.Min > 0 {
		return message.Joined(message.Verbatim("+"), message.Number(int64(*p.Min)))
	}
	return message.Number(int64(*p.Min))
}

// values fills the table of a day. The first claim is what others are held
// against.
func (v *view) values(ask part.Ask, lines []line, day time.Time) {
	var first *int64
	for i, l := range lines {
		row := value{Key: chart.Key(i), Name: l.Label, Kind: l.kind}
		if l.undated > 0 {
			row.Always = message.Number(int64(l.undated))
		}
		if p, ok := l.On(day); ok {
			row.Number = message.Number(int64(p.Value))
			row.Since = part.Day(p.Day.Format(time.DateOnly))
			if n, ok := l.entries[p.Day.Format(time.DateOnly)]; ok {
				entry := part.NumberOf(ask, n)
				row.Entry = &entry
			}
			switch {
			case first == nil && l.entries != nil:
				first = &p.Value
			case first != nil && p.Value < *first:
				row.Beside = message.Say("%d fewer", int(*first-p.Value))
			case first != nil && p.Value > *first:
				row.Beside = message.Say("%d more", int(p.Value-*first))
			case first != nil:
				row.Beside = message.Say("as many")
			}
		}
		v.Values = append(v.Values, row)
	}
}

func fallOf(said, date string, from, to, correction int64, explained bool) fall {
	f := fall{Said: said, Date: part.Day(date), From: message.Number(int64(from)), To: message.Number(int64(to))}
	switch {
	case explained:
		f.Words = message.Say("a correction of %s says so", message.Number(int64(correction)))
	case correction != 0:
		f.Words = message.Say("corrections come to %s, which is not as much", message.Number(int64(correction)))
	default:
		f.Words = message.Say("no correction says so")
	}
	return f
}

func apartOf(c flow.ClaimedSeries) apart {
	a := apart{By: c.By, Said: c.Said}
	var covers []message.Text
	for _, class := range c.Covers {
		covers = append(covers, part.ClassWords(class))
	}
	a.Covers = message.Comma(covers...)
	if n := len(c.Points); n > 0 {
		a.Number, a.Date = part.Amount(c.Points[n-1].Min, c.Points[n-1].Max, false), part.Day(c.Points[n-1].Date)
	}
	return a
}
