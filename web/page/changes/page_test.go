package changes

import (
	"errors"
	"strings"
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		desk bool
		path string
	}{
		{"week", true, "/changes"},
		{"public", false, "/changes"},
		{"positions", true, "/changes?from=3&to=5"},
		{"nothing", false, "/changes?from=2031-05-08&to=2031-05-09"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, c.path))
		})
	}
}

// Losses at two moments stand with the units that made the difference, and the
// public is told of none that it may not see.
func TestLosses(t *testing.T) {
	lists := sample.NewLists(t)
	for _, desk := range []bool{true, false} {
		library, head := lists.Library(t, desk)
		page := pagetest.Render(t, Page(library), pagetest.Ask(t, desk, head, "/changes?from=2031-05-02&to=2031-05-20"))
		if !strings.Contains(page, `<table class="compared">`) || !strings.Contains(page, `<a href="/unit/`) || !strings.Contains(page, `<a href="/losses?from=2031-05-02T23%3A59%3A59Z&amp;to=2031-05-20T23%3A59%3A59Z">`) {
			t.Errorf("desk %v: losses are not compared:\n%s", desk, page)
		}
		for _, word := range sample.Hidden {
			if !desk && strings.Contains(page, word) {
				t.Errorf("the public reads %q", word)
			}
		}
	}
}

func TestNotUnderstood(t *testing.T) {
	for _, path := range []string{"/changes?from=yesterday", "/changes?to=12/11/2020", "/changes?before=x", "/changes?before=-3", "/changes?from=-1"} {
		_, err := Page(sample.New(true))(pagetest.Ask(t, true, 9, path))
		var bad *part.BadAsk
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
