package read

import (
	"slices"
	"strings"

	"tallystick/evidence"
)

// scene is a stretch of what is said that tells an event of its own.
type scene struct {
	from, to int
	listed   bool // a place and a day of a row, whose event the first of the row tells
}

// scenes cuts words that tell several events apart: clauses that "and" joins,
// each with an event and a place or deed of its own, and rows of places each
// with its day: "an attack on Barda on 4 October, Goris on 8 October".
func (t *parsed) scenes(from, to int) []scene {
	var out []scene
	at, listed := from, false
	for k := from + 3; k+2 < to && to-from <= reach; k++ {
		next, row := t.opensScene(at, k, to)
		if next == 0 {
			continue
		}
		end := k
		for end > at && t.words[end-1].low == "," {
			end--
		}
		out = append(out, scene{at, end, listed})
		at, k, listed = next, next+1, row
	}
	return append(out, scene{at, to, listed})
}

// opensScene returns where the next scene begins when the word at k joins it to
// the one that began at from, else zero; row says that it is one of a row.
func (t *parsed) opensScene(from, k, to int) (next int, row bool) {
	low := t.words[k].low
	if low != "and" && low != "," && low != ";" && low != "while" || t.quoteAt[k] > 0 || conditionals[t.words[from].low] || t.tags[from] == clausal {
		return 0, false
	}
	next = k + 1
	for next < to && (t.tags[next] == conj || t.tags[next] == clausal && t.words[next].low != "because" || t.words[next].low == ",") {
		next++
	}
	n := t.phraseStarting(next)
	if n < 0 || next+2 >= to {
		return 0, false
	}
	p := &t.phrases[n]
	if t.dayBehind(p, to) && len(t.placesOf(p)) > 0 && t.dayBehindPlace(from, k) {
		return next, true
	}
	if low == "," || !t.heads(n, next, to) {
		return 0, false
	}
	left := t.mainGroup(from, k)
	if left == nil || !left.finite() || left.last > k || t.agentBehind(left, to) || slices.Contains(left.subjects, n) || t.mainGroup(next, to).infinitive || !t.apart(from, k, next, to) {
		return 0, false
	}
	return next, false
}

// agentBehind reports whether a verb that looks finite is none: "three ceasefires
// brokered by Peru, Kenya and Norway".
func (t *parsed) agentBehind(g *group, to int) bool {
	return g.last-g.first == 1 && t.wordIs(g.last, to, "by")
}

// heads reports whether phrase n, at word i, is the subject of the finite verb
// of the clause that it opens.
func (t *parsed) heads(n, i, to int) bool {
	g := t.mainGroup(i, to)
	return g != nil && g.finite() && g.first >= t.phrases[n].last && g.first < i+window/4 && !t.inRelative(g) && slices.Contains(g.subjects, n)
}

// apart reports whether two clauses tell different events: each its own, at
// places of their own or as deeds of different kinds.
func (t *parsed) apart(from, k, next, to int) bool {
	a, b := t.eventKind(from, k), t.eventKind(next, to)
	if a == "" || b == "" {
		return false
	}
	here, there := t.placesIn(from, k), t.placesIn(next, to)
	if len(here) > 0 && len(there) > 0 {
		return !t.shared(here, there)
	}
	return a != b && !(strings.HasPrefix(a, "ASSAULT") && strings.HasPrefix(b, "ASSAULT"))
}

// eventKind names the event that the words tell by its type and mode, without
// tolls, which are part of other events; it is empty when they tell none.
func (t *parsed) eventKind(from, to int) string {
	for i := from; i < to; i++ {
		for _, e := range t.evoke(i, "event") {
			if f := e.form.Frame; f.Type != "" && len(f.Outcome) == 0 {
				return f.Type + " " + f.Mode
			}
		}
	}
	if d := t.deedIn(from, to); d != nil && quad(d.kind) > 0 {
		return d.kind + " " + d.frame.Mode
	}
	return ""
}

// dayBehind reports whether a day stands right behind the phrase: "Goris on 8
// October".
func (t *parsed) dayBehind(p *phrase, to int) bool {
	i := p.last
	return i+1 < to && t.words[i].low == "on" && t.timeIn(i+1, min(to, i+4)) != nil
}

// dayBehindPlace reports whether the words hold a place with its day behind it.
func (t *parsed) dayBehindPlace(from, to int) bool {
	for i := from; i < to; i++ {
		if n := t.phraseStarting(i); n >= 0 && t.dayBehind(&t.phrases[n], to) && len(t.placesOf(&t.phrases[n])) > 0 {
			return true
		}
	}
	return false
}

// like gives an event of a row what the first of the row tells of all.
func (c *draft) like(first *evidence.Event) {
	if first == nil || first.Type == "" {
		return
	}
	e := c.claim.Event
	if e == nil {
		e = &evidence.Event{}
		c.claim.Event = e
	}
	if e.Type == "" {
		e.Type, e.Mode = first.Type, first.Mode
	}
	if e.Type == first.Type && len(e.Agents) == 0 {
		e.Agents = first.Agents
	}
	if e.Instrument == "" {
		e.Instrument = first.Instrument
	}
	c.claim.Rules = append(c.claim.Rules, "event.row")
}
