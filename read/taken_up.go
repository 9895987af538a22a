package read

import (
	"slices"

	"tallystick/evidence"
)

// alongside returns what the answer answers that stands before draft i in its
// sentence, where i takes up the same thing: "Kenya dismissed the claim as
// untrue while Peru called it a lie"; -1 when there is none.
func (t *parsed) alongside(drafts []draft, i int) int {
	d, last := &drafts[i], max(0, i-1)
	if d.a.object < 0 || !t.phrases[d.a.object].pronoun || last == i || drafts[last].a == nil || drafts[last].a.sentence != d.a.sentence || !drafts[last].answers() {
		return -1
	}
	return drafts[last].replyTo
}

// calledBy returns the latest claim of somebody else with the words by which an
// answer calls what it answers: "the F-16 claim"; -1 when it calls it nothing,
// or nobody said so.
func (t *parsed) calledBy(drafts []draft, i int) int {
	d := &drafts[i]
	if d.a.object < 0 || t.phrases[d.a.object].class != statement {
		return -1
	}
	p := &t.phrases[d.a.object]
	own := map[string]bool{}
	for w := p.first; w < p.last; w++ {
		if s := t.telling(w); s != "" && w != p.head {
			own[s] = true
		}
	}
	if len(own) == 0 {
		return -1
	}
	for k := i - 1; k >= 0 && k >= i-answers; k-- {
		if other := &drafts[k]; other.a != nil && t.maySpeakOf(other, d) && t.sharedWords(other, own) == len(own) {
			return k
		}
	}
	return -1
}

// sparse is how many words say nothing of their own: "the accusations", "responsibility for it".
const sparse = 4

// paragraphs returns the latest claim of the paragraph that an answer without
// anything of its own takes up: of a confirmation the one before it, of a denial
// or admission one in which its side acts, the report's own voice among them.
func (t *parsed) paragraphs(drafts []draft, i int) int {
	d := &drafts[i]
	if d.claim.Event != nil || d.a.content[1]-d.a.content[0] > sparse {
		return -1
	}
	mine := d.claim.SideSpeaking()
	for k := i - 1; k >= 0 && t.paragraphOf(&drafts[k]) == t.paragraphOf(d); k-- {
		c := &drafts[k].claim
		if c.Modality == evidence.Negated || d.claim.Source.Name != "" && c.Source.Name == d.claim.Source.Name {
			continue
		}
		if d.claim.Stance == evidence.Confirm {
			return k
		}
		if c.Event != nil && c.Event.Type != "" && slices.ContainsFunc(c.Event.Agents, func(a evidence.Actor) bool { return t.behalf(a.Side, mine) }) {
			return k
		}
	}
	return -1
}

// behalf reports whether a side is one of those that speak, or is commonly
// reported to rely on one of them or the reverse.
func (t *parsed) behalf(side string, mine []string) bool {
	return slices.ContainsFunc(mine, func(m string) bool {
		return side != "" && (m == side || t.ally(side) == m || t.ally(m) == side)
	})
}
