package read

import (
	"slices"
	"strconv"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// suffered are the kinds of a toll: what becomes of people.
var suffered = set("killed wounded missing captured displaced arrested abducted")

// tolls collects the counts and losses of one claim.
type tolls struct {
	counts []evidence.Count
	losses []evidence.Loss
	rules  []string
	seen   map[int]bool
	inside map[int]string // phrases that the text says are part of a count
}

// tolls reads the numbers of people and of units in the words from one place
// to another. lead gives what happened when the words are an item of a list.
func (t *parsed) tollsIn(trs []trigger, from, to int, c *context) *tolls {
	out := &tolls{seen: map[int]bool{}, inside: map[int]string{}}
	for i := range trs {
		tr := &trs[i]
		if tr.first < from || tr.first >= to || len(tr.form.Frame.Outcome) == 0 {
			continue
		}
		for _, n := range tr.undergoer {
			if p := &t.phrases[n]; p.first >= from && p.first < to {
				t.undergone(out, n, tr, c)
			}
		}
	}
	t.states(out, from, to, c)
	t.others(out, from, to, c)
	return out
}

// undergone counts a phrase that something happened to, with its parts.
func (t *parsed) undergone(out *tolls, n int, tr *trigger, c *context) {
	p := &t.phrases[n]
	if out.seen[n] {
		return
	}
	o := tr.form.Frame.Outcome
	unit := t.unitOf(p, c)
	out.rules = append(out.rules, "frame:"+tr.form.Frame.ID)
	switch {
	case unit != nil && o["equipment"] != "" && !(p.class == people):
		t.lose(out, n, unit, o["equipment"], tr, c)
	case o["people"] != "" && (p.class == people || p.class == other && p.plural && p.numeral >= 0 && p.unit == nil || p.class == actor && p.plural || t.elliptic(p)):
		t.toll(out, n, o["people"], tr, c)
	}
}

// unitOf returns the equipment that a phrase counts. A bare number counts what
// the sentence last spoke of.
func (t *parsed) unitOf(p *phrase, c *context) *lexicon.Equipment {
	if p.unit != nil && p.class == equipment {
		return p.unit
	}
	if !t.elliptic(p) {
		return nil
	}
	for k := int(t.phraseAt[p.first]) - 2; k >= 0 && t.phrases[k].first >= t.sentences[c.sentence].first; k-- {
		switch q := &t.phrases[k]; q.class {
		case equipment:
			return q.unit
		case people:
			return nil
		}
	}
	return nil
}

// toll adds a count of people and the counts that it includes.
func (t *parsed) toll(out *tolls, n int, what string, tr *trigger, c *context) {
	p := &t.phrases[n]
	if t.frames.Is("household", t.words[p.head].low) {
		return // families are not people that can be added up
	}
	out.seen[n] = true
	a, ok := t.amountIn(p)
	if !ok || t.mixed(p.last) {
		return
	}
	whole := t.count(out, p, a, what, t.victims(p, tr, c))
	t.parts(out, p, what, whole, c)
}

// victims returns the side whose people the phrase counts.
func (t *parsed) victims(p *phrase, tr *trigger, c *context) string {
	switch {
	case p.side != "":
		return p.side
	case p.owner != "":
		return p.owner
	case c.speaker >= 0 && t.possessed(p):
		return t.sideOf([]int{c.speaker}, c) // "three of our soldiers"
	case t.onOwnSide(p.last):
		if c.speaker >= 0 {
			return t.sideOf([]int{c.speaker}, c)
		}
	case tr != nil && tr.form.Frame.Agent == "none" && tr.group >= 0 && tr.form.Frame.Undergoer == "object":
		return t.sideOf(t.groups[tr.group].subjects, c) // "Peru lost four soldiers"
	}
	return ""
}

// possessed reports whether a phrase calls its people the speaker's own.
func (t *parsed) possessed(p *phrase) bool {
	for k := p.first; k < p.head; k++ {
		if low := t.words[k].low; low == "its" || low == "their" || low == "our" {
			return true
		}
	}
	return false
}

// onOwnSide reports whether "on their side" stands within a few words from i:
// the dead are the speaker's own.
func (t *parsed) onOwnSide(i int) bool {
	for k := i; k+2 < len(t.words) && k < i+8; k++ {
		if t.words[k].low == "on" && (t.words[k+1].low == "its" || t.words[k+1].low == "their" || t.words[k+1].low == "our") && t.words[k+2].low == "side" {
			return true
		}
	}
	return false
}

func (t *parsed) count(out *tolls, p *phrase, a amount, what, side string) string {
	id := "n" + strconv.Itoa(len(out.counts)+1)
	s := t.span(a.first, p.last)
	out.counts = append(out.counts, evidence.Count{ID: id, What: what, Who: t.who(p, a), Side: side, Min: a.min, Max: a.max, Approx: a.approx, Start: s.Start, End: s.End})
	if whole := out.inside[int(t.phraseAt[p.first])-1]; whole != "" {
		out.counts[len(out.counts)-1].PartOf = []string{whole}
		out.rules = append(out.rules, "count.cut")
	}
	out.rules = append(out.rules, a.rules...)
	t.cuts(out, p, what, id)
	return id
}

// who names the people counted: the words behind the number.
func (t *parsed) who(p *phrase, a amount) string {
	if a.last+1 < p.last && t.words[a.last].low == "more" {
		a.last++
	}
	if t.words[min(a.last, len(t.words)-1)].low == "of" && a.last+1 < p.last {
		a.last++
		if t.tags[a.last] == article && a.last+1 < p.last {
			a.last++
		}
	}
	if last := p.last; a.last < last {
		if t.frames.State(t.words[last-1].low) != nil {
			last--
		}
		if t.words[p.head].low == "members" && last+1 < len(t.words) && t.words[last].low == "of" && t.phraseAt[last+1] > 0 {
			last = t.phrases[t.phraseAt[last+1]-1].last
		}
		if last > a.last && t.words[last-1].low != "more" && t.words[last-1].low != "others" {
			return t.span(a.last, last).Text
		}
		return ""
	}
	if a.last+1 < len(t.words) && t.words[a.last].low == "of" && t.phraseAt[a.last+1] > 0 {
		return t.spanOf(&t.phrases[t.phraseAt[a.last+1]-1]).Text
	}
	return ""
}

func (t *parsed) tagBefore(i int) tag {
	if i == 0 {
		return stop
	}
	return t.tags[i-1]
}

// states counts people by a word of condition in or behind their phrase.
func (t *parsed) states(out *tolls, from, to int, c *context) {
	for i := from; i < to; {
		n := t.phraseAt[i]
		if n == 0 {
			i++
			continue
		}
		p := &t.phrases[n-1]
		i = p.last
		if out.seen[int(n)-1] || p.class == calendar {
			continue
		}
		what, rule := t.state(p.head)
		for k := p.first; k < p.head && what == "" && p.numeral >= 0 && p.class != equipment; k++ {
			what, rule = t.state(k) // "more than 1,300 dead soldiers"
		}
		last := p.last
		if last < to && believed[t.words[last].low] {
			last++ // "two people reported killed"
		}
		if what == "" && last < to && (p.class == people || t.elliptic(p) || p.class == actor && p.plural) {
			if t.groupAt[last] == 0 || !t.groups[t.groupAt[last]-1].helped {
				what, rule = t.state(last)
			}
		}
		if what == "" || t.mixed(last) || t.mixed(p.head) || t.frames.Is("household", t.words[p.head].low) {
			continue
		}
		a, ok := t.amountIn(p)
		if !ok {
			continue
		}
		out.seen[int(n)-1] = true
		whole := t.count(out, p, a, what, t.victims(p, nil, c))
		if w := &out.counts[len(out.counts)-1]; t.frames.State(w.Who) != nil {
			w.Who = ""
		}
		out.rules = append(out.rules, rule)
		t.parts(out, p, what, whole, c)
	}
}

// Words by which a report passes on somebody's condition.
var believed = set("reported confirmed feared believed presumed left found")

// state returns the outcome that word i says of people, and the frame's id.
func (t *parsed) state(i int) (what, rule string) {
	f := t.frames.State(t.words[i].low)
	if f == nil {
		return "", ""
	}
	return f.Outcome["people"], "frame:" + f.ID
}

// others counts people and units of which the text says neither harm nor
// loss: "sent 4,000 fighters".
func (t *parsed) others(out *tolls, from, to int, c *context) {
	for i := from; i < to; {
		n := int(t.phraseAt[i]) - 1
		if n < 0 {
			i++
			continue
		}
		p := &t.phrases[n]
		i = p.last
		if out.seen[n] || p.numeral < 0 || p.class != people && p.class != equipment && !(p.class == actor && p.plural && !p.person) {
			continue
		}
		a, ok := t.amountIn(p)
		if !ok || p.class == people && p.first > 0 && t.words[p.first-1].low == "of" {
			continue // "five members of one family"
		}
		what := t.words[p.head].low
		if f := t.entryAt(p.head); f != nil {
			if e, ok := f.of(lexicon.KindCounted); ok {
				what = e.Name
			}
		}
		if p.unit != nil {
			what = p.unit.Class
		}
		out.seen[n] = true
		t.count(out, p, a, what, cmpOr(p.side, p.owner))
	}
}

var possessives = set("its their our my his her")

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// sideOf returns the one side that the phrases stand for, with pronouns
// resolved; empty when there is none or more than one.
func (t *parsed) sideOf(ps []int, c *context) string {
	var sides []string
	for _, n := range ps {
		p := &t.phrases[n]
		if p.pronoun {
			if k := t.refersTo(n, c); k >= 0 {
				p = &t.phrases[k]
			}
		}
		s := cmpOr(p.side, p.owner)
		if s == "" && c.speaker >= 0 && possessives[t.words[p.first].low] && n != c.speaker {
			s = t.sideOf([]int{c.speaker}, c) // "its troops"
		}
		if s != "" && !slices.Contains(sides, s) {
			sides = append(sides, s)
		}
	}
	if len(sides) != 1 {
		return ""
	}
	return sides[0]
}
