package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
)

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
			spots := t.spotsOf(p)
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
			if spots := t.spotsOf(q); len(spots) > 0 {
				return &evidence.ControlSaid{Place: spots[0].Name, Side: p.owner, State: "held"}, []string{"control.under"}
			}
			k = q.first
		}
	}
	return nil, nil
}
