package read

import (
	"cmp"
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// coded gives a claim whose words no frame of events knows the event that they
// are coded as by the frames of acts: "martial law has been declared", "banned
// men from leaving". It reports whether there is one.
func (t *parsed) coded(claim *evidence.Claim, from, to int, c *context) bool {
	if claim.Event != nil && claim.Event.Type != "" || to-from > reach {
		return false
	}
	d := t.deedIn(from, to)
	if d == nil {
		return false
	}
	k := t.acting
	sources := k.sources(d)
	targets := k.targets(d, sources)
	if !k.public(sources) && !k.public(targets) && t.collectiveIn(from, to) < 0 {
		return false
	}
	e := &evidence.Event{Type: d.kind}
	if d.frame.Type == d.kind {
		e.Mode = d.frame.Mode
	}
	e.Agents, e.Targets = t.takingPart(sources, c, true), t.takingPart(targets, c, false)
	if n := t.collectiveIn(from, to); n >= 0 && len(e.Agents) == 0 {
		e.Agents = t.actorOf(n, c, true) // "martial law was declared in both countries"
	}
	if claim.Event != nil {
		e.Places, e.Time = claim.Event.Places, claim.Event.Time
	}
	if len(e.Agents)+len(e.Targets)+len(e.Places) == 0 {
		return false // a word alone, of nobody and nowhere
	}
	claim.Event = e
	for in := d; in != nil && in.frame != nil; in = in.inner {
		claim.Rules = append(claim.Rules, "frame:"+in.frame.ID)
	}
	return true
}

// deedIn reads the deed that the words tell, nil when they tell none.
func (t *parsed) deedIn(from, to int) *deed {
	if !slices.ContainsFunc(t.words[from:to], func(w word) bool { return len(w.senses.Acts) > 0 }) {
		return nil
	}
	t.tagParts()
	if t.acting == nil {
		t.acting = &coder{parsed: t}
	}
	t.acting.open(from, to)
	if len(t.acting.acts) == 0 {
		return nil
	}
	if d := t.acting.deed(); d != nil && d.kind != "" {
		return d
	}
	return nil
}

// takingPart turns the parties of a deed into who takes part in the event.
func (t *parsed) takingPart(ps []Party, c *context, agent bool) []evidence.Actor {
	var out []evidence.Actor
	for _, p := range ps {
		n := t.phraseOver(p.Span)
		if n < 0 || !agent && !t.canSuffer(&t.phrases[n]) && p.Code == "" {
			continue
		}
		for _, a := range t.actorOf(n, c, agent) {
			if a.Side == "" && p.Code != "" {
				side, _ := t.lex.SideOf(p.Code)
				a.Side, a.Name = p.Code, cmp.Or(a.Name, side.Name)
			}
			out = append(out, a)
		}
	}
	return out
}

// phraseOver returns the first phrase in the span, -1 when there is none.
func (t *parsed) phraseOver(s evidence.Span) int {
	i, _ := slices.BinarySearchFunc(t.words, s.Start, func(w word, at int) int { return w.start - at })
	for ; i < len(t.words) && t.words[i].start < s.End; i++ {
		if n := t.phraseAt[i]; n > 0 {
			return int(n) - 1
		}
	}
	return -1
}

// collectiveIn returns the phrase among the words that stands for both sides, -1
// when none does.
func (t *parsed) collectiveIn(from, to int) int {
	for i := from; i < to; i++ {
		if n := t.phraseStarting(i); n >= 0 && t.collective(&t.phrases[n]) {
			return n
		}
	}
	return -1
}

// takesPlace reports whether the words say of a noun's event that it took place:
// "clashes broke out", "heavy fighting continued".
func (t *parsed) takesPlace(tr *trigger, to int) bool {
	p := t.phrase(tr.first)
	if tr.group >= 0 || tr.form.Part != lexicon.Noun || p == nil {
		return false
	}
	n := int(t.phraseAt[tr.first]) - 1
	for i := p.last; i < to && i < p.last+window/2; i++ {
		if g := t.groupAt[i]; g > 0 && t.groups[g-1].finite() && slices.Contains(t.groups[g-1].subjects, n) {
			return occurs[t.words[i].low] && !t.groups[g-1].negated
		}
	}
	return false
}

// occurs are the verbs that say of an event no more than that it takes place.
var occurs = set("broke broken breaks erupted erupts occurred occurs took takes taken happened happens began begun begins started starts continued continues resumed resumes flared flares escalated escalates intensified intensifies raged rages ensued ensues spread spreads reported renewed lasted lasts declared imposed introduced announced")
