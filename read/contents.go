package read

import (
	"strings"

	"tallystick/evidence"
)

// inverted reads `"...," said Ann Lee` and "..., said Ann Lee".
func (t *parsed) inverted(a *attribution, s sentence) bool {
	i := a.cue[1]
	n := t.phraseStarting(i)
	if g := t.groupAt[a.cue[0]]; a.frame.Is("listener") || g > 0 && (t.groups[g-1].modal != "" || t.groups[g-1].infinitive) {
		return false // "told AFP"; "Peru will respond, General Lee warned"
	}
	if i >= s.last || n < 0 || t.quoteAt[a.cue[0]] > 0 || !t.canSpeak([]int{n}) || strings.HasSuffix(t.words[a.cue[0]].low, "ing") {
		return false
	}
	p := &t.phrases[n]
	if p.class == statement {
		// "..., said a statement by the ministry": the ministry says it
		by := p.last + 1
		if !issued[t.words[p.head].low] || by >= s.last || t.words[by-1].low != "by" && t.words[by-1].low != "from" || t.phraseAt[by] == 0 {
			return false
		}
		n = int(t.phraseAt[by]) - 1
		if p = &t.phrases[n]; !t.canSpeak([]int{n}) || p.class == statement {
			return false
		}
	}
	if p.pronoun && t.words[i].low != "he" && t.words[i].low != "she" {
		return false
	}
	if a.cue[0] == s.first || t.words[a.cue[0]-1].kind != mark {
		return false
	}
	// Nothing may be said behind the speaker.
	if end := t.chainEnd(n, s.last); end < s.last && t.words[end].kind != mark && !t.isCalendar(end) && t.tags[end] != prep && t.tags[end] != relative && t.words[end].low != "as" {
		return false
	}
	if !t.before(a, a.cue[0], s, t.phrases[n].last) {
		return false
	}
	a.speakers = []int{n}
	if g := t.groupAt[a.cue[0]]; g > 0 {
		t.groups[g-1].subjects = a.speakers // whom "she" means later
	}
	return true
}

// issued are texts by which somebody speaks.
var issued = set("statement communique report release message letter post")

// postposed reads `"...," Ann Lee said` and "..., the army said".
func (t *parsed) postposed(a *attribution, s sentence) bool {
	if len(a.speakers) == 0 {
		return false
	}
	first := t.phrases[a.speakers[0]].first
	if first <= s.first || first > a.cue[0] || a.group >= 0 && t.groups[a.group].infinitive {
		return false
	}
	return t.before(a, first, s, a.cue[1])
}

// before takes as content what stands before word i, where the words of the
// cue and its speaker begin; what they break off goes on after word after.
func (t *parsed) before(a *attribution, i int, s sentence, after int) bool {
	k := i - 1
	if t.words[k].kind != mark && t.quoteAt[k] == 0 {
		return false
	}
	from := t.contentStart(k, s)
	q := t.quote(k)
	if q == nil && k > s.first {
		if t.words[k].low != "," && t.words[k].low != "?" && t.words[k].low != "!" && t.words[k].low != "—" && t.words[k].low != "–" {
			return false
		}
		q = t.quote(k - 1)
		if q == nil || q.last != k-1 {
			a.content, a.form = [2]int{from, k}, "before"
			if g := t.mainGroup(from, k); k <= from || t.onlyAdverbial(from, k) || g != nil && t.inRelative(g) {
				return false // "Kenya, which leads the mission, promised more"
			}
			t.resumed(a, after, s)
			return true
		}
	}
	if q == nil {
		return false
	}
	a.form = "before"
	a.content = [2]int{q.first, q.last + 1}
	a.verbatim = true
	if q.first > s.first && t.words[q.first-1].kind != mark && from < q.first {
		a.content, a.verbatim = [2]int{from, q.last + 1}, false
	}
	// “...,” she said, “...”
	end := s.last
	for n := after; n < end && n < after+12; n++ {
		if t.opensQuote(n) && t.words[n-1].low != "." {
			next := t.quotes[t.quoteAt[n]-1]
			a.parts = [][2]int{a.content, {next.first, next.last + 1}}
			a.content[1] = next.last + 1
			break
		}
		if t.tags[n] == verb && n > after {
			break
		}
	}
	return true
}

// resumed adds what goes on behind the speaker to a content that stands before
// it: "fighters overran a base, officials said, killing 17".
func (t *parsed) resumed(a *attribution, after int, s sentence) {
	end := t.sentenceEnd(s)
	i := t.skipAside(after, end)
	if !t.wordIs(i, end, ",") || i+1 >= end || t.groupAt[i+1] == 0 {
		return
	}
	g := &t.groups[t.groupAt[i+1]-1]
	if !g.gerund || len(t.evoke(i+1, "cue")) > 0 {
		return
	}
	if main := t.mainGroup(a.content[0], a.content[1]); main != nil {
		g.subjects = main.subjects
	}
	end = min(end, i+reach)
	a.parts = [][2]int{a.content, {i + 1, end}}
	a.content[1] = end
}

