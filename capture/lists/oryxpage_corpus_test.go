package lists

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/evidence"
)

// underHeading is what the items under one heading come to, beside what it states.
type underHeading struct {
	said  string
	total int64
	parts map[string]int64
	units int64
	fates map[string]int64
}

// lastFate folds a status crudely, for these tests alone: its last fate.
func lastFate(status string) string {
	status = strings.ReplaceAll(status, "abanonded", "abandoned")
	found, at := "destroyed", -1 // sunk
	for _, fate := range evidence.Fates {
		if i := strings.LastIndex(status, fate); i > at {
			found, at = fate, i
		}
	}
	return found
}

// countPage holds headings against items, in the page's order.
func countPage(t *testing.T, name string) (headings []*underHeading, listings []evidence.Listing) {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../shared/corpus/losses", name))
	if err != nil {
		t.Skip("../shared/corpus is absent: ", err)
	}
	defer f.Close()
	by := make(map[string]*underHeading)
	add := func(key, status string) {
		if by[key] == nil {
			by[key] = &underHeading{said: key, fates: make(map[string]int64)}
			headings = append(headings, by[key])
		}
		by[key].units++
		by[key].fates[lastFate(status)]++
	}
	for item, err := range readOryxPage(File{name, f}) {
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case item.Listing != nil:
			l := *item.Listing
			listings = append(listings, l)
			add(l.Side, l.Status)
			add(l.Side+": "+l.Class, l.Status)
		case item.Tally != nil && item.Tally.Parts[0].Model == "":
			c := &underHeading{fates: make(map[string]int64), parts: make(map[string]int64)}
			c.said = item.Tally.Of
			if class := item.Tally.Parts[0].Class; class != "" {
				c.said += ": " + class
			}
			c.total = *item.Tally.Parts[0].Min
			for _, p := range item.Tally.Parts[1:] {
				c.parts[p.Fate] = *p.Min
			}
			by[c.said] = c
			headings = append(headings, c)
		}
	}
	for _, c := range headings {
		if c.parts == nil {
			t.Errorf("%s: %d units stand under no heading with a total", c.said, c.units)
			continue
		}
		off := ""
		if c.total != c.units {
			off = fmt.Sprintf("  off by %+d", c.units-c.total)
		}
		t.Logf("%-60s stated %5d items %5d%s", c.said, c.total, c.units, off)
		for _, fate := range evidence.Fates[1:] {
			if c.parts[fate] != c.fates[fate] {
				t.Logf("%-60s   %s: stated %d items %d", "", fate, c.parts[fate], c.fates[fate])
			}
		}
		if d := c.units - c.total; d > 3 || d < -3 {
			t.Errorf("%s: %d stated, %d items", c.said, c.total, c.units)
		}
	}
	return headings, listings
}

// together counts the brackets that list several units.
func together(listings []evidence.Listing) int {
	n := 0
	for i := 0; i < len(listings); i += max(listings[i].Together, 1) {
		if listings[i].Together > 1 {
			n++
		}
	}
	return n
}

// The page's headline is 10110. Three brackets are easily passed over, and are
// not in that number: "39, destroyed)" without its first half, "(2, damaged)"
// in three links, "(1, sunk)".
func TestPageOfOneSide(t *testing.T) {
	headings, listings := countPage(t, "oryx-page-russia.html")
	if len(listings) != 10113 || together(listings) != 556 {
		t.Errorf("%d units, %d brackets of several, want 10113 and 556", len(listings), together(listings))
	}
	want := map[string]int64{"destroyed": 6579, "damaged": 316, "abandoned": 391, "captured": 2824}
	for fate, n := range want {
		if got := headings[0].fates[fate]; got < n-3 || got > n+3 || fate == "captured" && got != n {
			t.Errorf("%s: %d items, %d stated", fate, got, n)
		}
	}
	if n := len(headings); n != 25 {
		t.Errorf("%d headings, want that of the side and 24 of classes", n)
	}
	for _, l := range listings {
		if l.Side != "Russia" || l.Class == "" || l.Model == "" || l.Status == "" || l.Number == 0 || l.Origin == "" || l.Address == "" || l.Line == 0 ||
			l.List != "Attack On Europe: Documenting Russian Equipment Losses During The 2022 Russian Invasion Of Ukraine" {
			t.Errorf("incomplete: %+v", l)
		}
	}
}

func TestPageOfSeveralSides(t *testing.T) {
	_, listings := countPage(t, "oryx-page-aircraft.html")
	units := make(map[string]int)
	for _, l := range listings {
		units[l.Side]++
	}
	if units["Russia"] != 475 || units["Ukraine"] != 271 || units["Unknown"] != 3 || len(units) != 3 {
		t.Errorf("units by side: %v", units)
	}
}
