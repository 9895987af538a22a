package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
)

// Words that decide the modality of what they govern.
var (
	conditionals = set("if unless lest provided")
	possibles    = set("may might could")
	futures      = set("will would shall 'll should")
	generics     = set("whoever whatever whichever whomever whosoever")
)

// modalityOf says how firmly the words from one place to another say what
// they say. tr is the event they speak of, nil when there is none.
func (t *parsed) modalityOf(a *attribution, tr *trigger, from, to int, s sentence) (evidence.Modality, []string) {
	main := t.mainGroup(from, to)
	switch {
	case t.cueNegated(a):
		return evidence.Negated, []string{"modality.cue-negated"}
	case t.words[s.last-1].low == "?" || s.last-2 >= s.first && t.words[s.last-2].low == "?" && t.quoteAt[s.last-1] > 0:
		return evidence.Question, []string{"modality.question"}
	case t.conditional(from, to):
		return evidence.Conditional, []string{"modality.conditional"}
	case main != nil && possibles[main.modal] && !main.negated, tr != nil && tr.group >= 0 && possibles[t.groups[tr.group].modal]:
		return evidence.Possible, []string{"modality.possible"}
	case tr != nil && tr.group >= 0 && t.groups[tr.group].negated, main != nil && main.negated && (tr == nil || tr.group < 0 || &t.groups[tr.group] == main), t.negatedBy(tr):
		return evidence.Negated, []string{"modality.negated"}
	case tr != nil && tr.group >= 0 && futures[t.groups[tr.group].modal] && !t.reportedFuture(a), main != nil && tr != nil && futures[main.modal] && tr.group >= 0 && t.groups[tr.group].infinitive && !t.reportedFuture(a):
		return evidence.Possible, []string{"modality.future"}
	}
	if tr != nil && tr.group >= 0 && t.attempted(&t.groups[tr.group]) && !t.reportedFuture(a) && (a == nil || a.stance != string(evidence.Accuse)) {
		return evidence.Possible, []string{"modality.attempt"}
	}
	if m, id := t.doubt(from, to); m != "" {
		return m, []string{id}
	}
	if a != nil && a.modality != "" {
		return evidence.Modality(a.modality), nil
	}
	return evidence.Stated, nil
}

// attempted reports whether the verb is only tried or wished for: "have been
// trying to broker a truce".
func (t *parsed) attempted(g *group) bool {
	return g.infinitive && g.first > 0 && attempts[t.words[g.first-1].low]
}

var attempts = set("try tries tried trying seek seeks sought seeking attempt attempts attempted attempting hope hopes hoped hoping want wants wanted wanting plan plans planned planning intend intends intended intending aim aims aimed aiming struggle struggled struggling efforts effort talks bid")

// cueNegated reports whether the text says that the source did not say it:
// "has not confirmed the loss".
func (t *parsed) cueNegated(a *attribution) bool {
	if a == nil || a.group < 0 || a.form == "continued" {
		return false
	}
	switch t.words[t.phrases[a.speakers[0]].first].low {
	case "neither", "nobody", "no", "none":
		return true // "neither side has confirmed"
	}
	g := &t.groups[a.group]
	yet := g.infinitive && g.first > 1 && (t.words[g.first-1].low == "yet" || t.words[max(0, g.verb-2)].low == "yet")
	return (g.negated || yet) && g.verb < a.cue[1] && !t.words[max(a.cue[0], a.cue[1]-2)].is(negatives) && !t.words[min(a.cue[0]+1, len(t.words)-1)].is(negatives)
}

// reportedFuture reports whether the stance itself is about the future: a
// promise or a demand is stated, though what it is about is still to come.
func (t *parsed) reportedFuture(a *attribution) bool {
	return a != nil && (a.stance == string(evidence.Promise) || a.stance == string(evidence.Demand) || a.stance == string(evidence.Warn) || a.stance == string(evidence.Reject))
}

// mainGroup returns the first finite verb of the words that stands outside a
// relative clause, or the first of any kind.
func (t *parsed) mainGroup(from, to int) *group {
	var first *group
	for i := from; i < to && i < from+2*window; i++ {
		n := t.groupAt[i]
		if n == 0 {
			continue
		}
		g := &t.groups[n-1]
		if first == nil {
			first = g
		}
		if g.finite() && !t.inRelative(g) {
			return g
		}
	}
	return first
}

// conditional reports whether a condition governs the words.
func (t *parsed) conditional(from, to int) bool {
	if t.words[from].low == "should" && t.words[from].capital && t.phraseAt[min(from+1, len(t.words)-1)] > 0 {
		return true // "Should Peru attack, ..."
	}
	for i := from; i < to; i++ {
		low := t.words[i].low
		if conditionals[low] && t.tags[i] != noun && !(low == "if" && i > 0 && (t.words[i-1].low == "as" || wondering[t.words[i-1].low])) && !(low == "provided" && t.tags[i] != clausal) {
			return true
		}
		if low == "event" && i > 0 && i+1 < to && t.words[i-1].low == "the" && t.words[i+1].low == "of" {
			return true
		}
	}
	return false
}

// Words after which "if" means whether: “We'll see if we can stop it.”
var wondering = set("see know ask asked asking wonder wondered wondering unclear sure check unsure tell")

// negatedBy reports whether words before the event deny it: "no longer
// holds", "failed to capture", "without firing", "no attack".
func (t *parsed) negatedBy(tr *trigger) bool {
	if tr == nil {
		return false
	}
	if tr.group < 0 {
		p := t.phrase(tr.first)
		return p != nil && t.words[p.first].low == "no"
	}
	g := &t.groups[tr.group]
	for k := g.first - 1; k >= 0 && k >= g.first-3; k-- {
		switch t.words[k].low {
		case "failed", "fails", "failing", "without", "never", "neither", "unable", "refused":
			return true
		}
		if t.tags[k] == stop {
			break
		}
	}
	for _, n := range append(append([]int{}, tr.undergoer...), tr.agents...) {
		if low := t.words[t.phrases[n].first].low; low == "no" || low == "nobody" || low == "none" {
			return true
		}
	}
	return false
}

// doubt finds a word of the lexicon by which the text keeps its distance.
func (t *parsed) doubt(from, to int) (evidence.Modality, string) {
	for i := from; i < to; i++ {
		f := t.entryAt(i)
		if f == nil || f.first != i {
			continue
		}
		e, ok := f.of(lexicon.KindHedge)
		if !ok || e.Class != "epistemic" {
			continue
		}
		if t.tags[i] == modal || t.tags[i] == verb {
			continue
		}
		if t.lex.Hedges[e.At].Effect == "possible" {
			return evidence.Possible, e.ID
		}
		return evidence.Hedged, e.ID
	}
	return "", ""
}

// generic reports whether the words speak of nobody in particular, as sayings
// do: "whoever holds the hill holds the town".
func (t *parsed) generic(from, to int) bool {
	for i := from; i < to; i++ {
		if generics[t.words[i].low] {
			return true
		}
	}
	return false
}
