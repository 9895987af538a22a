package incidents

import (
	"slices"

	"tallystick/evidence"
)

// back is how many claims before it an answer may go back to.
const back = 24

// answered returns which claim claim i answers, -1 for none. That is the one
// that the reader ties it to, when that is near or accuses who answers; unless
// it says nothing of its own and that one
// holds nothing against who answers: then it is the latest before it in which
// another party does, or what the answer right before it answers.
func answered(claims []evidence.Claim, at map[string]int, all []Mention, i int) int {
	j, ok := at[claims[i].RespondsTo]
	if !ok || j == i {
		return -1
	}
	sides := claims[i].SideSpeaking()
	if i-j > back && !holdsAgainst(&claims[j], sides) {
		return -1 // too far off to be meant by who is not concerned
	}
	if all[i].Kind.tells() && all[j].Kind.tells() && all[i].Kind != all[j].Kind {
		for k := i - 1; k >= max(0, i-back); k-- { // it says what it answers
			if all[k].Kind == all[i].Kind && !all[k].Answer && claims[k].Source.Kind == evidence.Party && holdsAgainst(&claims[k], sides) {
				return k
			}
		}
		return -1
	}
	return j
}

// holdsAgainst reports whether the claim says that one of the sides did
// something.
func holdsAgainst(c *evidence.Claim, sides []string) bool {
	if c.Event == nil {
		return false
	}
	return slices.ContainsFunc(c.Event.Agents, func(a evidence.Actor) bool { return slices.Contains(sides, a.Side) })
}
