package read

import (
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// attribution is a place where the text says who says something: the words of
// its cue, its speakers and what it reports.
type attribution struct {
	sentence       int
	frame          *lexicon.Frame
	form           string // complement by which the content was found
	cue            [2]int // words, last exclusive
	speakers       []int  // phrases
	content        [2]int // words
	parts          [][2]int
	object         int // phrase that is accused, described or addressed; -1 when none
	group          int // its verb group, -1 when the cue is no verb
	mutual         bool
	verbatim       bool
	rules          []string
	stance         string
	modality       string
	contentIsQuote bool
}

// evoked is a form of a frame at a place of the text.
type evoked struct {
	first, last int
	form        lexicon.FrameForm
}

// evoke returns the forms that start at word i and fit its part of speech,
// the longest first.
func (t *parsed) evoke(i int, kind string) []evoked {
	var out []evoked
	for _, f := range t.frames.Starting(t.words[i].low) {
		if f.Frame.Kind != kind || t.partOfName(i, len(f.Words)) {
			continue
		}
		end := t.matchForm(i, f.Words)
		if end == 0 || !t.fits(i, f) || len(out) > 0 && len(out[0].form.Words) > len(f.Words) {
			continue
		}
		out = append(out, evoked{i, end, f})
	}
	return out
}

// partOfName reports whether word i stands within a longer name of the
// lexicon, as "armed" does in "armed forces".
func (t *parsed) partOfName(i, size int) bool {
	f := t.entryAt(i)
	return f != nil && f.last-f.first > size && f.named()
}

// matchForm returns the end of the form at word i, or zero. Words of one noun
// phrase may stand between its own ("take a terrible beating"), and an object
// between a verb and its particle ("shot two drones down").
func (t *parsed) matchForm(i int, form []string) int {
	k := i + 1
	for n := 1; n < len(form); n++ {
		skipped := 0
		for k < len(t.words) && t.words[k].low != form[n] {
			inside := t.phraseAt[k] > 0 && (n == len(form)-1 && n > 1 || n == 1 && len(form) == 2 && particles[form[n]]) && t.tags[k] != verb
			if !inside && t.tags[k] != adverb || skipped == 6 || t.words[k].lines == 2 {
				return 0
			}
			if inside && n > 1 && t.phraseAt[k] != t.phraseAt[max(i, k-1)] && skipped > 0 {
				return 0
			}
			skipped++
			k++
		}
		if k == len(t.words) {
			return 0
		}
		k++
	}
	return k
}

func (t *parsed) fits(i int, f lexicon.FrameForm) bool {
	switch f.Part {
	case lexicon.Verb:
		return t.tags[i] == verb || len(f.Words) > 1 && (t.tags[i] == auxiliary || t.tags[i] == modal)
	case lexicon.Noun:
		return t.tags[i] == noun || t.tags[i] == adjective && len(f.Words) > 1
	}
	return true
}

// attributions finds every attribution in the text, in its order.
func attributions(t *parsed) []attribution {
	var all []attribution
	for n, s := range t.sentences {
		if s.heading {
			continue
		}
		from := len(all)
		for i := s.first; i < s.last; i++ {
			a, ok := t.attributionAt(i, n)
			if !ok {
				continue
			}
			all = append(all, a)
			i = a.cue[1] - 1
		}
		t.share(all[from:])
		t.bound(all[from:])
		all = append(all, t.continued(all[from:], n, all)...)
	}
	return all
}

// share gives a verb of reporting that "and" or "but" joins to an earlier one
// the speaker of that one: "admitted that it lost two tanks, but denied".
func (t *parsed) share(as []attribution) {
	for k := 1; k < len(as); k++ {
		a, b := &as[k-1], &as[k]
		if b.group < 0 || a.group < 0 || b.cue[0] < a.content[0] || b.cue[0] >= a.content[1] {
			continue
		}
		i := t.groups[b.group].first - 1
		for i > a.content[0] && t.tags[i] == adverb {
			i--
		}
		if t.tags[i] == conj && t.groups[b.group].finite() {
			b.speakers = a.speakers
		}
	}
}

// attributionAt returns the attribution whose cue starts at word i.
func (t *parsed) attributionAt(i, n int) (attribution, bool) {
	var best attribution
	for _, e := range t.evoke(i, "cue") {
		a := attribution{sentence: n, frame: e.form.Frame, cue: [2]int{e.first, e.last}, object: -1, group: -1, stance: e.form.Frame.Stance, modality: e.form.Frame.Modality}
		a.rules = []string{"frame:" + e.form.Frame.ID}
		ok := false
		switch e.form.Part {
		case lexicon.Verb:
			ok = t.verbCue(&a)
		case lexicon.Noun:
			ok = t.nounCue(&a)
		case lexicon.Phrase:
			if ok = t.phraseCue(&a); a.frame.Is("headline") {
				ok = t.headlineCue(&a)
			}
		}
		if !ok || a.content[1] <= a.content[0] {
			continue
		}
		if a.form != "object" {
			return a, true
		}
		if best.frame == nil {
			best = a // a bare object fits many frames: another may fit better
		}
	}
	return best, best.frame != nil
}

// verbCue reads what a verb of reporting says: its complement and who speaks.
func (t *parsed) verbCue(a *attribution) bool {
	s := t.sentences[a.sentence]
	g := t.cueGroup(a)
	if t.inverted(a, s) {
		return a.frame.Is("clause") || a.frame.Is("quote")
	}
	if g != nil {
		if g.passive && !(a.frame.Is("quote") && strings.HasPrefix(t.words[a.cue[0]].low, "quoted")) {
			return t.passiveCue(a, g)
		}
		a.speakers = g.subjects
	}
	if len(a.speakers) == 0 || !t.canSpeak(a.speakers) && !(a.frame.Is("clause") && t.isThing(a.speakers[0])) {
		return false
	}
	if t.quoteAt[a.cue[0]] > 0 && t.phrases[a.speakers[0]].pronoun {
		return false // “They say ...” inside what somebody else says
	}
	return t.complement(a, s)
}

// cueGroup returns the verb group of the cue.
func (t *parsed) cueGroup(a *attribution) *group {
	for k := a.cue[0]; k < a.cue[1]; k++ {
		if n := t.groupAt[k]; n > 0 {
			a.group = int(n) - 1
			return &t.groups[n-1]
		}
	}
	return nil
}

// canSpeak reports whether the phrases stand for somebody who can say a thing.
func (t *parsed) canSpeak(ps []int) bool {
	for _, n := range ps {
		switch p := &t.phrases[n]; p.class {
		case actor, people, statement, proof:
			return true
		case other:
			low := t.words[p.head].low
			if low == "other" || low == "another" {
				return false
			}
			return p.pronoun && t.words[p.head].low != "this" && t.words[p.head].low != "that" || p.proper || t.canBe(p)
		case place:
			return p.proper
		}
	}
	return false
}

// isThing reports whether a phrase that nobody knows may still say something
// in a clause: "the ad says", "half said". Demonstratives and times may not.
func (t *parsed) isThing(n int) bool {
	p := &t.phrases[n]
	return p.class == other && !p.pronoun && (p.numeral < 0 || t.words[p.head].low == "percent")
}

// canBe allows speakers that no table knows by the form of their noun.
func (t *parsed) canBe(p *phrase) bool {
	low := t.words[p.head].low
	for _, ending := range []string{"er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ity", "ities", "ary", "ian", "ians", "group", "sources", "source", "agency", "site", "aide", "aides", "media", "party", "parties", "sides", "side", "body", "council", "committee", "government", "office", "channel"} {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return false
}

// complement finds the content behind an active verb: a clause, a quotation,
// an accusation "of" something, and so on, as the frame allows.
func (t *parsed) complement(a *attribution, s sentence) bool {
	end := t.sentenceEnd(s)
	i := t.skipAside(a.cue[1], end)
	f := a.frame
	if i < end && f.Is("quote") && t.words[i].low == ":" {
		i++
	}
	if i < end && t.words[i].low == "," && i+1 < end && t.opensQuote(i+1) {
		i++
	}
	object := t.phraseStarting(i)
	switch {
	case i < end && t.opensQuote(i) && (f.Is("quote") || f.Is("clause") || f.Is("object")):
		return t.quoted(a, i, end, "quote")
	case f.Is("of") && object >= 0 && t.ofAfter(object, end) > 0:
		return t.against(a, object, t.ofAfter(object, end), end, "of")
	case f.Is("for") && object >= 0 && t.linkBy(object, end, "for") > 0:
		return t.against(a, object, t.linkBy(object, end, "for"), end, "for")
	case f.Is("against") && object >= 0 && t.wordIs(t.phrases[object].last, end, "against"):
		a.object = object
		return t.plain(a, t.phrases[object].last+1, end, "against")
	case f.Is("against") && t.wordIs(i, end, "against"):
		return t.plain(a, i+1, end, "against")
	case f.Is("as") && object >= 0 && t.linkBy(object, end, "as") > 0:
		a.object = object
		return t.named(a, t.linkBy(object, end, "as"), end)
	case f.Is("infinitive") && object >= 0 && t.toAfter(object, end) > 0:
		a.object = object
		return t.infinitive(a, t.toAfter(object, end), end)
	case f.Is("infinitive") && i < end && t.tags[i] == infinitive:
		return t.infinitive(a, i+1, end)
	case f.Is("clause") && t.thatAfter(i, end) > 0:
		return t.plainOrQuoted(a, t.thatAfter(i, end), end, "clause")
	case f.Is("predicate") && object >= 0 && t.predicate(object, end) > 0:
		a.object = object
		return t.named(a, t.predicate(object, end), end)
	case f.Is("evidence") && object >= 0 && (t.phrases[object].class == proof || t.phrases[t.headOfNP(object)].class == proof):
		return t.plain(a, i, end, "evidence")
	case f.Is("clause") && t.clauseFollows(i, end):
		return t.plain(a, i, end, "clause")
	case t.postposed(a, s):
		return f.Is("clause") || f.Is("quote")
	case f.Is("clause") && t.wordIs(i, end, ",") && t.clauseFollows(i+1, end):
		return t.plain(a, i+1, end, "clause") // "experts say, they left"
	case f.Is("object") && i < end && t.groupAt[i] > 0 && t.groups[t.groupAt[i]-1].gerund:
		return t.plain(a, i, end, "gerund")
	case f.Is("object") && object >= 0 && t.objectFits(f, object):
		a.object = object
		return t.plain(a, i, end, "object")
	case f.Is("for") && f.Is("object") && object < 0 && i < end && t.tags[i] == prep:
		return false
	case f.Is("object"):
		return t.relativeObject(a)
	}
	return false
}

// relativeObject reads "a claim which Peru denies": what is denied stands
// before the relative.
func (t *parsed) relativeObject(a *attribution) bool {
	k := t.phrases[a.speakers[0]].first - 1
	if p := t.phrase(k); p != nil && p.class == statement {
		k++ // "a charge Peru denies"
	} else if k < 1 || t.tags[k] != relative && t.words[k].low != "that" {
		return false
	}
	if t.words[k-1].kind == mark {
		k--
	}
	for k > 0 && t.words[k-1].kind == mark {
		k--
	}
	p := t.phrase(k - 1)
	if p == nil {
		return false
	}
	a.object = int(t.phraseAt[k-1]) - 1
	a.content, a.form = [2]int{p.first, p.last}, "relative"
	return true
}

// infinitive takes what follows "to": the quotation alone, or the words with
// their "to".
func (t *parsed) infinitive(a *attribution, from, end int) bool {
	if from < end && t.opensQuote(from) {
		return t.quoted(a, from, end, "infinitive")
	}
	return t.plain(a, from-1, end, "infinitive")
}

// objectFits reports whether the frame wants such a direct object.
func (t *parsed) objectFits(f *lexicon.Frame, object int) bool {
	p := &t.phrases[object]
	if p.class == calendar {
		return false
	}
	if len(f.Object) > 0 {
		for _, want := range f.Object {
			if classNames[want] == p.class {
				return true
			}
		}
		return false
	}
	if (p.class == actor || p.class == people) && p.numeral < 0 && f.Stance != string(evidence.Accuse) {
		return false // to confirm a judge is not to confirm a claim
	}
	return !p.pronoun || t.words[p.head].low == "this" || t.words[p.head].low == "it"
}

func (t *parsed) headOfNP(p int) int { return p }

// sentenceEnd returns the end of the sentence without its final mark.
func (t *parsed) sentenceEnd(s sentence) int {
	end := s.last
	for end > s.first && t.words[end-1].kind == mark && t.quoteAt[end-1] == 0 && t.words[end-1].low != ")" {
		end--
	}
	return end
}

func (t *parsed) wordIs(i, end int, low string) bool { return i < end && t.words[i].low == low }

func (t *parsed) opensQuote(i int) bool {
	if i >= len(t.words) {
		return false
	}
	q := t.quoteAt[i]
	return q > 0 && t.quotes[q-1].first == i
}

func (t *parsed) phraseStarting(i int) int {
	if i < len(t.words) && t.phraseAt[i] > 0 && t.phrases[t.phraseAt[i]-1].first == i {
		return int(t.phraseAt[i]) - 1
	}
	return -1
}

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

var (
	media     = set("twitter telegram facebook x social television tv statement interview briefing conference address post tweet message speech remarks channel page account network letter video report radio")
	listeners = set("reporters journalists agency media parliament lawmakers newspaper council nation afp reuters bbc cnn ap television tv news")
)

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

var objectPronouns = set("me us him her them")

// thatAfter returns where the clause begins that "that" opens at or shortly
// after i, zero when none does.
func (t *parsed) thatAfter(i, end int) int {
	for k := i; k < end && k < i+14; k++ {
		switch {
		case t.words[k].low == "that" || t.words[k].low == "whether" || k == i && t.words[k].low == "how":
			if k > i && t.phraseAt[k-1] > 0 && t.phrases[t.phraseAt[k-1]-1].class != calendar && t.phrases[t.phraseAt[k-1]-1].class != actor && !t.asideEnds(k) {
				return 0
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
		switch t.tags[k] {
		case auxiliary, modal:
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
		case clausal:
			return false
		case infinitive:
			return false
		}
		subject = subject || t.phraseAt[k] > 0
	}
	return false
}

// linkBy returns what follows the preposition that ties a second part to the
// object and what depends on it: "blamed Peru for", "dismissed the claim as".
func (t *parsed) linkBy(object, end int, by string) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == by:
			return k + 1
		case t.tags[k] == prep, t.tags[k] == conj, t.tags[k] == adverb, t.phraseAt[k] > 0, t.isAuxBeing(k):
		default:
			return 0
		}
	}
	return 0
}

func (t *parsed) isAuxBeing(k int) bool { return t.words[k].low == "being" }

// ofAfter returns what follows the "of" that says what the object is accused
// of: the first before a verb or quotation, or the first of any kind.
func (t *parsed) ofAfter(object, end int) int {
	first := 0
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == "of" && k+1 < end:
			if t.tags[k+1] == verb || t.opensQuote(k+1) {
				return k + 1
			}
			if first == 0 {
				first = k + 1
			}
		case t.tags[k] == prep, t.tags[k] == conj, t.tags[k] == adverb, t.phraseAt[k] > 0:
		default:
			return first
		}
	}
	return first
}

