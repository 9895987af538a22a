package read

import (
	"strings"

	"tallystick/evidence"
)

// share gives a verb of reporting that "and" or "but" joins to an earlier one
// the speaker of that one: "admitted that it lost two tanks, but denied".
func (t *parsed) share(as []attribution) {
	for k := 1; k < len(as); k++ {
		a, b := t.sharer(as, k), &as[k]
		if b.group < 0 || a.group < 0 || b.cue[0] < a.content[0] || b.cue[0] >= a.content[1] && !t.adjoins(a, b) {
			continue
		}
		i := t.groups[b.group].first - 1
		for i > a.content[0] && t.tags[i] == adverb {
			i--
		}
		aside := t.words[max(i, 0)].low == "," && t.groups[b.group].gerund // ", adding that"
		if t.tags[i] == conj && t.groups[b.group].finite() || aside && a.form != "before" {
			b.speakers = a.speakers
		}
	}
}

// sharer returns the attribution whose speaker attribution k may share: the one
// before it, or the one around that where the one before is told in another
// tense: "told AFP that it would not accept the terms and accused Peru".
func (t *parsed) sharer(as []attribution, k int) *attribution {
	a, b := &as[k-1], &as[k]
	if k < 2 || b.group < 0 || a.group < 0 || t.groups[b.group].helped || !t.words[t.groups[b.group].verb].past() {
		return a
	}
	outer := &as[k-2]
	if outer.form == "clause" && outer.stance == string(evidence.Assert) && outer.group >= 0 && !t.groups[outer.group].helped && t.words[t.groups[outer.group].verb].past() &&
		a.cue[0] >= outer.content[0] && b.cue[0] < outer.content[1] && t.groups[a.group].modal != "" {
		return outer
	}
	return a
}

// adjoins reports whether nothing but a conjunction stands between what a says
// and the verb of b: called the remarks “baseless” and accused.
func (t *parsed) adjoins(a, b *attribution) bool {
	i := a.content[1]
	for i < t.groups[b.group].first && (t.words[i].kind == mark || t.tags[i] == adverb) {
		i++
	}
	return a.verbatim && i+1 >= t.groups[b.group].first-1 && t.tags[i] == conj && t.groups[b.group].first-i <= 2
}

// resolve says whom the pronouns mean that speak or are accused in sentence n,
// and what the sentence is about for those that follow.
func (t *parsed) resolve(before, here []attribution, n int) {
	for k := range here {
		a := &here[k]
		for _, s := range a.speakers {
			if p := &t.phrases[s]; p.pronoun && p.refers == 0 && p.first >= t.sentences[n].first {
				p.refers = t.topicBefore(s, here[:k], n) + 1
			}
		}
		if a.object < 0 || !t.phrases[a.object].pronoun || len(before)+k == 0 {
			continue
		}
		// "It also accused them": whom it accused before.
		last := before
		if k > 0 {
			last = here[:k]
		}
		if prior := &last[len(last)-1]; prior.object >= 0 && prior.sentence >= n-2 && !prior.mutual {
			t.phrases[a.object].refers = prior.object + 1
			if q := &t.phrases[prior.object]; q.pronoun {
				t.phrases[a.object].refers = q.refers
			}
		}
	}
	for k := range here {
		if a := &here[k]; len(t.topics[n]) == 0 || a.form == "before" {
			t.topics[n] = a.speakers
		}
	}
	if h := t.headings[n]; h >= 0 && t.phrases[h].first >= t.sentences[n].first && t.phrases[h].last <= t.sentences[n].last {
		t.topics[n] = []int{h}
	} else if len(here) == 0 {
		if g := t.mainGroup(t.sentences[n].first, t.sentences[n].last); g != nil {
			t.topics[n] = g.subjects
		}
	}
}

// topicBefore returns the phrase that the pronoun s can stand for: a speaker
// earlier in its sentence, or what the sentences before are about; -1 when
// none fits.
func (t *parsed) topicBefore(s int, here []attribution, n int) int {
	human := t.human(s)
	for k := len(here) - 1; k >= 0; k-- {
		if q := t.fitting(here[k].speakers, human); q >= 0 && here[k].speakers[0] != s {
			return q
		}
	}
	for k := n - 1; k >= 0 && k >= n-6; k-- {
		if q := t.fitting(t.topics[k], human); q >= 0 {
			return q
		}
	}
	return -1
}

func (t *parsed) human(s int) bool {
	switch t.words[t.phrases[s].head].low {
	case "he", "she", "him", "himself", "herself":
		return true
	}
	return false
}

// fitting returns the first of the phrases that a pronoun can stand for.
func (t *parsed) fitting(ps []int, human bool) int {
	for _, n := range ps {
		q := &t.phrases[n]
		if q.pronoun {
			if q.refers == 0 {
				continue
			}
			n = q.refers - 1
			q = &t.phrases[n]
		}
		if human && t.frames.Is("household", t.words[q.head].low) {
			continue
		}
		group := q.class == other && q.proper && bodies[t.words[q.head].low]
		if human && !q.plural && !group && (q.person || q.class == people || q.class == other && q.proper) || !human && (group || q.class == actor && (!q.person || q.plural) || q.class == people && q.plural) {
			return n
		}
	}
	return -1
}

// canSpeak reports whether the phrases stand for somebody who can say a thing.
func (t *parsed) canSpeak(ps []int) bool {
	for _, n := range ps {
		p := &t.phrases[n]
		low := t.words[p.head].low
		if p.class == other && p.unit != nil || t.frames.Is("thing", low) && (p.name == "" || t.roleFirst(p) == p.head) {
			continue // "casualties", "the number"
		}
		if t.elliptic(p) && t.ofWhom(p.last) {
			return true // “...,” said one of them
		}
		switch p.class {
		case actor, people, statement, proof:
			return true
		case other:
			if low == "other" || low == "another" {
				return false
			}
			return p.pronoun && t.words[p.head].low != "this" && t.words[p.head].low != "that" || p.proper || t.canBe(p)
		}
	}
	return false
}

// isRecord reports whether a phrase stands for something written, or for a
// share of those who were asked: "the survey found", "half said".
func (t *parsed) isRecord(n int) bool {
	p := &t.phrases[n]
	low := t.words[p.head].low
	return p.class == other && !p.pronoun && (t.frames.Is("record", low) || low == "percent" || low == "half" || low == "most" || t.elliptic(p) && t.words[p.head].kind == letters)
}

// canBe allows speakers that no table knows by the form of their noun.
func (t *parsed) canBe(p *phrase) bool {
	low := t.words[p.head].low
	if bodies[low] || bodies[strings.TrimSuffix(low, "s")] || strings.HasSuffix(low, "ies") && bodies[low[:len(low)-3]+"y"] {
		return true // "aid agencies", "rights groups"
	}
	for _, ending := range []string{"er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ity", "ities", "ary", "ian", "ians", "group", "sources", "source", "agency", "site", "aide", "aides", "media", "party", "parties", "sides", "side", "body", "council", "committee", "government", "office", "channel"} {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return false
}
