package incident

import (
	"strings"
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		desk bool
		id   string
	}{
		{"desk", true, sample.IncidentID},
		{"public", false, sample.IncidentID},
		{"older-id", true, sample.OlderID},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, "/incident/"+c.id, "id", c.id))
			if c.name == "desk" {
				pagetest.Golden(t, "desk-ru", Page(sample.New(c.desk)), pagetest.Russian(pagetest.Ask(t, c.desk, 9, "/incident/"+c.id, "id", c.id)))
			}
		})
	}
}

// What nobody accepted is in no account that the public sees: neither the toll
// nor its speaker, nor why the machine holds claims together.
func TestPublic(t *testing.T) {
	page := pagetest.Render(t, Page(sample.New(false)), pagetest.Ask(t, false, 9, "/incident/"+sample.IncidentID, "id", sample.IncidentID))
	for _, hidden := range []string{"At least 9", "ministry of health", "31 wounded", "wrong street", "Why they stand together", "One market"} {
		if strings.Contains(page, hidden) {
			t.Errorf("the public page says %q", hidden)
		}
	}
	for _, shown := range []string{"denies it", "against NOR", "denied by SOU", "Who answers whom"} {
		if !strings.Contains(page, shown) {
			t.Errorf("the public page does not say %q", shown)
		}
	}
}

func TestBadID(t *testing.T) {
	if _, err := Page(sample.New(true))(pagetest.Ask(t, true, 9, "/incident/x", "id", "x")); err == nil {
		t.Error("an address that names no incident is answered")
	}
}
