package read

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// suffered are the kinds of a toll: what becomes of people.
var suffered = set("killed wounded missing captured displaced arrested abducted")

// numbers collects the counts and losses of one claim.
type numbers struct {
	counts []evidence.Count
	losses []evidence.Loss
	rules  []string
	seen   map[int]bool
}

// numbersIn reads the numbers of people and of units in the words from one
// place to another.
func (t *parsed) numbersIn(trs []trigger, from, to int, c *context) *numbers {
	out := &numbers{seen: map[int]bool{}}
	t.tollsOf(out, from, to, c)
	for i := range trs {
		tr := &trs[i]
		status := tr.form.Frame.Outcome["equipment"]
		if tr.first < from || tr.first >= to || status == "" {
			continue
		}
		for _, n := range tr.undergoer {
			p := &t.phrases[n]
			if p.first < from || p.first >= to || out.seen[n] || p.class == people {
				continue
			}
			if unit := t.unitOf(p, c); unit != nil {
				out.rules = append(out.rules, "frame:"+tr.form.Frame.ID)
				t.lose(out, n, unit, status, tr, c)
			}
		}
	}
	t.others(out, from, to, c)
	return out
}

// tollsOf adds the tolls that stand in the claim's words.
func (t *parsed) tollsOf(out *numbers, from, to int, c *context) {
	i := sort.Search(len(t.tolls), func(k int) bool { return t.tolls[k].amount.first >= from })
	from = i
	ids := map[int]string{}
	for ; i < len(t.tolls) && t.tolls[i].amount.first < to; i++ {
		l := &t.tolls[i]
		p := &t.phrases[l.who]
		out.seen[l.who] = true
		ids[i] = t.count(out, p, l.amount, l.what, t.victims(p, l, c))
		if l.kind >= 0 {
			n := &out.counts[len(out.counts)-1]
			n.Who, n.Side, n.End = t.spanOf(&t.phrases[l.kind]).Text, t.phrases[l.kind].side, t.spanOf(&t.phrases[l.kind]).End
			out.seen[l.kind] = true
		}
		out.rules = append(out.rules, l.rules...)
	}
	for k := from; k < i; k++ {
		if whole := ids[t.tolls[k].whole]; whole != "" {
			out.counts[k-from].PartOf = []string{whole}
		}
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

// victims returns the side whose people the phrase counts.
func (t *parsed) victims(p *phrase, l *toll, c *context) string {
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
	case l.frame.Agent == "none" && l.group >= 0 && l.frame.Undergoer == "object":
		return t.sideOf(t.groups[l.group].subjects, c) // "Peru lost four soldiers"
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

// count adds a number of people or things to the claim and returns its id.
func (t *parsed) count(out *numbers, p *phrase, a amount, what, side string) string {
	id := "n" + strconv.Itoa(len(out.counts)+1)
	s := t.span(a.first, p.last)
	out.counts = append(out.counts, evidence.Count{ID: id, What: what, Who: t.who(p, a), Side: side, Min: a.min, Max: a.max, Approx: a.approx, Start: s.Start, End: s.End})
	out.rules = append(out.rules, a.rules...)
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
		if t.words[last-1].senses.State != nil {
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

// others counts people and units of which the text says neither harm nor
// loss: "sent 4,000 fighters".
func (t *parsed) others(out *numbers, from, to int, c *context) {
	for n, p := range t.phrasesOver(from, to) {
		if out.seen[n] || p.numeral < 0 || p.class != people && p.class != equipment && !(p.class == actor && p.plural && !p.person) {
			continue
		}
		a, ok := t.amountIn(p)
		if !ok || p.class == people && p.first > 0 && t.words[p.first-1].low == "of" {
			continue // "five members of one family"
		}
		what := t.words[p.head].low
		if p.class == actor && p.side != "" {
			what = "person" // "two Peruvians"
		}
		if f := t.entryAt(p.head); f != nil {
			if e, ok := f.of(lexicon.KindCounted); ok {
				what = e.Name
			}
		}
		if p.unit != nil {
			what = p.unit.Class
		}
		out.seen[n] = true
		t.count(out, p, a, what, cmp.Or(p.side, p.owner))
	}
}

var possessives = set("its their our my his her")

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
		s := cmp.Or(p.side, p.owner)
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
