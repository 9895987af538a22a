package ceasefires

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
		pagetest.Golden(t, name, List(library), pagetest.Ask(t, desk, head, "/ceasefires"))
		if name == "desk" {
			pagetest.Golden(t, "desk-ru", List(library), pagetest.Russian(pagetest.Ask(t, desk, head, "/ceasefires")))
		}
	}
}
