package read

import (
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// trigger is a word or two that speak of an event, with those who take part.
type trigger struct {
	evoked
	group     int // its verb group, -1 for a noun
	agents    []int
	targets   []int
	undergoer []int
	owner     string // side of the agent when only an adjective names it
	ownerAt   [2]int // the words of that adjective
	means     int    // phrase of the instrument, or -1
	open      bool   // no agent is named: who is accused or the subject of the clause around may be it
}

// triggers finds every event in the text, in its order.
func triggers(t *parsed) []trigger {
	var all []trigger
	nouns := map[int]int{} // phrase -> the event that it names
	for _, s := range t.sentences {
		end := t.sentenceEnd(s)
		for i := s.first; i < end; i++ {
			for _, e := range t.evoke(i, "event") {
				tr, ok := t.triggerOf(e, end)
				if ok {
					t.deeds(&tr, all, nouns)
					if n := t.phraseAt[i]; n > 0 && tr.group < 0 {
						nouns[int(n)-1] = len(all)
					}
					all = append(all, tr)
					break
				}
			}
		}
	}
	return all
}

// deeds puts those who did a deed in the place of the deed: in "the attack by
// Peru killed four", Peru is who killed.
func (t *parsed) deeds(tr *trigger, all []trigger, nouns map[int]int) {
	if len(tr.agents) != 1 || tr.owner != "" {
		return
	}
	k, ok := nouns[tr.agents[0]]
	if !ok {
		return
	}
	deed := &all[k]
	tr.agents, tr.owner, tr.ownerAt = deed.agents, deed.owner, deed.ownerAt
	tr.targets = append(tr.targets, deed.targets...)
	if tr.means < 0 {
		tr.means = deed.means
	}
}

func (t *parsed) triggerOf(e evoked, end int) (trigger, bool) {
	tr := trigger{evoked: e, group: -1, means: -1}
	f := e.form.Frame
	args := t.arguments(e.last, end)
	if e.form.Part == lexicon.Verb {
		t.verbRoles(&tr, f, args)
	} else {
		t.nounRoles(&tr, f, args)
	}
	owned := e.form.Part == lexicon.Noun && len(tr.undergoer) == 0 && tr.owner != ""
	if len(f.Need) > 0 && !owned && !t.anyOf(tr.undergoer, f.Need) {
		return tr, false
	}
	t.instrument(&tr, args)
	return tr, true
}

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
	if len(object) == 0 && tr.last-tr.first > 1 {
		object = t.between(tr.first+1, tr.last) // "shot two drones down"
	}
	if g.passive {
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
	for _, f := range t.frames.Starting(t.words[k].low) {
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
		if by != "" && a.prep == by {
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

// anyOf reports whether one of the phrases is of one of the classes.
func (t *parsed) anyOf(ps []int, classes []string) bool {
	for _, n := range ps {
		for _, c := range classes {
			if t.isA(n, c) {
				return true
			}
		}
	}
	return false
}

func (t *parsed) isA(n int, name string) bool {
	p := &t.phrases[n]
	switch name {
	case "equipment":
		return p.class == equipment || p.unit != nil && p.class != actor || t.elliptic(p)
	case "munition":
		return p.unit != nil && p.unit.Level != "class" || p.unit != nil && p.class == equipment
	case "people":
		return p.class == people || p.class == actor && (p.plural || p.person) || t.elliptic(p)
	case "place":
		return p.class == place || p.spot.ID != "" || p.class == other && p.proper && p.name != "" && !p.pronoun && t.locative(p)
	case "attack":
		return t.evokes(p, "ASSAULT")
	case "agreement":
		return t.evokes(p, "AGREE")
	case "other":
		return p.class == other && !p.pronoun && p.proper
	}
	return classNames[name] == p.class && p.class != other
}

// elliptic reports whether the phrase is a bare number: "killing four".
func (t *parsed) elliptic(p *phrase) bool {
	return p.numeral >= 0 && t.tags[p.head] == number
}

// locative reports whether a preposition of place stands before the phrase.
func (t *parsed) locative(p *phrase) bool {
	return p.first > 0 && places[t.words[p.first-1].low]
}

func (t *parsed) evokes(p *phrase, kind string) bool {
	for _, f := range t.frames.Starting(t.words[p.head].low) {
		if f.Part == lexicon.Noun && f.Frame.Kind == "event" && f.Frame.Type == kind {
			return true
		}
	}
	return false
}

// event returns what the trigger says happened.
func (t *parsed) event(tr *trigger, c *context) *evidence.Event {
	f := tr.form.Frame
	if f.Type == "" {
		return nil
	}
	e := &evidence.Event{Type: f.Type, Mode: f.Mode}
	for _, n := range tr.agents {
		e.Agents = append(e.Agents, t.actorOf(n, c, true)...)
	}
	if len(tr.agents) == 0 && tr.owner != "" {
		side, _ := t.lex.SideOf(tr.owner)
		e.Agents = append(e.Agents, evidence.Actor{Text: t.span(tr.ownerAt[0], tr.ownerAt[1]).Text, Name: side.Name, Side: tr.owner})
	}
	if len(e.Agents) == 0 && tr.open && c.agent >= 0 {
		e.Agents = t.actorOf(c.agent, c, true)
	}
	for _, n := range tr.targets {
		if t.canSuffer(&t.phrases[n]) {
			e.Targets = append(e.Targets, t.actorOf(n, c, false)...)
		}
	}
	if tr.means >= 0 {
		e.Instrument = t.means(tr.means)
	}
	return e
}

// canSuffer reports whether the phrase can be a target among the actors;
// places are told apart.
func (t *parsed) canSuffer(p *phrase) bool {
	switch p.class {
	case actor, people, equipment:
		return true
	case other:
		return p.pronoun || p.owner != "" || p.side != ""
	}
	return false
}

// means names the instrument by its head and what describes it.
func (t *parsed) means(n int) string {
	p := &t.phrases[n]
	if p.unit.Level != "class" || p.class != equipment {
		return p.unit.Name
	}
	return p.unit.Class
}

// actorOf turns a phrase into who takes part. An instrument stands for whose
// it is; a pronoun for whom it refers to.
func (t *parsed) actorOf(n int, c *context, agent bool) []evidence.Actor {
	p := &t.phrases[n]
	if p.class == calendar || p.class == statement || p.class == ceasefire {
		return nil
	}
	if t.collective(p) && len(c.parties) > 1 {
		var all []evidence.Actor
		for _, code := range c.parties.foremost() {
			side, _ := t.lex.SideOf(code)
			all = append(all, evidence.Actor{Text: t.spanOf(p).Text, Name: side.Name, Side: code})
		}
		return all
	}
	if p.pronoun {
		k := t.refersTo(n, c)
		if k < 0 {
			return nil
		}
		a := t.actorOf(k, &context{agent: -1, speaker: -1}, agent)
		for i := range a {
			a[i].Text = t.spanOf(p).Text
		}
		return a
	}
	if p.class == equipment && agent {
		if k := t.user(p); k >= 0 {
			return t.actorOf(k, c, true)
		}
		if p.owner == "" {
			return nil
		}
		side, _ := t.lex.SideOf(p.owner)
		return []evidence.Actor{{Text: t.spanOf(p).Text, Name: side.Name, Side: p.owner}}
	}
	if agent && p.class != actor && p.class != people && !p.proper && p.owner == "" {
		return nil
	}
	a := evidence.Actor{Text: t.spanOf(p).Text, Name: p.name, Role: p.role, Side: t.sideOf([]int{n}, c)}
	if side, ok := t.lex.SideOf(a.Side); ok && a.Name == "" && p.class == other {
		a.Name = side.Name
	}
	a.Private = p.person && p.class == actor && p.role == "" && !t.inLexicon(p)
	return []evidence.Actor{a}
}

func (t *parsed) inLexicon(p *phrase) bool {
	return slices.ContainsFunc(p.ids, func(id string) bool { return len(id) > 7 && id[:7] == "person:" })
}

// user returns who uses the instrument: "the drones that Peru has employed".
func (t *parsed) user(p *phrase) int {
	k := p.last
	if k+1 < len(t.words) && (t.words[k].low == "that" || t.words[k].low == "which") && t.phraseAt[k+1] > 0 {
		return int(t.phraseAt[k+1]) - 1
	}
	return -1
}

// refersTo resolves a pronoun inside what is said: to the speakers for "they"
// and "it", to the nearest fitting subject otherwise.
func (t *parsed) refersTo(n int, c *context) int {
	low := t.words[t.phrases[n].head].low
	if c.speaker >= 0 && (low == "they" || low == "it" || low == "we" || low == "i" || low == "its" || low == "our" || low == "us") {
		q := &t.phrases[c.speaker]
		if q.pronoun {
			return t.antecedent(c.speaker, c.sentence)
		}
		return c.speaker
	}
	if low == "this" || low == "that" || low == "these" || low == "those" || low == "everyone" || low == "nobody" {
		return -1
	}
	return t.antecedent(n, c.sentence)
}
