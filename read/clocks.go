package read

import (
	"fmt"
	"strings"

	"tallystick/evidence"
)

// halfDay is how many minutes later an hour of the afternoon is.
const halfDay = 12 * 60

// clockIn returns the first hour that the words tell: "00:04" of the day, ":02"
// past an hour that the text around tells; empty when they tell none.
func (t *parsed) clockIn(from, to int) string {
	minutes, either, at := t.firstClock(from, to)
	switch {
	case at < 0:
		return ""
	case minutes >= 24*60:
		return fmt.Sprintf(":%02d", minutes-24*60)
	case either:
		// "a quarter to nine" is the next one after the hour told before.
		s := t.sentences[t.sentenceOf(at)]
		n := t.sentenceOf(at)
		if n == 0 || t.sentences[n-1].paragraph != s.paragraph {
			return ""
		}
		before, open, told := t.firstClock(max(t.sentences[n-1].first, at-reach), at)
		if told < 0 || open || before >= 24*60 {
			return ""
		}
		for minutes %= halfDay; minutes < before; {
			minutes += halfDay
		}
	}
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// firstClock returns the first hour of the words in minutes, a day more where
// it is only told past the hour; either when it may be of the morning or the
// evening; at is -1 when there is none.
func (t *parsed) firstClock(from, to int) (minutes int, either bool, at int) {
	for i := from; i < to; i++ {
		if minutes, either, ok := t.clockAt(i, to); ok {
			return minutes, either, i
		}
	}
	return 0, false, -1
}

// clockAt reads an hour that begins at word i.
func (t *parsed) clockAt(i, to int) (minutes int, either, ok bool) {
	switch t.words[i].low {
	case "quarter", "half":
		sign, part := 1, 30
		if t.words[i].low == "quarter" {
			part = 15
		}
		if t.wordIs(i+1, to, "to") {
			sign = -1
		} else if !t.wordIs(i+1, to, "past") && !t.wordIs(i+1, to, "after") {
			return 0, false, false
		}
		return t.shifted(i+2, to, sign*part)
	}
	if n, last, ok := t.wholeAt(i); ok && n < 60 && last+1 < to && (t.words[last].low == "minutes" || t.words[last].low == "minute") {
		switch t.words[last+1].low {
		case "past", "after":
			return t.shifted(last+2, to, n)
		case "to", "before":
			return t.shifted(last+2, to, -n)
		}
		return 0, false, false
	}
	return t.hourAt(i, to, false)
}

// shifted reads an hour at word i and moves it by some minutes.
func (t *parsed) shifted(i, to, by int) (minutes int, either, ok bool) {
	if i+1 < to && t.words[i].low == "the" && t.words[i+1].low == "hour" {
		return 24*60 + (60+by)%60, false, true
	}
	minutes, either, ok = t.hourAt(i, to, true)
	return (minutes + by + 24*60) % (24 * 60), either, ok
}

// hourAt reads "noon", "7 a.m.", "8:30 p.m.", "0800 GMT", "eight o'clock on
// Monday morning" and, where an hour is sure to follow, "nine".
func (t *parsed) hourAt(i, to int, sure bool) (minutes int, either, ok bool) {
	if i >= to {
		return 0, false, false
	}
	low := t.words[i].low
	switch low {
	case "noon", "midday", "mid-day":
		return halfDay, false, !t.wordIs(i-1, to, "by") || sure
	case "midnight":
		return 0, false, true
	}
	half := ""
	for _, ending := range []string{"am", "pm"} {
		if cut, found := strings.CutSuffix(low, ending); found && t.words[i].kind == digits {
			low, half = cut, ending
		}
	}
	k := i + 1
	var hour, minute int
	whole := false // an hour of 24, or one that is written as an hour
	if h, m, found := strings.Cut(strings.Replace(low, ".", ":", 1), ":"); found && t.words[i].kind == digits {
		if !ofDay(low) {
			return 0, false, false
		}
		hour, minute, whole = plainDigits(h), plainDigits(m), strings.Contains(low, ":") || half != ""
	} else if n := plainDigits(low); len(low) == 4 && t.words[i].kind == digits && n >= 0 && k < to && (zones[t.words[k].low] || t.words[k].low == "hours") {
		hour, minute, whole = n/100, n%100, true
	} else if n, last, found := t.wholeAt(i); found && n <= 12 {
		hour, k = n, last
	} else if half != "" {
		hour = plainDigits(low)
	} else {
		return 0, false, false
	}
	if hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return 0, false, false
	}
	clock := t.wordIs(k, to, "o'clock")
	if clock {
		k++
	}
	if k < to && half == "" {
		switch strings.ReplaceAll(t.words[k].low, ".", "") {
		case "am":
			half = "am"
		case "pm":
			half = "pm"
		}
	}
	if half == "" && !whole && !clock && !sure {
		return 0, false, false
	}
	if half == "" && hour <= 12 && !whole {
		half = t.halfTold(k, to)
		either = half == ""
	}
	switch {
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	return hour*60 + minute, either, true
}

// halfTold returns "am" or "pm" where the words at i go on with the part of the
// day: "on Monday morning".
func (t *parsed) halfTold(i, to int) string {
	for k := i; k < to && k < i+4 && t.words[k].kind != mark; k++ {
		switch t.words[k].low {
		case "morning":
			return "am"
		case "afternoon", "evening", "night":
			return "pm"
		}
	}
	return ""
}

// wholeAt reads a small whole number at word i.
func (t *parsed) wholeAt(i int) (n, last int, ok bool) {
	if i < 0 || i >= len(t.words) || t.tags[i] != number {
		return 0, 0, false
	}
	a, last, ok := t.value(i)
	if !ok || a.min == nil || a.max == nil || *a.min != *a.max || *a.min < 0 || *a.min > 1000 {
		return 0, 0, false
	}
	return int(*a.min), last, true
}

// plainDigits reads digits, -1 when there is anything else.
func plainDigits(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 10000 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// delayIn returns how long after a truce took effect the words set something:
// "five minutes into the truce", "two hours after it took effect", "almost as
// soon as it began"; loose ones only where a breach is told beside them:
// "within minutes", "hours later". Nil when they say nothing of it.
func (t *parsed) delayIn(from, to int, loose bool) *evidence.Delay {
	for i := from; i < to; i++ {
		if low := t.words[i].low; low == "soon" && t.wordIs(i-1, to, "as") && t.wordIs(i+1, to, "as") && t.sinceTruce(i+2, to) ||
			(low == "immediately" || low == "moments" || low == "shortly") && t.wordIs(i+1, to, "after") && t.sinceTruce(i+2, to) {
			return &evidence.Delay{Min: 0, Max: 60}
		}
		d, last, ok := t.duration(i, to)
		if !ok {
			continue
		}
		within := false
		for k := i - 1; k >= from && k > i-3 && t.words[k].kind != mark; k-- {
			within = within || t.words[k].low == "within" || t.words[k].low == "than" && t.wordIs(k-1, to, "less")
		}
		if within {
			d.Min = 0
		}
		switch {
		case t.wordIs(last, to, "into") && t.truceNamed(last+1, to),
			t.wordIs(last, to, "after") && t.sinceTruce(last+1, to),
			loose && within && t.wordIs(last, to, "of") && t.sinceTruce(last+1, to),
			loose && within && !t.wordIs(last, to, "of"),
			loose && t.wordIs(last, to, "later"):
			return d
		}
		i = last - 1
	}
	return nil
}

// duration reads minutes or hours at word i: "five minutes", "half an hour",
// "hours".
func (t *parsed) duration(i, to int) (d *evidence.Delay, last int, ok bool) {
	unit := func(k int) int {
		if k < to {
			switch t.words[k].low {
			case "minute", "minutes":
				return 1
			case "hour", "hours":
				return 60
			}
		}
		return 0
	}
	low := t.words[i].low
	switch {
	case low == "half" && t.wordIs(i+1, to, "an") && unit(i+2) == 60:
		return &evidence.Delay{Min: 30, Max: 30}, i + 3, true
	case (low == "an" || low == "a") && unit(i+1) > 0:
		return &evidence.Delay{Min: unit(i + 1), Max: unit(i + 1)}, i + 2, true
	case low == "minutes":
		return &evidence.Delay{Min: 1, Max: 59}, i + 1, true
	case low == "hours":
		return &evidence.Delay{Min: 60, Max: 24*60 - 1}, i + 1, true
	}
	if n, last, found := t.wholeAt(i); found && unit(last) > 0 {
		return &evidence.Delay{Min: n * unit(last), Max: n * unit(last)}, last + 1, true
	}
	return nil, 0, false
}

// sinceTruce reports whether the words at i name a truce or its beginning: "the
// truce took effect", "it began", "its start", "taking effect".
func (t *parsed) sinceTruce(i, to int) bool {
	if t.truceNamed(i, to) {
		return true
	}
	for k := i; k < to && k < i+6 && t.words[k].kind != mark; k++ {
		for _, e := range t.evoke(k, "event") {
			if e.form.Frame.Outcome["ceasefire"] == "in force" {
				p := t.phrase(i)
				return k == i || p != nil && t.words[p.head].low == "it" && t.truceOf(p, true) >= 0
			}
		}
	}
	return i+1 < to && t.words[i].low == "its" && (t.words[i+1].low == "start" || t.words[i+1].low == "beginning")
}

// truceNamed reports whether a truce, or "it" that stands for one, is at word i.
func (t *parsed) truceNamed(i, to int) bool {
	if i >= to {
		return false
	}
	p := t.phrase(i)
	return p != nil && p.class == ceasefire
}
