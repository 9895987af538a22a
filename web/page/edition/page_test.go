package edition

import (
	"errors"
	"testing"

	"tallystick/store"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	for _, c := range []struct {
		name string
		desk bool
		id   string
	}{
		{"changed", true, lists.Page},
		{"changed-public", false, lists.Page},
		{"claims", false, lists.Claims},
		{"unaccepted", true, lists.Unaccepted},
	} {
		t.Run(c.name, func(t *testing.T) {
			library, head := lists.Library(t, c.desk)
			pagetest.Golden(t, c.name, Page(library), pagetest.Ask(t, c.desk, head, "/edition/"+c.id, "id", c.id))
			if c.name == "changed" {
				pagetest.Golden(t, "changed-ru", Page(library), pagetest.Russian(pagetest.Ask(t, c.desk, head, "/edition/"+c.id, "id", c.id)))
			}
		})
	}
	public, head := lists.Library(t, false)
	if _, err := Page(public)(pagetest.Ask(t, false, head, "/edition/"+lists.Unaccepted, "id", lists.Unaccepted)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the public is told of an edition that nobody accepted: %v", err)
	}
}
