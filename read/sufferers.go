package read

import "slices"

// sufferersAfter returns the phrases of people whom a verb or a noun takes as
// its object from word i on, and whether any object stands there at all.
func (t *parsed) sufferersAfter(i, end int, o outcome) (who []int, object bool) {
	i = t.skipToObject(i, end)
	for steps := 0; i < end && steps < 12; steps++ {
		n := t.phraseStarting(i)
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
	for i < end && (t.tags[i] == adverb && t.phraseAt[i] == 0 || quoteMark(t.words[i].low) || t.words[i].low == "at" && t.phraseStarting(i+1) >= 0 && false) {
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
			if k < end && t.words[k].low == "," {
				k++
			}
			if k < end && t.words[k].low == "and" {
				return k + 1
			}
			continue
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
	if p := t.phrase(k - 2); p == nil || !p.proper {
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
	if t.tags[k] == auxiliary || t.tags[k] == modal || t.frames.State(t.words[k].low) != nil {
		return true
	}
	if t.tags[k] != verb {
		return false
	}
	g := t.groupAt[k]
	return g == 0 || t.groups[g-1].finite()
}

// sufferersBefore returns the phrases of people that a passive, an intransitive
// verb or a participle speaks of, when it or its helpers begin at word i.
// relative is true when the nearest people are meant: "parents of nine
// children who were killed".
func (t *parsed) sufferersBefore(i, from int, o outcome) []int {
	k := i - 1
	near := false
	for k >= from && k > i-window {
		low := t.words[k].low
		switch {
		case low == "," || low == ")":
			open := t.opening(k, from, o)
			if open < 0 {
				return nil
			}
			k = open
		case t.tags[k] == relative || low == "that" && t.tags[k] != article:
			near = true
			k--
			if k >= from && t.words[k].low == "," {
				k--
			}
			if k >= from && t.tags[k] == prep {
				return nil // "of whom"
			}
		case t.phraseAt[k] > 0:
			return t.subjectAt(int(t.phraseAt[k])-1, from, near, o)
		case t.tags[k] == adverb || t.tags[k] == adjective || quoteMark(low):
			k--
		case t.tags[k] == prep && k > from && (t.phraseAt[k-1] > 0 || t.tags[k-1] == verb && t.reduced(k-1)), t.tags[k] == verb && t.reduced(k):
			k-- // "people trapped inside were killed"
		default:
			return nil
		}
	}
	return nil
}

// reduced reports whether the verb at k describes a noun before it, without a
// helper: "people attending a wedding", "men suspected of theft".
func (t *parsed) reduced(k int) bool {
	n := t.groupAt[k]
	if n == 0 {
		return false
	}
	g := &t.groups[n-1]
	if g.first > 0 && t.tags[g.first-1] == prep && g.gerund {
		return true // "suspected of spying"
	}
	return !g.helped && !g.infinitive && (g.gerund || pastForm(t.words[k].low)) && g.first > 0 && (t.phraseAt[g.first-1] > 0 || t.words[g.first-1].low == ",")
}

// subjectAt walks from the phrase before a verb to the phrase of people that
// the verb speaks of.
func (t *parsed) subjectAt(n, from int, near bool, o outcome) []int {
	inner := -1
	for range 8 {
		if _, ok := t.headcount(n, o); ok {
			inner = n
			if near {
				return t.rowBefore(n, from, o)
			}
		} else if m := t.sharedNumber(n, from, o); m >= 0 {
			return []int{m}
		}
		up := t.governor(n, from)
		if up < 0 {
			break
		}
		if inner == n && !t.through(n, up) && t.phrases[up].class != other && t.phrases[up].numeral < 0 && t.phrases[up].class != calendar && t.phrases[up].class != place {
			inner = -1 // "the leader of 300 rebels was killed"
		}
		if t.phrases[up].class == calendar || t.phrases[up].pronoun {
			break
		}
		n = up
	}
	if inner >= 0 && inner != n && !t.through(inner, n) {
		return nil
	}
	if inner < 0 {
		return t.rowBefore(n, from, o)
	}
	return t.rowBefore(inner, from, o)
}

// through reports whether what is said of phrase up holds of the people in n
// that depend on it: "a total of 12 people", "the bodies of four men".
func (t *parsed) through(n, up int) bool {
	return t.phrases[n].first > 0 && t.words[t.phrases[n].first-1].low == "of" && gathers[t.words[t.phrases[up].head].low]
}

// sharedNumber returns the phrase whose number holds also of a bare noun that "and"
// joins to it: "nine women and children".
func (t *parsed) sharedNumber(n, from int, o outcome) int {
	p := &t.phrases[n]
	k := p.first - 1
	if p.numeral >= 0 || t.tags[p.first] == article || p.last-p.first > 2 || k <= from || t.words[k].low != "and" || t.phraseAt[k-1] == 0 {
		return -1
	}
	m := int(t.phraseAt[k-1]) - 1
	if _, ok := t.headcount(m, o); ok && t.phrases[m].numeral >= 0 {
		return m
	}
	return -1
}

// governor returns the phrase that phrase n depends on: through a preposition,
// or through a verb without a helper.
func (t *parsed) governor(n, from int) int {
	k := t.phrases[n].first - 1
	if k <= from {
		return -1
	}
	link := t.tags[k] == prep && t.words[k].low != "including" && t.words[k].low != "like"
	if link {
		k--
		if t.tags[k] == adjective || t.tags[k] == adverb {
			k-- // "fighters loyal to"
		}
	}
	if k >= from && t.tags[k] == verb && t.reduced(k) && (link || t.groups[t.groupAt[k]-1].gerund) {
		k = t.groups[t.groupAt[k]-1].first - 1
		if k >= from && t.words[k].low == "," {
			k--
		}
	}
	if k < from || k == t.phrases[n].first-1 || t.phraseAt[k] == 0 {
		return -1
	}
	return int(t.phraseAt[k]) - 1
}

// rowBefore returns phrase n and those that stand in one row before it: "two
// soldiers, a policeman and three civilians".
func (t *parsed) rowBefore(n, from int, o outcome) []int {
	var who []int
	if _, ok := t.headcount(n, o); ok {
		who = append(who, n)
	}
	for range 8 {
		k := t.phrases[n].first - 1
		if k <= from {
			break
		}
		low := t.words[k].low
		if low != "and" && low != "or" && !(low == "," && len(who) > 0) && !(low == "as" && t.words[k-1].low == "well") {
			break
		}
		if low == "as" {
			k -= 2
		}
		k--
		if k > from && t.words[k].low == "," {
			k--
		}
		if k < from || t.phraseAt[k] == 0 {
			break
		}
		n = int(t.phraseAt[k]) - 1
		for up := t.governor(n, from); up >= 0; up = t.governor(n, from) {
			n = up // "two soldiers from Oslo and"
		}
		p := &t.phrases[n]
		if p.first > from && (t.tags[p.first-1] == verb || t.words[p.first-1].low == "including") || p.class == calendar || t.befallen(n) && low == "," {
			break // "Four dead, 12 injured"
		}
		if t.isAge(n) {
			continue // "Ann Lee, 35, and two others"
		}
		if _, ok := t.headcount(n, o); ok {
			who = append(who, n)
		} else if p.class == place || p.class == equipment {
			break
		}
	}
	slices.Reverse(who)
	return who
}

// opening returns the last word before a parenthesis that ends at word k, in
// commas or brackets: "five people, among them a child, were killed".
func (t *parsed) opening(k, from int, o outcome) int {
	if t.words[k].low == ")" {
		for j := k; j > from && j > k-window/2; j-- {
			if t.words[j].low == "(" {
				return j - 1
			}
		}
		return -1
	}
	if k > from && t.phraseAt[k-1] > 0 {
		// "the three men, arrested on Monday": a participle behind the comma.
		n := int(t.phraseAt[k-1]) - 1
		if _, ok := t.headcount(n, o); ok && t.phrases[n].numeral >= 0 && !t.asidePart(n) {
			return k - 1
		}
	}
	for j := k - 1; j > from && j > k-window/2; j-- {
		if t.words[j].low != "," || t.phraseAt[j-1] == 0 || t.agedAt(j+1) && t.words[min(j+2, len(t.words)-1)].low == "," && j+2 < k {
			continue
		}
		n := int(t.phraseAt[j-1]) - 1
		if _, ok := t.headcount(n, o); ok || t.governor(n, from) >= 0 && len(t.subjectAt(n, from, false, o)) > 0 {
			return j - 1
		}
	}
	return -1
}

// asidePart reports whether the phrase stands in a parenthesis that names a
// part: "including two children".
func (t *parsed) asidePart(n int) bool {
	for k := t.phrases[n].first - 1; k >= 0 && k > t.phrases[n].first-8; k-- {
		switch t.words[k].low {
		case "including", "among", "them", "whom":
			return true
		case ",":
			return false
		}
	}
	return false
}

// agedAt reports whether a bare number between commas stands at word k: an
// age.
func (t *parsed) agedAt(k int) bool {
	if k <= 0 || k >= len(t.words) || t.words[k-1].low != "," || t.words[k].kind != digits {
		return false
	}
	return k+1 >= len(t.words) || t.words[k+1].kind == mark || t.words[k+1].low == "and"
}

func (t *parsed) isAge(n int) bool {
	p := &t.phrases[n]
	return t.elliptic(p) && p.last == p.first+1 && t.agedAt(p.first) && t.phraseAt[max(0, p.first-2)] > 0 && !t.phrases[t.phraseAt[max(0, p.first-2)]-1].plural
}
