package flow

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/store"
)

// LossWords is a question about losses in a person's words. Empty fields ask
// for everything.
type LossWords struct {
	List  string
	Side  string // code or name
	Class string // class, plural, synonym, or a heading of others' lists
	Model string // in any spelling that is known
	Fate  string
	Fold  string
}

// LossWordError says that a word of a question is none that the ledger knows,
// and which come near.
type LossWordError struct {
	What string // "side", "class", "model", "list", "fate"
	Word string
	Near []string
}

func (e *LossWordError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("no losses are recorded under the %s %q", e.What, e.Word)
	}
	return fmt.Sprintf("no losses are recorded under the %s %q; near it: %s", e.What, e.Word, strings.Join(e.Near, ", "))
}

// LossQuery finds what a person's words mean among what the audience sees at a
// position. A word that fits nothing there is a LossWordError.
func (l *Library) LossQuery(ctx context.Context, at int64, w LossWords) (LossQuery, error) {
	rule, err := evidence.ParseFoldRule(w.Fold)
	q := LossQuery{Rule: rule}
	if err != nil || w.List == "" && w.Side == "" && w.Class == "" && w.Model == "" && w.Fate == "" {
		return q, err
	}
	view, err := l.lossView(ctx, at)
	if err != nil {
		return q, err
	}
	buckets, err := l.buckets(ctx, view, LossQuery{})
	if err != nil {
		return q, err
	}
	if q.List, err = one(w.List, "list", vocabulary(buckets, func(b store.LossCount) []string { return listsOf(b.Bucket) }), bare, nil); err != nil {
		return q, err
	}
	if q.Side, err = one(w.Side, "side", vocabulary(buckets, func(b store.LossCount) []string { return []string{b.Side} }), bare, l.sidesCalled); err != nil {
		return q, err
	}
	if w.Class != "" {
		known := vocabulary(buckets, func(b store.LossCount) []string { return []string{b.Class} })
		names := l.classesCalled(w.Class)
		if q.Classes = slices.DeleteFunc(slices.Clone(known), func(k string) bool { return !slices.Contains(names, k) && bare(k) != bare(w.Class) }); len(q.Classes) == 0 {
			return q, &LossWordError{What: "class", Word: w.Class, Near: near(w.Class, known)}
		}
	}
	if w.Model != "" {
		model, err := one(w.Model, "model", vocabulary(buckets, func(b store.LossCount) []string { return []string{b.Model} }), lexicon.ModelKey, l.modelsCalled)
		if err != nil {
			return q, err
		}
		q.Models = []string{model}
	}
	q.Fate, err = fateCalled(w.Fate)
	return q, err
}

// fateCalled checks a fate or history.
func fateCalled(word string) (string, error) {
	word = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), " ", "")
	fates, ordered := evidence.History(word).Fates()
	for _, f := range fates {
		if !slices.Contains(evidence.Fates, f) {
			return "", &LossWordError{What: "fate", Word: word, Near: near(f, evidence.Fates)}
		}
	}
	if !ordered {
		slices.Sort(fates)
		return strings.Join(fates, "+"), nil
	}
	return word, nil
}

// vocabulary returns the words that stand in a field of some bucket, in order.
func vocabulary(buckets []store.LossCount, field func(store.LossCount) []string) []string {
	seen := make(map[string]bool)
	for _, b := range buckets {
		for _, word := range field(b) {
			if word != "" {
				seen[word] = true
			}
		}
	}
	return sortedKeys(seen)
}

// one finds the word of a vocabulary that is meant: the word itself, then one of
// the same key, then what the lexicon calls so.
func one(word, what string, known []string, key func(string) string, called func(string) []string) (string, error) {
	if word == "" || slices.Contains(known, word) {
		return word, nil
	}
	found := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return key(k) != key(word) })
	if len(found) == 0 && called != nil {
		names := called(word)
		found = slices.DeleteFunc(slices.Clone(known), func(k string) bool { return !slices.Contains(names, k) })
	}
	switch len(found) {
	case 0:
		return "", &LossWordError{What: what, Word: word, Near: near(word, known)}
	case 1:
		return found[0], nil
	}
	return "", &LossWordError{What: what, Word: word, Near: found}
}

// bare is a word as it is compared: folded, letters and digits alone, so that
// "T72 B3" finds "T-72B3".
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '‑' || r == '–' || r == '/' || r == '.' || r == '\'' || r == '"' || r == '_' {
			return -1
		}
		return r
	}, store.Fold(s))
}

// near returns up to five words of a vocabulary that look like a word, the most
// alike first.
func near(word string, known []string) []string {
	type match struct {
		word  string
		steps int
	}
	asked := bare(word)
	var matches []match
	for _, k := range known {
		b := bare(k)
		steps := distance(asked, b)
		if strings.Contains(b, asked) || len(b) > 2 && strings.Contains(asked, b) {
			steps = min(steps, 1)
		}
		if steps <= max(1, len(asked)/3) {
			matches = append(matches, match{k, steps})
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return a.steps - b.steps })
	var words []string
	for _, m := range matches[:min(5, len(matches))] {
		words = append(words, m.word)
	}
	return words
}

// distance is how many letters have to be put in, taken out or changed to make
// one word of another.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		corner := row[0]
		row[0] = i + 1
		for j := range y {
			change := corner
			if x[i] != y[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
