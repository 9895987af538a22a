package reported

import "slices"

// Topic is what a feature looks at.
type Topic uint8

// The topics of features.
const (
	Itself    Topic = iota // the cue itself
	Around                 // the words beside it
	Speaker                // who may be speaking
	Follows                // what is said, and how it joins
	Quotation              // quotation marks
	Attitude               // what the lexicon knows of words of speech and attitude
	ByRule                 // what the rules find
	Whole                  // the attribution among its neighbours
	topics
)

// Reason is how much the features of one topic spoke for an attribution, as the
// logarithm of how much likelier they make it, in 64ths; below zero they spoke
// against it.
type Reason struct {
	Judges bool // it was weighed when the whole was judged, not when the cue was found
	Topic  Topic
	Weight int32
}

// Reasons returns what spoke for an attribution that Find returned, and
// against it, the strongest first.
func (m *Model) Reasons(t *Text, a *Attribution) []Reason {
	s := set{asked: true}
	v := t.view(a.Sentence)
	i := t.head(a.Cue)
	v.cueFeatures(&s, i, outside)
	var found, judged [topics]int32
	for k, f := range s.list {
		found[s.topics[k]] += m.cues.Weight(f, begins) - m.cues.Weight(f, outside)
	}
	t.keepFeatures(&s, a)
	for k, f := range s.list {
		judged[s.topics[k]] += m.keep.Weight(f, 0)
	}
	var out []Reason
	for k := range topics {
		if w := found[k] / (m.cues.Unit() * (cueOdds / grain)); w != 0 {
			out = append(out, Reason{false, k, w})
		}
		if w := judged[k] / (m.keep.Unit() * (keepOdds / grain)); w != 0 {
			out = append(out, Reason{true, k, w})
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return int(max(b.Weight, -b.Weight) - max(a.Weight, -a.Weight)) })
	return out
}
