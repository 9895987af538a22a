package log

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		at   int64
		path string
	}{
		{"now", 9, "/log"},
		{"asof", 3, "/log?as-of=2031-05-07T09:30:12Z"},
		{"before", 0, "/log?as-of=2030-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(false)), pagetest.Ask(t, false, c.at, c.path))
		})
	}
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(false)), pagetest.Russian(pagetest.Ask(t, false, 9, "/ru/log")))
}
