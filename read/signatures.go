package read

// signatureCue reads a quotation that stands for itself with the name of its
// speaker behind a dash: “The bridge is gone.” — Ann Lee.
func (t *parsed) signatureCue(a *attribution) bool {
	i := a.cue[0]
	if i == 0 || i+1 >= len(t.words) || t.phraseAt[i+1] == 0 || t.words[i+1].lines > 0 {
		return false
	}
	q, n := t.quote(i-1), int(t.phraseAt[i+1])-1
	p := &t.phrases[n]
	if q == nil || !q.closed || q.last != i-1 || q.last-q.first < 4 || p.first != i+1 || !t.words[p.first].capital || !t.canSpeak([]int{n}) && !p.proper {
		return false
	}
	if end := p.last; end < len(t.words) && t.words[end].lines == 0 && t.words[end].kind != mark {
		return false
	}
	a.speakers = []int{n}
	a.content, a.form, a.verbatim = [2]int{q.first, q.last + 1}, "before", true
	a.rules = append(a.rules, "source.signature")
	return true
}

// spokenLine reads a line of a transcript: the speaker's name in capitals and
// a colon before what is said to the end of the paragraph.
func (t *parsed) spokenLine(a *attribution) bool {
	s := t.sentences[a.sentence]
	p := t.phrase(a.cue[0] - 1)
	if p == nil || p.first != s.first || t.words[s.first].lines == 0 || a.cue[1] >= s.last {
		return false
	}
	for i := p.first; i < p.last; i++ {
		if w := &t.words[i]; w.kind != letters || !w.shout && (!w.capital || len(w.low) > 2) {
			return false
		}
	}
	if n := t.phraseAt[a.cue[0]-1]; t.country(p) || p.class == place || p.class == calendar {
		return false // "PARIS: ...": a dateline
	} else {
		a.speakers = []int{int(n) - 1}
	}
	last := a.sentence
	for last+1 < len(t.sentences) && t.sentences[last+1].paragraph == s.paragraph && t.words[t.sentences[last+1].first].lines == 0 {
		last++
	}
	a.content = [2]int{a.cue[1], min(t.sentenceEnd(t.sentences[last]), a.cue[1]+reach)}
	a.form = "transcript"
	a.rules = append(a.rules, "source.transcript")
	return true
}
