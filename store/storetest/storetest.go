// Package storetest is the suite that makes a store: every engine passes it.
//
// Its first law is that replay in pieces, at once, twice and after a crash
// gives one and the same store. The rest are small stories, by topic.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
)

// Engine opens a new, empty store, and opens it again after Close as a crash
// would find it.
type Engine struct {
	New    func(t *testing.T) store.Store
	Reopen func(t *testing.T, s store.Store) store.Store
}

// Run puts an engine through the suite.
func Run(t *testing.T, engine Engine) {
	topics := []struct {
		name string
		test func(t *testing.T, engine Engine)
	}{
		{"replay", testReplay},
		{"order", testOrder},
		{"stream", testStream},
		{"crash", testCrash},
		{"as of", testAsOf},
		{"withdrawal", testWithdrawal},
		{"search", testSearch},
		{"decisions", testDecisions},
		{"growth", testGrown},
		{"turns", testTurns},
		{"reversals", testReversals},
		{"time", testTime},
		{"losses", testLosses},
		{"losses page by page", testPages},
		{"withdrawn units", testWithdrawnUnits},
		{"editions", testEditions},
		{"proposals", testProposals},
		{"likeness", testLikeness},
		{"mentions", testMentions},
		{"incidents", testIncidents},
		{"going over", testGoingOver},
		{"groupings", testGroupings},
		{"ties", testTies},
		{"incidents page by page", testIncidentPages},
		{"claims like", testClaimsLike},
		{"names", testNames},
		{"truces and roads", testTruces},
		{"withdrawn incidents", testWithdrawnIncidents},
	}
	for _, topic := range topics {
		t.Run(topic.name, func(t *testing.T) { topic.test(t, engine) })
	}
}

// testReplay: in pieces = at once = twice = in one-entry steps.
func testReplay(t *testing.T, engine Engine) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		history := History(seed, 40)
		once := engine.New(t)
		apply(t, once, 0, history)
		want := State(t, once)

		random := rand.New(rand.NewPCG(seed, 1))
		pieces := engine.New(t)
		for from := 0; from < len(history); {
			n := min(1+random.IntN(9), len(history)-from)
			apply(t, pieces, int64(from), history[from:from+n])
			if random.IntN(2) == 0 { // an answer was lost: the same piece is sent again
				apply(t, pieces, int64(from), history[from:from+n])
			}
			from += n
		}
		diff(t, "in pieces", want, State(t, pieces))

		twice := engine.New(t)
		apply(t, twice, 0, history)
		apply(t, twice, 0, history)
		diff(t, "twice", want, State(t, twice))

		again := engine.New(t)
		apply(t, again, 0, Kept(t, once))
		diff(t, "from what the store kept", want, State(t, again))
	}
}

// testOrder: gaps, forks and spoilt entries are refused, and leave nothing.
func testOrder(t *testing.T, engine Engine) {
	ctx := t.Context()
	history := History(7, 20)
	s := engine.New(t)
	apply(t, s, 0, history[:10])
	want := State(t, s)

	fork := slices.Clone(history[5:12])
	fork[0] = Entry(5, evidence.ReportCaptured, evidence.Capture{Report: evidence.Hash([]byte("another")), Name: "fork.txt"})
	spoilt := slices.Clone(history[10:12])
	spoilt[1].Payload = append([]byte("x"), spoilt[1].Payload...)
	early := slices.Clone(history[10:12])
	early[1] = atTime(early[1], early[0].Envelope.Time.AddDate(-1, 0, 0))
	for name, bad := range map[string]struct {
		from    int64
		entries []evidence.Entry
		want    error
	}{
		"a gap":                        {11, history[11:13], store.ErrGap},
		"a fork":                       {5, fork, store.ErrGap},
		"entries numbered otherwise":   {10, history[11:13], store.ErrGap},
		"a payload not committed to":   {10, spoilt, nil},
		"a time before the last entry": {10, early, nil},
	} {
		err := s.Apply(ctx, bad.from, store.Each(bad.entries), Seal)
		if err == nil || bad.want != nil && !errors.Is(err, bad.want) {
			t.Errorf("%s: got error %v, want %v", name, err, bad.want)
		}
		diff(t, "after "+name, want, State(t, s))
	}
	refusal := errors.New("the signer refuses")
	if err := s.Apply(ctx, 10, store.Each(history[10:]), func(ledger.Tree) ([]byte, error) { return nil, refusal }); !errors.Is(err, refusal) {
		t.Errorf("a seal that refuses: got %v", err)
	}
	diff(t, "after a seal that refuses", want, State(t, s))
}

