package storetest

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// Filters that are asked of every history.
var (
	incidentFilters = []store.IncidentFilter{
		{}, {Side: "BBB"}, {Side: "A"}, {Place: "barda"}, {Place: "old market", From: "2020-11-03", To: "2020-11-06"}, {Type: "ASSAULT", To: "2020-11-04"}, {Type: "CONSULT"}, {Contested: true},
	}
	claimFilters = []store.ClaimFilter{
		{}, {Says: store.SaysToll}, {Says: store.SaysAccess, Side: "AAA"}, {Says: store.SaysLoss}, {Stances: []string{"accuse", "deny"}}, {Types: []string{"ASSAULT", "CONSULT"}},
		{Types: []string{"CONSULT"}, Stances: []string{"assert"}, Words: "North bridge"}, {Words: "BƏRDƏ"}, {Words: "?!"}, {From: "2020-11-03", To: "2020-11-07"}, {Side: "AAA", From: "2020-11-05"},
	}
)

// incidentAnswers writes down what a store answers of incidents at a position.
func incidentAnswers(t *testing.T, s store.Store, at int64) []string {
	t.Helper()
	ctx := t.Context()
	var lines []string
	say := func(what string, v any, err error) {
		lines = append(lines, what+" "+pretty(v)+" "+pretty(err))
	}
	for _, f := range incidentFilters {
		_, err := s.Incidents(ctx, at, f, "", 0, func(i store.IncidentState) error { say("incident", i, nil); return nil })
		say("incidents", f, err)
	}
	for _, f := range claimFilters {
		_, err := s.ClaimsLike(ctx, at, f, "", 0, func(c store.ClaimRecord) error {
			incident, err := s.IncidentOf(ctx, at, c.Claim.ID)
			say("claim", []any{c, incident}, err)
			return nil
		})
		say("claims", f, err)
	}
	for _, w := range words {
		err := s.Mentions(ctx, at, []int64{store.Key(store.Fold(w))}, func(m store.MentionRecord) error { say("mention", m, nil); return nil })
		say(w, nil, err)
	}
	days, err := s.IncidentDays(ctx, at)
	say("days", days, err)
	latest, err := s.LatestClaims(ctx, at, store.SaysAccess, 5)
	say("latest", latest, err)
	grown, err := s.Grown(ctx, at/2, at)
	say("grown", grown, err)
	groupings, err := s.Groupings(ctx, at, nil)
	say("groupings", groupings, err)
	truces, err := s.Ceasefires(ctx, at)
	say("truces", truces, err)
	roads, err := s.Routes(ctx, at)
	say("roads", roads, err)
	return lines
}

