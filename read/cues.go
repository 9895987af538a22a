package read

import (
	"slices"
	"strings"

	"tallystick/lexicon"
	"tallystick/read/reported"
)

// attribution is a place where the text says who says something: the words of
// its cue, its speakers and what it reports.
type attribution struct {
	sentence int
	frame    *lexicon.Frame
	form     string // complement by which the content was found
	cue      [2]int // words, last exclusive
	speakers []int  // phrases
	content  [2]int // words
	parts    [][2]int
	object   int // phrase that is accused, described or addressed; -1 when none
	group    int // its verb group, -1 when the cue is no verb
	mutual   bool
	verbatim bool
	rules    []string
	stance   string
	modality string
	found    *reported.Attribution // by the model; nil when the rules alone have it
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
	for _, f := range t.words[i].senses.Starting {
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
			inside := t.phraseAt[k] > 0 && (n == len(form)-1 && n > 1 || n == 1 && len(form) == 2 && parting[form[n]]) && t.tags[k] != verb
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

// parting are the particles that an object may stand before; "called the attack
// on Goris a crime" calls on nobody.
var parting = set("up down out off over back away forward apart")

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
	t.topics = make([][]int, len(t.sentences))
	for n, s := range t.sentences {
		from := len(all)
		if s.heading {
			if a, ok := t.attributionAt(s.first, n); ok && a.frame.Is("signature") {
				all = append(all, a) // a name alone on its line
			}
			continue
		}
		for i := s.first; i < s.last; i++ {
			a, ok := t.attributionAt(i, n)
			if !ok {
				continue
			}
			all = append(all, a)
			i = a.cue[1] - 1
		}
		if len(all) >= from+2 && t.speaksForItself(&all[from], &all[from+1]) {
			all = append(all[:from], all[from+1:]...)
		}
		all = append(all[:from], slices.DeleteFunc(all[from:], t.ownVoice)...)
		all = append(all[:from], t.namings(all[from:])...)
		t.share(all[from:])
		t.bound(all[from:])
		all = append(all[:from], t.innermost(all[from:])...)
		t.resolve(all[:from], all[from:], n)
		all = append(all, t.continued(all[from:], n, all)...)
	}
	return all
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
			switch {
			case a.frame.Is("headline"):
				ok = t.spokenLine(&a) || t.headlineCue(&a)
			case a.frame.Is("signature"):
				ok = t.signatureCue(&a)
			default:
				ok = t.phraseCue(&a)
			}
		}
		if !ok || a.content[1] <= a.content[0] || t.anonymity(&a) {
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
	if (a.frame.Is("clause") || a.frame.Is("quote")) && t.inverted(a, s) {
		return true
	}
	if g != nil {
		if g.passive && !(a.frame.Is("quote") && strings.HasPrefix(t.words[a.cue[0]].low, "quoted")) {
			return t.passiveCue(a, g)
		}
		a.speakers = g.subjects
	}
	if g != nil && !t.canSpeak(a.speakers) {
		if ps := t.widerSubject(g, a.speakers, a.sentence); ps != nil {
			a.speakers = ps
		}
	}
	if len(a.speakers) == 0 || !t.canSpeak(a.speakers) && !(a.frame.Is("clause") && t.isRecord(a.speakers[0])) {
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

func (t *parsed) headOfNP(p int) int { return p }

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
			if n := t.groupAt[min(k+1, end-1)]; n > 0 && t.groups[n-1].gerund {
				t.groups[n-1].subjects = g.subjects // "Peru was accused by Kenya of shelling"
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
	if t.quoteAt[a.cue[0]] > 0 {
		return false // “abide by their commitments to”
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
			if g := t.groupEnds(after + 1); t.tags[after] == auxiliary || g != nil && (g.helped || g.gerund || !t.words[after].past() || t.words[min(after+1, end-1)].low != "by") {
				break // not "figures released by Peru, ..."
			}
			after++
		}
		if t.phrases[n].class == proof && a.cue[0] > s.first {
			return false // "said that according to footage": the speaker stays
		}
		from := t.contentStart(a.cue[0], s)
		for from < a.cue[0] && t.tags[from] == clausal {
			from++
		}
		ok := t.plain(a, after, end, "phrase")
		if last := a.cue[0] - 1; ok && last > from && t.words[last].low == "," && t.phraseAt[from] > 0 && !t.isCalendar(from) && (t.tags[a.content[0]] == verb || t.tags[a.content[0]] == auxiliary || t.tags[a.content[0]] == modal) {
			// "The heights, according to Peru, are held by Kenya."
			a.parts = [][2]int{{from, last}, a.content}
			a.content[0] = from
		}
		return ok
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
	if p != nil && p.class == statement && p.first > s.first+1 && t.words[p.first-1].low == "," {
		p = t.phrase(p.first - 2) // "Kenya's Defence Ministry, statement:"
	}
	if a.cue[0] == s.first || p == nil || p.first != s.first || p.class != actor || p.name == "" || t.words[s.first].lines == 0 {
		return false
	}
	a.speakers = []int{int(t.phraseAt[s.first]) - 1}
	a.rules = append(a.rules, "source.headline")
	end := t.sentenceEnd(s)
	if t.country(p) && a.cue[1] < end && t.tags[a.cue[1]] == number {
		return false // "Peru: 21 killed"
	}
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
