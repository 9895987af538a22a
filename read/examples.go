package read

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Examples reads the sentences that the lexicon's frames carry, and returns a
// fault for each that is not read as its frame says: with a match: no claim
// that cites the frame has all that is wanted, with a miss: one cites it. Of
// acts no claim is made: their sentences are held against codings.
func (r Reader) Examples() []lexicon.Fault {
	var faults []lexicon.Fault
	for _, f := range r.Lexicon.Frames().All {
		say := func(e lexicon.Example, format string, args ...any) {
			faults = append(faults, lexicon.Fault{File: f.File(), Line: e.Line, What: fmt.Sprintf(format, args...)})
		}
		if f.Kind == "act" {
			r.actExamples(f, say)
			continue
		}
		for _, e := range f.Match {
			claims := r.sentence(e.Text)
			if !slices.ContainsFunc(claims, func(c evidence.Claim) bool { return cites(c, f) && unmet(c, e.Want) == "" }) {
				say(e, "match: %q is not read so\n%s", e.Text, tell(claims, f, e.Want))
			}
		}
		for _, e := range f.Miss {
			if claims := slices.DeleteFunc(r.sentence(e.Text), func(c evidence.Claim) bool { return !cites(c, f) }); len(claims) > 0 {
				say(e, "miss: %q is read\n%s", e.Text, tell(claims, f, nil))
			}
		}
	}
	return faults
}

func (r Reader) sentence(text string) []evidence.Claim {
	return r.Claims(evidence.Report{Text: text, Language: "en"}).Claims
}

func cites(c evidence.Claim, f *lexicon.Frame) bool {
	return slices.Contains(c.Rules, "frame:"+f.ID)
}

// unmet returns the first field=value pair that the claim does not agree with.
func unmet(c evidence.Claim, want []string) string {
	for _, pair := range want {
		field, value, _ := strings.Cut(pair, "=")
		if !holds(c, field, value) {
			return pair
		}
	}
	return ""
}

func holds(c evidence.Claim, field, value string) bool {
	e := c.Event
	if e == nil {
		e = &evidence.Event{}
	}
	anyActor := func(as []evidence.Actor) bool {
		return slices.ContainsFunc(as, func(a evidence.Actor) bool { return strings.Contains(a.Text+" "+a.Name+" "+a.Role, value) })
	}
	switch field {
	case "stance":
		return string(c.Stance) == value
	case "modality":
		return string(c.Modality) == value
	case "verbatim":
		return fmt.Sprint(c.Verbatim) == value
	case "kind":
		return string(c.Source.Kind) == value
	case "source":
		return c.Source.Span != nil && strings.Contains(c.Source.Text+" "+c.Source.Name, value)
	case "side":
		return c.Source.Side == value
	case "sides":
		return strings.Join(c.Source.Sides, ",") == value
	case "content":
		return strings.Contains(c.Content.Text, value)
	case "type":
		return e.Type == value
	case "mode":
		return e.Mode == value
	case "agent":
		return anyActor(e.Agents)
	case "target":
		return anyActor(e.Targets)
	case "instrument":
		return strings.Contains(e.Instrument, value)
	case "place":
		return slices.ContainsFunc(e.Places, func(p evidence.Place) bool { return strings.Contains(p.Name+" "+p.Text, value) })
	case "time":
		return e.Time != nil && e.Time.From+"/"+e.Time.To == value
	case "killed", "wounded", "missing", "captured", "displaced", "arrested", "abducted":
		return slices.ContainsFunc(c.Counts, func(n evidence.Count) bool { return n.What == field && Bounds(n.Min, n.Max, n.Approx) == value })
	case "loss":
		return slices.ContainsFunc(c.Losses, func(l evidence.Loss) bool {
			return strings.Join(strings.Fields(strings.Join([]string{l.Class, l.Status, l.Side, Bounds(l.Min, l.Max, l.Approx)}, " ")), " ") == value
		})
	case "ceasefire":
		return c.Ceasefire != nil && c.Ceasefire.Status == value
	case "broker":
		return c.Ceasefire != nil && c.Ceasefire.Broker == value
	case "access":
		return c.Access != nil && c.Access.State == value
	case "by":
		return c.Access != nil && c.Access.BySide == value
	case "control":
		return c.Control != nil && strings.Join(strings.Fields(c.Control.Place+" "+c.Control.State+" "+c.Control.Side), " ") == value
	}
	return false
}

// Bounds writes an interval as frames' examples do: "4", "4+", "-4", "3-5", with "~" when approximate.
func Bounds(low, high *int64, approx bool) string {
	s := ""
	switch {
	case low != nil && high != nil && *low == *high:
		s = fmt.Sprint(*low)
	case low != nil && high != nil:
		s = fmt.Sprintf("%d-%d", *low, *high)
	case low != nil:
		s = fmt.Sprintf("%d+", *low)
	case high != nil:
		s = fmt.Sprintf("-%d", *high)
	}
	if approx {
		s = "~" + s
	}
	return s
}

// tell says what was read of an example, a line a claim, and what each lacks.
func tell(claims []evidence.Claim, f *lexicon.Frame, want []string) string {
	if len(claims) == 0 {
		return "  read: no claim"
	}
	var lines []string
	for _, c := range claims {
		who := c.Source.Name
		if c.Source.Kind == evidence.Narrator {
			who = "the report itself"
		}
		line := fmt.Sprintf("  read: %s, %s, by %s: %q", c.Stance, c.Modality, who, c.Content.Text)
		if e := c.Event; e != nil && e.Type != "" {
			line += ", " + strings.TrimSpace(e.Type+" "+e.Mode)
		}
		for _, l := range c.Losses {
			line += fmt.Sprintf(", loss %s", strings.Join(strings.Fields(strings.Join([]string{l.Class, l.Status, l.Side, Bounds(l.Min, l.Max, l.Approx)}, " ")), " "))
		}
		for _, n := range c.Counts {
			line += fmt.Sprintf(", %s %s", n.What, Bounds(n.Min, n.Max, n.Approx))
		}
		line += ", by " + strings.Join(c.Rules, " ")
		switch lacks := unmet(c, want); {
		case !cites(c, f):
			line += "; not by this frame"
		case lacks != "":
			line += "; lacks " + lacks
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
