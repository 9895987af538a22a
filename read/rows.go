package read

import "slices"

// sufferersBefore returns the phrases of people that a passive, an intransitive
// verb or a participle speaks of, when it or its helpers begin at word i.
// A participle and a relative clause speak of the nearest people: "parents of
// nine children who were killed".
func (t *parsed) sufferersBefore(i, from int, o outcome) []int {
	k := i - 1
	near := i == t.verbOf(o) && !o.state && o.frame.Undergoer != "subject" // a bare participle
	for k >= from && k > i-window {
		low := t.words[k].low
		switch {
		case low == "," || low == ")" || dash(low):
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
			if k > from && t.words[k].low == "of" && t.phraseAt[k-1] > 0 && t.elliptic(&t.phrases[t.phraseAt[k-1]-1]) {
				return t.rowBefore(int(t.phraseAt[k-1])-1, from, o) // "31 of whom drowned"
			}
			if k >= from && t.tags[k] == prep {
				return nil
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
	return !g.helped && !g.infinitive && (g.gerund || t.words[k].past()) && g.first > 0 && (t.phraseAt[g.first-1] > 0 || t.words[g.first-1].low == ",")
}

// subjectAt walks from the phrase before a verb to the phrase of people that
// the verb speaks of.
func (t *parsed) subjectAt(n, from int, near bool, o outcome) []int {
	inner := -1
	for range 8 {
		if _, ok := t.headcount(n, o); ok {
			inner = n
			if near {
				return []int{n}
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
	switch {
	case inner >= 0 && inner != n && !t.through(inner, n):
		return nil
	case inner >= 0:
		return t.rowBefore(inner, from, o)
	}
	if who := t.rowBefore(n, from, o); len(who) > 0 {
		return who
	}
	return t.beyondRelative(n, from, o)
}

// beyondRelative returns the people whom a relative clause describes, when
// phrase n ends it: "two nuns who helped the poor were killed".
func (t *parsed) beyondRelative(n, from int, o outcome) []int {
	k := t.phrases[n].first - 1
	if k <= from || t.groupAt[k] == 0 {
		return nil
	}
	for j := k; j > from && j > k-window/2; j-- {
		switch {
		case t.words[j].low == "who" || t.words[j].low == "which" || t.words[j].low == "that" && t.phraseAt[j-1] > 0:
			if g := &t.groups[t.groupAt[k]-1]; g.first != j+1 && (g.first == 0 || t.tags[g.first-1] != conj) {
				return nil
			}
			j--
			if t.words[j].low == "," {
				j--
			}
			if t.phraseAt[j] == 0 {
				return nil
			}
			return t.subjectAt(int(t.phraseAt[j])-1, from, true, o)
		case t.tags[j] == clausal || t.words[j].low == ";":
			return nil
		}
	}
	return nil
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
	link := t.tags[k] == prep && !opensClause[t.words[k].low]
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

// Prepositions before the subject of a clause of its own, or before an
// example.
var opensClause = set("after before since until as than including like")

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
	if low := t.words[k].low; low == ")" || dash(low) {
		for j := k - 1; j > from && j > k-window/2; j-- {
			if t.words[j].low == "(" && low == ")" || dash(t.words[j].low) && dash(low) {
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

func dash(low string) bool { return low == "-" || low == "–" || low == "—" }

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
