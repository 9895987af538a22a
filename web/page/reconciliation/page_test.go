package reconciliation

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	for _, c := range []struct {
		name string
		desk bool
		ask  string
	}{
		{"off", true, ""},
		{"off-public", false, ""},
		{"equal", false, "?finding=equal"},
		{"none", false, "?finding=not+comparable&fold=first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			library, head := lists.Library(t, c.desk)
			pagetest.Golden(t, c.name, Page(library), pagetest.Ask(t, c.desk, head, "/reconciliation/"+lists.Page+c.ask, "id", lists.Page))
			if c.name == "off" {
				pagetest.Golden(t, "off-ru", Page(library), pagetest.Russian(pagetest.Ask(t, c.desk, head, "/reconciliation/"+lists.Page+c.ask, "id", lists.Page)))
			}
		})
	}
}
