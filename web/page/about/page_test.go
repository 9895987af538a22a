package about

import (
	"strings"
	"testing"
	"time"

	"tallystick/publish"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	pagetest.Golden(t, "about", Page(sample.New(false)), pagetest.Ask(t, false, 9, "/about"))
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(false)), pagetest.Russian(pagetest.Ask(t, false, 9, "/ru/about")))
}

// The page gives the operator's own policy, not the standard one.
func TestPolicy(t *testing.T) {
	ask := pagetest.Ask(t, false, 9, "/about")
	ask.Policy = publish.Policy{Delay: publish.Delay(24 * time.Hour), Finest: "city", Grid: 0.5, Excerpt: 0.07}
	page := pagetest.Render(t, Page(sample.New(false)), ask)
	for _, want := range []string{"The last 24 hours", "finer than a city", "about 56 km", "at most 7 %", "at least 24 hours late"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
