package reports

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tallystick/flow"
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
		{"desk", true, 9, "/reports"},
		{"public", false, 9, "/reports"},
		{"empty", true, 1, "/reports?as-of=2031-05-06"},
		{"empty-public", false, 1, "/reports"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, c.at, c.path))
		})
	}
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/reports")))
}

type many int

func (m many) Reports(context.Context, int64) ([]flow.Listing, error) {
	list := make([]flow.Listing, m)
	for i := range list {
		list[i].Title = fmt.Sprintf("Report number %d.", i+1)
	}
	return list, nil
}

func TestPagesOfManyReports(t *testing.T) {
	for _, c := range []struct {
		path         string
		has, hasNot  string
		newer, older bool
	}{
		{"/reports", "Report number 100.", "Report number 101.", false, true},
		{"/reports?page=2", "Report number 101.", "Report number 100.", true, true},
		{"/reports?page=3", "Report number 250.", "Report number 200.", true, false},
		{"/reports?page=9", "No report stands on this page", "Report number", true, false},
	} {
		page := pagetest.Render(t, Page(many(250)), pagetest.Ask(t, true, 9, c.path))
		if !strings.Contains(page, c.has) || strings.Contains(page, c.hasNot) {
			t.Errorf("%s: want %q and not %q", c.path, c.has, c.hasNot)
		}
		if strings.Contains(page, `rel="prev"`) != c.newer || strings.Contains(page, `rel="next"`) != c.older {
			t.Errorf("%s: links to newer %v and older %v are not as wanted", c.path, c.newer, c.older)
		}
	}
}

func TestPageNumber(t *testing.T) {
	for _, bad := range []string{"0", "-1", "x", "1e3", "99999999999999999999"} {
		if _, err := pageNumber(bad); err == nil {
			t.Errorf("page %q is accepted", bad)
		}
	}
}
