package read

import (
	"cmp"
	"tallystick/evidence"
	"tallystick/lexicon"
)

// leadsList reports whether the sentence ends in a colon and the next is an
// item that it introduces.
func (t *parsed) leadsList(n int) bool {
	return n+1 < len(t.sentences) && t.sentences[n+1].lead == n && t.words[t.sentences[n].last-1].low == ":"
}

// item makes the claim of a list's item: it has the source, the verb and the
// subject of the sentence that introduces the list.
func (t *parsed) item(n int, lead leading, trs []trigger, in parties) []draft {
	s := t.sentences[n]
	first := s.first + 1 // the bullet
	last := t.sentenceEnd(s)
	if first >= last {
		return nil
	}
	c := &context{sentence: n, speaker: -1, agent: -1, parties: in}
	claim := evidence.Claim{Stance: evidence.Assert, Modality: evidence.Stated, Source: evidence.Source{Kind: evidence.Narrator}, Content: t.span(first, last), Rules: []string{"list.item"}}
	d := draft{at: first, replyTo: -1}
	if lead.a != nil {
		d.a = lead.a
		claim.Source, claim.Stance = t.sourceOf(lead.a, in), t.stanceOf(lead.a)
		cue := t.span(lead.a.cue[0], lead.a.cue[1])
		claim.Cue = &cue
		claim.Rules = append(claim.Rules, lead.a.rules...)
		claim.Modality = evidence.Modality(cmp.Or(lead.a.modality, string(evidence.Stated)))
	}
	here := within(trs, first, last)
	if main := t.mainTrigger(here, first, last); lead.tr == nil && main != nil && main.group >= 0 && t.groups[main.group].helped {
		if lead.a != nil {
			c.speaker = lead.a.speakers[0]
		}
		t.fillContent(&claim, lead.a, here, first, last, s, c) // "- two bridges were destroyed"
	} else {
		t.fillItem(&claim, lead, here, first, last, s, c)
	}
	if len(claim.Counts)+len(claim.Losses) == 0 && lead.a == nil && claim.Event == nil {
		return nil
	}
	d.claim = claim
	return []draft{d}
}

// leading is what the introduction of a list gives to its items.
type leading struct {
	a  *attribution
	tr *trigger
}

// leadOf finds the last attribution and the last event of the sentence that
// introduces a list.
func (t *parsed) leadOf(n int, trs []trigger) leading {
	var l leading
	if a, ok := t.lastAttribution(n); ok {
		l.a = &a
	}
	l.tr = t.leadVerb(n, trs)
	return l
}

// leadVerb returns the event that the lead's items belong to: that of its last
// verb, or the last of its sentence.
func (t *parsed) leadVerb(n int, trs []trigger) *trigger {
	if tr := t.openVerb(n); tr != nil {
		return tr
	}
	s := t.sentences[n]
	if here := within(trs, s.first, s.last); len(here) > 0 {
		return &here[len(here)-1]
	}
	return nil
}

func (t *parsed) lastAttribution(n int) (attribution, bool) {
	s := t.sentences[n]
	last, ok := t.openCue(n)
	for i := s.first; i < s.last; i++ {
		if a, found := t.attributionAt(i, n); found {
			last, ok = a, true
			i = a.cue[1] - 1
		}
	}
	return last, ok
}

// openCue returns the verb of saying that ends a lead, whose contents are the
// items: "the ministry said:", "Peru listed the following:".
func (t *parsed) openCue(n int) (attribution, bool) {
	s := t.sentences[n]
	end := t.sentenceEnd(s)
	for i := end - 1; i >= s.first && i > end-6; i-- {
		for _, e := range t.evoke(i, "cue") {
			f := e.form.Frame
			if e.form.Part != lexicon.Verb || !f.Is("clause") && !f.Is("quote") {
				continue
			}
			a := attribution{sentence: n, frame: f, form: "list", cue: [2]int{e.first, e.last}, object: -1, group: -1, stance: f.Stance, modality: f.Modality, rules: []string{"frame:" + f.ID}}
			if g := t.cueGroup(&a); g != nil && !g.passive && g.finite() && t.canSpeak(g.subjects) {
				a.speakers = g.subjects
				a.content = [2]int{s.first, end}
				return a, true
			}
		}
	}
	return attribution{}, false
}

// openVerb returns the event of the lead's last verb, whose object the items
// are: "the army has lost:".
func (t *parsed) openVerb(n int) *trigger {
	s := t.sentences[n]
	for i := s.last - 1; i >= s.first && i > s.last-8; i-- {
		for _, e := range t.evoke(i, "event") {
			if len(e.form.Frame.Outcome) == 0 {
				continue
			}
			tr := trigger{evoked: e, group: -1, means: -1}
			t.verbRoles(&tr, e.form.Frame, nil)
			return &tr
		}
	}
	return nil
}

// fillItem reads the item's numbers as what the lead's verb did.
func (t *parsed) fillItem(claim *evidence.Claim, lead leading, here []trigger, first, last int, s sentence, c *context) {
	out := &numbers{seen: map[int]bool{}}
	if lead.tr != nil {
		lc := *c
		lc.sentence = s.lead
		if lead.a != nil {
			lc.speaker = lead.a.speakers[0]
		}
		if lead.tr.form.Frame.Agent == "none" && lead.tr.group >= 0 {
			c.loser = t.sideOf(t.groups[lead.tr.group].subjects, &lc)
		} else {
			c.loser = c.parties.other(t.sideOf(lead.tr.agents, &lc))
		}
		claim.Event = t.event(lead.tr, &lc)
		claim.Rules = append(claim.Rules, "frame:"+lead.tr.form.Frame.ID)
	}
	if lead.tr == nil {
		c.loser = t.ownLosses(s.lead, lead)
	}
	t.tollsOf(out, first, last, c)
	for n, p := range t.phrasesOver(first, last) {
		if out.seen[n] {
			continue
		}
		switch unit := t.unitOf(p, c); {
		case unit != nil && lead.tr != nil && lead.tr.form.Frame.Outcome["equipment"] != "":
			t.lose(out, n, unit, lead.tr.form.Frame.Outcome["equipment"], nil, c)
		case unit != nil && t.becomes(p.last, min(last, p.last+1)) != "":
			t.lose(out, n, unit, t.becomes(p.last, p.last+1), nil, c) // "3 tanks destroyed"
		}
	}
	t.others(out, first, last, c)
	for i := range out.counts {
		if n := &out.counts[i]; n.Side == "" && lead.tr == nil {
			n.Side = c.loser
		}
	}
	claim.Counts, claim.Losses = out.counts, out.losses
	claim.Rules = unique(append(claim.Rules, out.rules...))
}

// ownLosses returns the side that a lead such as "the army listed its losses:"
// makes the items' own; empty when it says nothing of losses.
func (t *parsed) ownLosses(n int, lead leading) string {
	s := t.sentences[n]
	for i := s.last - 1; i >= s.first && i > s.last-8; i-- {
		p := t.phrase(i)
		if p == nil || t.words[p.head].low != "losses" && t.words[p.head].low != "casualties" {
			continue
		}
		if possessives[t.words[p.first].low] && lead.a != nil {
			return t.sideOf(lead.a.speakers[:1], &context{sentence: n, speaker: -1, agent: -1})
		}
		return cmp.Or(p.owner, p.side)
	}
	return ""
}
