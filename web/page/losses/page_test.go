package losses

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/message"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	lists := sample.NewLists(t)
	for _, c := range []struct {
		name string
		desk bool
		path string
	}{
		{"front", true, "/losses"},
		{"front-public", false, "/losses"},
		{"list", true, "/losses?list=River+Watch&fold=worst"},
		{"class", true, "/losses?list=River+Watch&side=Northland&class=tank"},
		{"class-public", false, "/losses?side=Northland&class=tank"},
		{"fate", false, "/losses?side=Northland&fate=captured&show=units"},
		{"model", true, "/losses?model=rt5"},
		{"compared", true, "/losses?list=River+Watch&from=2031-05-02&to=2031-05-12"},
		{"compared-public", false, "/losses?list=River+Watch&from=2031-05-05&to=2031-05-20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			library, head := lists.Library(t, c.desk)
			pagetest.Golden(t, c.name, Page(library), pagetest.Ask(t, c.desk, head, c.path))
			if c.name == "front" {
				pagetest.Golden(t, "front-ru", Page(library), pagetest.Russian(pagetest.Ask(t, c.desk, head, c.path)))
			}
		})
	}
	t.Run("empty", func(t *testing.T) {
		pagetest.Golden(t, "empty", Page(sample.New(true)), pagetest.Ask(t, true, 9, "/losses"))
	})
}

// What nobody can mean is said, with what may be meant.
func TestNotUnderstood(t *testing.T) {
	library, head := sample.NewLists(t).Library(t, true)
	for path, want := range map[string]string{
		"/losses?side=Nowhere":              `under the side "Nowhere"`,
		"/losses?class=tnk":                 "near it: tank",
		"/losses?fold=best":                 `no fold rule is called "best"`,
		"/losses?fate=lost":                 `under the fate "lost"`,
		"/losses?class=tank&after=nonsense": "no place in the list of units",
		"/losses?from=yesterday":            "neither a date nor a time",
	} {
		_, err := Page(library)(pagetest.Ask(t, true, head, path))
		var bad *part.BadAsk
		if !errors.As(err, &bad) || !strings.Contains(bad.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

// The numbers of a page agree with the units that they open.
func TestNumbersOpenTheirUnits(t *testing.T) {
	lists := sample.NewLists(t)
	for _, desk := range []bool{true, false} {
		library, head := lists.Library(t, desk)
		page := pagetest.Render(t, Page(library), pagetest.Ask(t, desk, head, "/losses"))
		links := 0
		for _, cell := range strings.Split(page, "<td><a href=\"")[1:] {
			href, rest, _ := strings.Cut(cell, "\">")
			number, _, _ := strings.Cut(rest, "<")
			opened := pagetest.Render(t, Page(library), pagetest.Ask(t, desk, head, html.UnescapeString(href)))
			if units := strings.Count(opened, `<a href="/unit/`); message.Number(int64(units)).In(message.English) != number {
				t.Errorf("desk %v: %s says %s and opens %d units", desk, href, number, units)
			}
			links++
		}
		if links < 10 {
			t.Errorf("desk %v: only %d numbers open their units", desk, links)
		}
	}
}

// library answers with as many classes and models as the longest lists have.
type library struct{ Library }

func (library) LossQuery(context.Context, int64, flow.LossWords) (flow.LossQuery, error) {
	return flow.LossQuery{List: "Losses Of Equipment On Both Sides", Rule: evidence.LastFate}, nil
}

func (library) Losses(context.Context, int64, flow.LossQuery) (flow.Losses, error) {
	var all flow.Losses
	total := flow.LossTotal{Units: 123_456, Fates: flow.LossFates{Destroyed: 23_456, Damaged: 12_345, Abandoned: 12_345, Captured: 12_345}}
	all.Total.LossTotal = total
	for _, side := range []string{"AAA", "BBB"} {
		for i := range 42 {
			c := flow.ClassLosses{Side: side, Class: fmt.Sprintf("infantry vehicle %d", i), LossTotal: total}
			for j := range 50 {
				c.Models = append(c.Models, flow.ModelLosses{Model: fmt.Sprint("Model ", j), LossTotal: total})
			}
			all.By = append(all.By, c)
		}
	}
	return all, nil
}

// The front lists classes and counts alone, so it stays light however long the
// lists are.
func TestFrontIsLight(t *testing.T) {
	page := pagetest.Render(t, Page(library{}), pagetest.Ask(t, false, 9, "/losses?list=Losses+Of+Equipment+On+Both+Sides"))
	if len(page) > 100_000 || strings.Contains(page, "Model 7") {
		t.Errorf("the front has %d bytes", len(page))
	}
}
