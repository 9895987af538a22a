package read

import (
	"cmp"
	"slices"

	"tallystick/lexicon"
)

// toll is a number of people with what became of them, at one place of the
// text, whoever says it.
type toll struct {
	who    int    // the phrase that counts them
	what   string // killed, wounded, missing, captured, displaced, arrested, abducted
	amount amount
	at     int            // the word that says what became of them
	group  int            // its verb group, or -1
	frame  *lexicon.Frame // nil for "bodies were found"
	kind   int            // the phrase that says what kind a part is of, "five of them children", or -1
	whole  int            // index of the toll that it is part of, or -1
	real   bool           // not planned, wished for, denied or only possible
	rules  []string
}

type tollKey struct {
	who  int
	what string
}

// countTolls finds every number of people that the text says something befell. It
// comes before the claims: what a text counts does not depend on who is found
// to say it.
func (t *parsed) countTolls(trs []trigger) {
	t.tollAt = map[tollKey]int{}
	for n, s := range t.sentences {
		end := t.sentenceEnd(s)
		from := len(t.tolls)
		for i := s.first; i < end; {
			if p := t.phraseStarting(i); p >= 0 {
				t.attributive(p)
			}
			o, ok := t.outcomeAt(i, end)
			if !ok {
				t.figureOf(i, s)
				i++
				continue
			}
			switch {
			case o.state:
				t.conditionToll(o, s)
			case o.noun:
				t.nounToll(o, s)
			default:
				t.verbToll(o, s)
			}
			t.among(o, s)
			i = max(i+1, min(o.last, o.rest))
		}
		if s.lead >= 0 {
			t.itemTolls(n, t.leadVerb(s.lead, trs))
		}
		for k := from; k < len(t.tolls); k++ {
			t.parts(k, s)
		}
	}
	order := make([]int, len(t.tolls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(t.tolls[a].amount.first, t.tolls[b].amount.first)
	})
	at := make([]int, len(order))
	sorted := make([]toll, len(order))
	for i, n := range order {
		at[n] = i
		sorted[i] = t.tolls[n]
	}
	for i := range sorted {
		if w := sorted[i].whole; w >= 0 {
			sorted[i].whole = at[w]
		}
	}
	t.tolls = sorted
}

// addToll notes what became of the people in phrase n, once.
func (t *parsed) addToll(n int, o outcome, s sentence) int {
	a, ok := t.headcount(n, o)
	p := &t.phrases[n]
	if !ok || t.mixed(p.head, len(t.words)) || t.mixed(p.last, len(t.words)) {
		return -1
	}
	if _, ok := t.tollAt[tollKey{n, o.what}]; ok {
		return -1
	}
	group := -1
	if g := t.groupAt[t.verbOf(o)]; g > 0 && !o.noun && !o.state {
		group = int(g) - 1
	}
	t.tollAt[tollKey{n, o.what}] = len(t.tolls)
	t.tolls = append(t.tolls, toll{who: n, what: o.what, amount: a, at: o.first, group: group, frame: o.frame, kind: -1, whole: -1, real: t.happened(o, n, s), rules: []string{"frame:" + o.frame.ID}})
	return len(t.tolls) - 1
}

// verbToll reads a verb: "killed three men", "three men were killed", "three
// men killed in Oslo", "three men died", "the men whom they killed".
func (t *parsed) verbToll(o outcome, s sentence) {
	end := t.sentenceEnd(s)
	v := t.verbOf(o)
	h := t.helpers(v, s.first)
	var who []int
	object := false
	passive := t.participle(o) && h.be
	if o.frame.Undergoer != "subject" && !passive {
		from := o.last
		if o.rest > o.first+1 {
			from = o.first + 1
		}
		if t.participle(o) && from < end && t.words[from].is(beForms) && t.tags[from] == auxiliary {
			who, _ = t.sufferersAfter(from+1, end, o) // "also killed were two policemen"
			object = len(who) > 0
		} else {
			who, object = t.sufferersAfter(from, end, o)
		}
		if next := t.sameObject(o, end); !object && next.last > 0 && !h.be {
			who, object = t.sufferersAfter(next.last, end, o)
			if next.what != o.what && harmed(next.what) && harmed(o.what) {
				return // "killed or wounded 30": the number is of neither
			}
		}
	}
	switch {
	case object:
	case o.frame.Undergoer == "subject", passive:
		who = t.sufferersBefore(h.first, s.first, o)
		if len(who) == 0 {
			who = t.sharedSubject(h.first, s, o)
		}
	case t.participle(o) && !h.have && h.modal == "":
		if who = t.sufferersBefore(h.first, s.first, o); len(who) == 0 {
			who = t.sharedSubject(h.first, s, o)
		}
	}
	if len(who) == 0 && !object && !passive {
		who = t.relativeSufferers(h.first, s, o)
	}
	if t.shares(o, end) {
		return
	}
	if !object && (passive || o.frame.Undergoer == "subject") {
		who = append(who, t.gapped(o.last, end, o)...)
	}
	near := !object && o.frame.Undergoer != "subject" && (h.first == v || h.first > s.first && t.tags[h.first-1] == relative)
	for _, n := range who {
		if k := t.addToll(n, o, s); k >= 0 && near {
			t.oneOf(k)
		}
	}
}

