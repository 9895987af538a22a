package incidents

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
		path string
	}{
		{"desk", true, "/incidents"},
		{"public", false, "/incidents"},
		{"filtered", true, "/incidents?place=Torvale&side=NOR&contested=1"},
		{"nothing", true, "/incidents?side=XYZ"},
		{"nothing-public", false, "/incidents?place=Esk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, c.path))
			if c.name == "desk" {
				pagetest.Golden(t, "desk-ru", Page(sample.New(c.desk)), pagetest.Russian(pagetest.Ask(t, c.desk, 9, c.path)))
			}
		})
	}
}

func TestUnknownSide(t *testing.T) {
	_, err := Page(sample.New(true))(pagetest.Ask(t, true, 9, "/incidents?side=Nobody"))
	if err == nil || !strings.Contains(err.Error(), "near it: NOR") {
		t.Errorf("an unknown side is answered with %v; want what comes near", err)
	}
}
