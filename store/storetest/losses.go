package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

// filters are asked of every history.
var filters = []store.LossFilter{
	{}, {Side: "AAA"}, {Class: "tank"}, {Side: "BBB", Model: "T-1"}, {List: "north list"}, {List: "north"},
	{Fates: []evidence.History{evidence.Destroyed, "damaged,destroyed"}}, {Fates: []evidence.History{}},
}

// lossAnswers writes down what a store answers of losses at a position.
func lossAnswers(t *testing.T, s store.Store, at int64) []string {
	t.Helper()
	ctx := t.Context()
	var lines []string
	say := func(format string, args ...any) {
		lines = append(lines, fmt.Sprintf("at %d: ", at)+fmt.Sprintf(format, args...))
	}
	for _, f := range filters {
		counts, err := s.LossCounts(ctx, at, f)
		say("counts %+v: %s %v", f, pretty(counts), err)
		cursor, err := s.Units(ctx, at, f, "", 0, func(u store.UnitRecord) error {
			h, err := s.Unit(ctx, at, u.Unit.ID)
			say("unit %s %v", pretty(h), err)
			for _, address := range u.Unit.Addresses() {
				ids, err := s.UnitsShown(ctx, at, address)
				say("shown %v %v", ids, err)
			}
			files, err := s.Files(ctx, at, u.Unit.ID)
			say("files %s %v", pretty(files), err)
			return nil
		})
		say("end %q %v", cursor, err)
		err = s.LossChanges(ctx, at-5, at, f, func(l store.LossEntry) error { say("change %s", pretty(l)); return nil })
		say("changes %v", err)
	}
	for _, list := range []string{"north list", "south list"} {
		err := s.Listed(ctx, at, list, func(group string, u store.UnitRecord) error { say("listed %q %s", group, pretty(u)); return nil })
		say("listed %v", err)
	}
	editions, err := s.Editions(ctx, at)
	say("editions %s %v", pretty(editions), err)
	for _, f := range []store.TallyFilter{{}, {Class: "lorry"}, {From: "2020-11-03", To: "2020-11-05", Of: "AAA"}} {
		err := s.Tallies(ctx, at, f, func(r store.TallyRecord) error { say("tally %s", pretty(r)); return nil })
		say("tallies %v", err)
	}
	files, err := s.Files(ctx, at, "")
	say("files %s %v", pretty(files), err)
	for _, f := range files {
		found, err := s.FilesAt(ctx, at, f.File.Address)
		say("found at %q %s %v", f.File.Address, pretty(found), err)
		if holds := slices.ContainsFunc(found, func(r store.FileRecord) bool { return r.Entry == f.Entry }); holds != (f.File.Address != "") {
			t.Errorf("at %q is found %s; the file of entry %d was found there", f.File.Address, pretty(found), f.Entry)
		}
	}
	decided, err := s.UnitDecisions(ctx)
	say("decided %s %v", pretty(decided), err)
	open, err := s.OpenUnitProposals(ctx, at)
	say("open %d %v", open, err)
	units, err := s.WithdrawnUnits(ctx, at)
	say("withdrawn %v %v", units, err)
	return lines
}

// standing works out from the entries alone which units stand at a position.
func standing(t *testing.T, entries []evidence.Entry, at int64) map[string]evidence.Unit {
	t.Helper()
	units := make(map[string]evidence.Unit)
	for _, e := range entries[:at] {
		if e.Envelope.Kind == evidence.LossRecorded && !e.Withdrawn() {
			r, err := evidence.Decode[evidence.LossRecord](e)
			if err != nil {
				t.Fatal(err)
			}
			units[r.Unit.ID] = r.Unit
		}
	}
	return units
}

func passes(b evidence.Bucket, f store.LossFilter) bool {
	return (f.List == "" || slices.Contains(strings.Split(b.Lists, "\n"), f.List)) && (f.Side == "" || b.Side == f.Side) && (f.Class == "" || b.Class == f.Class) &&
		(f.Model == "" || b.Model == f.Model) && (f.Fates == nil || slices.Contains(f.Fates, b.History))
}