// testMentions: whatever is read anew or withdrawn, and at any position, the
// blocks hold the claims of current readings with where they stand, and
// nothing else.
func testMentions(t *testing.T, engine Engine) {
	ctx := t.Context()
	for seed := range uint64(3) {
		s := engine.New(t)
		apply(t, s, 0, History(seed, 150))
		entries := Kept(t, s)
		stood := 0
		for at := int64(0); at <= int64(len(entries)); at += 15 {
			m := modelOf(t, entries, at)
			for _, asked := range [][]string{{"bridge"}, {"bridge", "market", "rockets"}, {"unheard"}, {}} {
				blocks := []int64{}
				for _, w := range asked {
					blocks = append(blocks, store.Key(w))
				}
				var want []store.MentionRecord
				for _, id := range slices.Sorted(maps.Keys(m.claims)) {
					if slices.ContainsFunc(blocksOf(m.claims[id].claim), func(b int64) bool { return slices.Contains(blocks, b) }) {
						want = append(want, m.mention(id))
					}
				}
				got := mentions(t, func(visit func(store.MentionRecord) error) error { return s.Mentions(ctx, at, blocks, visit) })
				if pretty(got) != pretty(want) {
					t.Fatalf("seed %d at %d: under %v are\n %s\nwant\n %s", seed, at, asked, pretty(got), pretty(want))
				}
			}
			if at%2 == 0 { // all
				var want []store.MentionRecord
				for _, id := range slices.Sorted(maps.Keys(m.claims)) {
					if len(blocksOf(m.claims[id].claim)) > 0 {
						want = append(want, m.mention(id))
					}
				}
				got := mentions(t, func(visit func(store.MentionRecord) error) error { return s.Mentions(ctx, at, nil, visit) })
				if !slices.IsSortedFunc(got, func(a, b store.MentionRecord) int { return cmp.Compare(a.Entry, b.Entry) }) {
					t.Fatalf("seed %d at %d: all come in no order of entries: %s", seed, at, pretty(got))
				}
				slices.SortFunc(got, func(a, b store.MentionRecord) int { return cmp.Compare(a.Claim, b.Claim) })
				if pretty(got) != pretty(want) {
					t.Fatalf("seed %d at %d: all are\n %s\nwant\n %s", seed, at, pretty(got), pretty(want))
				}
			}
			byReport := map[string][]store.MentionRecord{}
			for _, id := range slices.Sorted(maps.Keys(m.claims)) {
				incident, err := s.IncidentOf(ctx, at, id)
				if err != nil || incident != m.incidentOf(id) {
					t.Fatalf("seed %d at %d: claim %s stands in %q (%v), want %q", seed, at, id, incident, err, m.incidentOf(id))
				}
				if incident != "" {
					stood++
				}
				if len(blocksOf(m.claims[id].claim)) == 0 {
					continue
				}
				byReport[m.claims[id].report] = append(byReport[m.claims[id].report], m.mention(id))
				got := mentions(t, func(visit func(store.MentionRecord) error) error {
					return s.MentionsOf(ctx, at, []string{id, strings.Repeat("0", 32)}, visit)
				})
				if pretty(got) != pretty([]store.MentionRecord{m.mention(id)}) {
					t.Fatalf("seed %d at %d: of claim %s is kept %s, want %s", seed, at, id, pretty(got), pretty(m.mention(id)))
				}
			}
			for report, want := range byReport {
				slices.SortFunc(want, func(a, b store.MentionRecord) int { return m.claims[a.Claim].ordinal - m.claims[b.Claim].ordinal })
				got := mentions(t, func(visit func(store.MentionRecord) error) error { return s.MentionsIn(ctx, at, report, visit) })
				if pretty(got) != pretty(want) {
					t.Fatalf("seed %d at %d: in report %s are %s, want %s", seed, at, report, pretty(got), pretty(want))
				}
			}
		}
		crowded(t, s, int64(len(entries)))
		if stood == 0 {
			t.Fatalf("seed %d: no claim ever stood in an incident: the test sees nothing", seed)
		}
	}
}

// crowded sees that no block of which many claims stand is left out, and none is
// named under which fewer were ever kept.
func crowded(t *testing.T, s store.Store, at int64) {
	t.Helper()
	blocks := []int64{store.Key("bridge"), store.Key("market"), store.Key("rockets"), store.Key("unheard")}
	stand := map[int64]int{}
	for _, b := range blocks {
		stand[b] = len(mentions(t, func(visit func(store.MentionRecord) error) error {
			return s.Mentions(t.Context(), at, []int64{b}, visit)
		}))
	}
	for _, many := range []int{1, 2, 5, stand[blocks[0]], 100_000} {
		got, err := s.Crowded(t.Context(), blocks, many)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			if stand[b] >= many && !slices.Contains(got, b) || slices.Contains(got, b) && (stand[b] == 0 || many == 100_000) {
				t.Errorf("under block %d %d claims stand; those with %d are %v", b, stand[b], many, got)
			}
		}
	}
}

