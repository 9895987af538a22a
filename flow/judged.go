package flow

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"tallystick/publish"
	"tallystick/store"
)

// judgements keep what publish said of the reports and incidents that were
// asked about. Each is kept until an entry bears on what it rests on, or the
// clock lets out what it withholds. What is kept is shared, and never changed.
type judgements struct {
	lock      sync.Mutex
	head      int64 // position up to which entries were followed
	reports   judged[publish.Report]
	listed    judged[publish.Report] // as lists at the desk show them
	incidents judged[Incident]       // by the ids that they were asked for by
	gathered  judged[Incident]       // as lists at the desk show them, by their own ids
}

// judged holds judgements of one kind.
type judged[T any] struct {
	of     map[judgedAt]judgement[T]
	weight int              // of all that are held, in claims
	weigh  func(said T) int // claims of one
}

type judgedAt struct {
	desk bool  // for whom: a desk lends what it keeps to its view of the public
	at   int64 // atHead, or a position before the head of the log
	id   string
}

const atHead = -1

// judgement is what was said at a moment.
type judgement[T any] struct {
	said T
	err  error
	when time.Time
	grounds
}

// grounds are what a judgement rests on.
type grounds struct {
	until time.Time // from then on the clock may change it; zero when it cannot
	ids   []string  // of the reports, claims and incidents that it is about
}

// hold reports whether what was judged at a moment stands at another by the
// clock.
func (g *grounds) hold(judged, now time.Time) bool {
	return !now.Before(judged) && (g.until.IsZero() || now.Before(g.until))
}

func (g *grounds) add(other grounds) {
	if g.until.IsZero() || !other.until.IsZero() && other.until.Before(g.until) {
		g.until = other.until
	}
	g.ids = append(g.ids, other.ids...)
}

// mostJudged bounds the claims of what is kept of a kind: each takes some two
// kilobytes.
const mostJudged = 40_000

func newJudgements() *judgements {
	claims := func(r publish.Report) int { return 1 + len(r.Claims) }
	told := func(i Incident) int { return 1 + 2*len(i.Claims) }
	return &judgements{
		reports:   judged[publish.Report]{of: make(map[judgedAt]judgement[publish.Report]), weigh: claims},
		listed:    judged[publish.Report]{of: make(map[judgedAt]judgement[publish.Report]), weigh: claims},
		incidents: judged[Incident]{of: make(map[judgedAt]judgement[Incident]), weigh: told},
		gathered:  judged[Incident]{of: make(map[judgedAt]judgement[Incident]), weigh: told},
	}
}

// judgedOf returns what is kept of a thing, or judges it.
func judgedOf[T any](ctx context.Context, l *Library, kept *judged[T], at int64, id string, judge func() (T, grounds, error)) (T, grounds, error) {
	now, all := l.now(), l.judged
	known, key, head, ok, err := recalled(ctx, l, kept, at, id, now)
	if err != nil || ok {
		return known.said, known.grounds, cmp.Or(err, known.err)
	}
	said, on, err := judge()
	var withdrawn *WithdrawnError
	if err == nil || errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		all.lock.Lock()
		defer all.lock.Unlock()
		if head == all.head {
			kept.keep(key, judgement[T]{said, err, now, on})
		}
	}
	return said, on, err
}

// recalled returns what is kept of a thing, with the key to keep it under at the
// head of the log; it is false when that must be judged.
func recalled[T any](ctx context.Context, l *Library, kept *judged[T], at int64, id string, now time.Time) (known judgement[T], key judgedAt, head int64, ok bool, err error) {
	if head, err = l.store.Applied(ctx); err != nil {
		return known, key, head, false, err
	}
	key = judgedAt{l.desk, at, id}
	if at >= head {
		key.at = atHead
	}
	all := l.judged
	all.follow(ctx, l.store, head)
	all.lock.Lock()
	defer all.lock.Unlock()
	known, ok = kept.of[key]
	ok = ok && head == all.head && known.hold(known.when, now)
	return known, key, head, ok, nil
}

func (j *judged[T]) keep(key judgedAt, what judgement[T]) {
	j.drop(key)
	j.of[key] = what
	j.weight += j.weigh(what.said)
	for other := range j.of { // whichever comes
		if j.weight <= mostJudged {
			break
		}
		if other != key {
			j.drop(other)
		}
	}
}

func (j *judged[T]) drop(key judgedAt) {
	if was, ok := j.of[key]; ok {
		delete(j.of, key)
		j.weight -= j.weigh(was.said)
	}
}

// follow lets go of what the entries up to a head bear on.
func (j *judgements) follow(ctx context.Context, s store.Store, head int64) {
	j.lock.Lock()
	defer j.lock.Unlock()
	if head <= j.head {
		return
	}
	bear := func(string) bool { return true }
	if len(j.reports.of)+len(j.listed.of)+len(j.incidents.of)+len(j.gathered.of) > 0 {
		if ids, ok := touched(context.WithoutCancel(ctx), s, j.head, head); ok {
			bear = func(id string) bool { return ids[id] }
		}
	}
	j.reports.let(bear, false)
	j.listed.let(bear, false)
	j.gathered.let(bear, false)
	j.incidents.let(bear, true) // a claim that comes to be may have any id that was asked for
	j.head = head
}

// let lets go of what rests on any of some ids and, if it is to, of what was not
// to be seen.
func (j *judged[T]) let(bear func(id string) bool, unseen bool) {
	for key, what := range j.of {
		gone := unseen && what.err != nil
		for _, id := range what.ids {
			gone = gone || bear(id)
		}
		if gone {
			j.drop(key)
		}
	}
}
