package statements

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	kept := sample.NewRegisters(t)
	for name, desk := range map[string]bool{"desk": true, "public": false} {
		library := kept.Public()
		if desk {
			library = kept.Desk()
		}
		head, err := library.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		pagetest.Golden(t, name, Page(library), pagetest.Ask(t, desk, head, "/statements"))
		if name == "desk" {
			pagetest.Golden(t, "desk-ru", Page(library), pagetest.Russian(pagetest.Ask(t, desk, head, "/statements")))
		}
	}
}
