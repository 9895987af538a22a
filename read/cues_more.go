package read

import "strings"

// passiveCue reads "Peru was accused by Kenya of shelling": who speaks stands
// behind "by"; the subject is accused.
func (t *parsed) passiveCue(a *attribution, g *group) bool {
	s := t.sentences[a.sentence]
	end := t.sentenceEnd(s)
	args := t.arguments(a.cue[1], end)
	for _, arg := range args {
		if arg.prep == "by" && t.canSpeak([]int{arg.phrase}) {
			a.speakers = []int{arg.phrase}
		}
	}
	if len(a.speakers) == 0 || len(g.subjects) == 0 {
		return false
	}
	after := t.phrases[a.speakers[0]].last
	a.object = g.subjects[0]
	a.rules = append(a.rules, "source.passive")
	for _, by := range []string{"of", "for", "as"} {
		if !a.frame.Is(by) {
			continue
		}
		for k := a.cue[1]; k < end && k < a.cue[1]+window/2; k++ {
			if t.words[k].low != by || t.phraseAt[k] > 0 {
				continue
			}
			if k+1 < a.speakers[0] {
				end = min(end, max(t.phrases[a.speakers[0]].first-1, k+2))
			}
			return t.plainOrQuoted(a, k+1, end, by)
		}
	}
	if a.frame.Is("object") || a.frame.Is("predicate") {
		p := &t.phrases[g.subjects[0]]
		a.content, a.form = [2]int{p.first, max(a.cue[0], p.last)}, "object"
		for a.content[1] > p.last && a.content[1] > g.first {
			a.content[1]--
		}
		return true
	}
	_ = after
	return false
}

