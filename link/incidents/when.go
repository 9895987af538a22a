package incidents

import (
	"time"

	"tallystick/evidence"
)

// Days is when it happened, in days from 1970-01-01, both inclusive. To before
// From means that nothing is known.
type Days struct {
	From, To int32
	Firm     bool // it is said, to within two days; else it is a window that the report leaves open
}

// Bounds of the windows in which undated news is looked for.
const (
	newsWindow = 14 // days before publication in which undated news happened
	firmWidth  = 2
	wideWidth  = 40     // more days than this say nothing of the day
	staleAfter = 60     // days: a report whose events are older tells history, not news
	lastWidth  = 1500   // a longer interval is an era, and no time at all
	lastDay    = 90_000 // days before or after 1970 that no report speaks of
	holdBefore = 7      // days for which a place may be held before somebody says so
	holdAfter  = 2
	bucketDays = 4 // of a block
	wideBucket = 512
)

// Known reports whether anything is known.
func (d Days) Known() bool { return d.From <= d.To }

// Wide reports whether the interval says the year or season at most.
func (d Days) Wide() bool { return d.To-d.From >= wideWidth }

// Meets reports whether both can mean one day, or days next to each other:
// reports tell days by their own clocks. Wide intervals meet wide ones alone.
func (d Days) Meets(e Days) bool {
	return d.Known() && e.Known() && d.Wide() == e.Wide() && d.From <= e.To+1 && e.From <= d.To+1
}

var unknown = Days{From: 0, To: -1}

// dayOf returns the day of a date or time of evidence; ok is false for neither.
func dayOf(s string) (day int32, ok bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		if t, err = time.Parse(time.RFC3339Nano, s); err != nil {
			return 0, false
		}
	}
	u := t.UTC().Unix()
	day = int32(u / 86400)
	if u%86400 < 0 {
		day--
	}
	return day, true
}

// said returns the days of an interval that a claim states.
func said(i *evidence.Interval) Days {
	if i == nil {
		return unknown
	}
	from, okFrom := dayOf(i.From)
	to, okTo := dayOf(i.To)
	if !okFrom || !okTo || to < from || to-from > lastWidth || from < -lastDay || to > lastDay {
		return unknown
	}
	return Days{From: from, To: to, Firm: to-from <= firmWidth}
}

// published returns the first and last day on which a report may have been
// published.
func published(i evidence.Interval) Days {
	from, okFrom := dayOf(i.From)
	to, okTo := dayOf(i.To)
	switch {
	case okFrom && okTo && from <= to:
		return Days{From: from, To: to}
	case okTo:
		return Days{From: to, To: to}
	case okFrom:
		return Days{From: from, To: from}
	}
	return unknown
}

// tellsHistory reports whether most of the dated claims speak of what was long
// past when the report was published: then undated ones do not speak of the
// days before it either.
func tellsHistory(claims []evidence.Claim, out Days) bool {
	old, new := 0, 0
	for i := range claims {
		if claims[i].Event == nil {
			continue
		}
		if d := said(claims[i].Event.Time); d.Known() && !d.Wide() {
			if d.To < out.From-staleAfter {
				old++
			} else {
				new++
			}
		}
	}
	return old > new
}
