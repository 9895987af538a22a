package read

// sufferersAfter returns the phrases of people whom a verb or a noun takes as
// its object from word i on, and whether any object stands there at all.
func (t *parsed) sufferersAfter(i, end int, o outcome) (who []int, object bool) {
	i = t.skipToObject(i, end)
	for steps := 0; i < end && steps < 12; steps++ {
		n := t.phraseStarting(i)
		if k := int(t.phraseAt[i]) - 1; n < 0 && k >= 0 && t.phrases[k].first > o.first {
			n = k // "shot dead | three men", where "dead three men" is one phrase
		}
		if n < 0 {
			return who, object
		}
		p := &t.phrases[n]
		if p.class == calendar && !object {
			return who, object
		}
		if object && (t.ownClause(p, end) || t.isAge(n)) {
			return who, object
		}
		object = true
		k := t.peopleOf(n, end, o)
		if k >= 0 {
			who = append(who, k)
			p = &t.phrases[k]
		}
		next := t.joined(p.last, end, k < 0, o)
		if next < 0 {
			return who, object
		}
		i = next
	}
	return who, object
}

// skipToObject passes over what may stand between a verb and its object:
// adverbs, and a day ("arrested on Friday 12 people").
func (t *parsed) skipToObject(i, end int) int {
	for i < end && (t.tags[i] == adverb && t.phraseAt[i] == 0 || quoteMark(t.words[i].low)) {
		i++
	}
	k := i
	if k < end && t.words[k].low == "on" {
		k++
	}
	if n := t.phraseStarting(k); n >= 0 && t.phrases[n].class == calendar {
		if m := t.phraseStarting(t.phrases[n].last); m >= 0 && t.phrases[m].class == people {
			return t.phrases[n].last
		}
	}
	return i
}

// peopleOf returns the phrase with the number of people that phrase n stands
// for: itself, or what follows "of" behind a noun for a group.
func (t *parsed) peopleOf(n, end int, o outcome) int {
	if _, ok := t.headcount(n, o); ok {
		return n
	}
	p := &t.phrases[n]
	if p.last+1 < end && t.words[p.last].low == "of" && gathers[t.words[p.head].low] {
		if k := t.phraseStarting(p.last + 1); k >= 0 {
			if _, ok := t.headcount(k, o); ok {
				return k
			}
		}
	}
	return -1
}

// Nouns that stand for the people named behind "of".
var gathers = set("total group number family band crew team gang crowd party members lives life bodies remains group groups couple column unit majority maximum minimum estimated")

// joined returns where the next member of a row begins behind word k: "one
// officer in Oslo and two in Lima". It is negative when the row ends.
func (t *parsed) joined(k, end int, any bool, o outcome) int {
	from := k
	for k < end && k < from+14 {
		low := t.words[k].low
		switch {
		case low == "," && t.agedAt(k+1):
			k += 2 // "Ann Lee, 35, and"
			if t.wordIs(k, end, "and") {
				return k + 1
			}
		case low == "," && t.apposed(k+1, end) > 0:
			k = t.apposed(k+1, end) // "Ann Lee, a teacher, and"
		case low == "and" || low == "or" || low == "plus" || low == ",":
			next := k + 1
			if low == "," && next < end && (t.words[next].low == "and" || t.words[next].low == "or" || t.words[next].low == "plus") {
				next++
			}
			for next < end && (t.tags[next] == adverb && t.phraseAt[next] == 0 || t.words[next].low == "also") {
				next++
			}
			n := t.phraseStarting(next)
			if n < 0 || low == "," && next == k+1 && !any && t.phrases[n].numeral < 0 {
				return -1
			}
			if _, ok := t.headcount(n, o); !ok && k > from {
				return -1
			}
			return next
		case low == "as" && t.wordIs(k+1, end, "well") && t.wordIs(k+2, end, "as"):
			return k + 3
		case low == "along" && t.wordIs(k+1, end, "with"):
			return k + 2
		case t.tags[k] == prep || t.tags[k] == adverb || t.tags[k] == genitive:
			k++
		case t.phraseAt[k] > 0 && k > from && (t.tags[k-1] == prep || t.phrases[t.phraseAt[k]-1].class == calendar) || t.phraseAt[k] > 0 && t.phrases[t.phraseAt[k]-1].class == calendar:
			k = t.phrases[t.phraseAt[k]-1].last
		default:
			return -1
		}
	}
	return -1
}

// apposed returns the comma that ends an apposition of one person at word k,
// zero when none stands there.
func (t *parsed) apposed(k, end int) int {
	n := t.phraseStarting(k)
	if n < 0 || t.tags[k] != article || t.phrases[n].plural || t.phrases[n].numeral >= 0 {
		return 0
	}
	if p := t.phrase(k - 2); p == nil || !p.proper && !t.isAge(int(t.phraseAt[k-2])-1) {
		return 0
	}
	if last := t.phrases[n].last; t.wordIs(last, end, ",") {
		return last
	}
	return 0
}

// ownClause reports whether a phrase has words of its own behind it that say
// what became of it: "killed three and 12 were hurt", "and 12 wounded".
func (t *parsed) ownClause(p *phrase, end int) bool {
	k := p.last
	for k < end && (t.tags[k] == adverb || t.words[k].low == "others" || t.words[k].low == "more" || believed[t.words[k].low]) {
		k++
	}
	if k >= end {
		return false
	}
	if t.tags[k] == auxiliary || t.tags[k] == modal || t.words[k].senses.State != nil {
		return true
	}
	if t.tags[k] != verb {
		return false
	}
	g := t.groupAt[k]
	return g == 0 || t.groups[g-1].finite()
}

// agedAt reports whether a bare number between commas stands at word k: an
// age.
func (t *parsed) agedAt(k int) bool {
	if k <= 0 || k >= len(t.words) || t.words[k-1].low != "," || t.words[k].kind != digits {
		return false
	}
	return k+1 >= len(t.words) || t.words[k+1].kind == mark || t.words[k+1].low == "and"
}

// isAge reports whether a bare number is somebody's age: "Ann Lee, 35,", "two
// women aged 40 and 62".
func (t *parsed) isAge(n int) bool {
	p := &t.phrases[n]
	if !t.elliptic(p) || p.last > p.first+1 {
		return false
	}
	if k := p.first; k > 2 && (t.words[k-1].low == "and" || t.words[k-1].low == ",") && t.words[k-2].kind == digits && (t.words[k-3].low == "aged" || t.words[k-3].low == "ages") {
		return true
	}
	before := t.phrase(p.first - 2)
	return t.agedAt(p.first) && before != nil && !before.plural
}
