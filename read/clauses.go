package read

import (
	"sort"
	"strings"

	"tallystick/lexicon"
)

// group is a verb with its helpers: "had not been shelled".
type group struct {
	first, last int // words: from the first helper to behind the verb
	verb        int
	sentence    int
	passive     bool
	negated     bool
	helped      bool   // has a helper or stands in a tense of its own
	gerund      bool   // -ing without a form of "be"
	infinitive  bool   // after "to"
	modal       string // "may", "will"; empty when there is none
	subjects    []int  // numbers of phrases
}

// clauses finds the verb groups of the text with their subjects. at gives for
// each word the number of the group whose verb it is plus one, or zero.
func clauses(t *parsed) {
	t.groupAt = make([]int32, len(t.words))
	for n, s := range t.sentences {
		for i := s.first; i < s.last; i++ {
			if t.tags[i] != verb {
				continue
			}
			t.groups = append(t.groups, t.groupOf(i, n))
			t.groupAt[i] = int32(len(t.groups))
			g := &t.groups[len(t.groups)-1]
			g.subjects = t.subjectsOf(g, len(t.groups)-1)
		}
	}
}

func (t *parsed) groupOf(i, n int) group {
	g := group{first: i, last: i + 1, verb: i, sentence: n}
	low := t.words[i].low
	g.gerund = strings.HasSuffix(low, "ing") && len(low) > 4
	be := false
	for k := i - 1; k >= t.sentences[n].first && k > i-8; k-- {
		w := t.words[k].low
		switch t.tags[k] {
		case auxiliary:
			be = be || t.words[k].is(beForms)
			g.helped = true
		case modal:
			g.modal, g.helped = w, true
		case negative:
			g.negated = true
		case infinitive:
			g.infinitive = true
		case adverb:
		case stop:
			if !quoteMark(w) {
				k = -1
				continue
			}
		default:
			k = -1
			continue
		}
		if t.tags[k] == stop {
			continue // were “fighting”
		}
		if t.tags[k] == adverb && k > 0 && t.tags[k-1] != auxiliary && t.tags[k-1] != modal && t.tags[k-1] != negative && t.tags[k-1] != adverb && t.tags[k-1] != infinitive {
			break
		}
		if strings.HasSuffix(w, "n't") {
			g.negated = true
		}
		g.first = k
	}
	past := pastForm(low) && !g.gerund
	g.passive = be && past
	g.gerund = g.gerund && !be
	if past && !g.helped && i+2 < len(t.words) && t.words[i+1].low == "by" {
		p := t.phrase(i + 2)
		g.passive = p != nil && (p.class == actor || p.class == people || p.class == equipment || p.proper)
	}
	return g
}

func quoteMark(low string) bool {
	switch low {
	case "“", "”", `"`, "'", "‘", "«", "»", "„":
		return true
	}
	return false
}

// finite reports whether the verb carries a clause of its own.
func (g *group) finite() bool { return !g.gerund && !g.infinitive }