func mentions(t *testing.T, ask func(func(store.MentionRecord) error) error) (all []store.MentionRecord) {
	t.Helper()
	if err := ask(func(m store.MentionRecord) error { all = append(all, m); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// testIncidents: incidents that formed, were regrouped and dissolved are at
// each position what their records up to there say, and found by it.
func testIncidents(t *testing.T, engine Engine) {
	ctx := t.Context()
	for seed := range uint64(4) {
		s := engine.New(t)
		apply(t, s, 0, History(seed+10, 150))
		entries := Kept(t, s)
		for at := int64(0); at <= int64(len(entries)); at += 10 {
			m := modelOf(t, entries, at)
			for _, f := range incidentFilters {
				var got []string
				_, err := s.Incidents(ctx, at, f, "", 0, func(i store.IncidentState) error {
					got = append(got, i.ID)
					return nil
				})
				if want := m.found(f); err != nil || !slices.Equal(got, want) {
					t.Fatalf("seed %d at %d: incidents of %+v are %v, %v; want %v", seed, at, f, got, err, want)
				}
			}
			days, err := s.IncidentDays(ctx, at)
			if want := m.days(); err != nil || pretty(days) != pretty(want) {
				t.Fatalf("seed %d at %d: days of incidents are %s, %v; want %s", seed, at, pretty(days), err, pretty(want))
			}
			for id, records := range m.incidents {
				i, err := s.Incident(ctx, at, id)
				var got []string
				for _, l := range i.Links {
					got = append(got, l.Claim)
				}
				slices.Sort(got)
				last := records[len(records)-1]
				if want := m.linked(id); err != nil || !slices.Equal(got, want) || i.Into != last.Into || pretty(i.Holds) != pretty(last.Holds) || i.Entry != m.entries[id] {
					t.Fatalf("seed %d at %d: incident %s is %s, %v; want the claims %v and %s of entry %d", seed, at, id, pretty(i), err, want, pretty(last), m.entries[id])
				}
			}
			if _, err := s.Incident(ctx, at, "none"); !errors.Is(err, store.ErrNotFound) {
				t.Fatalf("an incident that never was: %v", err)
			}
		}
	}
}

// testIncidentPages: incidents and claims page by page are those of the whole,
// whatever is recorded behind the position.
func testIncidentPages(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	history := History(21, 300)
	apply(t, s, 0, history)
	at := int64(250)
	for _, limit := range []int{1, 3, 100} {
		for _, f := range incidentFilters {
			paged(t, limit, func(cursor string, limit int, visit func(string) error) (string, error) {
				return s.Incidents(ctx, at, f, cursor, limit, func(i store.IncidentState) error { return visit(i.ID) })
			})
		}
		for _, f := range claimFilters {
			paged(t, limit, func(cursor string, limit int, visit func(string) error) (string, error) {
				return s.ClaimsLike(ctx, at, f, cursor, limit, func(c store.ClaimRecord) error { return visit(c.Claim.ID) })
			})
		}
	}
	for _, cursor := range []string{"nobody", "3", "'"} {
		if _, err := s.Incidents(ctx, at, store.IncidentFilter{}, cursor, 5, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("cursor %q of incidents: %v, want %v", cursor, err, store.ErrNotFound)
		}
		if _, err := s.ClaimsLike(ctx, at, store.ClaimFilter{}, cursor, 5, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("cursor %q of claims: %v, want %v", cursor, err, store.ErrNotFound)
		}
	}
}

func paged(t *testing.T, limit int, ask func(cursor string, limit int, visit func(string) error) (string, error)) {
	t.Helper()
	var whole, pages []string
	if _, err := ask("", 0, func(id string) error { whole = append(whole, id); return nil }); err != nil {
		t.Fatal(err)
	}
	for cursor := ""; ; {
		n := 0
		next, err := ask(cursor, limit, func(id string) error { n++; pages = append(pages, id); return nil })
		if err != nil || n > limit {
			t.Fatalf("a page of %d has %d, %v", limit, n, err)
		}
		if cursor = next; cursor == "" || len(pages) > len(whole) {
			break
		}
	}
	if !slices.Equal(pages, whole) {
		t.Errorf("pages of %d are %v, want %v", limit, pages, whole)
	}
}

// testClaimsLike: the claims that pass a filter are those that do so one by
// one, at each position.
func testClaimsLike(t *testing.T, engine Engine) {
	ctx := t.Context()
	for seed := range uint64(3) {
		s := engine.New(t)
		apply(t, s, 0, History(seed, 120))
		entries := Kept(t, s)
		passed := map[int]int{}
		for at := int64(0); at <= int64(len(entries)); at += 12 {
			m := modelOf(t, entries, at)
			var some []string
			for _, c := range m.claims {
				if some = append(some, c.report); len(some) == 2 {
					break
				}
			}
			for i, f := range append(claimFilters, store.ClaimFilter{Reports: some}, store.ClaimFilter{Reports: some, Stances: []string{"accuse"}}) {
				var got []string
				_, err := s.ClaimsLike(ctx, at, f, "", 0, func(c store.ClaimRecord) error {
					if of := m.claims[c.Claim.ID]; of.report != c.Report || of.entry != c.ReadEntry || pretty(of.claim) != pretty(c.Claim) {
						t.Fatalf("seed %d at %d: %s, want %s of report %s", seed, at, pretty(c), pretty(of.claim), of.report)
					}
					got = append(got, c.Claim.ID)
					return nil
				})
				if want := m.like(f); err != nil || !slices.Equal(got, want) {
					t.Fatalf("seed %d at %d: claims like %+v are %v, %v; want %v", seed, at, f, got, err, want)
				}
				passed[i] += len(got)
			}
			for _, limit := range []int{1, 3, 1000} {
				var got []string
				latest, err := s.LatestClaims(ctx, at, store.SaysAccess, limit)
				for _, c := range latest {
					if m.claims[c.Claim].report != c.Report {
						t.Fatalf("seed %d at %d: claim %s is told of report %s, want %s", seed, at, c.Claim, c.Report, m.claims[c.Claim].report)
					}
					got = append(got, c.Claim)
				}
				want := m.like(store.ClaimFilter{})
				want = slices.DeleteFunc(want, func(id string) bool {
					c := m.claims[id].claim
					return c.Access == nil && (c.Event == nil || c.Event.Type != "COERCE")
				})
				slices.Reverse(want)
				if want = want[:min(limit, len(want))]; err != nil || !slices.Equal(got, want) {
					t.Fatalf("seed %d at %d: the latest %d claims of access are %v, %v; want %v", seed, at, limit, got, err, want)
				}
				passed[100] += len(got)
			}
		}
		if len(passed) < 9 || passed[1] == 0 || passed[6] == 0 || passed[100] == 0 {
			t.Fatalf("seed %d: hardly a claim passed: %v", seed, passed)
		}
	}
}

// testTruces: a later record of a truce or road takes the place of an earlier.
func testTruces(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	truce := func(entry, day, scope string) {
		w.Add(evidence.CeasefireRecorded, evidence.Ceasefire{ID: evidence.CeasefireID("register", entry), List: "register", Entry: entry, Parties: []evidence.TruceParty{{Said: "all"}},
			Announced: &evidence.Interval{From: "2020-01-01"}, Effective: &evidence.Interval{From: day, To: day}, Scope: scope})
	}
	truce("2", "2020-10-18", "")
	truce("1", "2020-10-10", "")
	truce("2", "2020-10-18", "whole")
	w.Add(evidence.RouteRecorded, evidence.Route{ID: "b", Name: "To the north"})
	w.Add(evidence.RouteRecorded, evidence.Route{ID: "a", Name: "To the south"})
	w.Add(evidence.RouteRecorded, evidence.Route{ID: "b", Name: "To the west"})
	apply(t, s, 0, w.Entries)
	for _, c := range []struct {
		at   int64
		want string
	}{{2, "2020-10-10  2020-10-18 "}, {3, "2020-10-10  2020-10-18 whole"}, {5, "2020-10-10  2020-10-18 whole To the north To the south"}, {6, "2020-10-10  2020-10-18 whole To the south To the west"}} {
		truces, err := s.Ceasefires(ctx, c.at)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range truces {
			got = append(got, r.Ceasefire.Effective.From, r.Ceasefire.Scope)
		}
		roads, err := s.Routes(ctx, c.at)
		for _, r := range roads {
			got = append(got, r.Route.Name)
		}
		if strings.Join(got, " ") != c.want || err != nil {
			t.Errorf("at %d: %q (%v), want %q", c.at, strings.Join(got, " "), err, c.want)
		}
	}
	if of, err := s.EntriesOf(ctx, evidence.CeasefireID("register", "2")); err != nil || !slices.Equal(of, []int64{0, 2}) {
		t.Errorf("entries of a truce: %v %v, want 0 and 2", of, err)
	}
}

// testWithdrawnIncidents: with a report goes every record that links or groups
// its claims; what is said anew of the others stands.
func testWithdrawnIncidents(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	c := NewChronicle(w)
	report, first := w.Report("One", "The bridge was hit by rockets at dawn. Nobody slept.", "reader/1")
	_, second := w.Report("Two", "Rockets hit the bridge.", "reader/1")
	_, third := w.Report("Three", "A bridge was hit.", "reader/1")
	copied, shared := w.Report("One again", "The bridge was hit by rockets at dawn. Nobody slept.", "reader/1")
	if shared[0].ID != first[0].ID || copied == report {
		t.Fatal("two reports with one text do not share their claims: the test sees nothing")
	}
	incident := c.Form("2020-11-03", first[0].ID, second[0].ID)
	joined := c.Record(incident, evidence.Regrouped, []string{third[0].ID}, nil)
	decided := w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectIncident, ID: incident, Groups: [][]string{{first[0].ID, second[0].ID}}, Verdict: evidence.Accept, By: "Ada", Reason: "one"})
	other := w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectIncident, ID: incident, Groups: [][]string{{third[0].ID}, {second[0].ID}}, Verdict: evidence.Refuse, By: "Ada", Reason: "two"})
	apply(t, s, 0, w.Entries)
	at := int64(len(w.Entries))

	if got := mentions(t, func(visit func(store.MentionRecord) error) error {
		return s.Mentions(ctx, at, blocksOf(first[0]), visit)
	}); len(got) != 3 || got[slices.IndexFunc(got, func(m store.MentionRecord) bool { return m.Claim == first[0].ID })].Report != min(report, copied) {
		t.Errorf("the bridge is mentioned by %s, want three claims, the shared one of the report whose id comes first", pretty(got))
	}
	if i, err := s.Incident(ctx, at, incident); err != nil || len(i.Links) != 3 || len(i.Decisions) != 2 {
		t.Errorf("the incident is %s, %v; want three links and two decisions", pretty(i), err)
	}
	for claims, want := range map[string]int{first[0].ID: 1, second[0].ID: 2, first[1].ID: 0} {
		if got, err := s.Groupings(ctx, at, []string{claims}); err != nil || len(got) != want {
			t.Errorf("%d decisions (%v) name claim %s, want %d", len(got), err, claims, want)
		}
	}
	of, err := s.EntriesOf(ctx, report)
	if err != nil || !slices.Contains(of, joined-1) || slices.Contains(of, joined) || !slices.Contains(of, decided) || slices.Contains(of, other) {
		t.Errorf("entries of the report: %v, %v; want those by which its claim was linked (%d) and grouped (%d) and no other (%d, %d)", of, err, joined-1, decided, joined, other)
	}
	both, err := s.EntriesOf(ctx, copied)
	if err != nil {
		t.Fatal(err)
	}
	gone := slices.Compact(slices.Sorted(slices.Values(append(of, both...))))
	taker := w.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Report: report, By: "Ada", Reason: "safety"}, gone...)
	apply(t, s, taker, w.Entries[taker:])
	if i, err := s.Incident(ctx, taker, incident); err != nil || len(i.Links) != 1 || len(i.Decisions) != 1 {
		t.Errorf("after the withdrawal the incident is %s, %v; want the one link that names others alone", pretty(i), err)
	}
	for _, id := range []string{first[0].ID, second[0].ID} {
		if in, err := s.IncidentOf(ctx, taker, id); in != "" || err != nil {
			t.Errorf("claim %s still stands in %q (%v)", id, in, err)
		}
	}
	c.members[incident] = nil
	c.Record(incident, evidence.Formed, []string{second[0].ID, third[0].ID}, nil)
	apply(t, s, taker+1, w.Entries[taker+1:])
	if i, err := s.Incident(ctx, taker+2, incident); err != nil || len(i.Links) != 2 || i.Formed != taker+1 {
		t.Errorf("said anew the incident is %s, %v; want two links", pretty(i), err)
	}
	if got := mentions(t, func(visit func(store.MentionRecord) error) error {
		return s.Mentions(ctx, taker+2, blocksOf(first[0]), visit)
	}); len(got) != 2 {
		t.Errorf("the bridge is still mentioned by %s", pretty(got))
	}
}

