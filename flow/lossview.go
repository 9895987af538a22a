package flow

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/review"
	"tallystick/store"
)

// lossView is what an audience sees of losses at a position: lists, each as of
// a position of its own, less the units that are held.
type lossView struct {
	shelves []publish.Shelf
	held    map[string]store.UnitRecord // units that stand on a shelf and are not seen, by id
	now     time.Time
	all     bool // the desk's: everything that stands at the position
}

func (v lossView) holds(s publish.Shelf, lists []string) bool { return v.all || s.Holds(lists) }

// seen reports whether a unit that stands on a shelf is seen.
func (v lossView) seen(s publish.Shelf, u evidence.Unit) bool {
	_, held := v.held[u.ID]
	return u.Counted() && !held && v.holds(s, u.Lists())
}

// lossMemory is what a library keeps between questions about losses.
type lossMemory struct {
	sieve *publish.Sieve
	lock  sync.Mutex
	last  counted
}

// counted is the counts at the positions that were asked about last: one
// question asks about each several times. What is withdrawn later changes the
// past, so they go by the head too.
type counted struct {
	head int64
	at   map[int64][]store.LossCount // never changed
}

// mostCounts is how many positions are remembered: each costs some hundred
// bytes a bucket.
const mostCounts = 8

// lossCounts returns how many units stand in each bucket at a position.
func (l *Library) lossCounts(ctx context.Context, at int64) ([]store.LossCount, error) {
	head, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	m := l.losses
	m.lock.Lock()
	known := m.last.at[at]
	if m.last.head != head {
		known = nil
	}
	m.lock.Unlock()
	if known != nil {
		return known, nil
	}
	counts, err := l.store.LossCounts(ctx, at, store.LossFilter{})
	if err != nil {
		return nil, err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.last.head != head || m.last.at == nil || len(m.last.at) >= mostCounts {
		m.last = counted{head, make(map[int64][]store.LossCount)}
	}
	m.last.at[at] = counts
	return counts, nil
}

func newLossMemory(policy publish.Policy) *lossMemory {
	return &lossMemory{sieve: publish.NewSieve(policy)}
}

// lossView returns what the audience sees of losses at a position.
func (l *Library) lossView(ctx context.Context, at int64) (lossView, error) {
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return lossView{}, err
	}
	if l.desk {
		return lossView{shelves: []publish.Shelf{{At: at}}, now: now, all: true}, nil
	}
	editions, err := l.editions(ctx, at)
	if err != nil {
		return lossView{}, err
	}
	view := lossView{now: now}
	view.shelves, err = publish.Shelves(editions, at, l.policy, now, func(at int64) ([][]string, error) { return l.together(ctx, at) })
	if err != nil {
		return view, err
	}
	view.held, err = l.held(ctx, at, view, editions)
	return view, err
}

// editions returns the editions up to a position with the verdicts in force, in
// the order of their entries.
func (l *Library) editions(ctx context.Context, at int64) ([]publish.Edition, error) {
	records, err := l.store.Editions(ctx, at)
	if err != nil {
		return nil, err
	}
	slices.Reverse(records)
	list := make([]publish.Edition, len(records))
	for i, r := range records {
		list[i] = editionOf(r, at)
	}
	return list, nil
}

func editionOf(r store.EditionRecord, at int64) publish.Edition {
	e := publish.Edition{ID: r.Edition.ID(), Entry: r.Entry, End: r.End, At: r.At, Edition: r.Edition, State: publish.Unreviewed}
	then, refused := standing(r.Decisions, at)
	e.Refused = refused
	switch then.Verdict {
	case evidence.Accept:
		e.State, e.Accepts = publish.Accepted, inForce(then, r.Decisions)
	case evidence.Refuse:
		e.State, e.Rejects = publish.Rejected, inForce(then, r.Decisions)
	}
	return e
}

// standing returns what was in force at a position, and whether the subject is
// rejected, then or after all that was decided since.
func standing(decisions []store.DecisionRecord, at int64) (then review.Standing, refused bool) {
	then = review.InForce(rulings(decisions, at))
	latest := review.InForce(rulings(decisions, 1<<62))
	return then, then.Verdict == evidence.Refuse || latest.Verdict == evidence.Refuse
}

// together returns which lists have a counted unit in common.
func (l *Library) together(ctx context.Context, at int64) ([][]string, error) {
	counts, err := l.lossCounts(ctx, at)
	if err != nil {
		return nil, err
	}
	var sets [][]string
	seen := make(map[string]bool)
	for _, c := range counts {
		if strings.Contains(c.Lists, "\n") && !seen[c.Lists] {
			seen[c.Lists] = true
			sets = append(sets, strings.Split(c.Lists, "\n"))
		}
	}
	return sets, nil
}

// held returns the units on the shelves that the public does not see: somebody
// rejected them, they happened too lately, or they are found to be one with such
// a unit.
func (l *Library) held(ctx context.Context, at int64, view lossView, editions []publish.Edition) (map[string]store.UnitRecord, error) {
	decided, err := l.store.UnitDecisions(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for id, decisions := range decided {
		if _, refused := standing(decisions, at); refused {
			ids = append(ids, id)
		}
	}
	for _, e := range editions {
		if !e.Doubtful(l.policy, view.now) {
			continue
		}
		late, err := l.store.LateUnits(ctx, e.Entry, e.End)
		if err != nil {
			return nil, err
		}
		for _, u := range late {
			if publish.Fresh(u.Happened, l.policy, view.now) {
				ids = append(ids, u.Unit)
			}
		}
	}
	held := make(map[string]store.UnitRecord)
	for _, shelf := range view.shelves {
		for _, id := range ids {
			for steps := 0; id != "" && steps < 100; steps++ { // on to the unit that it was found to be
				u, err := l.store.Unit(ctx, shelf.At, id)
				if errors.Is(err, store.ErrNotFound) {
					break
				}
				if err != nil {
					return nil, err
				}
				if _, known := held[id]; shelf.Holds(u.Unit.Lists()) || u.Unit.Into != "" && !known {
					held[id] = u.UnitRecord
				}
				id = u.Unit.Into
			}
		}
	}
	return held, nil
}
