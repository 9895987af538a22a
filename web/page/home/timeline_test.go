package home

import (
	"fmt"
	"strings"
	"testing"

	"tallystick/store"
	"tallystick/web/internal/pagetest"
)

// Bars are days while there is room for them, else weeks and more; what lies
// far from most is told at the ends.
func TestTimeline(t *testing.T) {
	day := func(d string, n, contested int) store.IncidentDay {
		return store.IncidentDay{Day: d, Incidents: n, Contested: contested}
	}
	for _, c := range []struct {
		name string
		days []store.IncidentDay
		want string
	}{
		{"none", nil, ""},
		{"a day", []store.IncidentDay{day("2031-05-06", 3, 1)}, "2031-05-06..2031-05-06 3/1"},
		{"days", []store.IncidentDay{day("", 7, 2), day("2031-05-06", 3, 1), day("2031-05-08", 1, 0)}, "2031-05-06..2031-05-06 3/1, 2031-05-07..2031-05-07 0/0, 2031-05-08..2031-05-08 1/0, 7 undated"},
		{"told, but not said to have been", []store.IncidentDay{{Day: "2031-05-06", Incidents: 3, Told: 2}}, "2031-05-06..2031-05-06 3/0, 2 told"},
		{"most close together", []store.IncidentDay{day("1992-02-25", 1, 1), day("2031-05-06", 3, 1), day("2031-05-07", 4, 0), day("2040-01-01", 1, 0)},
			"1 before, 2031-05-06..2031-05-06 3/1, 2031-05-07..2031-05-07 4/0, 1 after"},
		{"weeks from Monday on", []store.IncidentDay{day("2031-05-07", 1, 0), day("2031-07-31", 1, 1)}, "13 bars of 2031-05-05..2031-05-11"},
		{"years", []store.IncidentDay{day("1988-02-20", 1, 0), day("2010-06-18", 1, 1), day("2031-07-31", 1, 1)}, "44 bars of 1988-02-15..1989-02-12"},
	} {
		ask := pagetest.Ask(t, true, 9, "/")
		line := newTimeline(ask, c.days)
		var got []string
		if line.Before.Incidents > 0 {
			got = append(got, fmt.Sprintf("%d before", line.Before.Incidents))
		}
		all := line.Before.Incidents + line.After.Incidents + line.Undated
		for _, b := range line.bars {
			all += b.incidents
			got = append(got, fmt.Sprintf("%s..%s %d/%d", b.from.Format("2006-01-02"), b.to.Format("2006-01-02"), b.incidents, b.contested))
			if b.told > 0 {
				got[len(got)-1] += fmt.Sprintf(", %d told", b.told)
			}
		}
		if n := len(line.bars); n > 5 {
			span, _, _ := strings.Cut(got[0], " ")
			got = []string{fmt.Sprintf("%d bars of %s", n, span)}
		}
		if line.After.Incidents > 0 {
			got = append(got, fmt.Sprintf("%d after", line.After.Incidents))
		}
		if line.Undated > 0 {
			got = append(got, fmt.Sprintf("%d undated", line.Undated))
		}
		if said := strings.Join(got, ", "); said != c.want {
			t.Errorf("%s: %s; want %s", c.name, said, c.want)
		}
		for _, d := range c.days {
			all -= d.Incidents
		}
		if all != 0 || len(line.bars) > mostBars+1 {
			t.Errorf("%s: %d incidents are told too often, in %d bars", c.name, all, len(line.bars))
		}
	}
}
