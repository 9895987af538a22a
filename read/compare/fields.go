package compare

import (
	"cmp"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/read"
)

// Field is one thing that a claim says, in words.
type Field struct {
	Name string // as the reading format has it: "event.type"
	Text string
	at   string // where its words stand, which tells two mentions apart
}

// Fields returns what a claim says, field by field, in one order. What is not
// said is left out; so are id, reply and rules, which are said of the claim and
// not by it.
func Fields(c evidence.Claim) []Field {
	var out []Field
	add := func(name, text string, spans ...*evidence.Span) {
		if text = strings.Join(strings.Fields(text), " "); text == "" {
			return
		}
		f := Field{Name: name, Text: text}
		for _, s := range spans {
			if s != nil {
				f.at += fmt.Sprintf(" %d-%d", s.Start, s.End)
			}
		}
		out = append(out, f)
	}
	add("stance", string(c.Stance))
	add("modality", string(c.Modality))
	if c.Verbatim {
		add("verbatim", "yes")
	}
	source(c.Source, add)
	if c.Cue != nil {
		add("cue", c.Cue.Text, c.Cue)
	}
	add("content", c.Content.Text, &c.Content)
	for i := range c.Parts {
		add("parts", c.Parts[i].Text, &c.Parts[i])
	}
	if c.Event != nil {
		event(*c.Event, add)
	}
	for _, n := range c.Counts {
		add("counts", join(read.Bounds(n.Min, n.Max, n.Approx), n.Who, n.What, n.Side, whole(n.PartOf)), &evidence.Span{Start: n.Start, End: n.End})
	}
	for _, l := range c.Losses {
		add("losses", join(read.Bounds(l.Min, l.Max, l.Approx), cmp.Or(l.Model, l.Class), l.Status, l.Side, whole(l.PartOf)), &evidence.Span{Start: l.Start, End: l.End})
	}
	if s := c.Ceasefire; s != nil {
		broker := cmp.Or(strings.Join(s.Brokers, " and "), s.Broker)
		for _, e := range s.Earlier {
			broker += ", after one by " + e.Broker
		}
		add("ceasefire", join(s.Status, wrapped("of ", strings.Join(s.By, " and "), ""), wrapped("by ", broker, "")))
	}
	if a := c.Access; a != nil {
		add("access", join(a.Route, a.State, wrapped("to ", a.To, ""), wrapped("by ", a.BySide, "")))
	}
	if s := c.Control; s != nil {
		add("control", join(s.Place, s.State, s.Side))
	}
	for _, e := range c.Evidence {
		add("evidence", e)
	}
	return out
}

func source(s evidence.Source, add func(string, string, ...*evidence.Span)) {
	if s.Span == nil {
		add("source", "the report itself")
		return
	}
	add("source", s.Text, s.Span)
	add("source.name", s.Name)
	add("source.role", s.Role)
	add("source.side", strings.Join(evidence.Claim{Source: s}.SideSpeaking(), ", "))
	add("source.kind", string(s.Kind))
	if s.Private {
		add("source.private", "yes")
	}
}

func event(e evidence.Event, add func(string, string, ...*evidence.Span)) {
	add("event.type", e.Type)
	add("event.mode", e.Mode)
	for _, a := range e.Agents {
		add("event.agents", actor(a))
	}
	for _, a := range e.Targets {
		add("event.targets", actor(a))
	}
	for _, p := range e.Places {
		where := ""
		if p.Lat != nil && p.Lon != nil {
			where = fmt.Sprintf("(%.2f, %.2f)", *p.Lat, *p.Lon)
		}
		add("event.places", join(cmp.Or(p.Name, p.Text), where), &p.Span)
	}
	if t := e.Time; t != nil {
		dates := t.From
		if t.To != t.From {
			dates += " to " + t.To
		}
		add("event.time", join(dates, wrapped(`"`, t.Text, `"`), wrapped("(", t.Basis, ")")))
	}
	add("event.instrument", e.Instrument)
}

func actor(a evidence.Actor) string {
	name := cmp.Or(a.Name, a.Text)
	role := a.Role
	if role == name {
		role = ""
	}
	return join(name, wrapped("as ", role, ""), wrapped("[", a.Side, "]"))
}

func whole(partOf []string) string {
	if len(partOf) == 0 {
		return ""
	}
	return "(a part)"
}

// wrapped is s between two other words, and nothing where s is nothing.
func wrapped(before, s, after string) string {
	if s == "" {
		return ""
	}
	return before + s + after
}

func join(words ...string) string { return strings.Join(strings.Fields(strings.Join(words, " ")), " ") }