// subjectsOf returns the phrases that the verb says something of.
func (t *parsed) subjectsOf(g *group, n int) []int {
	first := t.sentences[g.sentence].first
	i := g.first - 1
	for i >= first && (t.tags[i] == adverb || t.isCalendar(i) || t.tags[i] == stop && quoteMark(t.words[i].low) && i > first && t.words[i-1].kind != mark) {
		i--
	}
	for i > first && reflexive[t.words[i].low] && (t.tags[i-1] == auxiliary || t.tags[i-1] == noun) {
		for i--; i > first && t.tags[i] == auxiliary; i-- {
		}
	}
	if i > first && t.words[i].low == ")" {
		for k := i; k > first && k > i-8; k-- {
			if t.words[k].low == "(" {
				i = k - 1
				break
			}
		}
	}
	if g.gerund && t.nounOfDeed(g) {
		return nil // “firing of rockets is cruel” says nothing of who speaks
	}
	if there := g.first - 1; there >= first && t.words[there].low == "there" {
		if there == first || t.phraseAt[there-1] == 0 || t.words[g.first].is(beForms) {
			return nil // "there was fighting"
		}
		i = there - 1 // "the rebels there deny"
	}
	if i < first {
		return nil
	}
	switch {
	case t.tags[i] == relative || t.words[i].low == "that" && i > first && t.phraseAt[i-1] > 0 && t.groupEnds(i) == nil:
		// A relative clause speaks of the noun before it.
		k := i - 1
		if k >= first && t.words[k].low == "," {
			k--
		}
		if k >= first && t.phraseAt[k] > 0 {
			if t.tags[i] == relative && (t.words[i].low == "who" || t.words[i].low == "whom") {
				return []int{t.personOf(int(t.phraseAt[k])-1, first)}
			}
			return []int{t.headOfChain(int(t.phraseAt[k])-1, first)}
		}
		return nil
	case t.phraseAt[i] > 0:
		if (g.gerund || t.words[g.first].low == "being") && i > first {
			return []int{int(t.phraseAt[i]) - 1}
		}
		if p := t.doneTo(g, i, first); p >= 0 {
			return t.coordinated(p, first)
		}
		ps := t.coordinated(t.nameBefore(t.headOfChain(int(t.phraseAt[i])-1, first), first), first)
		if head := t.headOfChain(ps[0], first); len(ps) > 1 && head != ps[0] {
			return t.coordinated(head, first) // "the truce between Kenya and Peru"
		}
		return ps
	case t.tags[i] == conj:
		return t.earlierSubjects(n, g.sentence, g.finite())
	case t.tags[i] == prep:
		before := i - 1
		for before > first && t.isCalendar(before) {
			before-- // "accused Peru on Tuesday of shelling"
		}
		if t.words[i].low != "by" && t.words[i].low != "after" && t.words[i].low != "before" && t.words[i].low != "while" && t.words[i].low != "without" && t.words[i].low != "despite" && i > first && t.phraseAt[before] > 0 {
			return []int{int(t.phraseAt[before]) - 1}
		}
		return t.earlierSubjects(n, g.sentence, false)
	case t.words[i].low == ",":
		if t.bareParticiple(g) && i > first && t.phraseAt[i-1] > 0 {
			return []int{int(t.phraseAt[i-1]) - 1} // "the damage, reported by Peru"
		}
		if g.finite() && !t.bareParticiple(g) {
			if p := t.beforeParenthesis(i, first); p >= 0 {
				return t.coordinated(p, first)
			}
		}
		return t.earlierSubjects(n, g.sentence, false)
	case t.tags[i] == verb:
		return t.earlierSubjects(n, g.sentence, false)
	case t.tags[i] == clausal || t.tags[i] == infinitive:
		return t.earlierSubjects(n, g.sentence, false)
	}
	if g.infinitive || g.gerund {
		return t.earlierSubjects(n, g.sentence, false)
	}
	return nil
}

// personOf returns whom "who" means behind phrase n: the phrase itself, or where
// that is a body the person whose office names it: "Ann Lee, a spokeswoman for
// the group, who told".
func (t *parsed) personOf(n, first int) int {
	p := &t.phrases[n]
	if p.person || p.class == people || p.plural || !bodies[t.words[p.head].low] {
		return n
	}
	h := t.headOfChain(n, first)
	if !t.phrases[h].person {
		return n
	}
	if k := t.phrases[h].first - 2; k >= first && t.words[k+1].low == "," && t.phraseAt[k] > 0 && t.phrases[t.phraseAt[k]-1].proper {
		return int(t.phraseAt[k]) - 1
	}
	return h
}

// doneTo returns the phrase that the verb says something of where a participle
// and who did it stand between: "truces mediated by Peru collapsed"; -1 when
// nothing does. The phrase of who did it ends at word i.
func (t *parsed) doneTo(g *group, i, first int) int {
	by := t.phrases[t.phraseAt[i]-1].first - 1
	if !g.finite() || by-2 < first || t.words[by].low != "by" || t.groupAt[by-1] == 0 || t.phraseAt[by-2] == 0 {
		return -1
	}
	if done := &t.groups[t.groupAt[by-1]-1]; done.helped || done.gerund || done.infinitive || !t.words[by-1].past() {
		return -1
	}
	p := t.headOfChain(int(t.phraseAt[by-2])-1, first)
	if c := t.phrases[p].class; c == proof || c == statement {
		return -1 // "footage released by Peru shows": Peru shows it
	}
	return p
}

// reflexive are the pronouns that only stress a subject: "they have themselves
// been accused".
var reflexive = set("themselves itself himself herself")

