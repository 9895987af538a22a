package read

import (
	"slices"

	"tallystick/evidence"
)

// answers bounds how many claims back a reply may reach.
const answers = 60

// closeBy bounds how many paragraphs back an answer may reach that says nothing of
// its own, or something else than what is answered.
const closeBy = 4

// replies ties each denial, admission, confirmation or refusal to the claim
// that it answers: the latest fitting accusation or assertion of another side.
func replies(t *parsed, drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if d.a == nil || !d.answers() {
			continue
		}
		if k, rule := t.replied(drafts, i); k >= 0 {
			d.replyTo = k
			d.claim.Rules = append(d.claim.Rules, rule)
		}
	}
}

// replied returns the claim that draft i answers and the rule that says so; -1
// when there is none.
func (t *parsed) replied(drafts []draft, i int) (int, string) {
	d := &drafts[i]
	mine := d.claim.SideSpeaking()
	if last := d.before(drafts, i); last >= 0 && slices.Equal(mine, drafts[last].claim.SideSpeaking()) {
		return drafts[last].replyTo, "reply.same" // “It did not. This is a fake,” he said
	}
	whose := t.answered(d)
	if k := t.beside(drafts, i); k >= 0 && whose == "" {
		return k, "reply.same-sentence"
	}
	if k := t.alongside(drafts, i); k >= 0 {
		return k, "reply.joined"
	}
	if k := t.calledBy(drafts, i); k >= 0 {
		return k, "reply.named"
	}
	if k := t.inWords(drafts, i); k >= 0 && whose == "" {
		return k, "reply.same-words"
	}
	if d.a.form == "object" && d.claim.Event == nil && t.phrases[d.a.object].class == other && !t.phrases[d.a.object].pronoun {
		return -1, "" // "disputes the term"
	}
	if k := t.paragraphs(drafts, i); k >= 0 && whose == "" {
		return k, "reply.paragraph"
	}
	for k := i - 1; k >= 0 && k >= i-answers; k-- {
		other := &drafts[k].claim
		if near := drafts[k].a != nil && drafts[k].a.sentence >= d.a.sentence-1 && drafts[k].a.sentence < d.a.sentence; near && whose == "" && t.rival(other, d) {
			return k, "reply.next-sentence"
		}
		if drafts[k].a == nil || !t.mayAnswer(other, mine, whose, d) {
			continue
		}
		if t.paragraphOf(d)-t.paragraphOf(&drafts[k]) > closeBy && !sameType(other, &d.claim) {
			continue
		}
		return k, "reply.latest"
	}
	return -1, ""
}

func (t *parsed) paragraphOf(d *draft) int { return t.sentences[t.sentenceOf(d.at)].paragraph }

func sameType(a, b *evidence.Claim) bool {
	return a.Event != nil && b.Event != nil && a.Event.Type != "" && a.Event.Type == b.Event.Type
}

// beside returns the claim of the same sentence that draft i takes up as what
// was said before it: "..., a claim which Peru denies", "...; Peru issued a
// denial", "..., but Peru denied it"; -1 when there is none.
func (t *parsed) beside(drafts []draft, i int) int {
	d := &drafts[i]
	object := d.a.object
	if d.a.form != "noun" && (object < 0 || t.phrases[object].class != statement && !t.phrases[object].pronoun && d.a.form != "relative") {
		return -1
	}
	for k := i - 1; k >= 0 && drafts[k].a != nil && drafts[k].a.sentence == d.a.sentence; k-- {
		c, own := &drafts[k].claim, drafts[k].a.speakers[0] == d.a.speakers[0]
		if !own && (c.Stance == evidence.Accuse || c.Stance == evidence.Assert) && drafts[k].a.cue[0] < d.a.cue[0] {
			return k
		}
	}
	return -1
}

// rival reports whether the claim is an accusation or assertion by another
// party than the one that answers.
func (t *parsed) rival(c *evidence.Claim, d *draft) bool {
	return c.Source.Kind == evidence.Party && d.claim.Source.Kind == evidence.Party && c.Source.Side != "" && d.claim.Source.Side != "" && c.Source.Side != d.claim.Source.Side &&
		(c.Stance == evidence.Accuse || c.Stance == evidence.Assert) && d.claim.Stance == evidence.Deny && c.Modality != evidence.Negated && c.Event != nil && c.Event.Type != ""
}

// before returns the denial right before d that d, which names nothing of its
// own, goes on with; -1 when there is none.
func (d *draft) before(drafts []draft, i int) int {
	if i == 0 || !d.claim.Verbatim || d.claim.Stance != evidence.Deny || d.claim.Event != nil {
		return -1
	}
	if last := &drafts[i-1]; last.a != nil && last.claim.Stance == evidence.Deny && last.replyTo >= 0 && d.a.sentence <= last.a.sentence+1 {
		return i - 1
	}
	return -1
}

