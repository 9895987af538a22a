package actor

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
		ask := pagetest.Ask(t, desk, head, "/actor/KEN", "slug", "KEN")
		pagetest.Golden(t, name, Page(library), ask)
		if desk {
			pagetest.Golden(t, "ru", Page(library), pagetest.Russian(ask))
		}
		for _, slug := range []string{"ken", "unseenia", "", "mina-sol", "KEN "} {
			if _, err := Page(library)(pagetest.Ask(t, desk, head, "/actor/x", "slug", slug)); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("actor %q: %v, want %v", slug, err, store.ErrNotFound)
			}
		}
	}
}
