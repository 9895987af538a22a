package flow

import (
	"context"
	"errors"
	"sync"
	"time"

	"tallystick/publish"
	"tallystick/store"
)

// judgements keep, for the public, what publish said of the reports and of the
// incidents that were asked about last.
type judgements struct {
	reports   judged[publish.Report]
	incidents judged[Incident] // by the ids that they were asked for by
}

// judged keeps what was said of things of one kind, at one head of the log and
// for a minute: several pages show one of them, and each shows several. What is
// kept is shared, and never changed.
type judged[T any] struct {
	lock  sync.Mutex
	head  int64
	since time.Time
	of    map[judgedAt]judgement[T]
}

type judgedAt struct {
	at int64
	id string
}

type judgement[T any] struct {
	said T
	err  error
}

const (
	mostJudged = 1000
	judgedAge  = time.Minute // publication depends on the clock as well
)

// judgedOf returns what is kept of a thing, or
// judges it, as it always does at the desk.
func judgedOf[T any](ctx context.Context, l *Library, kept *judged[T], at int64, id string, judge func() (T, error)) (T, error) {
	if l.desk {
		return judge()
	}
	head, err := l.store.Applied(ctx)
	if err != nil {
		var none T
		return none, err
	}
	now := l.now()
	if known, ok := kept.find(head, at, id, now); ok {
		return known.said, known.err
	}
	said, err := judge()
	var withdrawn *WithdrawnError
	if err == nil || errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		kept.keep(head, at, id, now, judgement[T]{said, err})
	}
	return said, err
}

// find returns what is kept.
func (j *judged[T]) find(head, at int64, id string, now time.Time) (judgement[T], bool) {
	j.lock.Lock()
	defer j.lock.Unlock()
	if head > j.head || now.Sub(j.since) >= judgedAge || now.Before(j.since) || len(j.of) >= mostJudged {
		j.head, j.since, j.of = max(head, j.head), now, make(map[judgedAt]judgement[T])
	}
	known, ok := j.of[judgedAt{at, id}]
	return known, ok && head == j.head
}

func (j *judged[T]) keep(head, at int64, id string, now time.Time, what judgement[T]) {
	j.lock.Lock()
	defer j.lock.Unlock()
	if head == j.head && !now.Before(j.since) {
		j.of[judgedAt{at, id}] = what
	}
}
