package read

import (
	"cmp"
	"strconv"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// lose adds units of equipment that something happened to, with the parts and
// cuts that the text breaks out of them.
func (t *parsed) lose(out *numbers, n int, unit *lexicon.Equipment, status string, tr *trigger, c *context) {
	p := &t.phrases[n]
	out.seen[n] = true
	if unit.Level == "munition" && unit.Class == "munition" {
		return
	}
	a, ok := t.amountIn(p)
	if !ok {
		one := int64(1)
		if p.plural || t.tags[p.first] != article {
			return
		}
		a = amount{first: p.first, last: p.first + 1, min: &one, max: &one}
	}
	side := t.loser(p, tr, c)
	if status == "lost" {
		status = ""
	}
	whole := t.loss(out, p, a, unit, status, side)
	t.lossParts(out, p, []string{whole}, status, side, c)
}

// loser returns the side that lost the units: whose they are, who is said to
// have lost them, or the other party to whoever destroyed them.
func (t *parsed) loser(p *phrase, tr *trigger, c *context) string {
	if s := cmp.Or(p.side, p.owner); s != "" {
		return s
	}
	if tr == nil {
		return c.loser
	}
	if c.loser != "" && len(tr.agents) == 0 {
		return c.loser
	}
	if tr.form.Frame.Agent == "none" && tr.group >= 0 {
		return t.sideOf(t.groups[tr.group].subjects, c)
	}
	if tr.form.Frame.Type == "RETREAT" {
		return t.sideOf(tr.agents, c)
	}
	return c.parties.other(t.sideOf(tr.agents, c))
}

func (t *parsed) loss(out *numbers, p *phrase, a amount, unit *lexicon.Equipment, status, side string) string {
	id := "l" + strconv.Itoa(len(out.losses)+1)
	s := t.span(a.first, p.last)
	l := evidence.Loss{ID: id, Class: unit.Class, Status: status, Side: side, Min: a.min, Max: a.max, Approx: a.approx, Start: s.Start, End: s.End}
	if unit.Level == "model" {
		l.Model = unit.Name
	}
	out.losses = append(out.losses, l)
	out.rules = append(append(out.rules, unit.ID), a.rules...)
	return id
}

// lossParts reads "257 vehicles including 173 T-72 tanks, 64 of which were
// captured". Where the grammar leaves open which whole a part belongs to, all
// are named.
func (t *parsed) lossParts(out *numbers, p *phrase, wholes []string, status, side string, c *context) {
	end := t.sentenceEnd(t.sentences[c.sentence])
	including := false
	for k := p.last; k < end && k < p.last+window; {
		n := t.phraseStarting(k)
		if n < 0 {
			switch low := t.words[k].low; {
			case low == "including" || low == "among" || low == "which" && t.words[k-1].low == "of":
				including = true
			case low == "," || low == "and" || low == "(" || low == ")" || low == "them" || low == "of" || low == "which":
			default:
				return
			}
			k++
			continue
		}
		q := &t.phrases[n]
		a, ok := t.amountIn(q)
		k = q.last
		switch {
		case ok && t.elliptic(q) && t.ofWhich(q.last):
			state := t.becomes(q.last+2, end)
			out.seen[n] = true
			id := t.loss(out, q, a, t.classOf(out, wholes), cmp.Or(state, status), side)
			l := &out.losses[len(out.losses)-1]
			l.PartOf = append([]string{}, wholes...)
			l.Model = ""
			out.rules = append(out.rules, "loss.cut")
			_ = id
			k = q.last + 2
			for k < end && (t.tags[k] == auxiliary || t.tags[k] == verb || t.tags[k] == adverb) {
				k++
			}
		case ok && including && q.unit != nil && q.class == equipment:
			out.seen[n] = true
			id := t.loss(out, q, a, q.unit, status, side)
			out.losses[len(out.losses)-1].PartOf = []string{wholes[0]}
			out.rules = append(out.rules, "loss.part")
			wholes = append(wholes, id)
		case q.pronoun:
		default:
			return
		}
	}
}

// ofWhich reports whether "of which", "of them" or "of whom" stands at i.
func (t *parsed) ofWhich(i int) bool {
	return i+1 < len(t.words) && t.words[i].low == "of" && (t.words[i+1].low == "which" || t.words[i+1].low == "them" || t.words[i+1].low == "these" || t.words[i+1].low == "those")
}

// becomes returns the fate that the verb at or after i gives to equipment.
func (t *parsed) becomes(i, end int) string {
	for k := i; k < end && k < i+6; k++ {
		if t.tags[k] != verb {
			continue
		}
		for _, e := range t.evoke(k, "event") {
			if s := e.form.Frame.Outcome["equipment"]; s != "" && s != "lost" {
				return s
			}
		}
	}
	return ""
}

// classOf returns the class of the first of the wholes: what holds of any of
// them.
func (t *parsed) classOf(out *numbers, wholes []string) *lexicon.Equipment {
	for _, l := range out.losses {
		if l.ID == wholes[0] {
			if e, ok := t.lex.ClassOf(l.Class); ok {
				return &e
			}
		}
	}
	return &lexicon.Equipment{Item: lexicon.Item{ID: "loss.cut", Class: "unit"}, Level: "class"}
}
