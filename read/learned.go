package read

import (
	"slices"
	"sort"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/reported"
)

// Attributed is an attribution as readers of corpora mark it: a cue, who is
// said to say, think or want something, and what; each in the text's bytes.
type Attributed struct {
	Source  *evidence.Span // nil when the text names nobody
	Cue     evidence.Span
	Content []evidence.Span
}

// unnamedCue stands for the frame of a cue that no frame of the lexicon has.
var unnamedCue = &lexicon.Frame{ID: "cue-learned", Kind: "cue", Stance: string(evidence.Assert)}

// learned finds attributions with the model, keeps them for those who ask for
// all, and joins those that make a claim to the ones that the rules found.
func (t *parsed) learned(rules []attribution, m *reported.Model) []attribution {
	x := t.attributable(rules)
	t.seen, t.marked = x, m.Find(x)
	out := rules
	for i := range t.marked {
		t.shorten(&t.marked[i], x, rules)
		if a, ok := t.claimable(&t.marked[i], x); ok && !told(&a, rules) {
			out = append(out, a)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		if a.sentence != b.sentence {
			return a.sentence < b.sentence
		}
		return a.form != "continued" && b.form != "continued" && a.cue[0] < b.cue[0]
	})
	return out
}

// shorten ends a clause that a rule took as content where the model is sure that
// it ends, when both let it begin at the same word.
func (t *parsed) shorten(f *reported.Attribution, x *reported.Text, rules []attribution) {
	n := int32(-1)
	for i := f.Cue.First; i < f.Cue.Last && n < 0; i++ {
		n = x.Tokens[i].Rule
	}
	if n < 0 || f.Score < reported.Sure || len(f.Content) != 1 {
		return
	}
	a, c := &rules[n], f.Content[0]
	if t.words[c.First].low == "that" {
		c.First++
	}
	if a.form != "clause" || len(a.parts) > 0 || c.First != a.content[0] || c.Last >= a.content[1] || t.mainGroup(c.First, c.Last) == nil {
		return
	}
	a.content[1] = c.Last
	a.rules = append(a.rules, "model:end")
}

// claimable returns the attribution that a find of the model makes: the model
// is sure of it, somebody speaks who can, and no rule has its words.
func (t *parsed) claimable(f *reported.Attribution, x *reported.Text) (attribution, bool) {
	a := attribution{found: f, sentence: f.Sentence, frame: unnamedCue, form: "learned", cue: [2]int{f.Cue.First, f.Cue.Last}, object: -1, group: -1, stance: string(evidence.Assert)}
	if f.Score < reported.Sure || f.Source.Empty() {
		return a, false
	}
	for i := f.Cue.First; i < f.Cue.Last; i++ {
		if x.Tokens[i].Rule >= 0 {
			return a, false // the rules have it
		}
		if g := t.groupAt[i]; g > 0 && a.group < 0 {
			a.group = int(g) - 1
		}
	}
	a.speakers = t.phrasesIn(f.Source)
	if len(a.speakers) == 0 || !t.canSpeak(a.speakers) && !t.isRecord(a.speakers[0]) || t.ownVoice(a) {
		return a, false
	}
	for _, c := range f.Content {
		a.parts = append(a.parts, [2]int{c.First, c.Last})
	}
	if first := &a.parts[0]; t.words[first[0]].low == "that" && first[1] > first[0]+1 {
		first[0]++ // it joins what is said, and is not part of it
	}
	a.content = [2]int{a.parts[0][0], a.parts[len(a.parts)-1][1]}
	if len(a.parts) == 1 {
		a.parts = nil
		q := t.quote(a.content[0])
		a.verbatim = q != nil && q.closed && q.first == a.content[0] && q.last == a.content[1]-1
	}
	if a.content[0] < a.cue[0] {
		a.form = "before"
	}
	if !a.verbatim && t.mainGroup(a.content[0], a.content[1]) == nil || t.isDeed(f.Cue) {
		return a, false // an attitude to a thing, or an event of its own
	}
	a.rules = []string{"model:attribution"}
	if frame := t.cueFrame(f.Cue); frame != nil {
		a.frame, a.stance, a.modality = frame, frame.Stance, frame.Modality
		a.rules = append(a.rules, "frame:"+frame.ID)
	}
	if a.stance == string(evidence.Assert) && a.group >= 0 && t.groups[a.group].negated {
		a.modality = string(evidence.Question) // "did not say who fired": nothing is said
	}
	return a, true
}