// gapped returns those to whom a verb without an object carries over: "one
// person died in Lima, and five in Cusco", "was shot along with two guards".
func (t *parsed) gapped(i, end int, o outcome) []int {
	for i < end && (t.words[i].low == "together" || t.words[i].low == "along" || t.tags[i] == adverb) {
		i++
	}
	if t.wordIs(i, end, "with") || t.wordIs(i, end, "alongside") {
		if n := t.phraseStarting(i + 1); n >= 0 && t.phrases[n].class == people && t.phrases[n].numeral >= 0 {
			return []int{n}
		}
		return nil
	}
	k := t.joined(i, end, false, o)
	if k <= i+1 {
		return nil
	}
	n := t.phraseStarting(k)
	if n < 0 || !t.elliptic(&t.phrases[n]) || !t.wordIs(t.phrases[n].last, end, "in") && !t.wordIs(t.phrases[n].last, end, "at") && !t.wordIs(t.phrases[n].last, end, "on") {
		return nil
	}
	return []int{n}
}

// oneOf gives "one of 26 people killed" the number of those killed, which is
// not that of whom the text speaks.
func (t *parsed) oneOf(k int) {
	l := &t.tolls[k]
	p := &t.phrases[l.who]
	if p.numeral < 0 || !t.wordIs(p.numeral+1, p.last, "of") {
		return
	}
	for i := p.numeral + 2; i < p.last; i++ {
		if t.tags[i] == number {
			if a, ok := t.amountAt(i, p); ok {
				l.amount = a
			}
			return
		}
	}
}

func harmed(what string) bool { return what == "killed" || what == "wounded" }

// sameObject returns the next verb when "and" joins it to this one, so that
// both have its object: "kidnapped and killed three nuns".
func (t *parsed) sameObject(o outcome, end int) outcome {
	k := o.last
	if !t.wordIs(k, end, "and") && !t.wordIs(k, end, "or") && !t.wordIs(k, end, ",") {
		return outcome{}
	}
	for k++; k < end && (t.tags[k] == adverb || t.words[k].low == "and" || t.words[k].low == "then"); k++ {
	}
	if k >= end {
		return outcome{}
	}
	next, ok := t.outcomeAt(k, end)
	if !ok || next.noun || next.state {
		return outcome{}
	}
	return next
}

// shares reports whether dead and wounded share a number: "100 killed and
// wounded", "were killed or injured". It is neither's.
func (t *parsed) shares(o outcome, end int) bool {
	return t.mixed(o.last-1, end) || o.first > 1 && t.mixed(o.first-2, end)
}

// mixed reports whether the word at i and the one that "and" or "or" joins to
// it say different harm of the same people.
func (t *parsed) mixed(i, end int) bool {
	if i+2 >= end || t.words[i+1].low != "and" && t.words[i+1].low != "or" {
		return false
	}
	a, one := t.outcomeAt(i, end)
	b, two := t.outcomeAt(i+2, end)
	return one && two && a.what != b.what && harmed(a.what) && harmed(b.what)
}

