package read

import (
	"slices"

	"tallystick/lexicon"
)

// agreed are the nouns that may stand for a truce named before: "the deal".
var agreed = set("deal agreement accord pact pause lull halt arrangement")

// standForTruces gives what stands for a truce that was named before it the
// class of truces: "an earlier one", "the deal".
func (t *parsed) standForTruces() {
	last := -1 // the truce named last
	for n := range t.phrases {
		p := &t.phrases[n]
		if p.class == ceasefire {
			last = n
			continue
		}
		if broken[t.words[p.head].low] && p.head > p.first && t.namesTruce(p.head-1) {
			p.class = ceasefire // "320 ceasefire violations"
			continue
		}
		if broken[t.words[p.head].low] && last >= 0 && p.first-t.phrases[last].last <= window && t.bare(p) {
			p.class = ceasefire // "5,133 violations" of the truce named before
			continue
		}
		if last < 0 || p.first-t.phrases[last].last > window || p.last >= len(t.words) {
			continue
		}
		ahead := t.sentenceOf(p.first) - t.sentenceOf(t.phrases[last].first)
		switch low := t.words[p.head].low; {
		case (low == "one" || low == "ones") && p.head > p.first && ahead <= 1 && t.words[p.last].low != "of" && t.opens(last):
		case agreed[low] && p.last == p.first+2 && (t.words[p.first].low == "the" || t.words[p.first].low == "this") && t.words[p.last].low != "on" && t.words[p.last].low != "with":
		default:
			continue
		}
		p.class, p.name = ceasefire, ""
	}
}

// broken are the nouns for what breaks a truce.
var broken = set("violation violations breach breaches")

// bare reports whether only a number or an article stands before the head of p,
// and nothing says of what it is.
func (t *parsed) bare(p *phrase) bool {
	for k := p.first; k < p.head; k++ {
		if t.tags[k] != number && t.words[k].low != "the" {
			return false
		}
	}
	return p.head > p.first && !t.wordIs(p.last, len(t.words), "of")
}

// namesTruce reports whether word i is a noun for a truce.
func (t *parsed) namesTruce(i int) bool {
	for _, form := range t.words[i].senses.Starting {
		if form.Part == lexicon.Noun && form.Frame.Kind == "class" && form.Frame.Class == "ceasefire" && len(form.Words) == 1 {
			return true
		}
	}
	return false
}

// opens reports whether no other noun stands before phrase n in its sentence:
// it is what the sentence is about.
func (t *parsed) opens(n int) bool {
	p := &t.phrases[n]
	for k := p.first - 1; k >= t.sentences[t.sentenceOf(p.first)].first && k > p.first-window; k-- {
		if q := t.phrase(k); q != nil && q.class != calendar && t.tags[p.first-1] != stop {
			return false
		}
	}
	return true
}

// truceMeant returns the truce that a verb says something of, where that stands
// further off or is only pointed at: "a ceasefire brokered by Peru between A
// and B took effect", "accused the other of breaking it"; -1 when there is none.
func (t *parsed) truceMeant(tr *trigger) int {
	f := tr.form.Frame
	if f.Outcome["ceasefire"] == "" || !slices.Contains(f.Need, "ceasefire") {
		return -1
	}
	if tr.group < 0 {
		if p := t.phrase(tr.first); p != nil && p.class == ceasefire && broken[t.words[p.head].low] {
			return int(t.phraseAt[tr.first]) - 1
		}
		return -1
	}
	g := &t.groups[tr.group]
	near := tr.undergoer
	if n := t.doneToTruce(tr); n >= 0 {
		return n
	}
	if f.Undergoer == "subject" || g.passive || tr.bare {
		if n := t.truceBefore(g); n >= 0 {
			return n
		}
		near = g.subjects
	}
	if len(near) != 1 || t.words[t.phrases[near[0]].head].low != "it" {
		return -1
	}
	return t.truceOf(&t.phrases[near[0]], f.ID == "event-truce-violated")
}

// doneToTruce returns the truce of which a participle right behind it tells
// what was done to it: "a truce declared by Peru", "the truce, announced on 5
// May,"; -1 for any other verb.
func (t *parsed) doneToTruce(tr *trigger) int {
	g := &t.groups[tr.group]
	if tr.form.Frame.Undergoer == "subject" || g.helped || g.negated || !t.words[g.verb].past() || g.first == 0 {
		return -1
	}
	if t.setApart(g) {
		return t.truceBefore(g)
	}
	if p := t.phrase(g.first - 1); p != nil && p.class == ceasefire {
		return int(t.phraseAt[p.first]) - 1
	}
	return -1
}

// setApart reports whether a participle stands behind a comma, with what belongs
// to it: ", announced on 5 May,".
func (t *parsed) setApart(g *group) bool {
	return !g.helped && t.words[g.verb].past() && g.first > 0 && t.words[g.first-1].low == "," && g.last < len(t.words) && t.tags[g.last] == prep
}

// truceOf returns the truce for which a pronoun stands: what the clause or the
// sentence before speaks of; of what was broken, any truce that was named just
// before. It is -1 when there is none.
func (t *parsed) truceOf(p *phrase, broken bool) int {
	here := t.sentenceOf(p.first)
	for n := here; n >= max(0, here-2) && t.sentences[n].paragraph == t.sentences[here].paragraph; n-- {
		s := t.sentences[n]
		end := min(s.last, p.first)
		thing := n < here // no other thing was named since the truce
		for k := end - 1; k >= s.first && k > end-reach; k-- {
			q := t.phrase(k)
			if q == nil {
				continue
			}
			k = q.first
			if m := int(t.phraseAt[q.first]) - 1; q.class == ceasefire && !q.plural && (broken || thing || t.opens(m)) {
				return m
			}
			thing = thing && (q.class == calendar || q.class == actor || q.class == people || q.class == place || q.person || q.side != "")
		}
		if !broken && n < here {
			return -1
		}
	}
	return -1
}

// truceBefore returns the truce of which the verb is told, where participles,
// relative clauses and what belongs to the truce stand between: -1 when the
// clause is about something else.
func (t *parsed) truceBefore(g *group) int {
	first := t.sentences[g.sentence].first
	shared := g.first > first && t.tags[g.first-1] == conj // "took effect but was violated"
	for k := g.first - 1; k >= first && k > g.first-window; k-- {
		if t.words[k].low == ";" || t.words[k].low == ":" || t.tags[k] == clausal {
			return -1
		}
		if n := t.groupAt[k]; n > 0 && !shared && !t.describes(&t.groups[n-1]) {
			return -1
		}
		p := t.phrase(k)
		if p == nil {
			continue
		}
		k = p.first
		if p.class != ceasefire {
			continue
		}
		if k > first && (t.tags[k-1] == prep || t.tags[k-1] == verb) {
			return -1 // "the collapse of the truce"
		}
		return int(t.phraseAt[p.first]) - 1
	}
	return -1
}

// describes reports whether a verb only describes a noun: a participle, a
// relative clause, an infinitive, or a word of saying in commas.
func (t *parsed) describes(g *group) bool {
	if !g.finite() || t.inRelative(g) || !g.helped && g.passive || t.setApart(g) || t.isCue(g.verb) && g.last < len(t.words) && t.words[g.last].low == "," {
		return true
	}
	p := t.phrase(g.first - 1)
	return !g.helped && t.words[g.verb].past() && p != nil && p.class == ceasefire
}
