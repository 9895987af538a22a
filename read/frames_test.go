package read_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// Every frame carries sentences that it must read and sentences that it must
// leave alone: loading them is the test.
func TestFrames(t *testing.T) {
	lex := lexicon.Default()
	for _, f := range lex.Frames().All {
		t.Run(f.ID, func(t *testing.T) {
			for _, e := range f.Match {
				claims := sentence(t, lex, e.Text)
				if !slices.ContainsFunc(claims, func(c evidence.Claim) bool { return cites(c, f) && unmet(c, e.Want) == "" }) {
					t.Errorf("match: %s\nwant %v\n%s", e.Text, e.Want, tell(claims, e.Want))
				}
			}
			for _, e := range f.Miss {
				for _, c := range sentence(t, lex, e.Text) {
					if cites(c, f) {
						t.Errorf("miss: %s\n%s", e.Text, tell([]evidence.Claim{c}, nil))
					}
				}
			}
		})
	}
}

func sentence(t *testing.T, lex *lexicon.Lexicon, text string) []evidence.Claim {
	t.Helper()
	got := read.Claims(evidence.Report{Text: text, Language: "en"}, lex)
	if err := got.Check(text); err != nil {
		t.Fatal(err)
	}
	return got.Claims
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
		return slices.ContainsFunc(c.Counts, func(n evidence.Count) bool { return n.What == field && bounds(n.Min, n.Max, n.Approx) == value })
	case "loss":
		return slices.ContainsFunc(c.Losses, func(l evidence.Loss) bool {
			return strings.Join(strings.Fields(strings.Join([]string{l.Class, l.Status, l.Side, bounds(l.Min, l.Max, l.Approx)}, " ")), " ") == value
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

// bounds writes an interval: "4", "4+", "-4", "3-5", with "~" when approximate.
func bounds(low, high *int64, approx bool) string {
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

func tell(claims []evidence.Claim, want []string) string {
	var b strings.Builder
	for _, c := range claims {
		fmt.Fprintf(&b, "  read: %s %s %q by %q rules %v", c.Stance, c.Modality, c.Content.Text, c.Source.Name, c.Rules)
		if u := unmet(c, want); u != "" {
			fmt.Fprintf(&b, " lacks %s", u)
		}
		if c.Event != nil {
			fmt.Fprintf(&b, " event %s %v -> %v", c.Event.Type, c.Event.Agents, c.Event.Targets)
		}
		for _, l := range c.Losses {
			fmt.Fprintf(&b, " loss [%s %s %s %s]", l.Class, l.Status, l.Side, bounds(l.Min, l.Max, l.Approx))
		}
		for _, n := range c.Counts {
			fmt.Fprintf(&b, " count [%s %s]", n.What, bounds(n.Min, n.Max, n.Approx))
		}
		if c.Control != nil {
			fmt.Fprintf(&b, " control %v", *c.Control)
		}
		b.WriteString("\n")
	}
	return b.String()
}
