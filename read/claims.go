package read

import (
	"cmp"
	"slices"
	"sort"

	"tallystick/evidence"
)

// draft is a claim that has no id yet, with what later steps ask about it.
type draft struct {
	claim   evidence.Claim
	a       *attribution // nil for the narrator
	at      int          // first word, by which claims are ordered
	replyTo int          // index of the claim it answers, or -1
}

// context is what the words of one claim are read against.
type context struct {
	sentence int
	speaker  int     // phrase of who speaks, -1 for the narrator
	agent    int     // phrase of who is accused or spoken of, -1 when nobody is
	loser    string  // side that the lead of a list says has lost
	parties  parties // sides in conflict in this report
}

// claims puts the claims together: one for each attribution, then those that
// the report makes in its own voice.
func claims(t *parsed, as []attribution, trs []trigger, in parties) []draft {
	var out []draft
	next := 0
	var lead leading
	for n := range t.sentences {
		from := next
		for next < len(as) && as[next].sentence == n {
			next++
		}
		here := as[from:next]
		s := t.sentences[n]
		if s.lead >= 0 {
			if t.sentences[n-1].lead != s.lead {
				lead = t.leadOf(s.lead, trs)
			}
			out = append(out, t.item(n, lead, trs, in)...)
			continue
		}
		if s.heading && len(here) == 0 {
			continue
		}
		for k := range here {
			if t.leadsList(n) && k == len(here)-1 {
				continue // its items make the claims
			}
			out = append(out, t.claim(&here[k], trs, in))
		}
		out = append(out, t.narrated(n, here, trs, in)...)
	}
	return out
}

// within returns the triggers that stand in the words from one to another.
func within(trs []trigger, from, to int) []trigger {
	i := sort.Search(len(trs), func(k int) bool { return trs[k].first >= from })
	j := sort.Search(len(trs), func(k int) bool { return trs[k].first >= to })
	return trs[i:j]
}

// claim makes the claim of one attribution.
func (t *parsed) claim(a *attribution, trs []trigger, in parties) draft {
	s := t.sentences[a.sentence]
	c := &context{sentence: a.sentence, speaker: -1, agent: -1, parties: in}
	if len(a.speakers) > 0 {
		c.speaker = a.speakers[0]
	}
	if a.object >= 0 && !a.mutual && (t.phrases[a.object].class == actor || t.phrases[a.object].class == people) {
		c.agent = a.object
	}
	if a.form == "gerund" && len(a.speakers) > 0 {
		c.agent = a.speakers[0]
	}
	claim := evidence.Claim{Verbatim: a.verbatim, Content: t.span(a.content[0], a.content[1]), Rules: slices.Clone(a.rules)}
	cue := t.span(a.cue[0], a.cue[1])
	claim.Cue = &cue
	for _, p := range a.parts {
		claim.Parts = append(claim.Parts, t.span(p[0], p[1]))
	}
	claim.Source = t.sourceOf(a, in)
	claim.Stance = t.stanceOf(a)
	t.fillContent(&claim, a, within(trs, a.content[0], a.content[1]), a.content[0], a.content[1], s, c)
	claim.Evidence = t.shown(a)
	return draft{claim: claim, a: a, at: a.content[0], replyTo: -1}
}

// fillContent reads what the words say of the world.
func (t *parsed) fillContent(claim *evidence.Claim, a *attribution, trs []trigger, from, to int, s sentence, c *context) *trigger {
	main := t.mainTrigger(trs, from, to)
	var rules []string
	claim.Modality, rules = t.modalityOf(a, main, from, to, s)
	claim.Rules = append(claim.Rules, rules...)
	if t.generic(from, to) {
		claim.Rules = append(claim.Rules, "modality.generic")
		return nil
	}
	if main != nil {
		claim.Event = t.event(main, c)
	}
	if claim.Event != nil {
		claim.Rules = append(claim.Rules, "frame:"+main.form.Frame.ID)
	}
	t.setting(claim, from, to, s)
	tolls := t.tollsIn(trs, from, to, c)
	claim.Counts, claim.Losses = tolls.counts, tolls.losses
	claim.Rules = append(claim.Rules, tolls.rules...)
	claim.Ceasefire, rules = t.ceasefireIn(trs, from, to)
	claim.Rules = append(claim.Rules, rules...)
	claim.Access, rules = t.accessIn(trs, from, to, c)
	claim.Rules = append(claim.Rules, rules...)
	claim.Control, rules = t.controlIn(trs, from, to, c)
	claim.Rules = append(claim.Rules, rules...)
	if e := claim.Event; e != nil && e.Type != "" && len(e.Agents)+len(e.Targets)+len(e.Places) == 0 && e.Instrument == "" && len(claim.Counts)+len(claim.Losses) == 0 {
		claim.Event = nil // a word alone, of nobody and nowhere
	}
	claim.Rules = unique(claim.Rules)
	return main
}

