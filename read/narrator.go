package read

import (
	"cmp"
	"slices"

	"tallystick/evidence"
)

// narrated makes the claims that the report makes in its own voice: of the
// stretches of a sentence that nobody else is said to have said.
func (t *parsed) narrated(n int, here []attribution, trs []trigger, in parties) []draft {
	s := t.sentences[n]
	var out []draft
	for _, free := range t.unclaimed(s, here) {
		if q := t.quote(free[0]); q != nil && q.first <= free[0] && q.last+1 >= free[1] {
			continue
		}
		var before *evidence.Event
		for _, part := range t.scenes(free[0], free[1]) {
			if t.askedOrSigned(part) {
				continue
			}
			d := draft{at: part.from, replyTo: -1}
			c := &context{sentence: n, speaker: -1, agent: -1, parties: in, triggers: trs}
			d.claim = evidence.Claim{Stance: evidence.Assert, Source: evidence.Source{Kind: evidence.Narrator}, Content: t.span(part.from, part.to)}
			main := t.fillContent(&d.claim, nil, within(trs, part.from, part.to), part.from, part.to, s, c)
			if t.saidToBeFalse(part.from, part.to) {
				d.claim.Stance = evidence.Deny
			}
			if part.listed {
				d.like(before)
			} else if !t.worthTelling(&d.claim, main, trs, part, c, len(here) > 0) {
				continue
			}
			before = d.claim.Event
			d.claim.Rules = unique(append([]string{"source.narrator"}, d.claim.Rules...))
			out = append(out, d)
		}
	}
	return out
}

// askedOrSigned reports whether the words are only what somebody was asked
// ("Asked if the army would attack, ...") or who wrote the report.
func (t *parsed) askedOrSigned(p scene) bool {
	if p.from+1 < p.to && t.words[p.from].low == "asked" {
		switch t.words[p.from+1].low {
		case "if", "whether", "about", "why", "how", "when", "what":
			return true
		}
	}
	if t.words[p.from].low == "with" {
		for i := p.from; i < p.to; i++ {
			if g := t.groupAt[i]; g > 0 && t.groups[g-1].gerund && t.isCue(i) {
				return true // "with its radio station reporting that": said, and by whom is not read
			}
		}
	}
	for i := p.from; i+3 < p.to; i++ {
		if low := t.words[i].low; (low == "contributed" || low == "contributing") && t.words[i+1].low == "to" && t.words[i+3].low == "report" {
			return true
		}
	}
	return false
}

// worthTelling reports whether the narrator's words make a claim, and gives the
// claim its event where only coders know it.
func (t *parsed) worthTelling(claim *evidence.Claim, main *trigger, trs []trigger, part scene, c *context, rest bool) bool {
	return worthwhile(claim, main, rest) ||
		main != nil && t.setScene(within(trs, part.from, part.to), claim, part, c) ||
		t.coded(claim, part.from, part.to, c) && ofSides(claim.Event)
}

// worthwhile reports whether the narrator's words say something of the
// conflict: an event with somebody or somewhere, a number, a state of things.
func worthwhile(c *evidence.Claim, main *trigger, rest bool) bool {
	if c.Ceasefire != nil && c.Ceasefire.Status != "" || c.Access != nil || c.Control != nil || len(c.Losses) > 0 {
		return true
	}
	for _, n := range c.Counts {
		if suffered[n.What] {
			return true
		}
	}
	if main == nil || c.Event == nil || rest && main.group < 0 {
		return false
	}
	e := c.Event
	sides := slices.ContainsFunc(append(slices.Clone(e.Agents), e.Targets...), func(a evidence.Actor) bool { return a.Side != "" })
	if main.form.Frame.Weak {
		return len(e.Agents) > 0 && sides || len(e.Places) > 0 && main.group >= 0
	}
	return sides || len(e.Agents)+len(e.Targets) > 0 && len(e.Places) > 0
}

