package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// testWithdrawnUnits: a unit goes whole, from every count and answer at every
// position, and what is left is what a log without it would give.
func testWithdrawnUnits(t *testing.T, engine Engine) {
	ctx := t.Context()
	f := NewFleet(&Writer{})
	edition, _ := f.Edition("north list")
	stays := Listed("north list", "AAA", "tank", "T-72", 1, evidence.Damaged)
	goes := Listed("north list", "AAA", "tank", "Quillfeather's own", 1, evidence.Captured)
	goes.Markings = "Quillfeather"
	f.Record(evidence.Added, stays, edition)
	f.Record(evidence.Added, goes, edition)
	goes.Model = "T-72" // from here on it is counted in the bucket of the other
	f.Record(evidence.Refiled, goes, edition)
	stays.Fates = append(stays.Fates, evidence.Fate{What: evidence.Captured})
	f.Record(evidence.Fated, stays, edition)
	goes.Fates = append([]evidence.Fate{{What: evidence.Damaged}}, goes.Fates...)
	f.Record(evidence.Fated, goes, edition)
	pair := []string{stays.ID, goes.ID}
	slices.Sort(pair)
	f.Add(evidence.ProposalMade, evidence.Proposal{ID: evidence.ProposalID(evidence.SameUnit, pair), What: evidence.SameUnit, Members: pair, Reasons: []string{"Quillfeather in both"}})
	f.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectUnit, ID: goes.ID, Verdict: evidence.Refuse, By: "Ada", Reason: "Quillfeather asks"})

	s := engine.New(t)
	apply(t, s, 0, f.Writer.Entries)
	of, err := s.EntriesOf(ctx, goes.ID)
	if want := []int64{2, 3, 5, 6, 7}; err != nil || !slices.Equal(of, want) {
		t.Fatalf("entries of the unit: %v, %v; want %v: three records, a proposal and a decision", of, err, want)
	}
	taker := f.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Units: []string{goes.ID}, By: "Ada", Reason: "for her safety"}, of...)
	apply(t, s, taker, f.Writer.Entries[taker:])
	if err := s.Erase(ctx); err != nil {
		t.Fatal(err)
	}

	if got := strings.Join(State(t, s), "\n"); strings.Contains(got, "Quillfeather") {
		t.Error("the withdrawn name is still answered")
	}
	again := engine.New(t)
	apply(t, again, 0, Kept(t, s))
	diff(t, "a replay of what was kept", State(t, s), State(t, again))
	for at, want := range map[int64]evidence.History{3: evidence.Damaged, 4: evidence.Damaged, 5: "damaged,captured", taker + 1: "damaged,captured"} {
		counts, err := s.LossCounts(ctx, at, store.LossFilter{})
		if err != nil || len(counts) != 1 || counts[0].Units != 1 || counts[0].History != want {
			t.Errorf("at %d the counts are %v, %v; want one unit, %s", at, counts, err, want)
		}
		if _, err := s.Unit(ctx, at, goes.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("at %d the unit answers %v, want not found", at, err)
		}
	}
	if ids, err := s.WithdrawnUnits(ctx, taker+1); err != nil || !slices.Equal(ids, []string{goes.ID}) {
		t.Errorf("withdrawn units: %v, %v; want %s", ids, err, goes.ID)
	}
	if ids, err := s.WithdrawnUnits(ctx, taker); err != nil || len(ids) != 0 {
		t.Errorf("withdrawn units before: %v, %v; want none", ids, err)
	}
	if editions, err := s.Editions(ctx, taker+1); err != nil || len(editions) != 1 || editions[0].End != 6 {
		t.Errorf("the edition: %+v, %v; want it to end at 6, as envelopes say", editions, err)
	}
}

