package stated

import (
	"errors"
	"testing"

	"tallystick/store"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	for _, c := range []struct {
		name string
		desk bool
		path string
	}{
		{"all", false, "/losses/stated"},
		{"tanks", true, "/losses/stated?of=Northland&class=tank"},
		{"tanks-on-a-day", false, "/losses/stated?of=Northland&class=tank&day=2031-05-01"},
		{"trucks", false, "/losses/stated?of=Northland&class=truck"},
	} {
		t.Run(c.name, func(t *testing.T) {
			library, head := lists.Library(t, c.desk)
			pagetest.Golden(t, c.name, Page(library), pagetest.Ask(t, c.desk, head, c.path))
			if c.name == "tanks" {
				pagetest.Golden(t, "tanks-ru", Page(library), pagetest.Russian(pagetest.Ask(t, c.desk, head, c.path)))
			}
		})
	}
	t.Run("empty", func(t *testing.T) {
		pagetest.Golden(t, "empty", Page(sample.New(false)), pagetest.Ask(t, false, 9, "/losses/stated"))
	})
	library, head := lists.Library(t, true)
	var bad *part.BadAsk
	if _, err := Page(library)(pagetest.Ask(t, true, head, "/losses/stated?of=Northland&class=tank&day=May")); !errors.As(err, &bad) {
		t.Errorf("a day that is none answers %v", err)
	}
	if _, err := Page(library)(pagetest.Ask(t, true, head, "/losses/stated?of=Nowhere&class=tank")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a side that nobody speaks of answers %v", err)
	}
}
