package read

import "tallystick/evidence"

// actTypes are the event types of what is done by saying it.
var actTypes = map[evidence.Stance]string{
	evidence.Demand: "REQUEST",
	evidence.Reject: "REJECT",
}

// acts gives claims that tell of no event in the world the event that their
// saying is: a demand, a refusal, a threat. An accusation is of the deed that it
// names, known or not. It comes last, so
// that replies are sought by what claims say, not by how they say it.
func (t *parsed) acts(drafts []draft, in parties) {
	for i := range drafts {
		c, a := &drafts[i].claim, drafts[i].a
		if a == nil || c.Modality == evidence.Negated || c.Event != nil && c.Event.Type != "" {
			continue
		}
		kind := actTypes[c.Stance]
		if a.frame.ID == "cue-threaten" {
			kind = "THREATEN"
		}
		if kind == "" {
			continue
		}
		if c.Event == nil {
			c.Event = &evidence.Event{}
		}
		c.Event.Type = kind
		ctx := &context{sentence: a.sentence, speaker: -1, agent: -1, parties: in}
		for _, n := range a.speakers {
			c.Event.Agents = append(c.Event.Agents, t.actorOf(n, ctx, true)...)
		}
		if a.object >= 0 && !a.mutual && t.canSuffer(&t.phrases[a.object]) {
			ctx.speaker = a.speakers[0]
			c.Event.Targets = append(c.Event.Targets, t.actorOf(a.object, ctx, false)...)
		}
	}
}
