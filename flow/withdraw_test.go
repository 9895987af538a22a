package flow

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/store"
	"tallystick/store/storetest"
)

// imported records an edition of three units, in whose file, listings and
// tally a name stands, and a picture of the first. A second edition files the
// first unit anew.
func imported(t *testing.T, l *Ledger) (edition string, units []evidence.Unit, picture string) {
	t.Helper()
	put := func(body string) string {
		hash, err := l.bodies.Put([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	list, newer := put("a list by Zaruhi Quillfeather"), put("a newer list")
	picture = put("Quillfeather before a tank")
	for i := range 3 {
		u := storetest.Listed("list", "AAA", "tank", "T-72", i, evidence.Damaged)
		u.Listings[0].Comment = fmt.Sprintf("Quillfeather saw it, %d", i)
		units = append(units, u)
	}
	n := int64(7)
	first := evidence.Edition{List: "list", Format: "oryx-csv", Files: []evidence.Body{{Name: "list.csv", Hash: list}}, Odd: []evidence.Oddity{{Line: 1, Raw: "Quillfeather", Why: "a name"}}}
	again := evidence.Edition{List: "list", Format: "oryx-csv", Files: []evidence.Body{{Name: "list.csv", Hash: newer}}}
	was := units[0].Bucket()
	units[0].Fates = append(units[0].Fates, evidence.Fate{What: evidence.Captured})
	_, err := l.Record(t.Context(), func(next int64) ([]Draft, error) {
		about := []int64{next}
		drafts := []Draft{{Kind: evidence.EditionImported, Payload: first}}
		for i, u := range units {
			if i == 0 {
				u.Fates = u.Fates[:1]
			}
			drafts = append(drafts, Draft{Kind: evidence.LossRecorded, Payload: evidence.LossRecord{Unit: u, Change: evidence.Added, Reason: "new in the list"}, About: about})
		}
		return append(drafts,
			Draft{Kind: evidence.TallyRecorded, Payload: evidence.Tally{ID: evidence.TallyID("list", "AAA", "", "", "tanks (7, says Quillfeather)"), By: "list", Of: "AAA", Said: "tanks (7, says Quillfeather)", Parts: []evidence.Part{{Said: "tanks", Min: &n}}}, About: about},
			Draft{Kind: evidence.EditionImported, Payload: again},
			Draft{Kind: evidence.LossRecorded, Payload: evidence.LossRecord{Unit: units[0], Change: evidence.Fated, Reason: "captured since", Was: &was}, About: []int64{next + 5}},
			Draft{Kind: evidence.EvidenceAdded, Payload: evidence.File{Hash: picture, Name: "quillfeather.jpg", Units: []string{units[0].ID}}, About: []int64{next + 1}},
		), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return first.ID(), units, picture
}

func countedUnits(t *testing.T, l *Ledger) int64 {
	t.Helper()
	counts, err := l.store.LossCounts(t.Context(), head(t, l.Desk()), store.LossFilter{})
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for _, c := range counts {
		n += c.Units
	}
	return n
}

// TestWithdrawLosses: what is withdrawn by its id goes with its bytes and
// nothing else does; the ledger verifies, and rebuilds to the same.
func TestWithdrawLosses(t *testing.T) {
	l, _ := newLedger(t)
	edition, units, picture := imported(t, l)
	sound(t, l.Dir())
	withdraw := func(id string, entries int, left int64) {
		t.Helper()
		gone, err := l.Withdraw(t.Context(), id, "Ada", "for a witness's safety")
		if err != nil || len(gone) != entries {
			t.Fatalf("withdrew %v, %v; want %d entries", gone, err, entries)
		}
		if n := countedUnits(t, l); n != left {
			t.Errorf("%d units count, want %d", n, left)
		}
		sound(t, l.Dir())
	}
	withdraw(picture, 1, 3)
	if err := l.bodies.Check(picture); err == nil {
		t.Error("the picture's bytes are still there")
	}
	withdraw(units[0].ID, 2, 2)
	if ids, err := l.store.WithdrawnUnits(t.Context(), head(t, l.Desk())); err != nil || !slices.Equal(ids, []string{units[0].ID}) {
		t.Errorf("withdrawn units: %v, %v; want the first", ids, err)
	}
	if got := holders(t, l.Dir(), "Quillfeather before"); len(got) != 0 {
		t.Errorf("the picture is still in %v", got)
	}
	withdraw(edition, 4, 0)
	if got := holders(t, l.Dir(), "Quillfeather"); len(got) != 0 {
		t.Errorf("the name is still in %v", got)
	}
	if _, err := l.Add(t.Context(), "picture.txt", []byte("Quillfeather before a tank"), capture.Options{By: "test"}); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("adding the picture as a report: %v, want ErrWithdrawn", err)
	}
	rebuilt(t, l)
	if got := holders(t, l.Dir(), "Quillfeather"); len(got) != 0 {
		t.Errorf("after a rebuild the name is in %v", got)
	}
}

// TestWithdrawEdition: with an edition go its file and its units, also what
// later editions say of them.
func TestWithdrawEdition(t *testing.T) {
	l, _ := newLedger(t)
	edition, units, _ := imported(t, l)
	gone, err := l.Withdraw(t.Context(), edition, "Ada", "the wrong file")
	if err != nil || len(gone) != 6 {
		t.Fatalf("withdrew %v, %v; want the edition, its tally, and four records of its units", gone, err)
	}
	if n := countedUnits(t, l); n != 0 {
		t.Errorf("%d units count, want none", n)
	}
	if ids, err := l.store.WithdrawnUnits(t.Context(), head(t, l.Desk())); err != nil || len(ids) != 0 {
		t.Errorf("withdrawn units: %v, %v; want none, so that another edition may bring %s back", ids, err, units[0].ID)
	}
	sound(t, l.Dir())
}

// TestWithdrawOneEntryOfMany: an entry that would leave others behind is not
// withdrawn by its number, and the refusal says what is.
func TestWithdrawOneEntryOfMany(t *testing.T) {
	l, _ := newLedger(t)
	first := head(t, l.Desk())
	edition, units, picture := imported(t, l)
	for number, names := range map[int64]string{first: edition, first + 1: units[0].ID, first + 7: picture} {
		_, err := l.Withdraw(t.Context(), fmt.Sprint(number), "Ada", "safety")
		if err == nil || !strings.Contains(err.Error(), names) {
			t.Errorf("entry %d: %v; want a refusal that names %s", number, err, names)
		}
	}
	gone, err := l.Withdraw(t.Context(), picture, "Ada", "safety")
	if err != nil {
		t.Fatal(err)
	}
	taker, err := l.store.Withdrawn(t.Context(), gone[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Withdraw(t.Context(), fmt.Sprint(taker), "Ada", "safety"); err == nil {
		t.Error("a withdrawal's own payload was withdrawn: the picture could come back")
	}
	if _, err := l.Withdraw(t.Context(), "nothing of this ledger", "Ada", "safety"); err == nil {
		t.Error("an unknown id was withdrawn")
	}
}
