package corrections

import (
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	ask := pagetest.Ask(t, false, 9, "/corrections")
	ask.Operator, ask.Contact = "The Meridian Desk", "https://meridian.example/errors"
	pagetest.Golden(t, "public", Page(sample.New(false)), ask)
	pagetest.Golden(t, "none", Page(sample.New(false)), pagetest.Ask(t, false, 3, "/corrections?before=3"))
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/corrections")))
}

// Every change has words of its own.
func TestWords(t *testing.T) {
	said := make(map[string]string)
	incident := &flow.IncidentChange{More: 1, Fewer: 2, Others: []string{"a", "b"}}
	for _, change := range []string{
		flow.Withdrawn, flow.Retracted, flow.Reread, flow.Relisted, flow.Unlisted, flow.Uncounted,
		flow.Joined, flow.Parted, flow.Unlike, flow.Copied, flow.Unshown, flow.Unmapped, flow.Retied, flow.Reanswers,
		flow.Merged, flow.SplitOff, flow.Dissolved, flow.Regrouped, flow.Shrank,
	} {
		c := flow.Correction{Change: change, At: time.Date(2031, 5, 9, 0, 0, 0, 0, time.UTC), Waits: 1, Incident: incident, Became: make([]publish.Claim, 2), Edition: &publish.Edition{Edition: evidence.Edition{List: "River Watch"}}}
		words := wordsOf(c).In(pagetest.Ask(t, false, 1, "/").In())
		if other, ok := said[words]; ok || words == "" {
			t.Errorf("%s and %s are both told as %q", change, other, words)
		}
		said[words] = change
	}
}
