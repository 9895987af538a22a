package part

import (
	"time"

	"tallystick/evidence"
	"tallystick/link/truces"
	"tallystick/web/message"
)

// TruceState says the state so that it reads as what is alleged.
func TruceState(t truces.Truce) message.Text {
	against := len(t.StateOf) > 0
	switch {
	case t.State == truces.AllegedOne && against:
		return message.Say("breach alleged, against %s", message.Names(t.StateOf))
	case t.State == truces.AllegedOne:
		return message.Say("breach alleged")
	case t.State == truces.AllegedBoth && against:
		return message.Say("breaches alleged, against %s", message.Names(t.StateOf))
	case t.State == truces.AllegedBoth:
		return message.Say("breaches alleged")
	case t.State == truces.InForce:
		return message.Say("said to be in force")
	case t.State == truces.OnlySpokenOf:
		return message.Say("only spoken of")
	}
	return CeasefireWords(t.State)
}

// ToldBy names who tells something: a register where no claim does.
func ToldBy(speakers []string, claim string) message.Text {
	switch {
	case claim == "":
		return message.Say("the register")
	case len(speakers) == 0:
		return message.Say("a report’s own voice")
	}
	return message.Names(speakers)
}

// WhenWords says when something is told to have been; nil and what nobody dates
// are a day that is not told.
func WhenWords(i *evidence.Interval) message.Text {
	if i == nil || !i.Known() {
		return message.Say("on a day not told")
	}
	return IntervalWords(evidence.Interval{From: i.From, To: i.To})
}

// FirstBreach returns the earliest breach that is alleged of a truce on a day
// that can be held against its taking effect, nil for none; undated is how many
// others are alleged.
func FirstBreach(t truces.Truce) (first *truces.Breach, undated int) {
	for i, b := range t.Breaches {
		switch {
		case b.When == nil || !b.When.Known() || b.Since == nil:
			undated++
		case first == nil || sooner(b, *first):
			first = &t.Breaches[i]
		}
	}
	return first, undated
}

// sooner reports whether a breach is alleged sooner after the truce took effect
// than another: by the day or, on the same one, by the minute.
func sooner(a, b truces.Breach) bool {
	if one, two := a.When.Earliest(), b.When.Earliest(); !one.Equal(two) {
		return one.Before(two)
	}
	return a.After != nil && (b.After == nil || a.After.Max < b.After.Max)
}

// TruceClock says how long a truce is said to have held: up to the first breach that
// is alleged, or that nobody alleges one.
func TruceClock(t truces.Truce) message.Text {
	first, undated := FirstBreach(t)
	switch {
	case first != nil:
		return message.Say("First breach alleged %s, by %s.", SinceWords(*first, t.Effective), ToldBy(first.By, first.Claim))
	case undated > 0:
		return message.Say("%d breaches are alleged; it is not told how long after it took effect.", undated)
	case len(t.Asked) > 0:
		return message.Say("No claim here alleges a breach in so many words; of %d attacks a person has to say whether they are told as one.", len(t.Asked))
	case len(t.Links) > 0:
		return message.Say("No claim here alleges a breach.")
	}
	return nil
}

// SinceWords says how long after a truce took effect something is said to have
// happened: in hours where both are told to the minute, else in days.
func SinceWords(b truces.Breach, effective []truces.Dated) message.Text {
	if b.After != nil {
		return delayWords(*b.After)
	}
	if b.When != nil {
		for _, d := range effective {
			from, ok := instant(d.When)
			at, too := instant(b.When)
			if gap := at.Sub(from); ok && too && gap >= 0 && gap < 48*time.Hour {
				if gap < time.Hour {
					return message.Say("%d minutes after it took effect", int(gap/time.Minute))
				}
				return message.Say("%d hours after it took effect", int(gap/time.Hour))
			}
		}
	}
	s := b.Since
	switch {
	case s == nil:
		return message.Say("on a day not told")
	case s.Max < 0:
		return message.Say("%s before it took effect", daysWords(-s.Max, -s.Min))
	case s.Max == 0 && s.Min == 0:
		return message.Say("on the day it took effect")
	case s.Max == 0:
		return message.Say("on the day it took effect, or before")
	case s.Min <= 0:
		return message.Say("within %d days of its taking effect", s.Max)
	}
	return message.Say("%s after it took effect", daysWords(s.Min, s.Max))
}

// delayWords says a delay after a truce took effect: in whole hours where it is
// some of them, else in minutes.
func delayWords(d evidence.Delay) message.Text {
	if hours := (d.Max + 1) / 60; d.Min%60 == 0 && d.Max >= 120 && (d.Max+1)%60 <= 1 {
		switch {
		case d.Min == d.Max:
			return message.Say("%d hours after it took effect", hours)
		case d.Min == 0:
			return message.Say("within %d hours of its taking effect", hours)
		}
		return message.Say("%[2]d to %[1]d hours after it took effect", hours, d.Min/60)
	}
	switch {
	case d.Min == d.Max:
		return message.Say("%d minutes after it took effect", d.Max)
	case d.Min <= 1:
		return message.Say("within %d minutes of its taking effect", (d.Max+1)/10*10)
	}
	return message.Say("%[2]d to %[1]d minutes after it took effect", d.Max, d.Min)
}

// BreachCountWords says how many breaches an allegation tells of at once; nil for
// one, or nobody says how many.
func BreachCountWords(n *evidence.BreachCount) message.Text {
	switch {
	case n == nil || n.Min == nil && n.Max == nil:
		return nil
	case n.Min != nil && n.Max != nil && *n.Min == *n.Max && !n.Approx:
		return message.Say("%d breaches at once", int(*n.Min))
	}
	if n.Min != nil {
		return message.Say("%d breaches or more at once", int(*n.Min))
	}
	return message.Say("up to %d breaches at once", int(*n.Max))
}

// instant returns a time that is told to the minute.
func instant(i *evidence.Interval) (time.Time, bool) {
	if i == nil || i.From != i.To {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, i.From)
	return at, err == nil
}

func daysWords(low, high int) message.Text {
	if low == high {
		return message.Say("%d days", low)
	}
	return message.Say("%[2]d to %[1]d days", high, low)
}
