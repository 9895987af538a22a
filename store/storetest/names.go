package storetest

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// nameFilters ask by whom and what claims name.
var nameFilters = []store.ClaimFilter{
	{Place: "barda"}, {Speaker: "the-hospital"}, {Speaker: "AAA"}, {Named: "BBB"}, {Actor: "AAA"}, {Actor: "BBB", Stances: []string{"accuse"}}, {Place: "nowhere"},
	{Outlet: "the-meridian-wire"}, {Outlet: "the-meridian-wire", Place: "barda"}, {Outlet: "another"}, {Decided: true}, {Decided: true, Words: "bridge"}, {Words: "rockets", Side: "AAA"},
}

// testNames: claims are found by whom and what they name, the last published
// first, page by page, and the lists of names are of what they name.
func testNames(t *testing.T, engine Engine) {
	ctx := t.Context()
	passed := map[int]int{}
	for seed := range uint64(2) {
		s := engine.New(t)
		apply(t, s, 0, History(seed, 160))
		entries := Kept(t, s)
		for at := int64(0); at <= int64(len(entries)); at += 16 {
			m := modelOf(t, entries, at)
			decided := decidedBefore(t, entries, at)
			for i, f := range slices.Concat(nameFilters, claimFilters) {
				want := m.like(f)
				slices.Reverse(want)
				if f.Decided {
					want = slices.DeleteFunc(want, func(id string) bool { return !decided[id] })
				}
				passed[i] += len(want)
				for _, limit := range []int{2, 1000} {
					var got []string
					for after := ""; len(got) <= len(want); {
						n := len(got)
						err := s.NewestClaims(ctx, at, f, after, limit, func(c store.ClaimRecord) error { got = append(got, c.Claim.ID); return nil })
						if err != nil {
							t.Fatal(err)
						}
						if len(got) == n {
							break
						}
						after = got[len(got)-1]
					}
					if !slices.Equal(got, want) {
						t.Fatalf("seed %d at %d: the newest claims like %+v, by %d, are %v; want %v", seed, at, f, limit, got, want)
					}
				}
			}
			places := map[string]string{}
			for _, c := range m.claims {
				for _, p := range c.claim.Places() {
					places[store.Slug(p.Name)] = p.Name
				}
			}
			listed, err := s.NamedPlaces(ctx, at, "", 10)
			if err != nil || len(listed) != len(places) || len(listed) > 0 && listed[0] != (store.Named{Slug: "barda", Name: "Bərdə"}) {
				t.Fatalf("seed %d at %d: the places are %v, %v; want %v", seed, at, listed, err, slices.Collect(maps.Keys(places)))
			}
			if beyond, err := s.NamedPlaces(ctx, at, "barda", 10); err != nil || len(beyond) != 0 {
				t.Fatalf("behind the last place stand %v, %v", beyond, err)
			}
			traits := []int64{store.PlaceTrait("barda"), store.SpeakerTrait("the-hospital"), store.NamedTrait("nobody")}
			want := 0
			for _, f := range []store.ClaimFilter{{Place: "barda"}, {Speaker: "the-hospital"}} {
				want += min(1, len(m.like(f)))
			}
			if had, err := s.Having(ctx, at, traits); err != nil || len(had) != want {
				t.Fatalf("seed %d at %d: %v of the traits %v are had, %v; want %d", seed, at, had, traits, err, want)
			}
			reports, err := s.Reports(ctx, at)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for after := ""; ; {
				page, err := s.ReportsOf(ctx, at, "the-meridian-wire", after, 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page {
					ids = append(ids, pretty(r))
				}
				if len(page) < 2 {
					break
				}
				after = page[1].ID
			}
			for _, r := range reports {
				if len(ids) == 0 || r.Tombstone != nil {
					break
				}
				if ids[0] != pretty(r) {
					t.Fatalf("seed %d at %d: of the outlet stands %s, want %s", seed, at, ids[0], pretty(r))
				}
				ids = ids[1:]
			}
			if none, err := s.ReportsOf(ctx, at, "another", "", 2); err != nil || len(none)+len(ids) > 0 {
				t.Fatalf("seed %d at %d: reports that are not there: %v %v, %v", seed, at, none, ids, err)
			}
			texts := slices.ContainsFunc(reports, func(r store.Summary) bool { return r.Tombstone == nil })
			if outlets, err := s.Outlets(ctx, at, "", 10); err != nil || (len(outlets) == 1) != texts || texts && outlets[0].Name != "The Meridian Wire" {
				t.Fatalf("seed %d at %d: the outlets are %v, %v", seed, at, outlets, err)
			}
		}
		if err := s.NewestClaims(ctx, int64(len(entries)), store.ClaimFilter{}, "nobody", 5, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("behind a claim that is not there: %v, want %v", err, store.ErrNotFound)
		}
	}
	for i, f := range nameFilters {
		if empty := f.Place == "nowhere" || f.Outlet == "another"; (passed[i] == 0) != empty {
			t.Errorf("%d claims pass %+v", passed[i], f)
		}
	}
}

func decidedBefore(t *testing.T, entries []evidence.Entry, at int64) map[string]bool {
	decided := make(map[string]bool)
	for _, e := range entries[:at] {
		if !e.Withdrawn() && e.Envelope.Kind == evidence.DecisionMade {
			decided[decoded[evidence.Decision](t, e).ID] = true
		}
	}
	return decided
}
