package claim

import (
	"cmp"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// event is what a claim says happened, in words.
type event struct {
	Type       string // PLOVER's code
	Words      message.Text
	Mode       message.Text
	Agents     []actor
	Targets    []actor
	Places     []place
	Time       *evidence.Interval
	Instrument message.Text
}

type actor struct {
	Name             message.Text
	Said, Role, Side string
}

type place struct {
	Name, Said          string
	Slug                string // of its page, empty for none
	Position, Precision message.Text
}

func eventOf(e evidence.Event) *event {
	out := &event{
		Type: e.Type, Words: part.EventWords(e.Type), Mode: part.ModeWords(e.Mode), Time: e.Time, Instrument: part.InstrumentWords(e.Instrument),
		Agents: actorsOf(e.Agents), Targets: actorsOf(e.Targets),
	}
	for _, p := range e.Places {
		var position message.Text
		if p.Lat != nil && p.Lon != nil {
			position = message.Say("%s, %s", latitude(*p.Lat), longitude(*p.Lon))
		}
		out.Places = append(out.Places, place{cmp.Or(p.Name, p.Text), part.OtherWords(p.Name, p.Text), flow.PlaceSlug(p.Name), position, part.PrecisionWords(p.Precision)})
	}
	return out
}

func actorsOf(list []evidence.Actor) []actor {
	var out []actor
	for _, a := range list {
		name := cmp.Or(a.Name, a.Text, a.Role)
		said := a.Text
		if strings.EqualFold(name, said) {
			said = ""
		}
		role := a.Role
		if role == name {
			role = ""
		}
		out = append(out, actor{part.ActorName(a), said, role, a.Side})
	}
	return out
}

func latitude(v float64) message.Text {
	if v < 0 {
		return message.Say("%s° S", degrees(-v))
	}
	return message.Say("%s° N", degrees(v))
}

func longitude(v float64) message.Text {
	if v < 0 {
		return message.Say("%s° W", degrees(-v))
	}
	return message.Say("%s° E", degrees(v))
}

// truce is what a claim says of a ceasefire, in words.
type truce struct {
	Status  message.Text
	Broker  string
	Earlier []truce
}

func truceOf(c evidence.CeasefireSaid) *truce {
	t := &truce{Status: part.CeasefireWords(c.Status), Broker: c.Broker}
	if t.Status == nil {
		t.Status = message.Say("state not said")
	}
	for _, e := range c.Earlier {
		t.Earlier = append(t.Earlier, truce{Status: part.CeasefireWords(e.Status), Broker: e.Broker})
	}
	return t
}

// degrees writes a coordinate with as many digits as it has, at most five.
func degrees(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.5f", v), "0"), ".")
}

// sentence cuts the claim's sentence where its content stands. Where the
// content cannot be found word for word, the sentence is whole.
func sentence(c publish.Claim) []words {
	rest := c.Sentence
	if rest == "" {
		return nil
	}
	spans := c.Parts
	if len(spans) == 0 {
		spans = []evidence.Span{c.Content}
	}
	var out []words
	for _, s := range spans {
		i := strings.Index(rest, s.Text)
		if s.Text == "" || i < 0 {
			continue
		}
		if i > 0 {
			out = append(out, words{rest[:i], false})
		}
		out = append(out, words{s.Text, true})
		rest = rest[i+len(s.Text):]
	}
	if rest != "" {
		out = append(out, words{rest, false})
	}
	return out
}
