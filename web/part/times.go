package part

import (
	"strings"
	"time"

	"tallystick/evidence"
)

// Moment says a time of the ledger: UTC, to the second where it has seconds.
func Moment(t time.Time) string {
	t = t.UTC()
	if t.Second() == 0 {
		return t.Format("2 January 2006, 15:04 UTC")
	}
	return t.Format("2 January 2006, 15:04:05 UTC")
}

// IntervalWords says when, as precisely as is known and no more.
func IntervalWords(i evidence.Interval) string {
	from, to := endWords(i.From), endWords(i.To)
	switch {
	case from == "" && to == "":
		return "at a time not known"
	case from == "":
		return "until " + to
	case to == "":
		return "from " + from
	case from == to:
		return from
	}
	return from + " to " + to
}

// endWords says one end of an interval. What is no time is shown as it is.
func endWords(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.Format("2 January 2006")
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	if _, offset := t.Zone(); offset == 0 {
		return t.Format("2 January 2006, 15:04 UTC")
	}
	return t.Format("2 January 2006, 15:04 -07:00")
}

// plainBases are beginnings of what a publication time can rest on that need
// no remark: the report says it of itself, in so many words.
var plainBases = []string{"meta ", "json-ld", "time element", "front matter", "date line", "dateline"}

// BasisWords says what a publication time rests on, empty when that is plain.
func BasisWords(i evidence.Interval) string {
	if !i.Known() {
		return ""
	}
	for _, plain := range plainBases {
		if strings.HasPrefix(strings.ToLower(i.Basis), plain) && !strings.Contains(i.Basis, ",") { // a comma brings a reserve
			return ""
		}
	}
	return i.Basis
}
