package flow

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/publish"
)

func TestLosses(t *testing.T) {
	s := newShop(t)
	s.imports("Ledgerdale", map[string]item{
		"1": tank("Vidar", "destroyed"), "2": tank("Vidar", "damaged,captured"), "3": tank("Brage", "captured,destroyed"), "4": tank("Brage", ""),
		"5": {side: "SOD", class: "truck", model: "Ymer", fates: "abandoned"},
	})
	for _, c := range []struct {
		query LossQuery
		want  string // units: destroyed damaged abandoned captured untold
	}{
		{LossQuery{}, "4: 2 0 1 1 1"},
		{LossQuery{Rule: evidence.WorstFate}, "4: 2 0 1 1 1"},
		{LossQuery{Rule: evidence.FirstFate}, "4: 1 1 1 1 1"},
		{LossQuery{Side: "NOR"}, "3: 2 0 0 1 1"},
		{LossQuery{Classes: []string{"truck", "ship"}}, "1: 0 0 1 0 0"},
		{LossQuery{Models: []string{"Vidar"}}, "2: 1 0 0 1 0"},
		{LossQuery{Fate: "destroyed"}, "2: 2 0 0 0 0"},
		{LossQuery{Fate: "destroyed", Rule: evidence.FirstFate}, "1: 1 0 0 0 0"},
		{LossQuery{Fate: "damaged,captured"}, "1: 0 0 0 1 0"},
		{LossQuery{List: "Ledgerdale"}, "4: 2 0 1 1 1"},
		{LossQuery{List: "Elsewhere"}, "0: 0 0 0 0 0"},
	} {
		got, err := s.l.Desk().Losses(t.Context(), s.next(), c.query)
		if err != nil {
			t.Fatal(err)
		}
		if said := sayTotal(got.Total.LossTotal); said != c.want {
			t.Errorf("%+v: %s, want %s", c.query, said, c.want)
		}
		checkSums(t, s.l.Desk(), s.next(), c.query)
	}
	got, err := s.l.Desk().Losses(t.Context(), s.next(), LossQuery{Side: "NOR"})
	if err != nil {
		t.Fatal(err)
	}
	want := []ClassLosses{{Side: "NOR", Class: "tank", LossTotal: LossTotal{3, LossFates{Destroyed: 2, Captured: 1}, 1}, Models: []ModelLosses{
		{"Vidar", LossTotal{2, LossFates{Destroyed: 1, Captured: 1}, 0}, map[evidence.History]int64{"destroyed": 1, "damaged,captured": 1}},
		{"Brage", LossTotal{1, LossFates{Destroyed: 1}, 1}, map[evidence.History]int64{"": 1, "captured,destroyed": 1}},
	}}}
	if diff := cmp.Diff(want, got.By); diff != "" {
		t.Error(diff)
	}
	if !got.Note.IsZero() || got.Total.RuleWords != evidence.LastFate.Words().String() {
		t.Errorf("note %q, rule %q", got.Note, got.Total.RuleWords)
	}
}

func sayTotal(t LossTotal) string {
	return fmt.Sprintf("%d: %d %d %d %d %d", t.Units, t.Fates.Destroyed, t.Fates.Damaged, t.Fates.Abandoned, t.Fates.Captured, t.Untold)
}