// setting gives the event its places and time. The time of the sentence
// stands for that of its event where the content names none.
func (t *parsed) setting(claim *evidence.Claim, from, to int, s sentence) {
	places := t.placesIn(from, to)
	when := t.timeIn(from, to)
	if when == nil {
		if when = t.timeIn(max(s.first, from-reach), min(s.last, to+reach)); when != nil && when.Basis != "" {
			when.Basis += ", of the sentence"
		}
	}
	if claim.Event == nil && (len(places) > 0 || when != nil && claim.Source.Kind == evidence.Narrator) {
		claim.Event = &evidence.Event{}
	}
	if claim.Event != nil {
		claim.Event.Places, claim.Event.Time = places, when
	}
}

// mainTrigger chooses the event that the words are about: that of a finite
// verb before others, any before a weak one, the first of equals.
func (t *parsed) mainTrigger(trs []trigger, from, to int) *trigger {
	best, score := -1, 0
	for i := range trs {
		tr := &trs[i]
		if tr.last > to || tr.form.Frame.Type == "" {
			continue
		}
		n := 2
		if tr.group >= 0 {
			n = 3
			g := &t.groups[tr.group]
			if g.finite() && !t.inRelative(g) {
				n = 4
			}
			switch {
			case !g.finite() && g.first <= from+1:
				n = 5 // "threatened to bomb the port unless ..."
			case conditionals[t.words[from].low] && t.inCondition(from, g.first):
				n = 3
			}
		}
		if tr.form.Frame.Weak {
			n = 1
		}
		if n > score {
			best, score = i, n
		}
	}
	if best < 0 {
		return nil
	}
	return &trs[best]
}

// inCondition reports whether word i stands in the condition that opens the
// words at from, before its comma.
func (t *parsed) inCondition(from, i int) bool {
	for k := from; k < i; k++ {
		if t.words[k].low == "," {
			return false
		}
	}
	return true
}

// sourceOf says who speaks in an attribution and on whose side.
func (t *parsed) sourceOf(a *attribution, in parties) evidence.Source {
	first := a.speakers[0]
	src := t.speaker(first, a.sentence)
	last := a.speakers[len(a.speakers)-1]
	if last != first {
		s := t.span(t.phrases[first].first, t.phrases[last].last)
		src.Span, src.Name, src.Role = &s, s.Text, ""
		var sides []string
		for _, n := range a.speakers {
			if side := cmpOr(t.phrases[n].side, t.phrases[n].owner); side != "" && !slices.Contains(sides, side) {
				sides = append(sides, side)
			}
		}
		if len(sides) > 1 {
			src.Side, src.Sides = "", sides
		}
	}
	p := &t.phrases[first]
	if len(src.Sides) == 0 && t.collective(p) && len(in) > 1 {
		src.Side, src.Sides, src.Name = "", in.foremost(), t.spanOf(p).Text
	}
	if in.has(src.Side) || in.has(t.ally(src.Side)) || slices.ContainsFunc(src.Sides, in.has) {
		src.Kind = evidence.Party
	}
	return src
}

// ally returns the state that a de facto authority relies on.
func (t *parsed) ally(code string) string {
	side, _ := t.lex.SideOf(code)
	return side.Allied
}

