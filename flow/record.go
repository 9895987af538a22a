package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
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
	if l.writing == nil {
		return nil, errors.New("the ledger is open to read only")
	}
	l.door.Lock()
	defer l.door.Unlock()
	next, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	drafts, err := draft(next)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	entries, err := l.entries(ctx, next, drafts)
	if err != nil {
		return nil, err
	}
	var checkpoint []byte
	err = l.store.Apply(ctx, next, entries, func(tree ledger.Tree) ([]byte, error) {
		checkpoint, err = ledger.Sign(tree, l.signer)
		return checkpoint, err
	})
	if err != nil {
		// Nothing of the batch was kept. A body that was put for it stays, unnamed
		// by any entry, until the same report is added again.
		return nil, err
	}
	// A crash here leaves the entries recorded and the checkpoint file behind by
	// one batch: the next opening swaps it. The caller has no answer and asks
	// again; its report is then found recorded.
	if err := l.writeCheckpoint(checkpoint); err != nil {
		return nil, fmt.Errorf("entries %d to %d are recorded, but the checkpoint file could not be swapped: %w", next, next+int64(len(entries))-1, err)
	}
	numbers := make([]int64, len(entries))
	for i := range numbers {
		numbers[i] = next + int64(i)
	}
	return numbers, nil
}

// entries numbers, dates, salts and commits to the drafts.
func (l *Ledger) entries(ctx context.Context, next int64, drafts []Draft) ([]evidence.Entry, error) {
	now := l.world.Now().UTC().Truncate(time.Second)
	if next > 0 {
		last, err := l.store.Entry(ctx, next-1)
		if err != nil {
			return nil, err
		}
		if now.Before(last.Envelope.Time) { // the clock stepped back: order is the log's, not the clock's
			now = last.Envelope.Time
		}
	}
	entries := make([]evidence.Entry, len(drafts))
	for i, d := range drafts {
		number := next + int64(i)
		payload, err := json.Marshal(d.Payload)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Kind, err)
		}
		salt, err := l.world.Salt(number)
		if err != nil {
			return nil, fmt.Errorf("no randomness for a salt: %w", err)
		}
		entries[i] = evidence.Entry{
			Envelope: evidence.Envelope{
				About: d.About, Commitment: evidence.Commit(salt, payload), Kind: d.Kind, Number: number, Time: now, Version: evidence.FormatVersion,
			},
			Salt: salt, Payload: payload,
		}
	}
	return entries, nil
}

func (l *Ledger) writeCheckpoint(note []byte) error {
	return bodies.WriteFile(filepath.Join(l.dir, checkpointFile), note, 0o644)
}