// checkSums: units in are units out, under every rule, in every breakdown, and
// in the list of units.
func checkSums(t testing.TB, library *Library, at int64, q LossQuery) {
	t.Helper()
	for _, rule := range evidence.FoldRules {
		if q.Fate != "" && q.Rule != rule {
			continue
		}
		q.Rule = rule
		answer, err := library.Losses(t.Context(), at, q)
		if err != nil {
			t.Fatal(err)
		}
		var listed LossTotal
		seen := map[string]bool{}
		err = library.EachUnit(t.Context(), at, q, func(u publish.Unit) error {
			if seen[u.ID] {
				t.Errorf("unit %s is listed twice", u.ID)
			}
			seen[u.ID] = true
			listed.add(rule, u.History(), 1)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var classes, models, histories LossTotal
		for _, c := range answer.By {
			classes.Add(c.LossTotal)
			for _, m := range c.Models {
				models.Add(m.LossTotal)
				for h, n := range m.Histories {
					histories.add(rule, h, n)
				}
			}
		}
		total := answer.Total.LossTotal
		fates := total.Fates.Destroyed + total.Fates.Damaged + total.Fates.Abandoned + total.Fates.Captured
		for name, got := range map[string]LossTotal{"classes": classes, "models": models, "histories": histories, "units listed": listed} {
			if got != total {
				t.Errorf("at %d, %+v, %s: %+v, the total is %+v", at, q, name, got, total)
			}
		}
		if fates != total.Units {
			t.Errorf("at %d, %+v: fates sum to %d of %d units", at, q, fates, total.Units)
		}
		var paged []string
		for next, pages := "", 0; pages == 0 || next != ""; pages++ {
			units, more, err := library.Units(t.Context(), at, q, next, 2)
			if err != nil || len(units) > 2 || pages > 100 {
				t.Fatalf("%d units on a page, %v", len(units), err)
			}
			for _, u := range units {
				paged = append(paged, u.ID)
			}
			next = more
		}
		slices.Sort(paged)
		if !slices.Equal(paged, slices.Sorted(maps.Keys(seen))) {
			t.Errorf("at %d, %+v: pages have %d units, the whole has %d", at, q, len(paged), len(seen))
		}
	}
}

// checkDiff: the changes between two positions, applied to the first total, give
// the second.
func checkDiff(t testing.TB, library *Library, from, to int64, q LossQuery) {
	t.Helper()
	var changes []LossChange
	diff, err := library.LossDiff(t.Context(), from, to, q, func(c LossChange) error { changes = append(changes, c); return nil })
	if err != nil {
		t.Fatal(err)
	}
	got := diff.From.LossTotal
	for _, c := range changes {
		got.Apply(diff.From.Rule, c)
	}
	if got != diff.To.LossTotal || diff.Changes != int64(len(changes)) {
		t.Errorf("from %d to %d, %+v: %+v and %d changes give %+v, want %+v", from, to, q, diff.From.LossTotal, len(changes), got, diff.To.LossTotal)
	}
}

// TestPublicLosses tells one list's life, and what the public sees of it.
func TestPublicLosses(t *testing.T) {
	s := newShop(t)
	sees := func(what, want string) {
		t.Helper()
		answer, err := s.l.Public().Losses(t.Context(), s.next(), LossQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if got := sayTotal(answer.Total.LossTotal); got != want {
			t.Errorf("%s: the public sees %s, want %s", what, got, want)
		}
		checkSums(t, s.l.Public(), s.next(), LossQuery{})
	}
	sees("nothing is imported", "0: 0 0 0 0 0")
	first := s.imports("Ledgerdale", map[string]item{"1": tank("Vidar", "destroyed"), "2": tank("Vidar", "damaged")})
	s.wait(1000 * time.Hour)
	sees("nobody accepted it", "0: 0 0 0 0 0")
	s.decides("edition", first, evidence.Accept)
	sees("somebody did", "2: 1 1 0 0 0")
	second := s.imports("Ledgerdale", map[string]item{"1": tank("Vidar", "destroyed"), "2": tank("Vidar", "captured"), "3": tank("Brage", "captured")})
	sees("a newer edition waits", "2: 1 1 0 0 0")
	s.decides("edition", second, evidence.Accept)
	sees("it is accepted, but fresh", "2: 1 1 0 0 0")
	s.wait(72 * time.Hour)
	sees("it is late", "3: 1 0 0 2 0")
	late := s.next()
	gone := evidence.UnitID("Ledgerdale", "entry 3", 0)
	s.decides("unit", gone, evidence.Refuse)
	sees("a unit is rejected", "2: 1 0 0 1 0")
	if _, err := s.l.Public().Unit(t.Context(), s.next(), gone); err == nil {
		t.Error("a rejected unit has a public page")
	}
	s.decides("unit", gone, evidence.Accept)
	sees("and accepted after all", "3: 1 0 0 2 0")
	s.decides("edition", second, evidence.Refuse)
	sees("the edition is rejected", "2: 1 1 0 0 0")
	if then, err := s.l.Public().Losses(t.Context(), late, LossQuery{}); err != nil || then.Total.Units != 2 {
		t.Errorf("as of when it was not rejected yet, the public sees %+v %v", then.Total, err)
	}
	third := s.imports("Ledgerdale", map[string]item{"1": tank("Vidar", "destroyed"), "3": tank("Brage", "destroyed")})
	s.decides("edition", third, evidence.Accept)
	s.wait(72 * time.Hour)
	sees("a mended edition follows", "2: 2 0 0 0 0")
	today := s.clock.now.Format(time.DateOnly)
	fourth := s.imports("Ledgerdale", map[string]item{
		"1": tank("Vidar", "destroyed"), "3": tank("Brage", "destroyed"), "4": {"NOR", "tank", "Vidar", "destroyed", today}, "5": {"NOR", "tank", "Vidar", "damaged", "2052-02-24"},
	})
	s.decides("edition", fourth, evidence.Accept)
	s.wait(73 * time.Hour)
	sees("one of its units may have happened a moment too late, another says an impossible date", "2: 2 0 0 0 0")
	s.wait(50 * time.Hour)
	sees("all is late", "4: 3 1 0 0 0")
	odd, err := s.l.Public().Unit(t.Context(), s.next(), evidence.UnitID("Ledgerdale", "entry 5", 0))
	if err != nil || odd.When != nil || odd.Listings[0].Happened != "" {
		t.Errorf("an impossible date is shown: %+v %v", odd.Unit.Unit, err)
	}
	s.imports("Otherdale", map[string]item{"9": tank("Vidar", "destroyed")})
	sees("another list waits", "4: 3 1 0 0 0")
	s.merges(evidence.UnitID("Otherdale", "entry 9", 0), evidence.UnitID("Ledgerdale", "entry 1", 0))
	sees("a unit of it is found to be one of theirs: both are read as they stood before", "4: 3 1 0 0 0")
	s.decides("edition", s.ids[len(s.ids)-1], evidence.Accept)
	s.wait(72 * time.Hour)
	sees("and it is accepted", "4: 3 1 0 0 0")
	for from := range s.next() + 1 {
		checkDiff(t, s.l.Public(), from, s.next(), LossQuery{})
		checkDiff(t, s.l.Desk(), from, s.next(), LossQuery{})
	}
}

// TestPublicUnitsSayNoMore: what a public unit says is late, coarse and named
// field by field.
func TestPublicUnitsSayNoMore(t *testing.T) {
	s := newShop(t)
	id := s.imports("Ledgerdale", map[string]item{"1": {"NOR", "tank", "Vidar", "destroyed", "2020-10-01"}})
	s.decides("edition", id, evidence.Accept)
	s.wait(1000 * time.Hour)
	got, err := s.l.Public().Unit(t.Context(), s.next(), evidence.UnitID("Ledgerdale", "entry 1", 0))
	if err != nil {
		t.Fatal(err)
	}
	lat, lon := 59.9, 10.7
	want := evidence.Unit{
		ID: got.ID, Side: "NOR", Class: "tank", Model: "Vidar", Fates: []evidence.Fate{{What: "destroyed"}}, When: &evidence.Interval{From: "2020-10-01", To: "2020-10-01"},
		Place: &evidence.Place{Lat: &lat, Lon: &lon},
		Listings: []evidence.Listing{{List: "Ledgerdale", Entry: "1", Side: "NOR", Class: "tank", Model: "Vidar", Status: "destroyed", Happened: "2020-10-01",
			Address: "https://pictures.example/Ledgerdale/1", Line: 7, Raw: map[string]string{"sysID": "12", "system": "Vidar"}}},
	}
	if diff := cmp.Diff(want, got.Unit.Unit); diff != "" {
		t.Error(diff)
	}
	if len(got.Trail) != 1 || got.Trail[0].Edition != id || got.Trail[0].Entry != got.Entry || got.Trail[0].Line != 7 {
		t.Errorf("trail %+v of entry %d", got.Trail, got.Entry)
	}
	desk, err := s.l.Desk().Unit(t.Context(), s.next(), got.ID)
	if err != nil || desk.Markings != "Quillfeather" || desk.Withheld != "" {
		t.Errorf("the desk sees %+v %v", desk.Unit, err)
	}
}

// TestLossLaws plays random lives of lists: imports, verdicts, mergers, time. At
// every position, for desk and public, units in are units out, differences are
// the sum of their changes, and the public sees only what an accepted and late
// file says, of units that nobody rejected.
func TestLossLaws(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	if was := checks.String(); was == "100" { // unless told otherwise: each life makes a ledger on the disk
		if err := checks.Set("15"); err != nil {
			t.Fatal(err)
		}
		defer checks.Set(was)
	}
	rapid.Check(t, func(r *rapid.T) {
		dir := t.TempDir()
		c := &clock{time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)}
		l, err := Create(t.Context(), filepath.Join(dir, "ledger"), "example.org/test", Settings{Policy: publish.Standard}, c.world())
		if err != nil {
			r.Fatal(err)
		}
		defer l.Close()
		s := &shop{t: r, l: l, clock: c, units: map[string]evidence.Unit{}, was: map[string]*evidence.Bucket{}, files: map[string][]map[string]item{}}
		accepted, at := map[string]bool{}, map[string]time.Time{} // by edition
		says, of := map[string]map[string]item{}, map[string]string{}
		for range rapid.IntRange(3, 12).Draw(r, "acts") {
			switch rapid.SampledFrom([]string{"import", "import", "accept", "accept", "reject", "unit", "merge", "wait", "wait"}).Draw(r, "act") {
			case "import":
				list := rapid.SampledFrom([]string{"A", "B", "C"}).Draw(r, "list")
				file := map[string]item{}
				for n := range rapid.IntRange(0, 4).Draw(r, "units") {
					file[fmt.Sprint(n)] = item{
						side: rapid.SampledFrom([]string{"NOR", "SOD"}).Draw(r, "side"), class: rapid.SampledFrom([]string{"", "tank", "truck"}).Draw(r, "class"),
						model: rapid.SampledFrom([]string{"", "Vidar", "Brage"}).Draw(r, "model"), fates: rapid.SampledFrom([]string{"", "destroyed", "damaged,captured", "captured"}).Draw(r, "fates"),
						happened: rapid.SampledFrom([]string{"", "2020-01-01", c.now.Format(time.DateOnly)}).Draw(r, "when"),
					}
				}
				id := s.imports(list, file)
				at[id], says[id], of[id] = c.now, file, list
			case "accept", "reject":
				if len(s.ids) > 0 {
					id := rapid.SampledFrom(s.ids).Draw(r, "edition")
					v := rapid.SampledFrom([]evidence.Verdict{evidence.Accept, evidence.Accept, evidence.Refuse}).Draw(r, "verdict")
					s.decides("edition", id, v)
					accepted[id] = v == evidence.Accept
				}
			case "unit":
				if len(s.units) > 0 {
					id := rapid.SampledFrom(slices.Sorted(maps.Keys(s.units))).Draw(r, "unit")
					s.decides("unit", id, rapid.SampledFrom([]evidence.Verdict{evidence.Accept, evidence.Refuse}).Draw(r, "verdict"))
				}
			case "merge":
				var free []string
				for _, id := range slices.Sorted(maps.Keys(s.units)) {
					target := slices.ContainsFunc(slices.Collect(maps.Values(s.units)), func(u evidence.Unit) bool { return u.Into == id })
					if u := s.units[id]; u.Counted() && !target {
						free = append(free, id)
					}
				}
				if len(free) > 1 {
					s.merges(free[0], free[len(free)-1])
				}
			case "wait":
				s.wait(time.Duration(rapid.IntRange(1, 100).Draw(r, "hours")) * time.Hour)
			}
		}
		head := s.next()
		decided, err := l.store.UnitDecisions(t.Context())
		if err != nil {
			r.Fatal(err)
		}
		queries := []LossQuery{{}, {Side: "NOR"}, {Classes: []string{"tank"}}, {Models: []string{"Vidar"}, Fate: "captured"}, {List: "A"}}
		for _, library := range []*Library{l.Desk(), l.Public()} {
			for range 2 {
				position := rapid.Int64Range(0, head).Draw(r, "position")
				q := rapid.SampledFrom(queries).Draw(r, "query")
				checkSums(t, library, position, q)
				checkDiff(t, library, position, rapid.Int64Range(0, head).Draw(r, "other"), q)
			}
		}
		for _, position := range []int64{rapid.Int64Range(0, head).Draw(r, "past"), rapid.Int64Range(0, head).Draw(r, "past"), head} {
			err := l.Public().EachUnit(t.Context(), position, LossQuery{}, func(u publish.Unit) error {
				if d := decided[u.ID]; len(d) > 0 && d[len(d)-1].Decision.Verdict == evidence.Refuse {
					r.Errorf("at %d: unit %s was rejected", position, u.ID)
				}
				if strings.Contains(fmt.Sprintf("%+v", u), "Quillfeather") {
					r.Errorf("at %d: unit %s says what is the desk's: %+v", position, u.ID, u)
				}
				for _, listing := range u.Listings {
					if !slices.ContainsFunc(s.ids, func(id string) bool {
						said, ok := says[id][listing.Entry]
						return ok && accepted[id] && !c.now.Before(at[id].Add(72*time.Hour)) && of[id] == listing.List && said.side == listing.Side && said.class == listing.Class && said.model == listing.Model
					}) {
						r.Errorf("at %d: no accepted and late edition says %+v", position, listing)
					}
				}
				if u.When != nil && c.now.Before(u.When.Latest().Add(72*time.Hour)) {
					r.Errorf("at %d: unit %s of %s is fresh", position, u.ID, u.When.From)
				}
				return nil
			})
			if err != nil {
				r.Fatal(err)
			}
		}
		if t.Failed() {
			r.FailNow()
		}
	})
}

// TestDecideOnLosses: an edition and a unit are decided by their ids, by name and
// with a reason, once each way.
func TestDecideOnLosses(t *testing.T) {
	s := newShop(t)
	edition := s.imports("Ledgerdale", map[string]item{"1": tank("Vidar", "destroyed")})
	unit := evidence.UnitID("Ledgerdale", "entry 1", 0)
	for _, c := range []struct {
		id      string
		verdict evidence.Verdict
		reason  string
		ok      bool
	}{
		{edition, evidence.Accept, "", false}, {edition, evidence.Accept, "seen", true}, {edition, evidence.Accept, "seen", false},
		{unit, evidence.Refuse, "another war's", true}, {unit, evidence.Accept, "no, this one's", true}, {strings.Repeat("0", 32), evidence.Accept, "seen", false},
	} {
		if _, err := s.l.Decide(ctx, c.id, c.verdict, "Ada", c.reason); (err == nil) != c.ok {
			t.Errorf("%s %s %q: %v", c.id, c.verdict, c.reason, err)
		}
	}
	s.wait(1000 * time.Hour)
	if got, err := s.l.Public().Losses(ctx, s.next(), LossQuery{}); err != nil || got.Total.Units != 1 {
		t.Errorf("the public sees %+v %v", got.Total, err)
	}
}

func TestNotes(t *testing.T) {
	s := newShop(t)
	s.imports("Ledgerdale", map[string]item{"1": tank("Vidar", "destroyed")})
	s.imports("Otherdale", map[string]item{"1": tank("Vidar", "destroyed"), "2": tank("Vidar", "destroyed")})
	p := evidence.Proposal{What: evidence.SameUnit, Members: []string{evidence.UnitID("Ledgerdale", "entry 1", 0), evidence.UnitID("Otherdale", "entry 1", 0)}, Reasons: []string{"same model"}, Maker: "test"}
	slices.Sort(p.Members)
	p.ID = evidence.ProposalID(p.What, p.Members)
	s.record(Draft{Kind: evidence.ProposalMade, Payload: p, About: []int64{0}})
	answer, err := s.l.Desk().Losses(t.Context(), s.next(), LossQuery{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Lists overlap: 0 of these units are known to stand on more than one list and are counted once. Proposals that units are one: 1 open, on which nobody has decided. Totals by list stand apart."
	if answer.Note.String() != want || answer.Total.Units != 3 || len(answer.Lists) != 2 || answer.Lists[1].Units != 2 {
		t.Errorf("%q, %+v, %+v", answer.Note, answer.Total, answer.Lists)
	}
	one, err := s.l.Desk().Losses(t.Context(), s.next(), LossQuery{List: "Otherdale"})
	if err != nil || !one.Note.IsZero() || one.Total.Units != 2 {
		t.Errorf("one list: %q, %+v %v", one.Note, one.Total, err)
	}
	s.merges(p.Members[0], p.Members[1])
	answer, err = s.l.Desk().Losses(t.Context(), s.next(), LossQuery{})
	if err != nil || answer.Total.Units != 2 || answer.Lists[0].Units+answer.Lists[1].Units != 3 {
		t.Errorf("merged: %+v, %+v %v", answer.Total, answer.Lists, err)
	}
	story, err := s.l.Desk().Unit(t.Context(), s.next(), p.Members[1])
	if err != nil || len(story.Proposals) != 1 || len(story.Records) != 2 || len(story.Trail) != 2 || story.Trail[0].Edition == story.Trail[1].Edition || story.Withheld == "" {
		t.Errorf("%+v %v", story, err)
	}
}
