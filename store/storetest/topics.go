package storetest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

func pretty(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// testAsOf: at a past position the store answers as it did then.
func testAsOf(t *testing.T, engine Engine) {
	history := History(3, 40)
	for i, e := range history { // what is withdrawn is gone at every position, so leave that out here
		if e.Envelope.Kind == evidence.PayloadWithdrawn {
			history = history[:i]
			break
		}
	}
	whole := engine.New(t)
	apply(t, whole, 0, history)
	growing := engine.New(t)
	for n, e := range history {
		apply(t, growing, int64(n), []evidence.Entry{e})
		if n%5 != 0 {
			continue
		}
		at := int64(n + 1)
		then, now := listed(t, growing, at), listed(t, whole, at)
		if then != now {
			t.Fatalf("at %d:\nthen %s\n now %s", at, then, now)
		}
	}
}

// listed writes down the reports and claims at a position, without decisions:
// those are told beyond it.
func listed(t *testing.T, s store.Store, at int64) string {
	t.Helper()
	list, err := s.Reports(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range list {
		r, err := s.Report(t.Context(), at, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Claims {
			r.Claims[i].Decisions = nil
		}
		list[i].Decided = 0
		list[i].Title += pretty(r)
	}
	return pretty(list)
}

// testWithdrawal: the payload goes from every answer at every position, the
// tombstone says why, and the tree stays as it was.
func testWithdrawal(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	w.Add(evidence.LedgerStarted, evidence.Start{Origin: "storetest"})
	id, claims := w.Report("A name in the headline", "Zaruhi Quillfeather saw the rocket. The bridge fell.", "reader/1")
	w.Report("Another report", "The bridge stands.", "reader/1")
	w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectClaim, ID: claims[0].ID, Report: id, Claim: &claims[0], Verdict: evidence.Accept, By: "Ada", Reason: "seen"})
	apply(t, s, 0, w.Entries)
	about, err := s.EntriesOf(ctx, id)
	if err != nil || len(about) != 4 {
		t.Fatalf("entries of the report: %v %v, want capture, text, reading and decision", about, err)
	}
	taker := w.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Report: id, By: "Ada", Reason: "for her safety"}, about...)
	apply(t, s, taker, w.Entries[taker:])
	if err := s.Erase(ctx); err != nil {
		t.Fatal(err)
	}

	if got := strings.Join(State(t, s), "\n"); strings.Contains(got, "Quillfeather") || strings.Contains(got, "quillfeather") {
		t.Error("the withdrawn name is still answered")
	}
	for _, at := range []int64{4, taker, taker + 1} {
		r, err := s.Report(ctx, at, id)
		if err != nil || r.Tombstone == nil || r.Tombstone.Withdrawal.Reason != "for her safety" || r.Report.Text != "" {
			t.Errorf("at %d: the report answers %+v, %v; want its tombstone alone", at, r, err)
		}
		if _, err := s.Claim(ctx, at, claims[0].ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("at %d: the claim answers %v, want not found", at, err)
		}
	}
	for _, n := range about {
		if by, err := s.Withdrawn(ctx, n); by != taker || err != nil {
			t.Errorf("entry %d was withdrawn by %d (%v), want %d", n, by, err, taker)
		}
	}
	if hits, err := s.Texts(ctx, taker+1, "bridge", 5); err != nil || len(hits) != 1 {
		t.Errorf("the other report is found %v %v, want its text", hits, err)
	}
}

