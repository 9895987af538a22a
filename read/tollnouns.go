package read

import "strings"

// nounToll reads a noun: "the deaths of 40 children", "12 arrests", "the
// shooting deaths of two men".
func (t *parsed) nounToll(o outcome, s sentence) {
	end := t.sentenceEnd(s)
	p := t.phrase(o.first)
	if p != nil && p.head == o.last-1 && p.numeral >= 0 && p.numeral < p.head && countable(t.words[p.head].low) {
		t.addToll(int(t.phraseAt[o.first])-1, o, s)
	}
	if p == nil && o.first > s.first && countable(t.words[o.first].low) && t.phraseAt[o.first-1] > 0 && t.elliptic(&t.phrases[t.phraseAt[o.first-1]-1]) {
		t.addToll(int(t.phraseAt[o.first-1])-1, o, s)
	}
	k := o.last
	for k < end && k < o.last+10 && t.words[k].low != "of" && !(o.what == "wounded" && t.words[k].low == "to") {
		// "the arrest on Friday of", "the killing by police of"
		if t.tags[k] != prep && t.phraseAt[k] == 0 {
			return
		}
		if t.phraseAt[k] > 0 && k == o.last && t.phrases[t.phraseAt[k]-1].class != calendar {
			return
		}
		k++
	}
	if k >= end || t.words[k].low != "of" && t.words[k].low != "to" {
		t.hurtBy(o, s)
		return
	}
	who, _ := t.sufferersAfter(k+1, end, o)
	for _, n := range who {
		t.addToll(n, o, s)
	}
}

// countable reports whether a number before the noun is a number of people:
// "five arrests", not "two massacres".
func countable(low string) bool {
	switch low {
	case "deaths", "fatalities", "arrests", "killings", "murders", "abductions", "kidnappings", "executions", "assassinations", "injuries", "detentions", "death", "fatality", "arrest":
		return true
	}
	return false
}

// hurtBy reads "12 people suffered injuries", "were treated for wounds".
func (t *parsed) hurtBy(o outcome, s sentence) {
	if o.what != "wounded" {
		return
	}
	for k := o.first - 1; k >= s.first && k > o.first-6; k-- {
		low := t.words[k].low
		if !sustains[low] {
			continue
		}
		h := t.helpers(k, s.first)
		for _, n := range t.sufferersBefore(h.first, s.first, o) {
			t.addToll(n, o, s)
		}
		return
	}
}

