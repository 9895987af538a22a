package flow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/store"
)

// LossQuery says which losses are asked after, in the ledger's own words: a
// unit agrees with each field that is not empty. Library.LossQuery finds them.
type LossQuery struct {
	List    string
	Side    string
	Classes []string // any of these
	Models  []string // any of these
	// Fate is one of destroyed, damaged, abandoned and captured for the units
	// that the rule counts so, "recovered" for those that ever were, or a whole
	// history: "damaged,captured".
	Fate string
	Rule evidence.FoldRule // the first of the rules when empty
}

func (q LossQuery) rule() evidence.FoldRule { return cmp.Or(q.Rule, evidence.FoldRules[0]) }

// passes reports whether units of a bucket are asked after.
func (q LossQuery) passes(b evidence.Bucket) bool {
	return (q.List == "" || slices.Contains(listsOf(b), q.List)) && (q.Side == "" || q.Side == b.Side) &&
		(len(q.Classes) == 0 || slices.Contains(q.Classes, b.Class)) && (len(q.Models) == 0 || slices.Contains(q.Models, b.Model)) && q.fated(b.History)
}

func (q LossQuery) fated(h evidence.History) bool {
	switch {
	case q.Fate == "":
		return true
	case q.Fate == evidence.Recovered:
		fates, _ := h.Fates()
		return slices.Contains(fates, evidence.Recovered)
	case strings.ContainsAny(q.Fate, ",+"):
		return string(h) == q.Fate
	}
	return q.rule().Fold(h) == q.Fate
}

func listsOf(b evidence.Bucket) []string {
	if b.Lists == "" {
		return nil
	}
	return strings.Split(b.Lists, "\n")
}

// LossFates counts units by the fate that a fold rule counts them under.
type LossFates struct {
	Destroyed int64 `json:"destroyed"`
	Damaged   int64 `json:"damaged"`
	Abandoned int64 `json:"abandoned"`
	Captured  int64 `json:"captured"`
}

// LossTotal is a number of units, each counted once: the sum of the fates. A
// unit of which no fate could be read is counted apart, until somebody can say
// what became of it.
type LossTotal struct {
	Units  int64     `json:"units"`
	Fates  LossFates `json:"fates"`
	Untold int64     `json:"untold,omitempty"` // units beside these, of which no fate could be read
}

// add counts n units of a history.
func (t *LossTotal) add(rule evidence.FoldRule, h evidence.History, n int64) {
	switch rule.Fold(h) {
	case evidence.Destroyed:
		t.Fates.Destroyed += n
	case evidence.Damaged:
		t.Fates.Damaged += n
	case evidence.Abandoned:
		t.Fates.Abandoned += n
	case evidence.Captured:
		t.Fates.Captured += n
	default:
		t.Untold += n
		return
	}
	t.Units += n
}

// Headline is a total with the rule that it was folded by.
type Headline struct {
	LossTotal
	Rule      evidence.FoldRule `json:"rule"`
	RuleWords string            `json:"rule_words"`
}

// ListLosses is what one list lists.
type ListLosses struct {
	List string `json:"list"`
	LossTotal
}

// ClassLosses is what one side lost of one class.
type ClassLosses struct {
	Side  string `json:"side"`
	Class string `json:"class"` // empty when nobody says
	LossTotal
	Models []ModelLosses `json:"models"`
}

// ModelLosses is what one side lost of one model, under every history.
type ModelLosses struct {
	Model string `json:"model"` // empty when nobody says
	LossTotal
	Histories map[evidence.History]int64 `json:"histories"` // "" when no fate is told
}

// Losses is the answer to a question about losses at a position.
type Losses struct {
	Total Headline        `json:"total"`
	By    []ClassLosses   `json:"by"`    // sides and classes in order, the models with the most units first
	Lists []ListLosses    `json:"lists"` // a unit that several lists list stands in each of them
	Note  evidence.Remark `json:"note,omitzero"`
	// AtMost says that several lists may still show one unit twice: the totals
	// over them are no smaller than what they count.
	AtMost bool `json:"-"`
}

// Losses counts units, each once, as decided up to a position.
func (l *Library) Losses(ctx context.Context, at int64, q LossQuery) (Losses, error) {
	view, err := l.lossView(ctx, at)
	if err != nil {
		return Losses{}, err
	}
	buckets, err := l.buckets(ctx, view, q)
	if err != nil {
		return Losses{}, err
	}
	answer := fold(buckets, q)
	if q.List == "" && len(answer.Lists) > 1 {
		answer.Note, answer.AtMost, err = l.overlap(ctx, at, buckets)
	}
	return answer, err
}

