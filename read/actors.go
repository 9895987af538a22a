package read

import (
	"tallystick/evidence"
)

// event returns what the trigger says happened.
func (t *parsed) event(tr *trigger, c *context) *evidence.Event {
	f := tr.form.Frame
	if f.Type == "" {
		return nil
	}
	e := &evidence.Event{Type: f.Type, Mode: f.Mode}
	for _, n := range tr.agents {
		e.Agents = append(e.Agents, t.actorOf(n, c, true)...)
	}
	if len(tr.agents) == 0 && tr.owner != "" {
		side, _ := t.lex.SideOf(tr.owner)
		e.Agents = append(e.Agents, evidence.Actor{Text: t.span(tr.ownerAt[0], tr.ownerAt[1]).Text, Name: side.Name, Side: tr.owner})
	}
	if len(e.Agents) == 0 && tr.open && c.agent >= 0 {
		e.Agents = t.actorOf(c.agent, c, true)
	}
	for _, n := range tr.targets {
		if t.canSuffer(&t.phrases[n]) {
			e.Targets = append(e.Targets, t.actorOf(n, c, false)...)
		}
	}
	if tr.means >= 0 {
		e.Instrument = t.means(tr.means)
	}
	return e
}

// canSuffer reports whether the phrase can be a target among the actors;
// places are told apart.
func (t *parsed) canSuffer(p *phrase) bool {
	switch p.class {
	case actor, people, equipment:
		return true
	case other:
		return p.pronoun || p.owner != "" || p.side != ""
	}
	return false
}

// means names the instrument by its head and what describes it.
func (t *parsed) means(n int) string {
	p := &t.phrases[n]
	if p.unit.Level != "class" || p.class != equipment {
		return p.unit.Name
	}
	return p.unit.Class
}

// actorOf turns a phrase into who takes part. An instrument stands for whose
// it is; a pronoun for whom it refers to.
func (t *parsed) actorOf(n int, c *context, agent bool) []evidence.Actor {
	p := &t.phrases[n]
	if p.class == calendar || p.class == statement || p.class == ceasefire {
		return nil
	}
	if t.collective(p) && len(c.parties) > 1 {
		var all []evidence.Actor
		for _, code := range c.parties.foremost() {
			side, _ := t.lex.SideOf(code)
			all = append(all, evidence.Actor{Text: t.spanOf(p).Text, Name: side.Name, Side: code})
		}
		return all
	}
	if p.pronoun {
		k := t.refersTo(n, c)
		if k < 0 {
			return nil
		}
		a := t.actorOf(k, &context{agent: -1, speaker: -1}, agent)
		if t.phrases[k].person && t.words[p.head].low == "it" {
			side, ok := t.lex.SideOf(t.phrases[k].side)
			if !ok {
				return nil
			}
			a = []evidence.Actor{{Name: side.Name, Side: t.phrases[k].side}} // "the spokesman said it had fired"
		}
		for i := range a {
			a[i].Text = t.spanOf(p).Text
		}
		return a
	}
	if p.class == equipment && agent {
		if k := t.user(p); k >= 0 {
			return t.actorOf(k, c, true)
		}
		if p.owner == "" {
			return t.owning(n, c)
		}
		side, _ := t.lex.SideOf(p.owner)
		return []evidence.Actor{{Text: t.spanOf(p).Text, Name: side.Name, Side: p.owner}}
	}
	if f := t.frames.Senses(t.words[p.head].low); agent && f.State != nil && f.State.Outcome["people"] != "" && !p.proper {
		return nil // "25 are dead"
	}
	if agent && p.class != actor && p.class != people && !p.proper && p.owner == "" && !bodies[t.words[p.head].low] {
		return nil
	}
	a := evidence.Actor{Text: t.spanOf(p).Text, Name: p.name, Role: p.role, Side: t.sideOf([]int{n}, c)}
	if side, ok := t.lex.SideOf(a.Side); ok && a.Name == "" && p.class == other {
		a.Name = side.Name
	}
	a.Private = t.private(p)
	return []evidence.Actor{a}
}

// owning returns the side whose instrument a phrase names by a possessive: "its
// aircraft". It is that of who speaks, and nobody's when the side is not known.
func (t *parsed) owning(n int, c *context) []evidence.Actor {
	p := &t.phrases[n]
	if low := t.words[p.first].low; low != "its" && low != "our" && low != "their" || c.speaker < 0 {
		return nil
	}
	code := t.sideOf([]int{c.speaker}, c)
	side, ok := t.lex.SideOf(code)
	if !ok {
		return nil
	}
	return []evidence.Actor{{Text: t.spanOf(p).Text, Name: side.Name, Side: code}}
}

// user returns who uses the instrument: "the drones that Peru has employed".
func (t *parsed) user(p *phrase) int {
	k := p.last
	if k+1 < len(t.words) && (t.words[k].low == "that" || t.words[k].low == "which") && t.phraseAt[k+1] > 0 {
		return int(t.phraseAt[k+1]) - 1
	}
	return -1
}

// refersTo resolves a pronoun inside what is said: to the speakers for "they"
// and "it", to the nearest fitting subject otherwise.
func (t *parsed) refersTo(n int, c *context) int {
	low := t.words[t.phrases[n].head].low
	if c.speaker >= 0 && (low == "they" || low == "it" || low == "we" || low == "i" || low == "its" || low == "our" || low == "us") {
		q := &t.phrases[c.speaker]
		if q.pronoun {
			return t.antecedent(c.speaker, c.sentence)
		}
		return c.speaker
	}
	if low == "this" || low == "that" || low == "these" || low == "those" || low == "everyone" || low == "nobody" {
		return -1
	}
	return t.antecedent(n, c.sentence)
}
