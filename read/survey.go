package read

import (
	"tallystick/evidence"
)

// Survey is all that the reader finds in a text: its claims, and what stands
// beside them for those who look for events, places, quotations or numbers
// alone.
type Survey struct {
	Reading evidence.Reading
	Codings []Coding         // the strongest first
	Places  []evidence.Place // every mention of a place, also as an adjective
	Quotes  []Quoted
	Figures []Figure
	Reasons map[string][]Reason // by the claim's id; nil unless the Reader was asked for reasons
}

// Reason is one thing that moved a learned step towards a claim, the strongest
// first: in the words of a person, with its share of the score. Rules need no
// reason: a claim names them.
type Reason struct {
	Step   string // the step that learned, as docs/reading.md names it
	Text   string
	Weight int32
}

// Coding is an event as coders of PLOVER record it: also what a speaker does
// by speaking is an event, an accusation as much as the attack it speaks of.
type Coding struct {
	Type, Mode       string
	Sources, Targets []Party
	Rules            []string // ids of the frames that made it
}

// Party is who takes part in a coded event.
type Party struct {
	evidence.Span
	Code string // side code, empty when not known
}

// Quoted is a direct quotation and who speaks it.
type Quoted struct {
	evidence.Span
	Speaker *evidence.Span // nil when the text does not say
	Cue     *evidence.Span
}

// quotations returns the direct quotations with those who speak them.
func (t *parsed) quotations(drafts []draft) []Quoted {
	var out []Quoted
	for _, q := range t.quotes {
		out = append(out, Quoted{Span: t.span(q.first, q.last+1)})
	}
	for i := range drafts {
		c := &drafts[i].claim
		if c.Source.Span == nil {
			continue
		}
		for k := range out {
			if out[k].Speaker == nil && c.Content.Start <= out[k].Start+3 && out[k].End <= c.Content.End+3 {
				out[k].Speaker, out[k].Cue = c.Source.Span, c.Cue
			}
		}
	}
	return out
}