// testLosses holds counts, units, lists and changes at each position against
// what the entries say.
func testLosses(t *testing.T, engine Engine) {
	ctx := t.Context()
	for seed := range uint64(3) {
		s := engine.New(t)
		apply(t, s, 0, History(seed, 150))
		entries := Kept(t, s)
		last := make(map[evidence.Bucket]int64)
		for at := int64(0); at <= int64(len(entries)); at += 10 {
			units := standing(t, entries, at)
			for _, f := range filters {
				want := make(map[evidence.Bucket]int64)
				var wantUnits []evidence.Unit
				for _, u := range units {
					if u.Counted() && passes(u.Bucket(), f) {
						want[u.Bucket()]++
						wantUnits = append(wantUnits, u)
					}
				}
				counts, err := s.LossCounts(ctx, at, f)
				if err != nil || !maps.Equal(counted(counts), want) || !slices.IsSortedFunc(counts, byFields) {
					t.Fatalf("seed %d at %d: counts of %+v are %v, %v; want %v", seed, at, f, counts, err, want)
				}
				slices.SortFunc(wantUnits, func(a, b evidence.Unit) int {
					return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Model, b.Model), cmp.Compare(a.ID, b.ID))
				})
				var got []evidence.Unit
				if _, err := s.Units(ctx, at, f, "", 0, func(u store.UnitRecord) error { got = append(got, u.Unit); return nil }); err != nil || pretty(got) != pretty(wantUnits) {
					t.Fatalf("seed %d at %d: units of %+v are %s, %v; want %s", seed, at, f, pretty(got), err, pretty(wantUnits))
				}
			}
			testListed(t, s, at, units)
			testDays(t, s, at, units)
			testMoves(t, s, max(at-10, 0), at)
			now := difference(t, s, max(at-10, 0), at, last)
			counts, err := s.LossCounts(ctx, at, store.LossFilter{})
			if err != nil || !maps.Equal(counted(counts), now) {
				t.Fatalf("seed %d at %d: counts are %v, %v; ten entries before, with what changed since: %v", seed, at, counts, err, now)
			}
			last = now
		}
	}
}

func counted(counts []store.LossCount) map[evidence.Bucket]int64 {
	m := make(map[evidence.Bucket]int64)
	for _, c := range counts {
		m[c.Bucket] += c.Units
	}
	return m
}

func byFields(a, b store.LossCount) int {
	return cmp.Or(cmp.Compare(a.Lists, b.Lists), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Model, b.Model), cmp.Compare(a.History, b.History))
}

