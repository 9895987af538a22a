package entry

import (
	"fmt"
	"strings"
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name   string
		desk   bool
		number string
	}{
		{"captured", true, "1"},
		{"reading-public", false, "3"},
		{"decision-public", false, "4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, "/entry/"+c.number, "number", c.number))
		})
	}
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(false)), pagetest.Russian(pagetest.Ask(t, false, 9, "/ru/entry/4", "number", "4")))
}

// An entry of the losses leads to the page of what it holds, for the desk.
func TestHolds(t *testing.T) {
	lists := sample.NewLists(t)
	desk, head := lists.Library(t, true)
	public, _ := lists.Library(t, false)
	seen := make(map[string]bool)
	for n := range head {
		number := fmt.Sprint(n)
		page := pagetest.Render(t, Page(desk), pagetest.Ask(t, true, head, "/entry/"+number, "number", number))
		for _, words := range []string{`<a href="/edition/` + lists.Page + `"><bdi>an edition of River Watch`, `<bdi>a unit: RT-6, lost by Northland`, `<bdi>a total that Southmark General Staff states`} {
			seen[words] = seen[words] || strings.Contains(page, words)
		}
		if page := pagetest.Render(t, Page(public), pagetest.Ask(t, false, head, "/entry/"+number, "number", number)); strings.Contains(page, "It holds") {
			t.Errorf("the public is told what entry %d holds", n)
		}
	}
	for words, ok := range seen {
		if !ok {
			t.Errorf("no entry leads to %s", words)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, number := range []string{"", "-1", "+1", "01", "1.0", "x", "99999999999999999999", "9"} {
		if _, err := Page(sample.New(true))(pagetest.Ask(t, true, 9, "/entry/1", "number", number)); err == nil {
			t.Errorf("entry %q is shown", number)
		}
	}
}

// An entry made after the time asked as of is not there.
func TestLaterEntry(t *testing.T) {
	if _, err := Page(sample.New(true))(pagetest.Ask(t, true, 3, "/entry/3?as-of=2031-05-07T09:30:12Z", "number", "3")); err == nil {
		t.Error("entry 3 is shown at position 3")
	}
}

func TestBeginning(t *testing.T) {
	long := strings.Repeat("日", preview)
	got, cut := beginning(long)
	if !cut || len(got) > preview || !strings.HasPrefix(long, got) || len(got)%len("日") != 0 {
		t.Errorf("the beginning of a long payload has %d bytes, cut %v", len(got), cut)
	}
	if got, cut := beginning("{}"); got != "{}" || cut {
		t.Errorf("a short payload is %q, cut %v", got, cut)
	}
}
