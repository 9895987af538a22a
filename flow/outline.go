package flow

import (
	"cmp"
	"slices"
	"time"

	"tallystick/evidence"
)

// outlineOf returns what a claim, of a report published in an interval, lets its
// incident be found by.
func outlineOf(c *evidence.Claim, published evidence.Interval) evidence.Outline {
	o := evidence.Outline{Claims: 1}
	when := published
	if c.Event != nil {
		if c.Event.Time != nil && c.Event.Time.Known() {
			when, o.Dated = *c.Event.Time, true
		}
		for _, p := range c.Event.Places {
			include(&o.Places, p.Name)
		}
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			include(&o.Sides, a.Side)
		}
		include(&o.Types, c.Event.Type)
	}
	o.Said, o.Denied = c.Countable(), c.Stance == evidence.Deny || c.Modality == evidence.Negated
	if o.Said {
		include(&o.By, alone(c.Event))
	}
	for _, side := range c.SideSpeaking() {
		include(&o.Sides, side)
	}
	if from, to := civil(cmp.Or(when.From, when.To)), civil(cmp.Or(when.To, when.From)); from != "" && from <= to {
		o.From, o.To = from, to
	}
	o.Dated = o.Dated && o.From != ""
	return o
}

// alone returns the side that is said to have done it with no other, "" for
// none.
func alone(e *evidence.Event) (side string) {
	if e == nil {
		return ""
	}
	for _, a := range e.Agents {
		if side != "" && a.Side != "" && a.Side != side {
			return ""
		}
		side = cmp.Or(side, a.Side)
	}
	return side
}

// widened returns what both outlines are found by.
func widened(a, b evidence.Outline) evidence.Outline {
	for _, s := range b.Places {
		include(&a.Places, s)
	}
	for _, s := range b.Sides {
		include(&a.Sides, s)
	}
	for _, s := range b.Types {
		include(&a.Types, s)
	}
	switch {
	case b.Dated && !a.Dated:
		a.From, a.To = b.From, b.To
	case a.Dated && !b.Dated: // the day of a publication tells nothing beside that of what happened
	default:
		if a.From == "" || b.From != "" && b.From < a.From {
			a.From = b.From
		}
		a.To = max(a.To, b.To)
	}
	for _, s := range b.By {
		include(&a.By, s)
	}
	a.Claims += b.Claims
	a.Dated, a.Said, a.Denied = a.Dated || b.Dated, a.Said || b.Said, a.Denied || b.Denied
	return a
}

// include adds what a list does not have yet, in order.
func include(list *[]string, s string) {
	if at, has := slices.BinarySearch(*list, s); !has && s != "" {
		*list = slices.Insert(slices.Clone(*list), at, s)
	}
}

// civil returns the day that a date or time begins with, "" for neither.
func civil(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err != nil {
		return ""
	}
	return s[:len(time.DateOnly)]
}
