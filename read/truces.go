package read

import (
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// ceasefireIn reads what the words say of a ceasefire.
func (t *parsed) ceasefireIn(trs []trigger, from, to int, event *evidence.Event, c *context) (*evidence.CeasefireSaid, []string) {
	said, status, rules := -1, "", []string(nil)
	var by *trigger
	best := 0
	for i := range trs {
		tr := &trs[i]
		if tr.first < from || tr.first >= to || tr.form.Frame.Outcome["ceasefire"] == "" {
			continue
		}
		for _, n := range tr.undergoer {
			weight := t.weightOf(tr)
			if t.phrases[n].class == ceasefire && (status == "" || weight > best || weight == finiteTruce && n == said && t.turns(from, tr.first)) {
				best, said, by = weight, n, tr
				if status = t.statusOf(tr); status == "" {
					by = nil
				}
				rules = append(rules, "frame:"+tr.form.Frame.ID)
			}
		}
	}
	if said < 0 {
		said = t.firstTruce(from, to, func(p *phrase) bool { return len(t.brokersOf(p)) > 0 })
	}
	if said < 0 {
		return nil, nil
	}
	p := &t.phrases[said]
	s := t.truceSaid(p)
	s.Status = status
	if by != nil {
		t.begun(s, trs, from, to, said, by, event)
	}
	if s.Broker == "" {
		broker(s, t.brokersBy(trs, from, to))
	}
	if s.Broker == "" && status == "announced" {
		broker(s, t.brokersBetween(from, to, c))
	}
	if by != nil && by.form.Frame.Agent != "none" && (status == "broken" || status == "ended" || status == "in force") {
		s.By = t.breakers(by, from, event, c)
	} else if by != nil && by.group < 0 && status == "broken" && c.agent >= 0 {
		s.By = t.sidesOf(c.agent, c) // "blamed Peru for the collapse of the truce"
	}
	if a, ok := t.amountIn(p); ok && !broken[t.words[p.head].low] && a.min != nil && a.max != nil && *a.min == *a.max && *a.min > 1 && *a.min <= mostTruces {
		s.Times = int(*a.min)
	} else if n := t.daysListed(p, to); p.plural && n > 1 {
		s.Times = n
	}
	for n, p := range t.phrasesOver(from, to) {
		if n != said && p.class == ceasefire && t.isEarlier(p) {
			times := int64(1)
			if a, ok := t.amountIn(p); ok && a.min != nil && *a.min <= mostTruces {
				times = *a.min
			}
			one := t.truceSaid(p)
			if k := p.first - 1; k >= 0 && (t.words[k].low == "like" || t.words[k].low == "as") {
				one.Status = s.Status // "fell apart, just like the two previous ones"
			}
			for range times {
				s.Earlier = append(s.Earlier, *one)
			}
		}
	}
	return s, rules
}

// How much what a verb says of a truce weighs: that of a clause of its own most,
// of a relative clause less, of a participle, an infinitive or a noun least.
const finiteTruce, relativeTruce, looseTruce = 3, 2, 1

func (t *parsed) weightOf(tr *trigger) int {
	if tr.group < 0 {
		return looseTruce
	}
	g := &t.groups[tr.group]
	switch {
	case !g.finite() || !g.helped && g.passive || t.doneToTruce(tr) >= 0 || t.sets(tr):
		return looseTruce
	case t.inRelative(g):
		return relativeTruce
	}
	return finiteTruce
}

// statusOf returns how a truce stands by what a verb says of it: nothing is
// said by one that is denied, attempted or demanded.
func (t *parsed) statusOf(tr *trigger) string {
	status := tr.form.Frame.Outcome["ceasefire"]
	if tr.group < 0 {
		return status
	}
	g := &t.groups[tr.group]
	switch {
	case g.negated || t.attempted(g) || g.modal == "must" || g.modal == "should" || status == "in force" && t.sets(tr):
		return ""
	case g.infinitive && status == "in force":
		agreed := g.first > 0 && strings.HasPrefix(t.words[g.first-1].low, "agree")
		if agreed || tr.form.Frame.ID == "event-truce-begins" {
			return "announced" // "agreed to observe", "is due to begin"
		}
		return ""
	}
	return status
}

// sets reports whether a verb only says when something else happened: "two
// hours after the truce took effect".
func (t *parsed) sets(tr *trigger) bool {
	if tr.group < 0 {
		return false
	}
	for _, n := range slices.Concat(t.groups[tr.group].subjects, tr.undergoer) {
		if k := t.phrases[n].first - 1; k >= 0 {
			switch t.words[k].low {
			case "after", "before", "since", "until", "once":
				return true
			}
		}
	}
	return false
}

// begun adds the day on which a truce was announced or took effect where the
// words tell it beside what became of the truce, whose day that is not.
func (t *parsed) begun(s *evidence.CeasefireSaid, trs []trigger, from, to, truce int, by *trigger, event *evidence.Event) {
	if s.Status != "broken" && s.Status != "ended" && s.Status != "extended" {
		return
	}
	for i := range trs {
		tr := &trs[i]
		status := tr.form.Frame.Outcome["ceasefire"]
		if tr.first < from || tr.first >= to || tr == by || tr.group < 0 || !slices.Contains(tr.undergoer, truce) || t.groups[tr.group].negated {
			continue
		}
		end := tr.last
		for end < to && t.words[end].low != "," && t.groupAt[end] == 0 && end < tr.last+8 {
			end++
		}
		when := t.timeIn(tr.last, end)
		switch {
		case when == nil:
			continue
		case status == "in force":
			s.Effective, s.Clock = when, t.clockIn(tr.last, end)
		case status == "announced":
			s.Announced = when
		default:
			continue
		}
		if event != nil && event.Time != nil && event.Time.Text == when.Text && event.Time.From == when.From {
			event.Time = t.timeIn(by.last, to)
			if event.Time != nil && event.Time.Text == when.Text {
				event.Time = nil
			}
		}
	}
}

// turns reports whether "but" stands between the start of the words and word i:
// "came into force but was violated".
func (t *parsed) turns(from, i int) bool {
	for k := i - 1; k > from && k > i-window/4; k-- {
		if t.words[k].low == "but" {
			return true
		}
	}
	return false
}

// mostTruces bounds how many truces are told one by one.
const mostTruces = 20

// truceSaid is what the words of a phrase alone say of a truce.
func (t *parsed) truceSaid(p *phrase) *evidence.CeasefireSaid {
	s := &evidence.CeasefireSaid{}
	broker(s, t.brokersOf(p))
	for k := max(t.sentences[t.sentenceOf(p.first)].first, p.first-1); k < p.head; k++ {
		if n := ordinals[t.words[k].low]; n > 0 {
			s.Ordinal = n
		}
		if y, err := strconv.Atoi(t.words[k].low); err == nil && len(t.words[k].low) == 4 && y > 1800 && y < 2200 {
			s.Year = y
		}
	}
	return s
}

var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}

