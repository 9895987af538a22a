package flow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
)

var ctx = context.Background()

// shop is a ledger of invented lists, kept as an import keeps them: a file is
// held against what the list said before, and only what changed is recorded.
type shop struct {
	t interface {
		Helper()
		Fatal(...any)
	}
	l     *Ledger
	clock *clock
	units map[string]evidence.Unit
	was   map[string]*evidence.Bucket
	files map[string][]map[string]item // what each file of a list says
	ids   []string                     // of editions
}

// item is what a file says of one unit.
type item struct{ side, class, model, fates, happened string }

func newShop(t *testing.T) *shop {
	t.Helper()
	l, c := newLedger(t)
	return &shop{t: t, l: l, clock: c, units: map[string]evidence.Unit{}, was: map[string]*evidence.Bucket{}, files: map[string][]map[string]item{}}
}

func (i item) listing(list, entry string) evidence.Listing {
	return evidence.Listing{
		List: list, Entry: entry, Side: i.side, Class: i.class, Model: i.model, Status: strings.ReplaceAll(i.fates, ",", " and "), Happened: i.happened,
		Address: "https://pictures.example/" + list + "/" + entry, Comment: "Quillfeather", Formation: "Quillfeather's own", Place: "Quillfeather Lane", Lat: "59.91273", Line: 7,
		Raw: map[string]string{"comment": "Quillfeather", "tags": "Quillfeather", "sysID": "12", "system": i.model},
	}
}

func (i item) unit(id string) evidence.Unit {
	u := evidence.Unit{ID: id, Side: i.side, Class: i.class, Model: i.model, Markings: "Quillfeather"}
	for f := range strings.SplitSeq(i.fates, ",") {
		if f != "" {
			u.Fates = append(u.Fates, evidence.Fate{What: f})
		}
	}
	if i.happened != "" {
		u.When = &evidence.Interval{From: i.happened, To: i.happened}
	}
	lat, lon := 59.91273, 10.74609
	u.Place = &evidence.Place{Name: "Quillfeather Lane", Lat: &lat, Lon: &lon, Precision: "point"}
	return u
}

// draft records a unit as it stands from now on.
func (s *shop) draft(u evidence.Unit, change, reason string, about ...int64) Draft {
	r := evidence.LossRecord{Unit: u, Change: change, Reason: reason, Was: s.was[u.ID]}
	s.units[u.ID], s.was[u.ID] = u, r.Now()
	return Draft{Kind: evidence.LossRecorded, Payload: r, About: about}
}

func (s *shop) record(drafts ...Draft) []int64 {
	s.t.Helper()
	numbers, err := s.l.Record(ctx, func(int64) ([]Draft, error) { return drafts, nil })
	if err != nil {
		s.t.Fatal(err)
	}
	return numbers
}

// imports records an edition of a list that says so of each of its units.
func (s *shop) imports(list string, file map[string]item, tallies ...evidence.Tally) string {
	s.t.Helper()
	before := map[string]item{}
	if n := len(s.files[list]); n > 0 {
		before = s.files[list][n-1]
	}
	s.files[list] = append(s.files[list], maps.Clone(file))
	e := evidence.Edition{
		List: list, Format: "oryx-page", Importer: "test", At: s.clock.now, Units: len(file), Date: s.clock.now.Format(time.DateOnly),
		Files: []evidence.Body{{Name: "Quillfeather.html", Hash: evidence.Hash(fmt.Appendf(nil, "%s %d", list, len(s.files[list]))), Size: 9}},
	}
	next := s.next()
	drafts := []Draft{{Kind: evidence.EditionImported, Payload: e}}
	for _, entry := range slices.Sorted(maps.Keys(before)) {
		if _, still := file[entry]; !still {
			drafts = append(drafts, s.says(list, entry, nil, next)...)
		}
	}
	for _, entry := range slices.Sorted(maps.Keys(file)) {
		now := file[entry]
		if was, ok := before[entry]; !ok || was != now {
			drafts = append(drafts, s.says(list, entry, &now, next)...)
		}
	}
	for _, t := range tallies {
		drafts = append(drafts, Draft{Kind: evidence.TallyRecorded, Payload: t, About: []int64{next}})
	}
	s.record(drafts...)
	s.ids = append(s.ids, e.ID())
	return e.ID()
}

func (s *shop) next() int64 {
	s.t.Helper()
	at, err := s.l.Desk().Head(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	return at
}

// says changes what a list says of a unit, and of the one that it was found to
// be.
func (s *shop) says(list, entry string, now *item, about int64) []Draft {
	id := evidence.UnitID(list, "entry "+entry, 0)
	old, known := s.units[id]
	var drafts []Draft
	for _, id := range []string{id, old.Into} {
		if id == "" {
			continue
		}
		was := s.units[id]
		u, change := was, evidence.Removed
		u.Listings = slices.DeleteFunc(slices.Clone(was.Listings), func(l evidence.Listing) bool { return l.List == list && l.Entry == entry })
		if now != nil {
			into, rest := u.Into, u.Listings
			u = now.unit(id)
			u.Into, u.Listings = into, append(rest, now.listing(list, entry))
			change = evidence.Amended
			if !known {
				change = evidence.Added
			}
		}
		drafts = append(drafts, s.draft(u, change, "the list says so", about))
	}
	return drafts
}

// merges records that somebody found a unit to be another.
func (s *shop) merges(one, other string) {
	a, b := s.units[one], s.units[other]
	a.Into = other
	b.Listings = append(slices.Clone(b.Listings), a.Listings...)
	s.record(s.draft(a, evidence.Merged, "Ada says so", 0), s.draft(b, evidence.Merged, "Ada says so", 0))
}

func (s *shop) decides(subject, id string, v evidence.Verdict) {
	s.record(Draft{Kind: evidence.DecisionMade, Payload: evidence.Decision{Subject: subject, ID: id, Verdict: v, By: "Ada", Reason: "compared with the page"}, About: []int64{0}})
}

func (s *shop) wait(d time.Duration) { s.clock.now = s.clock.now.Add(d) }

func tank(model, fates string) item {
	return item{side: "NOR", class: "tank", model: model, fates: fates}
}