// testGroupings: what people grouped is found by the ids that its claims bear
// now, and says them beside those that they bore then.
func testGroupings(t *testing.T, engine Engine) {
	ctx := t.Context()
	s := engine.New(t)
	w := &Writer{}
	report, claims := w.Report("One", "The bridge was hit by rockets at dawn. Nobody slept.", "reader/1")
	_, others := w.Report("Two", "Rockets hit the bridge.", "reader/1")
	id := func(n string) string { return strings.Repeat(n, 32) }
	w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectIncident, ID: id("9"), Groups: [][]string{{claims[0].ID, others[0].ID}, {claims[1].ID}}, Verdict: evidence.Accept, By: "Ada", Reason: "one"})
	w.Add(evidence.DecisionCarried, evidence.Carried{Report: report, From: claims[0].ID, To: id("a"), Reason: "same words"})
	w.Add(evidence.DecisionCarried, evidence.Carried{Report: report, From: id("a"), To: id("b"), Reason: "same words"})
	w.Add(evidence.DecisionCarried, evidence.Carried{Report: report, From: claims[1].ID, To: "", Reason: "gone"})
	apply(t, s, 0, w.Entries)
	end := int64(len(w.Entries))
	for _, c := range []struct {
		at     int64
		claims []string
		want   [][]string
	}{
		{end, []string{others[0].ID}, [][]string{{claims[0].ID, others[0].ID, id("a"), id("b")}, {claims[1].ID}}},
		{end, []string{id("b")}, [][]string{{claims[0].ID, others[0].ID, id("a"), id("b")}, {claims[1].ID}}},
		{end - 2, []string{id("a")}, [][]string{{claims[0].ID, others[0].ID, id("a")}, {claims[1].ID}}},
		{end - 3, nil, [][]string{{claims[0].ID, others[0].ID}, {claims[1].ID}}},
		{end - 3, []string{id("a")}, nil},
		{end, []string{id("c")}, nil},
	} {
		list, err := s.Groupings(ctx, c.at, c.claims)
		var got [][]string
		for _, d := range list {
			got = append(got, d.Decision.Groups...)
		}
		for i := range c.want {
			slices.Sort(c.want[i])
		}
		for i := range got {
			slices.Sort(got[i])
		}
		if err != nil || pretty(got) != pretty(c.want) {
			t.Errorf("at %d claims %v are grouped as %v, %v; want %v", c.at, c.claims, got, err, c.want)
		}
	}
}

