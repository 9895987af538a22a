package read

import "strings"

// nounToll reads a noun: "the deaths of 40 children", "12 arrests", "the
// shooting deaths of two men".
func (t *parsed) nounToll(o outcome, s sentence) {
	end := t.sentenceEnd(s)
	p := t.phrase(o.first)
	if p != nil && p.head == o.last-1 && p.numeral >= 0 && p.numeral < p.head && countable(t.words[p.head].low) && !t.frames.Is("uncounted", t.words[p.head-1].low) {
		t.addToll(int(t.phraseAt[o.first])-1, o, s)
	}
	if p == nil && o.first > s.first && countable(t.words[o.first].low) && t.phraseAt[o.first-1] > 0 && t.elliptic(&t.phrases[t.phraseAt[o.first-1]-1]) {
		t.addToll(int(t.phraseAt[o.first-1])-1, o, s)
	}
	k := t.ofWhose(o, end)
	if k < 0 {
		t.hurtBy(o, s)
		return
	}
	who, _ := t.sufferersAfter(k+1, end, o)
	for _, n := range who {
		t.addToll(n, o, s)
	}
}

// ofWhose returns the "of" behind a noun, also behind what may stand between:
// "the arrest on Friday of", "the killing by police of"; -1 when there is none.
func (t *parsed) ofWhose(o outcome, end int) int {
	for k := o.last; k < end && k < o.last+10; k++ {
		switch {
		case t.words[k].low == "of" || o.what == "wounded" && t.words[k].low == "to":
			return k
		case t.tags[k] == prep:
		case t.phraseAt[k] == 0 || k == o.last && t.phrases[t.phraseAt[k]-1].class != calendar:
			return -1
		}
	}
	return -1
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

// lives reads lives that were lost: "claimed 12 lives", "the loss of 43
// precious lives", "12 people lost their lives".
func (t *parsed) lives(i int, s sentence) {
	var o outcome
	for _, f := range t.frames.Senses("loss").Starting {
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
	f := t.frames.Senses("dead").State
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
	case (k < first-1 || t.tags[first] == article) && (k < s.first || t.tags[k] == stop) && list < end && t.words[list].is(beForms) && (t.phraseAt[first] == 0 || t.phrases[t.phraseAt[first]-1].numeral < 0):
		who, _ = t.sufferersAfter(list+1, end, o) // "the dead were two policemen"
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
