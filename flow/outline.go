package flow

import (
	"cmp"
	"slices"
	"time"

	"tallystick/evidence"
)

// outline is an Outline in the making.
type outline struct{ evidence.Outline }

// take adds what a claim says, of a report published in an interval.
func (o *outline) take(c *evidence.Claim, published evidence.Interval) {
	when := published
	if c.Event != nil {
		if c.Event.Time != nil && c.Event.Time.Known() {
			when = *c.Event.Time
		}
		for _, p := range c.Event.Places {
			include(&o.Places, p.Name)
		}
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			include(&o.Sides, a.Side)
		}
		include(&o.Types, c.Event.Type)
	}
	for _, side := range c.SideSpeaking() {
		include(&o.Sides, side)
	}
	from, to := civil(cmp.Or(when.From, when.To)), civil(cmp.Or(when.To, when.From))
	if from == "" || to < from {
		return
	}
	if o.From == "" || from < o.From {
		o.From = from
	}
	if to > o.To {
		o.To = to
	}
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