// testTies: what people tied a claim to is found by either end, under every id
// that both have had.
func testTies(t *testing.T, engine Engine) {
	s := engine.New(t)
	ctx := t.Context()
	w := &Writer{}
	report, claims := w.Report("One", "The bridge was hit by rockets at dawn. Nobody slept.", "reader/1")
	_, others := w.Report("Two", "Rockets hit the bridge.", "reader/1")
	id := func(n string) string { return strings.Repeat(n, 32) }
	tie := func(subject, to string, verdict evidence.Verdict) {
		w.Add(evidence.DecisionMade, evidence.Decision{Subject: subject, ID: claims[0].ID, Report: report, To: to, Verdict: verdict, By: "Ada", Reason: "read"})
	}
	tie(evidence.SubjectAnswer, others[0].ID, evidence.Accept)
	tie(evidence.SubjectTruce, id("9"), evidence.Accept)
	w.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectIncident, ID: id("8"), Groups: [][]string{{claims[0].ID, others[0].ID}}, Verdict: evidence.Accept, By: "Ada", Reason: "one"})
	w.Add(evidence.DecisionCarried, evidence.Carried{Report: report, From: claims[0].ID, To: id("a"), Reason: "same words"})
	tie(evidence.SubjectTruce, "", evidence.Refuse)
	apply(t, s, 0, w.Entries)
	end := int64(len(w.Entries))
	mine, other := []string{claims[0].ID, id("a")}, []string{others[0].ID}
	for _, c := range []struct {
		at     int64
		claims []string
		want   [][]string // both ends of each
	}{
		{end, nil, [][]string{mine, other, mine, {id("9")}, mine, nil}},
		{end, []string{id("a")}, [][]string{mine, other, mine, {id("9")}, mine, nil}},
		{end, other, [][]string{mine, other}},
		{end - 2, other, [][]string{mine[:1], other}},
		{end, []string{claims[1].ID}, nil},
		{end - 4, nil, [][]string{mine[:1], other}},
	} {
		list, err := s.Ties(ctx, c.at, c.claims)
		var got [][]string
		for _, tie := range list {
			got = append(got, tie.Claims, tie.To)
		}
		if err != nil || pretty(got) != pretty(c.want) {
			t.Errorf("at %d claims %v are tied as %v, %v; want %v", c.at, c.claims, got, err, c.want)
		}
	}
	if got, err := s.Groupings(ctx, end, mine); err != nil || len(got) != 1 {
		t.Errorf("%d decisions group the claim (%v), want the one on the incident", len(got), err)
	}
}

