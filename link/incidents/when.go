package incidents

import (
	"slices"
	"strings"
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
	pastAfter  = 30     // days: a month or year that ended so long before is of the past
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

// told returns the days that the claims tell, in their order, but for seasons.
func told(claims []evidence.Claim) []int32 {
	var out []int32
	for i := range claims {
		if claims[i].Event == nil {
			continue
		}
		if d := said(claims[i].Event.Time); d.Known() && !d.Wide() {
			out = append(out, d.To)
		}
	}
	slices.Sort(out)
	return out
}

// tellsHistory reports whether most of the dated claims speak of what was long
// past when the report was published: then undated ones do not speak of the
// days before it either.
func tellsHistory(told []int32, out Days) bool {
	return len(told) > 0 && told[len(told)/2] < out.From-staleAfter
}

// episode returns the year and month of days that were long past: what names
// a war, a truce or a wave of arrests in the reports of later ones. It is
// 0 when they are not, or are too exact or too wide for it.
func episode(d Days, now int32) int16 {
	if !d.Known() || d.Firm || d.To > now-pastAfter || d.To-d.From > 366 {
		return 0
	}
	from, to := dateOf(d.From), dateOf(d.To)
	switch {
	case from.Year() != to.Year() || from.Year() < 1000:
		return 0
	case from.Month() != to.Month():
		return int16(months * (from.Year() - epoch))
	}
	return int16(months*(from.Year()-epoch) + int(from.Month()))
}

// epoch is the year before those of episodes.
const epoch = 999

// months are those of a year and the one that is not said.
const months = 13

func dateOf(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// yearOf returns the days of a year.
func yearOf(year int) Days {
	from, to := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
	return Days{From: int32(from.Unix() / 86400), To: int32(to.Unix() / 86400)}
}

// severalWords say that a thing happened more than once.
var severalWords = map[string]bool{"twice": true, "thrice": true, "repeatedly": true, "series": true, "attacks": true, "strikes": true, "times": true}

// severalTold reports whether a claim tells of several days or times at once.
func severalTold(c *evidence.Claim) bool {
	if c.Event == nil {
		return false
	}
	if d := said(c.Event.Time); d.Firm && d.To > d.From && !strings.HasSuffix(c.Event.Time.Basis, ofSentence) {
		return true
	}
	for w := range strings.FieldsFuncSeq(c.Content.Text, notInWord) {
		if severalWords[strings.ToLower(w)] {
			return true
		}
	}
	return false
}