// overlap says in words how lists overlap, and whether they may do so unknown.
func (l *Library) overlap(ctx context.Context, at int64, buckets []store.LossCount) (note evidence.Remark, unknown bool, err error) {
	var several int64
	for _, b := range buckets {
		if strings.Contains(b.Lists, "\n") {
			several += b.Units
		}
	}
	if !l.desk {
		return evidence.Say("Lists overlap: %d of these units are known to stand on more than one list and are counted once. Others may be listed twice. Totals by list stand apart.", several), true, nil
	}
	open, err := l.store.OpenUnitProposals(ctx, at)
	if err != nil {
		return evidence.Remark{}, false, err
	}
	return evidence.Say("Lists overlap: %d of these units are known to stand on more than one list and are counted once. Proposals that units are one: %d open, on which nobody has decided. Totals by list stand apart.", several, open), open > 0, nil
}

// buckets counts what the audience sees and the query asks after, bucket by
// bucket. Units that are held are taken off the bucket that they stand in.
func (l *Library) buckets(ctx context.Context, view lossView, q LossQuery) ([]store.LossCount, error) {
	var list []store.LossCount
	for _, shelf := range view.shelves {
		counts, err := l.lossCounts(ctx, shelf.At)
		if err != nil {
			return nil, err
		}
		taken := make(map[evidence.Bucket]int64)
		for _, u := range view.held {
			if u.Unit.Counted() && shelf.Holds(u.Unit.Lists()) {
				taken[u.Unit.Bucket()]++
			}
		}
		for _, c := range counts {
			if !view.holds(shelf, listsOf(c.Bucket)) {
				continue
			}
			c.Units -= taken[c.Bucket]
			c.Bucket = l.shownBucket(c.Bucket)
			if c.Units > 0 && q.passes(c.Bucket) {
				list = append(list, c)
			}
		}
	}
	return list, nil
}

func (l *Library) shownBucket(b evidence.Bucket) evidence.Bucket {
	if l.desk {
		return b
	}
	return l.losses.sieve.Bucket(b)
}

// fold sums buckets up under a rule.
func fold(buckets []store.LossCount, q LossQuery) Losses {
	rule := q.rule()
	answer := Losses{Total: Headline{Rule: rule, RuleWords: rule.Words().String()}, By: []ClassLosses{}, Lists: []ListLosses{}}
	type class struct{ side, class string }
	classes := make(map[class]map[string]*ModelLosses)
	lists := make(map[string]*LossTotal)
	for _, b := range buckets {
		answer.Total.add(rule, b.History, b.Units)
		for _, name := range listsOf(b.Bucket) {
			if lists[name] == nil {
				lists[name] = &LossTotal{}
			}
			lists[name].add(rule, b.History, b.Units)
		}
		c := class{b.Side, b.Class}
		if classes[c] == nil {
			classes[c] = make(map[string]*ModelLosses)
		}
		m := classes[c][b.Model]
		if m == nil {
			m = &ModelLosses{Model: b.Model, Histories: make(map[evidence.History]int64)}
			classes[c][b.Model] = m
		}
		m.add(rule, b.History, b.Units)
		m.Histories[b.History] += b.Units
	}
	for c, models := range classes {
		by := ClassLosses{Side: c.side, Class: c.class}
		for _, m := range models {
			by.Models = append(by.Models, *m)
			by.LossTotal.Add(m.LossTotal)
		}
		slices.SortFunc(by.Models, func(a, b ModelLosses) int {
			return cmp.Or(cmp.Compare(b.Units, a.Units), strings.Compare(a.Model, b.Model))
		})
		answer.By = append(answer.By, by)
	}
	slices.SortFunc(answer.By, func(a, b ClassLosses) int {
		return cmp.Or(strings.Compare(a.Side, b.Side), strings.Compare(a.Class, b.Class))
	})
	for name, total := range lists {
		answer.Lists = append(answer.Lists, ListLosses{name, *total})
	}
	slices.SortFunc(answer.Lists, func(a, b ListLosses) int { return strings.Compare(a.List, b.List) })
	return answer
}

// Add adds another total.
func (t *LossTotal) Add(o LossTotal) {
	t.Units += o.Units
	t.Untold += o.Untold
	t.Fates.Destroyed += o.Fates.Destroyed
	t.Fates.Damaged += o.Fates.Damaged
	t.Fates.Abandoned += o.Fates.Abandoned
	t.Fates.Captured += o.Fates.Captured
}

// Editions lists the editions that the audience may know of, the newest first.
func (l *Library) Editions(ctx context.Context, at int64) ([]publish.Edition, error) {
	all, err := l.editions(ctx, at)
	if err != nil {
		return nil, err
	}
	slices.Reverse(all)
	if l.desk {
		return all, nil
	}
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return nil, err
	}
	var shown []publish.Edition
	for _, e := range all {
		if e.Withheld(l.policy, now) == "" {
			shown = append(shown, l.losses.sieve.Edition(e))
		}
	}
	return shown, nil
}
