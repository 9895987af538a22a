package read

import (
	"slices"

	"tallystick/lexicon"
)

// trigger is a word or two that speak of an event, with those who take part.
type trigger struct {
	evoked
	group     int // its verb group, -1 for a noun
	agents    []int
	targets   []int
	undergoer []int
	owner     string // side of the agent when only an adjective names it
	ownerAt   [2]int // the words of that adjective
	means     int    // phrase of the instrument, or -1
	bare      bool   // a passive without its helper, as in headlines
	open      bool   // no agent is named: who is accused or the subject of the clause around may be it
}

// triggers finds every event in the text, in its order.
func triggers(t *parsed) []trigger {
	var all []trigger
	nouns := map[int]int{} // phrase -> the event that it names
	for _, s := range t.sentences {
		end := t.sentenceEnd(s)
		for i := s.first; i < end; i++ {
			for _, e := range t.evoke(i, "event") {
				tr, ok := t.triggerOf(e, end)
				if ok {
					t.deeds(&tr, all, nouns)
					if n := t.phraseAt[i]; n > 0 && tr.group < 0 {
						nouns[int(n)-1] = len(all)
					}
					all = append(all, tr)
					break
				}
			}
		}
	}
	return all
}

// deeds puts those who did a deed in the place of the deed: in "the attack by
// Peru killed four", Peru is who killed.
func (t *parsed) deeds(tr *trigger, all []trigger, nouns map[int]int) {
	if len(tr.agents) != 1 || tr.owner != "" {
		return
	}
	k, ok := nouns[tr.agents[0]]
	if !ok {
		return
	}
	deed := &all[k]
	tr.agents, tr.owner, tr.ownerAt = deed.agents, deed.owner, deed.ownerAt
	tr.targets = append(tr.targets, deed.targets...)
	if tr.means < 0 {
		tr.means = deed.means
	}
}

func (t *parsed) triggerOf(e evoked, end int) (trigger, bool) {
	tr := trigger{evoked: e, group: -1, means: -1}
	f := e.form.Frame
	args := t.arguments(e.last, end)
	if e.form.Part == lexicon.Verb {
		if k := t.suspended(e.last, end); k > 0 && len(args) == 0 {
			args = t.arguments(k, end)
		}
		t.verbRoles(&tr, f, args)
	} else {
		t.nounRoles(&tr, f, args)
	}
	when := func(n int) bool { return t.phrases[n].class == calendar }
	owned := e.form.Part == lexicon.Noun && (tr.owner != "" && len(tr.undergoer) == 0 || len(tr.undergoer) > 0 && !slices.ContainsFunc(tr.undergoer, func(n int) bool { return !when(n) }))
	if len(f.Need) > 0 && !owned && !t.anyOf(tr.undergoer, f.Need) {
		truce := t.truceMeant(&tr)
		if truce < 0 {
			return tr, false
		}
		tr.undergoer = []int{truce}
	}
	t.instrument(&tr, args)
	return tr, true
}

// anyOf reports whether one of the phrases is of one of the classes.
func (t *parsed) anyOf(ps []int, classes []string) bool {
	for _, n := range ps {
		for _, c := range classes {
			if t.isA(n, c) {
				return true
			}
		}
	}
	return false
}

func (t *parsed) isA(n int, name string) bool {
	p := &t.phrases[n]
	switch name {
	case "equipment":
		return p.class == equipment || p.unit != nil && p.class != actor || t.elliptic(p)
	case "munition":
		return p.unit != nil && p.unit.Level != "class" || p.unit != nil && p.class == equipment
	case "people":
		return p.class == people || p.class == actor && (p.plural || p.person) || t.elliptic(p)
	case "place":
		return p.class == place || p.spot != nil || p.class == other && p.proper && p.name != "" && !p.pronoun && t.locative(p)
	case "attack":
		return t.evokes(p, "ASSAULT")
	case "agreement":
		return t.evokes(p, "AGREE")
	case "other":
		return p.class == other && !p.pronoun && p.proper
	}
	return classNames[name] == p.class && p.class != other
}

// elliptic reports whether the phrase is a bare number: "killing four".
func (t *parsed) elliptic(p *phrase) bool {
	return p.numeral >= 0 && t.tags[p.head] == number
}

// locative reports whether a preposition of place stands before the phrase.
func (t *parsed) locative(p *phrase) bool {
	return p.first > 0 && places[t.words[p.first-1].low]
}

func (t *parsed) evokes(p *phrase, kind string) bool {
	for _, f := range t.words[p.head].senses.Starting {
		if f.Part == lexicon.Noun && f.Frame.Kind == "event" && f.Frame.Type == kind {
			return true
		}
	}
	return false
}

// suspended returns where the object stands that a verb shares with a second one
// and that follows that one between commas: "had fired, or supplied Kenya with,
// the munitions"; 0 when nothing does.
func (t *parsed) suspended(from, end int) int {
	if from+2 >= end || t.words[from].low != "," || t.tags[from+1] != conj {
		return 0
	}
	second := false
	for i := from + 2; i < min(end, from+window/2)-1; i++ {
		second = second || t.groupAt[i] > 0 || t.tags[i] == verb
		if t.words[i].low == "," {
			if second && t.phraseAt[i+1] > 0 && t.phrases[t.phraseAt[i+1]-1].first == i+1 {
				return i + 1
			}
			return 0
		}
	}
	return 0
}
