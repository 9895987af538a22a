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

func (n number) In(l *Language) string { return l.printer.Sprintf("%d", int64(n)) }
