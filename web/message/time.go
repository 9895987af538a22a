package message

import (
	"strconv"
	"time"
)

// months are keys: in a language that inflects them, they stand in the case
// that follows a day's number.
var months = [...]Message{
	Say("January"), Say("February"), Say("March"), Say("April"), Say("May"), Say("June"),
	Say("July"), Say("August"), Say("September"), Say("October"), Say("November"), Say("December"),
}

func month(t time.Time) Message { return months[t.Month()-1] }

func digits(n int) Verbatim { return Verbatim(strconv.Itoa(n)) }

// Day says a civil day: "27 October 2020".
func Day(t time.Time) Text { return Say("%s %s %s", digits(t.Day()), month(t), digits(t.Year())) }

// DayOfYear says a day without its year: "27 October".
func DayOfYear(t time.Time) Text { return Say("%s %s", digits(t.Day()), month(t)) }

// Moment says a time of the ledger: UTC, to the second where it has seconds.
func Moment(t time.Time) Text {
	t = t.UTC()
	clock := "15:04 UTC"
	if t.Second() != 0 {
		clock = "15:04:05 UTC"
	}
	return Say("%s, %s", Day(t), Verbatim(t.Format(clock)))
}

// Number says a whole number as the language groups its digits.
func Number(n int64) Text { return number(n) }

type number int64

func (n number) In(l *Language) string {
	if 0 <= n && n < 1000 {
		return strconv.Itoa(int(n))
	}
	if n < 0 {
		return "−" + l.printer.Sprintf("%d", -int64(n))
	}
	return l.printer.Sprintf("%d", int64(n))
}

// shortMonths are months where there is little room, in the case that follows a
// day's number.
var shortMonths = [...]Message{
	Say("Jan"), Say("Feb"), Say("Mar"), Say("Apr"), Say("May"), Say("Jun"),
	Say("Jul"), Say("Aug"), Say("Sep"), Say("Oct"), Say("Nov"), Say("Dec"),
}

// ShortDayOfYear says a day without its year on an axis: "27 Oct".
func ShortDayOfYear(t time.Time) Text { return Say("%s %s", digits(t.Day()), shortMonths[t.Month()-1]) }

// ShortDay says a day on an axis or in a narrow table: "27 Oct 2020".
func ShortDay(t time.Time) Text { return Say("%s %s", ShortDayOfYear(t), digits(t.Year())) }

// ShortMonth says a month on an axis: "Oct 2020".
func ShortMonth(t time.Time) Text {
	month := shortMonths[t.Month()-1]
	if t.Month() == time.May {
		month = Say("May [without a day]")
	}
	return Say("%s %s", month, digits(t.Year()))
}

// Year says a year on an axis: "2020".
func Year(t time.Time) Text { return digits(t.Year()) }

// Clock says a time of day: "15:04".
func Clock(t time.Time) Text { return Verbatim(t.Format("15:04")) }

// ShortMoment says a day and a time of it on an axis: "27 Oct 2020, 15:04".
func ShortMoment(t time.Time) Text { return Say("%s, %s", ShortDay(t), Clock(t)) }
