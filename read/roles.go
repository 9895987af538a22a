package read

import (
	"slices"

	"tallystick/lexicon"
)

// verbRoles says who does and who suffers what the verb says.
func (t *parsed) verbRoles(tr *trigger, f *lexicon.Frame, args []argument) {
	var g *group
	for k := tr.first; k < tr.last && g == nil; k++ {
		if n := t.groupAt[k]; n > 0 {
			tr.group = int(n) - 1
			g = &t.groups[n-1]
		}
	}
	if g == nil {
		// "are at the edge of": the helper is the verb.
		tr.agents = t.subjectOfCopula(tr.first)
		if f.Undergoer == "subject" {
			tr.undergoer = tr.agents
		}
		t.targetsBy(tr, f, args, objects(args))
		return
	}
	subject, object := g.subjects, objects(args)
	if len(object) == 0 && g.gerund && t.nounOfDeed(g) {
		object = withPrep(args, "of") // "firing of cluster munitions"
	}
	if len(object) == 0 && tr.last-tr.first > 1 {
		object = t.between(tr.first+1, tr.last) // "shot two drones down"
	}
	tr.bare = len(object) == 0 && t.befell(g, f)
	if g.passive || tr.bare {
		subject, object = withPrep(args, "by"), subject
	}
	switch f.Undergoer {
	case "subject":
		tr.undergoer = g.subjects
	default:
		tr.undergoer = object
	}
	if len(tr.undergoer) == 0 && f.Undergoer == "object" {
		tr.undergoer = withAny(args, f.Target)
	}
	switch f.Agent {
	case "subject":
		tr.agents = subject
		tr.open = len(subject) == 0
	case "object":
		t.ownerOf(tr, object)
		tr.targets = subject
		return
	default:
		tr.agents = nil
	}
	if f.Agent == "none" && slices.Contains(f.Target, "subject") {
		tr.targets = g.subjects
		tr.agents = append(withPrep(args, "by"), withPrep(args, "from")...)
		return
	}
	t.targetsBy(tr, f, args, object)
}

// befell reports whether a headline leaves out the helper of a passive: "four
// soldiers killed in Oslo".
func (t *parsed) befell(g *group, f *lexicon.Frame) bool {
	if g.helped || !g.finite() || len(f.Outcome) == 0 || f.Undergoer == "subject" || len(g.subjects) != 1 || !t.words[g.verb].past() {
		return false
	}
	p := &t.phrases[g.subjects[0]]
	return (p.class == people || p.class == actor && !p.person) && p.numeral >= 0
}

// nounRoles says the same of a noun: "a Kenyan attack on the town by night".
func (t *parsed) nounRoles(tr *trigger, f *lexicon.Frame, args []argument) {
	p := t.phrase(tr.first)
	tr.undergoer = withAny(args, []string{"of"})
	if f.Undergoer == "number" {
		tr.undergoer = t.figure(tr, p)
	}
	if p != nil {
		tr.owner, tr.ownerAt = t.ownerIn(p, tr.first)
	}
	tr.agents = withPrep(args, "by")
	if len(tr.agents) == 0 && p != nil {
		// "a crime committed by Peru", "the strike carried out by Peru"
		if k := tr.last; k < len(t.words) && t.tags[k] == verb && k+1 < len(t.words) && t.words[k+1].low == "by" && t.phraseAt[min(k+2, len(t.words)-1)] > 0 {
			tr.agents = []int{int(t.phraseAt[k+2]) - 1}
		}
	}
	if f.Agent == "none" {
		tr.agents, tr.owner = nil, ""
	}
	tr.open = len(tr.agents) == 0 && tr.owner == "" && f.Agent == "subject"
	if tr.open && p != nil {
		tr.agents = t.supporter(p)
		tr.open = len(tr.agents) == 0
	}
	t.targetsBy(tr, f, args, nil)
	if len(tr.undergoer) == 0 {
		tr.undergoer = tr.targets
	}
}

// figure returns the number that a total is said to have come to: "the death
// toll had risen to 54".
func (t *parsed) figure(tr *trigger, p *phrase) []int {
	if p != nil && t.isEarlier(p) {
		return nil
	}
	for k := tr.last; k+1 < len(t.words) && k < tr.last+window/2; k++ {
		if t.words[k].kind == mark && t.words[k].low != "," {
			return nil
		}
		if low := t.words[k].low; low != "to" && low != "at" && low != "of" {
			continue
		}
		if n := t.phraseStarting(k + 1); n >= 0 && t.elliptic(&t.phrases[n]) {
			return []int{n}
		}
	}
	return nil
}

