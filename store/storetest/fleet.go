package storetest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"tallystick/evidence"
)

// Fleet builds a history of units that lists list. It knows what an importer
// knows: how each unit stands, and how it is counted.
type Fleet struct {
	*Writer
	Units   map[string]evidence.Unit
	Entries map[string][]int64 // loss.recorded entries, by unit
	ids     []string           // in the order of their coming
}

// NewFleet goes on with a history.
func NewFleet(w *Writer) *Fleet {
	return &Fleet{Writer: w, Units: make(map[string]evidence.Unit), Entries: make(map[string][]int64)}
}

// Listed makes a unit as a list files it.
func Listed(list, side, class, model string, number int, fates ...string) evidence.Unit {
	l := evidence.Listing{
		List: list, Side: side, Class: class, Model: model, Number: number, Status: fmt.Sprint(fates),
		Address: fmt.Sprintf("https://pictures.example/%s/%s/%d", side, model, number),
	}
	u := evidence.Unit{ID: evidence.UnitID(list, l.Group(), 0), Side: side, Class: class, Model: model, Listings: []evidence.Listing{l}}
	for _, f := range fates {
		u.Fates = append(u.Fates, evidence.Fate{What: f})
	}
	return u
}

// Record records a unit as it stands from then on.
func (f *Fleet) Record(change string, u evidence.Unit, about ...int64) int64 {
	record := evidence.LossRecord{Unit: u, Change: change, Reason: change + " by the list"}
	if before, known := f.Units[u.ID]; !known {
		f.ids = append(f.ids, u.ID)
	} else {
		record.Was = evidence.LossRecord{Unit: before}.Now()
	}
	n := f.Add(evidence.LossRecorded, record, about...)
	f.Units[u.ID] = u
	f.Entries[u.ID] = append(f.Entries[u.ID], n)
	return n
}

// Edition records an edition of a list; its units and tallies are to follow.
func (f *Fleet) Edition(list string) (int64, evidence.Edition) {
	e := evidence.Edition{List: list, Format: "oryx-page", At: Epoch, Files: []evidence.Body{{Name: "list.html", Hash: evidence.Hash(fmt.Append(nil, list, len(f.Entries)))}}}
	return f.Add(evidence.EditionImported, e), e
}

// Withdraw takes every entry of a unit.
func (f *Fleet) Withdraw(id string) int64 {
	n := f.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Units: []string{id}, By: "Ada", Reason: "safety"}, f.Entries[id]...)
	delete(f.Units, id)
	delete(f.Entries, id)
	for i, known := range f.ids {
		if known == id {
			f.ids = append(f.ids[:i], f.ids[i+1:]...)
			break
		}
	}
	return n
}

// act lets something happen to the fleet.
func (f *Fleet) act(random *rand.Rand) {
	pick := func() evidence.Unit { return f.Units[f.ids[random.IntN(len(f.ids))]] }
	switch act := random.IntN(8); {
	case act < 4 || len(f.ids) < 3:
		f.edition(random)
	case act == 4:
		u, other := pick(), pick()
		if u.ID == other.ID {
			return
		}
		p := f.Add(evidence.ProposalMade, evidence.Proposal{ID: evidence.ProposalID(evidence.SameUnit, []string{u.ID, other.ID}), What: evidence.SameUnit, Members: []string{u.ID, other.ID}})
		u.Into = other.ID
		f.Record(evidence.Merged, u, p)
	case act == 5:
		u := pick()
		f.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectUnit, ID: u.ID, Verdict: evidence.Refuse, By: "Ada", Reason: "a wreck of another war"}, f.Entries[u.ID][0])
	case act == 6:
		hash := evidence.Hash(fmt.Append(nil, len(f.Writer.Entries)))
		f.Add(evidence.EvidenceAdded, evidence.File{Hash: hash, Name: "a.jpg", Address: "https://pictures.example/a", Units: []string{pick().ID, pick().ID}, At: Epoch})
	default:
		f.Withdraw(pick().ID)
	}
}

// edition adds units to a list, and changes and drops some of those there.
func (f *Fleet) edition(random *rand.Rand) {
	list := []string{"north list", "south list"}[random.IntN(2)]
	edition, _ := f.Edition(list)
	for range 1 + random.IntN(4) {
		side, class := []string{"AAA", "BBB"}[random.IntN(2)], []string{"tank", "lorry", ""}[random.IntN(3)]
		u := Listed(list, side, class, fmt.Sprintf("T-%d", random.IntN(3)), random.IntN(9), evidence.Fates[random.IntN(5)])
		n := len(f.Writer.Entries)
		u.Listings[0].Listed = []string{"", "2020-11-03", "2020-11-04", "soon"}[n%4]
		if days := n / 4 % 4; days < 3 {
			u.When = &evidence.Interval{From: Epoch.AddDate(0, 0, 1-days).Format(time.DateOnly)}
		}
		before, known := f.Units[u.ID]
		switch {
		case !known:
			f.Record(evidence.Added, u, edition)
		case random.IntN(3) == 0:
			before.Listings = nil
			f.Record(evidence.Removed, before, edition)
		case random.IntN(2) == 0:
			before.Fates = append([]evidence.Fate{{What: evidence.Damaged}}, u.Fates...)
			before.Unordered = random.IntN(2) == 0
			before.Listings = u.Listings
			f.Record(evidence.Fated, before, edition)
		default:
			before.Class, before.Listings = u.Class, u.Listings
			f.Record(evidence.Refiled, before, edition)
		}
	}
	date := fmt.Sprintf("2020-11-%02d", 1+random.IntN(9))
	said := int64(random.IntN(100))
	f.Add(evidence.TallyRecorded, evidence.Tally{
		ID: evidence.TallyID(list, "AAA", date, evidence.Cumulative, "tanks"), By: list, List: list, Of: "AAA", Date: date, Reach: evidence.Cumulative,
		Parts: []evidence.Part{{Said: "tanks", Class: "tank", Min: &said, Max: &said}},
	}, edition)
}