// sharedSubject returns the people of the passive verb that "and" or a comma
// joins to this one: "were arrested, beaten and killed".
func (t *parsed) sharedSubject(i int, s sentence, o outcome) []int {
	k := i - 1
	for k >= s.first && (t.tags[k] == adverb || t.tags[k] == conj || t.words[k].low == ",") {
		k--
	}
	if k == i-1 || k < s.first {
		return nil
	}
	for j := k; j >= s.first && j > k-12; j-- {
		if t.groupAt[j] == 0 {
			if t.tags[j] == clausal || t.tags[j] == relative {
				return nil
			}
			continue
		}
		h := t.helpers(j, s.first)
		if !h.be && o.frame.Undergoer != "subject" || !h.be && !t.groups[t.groupAt[j]-1].finite() {
			if !t.words[j].past() || h.have {
				return nil
			}
		}
		if who := t.sufferersBefore(h.first, s.first, o); len(who) > 0 {
			return who
		}
		j = h.first
	}
	return nil
}

// relativeSufferers returns the people before a clause whose object they are:
// "the 23 men whom Peru killed", "the diplomats it arrested".
func (t *parsed) relativeSufferers(i int, s sentence, o outcome) []int {
	k := i - 1
	for k > s.first && t.tags[k] == adverb {
		k--
	}
	if k <= s.first || t.phraseAt[k] == 0 {
		return nil
	}
	k = t.phrases[t.phraseAt[k]-1].first - 1
	for k > s.first && (t.tags[k] == relative || t.words[k].low == "that" || t.words[k].low == ",") {
		k--
	}
	if k < s.first || t.phraseAt[k] == 0 {
		return nil
	}
	return t.subjectAt(int(t.phraseAt[k])-1, s.first, true, o)
}

// conditionToll reads a word of condition: "12 dead", "left 12 people dead",
// "12 were found dead", "the 12 missing".
func (t *parsed) conditionToll(o outcome, s sentence) {
	end := t.sentenceEnd(s)
	if t.shares(o, end) {
		return
	}
	if p := t.phrase(o.first); p != nil {
		n := int(t.phraseAt[o.first]) - 1
		if p.head == o.first && p.numeral < 0 && !p.plural && t.tags[p.first] == article && o.what != "killed" {
			return // "held him as a prisoner"
		}
		if t.addToll(n, o, s) >= 0 || p.numeral >= 0 {
			return
		}
	}
	h := t.helpers(o.first, s.first)
	if linked := h.first - 1; linked >= s.first && (linking[t.words[linked].low] || believed[t.words[linked].low]) {
		h = t.helpers(linked, s.first)
	} else if h.first == o.first && (linked < s.first || t.phraseAt[linked] == 0 && t.words[linked].low != ")" && !believed[t.words[linked].low]) {
		return
	}
	for _, n := range t.sufferersBefore(h.first, s.first, o) {
		t.addToll(n, o, s)
	}
}

// Verbs that tie a condition to its subject.
var linking = set("lay lie lies lying remain remains remained stay stayed went go gone going turned")

// attributive reads a participle between a number and its noun: "10 kidnapped
// girls", "1,300 dead soldiers".
func (t *parsed) attributive(n int) {
	p := &t.phrases[n]
	if p.numeral < 0 {
		return
	}
	s := t.sentences[t.sentenceOf(p.first)]
	for k := p.numeral + 1; k < p.head; k++ {
		f := t.words[k].senses.State
		if f == nil || f.Outcome["people"] == "" || t.tags[k] == genitive {
			continue
		}
		t.addToll(n, outcome{first: k, last: k + 1, rest: k + 1, what: f.Outcome["people"], frame: f, state: true}, s)
	}
}

// itemTolls gives the people in an item of a list what the verb of its lead
// says became of them: "the army has lost:".
func (t *parsed) itemTolls(n int, lead *trigger) {
	if lead == nil || lead.form.Frame.Outcome["people"] == "" {
		return
	}
	s := t.sentences[n]
	o := outcome{first: lead.first, last: lead.last, rest: lead.last, what: lead.form.Frame.Outcome["people"], frame: lead.form.Frame, noun: true}
	for i := s.first; i < s.last; i++ {
		if k := t.phraseStarting(i); k >= 0 && t.phrases[k].class == people && t.phrases[k].numeral >= 0 && !t.befallen(k) {
			t.addToll(k, o, s)
		}
	}
}

// befallen reports whether something befell the people in phrase n already.
func (t *parsed) befallen(n int) bool {
	for what := range suffered {
		if _, ok := t.tollAt[tollKey{n, what}]; ok {
			return true
		}
	}
	return false
}
