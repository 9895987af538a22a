package units

import (
	"encoding/csv"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

const corpus = "../../../shared/corpus/losses/"

func rows(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.FromSlash(corpus + name))
	if err != nil {
		t.Skip("../shared/corpus is not here: ", err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		out = append(out, row)
	}
	return out
}

var leaked = regexp.MustCompile(`^\s*\d+\s+(\D|\d+mm|\d+[A-Za-z(])`)

// scrape returns the rows of the scrape as listings, without the counts that
// leaked into the names.
func scrape(t testing.TB) []evidence.Listing {
	var all []evidence.Listing
	for _, status := range []string{"destroyed", "captured", "damaged", "abandoned"} {
		for _, r := range rows(t, "oryx-scrape-event_"+status+".csv") {
			all = append(all, evidence.Listing{List: "scrape", Side: r["country"], Origin: r["origin"], Model: leaked.ReplaceAllString(r["system"], "$1"), Status: r["status"]})
		}
	}
	return all
}

func warspotting(t testing.TB) []evidence.Listing {
	var all []evidence.Listing
	for _, r := range rows(t, "warspotting.csv") {
		all = append(all, evidence.Listing{List: "warspotting", Side: r["lost_by"], Class: r["type"], Model: r["model"], Status: r["status"], Happened: r["date"], Place: r["nearest_location"], Lat: r["Latitude"], Lon: r["Longitude"]})
	}
	return all
}

// unread returns how many listings and how many names have no class, with the
// names by how often they stand.
func unread(r *Reader, all []evidence.Listing, classed func(evidence.Unit) bool) (listings, names, distinct int, report []string) {
	missing, seen := map[string]int{}, map[string]bool{}
	for _, l := range all {
		seen[l.Model] = true
		if !classed(r.Unit(l)) {
			listings++
			missing[l.Model]++
		}
	}
	for name, n := range missing {
		report = append(report, strconv.Itoa(n)+" "+name)
	}
	sort.Slice(report, func(i, j int) bool {
		a, _ := strconv.Atoi(strings.Fields(report[i])[0])
		b, _ := strconv.Atoi(strings.Fields(report[j])[0])
		return a > b || a == b && report[i] < report[j]
	})
	return listings, len(missing), len(seen), report
}

func hasClass(u evidence.Unit) bool { return u.Class != "" }

func TestEveryListHasItsClasses(t *testing.T) {
	r := New(lexicon.Default())
	for _, c := range []struct {
		name string
		all  []evidence.Listing
		most float64 // share of listings without a class
	}{{"scrape", scrape(t), 0.03}, {"warspotting", warspotting(t), 0.01}} {
		missing, names, distinct, report := unread(r, c.all, hasClass)
		t.Logf("%s: %d of %d listings and %d of %d names have no class", c.name, missing, len(c.all), names, distinct)
		if float64(missing) > c.most*float64(len(c.all)) {
			t.Errorf("%s: too many: %q", c.name, report[:min(len(report), 40)])
		}
	}
}

// Names that the table does not have are still given a class by their words
// and by the models that they begin with: the table is read without every
// model that a list names, and the list's own type must be among those that
// cover the class.
func TestNamesThatNobodyEntered(t *testing.T) {
	whole, less := New(lexicon.Default()), New(lexicon.Default())
	all := warspotting(t)
	type name struct{ class, model string }
	seen := map[name]int{}
	for _, l := range all {
		seen[name{l.Class, l.Model}]++
	}
	less.models.byKey = maps.Clone(less.models.byKey)
	for n := range seen {
		for _, s := range spellings(n.model, less.kinds) {
			delete(less.models.byKey, lexicon.ModelKey(s))
		}
	}
	var with, without, agree int
	for n, listings := range seen {
		for _, r := range []*Reader{whole, less} {
			u := r.Unit(evidence.Listing{Model: n.model})
			h := r.headings.of("warspotting", n.class)
			fits := slices.ContainsFunc(slices.Concat(h.whole, h.part, []string{h.rest}), func(c string) bool { return u.Class != "" && r.Within(u.Class, c) })
			switch {
			case r == whole && fits:
				agree += listings
			case r == less && u.Class == "":
				without += listings
			case r == less && fits:
				with += listings
			}
		}
	}
	t.Logf("of %d listings, by name alone: %d of a class of their type by the whole table; without the models that the list names %d, and %d of no class", len(all), agree, with, without)
	if agree*100 < 97*len(all) || with*100 < 60*len(all) {
		t.Errorf("too few")
	}
}

var (
	section = regexp.MustCompile(`(?s)<h3.*?</h3>|<li>.*?(?:</li>|\n<li>)`)
	tag     = regexp.MustCompile(`<[^>]*>`)
	link    = regexp.MustCompile(`\(([\d ,and&]*\d),? ([^()]*)\)`)
	entry   = regexp.MustCompile(`(?s)^\s*(\d+)\s+(.+?):?\s*\(\d`)
	number  = regexp.MustCompile(`\d+`)
)

// page reads a page crudely: an item under a heading has a name and links, each
// with the numbers of units and what became of them.
func page(t testing.TB, name string) []evidence.Listing {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(corpus + name))
	if err != nil {
		t.Skip("../shared/corpus is not here: ", err)
	}
	var all []evidence.Listing
	side, class := "", ""
	for _, part := range section.FindAllString(string(b), -1) {
		text := strings.ReplaceAll(html.UnescapeString(tag.ReplaceAllString(part, "")), "\u00a0", " ")
		if strings.HasPrefix(part, "<h3") {
			if head, _, ok := strings.Cut(text, ", of which"); ok {
				if s, _, of := strings.Cut(head, " - "); of {
					side = strings.TrimSpace(s)
				} else {
					class, _, _ = strings.Cut(strings.TrimSpace(text), " (")
					if strings.Contains(text, "(MRAP)") {
						class += " (MRAP) Vehicles"
					}
				}
			}
			continue
		}
		m := entry.FindStringSubmatch(text)
		if m == nil || class == "" {
			continue
		}
		for _, l := range link.FindAllStringSubmatch(text, -1) {
			for range number.FindAllString(l[1], -1) {
				all = append(all, evidence.Listing{List: "page", Side: side, Class: class, Model: m[2], Status: l[2]})
			}
		}
	}
	return all
}

func TestPageFatesFoldToItsHeadline(t *testing.T) {
	r := New(lexicon.Default())
	got, unknown := map[string]int{}, map[string]int{}
	all := page(t, "oryx-page-russia.html")
	for _, l := range all {
		u := r.Unit(l)
		fate := evidence.LastFate.Fold(u.History())
		got[fate]++
		if fate == "" {
			unknown[l.Status]++
		}
		if u.Class == "" {
			t.Errorf("%s under %s has no class", l.Model, l.Class)
		}
	}
	t.Log(len(all), got, unknown)
	for fate, want := range map[string]int{"destroyed": 6579, "damaged": 316, "abandoned": 391, "captured": 2824} {
		if d := got[fate] - want; d < -3 || d > 3 {
			t.Errorf("%s: %d, the page says %d", fate, got[fate], want)
		}
	}
}

func BenchmarkUnit(b *testing.B) {
	all := scrape(b)
	for b.Loop() {
		r := New(lexicon.Default())
		for _, l := range all {
			r.Unit(l)
		}
	}
	b.ReportMetric(float64(len(all)), "listings/op")
}