// Words by which a description accuses or denies.
var (
	accusing = set("crime crimes violation violations terrorist terrorists terrorism terror genocide genocidal barbaric barbarism aggression aggressor atrocity atrocities massacre illegal unlawful vandalism war-crime ethnic-cleansing cowardly brutal unprovoked criminal occupation fascist escalation treacherous")
	denying  = set("lie lies false fake untrue fabrication fabricated disinformation misinformation nonsense absurd groundless baseless unfounded slander propaganda provocative provocation provocations fiction ridiculous rubbish invention hoax manipulation delusion slanderous wrong fantasy unsubstantiated")
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
	case a.stance == string(evidence.Assert) && a.verbatim && t.callsFalse(a):
		return evidence.Deny // “This is another fake,” she said
	case a.stance != "content":
		return evidence.Stance(a.stance)
	}
	deny, accuse := false, false
	for i := a.content[0]; i < a.content[1]; i++ {
		deny = deny || denying[t.words[i].low]
		accuse = accuse || accusing[t.words[i].low]
	}
	switch {
	case deny && (ofStatement || !accuse):
		return evidence.Deny
	case accuse, a.form == "object" && a.frame.Stance == "content":
		return evidence.Accuse
	}
	return evidence.Assert
}

// callsFalse reports whether a short quotation says of what was said before
// that it is false: “This is a lie”.
func (t *parsed) callsFalse(a *attribution) bool {
	i := a.content[0] + 1
	if a.content[1]-i > 12 || i >= a.content[1] {
		return false
	}
	switch t.words[i].low {
	case "this", "that", "it", "these", "those", "all", "such":
	default:
		return false
	}
	for ; i < a.content[1]; i++ {
		if denying[t.words[i].low] {
			return true
		}
	}
	return false
}

// shown returns the address that a claim points at: in its sentence, or alone
// on the lines that follow when it speaks of a picture or a post.
func (t *parsed) shown(a *attribution) []string {
	var out []string
	s := t.sentences[a.sentence]
	for i := s.first; i < s.last; i++ {
		if t.words[i].kind == address {
			out = append(out, t.span(i, i+1).Text)
		}
	}
	if a.form != "evidence" {
		return out
	}
	for i := s.last; i < len(t.words) && i < s.last+3 && t.words[i].kind == address && t.words[i].lines > 0; i++ {
		out = append(out, t.span(i, i+1).Text)
	}
	return out
}

// narrated makes the claims that the report makes in its own voice: of the
// stretches of a sentence that nobody else is said to have said.
func (t *parsed) narrated(n int, here []attribution, trs []trigger, in parties) []draft {
	s := t.sentences[n]
	var out []draft
	for _, part := range t.unclaimed(s, here) {
		if q := t.quote(part[0]); q != nil && q.first <= part[0] && q.last+1 >= part[1] {
			continue
		}
		c := &context{sentence: n, speaker: -1, agent: -1, parties: in}
		claim := evidence.Claim{Stance: evidence.Assert, Source: evidence.Source{Kind: evidence.Narrator}, Content: t.span(part[0], part[1])}
		main := t.fillContent(&claim, nil, within(trs, part[0], part[1]), part[0], part[1], s, c)
		if !worthwhile(&claim, main, len(here) > 0) {
			continue
		}
		claim.Rules = unique(append([]string{"source.narrator"}, claim.Rules...))
		out = append(out, draft{claim: claim, at: part[0], replyTo: -1})
	}
	return out
}

// worthwhile reports whether the narrator's words say something of the
// conflict: an event with somebody or somewhere, a number, a state of things.
func worthwhile(c *evidence.Claim, main *trigger, rest bool) bool {
	if c.Ceasefire != nil && c.Ceasefire.Status != "" || c.Access != nil || c.Control != nil || len(c.Losses) > 0 {
		return true
	}
	for _, n := range c.Counts {
		switch n.What {
		case "killed", "wounded", "missing", "captured", "displaced":
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
	at := s.first
	free := func(to int) {
		from := at
		for from < to && (t.words[from].kind == mark || t.tags[from] == conj || t.tags[from] == clausal) {
			from++
		}
		for to > from && (t.words[to-1].kind == mark || t.tags[to-1] == conj || t.tags[to-1] == clausal || t.tags[to-1] == prep) {
			to--
		}
		if to-from >= 4 && t.mainGroup(from, to) != nil && t.mainGroup(from, to).finite() {
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

func unique(rules []string) []string {
	seen := make(map[string]bool, len(rules))
	out := rules[:0:0]
	for _, r := range rules {
		if !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}
