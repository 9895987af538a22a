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
	speaker  int       // phrase of who speaks, -1 for the narrator
	agent    int       // phrase of who is accused or spoken of, -1 when nobody is
	loser    string    // side that the lead of a list says has lost
	parties  parties   // sides in conflict in this report
	triggers []trigger // of the whole report
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
			if here[k].content[0] >= here[k].content[1] {
				continue // a neighbour's cue took all its words
			}
			if k > 0 && t.ofAccused(&here[k-1], &here[k]) {
				continue
			}
			out = append(out, t.told(&here[k], trs, in)...)
		}
		out = append(out, t.narrated(n, here, trs, in)...)
	}
	return out
}

// ofAccused reports whether b is only what a accuses somebody of: "accused Peru
// of refusing to leave" makes no claim of Peru's.
func (t *parsed) ofAccused(a, b *attribution) bool {
	return (a.form == "of" || a.form == "for") && a.object >= 0 && b.group >= 0 && t.groups[b.group].gerund && len(b.speakers) == 1 && b.speakers[0] == a.object && b.cue[0] >= a.content[0] && b.cue[0] < a.content[1]
}

// within returns the triggers that stand in the words from one to another.
func within(trs []trigger, from, to int) []trigger {
	i := sort.Search(len(trs), func(k int) bool { return trs[k].first >= from })
	j := sort.Search(len(trs), func(k int) bool { return trs[k].first >= to })
	return trs[i:j]
}

// told makes the claims of one attribution: one, or one for each event that
// its words tell apart.
func (t *parsed) told(a *attribution, trs []trigger, in parties) []draft {
	if a.verbatim || len(a.parts) > 0 || a.mutual || a.stance == string(evidence.Demand) || a.stance == string(evidence.Promise) {
		return []draft{t.claim(a, trs, in)}
	}
	var out []draft
	for _, s := range t.scenes(a.content[0], a.content[1]) {
		own := *a
		own.content = [2]int{s.from, s.to}
		d := t.claim(&own, trs, in)
		if s.listed {
			d.like(out[len(out)-1].claim.Event)
		}
		out = append(out, d)
	}
	return out
}

// claim makes the claim of one attribution.
func (t *parsed) claim(a *attribution, trs []trigger, in parties) draft {
	s := t.sentences[a.sentence]
	c := &context{sentence: a.sentence, speaker: -1, agent: -1, parties: in, triggers: trs}
	if len(a.speakers) > 0 {
		c.speaker = a.speakers[0]
	}
	if a.object >= 0 && !a.mutual && (t.phrases[a.object].class == actor || t.phrases[a.object].class == people || a.form == "of" && t.collective(&t.phrases[a.object])) {
		c.agent = a.object
	}
	if a.form == "gerund" && len(a.speakers) > 0 {
		c.agent = a.speakers[0]
	}
	claim := evidence.Claim{Verbatim: a.verbatim, Content: t.span(a.content[0], a.content[1]), Rules: slices.Clone(a.rules)}
	cue := t.span(a.cue[0], a.cue[1])
	claim.Cue = &cue
	if o := a.object; o >= 0 && c.agent != o && !a.mutual && t.phrases[o].class != actor && t.phrases[o].class != people && (t.phrases[o].last <= a.content[0] || t.phrases[o].first >= a.content[1]) {
		about := t.spanOf(&t.phrases[o])
		claim.About = &about
	}
	for _, p := range a.parts {
		claim.Parts = append(claim.Parts, t.span(p[0], p[1]))
	}
	claim.Source = t.sourceOf(a, in)
	claim.Stance = t.stanceOf(a)
	t.fillContent(&claim, a, within(trs, a.content[0], a.content[1]), a.content[0], a.content[1], s, c)
	t.coded(&claim, a.content[0], a.content[1], c)
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
	told := t.numbersIn(trs, from, to, c)
	claim.Counts, claim.Losses = told.counts, told.losses
	claim.Rules = append(claim.Rules, told.rules...)
	if p := t.phrase(from); p != nil && t.country(p) && t.wordIs(p.last, to, ":") {
		for i := range claim.Counts {
			claim.Counts[i].Side = cmp.Or(claim.Counts[i].Side, p.side) // "Peru: 21 killed"
		}
	}
	claim.Ceasefire, rules = t.truceTold(claim, a, trs, from, to, s, c)
	claim.Rules = append(claim.Rules, rules...)
	claim.Access, rules = t.accessIn(trs, from, to, c)
	claim.Rules = append(claim.Rules, rules...)
	claim.Control, rules = t.controlIn(trs, from, to, c)
	claim.Rules = append(claim.Rules, rules...)
	if e := claim.Event; e != nil && e.Type != "" && len(e.Agents)+len(e.Targets)+len(e.Places) == 0 && e.Instrument == "" && len(claim.Counts)+len(claim.Losses) == 0 {
		when := e.Time
		claim.Event = nil // a word alone, of nobody and nowhere
		if when != nil && claim.Ceasefire != nil {
			claim.Event = &evidence.Event{Time: when}
		}
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
	if where := t.placeBack(from, to); where != nil && len(places) == 0 {
		places = append(places, *where)
		claim.Rules = append(claim.Rules, "place.back-reference")
	}
	if when == nil {
		when = t.timeBack(s)
	}
	if claim.Event == nil && (len(places) > 0 || when != nil && claim.Source.Kind == evidence.Narrator) {
		claim.Event = &evidence.Event{}
	}
	if claim.Event != nil {
		claim.Event.Places, claim.Event.Time, claim.Event.Clock = places, when, t.clockIn(from, to)
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
		if tr.bare {
			n = 2
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
			if side := cmp.Or(t.phrases[n].side, t.phrases[n].owner); side != "" && !slices.Contains(sides, side) {
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
	leaning := func(party string) bool { return src.Side != "" && t.ally(party) == src.Side }
	if in.has(src.Side) || in.has(t.ally(src.Side)) || slices.ContainsFunc(in, leaning) || slices.ContainsFunc(src.Sides, in.has) {
		src.Kind = evidence.Party
	}
	return src
}

// ally returns the state that a de facto authority relies on.
func (t *parsed) ally(code string) string {
	side, _ := t.lex.SideOf(code)
	return side.Allied
}

// shown returns the address that a claim points at: in its sentence, or alone
// on the lines that follow when it speaks of a picture or a post.
func (t *parsed) shown(a *attribution) []string {
	var out []string
	s := t.sentences[a.sentence]
	for i := max(s.first, a.cue[0]-reach); i < min(s.last, a.cue[1]+reach); i++ {
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
