package accounts

import (
	"slices"
	"strings"

	"tallystick/evidence"
)

// What an account says of whether it happened at all.
const (
	HasStated   = "stated"
	HasHedged   = "hedged"
	HasPossible = "possible" // "may have"
	HasConceded = "conceded" // by a side's own admission
	HasDenied   = "denied"
)

// Fields that accounts are compared in.
const (
	FieldHappened   = "happened"
	FieldWhat       = "what" // the type of event
	FieldInstrument = "instrument"
	FieldWho        = "who"
	FieldTarget     = "target"
	FieldPlace      = "place"
	FieldTime       = "time"
	FieldCount      = "count"
)

// Fields lists the fields, in the order in which pages show them.
var Fields = []string{FieldHappened, FieldWhat, FieldInstrument, FieldWho, FieldTarget, FieldPlace, FieldTime, FieldCount}

// holds returns what the claim says of whether it happened: empty when it says
// nothing of that, as a demand, a question or a condition does.
func holds(c *evidence.Claim) string {
	switch c.Modality {
	case evidence.Conditional, evidence.Question:
		return ""
	}
	switch c.Stance {
	case evidence.Deny:
		if c.Modality == evidence.Negated {
			return "" // who does not deny says nothing
		}
		return HasDenied
	case evidence.Assert, evidence.Accuse, evidence.Confirm, evidence.Admit:
	default:
		return ""
	}
	if c.Modality == evidence.Negated {
		if c.Stance == evidence.Assert && hasContent(c) {
			return HasDenied // "there was no attack"
		}
		return "" // "could not confirm", "did not accuse"
	}
	switch {
	case !hasContent(c) && c.Stance != evidence.Confirm && c.Stance != evidence.Admit:
		return ""
	case c.Stance == evidence.Admit && c.Source.Kind == evidence.Party:
		return HasConceded
	case c.Modality == evidence.Hedged:
		return HasHedged
	case c.Modality == evidence.Possible:
		return HasPossible
	}
	return HasStated
}

// hasContent reports whether the claim says of the world more than a place or a
// time.
func hasContent(c *evidence.Claim) bool {
	return c.Event != nil && (c.Event.Type != "" || len(c.Event.Agents) > 0) || len(c.Counts) > 0 || len(c.Losses) > 0 || c.Ceasefire != nil || c.Access != nil || c.Control != nil
}

// tells reports whether the values of the claim are what its source holds.
func tells(c *evidence.Claim) bool {
	switch holds(c) {
	case HasStated, HasHedged, HasConceded:
		return true
	}
	return false
}

// ofOwnership reports whether a denial or admission is of who did it.
func (t *Teller) ofOwnership(c *evidence.Claim) bool {
	return slices.ContainsFunc(t.cues(contentText(c)), func(q cue) bool { return q.class == cueOwnership })
}

// contentText is what the source says, without the words that break it.
func contentText(c *evidence.Claim) string {
	if len(c.Parts) == 0 {
		return c.Content.Text
	}
	var parts []string
	for _, p := range c.Parts {
		parts = append(parts, p.Text)
	}
	return strings.Join(parts, " ")
}

// denied returns the fields that a denial is of: who did it, when it owns up to
// no deed of one's own; whom it was done to; how many; else all of it.
func (t *Teller) denied(c *evidence.Claim) []string {
	mine := c.SideSpeaking()
	own := func(a evidence.Actor) bool { return a.Side != "" && slices.Contains(mine, a.Side) }
	e := c.Event
	switch {
	case t.ofOwnership(c), e != nil && slices.ContainsFunc(e.Agents, own) && len(e.Targets) == 0:
		return []string{FieldWho}
	case e != nil && slices.ContainsFunc(e.Agents, own):
		return []string{FieldWho, FieldTarget}
	case e != nil && len(e.Agents) == 0 && len(e.Targets) > 0 && len(c.Counts) == 0 && e.Instrument == "":
		return []string{FieldTarget}
	case len(c.Counts) > 0 && (e == nil || len(e.Agents) == 0):
		return []string{FieldCount}
	}
	return []string{FieldHappened}
}

// deniesOther is what stands for a field in a denial of something that nobody
// says here: it is no word on whether the incident happened.
const deniesOther = "other"

// deniedHere returns the fields of this incident that denial i is of.
func (in *incident) deniedHere(i int) []string {
	answers := func(r Reply) bool { return r.Claim == in.said[i].Claim.ID && r.Report == in.said[i].Report }
	k := slices.IndexFunc(in.replies, answers)
	if k >= 0 && in.replies[k].To == "" && slices.ContainsFunc(in.said, func(s Said) bool { return tells(&s.Claim) && hasContent(&s.Claim) }) {
		return []string{deniesOther}
	}
	return in.denied(&in.said[i].Claim)
}
