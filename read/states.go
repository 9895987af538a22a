package read

import (
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// brokered are the endings of "American-brokered", "UN-mediated".
var brokered = []string{"brokered", "negotiated", "mediated", "sponsored", "backed", "arranged"}

// ceasefireIn reads what the words say of a ceasefire.
func (t *parsed) ceasefireIn(trs []trigger, from, to int) (*evidence.CeasefireSaid, []string) {
	said, status, rules := -1, "", []string(nil)
	finite := false // the status so far is that of a clause's own verb
	for i := range trs {
		tr := &trs[i]
		if tr.first < from || tr.first >= to || tr.form.Frame.Outcome["ceasefire"] == "" {
			continue
		}
		for _, n := range tr.undergoer {
			carries := tr.group >= 0 && t.groups[tr.group].finite() && (t.groups[tr.group].helped || !t.groups[tr.group].passive)
			if t.phrases[n].class == ceasefire && (status == "" || carries && !finite) {
				finite = carries
				said, status = n, tr.form.Frame.Outcome["ceasefire"]
				if g := tr.group; g >= 0 && (t.groups[g].negated || t.attempted(&t.groups[g])) {
					status = ""
				}
				rules = append(rules, "frame:"+tr.form.Frame.ID)
			}
		}
	}
	if said < 0 {
		for i := from; i < to && said < 0; i++ {
			if n := int(t.phraseAt[i]) - 1; n >= 0 && t.phrases[n].class == ceasefire && t.brokerOf(&t.phrases[n]) != "" {
				said = n
			}
		}
	}
	if said < 0 {
		return nil, nil
	}
	c := &evidence.CeasefireSaid{Broker: t.brokerOf(&t.phrases[said]), Status: status}
	if c.Broker == "" {
		for i := range trs {
			if tr := &trs[i]; tr.first >= from && tr.first < to && tr.form.Frame.ID == "event-broker-truce" && len(tr.agents) == 1 {
				if p := &t.phrases[tr.agents[0]]; !strings.HasPrefix(t.words[tr.first].low, "announc") && !strings.HasPrefix(t.words[tr.first].low, "declar") {
					c.Broker = t.nameOf(p)
				}
			}
		}
	}
	for i := from; i < to; {
		n := int(t.phraseAt[i]) - 1
		if n < 0 {
			i++
			continue
		}
		p := &t.phrases[n]
		i = p.last
		if n != said && p.class == ceasefire && t.isEarlier(p) {
			times := int64(1)
			if a, ok := t.amountIn(p); ok && a.min != nil && *a.min <= 20 {
				times = *a.min
			}
			for range times {
				c.Earlier = append(c.Earlier, evidence.CeasefireSaid{Broker: t.brokerOf(p)})
			}
		}
	}
	return c, rules
}

func (t *parsed) nameOf(p *phrase) string {
	if side, ok := t.lex.SideOf(cmpOr(p.side, p.owner)); ok {
		return side.Name
	}
	return p.name
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

// brokerOf returns the lexicon's name of who brought the truce about:
// "American-brokered", "Russian negotiated", "brokered by Norway".
func (t *parsed) brokerOf(p *phrase) string {
	for k := p.first; k < p.head; k++ {
		low := t.words[k].low
		for _, ending := range brokered {
			if !strings.HasSuffix(low, ending) {
				continue
			}
			if low == ending {
				if f := t.entryAtOrNil(k - 1); k > p.first && f != nil {
					return f.entries[0].Name
				}
				continue
			}
			form := strings.TrimRight(t.text[t.words[k].start:t.words[k].end-len(ending)], "-‐‑–")
			if es, n := t.lex.MatchKind(lexicon.KindSide, strings.Fields(form), 0); n > 0 {
				return es[0].Name
			}
			if es, n := t.lex.MatchKind(lexicon.KindActor, strings.Fields(form), 0); n > 0 {
				return es[0].Name
			}
		}
	}
	k := p.last
	if k+2 < len(t.words) && t.words[k+1].low == "by" {
		for _, ending := range brokered {
			if t.words[k].low == ending && t.phraseAt[k+2] > 0 {
				return t.nameOf(&t.phrases[t.phraseAt[k+2]-1])
			}
		}
	}
	return ""
}

// accessIn reads whether the words say that a road or crossing is open.
func (t *parsed) accessIn(trs []trigger, from, to int, c *context) (*evidence.AccessSaid, []string) {
	for i := range trs {
		tr := &trs[i]
		state := tr.form.Frame.Outcome["route"]
		if tr.first < from || tr.first >= to || state == "" {
			continue
		}
		for _, n := range tr.undergoer {
			p := &t.phrases[n]
			if p.class != route {
				continue
			}
			a := &evidence.AccessSaid{Route: t.routeName(p), State: state, BySide: t.sideOf(tr.agents, c)}
			args := t.arguments(p.last, min(to, p.last+window/2))
			for _, by := range []string{"to", "for"} {
				if to := withPrep(args, by); len(to) > 0 && a.To == "" && t.phrases[to[0]].class != place && len(withPrep(args, "from")) == 0 {
					a.To = t.span(t.roleFirst(&t.phrases[to[0]]), t.phrases[to[0]].last).Text
				}
			}
			for _, by := range []string{"to", "for"} {
				if to := withPrep(t.arguments(tr.last, to), by); len(to) > 0 && a.To == "" && tr.form.Frame.Undergoer == "subject" {
					a.To = t.span(t.roleFirst(&t.phrases[to[0]]), t.phrases[to[0]].last).Text
				}
			}
			if state == "open" && t.wordIs(tr.last, to, "only") {
				a.State = "restricted" // "remains open only to convoys"
			}
			return a, append([]string{"frame:" + tr.form.Frame.ID}, p.ids...)
		}
	}
	return nil, nil
}

// routeName names a route by the lexicon, or by its own words from the first
// capital on.
func (t *parsed) routeName(p *phrase) string {
	if p.spot != nil && p.spot.Kind == lexicon.KindRoute {
		return p.spot.Name
	}
	for k := p.first; k < p.last; k++ {
		if t.words[k].capital && t.tags[k] != article {
			return t.span(k, p.last).Text
		}
	}
	return t.span(t.roleFirst(p), p.last).Text
}

// controlIn reads who is said to hold, take or lose a place.
func (t *parsed) controlIn(trs []trigger, from, to int, c *context) (*evidence.ControlSaid, []string) {
	for i := range trs {
		tr := &trs[i]
		state := tr.form.Frame.Outcome["place"]
		if tr.first < from || tr.first >= to || state == "" {
			continue
		}
		for _, n := range tr.undergoer {
			p := &t.phrases[n]
			spots := t.placesOf(p)
			if len(spots) == 0 {
				// "the town of Lachin"
				if p.class != place || p.last+1 >= len(t.words) || t.words[p.last].low != "of" || t.phraseAt[p.last+1] == 0 {
					continue
				}
				if spots = t.placesOf(&t.phrases[t.phraseAt[p.last+1]-1]); len(spots) == 0 {
					continue
				}
			}
			s := &evidence.ControlSaid{Place: spots[0].Name, State: state}
			switch {
			case state == "contested":
			case state == "lost" && tr.form.Frame.Undergoer == "subject" && t.sideOf(tr.targets, c) != "":
				s.State, s.Side = "taken", t.sideOf(tr.targets, c) // "has fallen to Peru"
			case tr.form.Frame.Agent == "none" && tr.form.Frame.Undergoer == "object" && tr.group >= 0:
				s.Side = t.sideOf(t.groups[tr.group].subjects, c)
			case tr.form.Frame.Agent != "none":
				if s.Side = t.sideOf(tr.agents, c); s.Side == "" {
					s.Side = tr.owner
				}
			}
			return s, []string{"frame:" + tr.form.Frame.ID}
		}
	}
	return t.underControl(from, to)
}

// underControl reads "the town of Barda was under Kenyan control".
func (t *parsed) underControl(from, to int) (*evidence.ControlSaid, []string) {
	for i := from; i+1 < to; i++ {
		if t.words[i].low != "under" {
			continue
		}
		p := t.phrase(i + 1)
		if p == nil || t.words[p.head].low != "control" || p.owner == "" {
			continue
		}
		for k := i - 1; k >= from; k-- {
			q := t.phrase(k)
			if q == nil {
				continue
			}
			if spots := t.placesOf(q); len(spots) > 0 {
				return &evidence.ControlSaid{Place: spots[0].Name, Side: p.owner, State: "held"}, []string{"control.under"}
			}
			k = q.first
		}
	}
	return nil, nil
}