// onlyAdverbial reports whether the words only say when or where: "On Monday,
// the army said".
func (t *parsed) onlyAdverbial(from, to int) bool {
	for k := from; k < to; k++ {
		if t.tags[k] == verb || t.tags[k] == auxiliary {
			return false
		}
	}
	return true
}

// contentStart returns where the clause begins that ends before word k: the
// sentence's start or the end of an earlier attribution.
func (t *parsed) contentStart(k int, s sentence) int {
	from := max(t.afterDateline(s), k-reach)
	for i := k - 1; i > from && t.quoteAt[k] == 0; i-- {
		if t.words[i].low == ";" && t.quoteAt[i] == 0 {
			from = i + 1
			break
		}
	}
	for from < k && (t.tags[from] == conj || t.words[from].kind == mark && t.quoteAt[from] == 0) {
		from++
	}
	return from
}

// afterDateline returns where a sentence begins behind the dateline of an
// agency: "KHARTOUM, Jan 14 (Reuters) - ".
func (t *parsed) afterDateline(s sentence) int {
	if !t.words[s.first].shout {
		return s.first
	}
	for k := s.first + 1; k+1 < s.last && k < s.first+10; k++ {
		switch low := t.words[k].low; {
		case low == "-" || low == "–" || low == "—", low == ":" && k > s.first+2 && t.words[s.first+1].low == ",":
			return k + 1
		case t.tags[k] == verb || t.tags[k] == auxiliary:
			return s.first
		}
	}
	return s.first
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

func (t *parsed) plainOrQuoted(a *attribution, from, end int, form string) bool {
	if from < end && t.opensQuote(from) {
		return t.quoted(a, from, end, form)
	}
	return t.plain(a, from, end, form)
}

// sentenceEnd returns the end of the sentence without its final mark.
func (t *parsed) sentenceEnd(s sentence) int {
	end := s.last
	for end > s.first && t.words[end-1].kind == mark && t.quoteAt[end-1] == 0 && t.words[end-1].low != ")" {
		end--
	}
	return end
}

func (t *parsed) opensQuote(i int) bool {
	if i >= len(t.words) {
		return false
	}
	q := t.quoteAt[i]
	return q > 0 && t.quotes[q-1].first == i
}

// holding are the complements that hold a whole deed, which a relative clause
// behind them may deny.
var holding = map[string]bool{"clause": true, "of": true, "for": true, "infinitive": true}

// bound ends each content where a later attribution of the sentence begins
// that is not part of it.
func (t *parsed) bound(as []attribution) {
	for k := range as {
		a := &as[k]
		if p := t.phrase(a.content[0]); a.form == "relative" && a.stance == string(evidence.Deny) && k > 0 && p != nil && p.class != statement && !p.pronoun && holding[as[k-1].form] && as[k-1].content[0] < a.content[0] && t.wordIs(a.content[1], len(t.words), ",") {
			a.content[0] = as[k-1].content[0] // "said that ..., which Peru denied"
			as[k-1].content[1] = a.content[1]
		}
		if a.verbatim || a.form == "before" {
			continue
		}
		for j := k + 1; j < len(as) && j < k+6; j++ {
			b := &as[j]
			if b.cue[0] < a.content[0] || b.cue[0] >= a.content[1] {
				continue
			}
			if b.form == "before" && b.content[0] <= a.cue[0] {
				a.content[1] = max(a.content[0]+1, min(a.content[1], b.content[1]))
				continue
			}
			if b.form == "before" && b.content[0] > a.content[0] && t.words[b.content[0]-1].low == ";" {
				a.content[1] = min(a.content[1], b.content[0]-1)
				continue
			}
			if cut := t.startsAt(a, b); cut > a.content[0] {
				a.content[1] = min(a.content[1], cut)
			}
		}
		t.cutComment(a)
		for a.content[1] > a.content[0]+1 && t.words[a.content[1]-1].kind == mark && t.quoteAt[a.content[1]-1] == 0 && t.words[a.content[1]-1].low != ")" {
			a.content[1]--
		}
		if q := t.quote(a.content[0]); q != nil && q.first == a.content[0] && q.last == a.content[1]-1 && q.closed {
			a.verbatim = true
		}
	}
}

// cutComment ends the content before what the report adds of its own behind a
// quotation or statement: “...”, a reference to; a claim which Peru denies.
func (t *parsed) cutComment(a *attribution) {
	for k := a.content[0] + 1; k+2 < a.content[1]; k++ {
		low := t.words[k].low
		if low != "," && low != "-" && low != "–" && low != "—" {
			continue
		}
		quoted := t.quoteAt[k-1] > 0 && t.quotes[t.quoteAt[k-1]-1].last == k-1
		p := t.phrase(k + 1)
		if low == "," && k+2 < a.content[1] && (t.words[k+1].low == "but" || t.words[k+1].low == "and") && (t.tags[k+2] == auxiliary || t.tags[k+2] == modal) && a.form == "clause" {
			a.content[1] = k // the speaker is the subject again
			return
		}
		comment := p != nil && (t.comments(p, a.content[1]) || quoted && (t.words[k+1].low == "a" || t.words[k+1].low == "an"))
		if comment || quoted && low != "," {
			a.content[1] = k
			return
		}
	}
}

// comments reports whether the phrase behind a comma takes up what was said
// before, as a thing that was said: "a claim which Peru denies", "an allegation
// rejected by Peru", "something Peru denies".
func (t *parsed) comments(p *phrase, end int) bool {
	if p.last >= end {
		return false
	}
	if t.words[p.head].low == "something" {
		return t.phraseAt[p.last] > 0 && t.startsClause(p.last, end)
	}
	if p.class != statement || t.tags[p.first] != article {
		return false
	}
	return t.tags[p.last] == relative || t.phraseAt[p.last] > 0 || t.words[p.last].low == "that" || t.tags[p.last] == verb && t.wordIs(p.last+1, end, "by")
}

// startsAt returns where attribution b begins when it stands beside a, zero
// when it is said within a's content.
func (t *parsed) startsAt(a, b *attribution) int {
	if b.form == "before" || b.form == "phrase" {
		if b.content[0] <= a.cue[0] || b.form == "phrase" && b.cue[0] > b.content[1]-1 {
			return 0
		}
	}
	if b.group < 0 {
		return 0
	}
	g := &t.groups[b.group]
	i := g.first - 1
	shared := len(a.speakers) > 0 && len(b.speakers) > 0 && a.speakers[0] == b.speakers[0]
	if shared && b.speakers[0] < int(^uint(0)>>1) && t.phrases[b.speakers[0]].first < a.cue[0] {
		// The same subject goes on: "said ... and accused", ", adding that".
		for i > a.content[0] && (t.tags[i] == adverb || t.tags[i] == conj || t.words[i].low == ",") {
			i--
		}
		return i + 1
	}
	if len(b.speakers) == 0 {
		return 0
	}
	first := t.phrases[b.speakers[0]].first
	if first <= a.content[0] || first > b.cue[0] {
		return 0
	}
	k := first - 1
	for k > a.content[0] && (t.tags[k] == article || t.tags[k] == adverb || t.isCalendar(k)) {
		k--
	}
	switch low := t.words[k].low; {
	case low == "while" || low == "but" || low == "although" || low == "though" || low == "whereas" || low == ";" || (low == "and" || low == "as" || low == "with") && k > 0 && t.words[k-1].low == ",", low == "and" && !t.phrases[b.speakers[0]].pronoun:
		for k > a.content[0] && t.words[k-1].low == "," {
			k--
		}
		return k
	}
	return 0
}

// continued gives the quotations of a sentence that no cue frames to the
// speaker before them: “...,” he said. “...”
func (t *parsed) continued(here []attribution, n int, all []attribution) []attribution {
	s := t.sentences[n]
	if len(here) > 0 || len(all) == 0 {
		return nil
	}
	prior := &all[len(all)-1]
	if prior.form == "headline" && !t.country(&t.phrases[prior.speakers[0]]) && prior.sentence == n-1 && s.paragraph == t.sentences[n-1].paragraph && s.lead < 0 && t.words[s.first].lines == 0 && t.quoteAt[s.first] == 0 {
		a := *prior // "Kenya, statement: We held the town. Two men died."
		a.sentence, a.content, a.verbatim, a.object = n, [2]int{s.first, t.sentenceEnd(s)}, false, -1
		a.rules = append(strings.Fields("source.statement-continued"), a.rules...)
		return []attribution{a}
	}
	if !t.opensQuote(s.first) {
		return nil
	}
	q := t.quotes[t.quoteAt[s.first]-1]
	if prior.sentence != n-1 || !prior.verbatim && !q.continues {
		return nil
	}
	if s.paragraph > t.sentences[prior.sentence].paragraph+1 {
		return nil
	}
	if q.last+1 < t.sentenceEnd(s) {
		return nil
	}
	a := *prior
	a.sentence, a.content, a.parts, a.verbatim, a.object, a.mutual = n, [2]int{q.first, q.last + 1}, nil, true, -1, false
	a.stance, a.form = "assert", "continued"
	a.rules = append(strings.Fields("source.quote-continued"), a.rules...)
	return []attribution{a}
}

// chainEnd returns the end of a phrase with what depends on it by "of", "for"
// and the like, and its apposition.
func (t *parsed) chainEnd(n, end int) int {
	last := t.phrases[n].last
	for last+1 < end {
		switch {
		case (t.words[last].low == "of" || t.words[last].low == "for" || t.words[last].low == "in" || t.words[last].low == "at" || t.words[last].low == "from") && t.phraseAt[last+1] > 0:
			last = t.phrases[t.phraseAt[last+1]-1].last
		case t.words[last].low == "," && t.phraseAt[last+1] > 0 && t.phrases[t.phraseAt[last+1]-1].role != "" && !(t.phrases[t.phraseAt[last+1]-1].plural && !t.phrases[n].plural) && !t.startsClause(last+1, end) && !(t.phrases[n].plural && t.words[last+1].low != "the"):
			last = t.phrases[t.phraseAt[last+1]-1].last
		default:
			return last
		}
	}
	return last
}