// testEditions: an edition holds the entries that follow it and are about it,
// whatever piece of the log they came in; a newer tally of an id takes the
// older one's place; files stand by unit, hash and address.
func testEditions(t *testing.T, engine Engine) {
	ctx := t.Context()
	f := NewFleet(&Writer{})
	tally := func(by, date, class string, n int64, about ...int64) evidence.Tally {
		t := evidence.Tally{ID: evidence.TallyID(by, "AAA", date, evidence.Daily, ""), By: by, Of: "AAA", Date: date, Reach: evidence.Daily, Parts: []evidence.Part{{Said: "n", Class: class, Min: &n, Max: &n}}}
		f.Add(evidence.TallyRecorded, t, about...)
		return t
	}
	first, one := f.Edition("north list") // 0
	unit := Listed("north list", "AAA", "tank", "T-72", 1, evidence.Damaged)
	f.Record(evidence.Added, unit, first)             // 1
	old := tally("b", "2020-11-02", "tank", 4, first) // 2
	second, _ := f.Edition("south list")              // 3
	tally("a", "2020-11-02", "lorry", 7, second)      // 4
	tally("b", "2020-11-02", "tank", 5, second)       // 5: in place of 2
	f.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectEdition, ID: one.ID(), Verdict: evidence.Accept, By: "Ada", Reason: "seen"}, first)
	tally("b", "2020-11-01", "tank", 1, second) // 7: about the second, but not of it
	file := evidence.File{Hash: evidence.Hash([]byte("picture")), Name: "a.jpg", Address: "https://pictures.example/a", Units: []string{unit.ID}, At: Epoch}
	f.Add(evidence.EvidenceAdded, file, 1) // 8
	end := int64(len(f.Writer.Entries))

	s := engine.New(t)
	for n, e := range f.Writer.Entries {
		apply(t, s, int64(n), []evidence.Entry{e})
	}
	editions, err := s.Editions(ctx, end)
	if err != nil || len(editions) != 2 || editions[0].Entry != 3 || editions[0].End != 6 || editions[1].Entry != 0 || editions[1].End != 3 {
		t.Errorf("editions %+v, %v; want 3 to 6 and 0 to 3", editions, err)
	} else if len(editions[1].Decisions) != 1 || len(editions[0].Decisions) != 0 {
		t.Errorf("decided: %+v; want the first edition alone", editions)
	}
	if editions, err := s.Editions(ctx, 2); err != nil || len(editions) != 1 || editions[0].End != 2 {
		t.Errorf("editions at 2: %+v, %v; want 0 to 2", editions, err)
	}
	for _, c := range []struct {
		at     int64
		filter store.TallyFilter
		want   []int64
	}{
		{end, store.TallyFilter{}, []int64{7, 4, 5}},
		{5, store.TallyFilter{}, []int64{4, 2}},
		{end, store.TallyFilter{Class: "tank"}, []int64{7, 5}},
		{end, store.TallyFilter{From: "2020-11-02", By: "b"}, []int64{5}},
		{end, store.TallyFilter{To: "2020-11-01", Of: "AAA", Reach: evidence.Daily}, []int64{7}},
		{end, store.TallyFilter{List: "north list"}, nil},
	} {
		var got []int64
		err := s.Tallies(ctx, c.at, c.filter, func(r store.TallyRecord) error { got = append(got, r.Entry); return nil })
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("tallies %+v at %d: %v, %v; want %v", c.filter, c.at, got, err, c.want)
		}
	}
	for _, shows := range []string{file.Hash, file.Address, unit.Listings[0].Address} {
		if ids, err := s.UnitsShown(ctx, end, shows); err != nil || !slices.Equal(ids, []string{unit.ID}) {
			t.Errorf("%s shows %v, %v; want the unit", shows, ids, err)
		}
	}
	for id, want := range map[string][]int64{old.ID: {2, 5}, file.Hash: {8}, one.ID(): {0, 2, 6}} {
		if of, err := s.EntriesOf(ctx, id); err != nil || !slices.Equal(of, want) {
			t.Errorf("entries of %s: %v, %v; want %v", id, of, err, want)
		}
	}
}

// testProposals: proposals are found by id, member and kind, and by whether
// anybody has decided on them.
func testProposals(t *testing.T, engine Engine) {
	ctx := t.Context()
	w := &Writer{}
	propose := func(what string, members ...string) string {
		p := evidence.Proposal{ID: evidence.ProposalID(what, members), What: what, Members: members}
		w.Add(evidence.ProposalMade, p)
		return p.ID
	}
	first := propose(evidence.SameUnit, "a", "b") // 0
	propose(evidence.SameUnit, "b", "c")          // 1
	propose(evidence.SameOrigin, "b", "d")        // 2
	w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectProposal, ID: first, Verdict: evidence.Accept, By: "Ada", Reason: "seen"}, 0)
	s := engine.New(t)
	apply(t, s, 0, w.Entries)
	for _, c := range []struct {
		at     int64
		filter store.ProposalFilter
		want   []int64
	}{
		{4, store.ProposalFilter{}, []int64{2, 1, 0}},
		{4, store.ProposalFilter{ID: first}, []int64{0}},
		{4, store.ProposalFilter{Member: "b", What: evidence.SameUnit}, []int64{1, 0}},
		{4, store.ProposalFilter{Member: "b", Open: true}, []int64{2, 1}},
		{3, store.ProposalFilter{Member: "b", Open: true}, []int64{2, 1, 0}},
		{1, store.ProposalFilter{Member: "b"}, []int64{0}},
		{4, store.ProposalFilter{Member: "e"}, nil},
		{4, store.ProposalFilter{Limit: 2}, []int64{2, 1}},
		{4, store.ProposalFilter{Limit: 2, Before: 1}, []int64{0}},
		{4, store.ProposalFilter{Before: 2, Open: true}, []int64{1}},
	} {
		list, err := s.Proposals(ctx, c.at, c.filter)
		var got []int64
		for _, p := range list {
			got = append(got, p.Entry)
			if p.Entry == 0 && len(p.Decisions) != 1 {
				t.Errorf("the decided proposal has the decisions %v", p.Decisions)
			}
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("proposals %+v at %d: %v, %v; want %v", c.filter, c.at, got, err, c.want)
		}
	}
	for at, want := range map[int64]int64{4: 1, 3: 2, 1: 1} {
		if n, err := s.OpenUnitProposals(ctx, at); err != nil || n != want {
			t.Errorf("open proposals of units at %d: %d, %v; want %d", at, n, err, want)
		}
	}
}