// firstTruce returns the first truce among the words that is such a one, -1
// when none is.
func (t *parsed) firstTruce(from, to int, such func(*phrase) bool) int {
	for i := from; i < to; i++ {
		if n := int(t.phraseAt[i]) - 1; n >= 0 && t.phrases[n].class == ceasefire && such(&t.phrases[n]) {
			return n
		}
	}
	return -1
}

// breakers returns the sides that are said to do to a truce what the words say
// of it: those of the verb; who does the deed that is a violation; who is
// accused.
func (t *parsed) breakers(tr *trigger, from int, event *evidence.Event, c *context) (sides []string) {
	add := func(actors []evidence.Actor) {
		for _, a := range actors {
			if a.Side != "" && !slices.Contains(sides, a.Side) {
				sides = append(sides, a.Side)
			}
		}
	}
	for _, n := range tr.agents {
		add(t.actorOf(n, c, true))
	}
	if len(sides) == 0 && tr.owner != "" {
		sides = []string{tr.owner}
	}
	if len(sides) == 0 && len(tr.agents) == 0 && event != nil && tr.group < 0 {
		add(event.Agents)
	}
	for k := max(from, tr.first-window); len(sides) == 0 && tr.group < 0 && k+1 < tr.first; k++ {
		if t.words[k].low == "by" && t.phraseAt[k+1] > 0 {
			add(t.actorOf(int(t.phraseAt[k+1])-1, c, true)) // "a crime by Peru in violation of the truce"
		}
	}
	if len(sides) == 0 && tr.open && c.agent >= 0 {
		add(t.actorOf(c.agent, c, true))
	}
	slices.Sort(sides)
	return sides
}

func (t *parsed) isEarlier(p *phrase) bool {
	for k := p.first; k < p.last; k++ {
		switch t.words[k].low {
		case "previous", "earlier", "prior", "first", "former", "last", "past", "preceding":
			return true
		}
	}
	return false
}
