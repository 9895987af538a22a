package read

import (
	"tallystick/evidence"
)

// Words by which a description accuses or denies.
var (
	accusing = set("crime crimes violation violations terrorist terrorists terrorism terror genocide genocidal barbaric barbarism aggression aggressor atrocity atrocities massacre illegal unlawful vandalism war-crime ethnic-cleansing cowardly brutal unprovoked criminal occupation fascist escalation treacherous traitor traitors treason massacre massacres murder murderers murderous horrific heinous atrocious inhuman inhumane cruel cynical unacceptable outrageous savage savagery piracy sabotage bloodbath slaughter carnage monstrous")
	// What provokes is a deed that was done, or a report that is false.
	provoking = set("provocation provocations provocative")
	denying   = set("lie lies false fake untrue fabrication fabricated disinformation misinformation nonsense absurd groundless baseless unfounded slander propaganda fiction ridiculous rubbish invention hoax manipulation delusion slanderous wrong fantasy unsubstantiated")
)

// stanceOf says what the source does with what it says. Where the frame
// leaves it to the content, the words of the content decide, and what they
// are said of: an accusation is denied, a deed is condemned.
func (t *parsed) stanceOf(a *attribution) evidence.Stance {
	ofStatement := a.object >= 0 && t.phrases[a.object].class == statement
	switch {
	case a.stance == string(evidence.Reject) && ofStatement:
		return evidence.Deny // to reject an accusation is to deny it
	case a.stance == string(evidence.Deny) && a.form == "as" && a.object >= 0 && !ofStatement && t.phrases[a.object].class == other:
		return evidence.Reject // an offer dismissed "as a trick"
	case a.stance == string(evidence.Assert) && t.callsFalse(a):
		return evidence.Deny // “This is another fake,” she said; said that the reports were untrue
	case a.stance != "content":
		return evidence.Stance(a.stance)
	}
	deny, accuse := false, false
	for i := a.content[0]; i < a.content[1]; i++ {
		low := t.words[i].low
		deny = deny || denying[low] || ofStatement && provoking[low]
		accuse = accuse || accusing[low] || !ofStatement && provoking[low]
	}
	switch {
	case deny && (ofStatement || !accuse):
		return evidence.Deny
	case accuse, a.form == "object" && a.frame.Stance == "content":
		return evidence.Accuse
	}
	return evidence.Assert
}

// callsFalse reports whether a few words say of what was said before that it is
// false: “This is a lie”, "this to be false", "the reports were untrue".
func (t *parsed) callsFalse(a *attribution) bool {
	i, end := a.content[0], a.content[1]
	if a.verbatim {
		i++
	}
	if i >= end {
		return false
	}
	if t.saidToBeFalse(i, end) {
		return true
	}
	if end-i > 12 {
		return false
	}
	switch t.words[i].low {
	case "this", "that", "these", "those", "all", "such", "which":
	case "it":
		if !a.verbatim && end-i > 4 {
			return false // "it was wrong to go there"
		}
	default:
		if p := t.phrase(i); p == nil || p.class != statement || t.tags[p.first] != article {
			return false
		}
	}
	for ; i < end; i++ {
		if t.tags[i] == negative {
			return false
		}
		if denying[t.words[i].low] {
			return true
		}
	}
	return false
}

// saidToBeFalse reports whether the words say of a statement, with what it
// states, that it is false: "the claim that the town has fallen is fiction".
func (t *parsed) saidToBeFalse(i, end int) bool {
	p := t.phrase(i)
	if p == nil || p.first != i || p.class != statement || t.tags[p.first] != article && !p.plural {
		return false
	}
	if k := p.last; k < end && t.words[k].is(beForms) {
		for j := k + 1; j < end && j < k+5 && t.tags[j] != negative && t.tags[j] != prep; j++ {
			if denying[t.words[j].low] {
				return true // "the charges were false and that it wanted no war"
			}
		}
	}
	for k := end - 1; k > p.last && k > end-8; k-- {
		switch {
		case t.tags[k] == negative:
			return false
		case t.words[k].is(beForms) && t.words[k].low != "be" && t.words[k].low != "been":
			for j := k + 1; j < end; j++ {
				if t.tags[j] == negative {
					return false
				}
				if denying[t.words[j].low] {
					return true
				}
			}
			return false
		case t.tags[k] == prep || t.tags[k] == clausal || t.tags[k] == verb:
			return false
		}
	}
	return false
}