// inverted reads `"...," said Ann Lee` and "..., said Ann Lee".
func (t *parsed) inverted(a *attribution, s sentence) bool {
	i := a.cue[1]
	n := t.phraseStarting(i)
	if i >= s.last || n < 0 || t.quoteAt[a.cue[0]] > 0 || !t.canSpeak([]int{n}) || strings.HasSuffix(t.words[a.cue[0]].low, "ing") {
		return false
	}
	p := &t.phrases[n]
	if p.pronoun && t.words[i].low != "he" && t.words[i].low != "she" || p.class == statement {
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

// postposed reads `"...," Ann Lee said` and "..., the army said".
func (t *parsed) postposed(a *attribution, s sentence) bool {
	if len(a.speakers) == 0 {
		return false
	}
	first := t.phrases[a.speakers[0]].first
	if first <= s.first || first > a.cue[0] {
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
			return k > from && !t.onlyAdverbial(from, k)
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
		case low == "-" || low == "–" || low == "—":
			return k + 1
		case t.tags[k] == verb || t.tags[k] == auxiliary:
			return s.first
		}
	}
	return s.first
}

// nounCue reads "Peru reiterated its commitment to", "a Kenyan claim that".
func (t *parsed) nounCue(a *attribution) bool {
	s := t.sentences[a.sentence]
	end := t.sentenceEnd(s)
	p := t.phrase(a.cue[0])
	if p == nil || p.head != a.cue[1]-1 {
		return false
	}
	i := p.last
	n := int(t.phraseAt[a.cue[0]]) - 1
	switch {
	case a.frame.Is("infinitive") && t.wordIs(i, end, "to"):
		i++
	case a.frame.Is("clause") && t.wordIs(i, end, "that"):
		i++
	default:
		return false
	}
	a.rules = append(a.rules, "source.noun")
	if p.owner != "" {
		a.speakers = []int{n}
		return t.plainOrQuoted(a, i, end, "clause")
	}
	if t.words[p.first].low == "its" || t.words[p.first].low == "their" || t.words[p.first].low == "his" || t.words[p.first].low == "her" {
		if g := t.groupBefore(a.cue[0], a.sentence); g != nil && len(g.subjects) > 0 && t.canSpeak(g.subjects) {
			a.speakers = g.subjects
			a.group = int(t.groupAt[g.verb]) - 1
			return t.plainOrQuoted(a, i, end, "infinitive")
		}
	}
	if t.wordIs(i-1, end, "by") {
		return false
	}
	return false
}

// groupBefore returns the last verb of the sentence that stands before word i.
func (t *parsed) groupBefore(i, n int) *group {
	for k := i - 1; k >= t.sentences[n].first && k > i-window; k-- {
		if g := t.groupAt[k]; g > 0 {
			return &t.groups[g-1]
		}
	}
	return nil
}

// phraseCue reads "according to X, ..." and "..., according to X".
func (t *parsed) phraseCue(a *attribution) bool {
	s := t.sentences[a.sentence]
	end := t.sentenceEnd(s)
	i := a.cue[1]
	n := t.phraseStarting(i)
	if n < 0 || i >= end {
		return false
	}
	if p := &t.phrases[n]; !t.canSpeak([]int{n}) && !(p.class == other && !p.pronoun && (p.last > p.first+1 || p.plural)) {
		return false // "according to plan"
	}
	a.speakers = []int{n}
	after := t.chainEnd(n, end)
	opens := a.cue[0] == s.first || t.tags[a.cue[0]-1] == clausal || t.words[a.cue[0]-1].low == "," && !t.verbBefore(a.cue[0], s)
	switch {
	case opens:
		for after < end && t.words[after].low != "," {
			if t.tags[after] == verb || t.tags[after] == auxiliary {
				break
			}
			after++
		}
		if t.phrases[n].class == proof && a.cue[0] > s.first {
			return false // "said that according to footage": the speaker stays
		}
		return t.plain(a, after, end, "phrase")
	case t.verbBefore(a.cue[0], s):
		last := a.cue[0]
		for last > s.first && t.words[last-1].kind == mark && t.quoteAt[last-1] == 0 {
			last--
		}
		a.content, a.form = [2]int{t.contentStart(last, s), last}, "phrase"
		if q := t.quote(a.content[0]); q != nil && q.first == a.content[0] && q.last+1 == last {
			a.verbatim = true
		}
		return last > a.content[0]
	}
	return false
}

// headlineCue reads "Norwegian minister: Peru lost the town".
func (t *parsed) headlineCue(a *attribution) bool {
	s := t.sentences[a.sentence]
	p := t.phrase(a.cue[0] - 1)
	if a.cue[0] == s.first || p == nil || p.first != s.first || p.class != actor || p.name == "" || t.words[s.first].lines == 0 {
		return false
	}
	a.speakers = []int{int(t.phraseAt[s.first]) - 1}
	a.rules = append(a.rules, "source.headline")
	end := t.sentenceEnd(s)
	if !t.clauseFollows(a.cue[1], end) && !t.opensQuote(a.cue[1]) {
		return false
	}
	return t.plainOrQuoted(a, a.cue[1], end, "headline")
}

func (t *parsed) verbBefore(i int, s sentence) bool {
	for k := i - 1; k >= s.first && k > i-window; k-- {
		if t.tags[k] == verb || t.tags[k] == auxiliary {
			return true
		}
	}
	return false
}

// chainEnd returns the end of a phrase with what depends on it by "of", "for"
// and the like, and its apposition.
func (t *parsed) chainEnd(n, end int) int {
	last := t.phrases[n].last
	for last+1 < end {
		switch {
		case (t.words[last].low == "of" || t.words[last].low == "for" || t.words[last].low == "in" || t.words[last].low == "at" || t.words[last].low == "from") && t.phraseAt[last+1] > 0:
			last = t.phrases[t.phraseAt[last+1]-1].last
		case t.words[last].low == "," && t.phraseAt[last+1] > 0 && t.phrases[t.phraseAt[last+1]-1].role != "":
			last = t.phrases[t.phraseAt[last+1]-1].last
		default:
			return last
		}
	}
	return last
}

// bound ends each content where a later attribution of the sentence begins
// that is not part of it.
func (t *parsed) bound(as []attribution) {
	for k := range as {
		a := &as[k]
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
		comment := p != nil && (p.class == statement && t.tags[p.first] == article && p.last < a.content[1] && (t.tags[p.last] == relative || t.phraseAt[p.last] > 0 || t.words[p.last].low == "that") || quoted && (t.words[k+1].low == "a" || t.words[k+1].low == "an"))
		if comment || quoted && low != "," {
			a.content[1] = k
			return
		}
	}
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
	if len(here) > 0 || len(all) == 0 || !t.opensQuote(s.first) {
		return nil
	}
	prior := &all[len(all)-1]
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