// nounOfDeed reports whether the -ing of a deed stands for a noun: before "of", or
// in a quotation behind an article.
func (t *parsed) nounOfDeed(g *group) bool {
	if g.last >= len(t.words) || t.words[g.last].low != "of" {
		return false
	}
	for _, f := range t.words[g.verb].senses.Starting {
		if f.Frame.Kind == "event" && f.Part == lexicon.Verb && len(f.Words) == 1 {
			return true
		}
	}
	return false
}

// bareParticiple reports whether the verb is a past participle without a
// helper, such as may follow a comma: "the town, captured in May,".
func (t *parsed) bareParticiple(g *group) bool {
	return !g.helped && g.passive
}

// groupEnds returns the verb group that ends before word i, nil when none does.
func (t *parsed) groupEnds(i int) *group {
	if i > 0 && t.groupAt[i-1] > 0 {
		return &t.groups[t.groupAt[i-1]-1]
	}
	return nil
}

// earlierSubjects returns the subjects of the nearest verb before group n in
// its sentence that has any.
func (t *parsed) earlierSubjects(n, sentence int, finite bool) []int {
	for k := n - 1; k >= 0 && k > n-8 && t.groups[k].sentence == sentence; k-- {
		g := &t.groups[k]
		if len(g.subjects) > 0 && (!finite || g.finite() && !t.inRelative(g)) {
			return g.subjects
		}
	}
	return nil
}

// inRelative reports whether the verb belongs to a relative clause.
func (t *parsed) inRelative(g *group) bool {
	return g.first > 0 && (t.tags[g.first-1] == relative || t.words[g.first-1].low == "that" && t.phraseAt[max(0, g.first-2)] > 0)
}

// headOfChain walks from a phrase to the one that it depends on: from
// "Barda" in "the governor of Barda" to "the governor".
func (t *parsed) headOfChain(p, first int) int {
	for range 6 {
		k := t.phrases[p].first - 1
		if k > first+1 && t.tags[k] == prep && t.tags[k-1] == adjective && afterNoun[t.words[k-1].low] && t.phraseAt[k-2] > 0 {
			p = int(t.phraseAt[k-2]) - 1 // "fighters loyal to Peru"
			continue
		}
		if k <= first || t.tags[k] != prep || t.words[k].low == "as" || t.words[k].low == "including" || t.words[k].low == "like" || t.phraseAt[k-1] == 0 {
			return p
		}
		before := int(t.phraseAt[k-1]) - 1
		if t.phrases[before].class == calendar || t.phrases[before].pronoun && t.words[k].low != "of" {
			return p
		}
		p = before
	}
	return p
}

// Adjectives that stand behind their noun and take a preposition.
var afterNoun = set("loyal close familiar allied aligned opposed responsible sympathetic affiliated")

// nameBefore returns the name to which an office in commas belongs when the
// second comma is missing: "Ann Lee, the press secretary of the ministry said".
func (t *parsed) nameBefore(p, first int) int {
	k := t.phrases[p].first - 1
	if t.phrases[p].role == "" || t.phrases[p].name != "" || k <= first || t.words[k].low != "," || t.phraseAt[k-1] == 0 {
		return p
	}
	n := int(t.phraseAt[k-1]) - 1
	if q := &t.phrases[n]; q.proper && q.class != calendar && q.class != place && (q.first == first || t.tags[q.first-1] == stop || t.tags[q.first-1] == clausal) {
		return n
	}
	return p
}

// coordinated returns the phrase with those that "and" joins to it on its
// left, in the order of the text.
func (t *parsed) coordinated(p, first int) []int {
	out := []int{p}
	for range 8 {
		k := t.phrases[out[0]].first - 1
		if k <= first {
			break
		}
		comma := t.words[k].low == ","
		if t.words[k].low != "and" && t.words[k].low != "or" && !(comma && len(out) > 1) {
			break
		}
		k--
		if !comma && k > first && t.words[k].low == "," {
			k--
		}
		if k < first || t.phraseAt[k] == 0 {
			break
		}
		before := int(t.phraseAt[k]) - 1
		if t.phrases[before].class == calendar || t.phrases[before].class == place && t.phrases[p].class != place {
			break
		}
		if b := t.headOfChain(before, first); t.phrases[b].class == t.phrases[p].class {
			before = b
		}
		if b, q := t.phrases[before].class, t.phrases[p].class; b != q && b != other && q != other && !(b <= people && q <= people) {
			break
		}
		// What stands before must not be the object of another verb.
		if s := t.phrases[before].first; s > first && (t.tags[s-1] == verb || t.words[s-1].low == "including" || comma && t.tags[s-1] == prep || t.tags[s-1] == prep && before != int(t.phraseAt[k])-1) {
			break
		}
		out = append([]int{before}, out...)
	}
	return out
}

