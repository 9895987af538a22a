package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
)

// anonymity reports whether a demand is only a source's wish to stay without
// a name: "asked not to be identified".
func (t *parsed) anonymity(a *attribution) bool {
	for k := a.content[0]; k+2 < len(t.words) && k < a.content[0]+5; k++ {
		if t.words[k].low == "not" && t.words[k+1].low == "to" && t.words[k+2].low == "be" {
			return k+3 < len(t.words) && unnamed[t.words[k+3].low]
		}
	}
	low := t.words[a.content[0]].low
	return low == "anonymity" || low == "anonymously"
}

var unnamed = set("named identified quoted cited")

// ownVoice reports whether the speaker is the "we" of the report itself.
func (t *parsed) ownVoice(a attribution) bool {
	if len(a.speakers) == 0 || t.quoteAt[a.cue[0]] > 0 {
		return false
	}
	p := &t.phrases[a.speakers[0]]
	low := t.words[p.first].low
	return p.refers == 0 && (low == "we" || low == "i" || low == "we've" || low == "i've")
}

// speaksForItself reports whether what a headline's speaker says is itself an
// act of saying: "Peruvian army: We deny the charge". It gets the speaker.
func (t *parsed) speaksForItself(a, b *attribution) bool {
	if a.form != "headline" || len(b.speakers) == 0 {
		return false
	}
	if p := &t.phrases[b.speakers[0]]; p.first == a.content[0] && t.words[p.head].low == "we" {
		p.refers = a.speakers[0] + 1
		return true
	}
	return false
}

// namings leaves out who calls a thing so where another attribution of the same
// source is of that thing: "condemned what it called a crime".
func (t *parsed) namings(as []attribution) []attribution {
	out := as[:0]
	for _, a := range as {
		if n := len(out); n > 0 && out[n-1].form == "object" && len(a.speakers) > 0 {
			from := out[n-1].content[0]
			if p := &t.phrases[a.speakers[0]]; p.pronoun && t.words[from].low == "what" && p.first <= from+1 && p.last > from && a.cue[0] < p.last+3 {
				continue
			}
		}
		out = append(out, a)
	}
	return out
}

// innermost leaves out what is said only about one's own saying: of "Peru said
// that it could not confirm the loss", the confirming is the claim.
func (t *parsed) innermost(as []attribution) []attribution {
	out := as[:0]
	for k := range as {
		a := &as[k]
		if k+1 < len(as) && a.form == "clause" && a.stance == string(evidence.Assert) && len(as[k+1].speakers) > 0 {
			b := &as[k+1]
			p := &t.phrases[b.speakers[0]]
			low := t.words[p.first].low
			if (low == "it" || low == "they") && p.first == a.content[0] && b.content[1] >= a.content[1] && b.stance != string(evidence.Assert) && b.cue[0] <= p.last+5 {
				p.refers = a.speakers[0] + 1
				if q := &t.phrases[a.speakers[0]]; q.pronoun {
					p.refers = q.refers
				}
				continue
			}
		}
		out = append(out, *a)
	}
	return out
}

// country reports whether the phrase is the bare name of a party, which may
// head a row of figures as well as speak.
func (t *parsed) country(p *phrase) bool {
	f := t.entryAt(p.first)
	if f == nil || f.first != p.first || f.last != p.last {
		return false
	}
	_, ok := f.of(lexicon.KindSide)
	return ok
}
