package part

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"
)

// Text on every ground that the style sheet puts it on reaches WCAG 2.2 AA
// (4.5 to 1), and the lines that tell the stances apart reach 3 to 1, in both
// the light and the dark scheme.
func TestContrast(t *testing.T) {
	light, dark, _ := strings.Cut(Style, "@media (prefers-color-scheme: dark)")
	dark, _, _ = strings.Cut(dark, "@media")
	for name, css := range map[string]string{"light": light, "dark": dark} {
		colours := make(map[string]float64)
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6});`).FindAllStringSubmatch(css, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		grounds := []string{"paper", "sheet", "mark"}
		for _, w := range Stances {
			grounds = append(grounds, string(w.Stance)+"-tint")
			for _, ground := range []string{"paper", "sheet", string(w.Stance) + "-tint"} {
				check(t, name, colours, string(w.Stance), ground, 3)
			}
		}
		for _, ground := range grounds {
			check(t, name, colours, "ink", ground, 4.5)
		}
		for _, ground := range []string{"paper", "sheet", "mark"} {
			check(t, name, colours, "muted", ground, 4.5)
			check(t, name, colours, "link", ground, 4.5)
			for _, line := range []string{"series-a", "series-b", "series-c", "series-d", "series-e", "series-f"} { // and the names at their ends
				check(t, name, colours, line, ground, 4.5)
			}
		}
		check(t, name, colours, "paper", "ink", 4.5) // the button
	}
}

func check(t *testing.T, scheme string, colours map[string]float64, text, ground string, least float64) {
	t.Helper()
	a, okA := colours[text]
	b, okB := colours[ground]
	if !okA || !okB {
		t.Errorf("%s: no colour %s or %s", scheme, text, ground)
		return
	}
	if ratio := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); ratio < least {
		t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", scheme, text, ground, ratio, least)
	}
}

// luminance is the relative luminance of a colour, as WCAG defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	digits := colour[1:]
	if len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	var r, g, b int
	if _, err := fmt.Sscanf(digits, "%2x%2x%2x", &r, &g, &b); err != nil {
		t.Fatalf("%s: %v", colour, err)
	}
	linear := func(v int) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
