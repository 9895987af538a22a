package outlet

import (
	"strings"
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	for name, desk := range map[string]bool{"desk": true, "public": false} {
		lib := sample.New(desk)
		list, _, err := lib.Outlets(t.Context(), 9, "", 5)
		if err != nil || len(list) != 1 {
			t.Fatalf("the outlets are %v, %v; want one", list, err)
		}
		ask := pagetest.Ask(t, desk, 9, "/outlet/"+list[0].Slug, "slug", list[0].Slug)
		pagetest.Golden(t, name, Page(lib), ask)
		if desk {
			pagetest.Golden(t, "ru", Page(lib), pagetest.Russian(ask))
		}
		if _, err := Page(lib)(pagetest.Ask(t, desk, 9, "/outlet/x?after=x", "slug", list[0].Slug)); err == nil || !strings.Contains(err.Error(), "first page") {
			t.Errorf("behind no report: %v; want where to begin", err)
		}
	}
}
