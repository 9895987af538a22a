package claim

import (
	"cmp"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/part"
)

// event is what a claim says happened, in words.
type event struct {
	Type       string // PLOVER's code
	Words      string
	Mode       string
	Agents     []actor
	Targets    []actor
	Places     []place
	Time       *evidence.Interval
	Instrument string
}

type actor struct{ Name, Said, Role, Side string }

type place struct{ Name, Said, Position, Precision string }

func eventOf(e evidence.Event) *event {
	out := &event{
		Type: e.Type, Words: part.EventWords(e.Type), Mode: e.Mode, Time: e.Time, Instrument: e.Instrument,
		Agents: actorsOf(e.Agents), Targets: actorsOf(e.Targets),
	}
	for _, p := range e.Places {
		position := ""
		if p.Lat != nil && p.Lon != nil {
			position = degrees(*p.Lat, "N", "S") + ", " + degrees(*p.Lon, "E", "W")
		}
		out.Places = append(out.Places, place{cmp.Or(p.Name, p.Text), part.OtherWords(p.Name, p.Text), position, p.Precision})
	}
	return out
}

func actorsOf(list []evidence.Actor) []actor {
	var out []actor
	for _, a := range list {
		name := part.ActorName(a)
		said := a.Text
		if strings.EqualFold(name, said) {
			said = ""
		}
		role := a.Role
		if role == name {
			role = ""
		}
		out = append(out, actor{name, said, role, a.Side})
	}
	return out
}

// degrees says a coordinate with as many digits as it has, at most five.
func degrees(v float64, positive, negative string) string {
	letter := positive
	if v < 0 {
		v, letter = -v, negative
	}
	digits := strings.TrimRight(fmt.Sprintf("%.5f", v), "0")
	return strings.TrimSuffix(digits, ".") + "° " + letter
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
