package read

import (
	"strconv"
	"time"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// timeIn returns the first time that the words name, nil when they name none.
func (t *parsed) timeIn(from, to int) *evidence.Interval {
	for i := from; i < to; i++ {
		f := t.entryAt(i)
		if f == nil {
			if w := t.yearAt(i); w != nil {
				return w
			}
			continue
		}
		if e, ok := f.of(lexicon.KindTime); ok {
			if w := t.timeAt(f, t.lex.Times[e.At], to); w != nil {
				return w
			}
		}
		i = f.last - 1
	}
	return nil
}

// published returns the earliest day on which the report can have come out; ok
// is false when nothing is known.
func (t *parsed) published() (day time.Time, ok bool) {
	for _, s := range []string{t.report.Published.From, t.report.Published.To} {
		if len(s) >= 10 {
			if d, err := time.Parse(time.DateOnly, s[:10]); err == nil {
				return d, true
			}
		}
	}
	if t.head == nil {
		day, known := t.headDate()
		t.head = &headDate{day, known}
	}
	return t.head.day, t.head.known
}

// headDate is the day that a line at the head of a text gives.
type headDate struct {
	day   time.Time
	known bool
}

// headDate finds the full date in a line at the head of the text that says
// nothing else: "NORTHERN DISPATCH, 10 October 2031".
func (t *parsed) headDate() (time.Time, bool) {
	for _, s := range t.sentences {
		if s.first > window {
			break
		}
		if s.last-s.first > window/4 {
			continue
		}
		plain := true
		for i := s.first; i < s.last; i++ {
			plain = plain && t.groupAt[i] == 0
		}
		for i := s.first; i < s.last && plain; i++ {
			f := t.entryAt(i)
			if f == nil || f.first != i {
				continue
			}
			e, ok := f.of(lexicon.KindTime)
			if !ok || t.lex.Times[e.At].Class != "month" {
				continue
			}
			number, behind := t.dayNumber(f.last)
			year := f.last
			if behind {
				year++
			} else if number, ok = t.dayNumber(f.first - 1); !ok {
				continue
			}
			if t.wordIs(year, s.last, ",") {
				year++
			}
			if year >= s.last || len(t.words[year].low) != 4 {
				continue
			}
			if y := plainDigits(t.words[year].low); y > 1800 && y < 2200 {
				return date(y, t.lex.Times[e.At].From, number), true
			}
		}
	}
	return time.Time{}, false
}

func (t *parsed) timeAt(f *found, e lexicon.Time, to int) *evidence.Interval {
	day, known := t.published()
	when := t.timeFrom(f, e, to, day, known)
	if when != nil && t.head != nil && t.head.known && when.From != "" && when.Basis != "date" {
		when.Basis += ", by the date at the head of the text"
	}
	return when
}

func (t *parsed) timeFrom(f *found, e lexicon.Time, to int, day time.Time, known bool) *evidence.Interval {
	switch e.Class {
	case "unit":
		return t.ago(f, e, day, known)
	case "month":
		return t.monthAt(f, e, to, day, known)
	case "weekday":
		text := t.span(f.first, f.last).Text
		if !known {
			return &evidence.Interval{Text: text, Basis: "weekday, publication unknown"}
		}
		back := (int(day.Weekday()) + 7 - e.From%7) % 7
		if f.first > 0 && t.words[f.first-1].low == "last" && back == 0 {
			back = 7
		}
		return interval(day.AddDate(0, 0, -back), day.AddDate(0, 0, -back), text, "weekday before publication")
	case "relative", "daypart":
		text := t.span(f.first, f.last).Text
		if e.Class == "daypart" {
			return t.daypart(f, e, day, known)
		}
		if !known {
			return &evidence.Interval{Text: text, Basis: "relative day, publication unknown"}
		}
		if t.words[f.last-1].low == "week" && e.To == 0 {
			e.From = -(int(day.Weekday()) + 6) % 7 // "this week" begins on Monday
		}
		return interval(day.AddDate(0, 0, e.From), day.AddDate(0, 0, e.To), text, "days before publication")
	}
	return nil
}

// ago reads "two weeks ago", counted from publication with half a unit to
// either side for units longer than a day, and "two days earlier", which the
// text counts from what it told last: that keeps its words alone.
func (t *parsed) ago(f *found, e lexicon.Time, day time.Time, known bool) *evidence.Interval {
	if f.first == 0 || f.last >= len(t.words) || t.tags[f.first-1] != number && t.tags[f.first-1] != article {
		return nil
	}
	text := t.span(f.first-1, f.last+1).Text
	switch t.words[f.last].low {
	case "earlier":
		return &evidence.Interval{Text: text, Basis: "before the time told of last"}
	case "ago":
	default:
		return nil
	}
	n, _, ok := t.value(f.first - 1)
	if !ok || n.min == nil || n.max == nil || *n.max > 10000 {
		return nil
	}
	if !known {
		return &evidence.Interval{Text: text, Basis: "time ago, publication unknown"}
	}
	const oneDay = 24 * 60 * 60
	slack := e.From / oneDay / 2
	from, to := int(*n.max)*e.To/oneDay+slack, int(*n.min)*e.From/oneDay-slack
	if e.From < oneDay {
		from++ // hours ago may be the day before
	}
	return interval(day.AddDate(0, 0, -from), day.AddDate(0, 0, -to), text, "time ago, before publication")
}

// daypart reads "last night" and "overnight"; "in the morning" alone says no
// day.
func (t *parsed) daypart(f *found, e lexicon.Time, day time.Time, known bool) *evidence.Interval {
	text := t.span(f.first, f.last).Text
	low := t.words[f.first].low
	if low != "last" && low != "overnight" && low != "this" && low != "tonight" {
		return nil
	}
	if !known {
		return &evidence.Interval{Text: text, Basis: "part of a day, publication unknown"}
	}
	from, until := 0, 0
	if low == "last" || low == "overnight" {
		from = -1
	}
	return interval(day.AddDate(0, 0, from), day.AddDate(0, 0, until), text, "part of a day before publication")
}

// monthAt reads "November 4", "4 November 2020", "in May 1994", "July 2020".
// A year that is not said is the latest that does not follow publication.
func (t *parsed) monthAt(f *found, e lexicon.Time, to int, day time.Time, known bool) *evidence.Interval {
	first, last := f.first, f.last
	if e.From == 5 || e.From == 3 {
		if !t.words[f.first].capital {
			return nil
		}
	}
	number := 0
	if n, ok := t.dayNumber(last); ok && last < len(t.words) {
		number, last = n, last+1
	} else if n, ok := t.dayNumber(first - 1); ok {
		number, first = n, first-1
	}
	year := 0
	k := last
	if k < len(t.words) && t.words[k].low == "," {
		k++
	}
	if k < len(t.words) && t.words[k].kind == digits && len(t.words[k].low) == 4 {
		if y, err := strconv.Atoi(t.words[k].low); err == nil && y > 1800 && y < 2200 {
			year, last = y, k+1
		}
	}
	basis := "date"
	text := t.span(first, last).Text
	if year == 0 {
		if number == 0 && !t.saysWhen(first) {
			return nil
		}
		basis = "year from publication"
		start := day
		if known {
			year = day.Year()
			if start = date(year, e.From, max(number, 1)); start.After(day.AddDate(0, 0, 3)) && !(t.ahead(first) && start.Before(day.AddDate(0, 6, 0))) {
				year--
				start = date(year, e.From, max(number, 1))
			}
		}
		if told := t.yearTold(first, year); told > 0 && (!known || start.Before(day.AddDate(0, 0, -fresh))) {
			year, basis = told, "year of other dates in the text"
		}
		if year == 0 {
			return &evidence.Interval{Text: text, Basis: "date without a year, publication unknown"}
		}
	}
	if number > 0 {
		until := date(year, e.From, number)
		from := until
		if n, ok := t.rangeOpens(first); ok && n < number {
			from = date(year, e.From, n)
			text = t.span(first-2, last).Text
		}
		return interval(from, until, text, basis)
	}
	return interval(date(year, e.From, 1), date(year, e.From+1, 0), text, basis)
}

// ahead reports whether the word before i looks forward: "by 1 December".
func (t *parsed) ahead(i int) bool {
	return i > 0 && (t.words[i-1].low == "by" || t.words[i-1].low == "until" || t.words[i-1].low == "before")
}

// yearAt reads "in 1994".
func (t *parsed) yearAt(i int) *evidence.Interval {
	w := t.words[i]
	if w.kind != digits || len(w.low) != 4 || i == 0 || t.words[i-1].low != "in" {
		return nil
	}
	y, err := strconv.Atoi(w.low)
	if err != nil || y < 1800 || y > 2200 {
		return nil
	}
	return interval(date(y, 1, 1), date(y, 12, 31), w.low, "date")
}

// saysWhen reports whether a word before i makes a bare month a time.
func (t *parsed) saysWhen(i int) bool {
	if i == 0 {
		return false
	}
	switch t.words[i-1].low {
	case "in", "since", "last", "until", "early", "late", "mid", "during", "from":
		return true
	}
	return false
}

func (t *parsed) dayNumber(i int) (int, bool) {
	if i < 0 || i >= len(t.words) || t.words[i].kind != digits {
		return 0, false
	}
	s := t.words[i].low
	for len(s) > 2 && s[len(s)-1] >= 'a' && s[len(s)-1] <= 'z' {
		s = s[:len(s)-1]
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 31
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func interval(from, to time.Time, text, basis string) *evidence.Interval {
	if from.Year() < 0 || to.Year() > 9999 {
		return &evidence.Interval{Text: text, Basis: "publication at the edge of the calendar"}
	}
	return &evidence.Interval{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly), Text: text, Basis: basis}
}