// toAfter returns what follows "to" after the object: "urged them to".
func (t *parsed) toAfter(object, end int) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+12; k++ {
		switch {
		case t.words[k].low == "to" && (t.tags[k] == infinitive || k+1 < end && t.opensQuote(k+1)):
			return k + 1
		case t.words[k].low == "not", t.tags[k] == prep, t.tags[k] == conj, t.phraseAt[k] > 0:
		default:
			return 0
		}
	}
	return 0
}

// predicate returns where the second noun phrase or quotation begins in
// "called the attack a crime".
func (t *parsed) predicate(object, end int) int {
	for k := t.phrases[object].last; k < end && k < t.phrases[object].last+8; k++ {
		switch {
		case t.opensQuote(k):
			return k
		case t.phraseStarting(k) >= 0 && t.tags[k-1] != prep && t.tags[k] == article:
			return k
		case t.tags[k] == prep || t.phraseAt[k] > 0 || t.tags[k] == adverb:
		case k == t.phrases[object].last && t.tags[k] == adjective:
			return k
		default:
			return 0
		}
	}
	return 0
}

// against reads "accuse X of Y" and "blame X for Y": the content holds both.
func (t *parsed) against(a *attribution, object, from, end int, form string) bool {
	a.object = object
	low := t.words[t.phrases[object].head].low
	if a.mutual = low == "other" || low == "another" || low == "other's"; a.mutual || low == "others" {
		a.mutual = true
		a.rules = append(a.rules, "source.mutual")
		if t.opensQuote(from) {
			return t.quoted(a, from, end, form)
		}
		return t.plain(a, from, end, form)
	}
	ok := t.plain(a, t.phrases[object].first, end, form)
	return ok
}