// testCrash: what is found after a reopening is what was acknowledged, and the
// log goes on from there.
func testCrash(t *testing.T, engine Engine) {
	history := History(8, 30)
	whole := engine.New(t)
	apply(t, whole, 0, history)

	s := engine.New(t)
	apply(t, s, 0, history[:17])
	want := State(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Apply(ctx, 17, store.Each(history[17:]), func(ledger.Tree) ([]byte, error) {
		cancel() // the batch is written, and never committed
		return []byte("lost"), nil
	})
	if err == nil {
		t.Fatal("a cancelled batch was acknowledged")
	}
	s = engine.Reopen(t, s)
	diff(t, "after a lost batch", want, State(t, s))
	apply(t, s, 17, history[17:])
	s = engine.Reopen(t, s)
	diff(t, "after the batch was sent again", State(t, whole), State(t, s))
}

func apply(t *testing.T, s store.Store, from int64, entries []evidence.Entry) {
	t.Helper()
	if err := s.Apply(t.Context(), from, store.Each(entries), Seal); err != nil {
		t.Fatalf("apply %d entries from %d: %v", len(entries), from, err)
	}
}

// Seal stands for a signer: it writes the tree down.
func Seal(tree ledger.Tree) ([]byte, error) {
	return fmt.Appendf(nil, "%d %v", tree.Size, tree.Root), nil
}

// Kept reads back every entry of a store.
func Kept(t *testing.T, s store.Store) []evidence.Entry {
	t.Helper()
	n, err := s.Applied(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	entries := make([]evidence.Entry, n)
	for i := range entries {
		if entries[i], err = s.Entry(t.Context(), int64(i)); err != nil {
			t.Fatal(err)
		}
	}
	return entries
}

// State writes down everything that a store holds and answers: the log, the
// checkpoint, every derived row, and the answers at several positions.
func State(t *testing.T, s store.Store) []string {
	t.Helper()
	ctx := t.Context()
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	entries := Kept(t, s)
	for _, e := range entries {
		say("entry %+v %x %s", e.Envelope, e.Salt, e.Payload)
	}
	checkpoint, err := s.Checkpoint(ctx)
	must(err)
	tree, err := ledger.TreeAt(s.Tiles(ctx), int64(len(entries)))
	must(err)
	say("checkpoint %q tree %v", checkpoint, tree)
	must(s.Derived(ctx, func(table, row string) error { say("%s %s", table, row); return nil }))
	for at := 0; at <= len(entries); at += max(7, len(entries)/8) {
		lines = append(lines, Answers(t, s, int64(at))...)
	}
	damage, err := s.Integrity(ctx)
	must(err)
	say("damage %v", damage)
	return lines
}

// Answers writes down what a store answers at a position.
func Answers(t *testing.T, s store.Store, at int64) []string {
	t.Helper()
	ctx := t.Context()
	var lines []string
	say := func(format string, args ...any) {
		lines = append(lines, fmt.Sprintf("at %d: ", at)+fmt.Sprintf(format, args...))
	}
	list, err := s.Reports(ctx, at)
	say("%d reports %v", len(list), err)
	for _, m := range list {
		say("summary %s", pretty(m))
		r, err := s.Report(ctx, at, m.ID)
		say("report %s %v", pretty(r), err)
		for _, c := range r.Claims {
			c, err := s.Claim(ctx, at, c.Claim.ID)
			say("claim %s %v", pretty(c), err)
		}
		of, err := s.EntriesOf(ctx, m.ID)
		say("entries of %s: %v %v", m.ID, of, err)
	}
	proposals, err := s.Proposals(ctx, at, store.ProposalFilter{})
	say("proposals %s %v", pretty(proposals), err)
	for _, query := range []string{"bridge", "north bridge", "Bərdə", "the"} {
		hits, err := s.Texts(ctx, at, query, 10)
		say("search %q: %s %v", query, pretty(hits), err)
	}
	return slices.Concat(lines, lossAnswers(t, s, at), incidentAnswers(t, s, at))
}

func diff(t *testing.T, when string, want, got []string) {
	t.Helper()
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(want):
			t.Fatalf("%s: the store has more: %s", when, got[i])
		case i >= len(got):
			t.Fatalf("%s: the store lacks: %s", when, want[i])
		case want[i] != got[i]:
			t.Fatalf("%s:\n got %s\nwant %s", when, got[i], want[i])
		}
	}
}
