package incident

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/link/accounts"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/chart"
)

// toll is how one kind of toll of one scope was told.
type toll struct {
	What  message.Text
	Scope message.Text
	Chart template.HTML // empty where there is nothing to compare
	Rows  template.HTML
}

// telling is one number as it was told.
type telling struct {
	Key    template.HTML
	When   message.Text
	Time   time.Time
	Who    message.Text
	Side   string
	Number message.Text
	People string
	Of     string // whose people, a side's code
	Hedged bool
	Parts  []message.Text
	Ref    ref
}

func (s shown) tolls(t accounts.Told) []toll {
	var all []toll
	for n, told := range t.Tolls {
		var rows []telling
		out := toll{What: part.CountedWords(told.What), Scope: part.ScopeWords(told.Scope)}
		c := chart.Chart{
			ID: fmt.Sprintf("toll-%d", n+1), Title: message.Say("How many were said to be %s, by who said it and when", part.CountedWords(told.What)),
			Desc: message.Say("Each line steps to a source’s number at the time at which it was published; “at least” is drawn at its least. The table below gives every number."),
		}
		moments := make(map[time.Time]bool)
		for i, series := range told.Series {
			label := part.AccountCalled(series.Account, series.Source)
			if series.Source != "" && series.Account == series.Side {
				label = message.Name(series.Source)
			}
			line := chart.Series{Label: label}
			for _, p := range series.Points {
				at := moment(p.Told)
				row := telling{
					When: part.IntervalWords(p.Told), Time: at, Who: label, Side: series.Side, Number: part.Amount(p.Min, p.Max, p.Approx), People: p.Who,
					Of: series.Of, Hedged: p.Hedged, Ref: s.refs[p.Claim], Key: chart.Key(i),
				}
				for _, c := range p.Parts {
					row.Parts = append(row.Parts, countWords(c))
				}
				rows = append(rows, row)
				if v := cmp.Or(p.Min, p.Max); v != nil && !at.IsZero() {
					moments[at] = true
					line.Points = append(line.Points, chart.Point{Day: at, Value: *v})
				}
			}
			c.Series = append(c.Series, line)
		}
		if len(moments) > 1 {
			out.Chart = c.SVG(s.ask.In())
		} else {
			for i := range rows {
				rows[i].Key = ""
			}
		}
		slices.SortStableFunc(rows, func(a, b telling) int { return a.Time.Compare(b.Time) })
		out.Rows = s.rowsOf(rows)
		all = append(all, out)
	}
	return all
}

// moment is when a report was published, at the earliest; zero when that is not
// known.
func moment(i evidence.Interval) time.Time {
	switch {
	case i.From != "":
		return i.Earliest().UTC()
	case i.To != "":
		return i.Latest().UTC()
	}
	return time.Time{}
}