// named reads "described X as Y" and "called X Y".
func (t *parsed) named(a *attribution, from, end int) bool {
	form := "as"
	if t.opensQuote(from) {
		return t.quoted(a, from, end, form)
	}
	if a.object >= 0 {
		from = t.phrases[a.object].first
	}
	return t.plain(a, from, end, form)
}

func (t *parsed) plainOrQuoted(a *attribution, from, end int, form string) bool {
	if from < end && t.opensQuote(from) {
		return t.quoted(a, from, end, form)
	}
	return t.plain(a, from, end, form)
}

// quoted takes a quotation as content when it is all that is said; words that
// go on after it belong to the content too.
func (t *parsed) quoted(a *attribution, i, end int, form string) bool {
	q := t.quotes[t.quoteAt[i]-1]
	last := q.last + 1
	a.form = form
	for last < end && (t.words[last].kind == mark) && t.words[last].low == "," {
		last++
	}
	if last < end && !t.opensQuote(last) && t.words[last].low != ")" && t.goesOn(q.last+1, end) {
		a.content = [2]int{i, min(end, q.last+reach)}
		return true
	}
	a.content, a.verbatim = [2]int{i, q.last + 1}, true
	return true
}

// goesOn reports whether the words after a quotation are part of what is
// said: a relative clause or a prepositional phrase is not taken in.
func (t *parsed) goesOn(i, end int) bool {
	if i >= end || t.tags[i] == stop {
		return false
	}
	switch t.tags[i] {
	case verb, auxiliary, modal:
		return true
	case noun:
		return !t.isCalendar(i)
	case conj:
		return i+1 < end && t.opensQuote(i+1)
	}
	return false
}

// plain takes the words from one place to the end of the sentence as content;
// bound cuts off what later cues own.
func (t *parsed) plain(a *attribution, from, end int, form string) bool {
	for from < end && (t.words[from].low == "," || t.words[from].low == ":") {
		from++
	}
	if from >= end {
		return false
	}
	a.content, a.form = [2]int{from, min(end, from+reach)}, form
	return true
}
