package search

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
		{"blank", true, "/search"},
		{"desk", true, "/search?q=Torvale"},
		{"public", false, "/search?q=Torvale&as-of=2031-05-09"},
		{"nothing", false, "/search?q=ceasefire&stance=deny"},
		{"open-quote", false, "/search?q=%22market"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, c.path))
		})
	}
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/search?q=Torvale")))
}

func TestWordsTooLong(t *testing.T) {
	for _, q := range []string{strings.Repeat("a", 201), "%ff"} {
		if _, err := Page(sample.New(true))(pagetest.Ask(t, true, 9, "/search?q="+q)); err == nil {
			t.Errorf("%.20q is searched for", q)
		}
	}
}
