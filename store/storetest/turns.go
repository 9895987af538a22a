package storetest

import (
	"maps"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// testTurns: the entries that bear on what is told are those that say so, and
// a page of them goes on where the one before ended.
func testTurns(t *testing.T, engine Engine) {
	s := engine.New(t)
	apply(t, s, 0, History(5, 200))
	entries := Kept(t, s)
	var want []store.Turn
	first := map[string]bool{}
	for i, e := range entries {
		turn := store.Turn{Entry: int64(i), Kind: e.Envelope.Kind}
		if e.Withdrawn() {
			continue
		}
		switch e.Envelope.Kind {
		case evidence.ReportText:
			if turn.ID = decoded[evidence.Report](t, e).ID; first[turn.ID] {
				continue
			}
			first[turn.ID] = true
		case evidence.DecisionMade:
			d := decoded[evidence.Decision](t, e)
			if turn.Subject, turn.ID = d.Subject, d.ID; d.Subject != evidence.SubjectClaim && d.Subject != evidence.SubjectIncident {
				continue
			}
		case evidence.IncidentRecorded:
			turn.ID = decoded[evidence.IncidentRecord](t, e).ID
		case evidence.PayloadWithdrawn:
			if turn.ID = decoded[evidence.Withdrawal](t, e).Report; turn.ID == "" {
				continue
			}
		default:
			continue
		}
		want = append(want, turn)
	}
	slices.Reverse(want)
	kinds := map[evidence.Kind]bool{}
	for _, turn := range want {
		kinds[turn.Kind] = true
	}
	if len(kinds) < 4 {
		t.Fatalf("the history has turns of the kinds %v alone: the test sees too little", kinds)
	}
	all := slices.Collect(maps.Keys(kinds))
	for _, c := range []struct {
		from, to int64
		limit    int
		kinds    []evidence.Kind
	}{
		{0, int64(len(entries)), 1000, all}, {0, int64(len(entries)), 7, all}, {20, 90, 1000, all}, {50, 50, 10, all},
		{0, int64(len(entries)), 5, []evidence.Kind{evidence.DecisionMade, evidence.PayloadWithdrawn}},
	} {
		var got []store.Turn
		for to := c.to; ; {
			page, err := s.Turns(t.Context(), c.from, to, c.limit, c.kinds...)
			if err != nil || len(page) > c.limit {
				t.Fatalf("%d turns, %v; want %d at most", len(page), err, c.limit)
			}
			got = append(got, page...)
			if len(page) < c.limit {
				break
			}
			to = page[len(page)-1].Entry
		}
		var within []store.Turn
		for _, turn := range want {
			if turn.Entry >= c.from && turn.Entry < c.to && slices.Contains(c.kinds, turn.Kind) {
				within = append(within, turn)
			}
		}
		if !slices.Equal(got, within) {
			t.Errorf("from %d to %d by %d the turns are\n%v, want\n%v", c.from, c.to, c.limit, got, within)
		}
	}
}

// testReversals: what may have taken something back is a decision on what had
// been accepted or linked, a withdrawal or a decision carried, and nothing else.
func testReversals(t *testing.T, engine Engine) {
	s := engine.New(t)
	apply(t, s, 0, History(5, 200))
	var want []store.Turn
	accepted, kinds := map[string]bool{}, map[string]int{}
	for i, e := range Kept(t, s) {
		turn := store.Turn{Entry: int64(i), Kind: e.Envelope.Kind}
		if e.Withdrawn() {
			continue
		}
		switch e.Envelope.Kind {
		case evidence.DecisionMade:
			d := decoded[evidence.Decision](t, e)
			turn.Subject, turn.ID = d.Subject, d.ID
			before := accepted[d.ID]
			accepted[d.ID] = before || d.Verdict == evidence.Accept
			if d.Subject == evidence.SubjectClaim && (d.Verdict == evidence.Accept || !before) || d.Verdict == evidence.Accept &&
				slices.Contains([]string{evidence.SubjectUnit, evidence.SubjectFile, evidence.SubjectRoute}, d.Subject) {
				continue
			}
		case evidence.DecisionCarried:
			c := decoded[evidence.Carried](t, e)
			turn.ID = c.Report
			accepted[c.To] = true
		case evidence.PayloadWithdrawn:
			turn.ID = decoded[evidence.Withdrawal](t, e).Report
		default:
			continue
		}
		kinds[string(turn.Kind)+turn.Subject]++
		want = append(want, turn)
	}
	slices.Reverse(want)
	if len(kinds) < 3 {
		t.Fatalf("the history reverses %v alone: the test sees too little", kinds)
	}
	var got []store.Turn
	for to := int64(1 << 40); ; {
		page, err := s.Reversals(t.Context(), 0, to, 3)
		if err != nil || len(page) > 3 {
			t.Fatalf("%d entries, %v", len(page), err)
		}
		if got = append(got, page...); len(page) < 3 {
			break
		}
		to = page[2].Entry
	}
	if !slices.Equal(got, want) {
		t.Errorf("reversed are\n%v, want\n%v", got, want)
	}
}