// setScene reports whether the words say where, when or with whom fighting, or
// another event told by a noun, took place; "in both countries" says whose
// event it is.
func (t *parsed) setScene(trs []trigger, claim *evidence.Claim, part scene, c *context) bool {
	k := slices.IndexFunc(trs, func(tr trigger) bool { return tr.form.Frame.Type != "" && t.takesPlace(&tr, part.to) })
	if k < 0 {
		return false
	}
	if claim.Event == nil {
		claim.Event = t.event(&trs[k], c)
		t.setting(claim, part.from, part.to, t.sentences[c.sentence])
	}
	both := t.collectiveIn(part.from, part.to)
	if both >= 0 && len(claim.Event.Agents) == 0 {
		claim.Event.Agents = t.actorOf(both, c, true)
	}
	return both >= 0 || len(claim.Event.Places) > 0 || claim.Event.Time != nil
}

// ofSides reports whether a coded act is one of sides: somebody's who has one,
// or one against them at a place.
func ofSides(e *evidence.Event) bool {
	sided := func(a evidence.Actor) bool { return a.Side != "" }
	return slices.ContainsFunc(e.Agents, sided) || slices.ContainsFunc(e.Targets, sided) && (len(e.Agents) > 0 || len(e.Places) > 0)
}

// unclaimed returns the stretches of the sentence that no attribution covers,
// when they hold a clause.
func (t *parsed) unclaimed(s sentence, here []attribution) [][2]int {
	end := t.sentenceEnd(s)
	if len(here) == 0 {
		if end <= s.first {
			return nil
		}
		return t.halves(min(t.afterDateline(s), end-1), end)
	}
	var taken [][2]int
	for i := range here {
		a := &here[i]
		lo, hi := min(a.cue[0], a.content[0]), max(a.cue[1], a.content[1])
		for _, n := range a.speakers {
			if p := &t.phrases[n]; p.first >= s.first && p.last <= s.last {
				lo, hi = min(lo, p.first), max(hi, p.last)
			}
		}
		taken = append(taken, [2]int{lo, hi})
	}
	slices.SortFunc(taken, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	var out [][2]int
	at := t.afterDateline(s)
	free := func(to int) {
		from := at
		for from < to && (t.words[from].kind == mark || t.tags[from] == conj || t.tags[from] == clausal) {
			from++
		}
		for to > from && (t.words[to-1].kind == mark || t.tags[to-1] == conj || t.tags[to-1] == clausal || t.tags[to-1] == prep) {
			to--
		}
		to = t.beforeLead(from, to)
		if g := t.mainGroup(from, to); to-from >= 4 && g != nil && g.finite() && !t.inRelative(g) {
			out = append(out, [2]int{from, to})
		}
	}
	for _, x := range taken {
		if x[0] > at {
			free(x[0])
		}
		at = max(at, x[1])
	}
	if at < end {
		free(end)
	}
	return out
}

// beforeLead returns where a stretch ends without the words behind its last
// "and" that belong to what follows: "..., and within minutes".
func (t *parsed) beforeLead(from, to int) int {
	for k := to - 1; k > from && k > to-7; k-- {
		if t.groupAt[k] > 0 {
			break
		}
		if t.tags[k] == conj && k+1 < to && (t.tags[k+1] == prep || t.tags[k+1] == adverb || t.isCalendar(k+1)) && t.words[k-1].low == "," {
			return k - 1
		}
	}
	return to
}

// halves cuts a sentence of several statements apart: "..., while ...".
func (t *parsed) halves(from, to int) [][2]int {
	var out [][2]int
	if conditionals[t.words[from].low] || t.tags[from] == clausal {
		return [][2]int{{from, to}}
	}
	for k := from + 3; k+3 < to; k++ {
		low, next := t.words[k].low, t.words[k+1].low
		if low != ";" && !(low == "," && (next == "while" || next == "whereas" || next == "but")) {
			continue
		}
		second := k + 1
		if t.tags[second] == clausal || t.tags[second] == conj {
			second++
		}
		a, b := t.mainGroup(from, k), t.mainGroup(second, to)
		if a != nil && b != nil && a.finite() && b.finite() && t.phraseAt[second] > 0 {
			out = append(out, [2]int{from, k})
			from, k = second, second+2
		}
	}
	return append(out, [2]int{from, to})
}
