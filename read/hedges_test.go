package read_test

import (
	"fmt"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Every word of the lexicon that bounds a number does so before a digit and
// before a number word, or behind the number where it stands there.
func TestHedges(t *testing.T) {
	lex := lexicon.Default()
	want := map[string]string{
		"approx": "~20", "min": "20+", "min-exclusive": "21+", "max": "..20", "max-exclusive": "..19", "exact": "20",
	}
	for _, h := range lex.Hedges {
		if h.Class != "count" {
			continue
		}
		for _, form := range h.Forms {
			for _, number := range []string{"20", "twenty"} {
				text := fmt.Sprintf("Peruvian shells killed %s %s civilians in Goris.", form.Text, number)
				if strings.HasPrefix(form.Text, "or ") || strings.HasPrefix(form.Text, "and ") || form.Text == "in total" || form.Text == "altogether" {
					text = fmt.Sprintf("Peruvian shells killed %s %s civilians in Goris.", number, form.Text)
				}
				if form.Text == "at the most" {
					text = fmt.Sprintf("Peruvian shells killed %s civilians %s.", number, form.Text)
				}
				t.Run(form.Text+" "+number, func(t *testing.T) {
					if got := killed(t, lex, text); got != want[h.Effect] {
						t.Errorf("%s\nwant killed %s, got %s", text, want[h.Effect], got)
					}
				})
			}
		}
	}
}

// What is said of numbers of people, and what is no number of people.
func TestTolls(t *testing.T) {
	lex := lexicon.Default()
	for text, want := range map[string]string{
		"At least 4 soldiers were killed in Goris.":                      "4+",
		"More than 100 people were killed in Goris.":                     "101+",
		"Around 30 people were killed in Goris.":                         "~30",
		"Dozens of people were killed in Goris.":                         "~24+",
		"As many as 20 people were killed in Goris.":                     "..20",
		"Seven to eight Peruvian soldiers were killed in Goris.":         "7..8",
		"Between 30 and 40 Peruvian soldiers were killed in Goris.":      "30..40",
		"10-12 Peruvian soldiers were killed in Goris.":                  "10..12",
		"One family was killed in Goris.":                                "none",
		"More than 100 people were killed and wounded in Goris.":         "none",
		"Norway put the toll in Goris at more than 100 killed and hurt.": "none",
		"No civilians were killed in Goris.":                             "none",
		"Nobody was killed in Goris.":                                    "none",
		"Peruvian shells did not kill civilians in Goris.":               "none",
		"Ana Quispe, 34, was killed in Goris.":                           "none",
		"On Tuesday four people were killed in Goris.":                   "4",
	} {
		t.Run(text, func(t *testing.T) {
			if got := killed(t, lex, text); got != want {
				t.Errorf("want killed %s, got %s", want, got)
			}
		})
	}
}

func killed(t *testing.T, lex *lexicon.Lexicon, text string) string {
	t.Helper()
	for _, c := range sentence(t, lex, text) {
		for _, n := range c.Counts {
			if n.What == "killed" {
				return interval(n)
			}
		}
	}
	return "none"
}

func interval(n evidence.Count) string {
	approx := ""
	if n.Approx {
		approx = "~"
	}
	switch {
	case n.Min != nil && n.Max == nil:
		return fmt.Sprintf("%s%d+", approx, *n.Min)
	case n.Min == nil && n.Max != nil:
		return fmt.Sprintf("%s..%d", approx, *n.Max)
	case n.Min != nil && *n.Min != *n.Max:
		return fmt.Sprintf("%s%d..%d", approx, *n.Min, *n.Max)
	case n.Min != nil:
		return fmt.Sprintf("%s%d", approx, *n.Min)
	}
	return "?"
}
