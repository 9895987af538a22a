package lists

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	for name, desk := range map[string]bool{"desk": true, "public": false} {
		t.Run(name, func(t *testing.T) {
			library, head := lists.Library(t, desk)
			pagetest.Golden(t, name, Page(library), pagetest.Ask(t, desk, head, "/lists"))
			if name == "desk" {
				pagetest.Golden(t, "desk-ru", Page(library), pagetest.Russian(pagetest.Ask(t, desk, head, "/lists")))
			}
		})
	}
	t.Run("empty", func(t *testing.T) {
		pagetest.Golden(t, "empty", Page(sample.New(false)), pagetest.Ask(t, false, 9, "/lists"))
	})
}
