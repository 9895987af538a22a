package home

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		desk bool
		at   int64
		path string
	}{
		{"desk", true, 9, "/"},
		{"public", false, 9, "/"},
		{"empty", true, 1, "/?as-of=2031-05-06"},
		{"empty-public", false, 1, "/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, c.at, c.path))
		})
	}
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru")))
}
