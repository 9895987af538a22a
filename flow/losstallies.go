package flow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/publish"
	"tallystick/read/units"
	"tallystick/store"
)

// StatedTally is a tally with the entry and the edition that hold it.
type StatedTally struct {
	evidence.Tally
	Entry   int64     `json:"entry"`
	At      time.Time `json:"recorded"`          // ledger time
	Edition string    `json:"edition,omitempty"` // id
}

// Tallies visits the tallies that the audience may see and the filter lets
// through, in the order of date, speaker and id. The public sees those that an
// open edition recorded, as they stood when its list may be seen.
func (l *Library) Tallies(ctx context.Context, at int64, filter store.TallyFilter, visit func(StatedTally) error) error {
	view, err := l.lossView(ctx, at)
	if err != nil {
		return err
	}
	t, err := l.trails(ctx, at)
	if err != nil {
		return err
	}
	if l.desk {
		return l.store.Tallies(ctx, at, filter, func(r store.TallyRecord) error {
			e, _ := t.edition(r.Entry)
			return visit(StatedTally{Tally: r.Tally, Entry: r.Entry, At: r.At, Edition: e.ID})
		})
	}
	lists := make(map[int64][]string) // that are read at each position
	for _, shelf := range view.shelves {
		lists[shelf.At] = append(lists[shelf.At], shelf.Lists...)
	}
	var kept []StatedTally
	for at, seen := range lists {
		err := l.store.Tallies(ctx, at, filter, func(r store.TallyRecord) error {
			e, found := t.edition(r.Entry)
			if found && slices.Contains(seen, e.Edition.List) && e.Withheld(l.policy, view.now) == "" {
				kept = append(kept, StatedTally{Tally: l.losses.sieve.Tally(r.Tally), Entry: r.Entry, At: r.At, Edition: e.ID})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	slices.SortStableFunc(kept, func(a, b StatedTally) int {
		return cmp.Or(slices.Compare([]string{a.Date, a.By, a.ID}, []string{b.Date, b.By, b.ID}), cmp.Compare(a.Entry, b.Entry))
	})
	for _, s := range kept {
		if err := visit(s); err != nil {
			return err
		}
	}
	return nil
}

// LossSeries is what is said and counted of one side's losses of one class, day
// by day.
type LossSeries struct {
	Side    string            `json:"side"`
	Class   string            `json:"class"`
	Claimed []ClaimedSeries   `json:"claimed"` // by who states it and in which column
	Counted []CountedSeries   `json:"counted"` // by list, units by the day on which the list took them in
	Falls   []link.Step       `json:"falls"`   // where a cumulative number falls
	Rule    evidence.FoldRule `json:"rule"`
}

// ClaimedSeries is a column of numbers that somebody states.
type ClaimedSeries struct {
	By          string       `json:"by"`
	For         string       `json:"for,omitempty"`  // on whose behalf
	List        string       `json:"list,omitempty"` // whose own total it is; empty when it is no list's
	Said        string       `json:"said"`
	Covers      []string     `json:"covers,omitempty"` // classes, where it is not this class alone
	Points      []ClaimPoint `json:"points"`           // cumulative, by date
	Corrections []ClaimPoint `json:"corrections,omitempty"`
}

// ClaimPoint is one number of a series, with the entry that holds it.
type ClaimPoint struct {
	Date  string `json:"date"`
	Min   *int64 `json:"min,omitempty"`
	Max   *int64 `json:"max,omitempty"`
	Entry int64  `json:"entry"`
}

// CountedSeries is the units of one list by the day on which it took them in.
type CountedSeries struct {
	List    string       `json:"list"`
	Points  []CountPoint `json:"points"`  // days on which the count grew
	Undated int64        `json:"undated"` // units of which the list does not say when it took them in
}

// CountPoint is how many units were counted up to a day.
type CountPoint struct {
	Date  string `json:"date"`
	Units int64  `json:"units"`
}

// Series returns what is said and counted of one side's losses of one class. A
// column that covers other classes too says so: it is shown beside the count,
// and cannot be held against it.
func (l *Library) Series(ctx context.Context, at int64, side, class string) (LossSeries, error) {
	series := LossSeries{Side: side, Class: class, Claimed: []ClaimedSeries{}, Counted: []CountedSeries{}, Rule: evidence.FoldRules[0]}
	editions, err := l.editions(ctx, at)
	if err != nil {
		return series, err
	}
	format := make(map[string]string) // by edition
	for _, e := range editions {
		format[e.ID] = e.Edition.Format
	}
	headings := covers(units.New(l.lexicon()))
	columns := make(map[string]*ClaimedSeries)
	stated := make(map[string][]evidence.Tally) // by speaker
	err = l.Tallies(ctx, at, store.TallyFilter{Of: side}, func(t StatedTally) error {
		said := false
		for _, p := range t.Parts {
			if len(p.PartOf) > 0 || p.What != "" || p.Model != "" || p.Fate != "" || t.Date == "" {
				continue
			}
			covers := covered(headings, format[t.Edition], t.Tally, p)
			if !slices.Contains(covers, class) || slices.Contains(covers, "") { // of another class, or of everything
				continue
			}
			name := p.Said
			if t.List != "" { // a list's column stands for many classes
				name = cmp.Or(p.Class, t.Said)
			}
			key := t.By + "\n" + t.List + "\n" + name
			c := columns[key]
			if c == nil {
				c = &ClaimedSeries{By: t.By, For: t.Side, List: t.List, Said: name, Points: []ClaimPoint{}}
				if len(covers) > 1 {
					c.Covers = covers
				}
				columns[key] = c
			}
			point := ClaimPoint{t.Date, p.Min, p.Max, t.Entry}
			switch t.Reach {
			case evidence.Cumulative:
				c.Points = append(c.Points, point)
			case evidence.Correction:
				if p.Min == nil || *p.Min != 0 {
					c.Corrections = append(c.Corrections, point)
				}
			}
			said = true
		}
		if said {
			stated[t.By+"\n"+t.List] = append(stated[t.By+"\n"+t.List], t.Tally)
		}
		return nil
	})
	if err != nil {
		return series, err
	}
	for _, key := range sortedKeys(columns) {
		series.Claimed = append(series.Claimed, *columns[key])
	}
	for _, key := range sortedKeys(stated) {
		for _, step := range link.Falls(stated[key]) {
			if slices.ContainsFunc(series.Claimed, func(c ClaimedSeries) bool { return c.Said == step.Said }) {
				series.Falls = append(series.Falls, step)
			}
		}
	}
	series.Counted, err = l.countedByDay(ctx, at, side, class)
	return series, err
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// countedByDay counts the units of one side and class by the day on which each
// list took them in.
func (l *Library) countedByDay(ctx context.Context, at int64, side, class string) ([]CountedSeries, error) {
	view, err := l.lossView(ctx, at)
	if err != nil {
		return nil, err
	}
	asked := LossQuery{Side: side, Classes: []string{class}}
	days := make(map[string]map[string]int64) // by list
	count := func(b evidence.Bucket, first []string, units int64) {
		if !asked.passes(l.shownBucket(b)) {
			return
		}
		for i, list := range listsOf(b) {
			if days[list] == nil {
				days[list] = make(map[string]int64)
			}
			days[list][first[i]] += units
		}
	}
	for _, shelf := range view.shelves {
		taken, err := l.store.LossDays(ctx, shelf.At, store.LossFilter{Side: side, Class: class})
		if err != nil {
			return nil, err
		}
		for _, d := range taken {
			if view.holds(shelf, listsOf(d.Bucket)) {
				count(d.Bucket, d.Days, d.Units)
			}
		}
		for _, u := range view.held {
			if u.Unit.Counted() && shelf.Holds(u.Unit.Lists()) {
				count(u.Unit.Bucket(), u.Unit.Days(), -1)
			}
		}
	}
	counted := []CountedSeries{}
	for _, list := range sortedKeys(days) {
		c := CountedSeries{List: list, Points: []CountPoint{}, Undated: days[list][""]}
		delete(days[list], "")
		var units int64
		for _, day := range sortedKeys(days[list]) {
			if grown := days[list][day]; grown > 0 {
				units += grown
				c.Points = append(c.Points, CountPoint{day, units})
			}
		}
		if units+c.Undated > 0 {
			counted = append(counted, c)
		}
	}
	return counted, nil
}

// Reconciliation is the tallies of an edition held against the units of its
// list, as decided up to a position.
type Reconciliation struct {
	Edition publish.Edition   `json:"edition"`
	Rule    evidence.FoldRule `json:"rule"`
	Tallies []ReconciledTally `json:"tallies"`
	Found   map[string]int    `json:"found"` // numbers by finding
}

// ReconciledTally is a tally with what was found of each of its numbers.
type ReconciledTally struct {
	StatedTally
	Lines []link.Line `json:"lines"`
	Sums  []link.Sum  `json:"sums,omitempty"`
}

// Reconciliation holds every tally that an edition's list states, up to that
// edition, against the units that the audience sees at a position.
func (l *Library) Reconciliation(ctx context.Context, at int64, edition string, rule evidence.FoldRule) (Reconciliation, error) {
	shown, err := l.Editions(ctx, at)
	if err != nil {
		return Reconciliation{}, err
	}
	i := slices.IndexFunc(shown, func(e publish.Edition) bool { return e.ID == edition })
	if i < 0 {
		return Reconciliation{}, store.ErrNotFound
	}
	e := shown[i]
	answer := Reconciliation{Edition: e, Rule: rule, Tallies: []ReconciledTally{}, Found: map[string]int{}}
	books, err := l.books(ctx, at, e, rule)
	if err != nil {
		return answer, err
	}
	err = l.Tallies(ctx, at, store.TallyFilter{List: e.Edition.List}, func(t StatedTally) error {
		if t.Edition != "" && t.Entry >= e.End {
			return nil
		}
		r := ReconciledTally{StatedTally: t, Lines: books.Reconcile(t.Tally), Sums: link.Sums(t.Tally)}
		for _, line := range r.Lines {
			answer.Found[line.Finding]++
		}
		answer.Tallies = append(answer.Tallies, r)
		return nil
	})
	return answer, err
}

// books enters the units of an edition's list.
func (l *Library) books(ctx context.Context, at int64, e publish.Edition, rule evidence.FoldRule) (*link.Books, error) {
	books := &link.Books{List: e.Edition.List, Format: e.Edition.Format, Date: e.Edition.Date, Rule: rule, Covers: covers(units.New(l.lexicon())), Rejected: map[string]bool{}}
	if l.desk {
		decided, err := l.store.UnitDecisions(ctx)
		if err != nil {
			return nil, err
		}
		for id, decisions := range decided {
			_, books.Rejected[id] = standing(decisions, at)
		}
		return books, l.enter(ctx, at, books, func(u evidence.Unit) (evidence.Unit, bool) { return u, true })
	}
	view, err := l.lossView(ctx, at)
	if err != nil {
		return nil, err
	}
	sieve := l.losses.sieve
	books.Hidden = func(address string) bool { return sieve.Address(address) == "" }
	for _, shelf := range view.shelves {
		if !slices.Contains(shelf.Lists, books.List) {
			continue
		}
		err := l.enter(ctx, shelf.At, books, func(u evidence.Unit) (evidence.Unit, bool) { return sieve.Entered(u), view.seen(shelf, u) })
		if err != nil {
			return nil, err
		}
	}
	return books, nil
}

// enter enters the units of a list at a position, as they are shown. One that
// stands in several of the list's groups is entered once.
func (l *Library) enter(ctx context.Context, at int64, books *link.Books, shown func(evidence.Unit) (evidence.Unit, bool)) error {
	return l.store.Listed(ctx, at, books.List, func(group string, r store.UnitRecord) error {
		i := slices.IndexFunc(r.Unit.Listings, func(l evidence.Listing) bool { return l.List == books.List })
		if i < 0 || r.Unit.Listings[i].Group() != group {
			return nil
		}
		if u, seen := shown(r.Unit); seen {
			books.Add(u)
		}
		return nil
	})
}

// covered returns the classes that a part of a tally counts, whole or in part.
func covered(covers func(format, heading string) ([]string, evidence.Remark), format string, t evidence.Tally, p evidence.Part) []string {
	for _, heading := range []string{p.Said, t.Said} {
		if classes, _ := covers(format, heading); len(classes) > 0 {
			return classes
		}
	}
	classes, _ := covers("", p.Class)
	return classes
}
