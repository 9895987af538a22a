package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store/bodies"
)

// Draft is an entry to be: what it says and which earlier entries it is about.
type Draft struct {
	Kind    evidence.Kind
	Payload any
	About   []int64
}

// Record is the one door: every change of state passes it. It calls draft with
// the number that the first new entry will have, while nobody else records, so
// what draft reads from the store still holds when its drafts are written. No
// drafts, no change.
//
// When Record returns without error the entries are in the log, in every
// table, under a signed checkpoint, and durable. It returns their numbers.
func (l *Ledger) Record(ctx context.Context, draft func(next int64) ([]Draft, error)) ([]int64, error) {
	first, end, err := l.RecordAll(ctx, func(next int64) iter.Seq2[Draft, error] {
		drafts, err := draft(next)
		return func(yield func(Draft, error) bool) {
			if err != nil {
				yield(Draft{}, err)
				return
			}
			for _, d := range drafts {
				if !yield(d, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var numbers []int64
	for n := first; n < end; n++ {
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// RecordAll is Record for any number of drafts, which are taken one by one and
// written in little memory: all of them or, after an error of theirs, none. All
// bear one ledger time. It returns the number of the first entry and the one
// past the last.
func (l *Ledger) RecordAll(ctx context.Context, draft func(next int64) iter.Seq2[Draft, error]) (first, end int64, err error) {
	if l.writing == nil {
		return 0, 0, errReadOnly
	}
	l.door.Lock()
	defer l.door.Unlock()
	next, err := l.store.Applied(ctx)
	if err != nil {
		return 0, 0, err
	}
	now, err := l.ledgerTime(ctx, next)
	if err != nil {
		return 0, 0, err
	}
	var checkpoint []byte
	end = next
	err = l.store.Apply(ctx, next, l.entries(next, now, draft(next)), func(tree ledger.Tree) (note []byte, err error) {
		if tree.Size == next {
			return nil, errNoDrafts
		}
		end = tree.Size
		checkpoint, err = ledger.Sign(tree, l.signer)
		return checkpoint, err
	})
	if errors.Is(err, errNoDrafts) {
		return next, next, nil
	}
	if err != nil {
		// Nothing of the batch was kept. A body that was put for it stays, unnamed
		// by any entry, until the same report is added again.
		return 0, 0, err
	}
	// A crash here leaves the entries recorded and the checkpoint file behind by
	// one batch: the next opening swaps it. The caller has no answer and asks
	// again; its report is then found recorded.
	if err := l.writeCheckpoint(checkpoint); err != nil {
		return 0, 0, fmt.Errorf("entries %d to %d are recorded, but the checkpoint file could not be swapped: %w", next, end-1, err)
	}
	return next, end, nil
}

var errReadOnly = errors.New("the ledger is open to read only")

// errNoDrafts undoes a transaction that would change nothing.
var errNoDrafts = errors.New("nothing to record")

// ledgerTime is the time that the next entries bear.
func (l *Ledger) ledgerTime(ctx context.Context, next int64) (time.Time, error) {
	now := l.world.Now().UTC().Truncate(time.Second)
	if next == 0 {
		return now, nil
	}
	last, err := l.store.Entry(ctx, next-1)
	if now.Before(last.Envelope.Time) { // the clock stepped back: order is the log's, not the clock's
		now = last.Envelope.Time
	}
	return now, err
}

// draftChunk is how many drafts are made into entries at once.
const draftChunk = 200

// entries numbers, dates, salts and commits to the drafts.
func (l *Ledger) entries(next int64, now time.Time, drafts iter.Seq2[Draft, error]) iter.Seq2[evidence.Entry, error] {
	return func(yield func(evidence.Entry, error) bool) {
		var chunk []Draft
		handOn := func() bool {
			entries, err := l.commit(next, now, chunk)
			if err != nil {
				yield(evidence.Entry{}, err)
				return false
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return false
				}
			}
			next, chunk = next+int64(len(chunk)), chunk[:0]
			return true
		}
		for d, err := range drafts {
			if err != nil {
				yield(evidence.Entry{}, err)
				return
			}
			if chunk = append(chunk, d); len(chunk) == draftChunk && !handOn() {
				return
			}
		}
		handOn()
	}
}

// commit makes entries of drafts, as many at once as there are processors:
// encoding a payload and hashing it needs nothing but the payload. Salts are
// drawn in order.
func (l *Ledger) commit(next int64, now time.Time, drafts []Draft) ([]evidence.Entry, error) {
	entries := make([]evidence.Entry, len(drafts))
	for i, d := range drafts {
		number := next + int64(i)
		salt, err := l.world.Salt(number)
		if err != nil {
			return nil, fmt.Errorf("no randomness for a salt: %w", err)
		}
		entries[i] = evidence.Entry{
			Envelope: evidence.Envelope{About: d.About, Kind: d.Kind, Number: number, Time: now, Version: evidence.FormatVersion},
			Salt:     salt,
		}
	}
	faults := make([]error, len(drafts))
	workers := min(runtime.GOMAXPROCS(0), len(drafts))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(drafts); i += workers {
				e := &entries[i]
				payload, err := json.Marshal(drafts[i].Payload)
				if err != nil {
					faults[i] = fmt.Errorf("%s: %w", drafts[i].Kind, err)
				}
				e.Payload, e.Envelope.Commitment = payload, evidence.Commit(e.Salt, payload)
			}
		})
	}
	group.Wait()
	return entries, errors.Join(faults...)
}

func (l *Ledger) writeCheckpoint(note []byte) error {
	return bodies.WriteFile(filepath.Join(l.dir, checkpointFile), note, 0o644)
}