// supporter returns who "carried out" or "launched" the deed that a noun
// phrase names as the verb's object.
func (t *parsed) supporter(p *phrase) []int {
	k := p.first - 1
	for k > 0 && (t.tags[k] == adverb || particles[t.words[k].low]) {
		k--
	}
	if k < 0 || t.groupAt[k] == 0 {
		return nil
	}
	g := &t.groups[t.groupAt[k]-1]
	for _, f := range t.words[k].senses.Starting {
		if f.Frame.Class == "support" && !g.passive {
			return g.subjects
		}
	}
	return nil
}

// ownerIn returns the side that an adjective or possessive in p gives to the
// word at i: "an Azerbaijani assault", "Peru's attack".
func (t *parsed) ownerIn(p *phrase, i int) (string, [2]int) {
	for k := i - 1; k >= p.first; k-- {
		if f := t.entryAt(k); f != nil && f.last == k+1 {
			for _, e := range f.entries {
				if (e.Kind == lexicon.KindSide || e.Kind == lexicon.KindActor || e.Kind == lexicon.KindPerson) && e.Side != "" {
					return e.Side, [2]int{f.first, f.last}
				}
			}
		}
	}
	return "", [2]int{}
}

// ownerOf finds who made the attack that the object names.
func (t *parsed) ownerOf(tr *trigger, object []int) {
	for _, n := range object {
		p := &t.phrases[n]
		if tr.owner, tr.ownerAt = t.ownerIn(p, p.head+1); tr.owner != "" {
			return
		}
		args := t.arguments(p.last, min(len(t.words), p.last+12))
		if tr.agents = withPrep(args, "by"); len(tr.agents) > 0 {
			return
		}
		if p.class == actor || p.class == people {
			tr.agents = []int{n}
			return
		}
	}
}

func (t *parsed) targetsBy(tr *trigger, f *lexicon.Frame, args []argument, object []int) {
	if slices.Contains(f.Target, "object") {
		tr.targets = append(tr.targets, object...)
	}
	by := ""
	for _, a := range args {
		if a.prep != "" && by == "" && slices.Contains(f.Target, a.prep) {
			by = a.prep
		}
		if by != "" && a.prep == by && !slices.Contains(tr.targets, a.phrase) && !(by == "on" && media[t.words[t.phrases[a.phrase].head].low]) {
			tr.targets = append(tr.targets, a.phrase)
		}
	}
}

// subjectOfCopula returns what stands before a form of "be".
func (t *parsed) subjectOfCopula(i int) []int {
	n := t.sentenceOf(i)
	g := group{first: i, verb: i, sentence: n, helped: true}
	return t.subjectsOf(&g, t.groupsBefore(i))
}

// between returns the phrases that stand wholly between two words.
func (t *parsed) between(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if n := t.phraseStarting(i); n >= 0 && t.phrases[n].last <= to {
			out = append(out, n)
		}
	}
	return out
}

func objects(args []argument) []int {
	var out []int
	for _, a := range args {
		if a.prep != "" {
			break
		}
		out = append(out, a.phrase)
	}
	return out
}

func withPrep(args []argument, by string) []int {
	var out []int
	for _, a := range args {
		if a.prep == by {
			out = append(out, a.phrase)
		}
	}
	return out
}

func withAny(args []argument, preps []string) []int {
	for _, p := range preps {
		if out := withPrep(args, p); len(out) > 0 {
			return out
		}
	}
	return nil
}

// instrument finds what the deed was done with.
func (t *parsed) instrument(tr *trigger, args []argument) {
	for _, how := range []string{"with", "by", "using", "from"} {
		for _, n := range withPrep(args, how) {
			if t.phrases[n].unit != nil {
				tr.means = n
				return
			}
		}
	}
	for _, n := range tr.agents {
		if t.phrases[n].class == equipment {
			tr.means = n
			return
		}
	}
	if tr.form.Frame.Instrument == "object" {
		for _, n := range tr.undergoer {
			if t.phrases[n].unit != nil {
				tr.means = n
				return
			}
		}
	}
	if tr.group < 0 {
		if n := int(t.phraseAt[tr.first]) - 1; n >= 0 && t.phrases[n].unit != nil {
			tr.means = n
		}
	}
}
