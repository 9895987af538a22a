package read

import (
	"sort"

	"tallystick/evidence"
)

// Survey is all that the reader finds in a text.
type Survey struct {
	Reading evidence.Reading
	Findings
	Reasons map[string][]Reason // by the claim's id; nil unless the Reader was asked for reasons
}

// Findings is what stands beside the claims, for those who look for
// attributions, events, places, quotations or numbers alone.
type Findings struct {
	// All that somebody is said to say, think or want, claims and other.
	Attributions []Attributed
	Codings      []Coding         // the strongest first
	Places       []evidence.Place // every mention of a place, also as an adjective
	Quotes       []Quoted
	Figures      []Figure
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

// quotations returns the direct quotations with those who speak them: whoever
// the attribution names that holds most of the quotation, and of several the
// one that holds least besides. What is said within a quotation is no cue for
// another one. Words in quotation
// marks that are part of what somebody says in the report's own words, or that
// nobody says, are borrowed, not quoted, when they are few.
func (t *parsed) quotations(said []Attributed) []Quoted {
	var out []Quoted
	within := make([]*quote, len(said))
	for i := range said {
		within[i] = t.quote(sort.Search(len(t.words), func(w int) bool { return t.words[w].end > said[i].Cue.Start }))
	}
	k := 0
	for _, q := range t.quotes {
		here := Quoted{Span: t.span(q.first, q.last+1)}
		half := (here.End - here.Start) / 2
		most, least, whole := half, 0, false
		for k < len(said) && said[k].last() < here.Start-far {
			k++
		}
		for i := k; i < len(said) && said[i].Cue.Start < here.End+far; i++ {
			if w := within[i]; w != nil && (w.first > q.first || w.last < q.last) {
				continue
			}
			for _, c := range said[i].Content {
				shared := min(c.End, here.End) - max(c.Start, here.Start)
				whole = whole || shared > half && c.Start >= here.Start-1 && c.End <= here.End+1
				if besides := c.End - c.Start - shared; said[i].Source != nil && (shared > most || shared == most && here.Speaker != nil && besides < least) {
					most, least, here.Speaker, here.Cue = shared, besides, said[i].Source, &said[i].Cue
				}
			}
		}
		if whole || q.last-q.first > borrowed {
			out = append(out, here)
		}
	}
	return out
}

// borrowed is how many words in quotation marks may be somebody's words in a
// sentence of the report.
const borrowed = 12

// far is how many bytes before or behind a quotation its cue may stand.
const far = 4096

// last returns the end of the words of an attribution.
func (a *Attributed) last() int {
	end := a.Cue.End
	for _, c := range a.Content {
		end = max(end, c.End)
	}
	return end
}
