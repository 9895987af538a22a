package read

// parts finds what "including", "among them" and "of whom" break out of the
// toll at index k: parts, never addends.
func (t *parsed) parts(k int, s sentence) {
	whole := t.tolls[k]
	p := &t.phrases[whole.who]
	if whole.whole >= 0 && t.tolls[whole.whole].who == whole.who {
		return
	}
	end := t.sentenceEnd(s)
	t.cuts(k, p, end, s)
	i := t.breaksOut(p.last, end)
	if i < 0 {
		return
	}
	o := outcome{first: whole.at, last: whole.at + 1, rest: whole.at + 1, what: whole.what, frame: whole.frame, state: true}
	for i < end && i < p.last+window {
		n := t.phraseStarting(i)
		if n < 0 {
			if t.words[i].low == "," || t.words[i].low == "and" || t.tags[i] == prep {
				i++
				continue
			}
			return
		}
		q := &t.phrases[n]
		if t.words[i-1].low == "of" || t.tags[i-1] == verb || t.ownClause(q, end) || t.isAge(n) {
			return // "a man of 78"; "including 3 children and injured 12"
		}
		if q.class == people || t.elliptic(q) || t.tags[i-1] != prep {
			if n := t.addToll(n, o, s); n >= 0 {
				t.tolls[n].whole, t.tolls[n].real = k, whole.real
				t.tolls[n].rules = append(t.tolls[n].rules, "count.part")
			}
		}
		i = q.last
	}
}

// breaksOut returns the first word behind "including", "among them" or the
// like that follows the phrase which ends at word i; -1 when none does.
func (t *parsed) breaksOut(i, end int) int {
	last := i + 12
	for ; i < end && i < last; i++ {
		switch low := t.words[i].low; {
		case low == "including" || low == "among":
			i++
			if i < end && (t.words[i].low == "them" || t.words[i].low == "those") {
				i++
			}
			return i
		case low == "and" || low == "or":
			return -1
		case low == "," || t.tags[i] == prep || t.tags[i] == verb || t.tags[i] == auxiliary || t.tags[i] == adverb:
		case t.phraseAt[i] > 0 && t.phrases[t.phraseAt[i]-1].numeral < 0:
		case t.phraseAt[i] > 0 && t.phrases[t.phraseAt[i]-1].class == calendar:
		default:
			return -1
		}
	}
	return -1
}

// cuts marks the number that "of whom" or "of them" makes a part of the toll:
// "64 soldiers, of whom nine were wounded", "five of them children".
func (t *parsed) cuts(k int, p *phrase, end int, s sentence) {
	for i := p.last; i+2 < end && i < p.last+12; i++ {
		n := t.phraseStarting(i)
		switch {
		case n >= 0 && t.elliptic(&t.phrases[n]) && t.ofWhom(t.phrases[n].last):
			t.cutOf(k, n, t.phrases[n].last+2, end, s)
			return
		case t.ofWhom(i):
			if n := t.phraseStarting(i + 2); n >= 0 && t.elliptic(&t.phrases[n]) {
				t.cutOf(k, n, t.phrases[n].last, end, s)
			}
			return
		case t.words[i].kind == mark && t.words[i].low != ",":
			return
		}
	}
}

// cutOf makes phrase n a part of toll k. What became of the part stands at
// word i, where it is not what became of the whole.
func (t *parsed) cutOf(k, n, i, end int, s sentence) {
	whole := t.tolls[k]
	for _, what := range []string{"killed", "wounded", "missing", "captured", "arrested", "abducted", "displaced"} {
		if m, ok := t.tollAt[tollKey{n, what}]; ok {
			t.tolls[m].whole = k
			t.tolls[m].rules = append(t.tolls[m].rules, "count.cut")
			return
		}
	}
	for i < end && (t.tags[i] == auxiliary || t.tags[i] == adverb) {
		i++
	}
	m := t.phraseStarting(i)
	graded := t.tags[i-1] == adverb && (i >= end || t.words[i].kind == mark) // "one of them badly"
	kinds := m >= 0 && t.phrases[m].numeral < 0 && t.words[t.phrases[m].head].senses.State == nil
	if !graded && !kinds {
		return // not "five of them children"
	}
	o := outcome{first: whole.at, last: whole.at + 1, rest: whole.at + 1, what: whole.what, frame: whole.frame, state: true}
	if added := t.addToll(n, o, s); added >= 0 {
		l := &t.tolls[added]
		l.whole, l.real = k, whole.real
		l.kind = m
		l.rules = append(l.rules, "count.kind")
	}
}

// ofWhom reports whether words that point back to people stand at i.
func (t *parsed) ofWhom(i int) bool {
	if i+1 >= len(t.words) || t.words[i].low != "of" {
		return false
	}
	switch t.words[i+1].low {
	case "whom", "them", "those", "these":
		return true
	}
	return false
}
