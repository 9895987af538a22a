package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// tallyWords are the words that tell a tally from the others of its speaker and
// day. Of a list's heading they are the heading without its numbers, so that
// the next edition's stands in its place.
func tallyWords(t evidence.Tally) string {
	if t.List == "" {
		return t.Said
	}
	whole := t.Parts[0]
	return strings.Join([]string{whole.Class, whole.Model, whole.Said}, "\n")
}

// saidTally is a tally with the words that it is told apart by.
type saidTally struct {
	File, Key, Words string
	Tally            evidence.Tally
}

// nameTallies gives the tallies their ids. Where a speaker states a total twice
// with other numbers, both are kept, in the order of what is said in them.
func (i *importing) nameTallies(said *sorted) error {
	var key, content string
	again := 0
	for pair, err := range said.Sorted() {
		var s saidTally
		if err == nil {
			err = json.Unmarshal(pair.Value, &s)
		}
		if err != nil {
			return err
		}
		t, told := s.Tally, string(pair.Key)
		switch {
		case s.Key != key:
			again = 0
		case told == content:
			if err := i.addOdd(evidence.Oddity{File: s.File, Line: t.Line, Raw: t.Said, Why: "the same total is stated twice with the same numbers"}); err != nil {
				return err
			}
			continue
		default:
			again++
			s.Words = fmt.Sprintf("%s\n%d", s.Words, again+1)
		}
		key, content = s.Key, told
		t.ID = evidence.TallyID(t.By, t.Of, t.Date, t.Reach, s.Words)
		if err := t.Check(); err != nil {
			return fmt.Errorf("%s:%d: %w", s.File, t.Line, err)
		}
		if err := i.staged.tallies.add(tallyOrder(t), t); err != nil {
			return err
		}
	}
	return nil
}

// tallyContent writes down what a tally says, but for where it stands in its
// file.
func tallyContent(t evidence.Tally) string {
	t.ID, t.Line = "", 0
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings and numbers
	}
	return string(b)
}

// tallyOrder is a key in the order in which a store visits tallies.
func tallyOrder(t evidence.Tally) string { return strings.Join([]string{t.Date, t.By, t.ID}, "\x00") }

// tally drafts the tallies that are new or have other numbers than before. One
// that is no longer stated stays as it was said.
func (i *importing) tally(ctx context.Context, at int64) error {
	was, stop := iter.Pull2(i.stated(ctx, at))
	defer stop()
	old, oldErr, more := was()
	for pair, err := range i.staged.tallies.Sorted() {
		var t evidence.Tally
		if err == nil {
			err = json.Unmarshal(pair.Value, &t)
		}
		for err == nil && oldErr == nil && more && tallyOrder(old.Tally) < string(pair.Key) {
			old, oldErr, more = was()
		}
		if err := errors.Join(err, oldErr, ctx.Err()); err != nil {
			return err
		}
		var about []int64
		if more && old.Tally.ID == t.ID {
			if tallyContent(old.Tally) == tallyContent(t) {
				continue
			}
			about = append(about, old.Entry)
		}
		if _, err := i.drafted.add(evidence.TallyRecorded, t, about...); err != nil {
			return err
		}
	}
	return nil
}

// stated visits the tallies that are recorded, in the order of date, speaker
// and id.
func (i *importing) stated(ctx context.Context, at int64) iter.Seq2[store.TallyRecord, error] {
	return func(yield func(store.TallyRecord, error) bool) {
		if i.staged.tallies.n == 0 {
			return
		}
		enough := errors.New("enough")
		err := i.ledger.store.Tallies(ctx, at, store.TallyFilter{By: i.opt.By}, func(t store.TallyRecord) error {
			if !yield(t, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(store.TallyRecord{}, err)
		}
	}
}
