package read

import (
	"slices"

	"tallystick/evidence"
)

// sayable returns the attributions that make claims, each with the words that
// its speaker says. What was found stays as it is: it also tells where a text
// reports anything at all.
func (t *parsed) sayable(found []attribution) []attribution {
	as := slices.Clone(found)
	for k := range as {
		a := &as[k]
		if a.content[0] >= a.content[1] || a.frame == nil {
			continue
		}
		if k > 0 {
			t.cutVerdict(a, &as[k-1])
		}
		switch {
		case a.form == "object" && !a.verbatim:
			t.cutAt(a, asides, func(i int) bool { return t.words[i-1].low == "," })
		case a.stance == string(evidence.Promise) || a.stance == string(evidence.Demand):
			t.cutAt(a, joins, t.newClause)
		}
	}
	return slices.DeleteFunc(as, t.saysNothing)
}

var (
	asides = set("with as while whereas claims charges")
	joins  = set("and but while")
)

// cutAt ends the content before the first of the words at which ends holds.
func (t *parsed) cutAt(a *attribution, words map[string]bool, ends func(i int) bool) {
	for i := a.content[0] + 1; i < a.content[1]; i++ {
		if !words[t.words[i].low] || t.quoteAt[i] > 0 || !ends(i) {
			continue
		}
		for a.content[1] = i; a.content[1] > a.content[0]+1 && t.words[a.content[1]-1].low == ","; {
			a.content[1]--
		}
		return
	}
}

// newClause reports whether a clause with a subject and a verb of its own
// follows the conjunction at i: "to free ten hostages but Israel had not".
func (t *parsed) newClause(i int) bool {
	n := t.phraseStarting(i + 1)
	if n < 0 {
		return false
	}
	for k := t.phrases[n].last; k < len(t.words) && k < t.phrases[n].last+5; k++ {
		if g := t.groupAt[k]; g > 0 {
			g := &t.groups[g-1]
			return g.finite() && (g.helped || t.words[k].past()) && !t.inRelative(g) && len(g.subjects) > 0 && g.subjects[0] == n
		}
		if t.tags[k] == stop || t.phraseAt[k] > 0 {
			return false
		}
	}
	return false
}

// cutVerdict ends what a report says before what another calls it: "rejected
// reports that a car had been hit as “untrue”".
func (t *parsed) cutVerdict(a, outer *attribution) {
	if outer.stance != string(evidence.Reject) && outer.stance != string(evidence.Deny) || a.cue[0] < outer.content[0] || a.content[1] > outer.content[1] {
		return
	}
	t.cutAt(a, set("as"), func(i int) bool { return t.opensQuote(i + 1) })
}

// saysNothing reports whether an attribution makes no claim: nobody speaks, the
// wish not to be named, a verb that stands in the words it would report, what
// was answered without the answer.
func (t *parsed) saysNothing(a attribution) bool {
	if len(a.speakers) == 0 || a.content[0] >= a.content[1] {
		return true
	}
	if t.anonymity(&a) || len(a.parts) == 0 && a.cue[0] >= a.content[0] && a.cue[1] <= a.content[1] {
		return true
	}
	return a.frame != nil && a.frame.ID == "cue-answer" && t.words[a.content[0]].low == "to"
}
