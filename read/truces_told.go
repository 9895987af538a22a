package read

import (
	"slices"
	"time"

	"tallystick/evidence"
)

// truceTold reads what a claim says of a truce: how it stands, since when, how
// long after that it was broken and how often.
func (t *parsed) truceTold(claim *evidence.Claim, a *attribution, trs []trigger, from, to int, s sentence, c *context) (*evidence.CeasefireSaid, []string) {
	said, rules := t.ceasefireIn(trs, from, to, claim.Event, c)
	switch {
	case said == nil:
		if said, rules = t.blamedForTruce(a, c); said == nil {
			said, rules = t.attackDuring(claim, from, to)
		}
	case said.Status == "":
		if during, rule := t.attackDuring(claim, from, to); during != nil {
			said.Status, said.By, said.After, rules = during.Status, during.By, during.After, append(rules, rule...)
		}
	case said.Status == "in force" && t.reportedFuture(a):
		said.Status, said.By = "", nil // "urged both to respect the truce": nobody says that it holds
	case said.Status == "announced" && claim.Stance == evidence.Demand:
		said.Status, said.By = "", nil // "pressed both to agree on a truce": asked for, and no more
	case a != nil && asking[t.words[from].low]:
		said.Status, said.By = "", nil // "did not say who had broken it"
	}
	if said == nil {
		return nil, nil
	}
	if a != nil && a.mutual {
		said.By = nil // each says it of the other
	}
	switch said.Status {
	case "announced", "in force":
		t.effect(said, claim, from, to)
	case "broken":
		if said.After == nil {
			said.After = t.delayIn(from, to, true)
		}
		if said.After == nil {
			said.After = t.delayIn(s.first, min(s.last, s.first+reach), true)
		}
		if said.After == nil && said.Clock == "" {
			said.Clock = t.clockIn(from, to)
		}
		said.Counted = t.breachesCounted(from, to)
	}
	return said, rules
}

// asking are the words that open what a source leaves open.
var asking = set("who whom whose whether if which")

// blamedForTruce reads a bare accusation that follows a broken truce: "it was
// broken on Sunday, and both sides blamed each other".
func (t *parsed) blamedForTruce(a *attribution, c *context) (*evidence.CeasefireSaid, []string) {
	if a == nil || a.stance != string(evidence.Accuse) || a.form != "object" || a.object < 0 {
		return nil, nil
	}
	if low := t.words[t.phrases[a.object].head].low; !a.mutual && low == "it" {
		return nil, nil
	}
	s := t.sentences[a.sentence]
	from := s.first
	if a.sentence > 0 && t.sentences[a.sentence-1].paragraph == s.paragraph {
		from = t.sentences[a.sentence-1].first
	}
	before := within(c.triggers, max(from, a.cue[0]-reach), a.cue[0])
	for i := len(before) - 1; i >= 0; i-- {
		tr := &before[i]
		status := tr.form.Frame.Outcome["ceasefire"]
		if tr.form.Frame.Type != "" && status == "" {
			return nil, nil // something else was told since
		}
		if status != "broken" && status != "ended" {
			continue
		}
		for _, n := range tr.undergoer {
			if t.phrases[n].class == ceasefire {
				said := t.truceSaid(&t.phrases[n])
				said.Status = "broken"
				if c.agent >= 0 {
					said.By = t.sidesOf(c.agent, c)
				}
				return said, []string{"truce.blamed"}
			}
		}
	}
	return nil, nil
}

// attackDuring reads an attack that is told by its distance from the beginning
// of a truce: "shelled the town five minutes into the truce".
func (t *parsed) attackDuring(claim *evidence.Claim, from, to int) (*evidence.CeasefireSaid, []string) {
	if claim.Event == nil || claim.Event.Type != "ASSAULT" {
		return nil, nil
	}
	after := t.delayIn(from, to, false)
	said := &evidence.CeasefireSaid{Status: "broken", After: after}
	for _, a := range claim.Event.Agents {
		if a.Side != "" && !slices.Contains(said.By, a.Side) {
			said.By = append(said.By, a.Side)
		}
	}
	if after == nil || len(said.By) == 0 {
		return nil, nil
	}
	slices.Sort(said.By)
	return said, []string{"truce.attack-during"}
}

