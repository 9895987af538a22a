package flow

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tallystick/evidence"
)

// mostMoments bounds the moments that a reader may choose from.
const mostMoments = 200

// strides are the widths of time that moments are told apart by: the finest
// that gives no more than mostMoments is taken.
var strides = []time.Duration{time.Second, time.Minute, time.Hour, 6 * time.Hour, aDay, 7 * aDay, 28 * aDay, 364 * aDay}

const aDay = 24 * time.Hour

// momentMemory keeps the moments at one position, and the first of all.
type momentMemory struct {
	lock  sync.Mutex
	first time.Time // of the log's first entry, zero until it was asked for
	known bool
	at    int64
	all   []time.Time
}

// Moments returns the moments before a position at which an audience may look
// back, in order: at most mostMoments, and none that shows the ledger as it
// stands at the position itself.
//
// The desk's are those at which something was recorded. The public's are
// evenly spaced from the ledger's first hour to the clock's, whatever was
// recorded: they say nothing of what it may not see yet.
func (l *Library) Moments(ctx context.Context, at int64) ([]time.Time, error) {
	if at == 0 {
		return nil, nil
	}
	if !l.desk {
		first, err := l.first(ctx)
		if err != nil {
			return nil, err
		}
		return even(first, l.now()), nil
	}
	m := l.moments
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.known && m.at == at {
		return m.all, nil
	}
	for _, stride := range strides {
		all, err := l.recordings(ctx, at, stride)
		if err != nil {
			return nil, err
		}
		if all = all[:len(all)-1]; len(all) <= mostMoments {
			m.known, m.at, m.all = true, at, all
			return all, nil
		}
	}
	return nil, fmt.Errorf("the ledger's %d entries span more than %d years", at, mostMoments)
}

// first returns the ledger time of the first entry, which stays what it is.
func (l *Library) first(ctx context.Context) (time.Time, error) {
	m := l.moments
	m.lock.Lock()
	defer m.lock.Unlock()
	if !m.first.IsZero() {
		return m.first, nil
	}
	first, err := l.recorded(ctx, 0)
	if err == nil {
		m.first = first
	}
	return first, err
}

// even returns the ends of equal stretches of time, those that lie between two
// moments.
func even(from, to time.Time) []time.Time {
	for _, stride := range strides {
		if stride < time.Hour || to.Sub(from) > mostMoments*stride {
			continue
		}
		all := make([]time.Time, 0, mostMoments+1)
		for t := from.UTC().Truncate(min(stride, aDay)).Add(stride - time.Second); t.Before(to); t = t.Add(stride) {
			all = append(all, t)
		}
		return all
	}
	return nil
}

// recordings returns the last moment of each stretch of time in which entries
// below a position were made; it gives up once there are too many. Stretches
// between two entries of one stretch are not looked at.
func (l *Library) recordings(ctx context.Context, at int64, stride time.Duration) ([]time.Time, error) {
	var all []time.Time
	var walk func(from, to int64, first, last time.Time) error
	walk = func(from, to int64, first, last time.Time) error { // entries from..to, made at first and last
		if first.Truncate(stride).Equal(last.Truncate(stride)) {
			if n := len(all); n > 0 && all[n-1].Truncate(stride).Equal(last.Truncate(stride)) {
				all = all[:n-1]
			}
			all = append(all, last)
			return nil
		}
		if len(all) > mostMoments+1 {
			return nil
		}
		middle := from + (to-from)/2
		before, err := l.recorded(ctx, middle)
		if err != nil {
			return err
		}
		after, err := l.recorded(ctx, middle+1)
		if err != nil {
			return err
		}
		if err := walk(from, middle, first, before); err != nil {
			return err
		}
		return walk(middle+1, to, after, last)
	}
	first, err := l.recorded(ctx, 0)
	if err != nil {
		return nil, err
	}
	last, err := l.recorded(ctx, at-1)
	if err != nil {
		return nil, err
	}
	return all, walk(0, at-1, first, last)
}

// LastRecorded returns the ledger time of the last entry before a position.
func (l *Library) LastRecorded(ctx context.Context, at int64) (time.Time, error) {
	return l.recorded(ctx, at-1)
}

// recorded returns the ledger time of an entry.
func (l *Library) recorded(ctx context.Context, number int64) (time.Time, error) {
	records, err := l.store.Records(ctx, number, number+1)
	if err != nil {
		return time.Time{}, err
	}
	if len(records) == 0 {
		return time.Time{}, fmt.Errorf("entry %d is missing from the log: run `tallystick verify`", number)
	}
	envelope, err := evidence.DecodeEnvelope(records[0])
	return envelope.Time, err
}
