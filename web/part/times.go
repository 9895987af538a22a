package part

import (
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/web/message"
)

// Day says a civil date. What is no date is shown as it is.
func Day(s string) message.Text { return endWords(s) }

// IntervalWords says when, as precisely as is known and no more.
func IntervalWords(i evidence.Interval) message.Text {
	switch {
	case i.From == "" && i.To == "":
		return message.Say("at a time not known")
	case i.From == "":
		return message.Say("until %s [time]", endWords(i.To))
	case i.To == "":
		return message.Say("from %s [time]", endWords(i.From))
	case i.From == i.To:
		return endWords(i.From)
	}
	return message.Say("%s to %s [times]", endWords(i.From), endWords(i.To))
}

// endWords says one end of an interval. What is no time is shown as it is, or by its name in
// the language.
func endWords(s string) message.Text {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return message.Day(t)
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return message.Name(s)
	}
	clock := "15:04 -07:00"
	if _, offset := t.Zone(); offset == 0 {
		clock = "15:04 UTC"
	}
	return message.Say("%s, %s", message.Day(t), message.Verbatim(t.Format(clock)))
}

// plainBases are beginnings of what a publication time can rest on that need
// no remark: the report says it of itself, in so many words.
var plainBases = []string{"meta ", "json-ld", "time element", "front matter", "date line", "dateline"}

// BasisWords says what a publication time rests on, nil when that is plain.
func BasisWords(i evidence.Interval) message.Text {
	if !i.Known() {
		return nil
	}
	for _, plain := range plainBases {
		if strings.HasPrefix(strings.ToLower(i.Basis), plain) && !strings.Contains(i.Basis, ",") { // a comma brings a reserve
			return nil
		}
	}
	return RestsOn(i.Basis)
}

// bases are what reading and capture rest a time on. What a page calls its own
// fields is shown as it is.
var bases = vocabulary(
	message.Say("date"), message.Say("weekday before publication"), message.Say("days before publication"), message.Say("time ago, before publication"),
	message.Say("part of a day before publication"), message.Say("year from publication"), message.Say("year of other dates in the text"),
	message.Say("counted from the day told before"), message.Say("before the time told of last"), message.Say("weekday, publication unknown"),
	message.Say("relative day, publication unknown"), message.Say("time ago, publication unknown"), message.Say("part of a day, publication unknown"),
	message.Say("date without a year, publication unknown"), message.Say("publication at the edge of the calendar"), message.Say("date in the address"),
	message.Say("date line"), message.Say("date line, time zone not given"), message.Say("list [basis]"),
)

// RestsOn says what a time rests on; nil for nothing.
func RestsOn(basis string) message.Text {
	if found, of := strings.CutSuffix(basis, ", of the sentence"); of {
		return message.Say("%s, of the sentence", term(bases, found))
	}
	return term(bases, basis)
}
