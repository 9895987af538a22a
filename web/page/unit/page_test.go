package unit

import (
	"errors"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/message"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	refiled := evidence.UnitID("River Watch", "address https://pictures.example/4", 0)
	shared := evidence.UnitID("River Watch", "address https://pictures.example/5", 0)
	placed := evidence.UnitID("Field Notes", "entry 11", 0)
	for _, c := range []struct {
		name string
		desk bool
		id   string
	}{
		{"refiled", true, refiled},
		{"refiled-public", false, refiled},
		{"shared", false, shared},
		{"placed", true, placed},
		{"placed-public", false, placed},
		{"rejected", true, evidence.UnitID("Field Notes", "entry 13", 0)},
		{"fresh", true, evidence.UnitID("Field Notes", "entry 14", 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			library, head := lists.Library(t, c.desk)
			pagetest.Golden(t, c.name, Page(library), pagetest.Ask(t, c.desk, head, "/unit/"+c.id, "id", c.id))
			if c.name == "refiled" {
				pagetest.Golden(t, "refiled-ru", Page(library), pagetest.Russian(pagetest.Ask(t, c.desk, head, "/unit/"+c.id, "id", c.id)))
			}
		})
	}
	public, head := lists.Library(t, false)
	for _, entry := range []string{"13", "14"} {
		id := evidence.UnitID("Field Notes", "entry "+entry, 0)
		if _, err := Page(public)(pagetest.Ask(t, false, head, "/unit/"+id, "id", id)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the public is told of unit %s: %v", entry, err)
		}
	}
}

func TestCounted(t *testing.T) {
	list := []evidence.Listing{{List: "River Watch"}}
	for _, c := range []struct {
		unit evidence.Unit
		want string
	}{
		{evidence.Unit{Listings: list, Fates: []evidence.Fate{{What: "destroyed"}}}, "once, as destroyed"},
		{evidence.Unit{Listings: list, Fates: []evidence.Fate{{What: "captured"}, {What: "destroyed"}}}, "once, as destroyed; as captured by its first fate"},
		{evidence.Unit{Listings: list}, "once, as a unit of which no fate is told"},
		{evidence.Unit{}, "not any more: every list has dropped it"},
		{evidence.Unit{Listings: list, Into: "x"}, "not by itself: it was found to be another unit, and is counted with that one"},
	} {
		if got := counted(c.unit); got.In(message.English) != c.want {
			t.Errorf("%v is counted %q, want %q", c.unit.Fates, got, c.want)
		}
	}
}

// An address that is no web address is shown and not linked.
func TestShownBy(t *testing.T) {
	got := shownBy([]evidence.Listing{{Address: "https://a.example/1", Together: 2}, {Address: "javascript:alert(1)"}, {}, {Address: "https://a.example/1", Together: 3}})
	if len(got) != 2 || !got[0].Link || got[0].Together != 3 || got[1].Link {
		t.Errorf("it is shown by %+v", got)
	}
}