// difference adds to the counts of a position what the changes up to another
// tell.
func difference(t *testing.T, s store.Store, from, to int64, counts map[evidence.Bucket]int64) map[evidence.Bucket]int64 {
	t.Helper()
	counts = maps.Clone(counts)
	add := func(b *evidence.Bucket, n int64) {
		if b == nil {
			return
		}
		if counts[*b] += n; counts[*b] == 0 {
			delete(counts, *b)
		}
	}
	err := s.LossChanges(t.Context(), from, to, store.LossFilter{}, func(l store.LossEntry) error {
		add(l.Record.Was, -1)
		add(l.Record.Now(), 1)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// testDays: the days on which lists took units in are those that the units say.
func testDays(t *testing.T, s store.Store, at int64, units map[string]evidence.Unit) {
	t.Helper()
	type day struct {
		evidence.Bucket
		days string
	}
	for _, f := range filters {
		want, got := make(map[day]int64), make(map[day]int64)
		for _, u := range units {
			if u.Counted() && passes(u.Bucket(), f) {
				want[day{u.Bucket(), strings.Join(u.Days(), "|")}]++
			}
		}
		days, err := s.LossDays(t.Context(), at, f)
		for _, d := range days {
			got[day{d.Bucket, strings.Join(d.Days, "|")}] += d.Units
		}
		if err != nil || !maps.Equal(got, want) {
			t.Fatalf("at %d: days of %+v are %v, %v; want %v", at, f, got, err, want)
		}
	}
}

// testMoves: what entries moved, and which units of theirs are late, is what
// the entries themselves say.
func testMoves(t *testing.T, s store.Store, from, to int64) {
	t.Helper()
	var want, got, late, lateGot []string
	err := s.LossChanges(t.Context(), from, to, store.LossFilter{}, func(l store.LossEntry) error {
		want = append(want, pretty(store.LossMove{Entry: l.Entry, At: l.At, Unit: l.Record.Unit.ID, Change: l.Record.Change, Reason: l.Record.Reason, Was: l.Record.Was, Now: l.Record.Now()}))
		if h := l.Record.Unit.Happened(); h.After(l.At) {
			late = append(late, pretty(store.LateUnit{Unit: l.Record.Unit.ID, Happened: h.Add(time.Second - 1).Truncate(time.Second).UTC()}))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LossMoves(t.Context(), from, to, func(m store.LossMove) error { got = append(got, pretty(m)); return nil }); err != nil || !slices.Equal(got, want) {
		t.Fatalf("from %d to %d moved %v, %v; want %v", from, to, got, err, want)
	}
	units, err := s.LateUnits(t.Context(), from, to)
	for _, u := range units {
		lateGot = append(lateGot, pretty(u))
	}
	if err != nil || !slices.Equal(lateGot, late) {
		t.Fatalf("from %d to %d late: %v, %v; want %v", from, to, lateGot, err, late)
	}
}

// testListed: every unit that a list lists is visited under each of its
// groups, in order, and found by what shows it.
func testListed(t *testing.T, s store.Store, at int64, units map[string]evidence.Unit) {
	t.Helper()
	for _, list := range []string{"north list", "south list"} {
		var want, got []string
		for _, u := range units {
			for _, l := range u.Listings {
				if l.List == list {
					want = append(want, l.Group()+" "+pretty(u))
				}
			}
		}
		slices.Sort(want)
		err := s.Listed(t.Context(), at, list, func(group string, u store.UnitRecord) error {
			got = append(got, group+" "+pretty(u.Unit))
			return nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("at %d the %s lists %v, %v; want %v", at, list, got, err, want)
		}
	}
	for _, u := range units {
		for _, address := range u.Addresses() {
			if ids, err := s.UnitsShown(t.Context(), at, address); err != nil || !slices.Contains(ids, u.ID) {
				t.Fatalf("at %d %s shows %v, %v; want unit %s among them", at, address, ids, err, u.ID)
			}
		}
	}
}

// testPages: units page by page are the units as a whole, whatever changes
// behind the position asked about.
func testPages(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	f := NewFleet(&Writer{})
	edition, _ := f.Edition("north list")
	for i := range 60 {
		f.Record(evidence.Added, Listed("north list", "AAA", []string{"tank", "lorry"}[i%2], fmt.Sprintf("T-%d", i%7), i, evidence.Destroyed), edition)
	}
	at := int64(len(f.Writer.Entries))
	for i, id := range slices.Clone(f.ids) {
		u := f.Units[id]
		switch i % 3 {
		case 0:
			u.Listings = nil
			f.Record(evidence.Removed, u)
		case 1:
			u.Model = "BMP-1"
			f.Record(evidence.Refiled, u)
		}
	}
	apply(t, s, 0, f.Writer.Entries)
	for _, filter := range []store.LossFilter{{}, {Class: "tank"}, {Model: "T-3"}, {Model: "none"}} {
		var whole []string
		if _, err := s.Units(ctx, at, filter, "", 0, func(u store.UnitRecord) error { whole = append(whole, u.Unit.ID); return nil }); err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{1, 7, 30, 100} {
			var pages []string
			for cursor := ""; ; {
				n := 0
				next, err := s.Units(ctx, at, filter, cursor, limit, func(u store.UnitRecord) error { n++; pages = append(pages, u.Unit.ID); return nil })
				if err != nil || n > limit {
					t.Fatalf("a page of %d has %d units, %v", limit, n, err)
				}
				if cursor = next; cursor == "" {
					break
				}
			}
			if !slices.Equal(pages, whole) {
				t.Errorf("pages of %d of %+v are %v, want %v", limit, filter, pages, whole)
			}
		}
	}
	if _, err := s.Units(ctx, at, store.LossFilter{}, "nobody", 5, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a cursor that is no unit: %v, want %v", err, store.ErrNotFound)
	}
	enough := errors.New("enough")
	if _, err := s.Units(ctx, at, store.LossFilter{}, "", 0, func(store.UnitRecord) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("a visitor who has seen enough: %v", err)
	}
}
