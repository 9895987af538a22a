package read

import "strings"

// figureOf reads numbers that nouns for totals come to: "the death toll rose to
// 54", "bringing to 12 the number of people killed"; and lives and hostages.
func (t *parsed) figureOf(i int, s sentence) {
	end := t.sentenceEnd(s)
	switch low := t.words[i].low; low {
	case "toll", "tolls", "number", "total", "count", "tally":
		if o, ok := t.totalled(i, end); ok {
			if n := t.comesToFigure(i, o.last, s); n >= 0 {
				if k := t.addToll(n, o, s); k >= 0 {
					t.risen(k)
				}
			}
		}
	case "lives", "life":
		t.lives(i, s)
	case "hostage", "hostages":
		n := int(t.phraseAt[i]) - 1
		if n >= 0 && t.phrases[n].head == i && t.phrases[n].numeral >= 0 {
			if f := t.frames.Senses("hostage").State; f != nil {
				if k := t.addToll(n, outcome{first: i, last: i + 1, rest: i + 1, what: f.Outcome["people"], frame: f, state: true}, s); k >= 0 {
					t.oneOf(k) // "one of the 15 hostages"
				}
			}
		}
	case "custody":
		h := t.helpers(i-1, s.first)
		if f := t.frames.Senses("arrested").State; f != nil && t.wordIs(i-1, end, "in") && h.be {
			o := outcome{first: i, last: i + 1, rest: i + 1, what: f.Outcome["people"], frame: f, state: true}
			for _, n := range t.sufferersBefore(h.first, s.first, o) {
				t.addToll(n, o, s)
			}
		}
	case "bodies", "corpses", "remains":
		t.bodies(i, s)
	}
}

// totalled returns what the total at word i counts: the dead of a death toll,
// the wounded of "the number of wounded".
func (t *parsed) totalled(i, end int) (outcome, bool) {
	o := outcome{first: i, last: i + 1, rest: i + 1, state: true}
	for _, f := range t.words[i].senses.Starting {
		if f.Frame.Undergoer != "number" {
			continue
		}
		if _, last := t.formWithGap(i, end, f.Words); last > o.last || last > 0 && o.frame == nil {
			o.last, o.what, o.frame = last, f.Frame.Outcome["people"], f.Frame
		}
	}
	if strings.HasPrefix(t.words[i].low, "toll") {
		before := t.words[max(0, i-1)].low
		return o, before != "casualty" && before != "injury"
	}
	for k := i + 1; k < end && k < i+8; k++ {
		if t.tags[k] == auxiliary || t.tags[k] == modal {
			break
		}
		if next, ok := t.outcomeAt(k, end); ok && next.last == k+1 {
			if t.shares(next, end) {
				return o, false
			}
			if o.frame == nil {
				o.what, o.frame = next.what, next.frame
			}
			o.last = max(o.last, next.last)
			return o, true
		}
	}
	return o, o.frame != nil
}

// comesToFigure returns the bare number that a total is said to have come to.
func (t *parsed) comesToFigure(noun, i int, s sentence) int {
	end := t.sentenceEnd(s)
	p := t.phrase(noun)
	if p == nil || t.isEarlier(p) {
		return -1
	}
	figure := func(k int) int {
		n := t.phraseStarting(k)
		if n >= 0 && t.phrases[n].last < end && t.words[t.phrases[n].last].senses.State != nil && t.mixed(t.phrases[n].last, end) {
			return -1 // "100 killed and hurt"
		}
		if n >= 0 && (t.elliptic(&t.phrases[n]) || t.phrases[n].numeral >= 0 && t.words[t.phrases[n].head].senses.State != nil || t.phrases[n].class == people && t.phrases[n].numeral >= 0) {
			return n
		}
		return -1
	}
	// "bringing to 12 the number of dead"
	if k := p.first - 1; k > s.first && t.phraseAt[k] > 0 {
		if n := int(t.phraseAt[k]) - 1; t.phrases[n].first > s.first && figure(t.phrases[n].first) >= 0 && t.words[t.phrases[n].first-1].low == "to" {
			return n
		}
	}
	if p.numeral >= 0 && p.numeral < p.head {
		if n := int(t.phraseAt[noun]) - 1; t.words[noun].low == "toll" {
			return n // "a 12-person toll" holds no number; "the 54 toll" does
		}
	}
	best := -1
	for k := i; k < end && k < i+window/2; k++ {
		low := t.words[k].low
		if n := figure(k); n >= 0 && low == "from" {
			return n // "from 40 to 54" is one phrase
		}
		if t.words[k].kind == mark && low != "," && low != "-" && low != ":" {
			break
		}
		if !comesTo[low] {
			continue
		}
		j := k + 1
		for j < end && t.tags[j] == adverb && t.phraseAt[j] == 0 {
			j++
		}
		n := figure(j)
		if n < 0 {
			continue
		}
		best = n
		if low != "from" {
			break
		}
	}
	return best
}

// risen gives a total that went "from 40 to 54" the number that it came to.
func (t *parsed) risen(k int) {
	l := &t.tolls[k]
	p := &t.phrases[l.who]
	if v, _, ok := t.value(p.numeral); ok && v.max != nil && *v.min < *v.max && t.wordIs(p.numeral-1, len(t.words), "from") {
		l.amount.min, l.amount.max, l.amount.said = v.max, v.max, v.max
	}
}

var comesTo = set("to at of is was stands stood reached reaches reaching hit hits hitting exceeded exceeds exceeding passed passes topped tops surpassed surpasses as from : numbered numbers totalled totaled were are")