// beforeParenthesis returns the phrase before a parenthesis in commas that
// closes at word i: "Ann Lee, the head of the agency, said".
func (t *parsed) beforeParenthesis(i, first int) int {
	for k := i - 1; k > first && k > i-window/2; k-- {
		if t.words[k].low != "," || t.phraseAt[k-1] == 0 || t.elliptic(&t.phrases[t.phraseAt[k-1]-1]) {
			continue // "Ann Lee, 28, who lives in Oslo, said"
		}
		p := t.headOfChain(int(t.phraseAt[k-1])-1, first)
		switch next := k + 1; {
		case t.tags[next] == relative, t.tags[next] == article, t.tags[next] == verb, t.tags[next] == prep, t.tags[next] == adverb, t.tags[next] == clausal, t.tags[next] == number:
			return p
		case t.phraseAt[next] > 0 && t.phrases[t.phraseAt[next]-1].role != "":
			return p
		case t.phrases[p].person:
			return p
		case t.phraseAt[next] > 0 && t.phrases[t.phraseAt[next]-1].last == i && t.phrases[t.phraseAt[next]-1].proper && (t.phrases[p].class == actor || bodies[t.words[t.phrases[p].head].low] || t.words[t.phrases[p].head].low == "mission"):
			return p // "the monitoring mission, UNIFIL, said"
		}
	}
	return -1
}

func (t *parsed) isCalendar(i int) bool {
	p := t.phrase(i)
	return p != nil && p.class == calendar || t.words[i].low == "on" && i+1 < len(t.words) && t.phraseAt[i+1] > 0 && t.phrases[t.phraseAt[i+1]-1].class == calendar
}

// argument is a phrase that completes a verb or noun, with the preposition
// that introduces it; the object has none.
type argument struct {
	prep   string
	phrase int
}

// arguments returns what completes the word before from, up to the end of its
// clause.
func (t *parsed) arguments(from, last int) []argument {
	var out []argument
	before := ""
	for i := from; i < last && i < from+window/2; {
		w := t.words[i]
		if k := t.phraseAt[i]; k > 0 {
			out = append(out, argument{before, int(k) - 1})
			i = t.phrases[k-1].last
			// The next phrase may be joined by "and" or a comma.
			if i < last && (t.words[i].low == "and" || t.words[i].low == "or" || t.words[i].low == ",") {
				next := i + 1
				if next < last && t.words[i].low == "," && t.words[next].low == "and" {
					next++
				}
				if next < last && t.phraseAt[next] > 0 && t.joins(&t.phrases[k-1], &t.phrases[t.phraseAt[next]-1]) && !t.startsClause(next, last) {
					i = next
					continue
				}
			}
			before = "?"
			continue
		}
		switch t.tags[i] {
		case prep:
			before = w.low
		case adverb, adjective, genitive:
		case stop:
			if w.low != "“" && w.low != `"` && w.low != "”" && w.low != "'" && w.low != "‘" {
				return out
			}
		default:
			return out
		}
		i++
	}
	return out
}

// joins reports whether "and" or a comma can put two phrases in one row: both
// of one class, or both numbers of people or units.
func (t *parsed) joins(p, q *phrase) bool {
	counted := func(p *phrase) bool { return p.numeral >= 0 && (p.class == people || p.class == equipment) }
	return p.class == q.class || counted(p) && counted(q)
}

// startsClause reports whether the phrase at word i is the subject of a verb.
func (t *parsed) startsClause(i, last int) bool {
	end := t.phrases[t.phraseAt[i]-1].last
	for end < last && t.tags[end] == adverb {
		end++
	}
	return end < last && (t.tags[end] == verb || t.tags[end] == auxiliary || t.tags[end] == modal)
}

// sentenceOf returns the number of the sentence that holds word i.
func (t *parsed) sentenceOf(i int) int {
	return sort.Search(len(t.sentences), func(k int) bool { return t.sentences[k].last > i })
}

// groupsBefore returns how many verb groups stand before word i.
func (t *parsed) groupsBefore(i int) int {
	return sort.Search(len(t.groups), func(k int) bool { return t.groups[k].verb >= i })
}
