package place

import (
	"errors"
	"testing"

	"tallystick/store"
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
		ask := pagetest.Ask(t, desk, head, "/place/nakuru", "slug", "nakuru")
		pagetest.Golden(t, name, Page(library), ask)
		if desk {
			pagetest.Golden(t, "ru", Page(library), pagetest.Russian(ask))
		}
		if _, err := Page(library)(pagetest.Ask(t, desk, head, "/place/x", "slug", "nowhere-at-all")); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a place that nobody names: %v, want %v", err, store.ErrNotFound)
		}
	}
}
