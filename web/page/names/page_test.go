package names

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	for list, page := range map[string]func(Library) part.Page{"actors": Actors, "places": Places, "outlets": Outlets} {
		for name, desk := range map[string]bool{"-desk": true, "-public": false} {
			pagetest.Golden(t, list+name, page(sample.New(desk)), pagetest.Ask(t, desk, 9, "/"+list))
		}
		pagetest.Golden(t, list+"-ru", page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/"+list)))
	}
}