// effect reads when a truce takes effect: at an hour of the day that is told,
// or, of one that is announced, on another: "to begin at midnight".
func (t *parsed) effect(said *evidence.CeasefireSaid, claim *evidence.Claim, from, to int) {
	at := t.planned(from, to)
	if at < 0 {
		if said.Status == "in force" {
			said.Clock = t.clockIn(from, to)
		}
		return
	}
	said.Clock = t.clockIn(at, to)
	if when := t.timeIn(at, to); when != nil {
		if day, ok := civil(when.From); ok && said.Clock == "00:00" && when.From == when.To {
			late := interval(day, day.AddDate(0, 0, 1), when.Text, when.Basis+", at its beginning or its end")
			when = late // "from midnight on Wednesday"
		}
		said.Effective = when
	} else if e := claim.Event; said.Clock != "" && e != nil && e.Time != nil && e.Time.From != "" && e.Time.From == e.Time.To {
		said.Effective = t.nextAt(e.Time, said.Clock)
	}
	said.Status = "announced"
}

// planned returns where the words begin that say when a truce is to take
// effect, -1 when none do: "to begin at midnight", "from eight o'clock on
// Monday".
func (t *parsed) planned(from, to int) int {
	for i := from; i < to; i++ {
		if t.words[i].low == "from" && (t.clockIn(i+1, min(to, i+6)) != "") {
			return i + 1
		}
		n := t.groupAt[i]
		if n == 0 {
			continue
		}
		if g := &t.groups[n-1]; !g.infinitive && g.modal != "will" && g.modal != "would" && !(g.gerund && t.wordIs(g.first-1, to, ",")) {
			continue
		}
		for _, e := range t.evoke(i, "event") {
			if e.form.Frame.ID == "event-truce-begins" {
				return e.last
			}
		}
	}
	return -1
}

// nextAt returns the day on which a truce takes effect that is announced on a
// day for an hour: at midnight that is the next one.
func (t *parsed) nextAt(announced *evidence.Interval, hour string) *evidence.Interval {
	day, ok := civil(announced.From)
	if !ok {
		return nil
	}
	first := day
	if hour == "00:00" {
		first = day.AddDate(0, 0, 1)
	}
	return interval(first, day.AddDate(0, 0, 1), announced.Text, "the next such hour after it was announced")
}

// breachesCounted reads how many breaches the words tell at once: "320
// ceasefire violations", "violated it 48 times".
func (t *parsed) breachesCounted(from, to int) *evidence.BreachCount {
	for i := from; i < to; i++ {
		p := t.phrase(i)
		if p == nil || p.first != i {
			continue
		}
		i = p.last - 1
		low := t.words[p.head].low
		var a amount
		ok := false
		switch {
		case broken[low] && p.numeral >= 0:
			a, ok = t.amountIn(p)
		case low == "times" && p.numeral >= 0:
			a, ok = t.amountAt(p.numeral, p)
			if !ok {
				if a, _, ok = t.value(p.numeral); ok {
					a.first = p.numeral
					t.hedged(&a, p)
				}
			}
		}
		if ok && (a.min != nil || a.max != nil) {
			return &evidence.BreachCount{Min: a.min, Max: a.max, Approx: a.approx}
		}
	}
	return nil
}

// daysListed counts the days behind truces of which several are told at once:
// "ceasefires on 10, 18 and 26 October".
func (t *parsed) daysListed(p *phrase, to int) (n int) {
	for k := p.last; k < to && k < p.last+window/4; k++ {
		low := t.words[k].low
		if _, ok := t.dayNumber(k); ok {
			n++
		} else if low != "on" && low != "," && low != "and" {
			break
		}
	}
	return n
}

// sidesOf returns the sides of somebody.
func (t *parsed) sidesOf(n int, c *context) (sides []string) {
	for _, a := range t.actorOf(n, c, true) {
		if a.Side != "" && !slices.Contains(sides, a.Side) {
			sides = append(sides, a.Side)
		}
	}
	slices.Sort(sides)
	return sides
}

// civil reads a date.
func civil(day string) (time.Time, bool) {
	d, err := time.Parse(time.DateOnly, day)
	return d, err == nil
}
