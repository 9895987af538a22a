package read

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// brokered are the endings of "American-brokered", "UN-mediated".
var brokered = []string{"brokered", "negotiated", "mediated", "sponsored", "backed", "arranged", "facilitated", "obtained", "secured"}

func broker(s *evidence.CeasefireSaid, names []string) {
	if len(names) > 0 {
		s.Broker = names[0]
	}
	if len(names) > 1 {
		s.Brokers = names
	}
}

// brokersBy returns who is said to arrange a truce by a verb: "Norway brokered
// a ceasefire", "the truce was mediated by Egypt and Qatar". Who announces one
// may be anybody.
func (t *parsed) brokersBy(trs []trigger, from, to int) []string {
	for i := range trs {
		tr := &trs[i]
		low := t.words[tr.first].low
		if tr.first < from || tr.first >= to || tr.form.Frame.ID != "event-broker-truce" || strings.HasPrefix(low, "announc") || strings.HasPrefix(low, "declar") {
			continue
		}
		if names := t.namesOf(tr.agents); len(names) > 0 {
			return names
		}
	}
	return nil
}

// talking are the verbs by which somebody brings two others together.
var talking = set("spoke spoken talked met phoned called telephoned mediated")

// brokersBetween returns who is said to have spoken with both parties before a
// truce was announced, and is none of them: "after Norway's president had
// spoken to both leaders".
func (t *parsed) brokersBetween(from, to int, c *context) []string {
	after := false
	for i := from; i < to; i++ {
		after = after || t.words[i].low == "after" || t.words[i].low == "following"
		n := t.groupAt[i]
		if !after || n == 0 || !talking[t.words[i].low] || t.groups[n-1].negated {
			continue
		}
		both := false
		for k := i + 1; k < min(to, i+5); k++ {
			both = both || t.words[k].low == "both" || t.words[k].low == "two"
		}
		var names []string
		for _, s := range t.groups[n-1].subjects {
			p := &t.phrases[s]
			if side := cmp.Or(p.side, p.owner); both && side != "" && !c.parties.has(side) {
				names = append(names, t.nameOf(p))
			}
		}
		return names
	}
	return nil
}

// namesOf returns the names of sides and actors, each once.
func (t *parsed) namesOf(ps []int) (names []string) {
	for _, n := range ps {
		if name := t.nameOf(&t.phrases[n]); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (t *parsed) nameOf(p *phrase) string {
	if side, ok := t.lex.SideOf(cmp.Or(p.side, p.owner)); ok {
		return side.Name
	}
	return p.name
}

// brokersOf returns the lexicon's names of who brought the truce about:
// "American-brokered", "Russian negotiated", "French-Egyptian-mediated",
// "brokered by Norway, Egypt and Qatar".
func (t *parsed) brokersOf(p *phrase) []string {
	for k := p.first; k < p.head; k++ {
		low := t.words[k].low
		for _, ending := range brokered {
			if !strings.HasSuffix(low, ending) {
				continue
			}
			if low == ending {
				if f := t.entryAtOrNil(k - 1); k > p.first && f != nil {
					return []string{f.entries[0].Name}
				}
				continue
			}
			form := strings.TrimRight(t.text[t.words[k].start:t.words[k].end-len(ending)], "-‐‑–")
			if names := t.brokersNamed(form); len(names) > 0 {
				return names
			}
		}
	}
	if k := p.last; k < len(t.words) {
		if t.words[k].low == "," {
			k++ // "the truce, mediated by Egypt,"
		}
		if k+2 < len(t.words) && t.words[k+1].low == "by" && slices.Contains(brokered, t.words[k].low) && t.phraseAt[k+2] > 0 {
			return t.namesOf(t.listFrom(int(t.phraseAt[k+2]) - 1))
		}
	}
	return nil
}

// brokersNamed finds whom a form names, or the parts of one of several parts:
// "Kenyan-Peruvian".
func (t *parsed) brokersNamed(form string) (names []string) {
	for _, forms := range [][]string{{form}, strings.FieldsFunc(form, func(r rune) bool { return strings.ContainsRune("-‐‑–/", r) })} {
		names = nil
		for _, f := range forms {
			for _, kind := range []lexicon.Kind{lexicon.KindSide, lexicon.KindActor} {
				if es, n := t.lex.MatchKind(kind, strings.Fields(f), 0); n > 0 {
					names = append(names, es[0].Name)
					break
				}
			}
		}
		if len(names) == len(forms) {
			return names
		}
	}
	return nil
}

// listFrom returns the phrase with those that commas and "and" join to it on
// its right: "Norway, Egypt, and Qatar".
func (t *parsed) listFrom(n int) []int {
	out := []int{n}
	for k := t.phrases[n].last; k < len(t.words) && len(out) < 8; {
		joined := false
		for k < len(t.words) && (t.words[k].low == "," || t.words[k].low == "and") {
			k, joined = k+1, true
		}
		if !joined || k >= len(t.words) || t.phraseAt[k] == 0 {
			break
		}
		next := int(t.phraseAt[k]) - 1
		p := &t.phrases[next]
		if p.first != k || cmp.Or(p.side, p.owner) == "" && p.class != actor || p.class != t.phrases[n].class && p.class != place && t.phrases[n].class != place {
			break
		}
		out = append(out, next)
		k = p.last
	}
	return out
}