func (d *draft) answers() bool {
	switch d.claim.Stance {
	case evidence.Deny, evidence.Confirm, evidence.Admit:
		return true
	case evidence.Reject:
		return d.a.object >= 0
	}
	return false
}

// answered returns the side whose statement the reply names: "the Kenyan
// accusation"; empty when it names none.
func (t *parsed) answered(d *draft) string {
	if d.a.object < 0 {
		return ""
	}
	p := &t.phrases[d.a.object]
	if p.class != statement {
		return ""
	}
	return p.owner
}

// mayAnswer reports whether the claim may be what a reply by mine answers.
func (t *parsed) mayAnswer(c *evidence.Claim, mine []string, whose string, d *draft) bool {
	if c.Stance != evidence.Accuse && c.Stance != evidence.Assert && c.Stance != evidence.Warn {
		return false
	}
	if len(d.claim.Losses) > 0 && len(c.Losses) == 0 && whose == "" || d.claim.Stance == evidence.Confirm && !t.confirms(c, d) {
		return false // what is denied or confirmed is something else
	}
	if c.Stance == evidence.Accuse && whose == "" && len(mine) > 0 && speaksOf(c, mine) && c.Source.Name != d.claim.Source.Name {
		return true // whoever accuses us, also within one state
	}
	theirs := c.SideSpeaking()
	if len(theirs) > 1 { // "both sides denied the other's accusations"
		return c.Stance == evidence.Accuse && slices.Equal(mine, theirs) && d.a.object >= 0 && t.phrases[d.a.object].class == statement
	}
	if name := d.claim.Source.Name; name != "" && c.Source.Name != name && c.Stance == evidence.Accuse && c.Event != nil &&
		slices.ContainsFunc(c.Event.Agents, func(a evidence.Actor) bool { return a.Name == name }) {
		return true
	}
	if whose != "" {
		return slices.Contains(theirs, whose) && (c.Stance == evidence.Accuse || c.Stance == evidence.Assert)
	}
	if len(mine) == 0 || len(theirs) > 0 && slices.Contains(mine, theirs[0]) {
		return false
	}
	if c.Source.Kind == evidence.Narrator {
		return false
	}
	if d.a.object >= 0 && (t.phrases[d.a.object].class == statement || t.phrases[d.a.object].pronoun) && len(theirs) > 0 {
		return true // "denied those claims"
	}
	return c.Stance == evidence.Accuse && (len(theirs) > 0 || speaksOf(c, mine)) || speaksOf(c, mine) || sameDeed(c, d)
}

// confirms reports whether the claim can be what a confirmation is about: it
// tells of the same kind of event, or the confirmation names no event at all.
// Who only could not check the reports does not answer a claim; who could not
// check the claim does.
func (t *parsed) confirms(c *evidence.Claim, d *draft) bool {
	if d.claim.Modality == evidence.Negated && d.claim.Source.Kind == evidence.ThirdParty {
		return d.a.object >= 0 && t.phrases[d.a.object].class == statement
	}
	if d.claim.Source.Kind == evidence.ThirdParty && d.a.object < 0 {
		return false
	}
	e := d.claim.Event
	return e == nil || e.Type == "" || c.Event != nil && c.Event.Type == e.Type && (len(e.Places) == 0 || len(c.Event.Places) == 0 || t.shared(c.Event.Places, e.Places))
}

func (t *parsed) shared(a, b []evidence.Place) bool {
	return slices.ContainsFunc(a, func(p evidence.Place) bool {
		return slices.ContainsFunc(b, func(q evidence.Place) bool { return p.Name == q.Name })
	})
}

// speaksOf reports whether the claim names one of the sides as agent.
func speaksOf(c *evidence.Claim, sides []string) bool {
	return c.Event != nil && slices.ContainsFunc(c.Event.Agents, func(a evidence.Actor) bool { return slices.Contains(sides, a.Side) })
}

// sameDeed reports whether both speak of the same kind of event and the claim
// reports harm or loss to the one who answers.
func sameDeed(c *evidence.Claim, d *draft) bool {
	mine := d.claim.SideSpeaking()
	if d.claim.Stance == evidence.Deny && speaksOf(&d.claim, mine) {
		return false // who denies a deed of one's own does not speak of one's losses
	}
	if d.claim.Stance != evidence.Deny && (c.Event == nil || d.claim.Event == nil || c.Event.Type != d.claim.Event.Type) {
		return false
	}
	if slices.ContainsFunc(c.Losses, func(l evidence.Loss) bool { return slices.Contains(mine, l.Side) }) {
		return true
	}
	return slices.ContainsFunc(c.Counts, func(n evidence.Count) bool { return slices.Contains(mine, n.Side) })
}
