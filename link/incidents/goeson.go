package incidents

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
)

// apart is how many bytes of text may lie between a claim and one that goes on
// from it; turns, how many claims back the speaker's last may stand.
const (
	apart = 400
	turns = 2
)

// goesOn returns the claim that claim i says more of, -1 for none. In the next
// breath somebody says of the same thing what he makes of it ("the footage",
// "this"), or the same speaker goes on, or the same side tells more of the same
// kind of thing and says neither where nor which.
func goesOn(claims []evidence.Claim, all []Mention, speaks []bool, i int) int {
	b, n := &claims[i], &all[i]
	if n.Answer || !speaks[i] {
		return -1
	}
	for j := i - 1; j >= max(0, i-turns); j-- {
		a, m := &claims[j], &all[j]
		if !speaks[j] || b.Content.Start < a.Content.End {
			continue
		}
		if n.Kind == Saying && n.Speaker != 0 && m.Speaker == n.Speaker {
			return j
		}
		if j < i-1 || m.How == Answers && n.Kind != Saying || b.Content.Start > a.Content.End+apart {
			continue
		}
		if n.Kind == Saying && n.Speaker != 0 && n.NPlaces == 0 && refersBack(b.Content.Text) {
			return j
		}
		if sameSide(a, b) && sameKindLess(b, m, n) {
			return j
		}
	}
	return -1
}

// refersBack reports whether a text opens by speaking of what was spoken of:
// "the footage", "this", "those claims".
func refersBack(text string) bool {
	words := strings.FieldsFunc(text, notInWord)
	if len(words) == 0 {
		return false
	}
	switch strings.ToLower(words[0]) {
	case "this", "these", "those":
		return true
	case "the", "such":
		r, _ := utf8.DecodeRuneInString(words[min(1, len(words)-1)])
		return unicode.IsLower(r)
	}
	return false
}

func sameSide(a, b *evidence.Claim) bool {
	return b.Source.Kind != evidence.Narrator && b.Source.Side != "" && a.Source.Side == b.Source.Side
}

// sameKindLess reports whether mention n, of claim b, is of the kind of m and
// says nothing that would tell it from another.
func sameKindLess(b *evidence.Claim, m, n *Mention) bool {
	firm := b.Event != nil && said(b.Event.Time).Known() && n.Days.Firm
	if !n.Kind.tells() || m.Kind != n.Kind || n.NPlaces > 0 || n.NTolls > 0 || n.Things[0] != 0 || n.Class != 0 || firm {
		return false
	}
	return agreeing(&m.Agents, &n.Agents) != contrary && n.Agents[0] != 0
}
