package flow

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/store"
)

// proposeUnits records a proposal that units are one, by a person's hand.
func proposeUnits(t testing.TB, l *Ledger, members ...string) string {
	t.Helper()
	slices.Sort(members)
	p := evidence.Proposal{ID: evidence.ProposalID(evidence.SameUnit, members), What: evidence.SameUnit, Members: members, Reasons: []string{"they look alike"}, Maker: "test"}
	if _, err := l.Record(ctx, func(int64) ([]Draft, error) { return []Draft{{Kind: evidence.ProposalMade, Payload: p}}, nil }); err != nil {
		t.Fatal(err)
	}
	return p.ID
}

// recordedUnits returns every unit of the ledger, counted or not, by its model
// and number in the list: "T-1 destroyed 2".
func recordedUnits(t testing.TB, l *Ledger, lists ...string) map[string]evidence.Unit {
	t.Helper()
	at := head(t.(*testing.T), l.Desk())
	all := make(map[string]evidence.Unit)
	for _, list := range lists {
		err := l.store.Listed(ctx, at, list, func(_ string, u store.UnitRecord) error {
			all[u.Unit.ID] = u.Unit
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func mustDecide(t testing.TB, l *Ledger, id string, v evidence.Verdict) int64 {
	t.Helper()
	n, err := l.Decide(ctx, id, v, fmt.Sprintf("Ada %d", head(t.(*testing.T), l.Desk())), "compared the pictures")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func address(list string, n int) string {
	return evidence.UnitID(list, fmt.Sprintf("address https://example.org/%d", n), 0)
}

// A story of units that are found to be one, of one list and of two.
func TestJoin(t *testing.T) {
	l, _ := newLedger(t)
	rows := []string{
		"unit AAA T-1 destroyed 1 https://example.org/1",
		"unit AAA T-1 damaged 2 https://example.org/2",
		"unit AAA T-1 captured 3 https://example.org/3",
		"unit BBB M-9 destroyed 1 https://example.org/4",
	}
	importRows(t, l, ImportOptions{List: "L"}, rows...)
	importRows(t, l, ImportOptions{List: "K"}, "unit AAA T-1A destroyed 1 https://example.org/5")
	before := counts(t, l)
	ab, bc, ax := proposeUnits(t, l, address("L", 1), address("L", 2)), proposeUnits(t, l, address("L", 2), address("L", 3)), proposeUnits(t, l, address("L", 3), address("K", 5))
	say := func(id string, v evidence.Verdict) func() (int64, int64) {
		return func() (int64, int64) { n := mustDecide(t, l, id, v); return n, head(t, l.Desk()) }
	}
	again := func(edit func([]string) []string) func() (int64, int64) {
		return func() (int64, int64) {
			done := importRows(t, l, ImportOptions{List: "L"}, edit(slices.Clone(rows))...)
			return done.Entries[0], done.Entries[1]
		}
	}
	for _, c := range []struct {
		name    string
		do      func() (from, to int64)
		changes string // by kind
		counts  string
	}{
		{"two are one", say(bc, evidence.Accept), "merged merged", "AAA T-1 captured+damaged 1|AAA T-1 destroyed 1|AAA T-1A destroyed 1|BBB M-9 destroyed 1"},
		{"a second person says so too", say(bc, evidence.Accept), "", "AAA T-1 captured+damaged 1|AAA T-1 destroyed 1|AAA T-1A destroyed 1|BBB M-9 destroyed 1"},
		{"and a third unit, recorded before both", say(ab, evidence.Accept), "merged merged merged", "AAA T-1 captured+damaged+destroyed 1|AAA T-1A destroyed 1|BBB M-9 destroyed 1"},
		{"and one of another list", say(ax, evidence.Accept), "merged merged", "AAA T-1 captured+damaged+destroyed 1|BBB M-9 destroyed 1"},
		{"the list says the same", again(func(r []string) []string { slices.Reverse(r); return r }), "", "AAA T-1 captured+damaged+destroyed 1|BBB M-9 destroyed 1"},
		{"the list files one of them anew", again(func(r []string) []string { r[1] = "unit AAA T-1 abandoned 2 https://example.org/2"; return r }), "fate fate", "AAA T-1 abandoned+captured+destroyed 1|BBB M-9 destroyed 1"},
		{"the list drops one of them", again(func(r []string) []string { return append(r[:1], r[2:]...) }), "removed fate", "AAA T-1 captured+destroyed 1|BBB M-9 destroyed 1"},
		{"and takes it in again, which is another unit", again(func(r []string) []string { return append(r, "odd back") }), "added", "AAA T-1 captured+destroyed 1|AAA T-1 damaged 1|BBB M-9 destroyed 1"},
		{"the bridge goes", say(bc, evidence.Refuse), "parted parted parted", "AAA T-1 captured+destroyed 1|AAA T-1 damaged 1|AAA T-1 destroyed 1|BBB M-9 destroyed 1"},
		{"the dropped one goes", say(ab, evidence.Refuse), "parted", "AAA T-1 captured+destroyed 1|AAA T-1 damaged 1|AAA T-1 destroyed 1|BBB M-9 destroyed 1"},
		{"to the last", say(ax, evidence.Refuse), "parted parted", before},
	} {
		from, to := c.do()
		var kinds []string
		for n := from; n < to; n++ {
			e, err := l.store.Entry(ctx, n)
			if err != nil {
				t.Fatal(err)
			}
			if e.Envelope.Kind != evidence.LossRecorded {
				continue
			}
			r, err := evidence.Decode[evidence.LossRecord](e)
			if err != nil {
				t.Fatal(err)
			}
			kinds = append(kinds, r.Change)
			if testing.Verbose() {
				t.Logf("%s: %s %s %s: %s", c.name, r.Change, r.Unit.ID[:6], r.Unit.History(), r.Reason)
			}
		}
		slices.Sort(kinds)
		want := strings.Fields(c.changes)
		slices.Sort(want)
		if got := counts(t, l); !slices.Equal(kinds, want) || got != c.counts {
			t.Errorf("%s: changes %v, counts %s; want %v, %s", c.name, kinds, got, want, c.counts)
		}
	}
	sound(t, l.Dir())
	rebuilt(t, l)
}

// Whatever is accepted and rejected, in whatever order: the units that count
// are those that are recorded less those that are another, each set of units
// that accepted proposals connect counts as one, nothing that a list says is
// lost, and once all is taken back everything counts as before.
func TestJoinLaws(t *testing.T) {
	count := 0
	rapid.Check(t, func(rt *rapid.T) {
		if count++; count > 8 { // each makes a ledger
			return
		}
		l, _ := newLedger(t)
		defer l.Close()
		rows := map[string][]string{}
		for _, list := range []string{"K", "L"} {
			for n := range rapid.IntRange(2, 6).Draw(rt, "units") {
				rows[list] = append(rows[list], fmt.Sprintf("unit AAA %s %s %d https://example.org/%s%d", rapid.SampledFrom([]string{"T-1", "T-2"}).Draw(rt, "model"),
					rapid.SampledFrom([]string{"destroyed", "damaged", "captured"}).Draw(rt, "status"), n, list, n))
			}
			importRows(t, l, ImportOptions{List: list}, rows[list]...)
		}
		before, units := counts(t, l), recordedUnits(t, l, "K", "L")
		ids := slices.Sorted(maps.Keys(units))
		members := make(map[string][]string)
		for range rapid.IntRange(1, 5).Draw(rt, "proposals") {
			some := rapid.Permutation(ids).Draw(rt, "members")[:rapid.IntRange(2, 3).Draw(rt, "size")]
			members[proposeUnits(t, l, some...)] = some
		}
		proposals := slices.Sorted(maps.Keys(members))
		accepted := make(map[string]bool)
		check := func(after string) {
			set := make(map[string]string) // by unit, the smallest it is connected with
			for _, id := range ids {
				set[id] = id
			}
			for range ids {
				for p, some := range members {
					if accepted[p] {
						least := min(set[some[0]], set[some[1]], set[some[len(some)-1]])
						for _, m := range some {
							set[m] = least
						}
					}
				}
			}
			sets := make(map[string][]string)
			for id, s := range set {
				sets[s] = append(sets[s], id)
			}
			now, counted, joined := recordedUnits(t, l, "K", "L"), 0, 0
			for _, u := range now {
				if u.Into != "" {
					joined++
				}
				if u.Counted() {
					counted++
				}
			}
			if len(now) != len(ids) || counted != len(ids)-joined || counted != len(sets) || countedUnits(t, l) != int64(counted) {
				rt.Fatalf("%s: %d units, %d joined, %d count, %d in the counts; want %d sets", after, len(now), joined, counted, countedUnits(t, l), len(sets))
			}
			for _, set := range sets {
				var roots, rows []string
				for _, id := range set {
					if now[id].Into == "" {
						roots = append(roots, id)
					} else if len(now[id].Listings) != 1 {
						rt.Fatalf("%s: a unit that is another has rows %v", after, now[id].Listings)
					}
				}
				if len(roots) != 1 {
					rt.Fatalf("%s: of %v, %v stand for themselves", after, set, roots)
				}
				for _, r := range now[roots[0]].Listings {
					rows = append(rows, r.Address)
				}
				for _, id := range set {
					if !slices.Contains(rows, units[id].Listings[0].Address) || len(rows) != len(set) || id != roots[0] && now[id].Into != roots[0] {
						rt.Fatalf("%s: %v are one, which has the rows %v", after, set, rows)
					}
				}
			}
		}
		for range rapid.IntRange(1, 10).Draw(rt, "steps") {
			if rapid.IntRange(0, 3).Draw(rt, "step") == 0 {
				list := rapid.SampledFrom([]string{"K", "L"}).Draw(rt, "list")
				importRows(t, l, ImportOptions{List: list}, append(rapid.Permutation(rows[list]).Draw(rt, "rows"), fmt.Sprintf("odd %d", head(t, l.Desk())))...)
				check("after another edition of " + list)
				continue
			}
			p := rapid.SampledFrom(proposals).Draw(rt, "proposal")
			accepted[p] = rapid.Bool().Draw(rt, "accept")
			verdict := evidence.Refuse
			if accepted[p] {
				verdict = evidence.Accept
			}
			mustDecide(t, l, p, verdict)
			check(fmt.Sprintf("after %s of %s", verdict, p[:6]))
		}
		for _, p := range rapid.Permutation(proposals).Draw(rt, "taken back") {
			mustDecide(t, l, p, evidence.Refuse)
		}
		if got := counts(t, l); got != before {
			rt.Fatalf("all taken back, counts are %s; before %s", got, before)
		}
	})
}

// Units of two lists that were lost near each other are proposed to be one, when
// either list is imported, and once.
func TestImportProposesNear(t *testing.T) {
	l, _ := newLedger(t)
	rows := func(list string, where ...string) Imported {
		t.Helper()
		b := strings.Builder{}
		b.WriteString("id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n")
		for i, w := range where {
			date, place, _ := strings.Cut(w, " ")
			fmt.Fprintf(&b, "%d,Tanks,T-72B,Destroyed,Armenia,%s,,,,https://%s.example/%d,%s\n", i+1, date, list, i, place)
		}
		format, err := lists.Named("warspotting")
		if err != nil {
			t.Fatal(err)
		}
		done, err := l.Import(ctx, format, []lists.File{{Name: "list.csv", Reader: strings.NewReader(b.String())}}, ImportOptions{List: list})
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	if done := rows("one", "2020-10-01 40.1,47.1", "2020-10-01 41.1,47.1", "2020-10-20 40.1,47.1"); done.Proposals != 0 {
		t.Errorf("one list alone: %+v", done)
	}
	if done := rows("two", "2020-10-02 40.11,47.1", "2020-10-01 44.1,47.1"); done.Proposals != 1 {
		t.Errorf("another: %+v", done)
	}
	if done := rows("two", "2020-10-02 40.11,47.1", "2020-10-01 44.1,47.1"); done.Proposals != 0 {
		t.Errorf("the same again: %+v", done)
	}
	if done := rows("one", "2020-10-01 40.1,47.1", "2020-10-01 44.1,47.1", "2020-10-20 40.1,47.1"); done.Proposals != 1 {
		t.Errorf("a newer edition of the first: %+v", done)
	}
	found, err := l.store.Proposals(ctx, head(t, l.Desk()), store.ProposalFilter{What: evidence.SameUnit})
	if err != nil || len(found) != 2 || !strings.Contains(found[1].Proposal.Reasons[0], "(a day apart, 1 km apart)") {
		t.Errorf("%+v %v", found, err)
	}
	mustDecide(t, l, found[1].Proposal.ID, evidence.Accept)
	if done := rows("two", "2020-10-02 40.11,47.1", "2020-10-01 44.1,47.1", "2020-10-05 45,47.1"); done.Proposals != 0 {
		t.Errorf("once they are one: %+v", done)
	}
	sound(t, l.Dir())
}

// A unit that is withdrawn takes with it what others repeat of it: those that it
// was found to be one with, whichever way, stand by their own rows from then on,
// and no word of it is left.
func TestWithdrawJoined(t *testing.T) {
	for _, c := range []struct {
		name     string
		withdraw string // model
		verdicts []string
		counts   string
	}{
		{"a copy", "Quillfeather", []string{"ab accept"}, "AAA T-1 destroyed 1|AAA T-3 captured 1|AAA T-4 damaged 1"},
		{"a copy of three", "Quillfeather", []string{"ab accept", "bc accept"}, "AAA T-1 destroyed 1|AAA T-3 captured 1|AAA T-4 damaged 1"},
		{"a copy that has parted", "Quillfeather", []string{"ab accept", "ab reject"}, "AAA T-1 destroyed 1|AAA T-3 captured 1|AAA T-4 damaged 1"},
		{"one that was both", "Quillfeather", []string{"bc accept", "ab accept", "ab reject"}, "AAA T-1 destroyed 1|AAA T-3 captured 1|AAA T-4 damaged 1"},
		{"one beside others that stay one", "Quillfeather", []string{"ab accept", "ac accept"}, "AAA T-1 captured+destroyed 1|AAA T-4 damaged 1"},
		{"one that lists named first", "T-1", []string{"ab accept", "bc accept"}, "AAA Quillfeather captured+damaged 1|AAA T-4 damaged 1"},
		{"one alone", "T-4", []string{"ab accept"}, "AAA T-1 damaged+destroyed 1|AAA T-3 captured 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, _ := newLedger(t)
			importRows(t, l, ImportOptions{List: "L"}, "unit AAA T-1 destroyed 1 https://example.org/1")
			importRows(t, l, ImportOptions{List: "K"}, "unit AAA Quillfeather damaged 1 https://example.org/2", "unit AAA T-3 captured 1 https://example.org/3", "unit AAA T-4 damaged 1 https://example.org/4")
			ids := map[string]string{"T-1": address("L", 1), "Quillfeather": address("K", 2), "T-3": address("K", 3), "T-4": address("K", 4)}
			numbers := map[string]string{"T-1": "1", "Quillfeather": "2", "T-3": "3", "T-4": "4"}
			a, b, third := ids["T-1"], ids["Quillfeather"], ids["T-3"]
			proposals := map[string]string{"ab": proposeUnits(t, l, a, b), "bc": proposeUnits(t, l, b, third), "ac": proposeUnits(t, l, a, third)}
			for _, v := range c.verdicts {
				which, verdict, _ := strings.Cut(v, " ")
				mustDecide(t, l, proposals[which], evidence.Verdict(verdict))
			}
			if _, err := l.Withdraw(ctx, ids[c.withdraw], "Ada", "for a crew's safety"); err != nil {
				t.Fatal(err)
			}
			if got := counts(t, l); got != c.counts {
				t.Errorf("counts %s, want %s", got, c.counts)
			}
			sound(t, l.Dir())
			if _, err := l.store.Unit(ctx, head(t, l.Desk()), ids[c.withdraw]); err == nil {
				t.Error("the unit is still there")
			}
			held := 0
			for n := range head(t, l.Desk()) {
				e, err := l.store.Entry(ctx, n)
				if err != nil {
					t.Fatal(err)
				}
				if e.Envelope.Kind == evidence.LossRecorded && strings.Contains(string(e.Payload), "https://example.org/"+numbers[c.withdraw]) {
					held++
				}
			}
			if held > 0 {
				t.Errorf("%d entries still hold the row", held)
			}
			// The list again brings back nothing of it, and changes nothing else.
			importRows(t, l, ImportOptions{List: "K"}, "unit AAA Quillfeather damaged 1 https://example.org/2", "unit AAA T-3 captured 1 https://example.org/3", "unit AAA T-4 damaged 1 https://example.org/4", "odd again")
			if got := counts(t, l); got != c.counts {
				t.Errorf("imported again, counts %s, want %s", got, c.counts)
			}
			rebuilt(t, l)
		})
	}
}

// An edition that is withdrawn leaves the units of other lists, by their own rows.
func TestWithdrawJoinedEdition(t *testing.T) {
	l, _ := newLedger(t)
	first := importRows(t, l, ImportOptions{List: "L"}, "unit AAA Quillfeather destroyed 1 https://example.org/1", "unit AAA T-2 destroyed 1 https://example.org/5")
	importRows(t, l, ImportOptions{List: "K"}, "unit AAA T-3 damaged 1 https://example.org/2")
	mustDecide(t, l, proposeUnits(t, l, address("L", 1), address("K", 2)), evidence.Accept)
	proposal := proposeUnits(t, l, address("L", 5), address("K", 2))
	decision := mustDecide(t, l, proposal, evidence.Accept)
	if _, err := l.Withdraw(ctx, fmt.Sprint(decision), "Ada", "it names a soldier"); err == nil || !strings.Contains(err.Error(), "withdraw a unit by its id") {
		t.Errorf("the verdict alone was withdrawn: %v", err)
	}
	if _, err := l.Withdraw(ctx, first.Edition, "Ada", "the wrong file"); err != nil {
		t.Fatal(err)
	}
	if got := counts(t, l); got != "AAA T-3 damaged 1" {
		t.Errorf("counts %s", got)
	}
	if got := holders(t, l.Dir(), "Quillfeather"); len(got) > 0 {
		t.Errorf("the row is still in %v", got)
	}
	sound(t, l.Dir())
	rebuilt(t, l)
}
