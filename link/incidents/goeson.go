package incidents

import "tallystick/evidence"

// apart is how many bytes of text may lie between a claim and one that goes on
// from it.
const apart = 400

// previous returns the claim that stands last before claim i and speaks of a
// thing that happened, when no other claim lies between; else -1.
func previous(all []Mention, speaks []bool, i int) int {
	if i > 0 && speaks[i-1] && speaks[i] && all[i-1].How != Answers {
		return i - 1
	}
	return -1
}

// goesOn reports whether claim b, of mention n, says more of what claim a, of
// mention m, is about: in the next breath the same speaker says what he makes
// of it, or the same side tells more of the same kind of thing and says neither
// where nor which.
func goesOn(a, b *evidence.Claim, m, n *Mention) bool {
	if b.Source.Kind == evidence.Narrator || m.Answer || n.Answer || b.Content.Start < a.Content.End || b.Content.Start > a.Content.End+apart {
		return false
	}
	if n.Kind == Saying {
		return m.Speaker == n.Speaker
	}
	if b.Source.Side == "" || a.Source.Side != b.Source.Side {
		return false
	}
	firm := b.Event != nil && said(b.Event.Time).Known() && n.Days.Firm
	if m.Kind != n.Kind || n.NPlaces > 0 || n.NTolls > 0 || n.Things[0] != 0 || n.Class != 0 || firm {
		return false
	}
	return agreeing(&m.Agents, &n.Agents) != contrary && n.Agents[0] != 0
}