// told reports whether the rules have somebody say most of the same words: of
// "said that it had confirmed the loss" they keep the confirming alone.
func told(a *attribution, rules []attribution) bool {
	k := sort.Search(len(rules), func(k int) bool { return rules[k].sentence >= a.sentence })
	for ; k < len(rules) && rules[k].sentence == a.sentence; k++ {
		r := &rules[k]
		if shared := min(a.content[1], r.content[1]) - max(a.content[0], r.content[0]); 2*shared > r.content[1]-r.content[0] || 2*shared > a.content[1]-a.content[0] {
			return true
		}
	}
	return false
}

// isDeed reports whether the lexicon has the words for an event: to agree to a
// truce is one, whoever reports it.
func (t *parsed) isDeed(r reported.Range) bool {
	for i := r.First; i < r.Last; i++ {
		if len(t.evoke(i, "event")) > 0 {
			return true
		}
	}
	return false
}

// cueFrame returns the frame of the first cue of the lexicon among the words.
func (t *parsed) cueFrame(r reported.Range) *lexicon.Frame {
	for i := r.First; i < r.Last; i++ {
		if es := t.evoke(i, "cue"); len(es) > 0 {
			return es[0].form.Frame
		}
	}
	return nil
}

// phrasesIn returns the noun phrases that a source is: its first, and what
// "and" joins to it.
func (t *parsed) phrasesIn(r reported.Range) []int {
	var out []int
	for i := r.First; i < r.Last; i++ {
		n := t.phraseAt[i]
		if n == 0 {
			continue
		}
		p := &t.phrases[n-1]
		switch {
		case len(out) == 0:
			out = append(out, int(n)-1)
		case t.tags[p.first-1] == conj && p.first-1 == t.phrases[out[len(out)-1]].last:
			out = append(out, int(n)-1)
		default:
			return out
		}
		i = p.last - 1
	}
	return out
}

// attributed returns what the model marked, or without a model what the rules
// found.
func (t *parsed) attributed(rules []attribution) []Attributed {
	var out []Attributed
	for i := range t.marked {
		f := &t.marked[i]
		a := Attributed{Cue: t.span(f.Cue.First, f.Cue.Last)}
		if !f.Source.Empty() {
			s := t.span(f.Source.First, f.Source.Last)
			a.Source = &s
		}
		for _, c := range f.Content {
			a.Content = append(a.Content, t.span(c.First, c.Last))
		}
		out = append(out, a)
	}
	if t.seen != nil {
		return out
	}
	for i := range rules {
		r := &rules[i]
		if r.content[0] >= r.content[1] {
			continue // a neighbour's cue took all its words
		}
		a := Attributed{Cue: t.span(r.cue[0], r.cue[1]), Content: []evidence.Span{t.span(r.content[0], r.content[1])}}
		if len(r.speakers) > 0 {
			s := t.span(t.phrases[r.speakers[0]].first, t.phrases[slices.Max(r.speakers)].last)
			a.Source = &s
		}
		if len(r.parts) > 0 {
			a.Content = nil
			for _, p := range r.parts {
				a.Content = append(a.Content, t.span(p[0], p[1]))
			}
		}
		out = append(out, a)
	}
	return out
}

// topics says in words what the features of a topic look at.
var topics = [...]string{
	reported.Itself: "the word itself", reported.Around: "the words beside it", reported.Speaker: "who may be speaking", reported.Follows: "what follows and how it joins",
	reported.Quotation: "the quotation marks", reported.Attitude: "what the lexicon knows of words of speech and attitude", reported.ByRule: "what the rules find", reported.Whole: "the whole among its neighbours",
}

// reasons returns what moved the model to an attribution, the strongest first.
func (t *parsed) reasons(a *attribution, m *reported.Model) []Reason {
	var out []Reason
	for _, r := range m.Reasons(t.seen, a.found) {
		step := "attribution: “" + t.span(a.cue[0], a.cue[1]).Text + "” as a cue"
		if r.Judges {
			step = "attribution: the whole judged"
		}
		out = append(out, Reason{step, topics[r.Topic], r.Weight})
	}
	return out
}
