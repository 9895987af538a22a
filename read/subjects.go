package read

// widerSubject looks for who speaks when what stands before a verb of saying
// cannot: behind "and", the subject of an earlier verb ("denied that a jet was
// lost, and accused ..."); otherwise the noun that words without a verb of
// their own describe ("a resident reached by phone said"). It returns nil when
// there is none.
func (t *parsed) widerSubject(g *group, near []int, n int) []int {
	first := t.sentences[n].first
	i := g.first - 1
	for i > first && t.tags[i] == adverb {
		i--
	}
	if i > first && t.tags[i] == conj {
		for k := int(t.groupAt[g.verb]) - 2; k >= 0 && t.groups[k].sentence == n && t.groups[k].verb > g.verb-window; k-- {
			if e := &t.groups[k]; e.finite() && t.isCue(e.verb) && len(e.subjects) > 0 && t.canSpeak(e.subjects) {
				return e.subjects
			}
		}
		return nil
	}
	if len(near) == 0 {
		return nil
	}
	for k := t.phrases[near[0]].first - 1; k > first && k > i-20; k-- {
		before := -1 // the phrase that the words in between describe
		switch g := t.groupEnds(k + 1); {
		case t.tags[k] == relative || t.words[k].low == "that":
			before = k - 1
			if t.words[before].low == "," {
				before--
			}
		case t.tags[k] == stop || t.tags[k] == clausal:
			return nil
		case g != nil && !g.helped && !g.infinitive && (g.gerund || t.words[g.verb].past()):
			before = g.first - 1
		}
		if before < first || t.phraseAt[before] == 0 {
			continue
		}
		if p := t.headOfChain(int(t.phraseAt[before])-1, first); t.canSpeak([]int{p}) {
			return []int{p}
		}
		return nil
	}
	return nil
}

// isCue reports whether word i is a verb of saying.
func (t *parsed) isCue(i int) bool {
	for _, f := range t.words[i].senses.Starting {
		if f.Frame.Kind == "cue" {
			return true
		}
	}
	return false
}
