// Package compare says what differs between two readings of one text: which
// claims one has and the other lacks, and in which fields the others differ.
// Whoever edits the lexicon sees by it what an edit does.
package compare

import (
	"slices"
	"sort"
	"strings"

	"tallystick/evidence"
)

// Kind is how a claim differs.
type Kind string

// The kinds of change.
const (
	Gained  Kind = "gained"
	Lost    Kind = "lost"
	Changed Kind = "changed"
)

// Change is a claim that the two readings do not share. One that is gained has
// no before, one that is lost no after.
type Change struct {
	Kind          Kind            `json:"change"`
	Sentence      string          `json:"sentence"` // that the claim stands in
	Before        *evidence.Claim `json:"before,omitempty"`
	After         *evidence.Claim `json:"after,omitempty"`
	Fields        []Difference    `json:"fields,omitempty"` // of a claim that both have
	RulesGone     []string        `json:"rules_gone,omitempty"`
	RulesThatCame []string        `json:"rules_that_came,omitempty"`
}

// Difference is a field that reads differently. An empty side says nothing.
type Difference struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Readings returns what differs between two readings of one text, in the order
// of the text. The sentences are those of the text.
func Readings(before, after []evidence.Claim, sentences []evidence.Span) []Change {
	partner := align(before, after)
	var out []Change
	add := func(c Change, claim *evidence.Claim) {
		c.Sentence = around(sentences, claim)
		out = append(out, c)
	}
	taken := make([]bool, len(after))
	heir := map[string]string{} // id before -> id after
	for i, j := range partner {
		if j >= 0 {
			taken[j] = true
			heir[before[i].ID] = after[j].ID
		}
	}
	answered := contents(before, after)
	for i := range before {
		b := &before[i]
		j := partner[i]
		if j < 0 {
			add(Change{Kind: Lost, Before: b, RulesGone: b.Rules}, b)
			continue
		}
		a := &after[j]
		c := Change{Kind: Changed, Before: b, After: a, Fields: differences(Fields(*b), Fields(*a)), RulesGone: without(b.Rules, a.Rules), RulesThatCame: without(a.Rules, b.Rules)}
		if to := heir[b.RespondsTo]; to != a.RespondsTo || to == "" && b.RespondsTo != "" {
			c.Fields = append(c.Fields, Difference{"responds_to", answered[b.RespondsTo], answered[a.RespondsTo]})
		}
		if len(c.Fields)+len(c.RulesGone)+len(c.RulesThatCame) > 0 {
			add(c, b)
		}
	}
	for j := range after {
		if !taken[j] {
			add(Change{Kind: Gained, After: &after[j], RulesThatCame: after[j].Rules}, &after[j])
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at() < out[j].at() })
	return out
}

func (c Change) at() int {
	if c.Before != nil {
		return c.Before.Content.Start
	}
	return c.After.Content.Start
}

// align finds for each claim the one of the other reading that it is, or -1:
// the one with which it shares most of its words, the same source and cue
// before others, and at least half.
func align(before, after []evidence.Claim) []int {
	type pair struct{ i, j, score int }
	byStart := make([]int, len(after))
	longest := 0
	for j := range after {
		byStart[j] = j
		longest = max(longest, after[j].Content.End-after[j].Content.Start)
	}
	sort.SliceStable(byStart, func(x, y int) bool { return after[byStart[x]].Content.Start < after[byStart[y]].Content.Start })
	var all []pair
	for i := range before {
		b := before[i].Content
		from := sort.Search(len(byStart), func(k int) bool { return after[byStart[k]].Content.Start > b.Start-longest-1 })
		for _, j := range byStart[from:] {
			a := after[j].Content
			if a.Start >= b.End {
				break
			}
			shared := min(a.End, b.End) - max(a.Start, b.Start)
			if score := 2000 * shared / (a.End - a.Start + b.End - b.Start); shared > 0 && score >= 500 {
				all = append(all, pair{i, j, 4*score + same(&before[i], &after[j])})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool { return all[x].score > all[y].score })
	partner, taken := make([]int, len(before)), make([]bool, len(after))
	for i := range partner {
		partner[i] = -1
	}
	for _, p := range all {
		if partner[p.i] < 0 && !taken[p.j] {
			partner[p.i], taken[p.j] = p.j, true
		}
	}
	return partner
}

// same counts what two claims on the same words share besides.
func same(a, b *evidence.Claim) int {
	n := 0
	if a.Stance == b.Stance {
		n++
	}
	if sameSpan(a.Cue, b.Cue) {
		n++
	}
	if sameSpan(a.Source.Span, b.Source.Span) {
		n++
	}
	return n
}

func sameSpan(a, b *evidence.Span) bool {
	return (a == nil) == (b == nil) && (a == nil || a.Start == b.Start && a.End == b.End)
}

// differences holds the fields of two claims against each other. A field that
// stands several times is one list.
func differences(before, after []Field) []Difference {
	var out []Difference
	for _, name := range names(before, after) {
		b, bAt := list(before, name)
		a, aAt := list(after, name)
		if b == a && bAt != aAt {
			a += " (another mention)"
		}
		if b != a {
			out = append(out, Difference{name, b, a})
		}
	}
	return out
}

func names(lists ...[]Field) []string {
	var out []string
	for _, l := range lists {
		for _, f := range l {
			if !slices.Contains(out, f.Name) {
				out = append(out, f.Name)
			}
		}
	}
	return out
}

func list(fields []Field, name string) (texts, places string) {
	var all []string
	for _, f := range fields {
		if f.Name == name {
			all = append(all, f.Text)
			places += f.at
		}
	}
	return strings.Join(all, "; "), places
}

func without(list, others []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(others, s) {
			out = append(out, s)
		}
	}
	return out
}

func contents(readings ...[]evidence.Claim) map[string]string {
	out := map[string]string{}
	for _, claims := range readings {
		for _, c := range claims {
			out[c.ID] = strings.Join(strings.Fields(c.Content.Text), " ")
		}
	}
	return out
}

// around returns the sentences that a claim's content stands in.
func around(sentences []evidence.Span, c *evidence.Claim) string {
	first := sort.Search(len(sentences), func(i int) bool { return sentences[i].End > c.Content.Start })
	var words []string
	for _, s := range sentences[first:] {
		if s.Start >= c.Content.End {
			break
		}
		words = append(words, strings.Fields(s.Text)...)
	}
	return strings.Join(words, " ")
}
