package entry

import (
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
