package part

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
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
func HistoryWords(h evidence.History) string {
	fates, ordered := h.Fates()
	switch {
	case len(fates) == 0:
		return "fate not told"
	case ordered:
		return strings.Join(fates, ", then ")
	}
	return joined(fates)
}

// PlaceWords says where, as finely as the page was told; empty when it was not.
func PlaceWords(p *evidence.Place) string {
	if p == nil {
		return ""
	}
	words := p.Name
	if p.Lat != nil && p.Lon != nil {
		at := strconv.FormatFloat(*p.Lat, 'f', -1, 64) + ", " + strconv.FormatFloat(*p.Lon, 'f', -1, 64)
		switch {
		case words == "":
			words = "near " + at
		default:
			words += " (" + at + ")"
		}
	}
	if p.Precision != "" {
		words += ", to the " + p.Precision
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
		return State{string(publish.Rejected), "rejected by " + joined(deciders(e.Rejects))}
	case len(e.Accepts) > 0:
		return State{string(publish.Accepted), "accepted by " + joined(deciders(e.Accepts))}
	}
	return State{string(publish.Unreviewed), "not reviewed"}
}

// Day says a civil date. What is no date is shown as it is.
func Day(s string) string { return endWords(s) }

// changeWords says what a change made of units.
var changeWords = map[string]string{
	evidence.Added: "new", evidence.Removed: "dropped", evidence.Refiled: "filed elsewhere", evidence.Renumbered: "under another number",
	evidence.Fated: "with another fate", evidence.Amended: "amended otherwise", evidence.Merged: "found to be one", evidence.Parted: "parted again",
}

// ChangeWords says a kind of change of units: "with another fate".
func ChangeWords(change string) string { return cmp.Or(changeWords[change], change) }