// testGoingOver: a claim that goes from one incident to another stands in the
// other, whichever of the two says so first.
func testGoingOver(t *testing.T, engine Engine) {
	for _, first := range []string{"joined", "left"} {
		s := engine.New(t)
		w := &Writer{}
		c := NewChronicle(w)
		_, one := w.Report("One", "The bridge was hit by rockets. It fell at dawn. Nobody slept.", "reader/1")
		_, two := w.Report("Two", "Rockets hit the market. It burnt at dawn.", "reader/1")
		from, to := c.Form("2020-11-03", one[0].ID, one[1].ID, one[2].ID), c.Form("2020-11-03", two[0].ID, two[1].ID)
		goes := one[1].ID
		if first == "joined" {
			c.Record(to, evidence.Regrouped, []string{goes}, nil)
		}
		c.Record(from, evidence.Regrouped, nil, []string{goes})
		if first == "left" {
			c.Record(to, evidence.Regrouped, []string{goes}, nil)
		}
		apply(t, s, 0, w.Entries)
		end := int64(len(w.Entries))
		for at, want := range map[int64]string{end - 2: from, end: to} {
			if got, err := s.IncidentOf(t.Context(), at, goes); err != nil || got != want {
				t.Errorf("%s first: at %d the claim stands in %q, %v; want %q", first, at, got, err, want)
			}
		}
	}
}
