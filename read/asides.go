package read

// skipAside passes over adverbs, times, the listeners and the place of saying:
// "told reporters on Monday in a statement".
func (t *parsed) skipAside(i, end int) int {
	for i < end {
		switch {
		case (t.tags[i] == adverb || t.tags[i] == negative) && t.words[i].low != "there":
			i++
		case t.isCalendar(i) && t.phraseAt[i] > 0:
			i = t.phrases[t.phraseAt[i]-1].last
		case t.tags[i] == prep && i+1 < end && t.phraseAt[i+1] > 0 && t.aside(i):
			i = t.phrases[t.phraseAt[i+1]-1].last
		case t.phraseAt[i] > 0 && t.isListener(i, end):
			i = t.phrases[t.phraseAt[i]-1].last
		default:
			return i
		}
	}
	return i
}

// aside reports whether the preposition at i introduces when, where or to
// whom a thing was said.
func (t *parsed) aside(i int) bool {
	p := &t.phrases[t.phraseAt[i+1]-1]
	switch t.words[i].low {
	case "on", "in", "at", "during", "via", "through", "before", "after", "earlier":
		low := t.words[p.head].low
		return p.class == calendar || t.words[i].low != "after" && t.words[i].low != "before" && (p.class == statement || media[low])
	case "to":
		return listeners[t.words[p.head].low]
	}
	return false
}

// isListener reports whether the phrase at i is only who was told: what was
// said follows it.
func (t *parsed) isListener(i, end int) bool {
	p := &t.phrases[t.phraseAt[i]-1]
	if p.first != i {
		return false
	}
	if listeners[t.words[p.head].low] {
		return true
	}
	if p.class != actor && !p.pronoun && !p.proper {
		return false
	}
	next := p.last
	for next < end && (t.isCalendar(next) || t.tags[next] == adverb) {
		next++
	}
	if t.wordIs(next, end, "that") {
		return true
	}
	if p.pronoun && !objectPronouns[t.words[p.head].low] {
		return false
	}
	return t.clauseFollows(next, end) || p.pronoun && next >= end
}

// thatAfter returns where the clause begins that "that" opens at or shortly
// after i, zero when none does.
func (t *parsed) thatAfter(i, end int) int {
	for k := i; k < end && k < i+14; k++ {
		switch {
		case t.words[k].low == "that" && t.tags[k] == clausal || t.words[k].low == "whether" || k == i && t.words[k].low == "how":
			if k > i && t.phraseAt[k-1] > 0 && t.phrases[t.phraseAt[k-1]-1].class != calendar && t.phrases[t.phraseAt[k-1]-1].class != actor && !t.asideEnds(k) {
				return 0
			}
			if t.words[k].low == "how" || t.words[k].low == "whether" {
				return k
			}
			if k+1 < end && t.words[k+1].low == "," {
				return k + 2 // "that, according to footage, it had lost"
			}
			return k + 1
		case t.tags[k] == verb, t.tags[k] == auxiliary, t.tags[k] == modal, t.tags[k] == relative, t.tags[k] == stop && t.words[k].low != ",":
			return 0
		}
	}
	return 0
}

// asideEnds reports whether the phrase before k only says where or when.
func (t *parsed) asideEnds(k int) bool {
	p := t.phrase(k - 1)
	return p != nil && (media[t.words[p.head].low] || listeners[t.words[p.head].low] || p.class == statement || p.proper)
}

// clauseFollows reports whether a clause with a verb of its own stands at i.
func (t *parsed) clauseFollows(i, end int) bool {
	subject := false
	if i < end && t.tags[i] == prep && t.words[i].low == "of" {
		return false
	}
	for k := i; k < end && k < i+window/2; k++ {
		if t.quoteAt[i] > 0 && t.quoteAt[k] == 0 {
			return false // the quotation ends before any verb
		}
		switch t.tags[k] {
		case auxiliary, modal:
			if low := t.words[k].low; low == "having" || low == "being" && t.tags[k-1] == prep {
				return false
			}
			return subject || t.words[k-1].low == "there"
		case verb:
			if g := t.groupAt[k]; g == 0 || t.groups[g-1].finite() {
				return subject
			}
		case stop:
			if t.words[k].low == "," && subject {
				continue
			}
			if t.quoteAt[k] == 0 {
				return false
			}
		case clausal, relative:
			return false
		case infinitive:
			return false
		}
		subject = subject || t.phraseAt[k] > 0
	}
	return false
}