var sustains = set("suffer suffers suffered suffering sustain sustains sustained sustaining receive received receiving treated hospitalized hospitalised with")

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
			if f := t.frames.State("hostage"); f != nil {
				t.addToll(n, outcome{first: i, last: i + 1, rest: i + 1, what: f.Outcome["people"], frame: f, state: true}, s)
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
	for _, f := range t.frames.Starting(t.words[i].low) {
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
		if n >= 0 && t.phrases[n].last < end && t.frames.State(t.words[t.phrases[n].last].low) != nil && t.mixed(t.phrases[n].last, end) {
			return -1 // "100 killed and hurt"
		}
		if n >= 0 && (t.elliptic(&t.phrases[n]) || t.phrases[n].numeral >= 0 && t.frames.State(t.words[t.phrases[n].head].low) != nil || t.phrases[n].class == people && t.phrases[n].numeral >= 0) {
			return n
		}
		return -1
	}
	// "bringing to 12 the number of dead"
	if k := p.first - 1; k > s.first && t.phraseAt[k] > 0 {
		if n := int(t.phraseAt[k]) - 1; figure(t.phrases[n].first) >= 0 && t.words[t.phrases[n].first-1].low == "to" {
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

// lives reads lives that were lost: "claimed 12 lives", "the loss of 43
// precious lives", "12 people lost their lives".
func (t *parsed) lives(i int, s sentence) {
	var o outcome
	for _, f := range t.frames.Starting("loss") {
		if what := f.Frame.Outcome["people"]; what != "" {
			o.what, o.frame = what, f.Frame // "loss of life"
		}
	}
	n := int(t.phraseAt[i]) - 1
	if n < 0 || o.frame == nil || t.phrases[n].head != i {
		return
	}
	o.first, o.last, o.rest, o.noun = i, i+1, i+1, true
	p := &t.phrases[n]
	k := p.first - 1
	if k >= s.first && t.words[k].low == "of" {
		k--
	}
	lost := k >= s.first && taking[t.words[k].low]
	end := t.sentenceEnd(s)
	after := false
	for j := p.last; j < end && j < p.last+5; j++ {
		if t.tags[j] == auxiliary || t.tags[j] == adverb {
			continue
		}
		after = taking[t.words[j].low] && t.tags[j] != noun
		break
	}
	switch {
	case !lost && !after:
	case p.numeral >= 0:
		t.addToll(n, o, s)
	case possessives[t.words[p.first].low] && lost && strings.HasPrefix(t.words[k].low, "los"):
		h := t.helpers(k, s.first)
		who := t.sufferersBefore(h.first, s.first, o)
		if len(who) == 0 {
			who = t.sharedSubject(h.first, s, o)
		}
		for _, n := range who {
			t.addToll(n, o, s)
		}
	case t.wordIs(p.last, end, "of"):
		who, _ := t.sufferersAfter(p.last+1, end, o)
		for _, n := range who {
			t.addToll(n, o, s)
		}
	}
}

var taking = set("lose loses lost losing loss take takes took taken taking claim claims claimed claiming cost costs costing end ends ended ending snuffed")

// bodies reads "found the bodies of four men", "12 bodies were recovered".
func (t *parsed) bodies(i int, s sentence) {
	n := int(t.phraseAt[i]) - 1
	f := t.frames.State("dead")
	if n < 0 || f == nil || t.phrases[n].head != i {
		return
	}
	end := t.sentenceEnd(s)
	found := false
	for k := max(s.first, i-8); k < end && k < i+14 && !found; k++ {
		found = recovering[t.words[k].low]
	}
	if !found {
		return
	}
	o := outcome{first: i, last: i + 1, rest: i + 1, what: "body", frame: f, state: true}
	if t.addToll(n, o, s) >= 0 || !t.wordIs(i+1, end, "of") {
		return
	}
	who, _ := t.sufferersAfter(i+2, end, o)
	for _, n := range who {
		t.addToll(n, o, s)
	}
}

var recovering = set("find finds found finding recover recovers recovered recovering discover discovers discovered discovering pull pulled pulling retrieve retrieved uncovered unearthed dug exhumed exhume counted washed")

// among reads who is named of those that something befell: "among the dead
// were three children", "two nurses were among those killed", "the dead
// include a teacher".
func (t *parsed) among(o outcome, s sentence) {
	if o.noun {
		return
	}
	end := t.sentenceEnd(s)
	first := o.first
	if p := t.phrase(first); p != nil {
		first = p.first
	}
	k := first - 1
	for k >= s.first && (t.tags[k] == article || t.tags[k] == personal || t.words[k].low == "people" || t.tags[k] == auxiliary || t.tags[k] == relative || t.words[k].low == "those") {
		k--
	}
	list := o.last
	if p := t.phrase(o.first); p != nil {
		list = max(list, p.last)
	}
	for list < end && list < o.last+8 && (t.tags[list] == prep || t.phraseAt[list] > 0 || t.tags[list] == adverb) && t.words[list].low != "including" {
		list++
	}
	whole := -1
	if p := t.phraseAt[o.first]; p > 0 {
		if k, ok := t.tollAt[tollKey{int(p) - 1, o.what}]; ok {
			whole = k
		}
	}
	var who []int
	switch {
	case list < end && lists[t.words[list].low] && (k < first-1 || t.phraseAt[first] > 0):
		who, _ = t.sufferersAfter(list+1, end, o)
	case k < s.first || t.words[k].low != "among":
	case list < end && t.tags[list] == auxiliary:
		who, _ = t.sufferersAfter(list+1, end, o)
	case k > s.first && t.tags[k-1] == auxiliary:
		who = t.sufferersBefore(t.helpers(k, s.first).first, s.first, o)
	}
	for _, n := range who {
		if m := t.addToll(n, o, s); m >= 0 {
			t.tolls[m].whole = whole
			t.tolls[m].rules = append(t.tolls[m].rules, "count.among")
		}
	}
}

var lists = set("include includes included")
