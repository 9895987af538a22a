package publish

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// shownSentences are the sentences of a text for which the excerpt has room.
type shownSentences map[int]bool

func (s shownSentences) all(which []int) bool {
	for _, i := range which {
		if !s[i] {
			return false
		}
	}
	return len(which) > 0
}

// excerpts gives out the room of the excerpt, sentence by sentence, in the
// order in which claims were first accepted. A claim keeps its room when it is
// rejected later, so what was ever shown, at whatever position it is asked
// for, stays together within the bound.
func excerpts(d Dossier, policy Policy) shownSentences {
	claims := slices.Clone(d.Claims)
	slices.SortStableFunc(claims, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Held, b.Held), cmp.Compare(a.Claim.Content.Start, b.Claim.Content.Start))
	})
	room := int(policy.Excerpt * float64(len(d.Report.Text)))
	shown := make(shownSentences)
	for _, c := range claims {
		if c.Held < 0 {
			continue
		}
		sentences := sentencesOf(d.Sentences, c.Claim.Content)
		size := 0
		for _, s := range sentences {
			if !shown[s] {
				size += d.Sentences[s].End - d.Sentences[s].Start
			}
		}
		if d.Licence == "" && size > room {
			continue
		}
		room -= size
		for _, s := range sentences {
			shown[s] = true
		}
	}
	return shown
}

// wordless strips a public claim of the words of the text and keeps what they
// were read as, with the offsets at which the preserved copy has them.
func wordless(c evidence.Claim) evidence.Claim {
	bare := func(s evidence.Span) evidence.Span { return evidence.Span{Start: s.Start, End: s.End} }
	c.Content, c.Parts, c.Cue, c.Source.Span = bare(c.Content), each(c.Parts, bare), pointer(c.Cue, bare), pointer(c.Source.Span, bare)
	c.Counts = each(c.Counts, func(n evidence.Count) evidence.Count { n.Who = ""; return n })
	c.Losses = each(c.Losses, func(l evidence.Loss) evidence.Loss { l.Model = ""; return l })
	c.Access = pointer(c.Access, func(a evidence.AccessSaid) evidence.AccessSaid { a.Route, a.To = "", ""; return a })
	c.Event = pointer(c.Event, func(e evidence.Event) evidence.Event {
		e.Agents, e.Targets = each(e.Agents, wordlessActor), each(e.Targets, wordlessActor)
		e.Places = each(e.Places, func(p evidence.Place) evidence.Place { p.Span = bare(p.Span); return p })
		e.Time = pointer(e.Time, func(i evidence.Interval) evidence.Interval { i.Text = ""; return i })
		e.Instrument = term(e.Instrument)
		return e
	})
	return c
}

// wordlessActor keeps the name that the lexicon supplied, not the text's.
func wordlessActor(a evidence.Actor) evidence.Actor {
	if a.Name == a.Text {
		a.Name = ""
	}
	a.Text = ""
	return a
}

// term keeps what is a term rather than a quotation: at most two words.
func term(s string) string {
	if len(strings.Fields(s)) > 2 {
		return ""
	}
	return s
}
