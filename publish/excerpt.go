package publish

import (
	"cmp"
	"slices"

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

// wordless strips a claim of the words of the text and keeps what they were
// read as, with the offsets at which the preserved copy has them.
func wordless(c evidence.Claim) evidence.Claim {
	c.Content.Text = ""
	for i := range c.Parts {
		c.Parts[i].Text = ""
	}
	if c.Cue != nil {
		c.Cue = &evidence.Span{Start: c.Cue.Start, End: c.Cue.End}
	}
	if c.Source.Span != nil {
		c.Source.Span = &evidence.Span{Start: c.Source.Span.Start, End: c.Source.Span.End}
	}
	if c.Event != nil && c.Event.Time != nil {
		c.Event.Time.Text = ""
	}
	return c
}
