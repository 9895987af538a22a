package part

import (
	"net/url"
	"strconv"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
)

// SideLosses is what one side lost, with its classes.
type SideLosses struct {
	Side string
	flow.LossTotal
	Classes []flow.ClassLosses
}

// BySide gathers classes by side. They come, and stay, in alphabetical order.
func BySide(by []flow.ClassLosses) []SideLosses {
	var sides []SideLosses
	for _, c := range by {
		if n := len(sides); n == 0 || sides[n-1].Side != c.Side {
			sides = append(sides, SideLosses{Side: c.Side})
		}
		s := &sides[len(sides)-1]
		s.Classes = append(s.Classes, c)
		s.Units += c.Units
		s.Untold += c.Untold
		s.Fates.Destroyed += c.Fates.Destroyed
		s.Fates.Damaged += c.Fates.Damaged
		s.Fates.Abandoned += c.Fates.Abandoned
		s.Fates.Captured += c.Fates.Captured
	}
	return sides
}

// HistoryWords says the fates of a unit: "damaged, then captured", or "damaged
// and abandoned" where nobody says which came first.
func HistoryWords(h evidence.History) message.Text {
	fates, ordered := h.Fates()
	words := make([]message.Text, len(fates))
	for i, f := range fates {
		words[i] = FateWords(f)
	}
	switch {
	case len(fates) == 0:
		return message.Say("fate not told")
	case !ordered:
		return message.List(words...)
	}
	said := words[0]
	for _, w := range words[1:] {
		said = message.Say("%s, then %s", said, w)
	}
	return said
}

// PlaceWords says where, as finely as the page was told; nil when it was not.
func PlaceWords(p *evidence.Place) message.Text {
	if p == nil {
		return nil
	}
	var words message.Text = message.Name(p.Name)
	if p.Lat != nil && p.Lon != nil {
		at := strconv.FormatFloat(*p.Lat, 'f', -1, 64) + ", " + strconv.FormatFloat(*p.Lon, 'f', -1, 64)
		if p.Name == "" {
			words = message.Say("near %s", at)
		} else {
			words = message.Say("%s (%s)", message.Name(p.Name), at)
		}
	}
	if p.Precision != "" {
		words = message.Say("%s, to the %s [place, precision]", words, PrecisionWords(p.Precision))
	}
	return words
}

// LossesHref is the address of the losses that agree in settings: names and
// values in turn.
func LossesHref(settings ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(settings); i += 2 {
		if settings[i+1] != "" {
			values.Set(settings[i], settings[i+1])
		}
	}
	if len(values) == 0 {
		return "/losses"
	}
	return "/losses?" + values.Encode()
}

// EditionState says where an edition stands in review.
func EditionState(e publish.Edition) State {
	switch {
	case len(e.Rejects) > 0:
		return State{string(publish.Rejected), message.Say("rejected by %s", deciders(e.Rejects))}
	case len(e.Accepts) > 0:
		return State{string(publish.Accepted), message.Say("accepted by %s", deciders(e.Accepts))}
	}
	return State{string(publish.Unreviewed), message.Say("not reviewed")}
}

// changeWords says what a change made of units.
var changeWords = map[string]message.Message{
	evidence.Added: message.Say("new"), evidence.Removed: message.Say("dropped"), evidence.Refiled: message.Say("filed elsewhere"),
	evidence.Renumbered: message.Say("under another number"), evidence.Fated: message.Say("with another fate"), evidence.Amended: message.Say("amended otherwise"),
	evidence.Merged: message.Say("found to be one"), evidence.Parted: message.Say("parted again"),
}

// ChangeWords says a kind of change of units: "with another fate".
func ChangeWords(change string) message.Text { return term(changeWords, change) }

// FoldWords names a fold rule: "last".
func FoldWords(r evidence.FoldRule) message.Text {
	switch r {
	case evidence.WorstFate:
		return message.Say("worst [fate]")
	case evidence.FirstFate:
		return message.Say("first [fate]")
	}
	return message.Say("last [fate]")
}

// FoldedFate names the fate under which a rule counts: "last fate".
func FoldedFate(r evidence.FoldRule) message.Text {
	switch r {
	case evidence.WorstFate:
		return message.Say("worst fate")
	case evidence.FirstFate:
		return message.Say("first fate")
	}
	return message.Say("last fate")
}

// VerdictWords says what somebody decided.
func VerdictWords(v evidence.Verdict) message.Text {
	switch v {
	case evidence.Accept:
		return message.Say("accept [verdict]")
	case evidence.Refuse:
		return message.Say("reject [verdict]")
	}
	return message.Verbatim(v)
}