// testSearch: folded words find all spellings, and a query is words only.
func testSearch(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	w.Report("Rockets on Bərdə", "Rockets hit Bərdə at noon. Four died.", "reader/1")
	w.Report("Шуша", "The town of Шуша is quiet.", "reader/1")
	w.Report("Stepanakert", "Ստեփանակերտ was shelled.", "reader/1")
	apply(t, s, 0, w.Entries)
	end := int64(len(w.Entries))
	for query, want := range map[string]int{ // a text and a claim each
		"barda": 2, "BƏRDƏ": 2, "shusha": 2, "stepanakert": 2, "barda died": 1, "barda shusha": 0, "": 0,
		`barda" OR "shusha`: 0, "title:barda": 0, "bar*": 0, "NEAR(rockets barda)": 0, "'; DROP TABLE claims": 0, "\x00": 0,
	} {
		hits, err := s.Texts(ctx, end, query, 10)
		if err != nil {
			t.Fatal(err)
		}
		n := len(hits)
		if len(store.Words(query)) > 0 {
			if err := s.NewestClaims(ctx, end, store.ClaimFilter{Words: query}, "", 10, func(store.ClaimRecord) error { n++; return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if n != want {
			t.Errorf("search %q: %d texts and claims, want %d", query, n, want)
		}
	}
	if hits, err := s.Texts(ctx, 3, "shusha", 10); err != nil || len(hits) != 0 {
		t.Errorf("at position 3 the second report is found already: %v %v", hits, err)
	}
}

// testGrown: what a stretch of the log brought is what its entries say.
func testGrown(t *testing.T, engine Engine) {
	s := engine.New(t)
	apply(t, s, 0, History(5, 200))
	entries := Kept(t, s)
	brought := store.Growth{}
	for from := 0; from <= len(entries); from += 40 {
		for to := from; to <= len(entries); to += 60 {
			var want store.Growth
			seen, changed, accepted := map[string]bool{}, map[string]bool{}, map[string]bool{}
			for i, e := range entries[:to] {
				if e.Withdrawn() {
					continue
				}
				switch e.Envelope.Kind {
				case evidence.ReportCaptured:
					if id := decoded[evidence.Capture](t, e).Report; !seen[id] {
						seen[id] = true
						if i >= from {
							want.Reports++
						}
					}
				case evidence.IncidentRecorded:
					if id := decoded[evidence.IncidentRecord](t, e).ID; i >= from && !changed[id] {
						changed[id] = true
						want.Incidents++
					}
				case evidence.DecisionMade:
					if d := decoded[evidence.Decision](t, e); i >= from && d.Subject == evidence.SubjectClaim && d.Verdict == evidence.Accept && !accepted[d.ID] {
						accepted[d.ID] = true
						want.Accepted++
					}
				}
			}
			got, err := s.Grown(t.Context(), int64(from), int64(to))
			if err != nil || pretty(got) != pretty(want) {
				t.Fatalf("entries %d to %d brought %s, %v; want %s", from, to, pretty(got), err, pretty(want))
			}
			brought.Reports, brought.Incidents, brought.Accepted = brought.Reports+got.Reports, brought.Incidents+got.Incidents, brought.Accepted+got.Accepted
		}
	}
	if brought.Reports == 0 || brought.Incidents == 0 || brought.Accepted == 0 {
		t.Fatalf("hardly anything was brought: %+v: the test sees nothing", brought)
	}
}

// testDecisions: decisions stand beside their claim, are told beyond the
// position asked about, and are carried to a newer reading.
func testDecisions(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	const text = "The bridge fell. Nobody was hurt."
	id, claims := w.Report("Bridge", text, "reader/1")
	decided := w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectClaim, ID: claims[0].ID, Report: id, Claim: &claims[0], Verdict: evidence.Accept, By: "Ada", Reason: "seen"})
	newer := Reading(id, text, "reader/2")
	newer.Claims[0].ID = evidence.ClaimID(newer.TextHash, newer.Claims[0].Content, evidence.Accuse, 0)
	newer.Claims[0].Stance = evidence.Accuse
	w.Add(evidence.ReportRead, newer)
	w.Add(evidence.DecisionCarried, evidence.Carried{Report: id, From: claims[0].ID, To: newer.Claims[0].ID, Reason: "same words"})
	apply(t, s, 0, w.Entries)
	end := int64(len(w.Entries))

	old, err := s.Claim(ctx, end, claims[0].ID)
	if err != nil || !old.Stale || len(old.Decisions) != 1 || old.Decisions[0].Carried {
		t.Errorf("the decided claim: %+v %v; want it stale, with its decision", old, err)
	}
	carried, err := s.Claim(ctx, end, newer.Claims[0].ID)
	if err != nil || carried.Stale || len(carried.Decisions) != 1 || !carried.Decisions[0].Carried || carried.Decisions[0].Entry != decided {
		t.Errorf("the newer claim: %+v %v; want the carried decision", carried, err)
	}
	then, err := s.Claim(ctx, decided, claims[0].ID)
	if err != nil || then.Stale || len(then.Decisions) != 1 {
		t.Errorf("before the decision: %+v %v; want the decision told, for the asker to compare", then, err)
	}
	list, err := s.Reports(ctx, end)
	if err != nil || len(list) != 1 || list[0].Claims != 2 || list[0].Decided != 1 {
		t.Errorf("the list: %+v %v; want 2 claims, 1 decided", list, err)
	}
}

// testTime: a ledger time gives the position behind the last entry made by then.
func testTime(t *testing.T, engine Engine) {
	s := engine.New(t)
	apply(t, s, 0, History(5, 12))
	for _, c := range []struct {
		at   time.Time
		want int64
	}{
		{Epoch.Add(-time.Second), 0}, {Epoch, 1}, {Epoch.Add(59 * time.Second), 1}, {Epoch.Add(time.Minute), 2}, {Epoch.AddDate(9, 0, 0), int64(len(Kept(t, s)))},
	} {
		if got, err := s.PositionAt(t.Context(), c.at); err != nil || got != c.want {
			t.Errorf("position at %v: %d %v, want %d", c.at, got, err, c.want)
		}
	}
}
