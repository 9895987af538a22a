package lists

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"

	"github.com/google/go-cmp/cmp"
)

const corpus = "../../../shared/corpus/losses"

// fromCorpus reads a file of the corpus, which is no part of the repository,
// and parts what it yields.
func fromCorpus(t testing.TB, format Format, name string) (listings []*evidence.Listing, tallies []*evidence.Tally, odd []*evidence.Oddity) {
	t.Helper()
	f, err := os.Open(filepath.Join(corpus, name))
	if err != nil {
		t.Skip("the corpus is not at ../shared/corpus beside the repository")
	}
	defer f.Close()
	for item, err := range format.Read(File{Name: name, Reader: f}) {
		switch {
		case err != nil:
			t.Fatal(err)
		case item.Listing != nil:
			listings = append(listings, item.Listing)
		case item.Tally != nil:
			tallies = append(tallies, item.Tally)
		default:
			odd = append(odd, item.Odd)
		}
	}
	return listings, tallies, odd
}

// reasons counts what is said to be odd, numbers and quoted cells left out.
func reasons(all []string, into map[string]int) {
	for _, why := range all {
		why = regexp.MustCompile(`"(\\.|[^"\\])*"`).ReplaceAllString(why, "…")
		why = regexp.MustCompile(`-?\d[\d.-]*`).ReplaceAllString(why, "#")
		into[why]++
	}
}

func wantOdd(t *testing.T, got map[string]int, want map[string]int) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("odd, -want +got:\n%s", diff)
	}
}

// The traps of the scrape, at the figures that were measured.
func TestScrapeEvents(t *testing.T) {
	var (
		rows, leaks           int
		raw, clean, nearly    = map[string]bool{}, map[string]bool{}, map[string]bool{}
		filed, odd, countries = map[string]map[string]int{}, map[string]int{}, map[string]int{}
		beforeLetter          = regexp.MustCompile(`^\d+ (\D)`)
	)
	for _, name := range []string{"abandoned", "captured", "damaged", "destroyed"} {
		listings, tallies, oddities := fromCorpus(t, oryxCSV, "oryx-scrape-event_"+name+".csv")
		if len(tallies) > 0 || len(oddities) > 0 {
			t.Errorf("%s: %d tallies, %v", name, len(tallies), oddities)
		}
		for _, l := range listings {
			rows++
			countries[l.Side]++
			system := l.Model
			if l.Raw["system"] != "" {
				system = l.Raw["system"]
				leaks++
			}
			raw[system], clean[l.Model], nearly[beforeLetter.ReplaceAllString(system, "$1")] = true, true, true
			key := l.Side + "\n" + l.Model + "\n" + l.Address
			if filed[key] == nil {
				filed[key] = map[string]int{}
			}
			filed[key][l.Status]++
			reasons(l.Odd, odd)
		}
	}
	units, several := 0, 0 // one picture and model under one status twice is two units, under two statuses one
	for _, statuses := range filed {
		units += slices.Max(slices.Collect(maps.Values(statuses)))
		if len(statuses) > 1 {
			several++
		}
	}
	for what, n := range map[string][2]int{
		"rows":                  {rows, 37505},
		"of Russia":             {countries["Russia"], 26655},
		"of Ukraine":            {countries["Ukraine"], 10850},
		"with a leaked count":   {leaks, 16289},
		"systems as they stand": {len(raw), 8235},
		// Of these 2,375 are left when a count is taken off that stands before a
		// letter, but not off "103 152mm 2S19 Msta-S".
		"systems without the leaked count":          {len(clean), 1277},
		"systems without the count before a letter": {len(nearly), 2375},
		"units": {units, 35454},
		"pictures and models under several statuses": {several, 2012}, // with 2,051 rows too many
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	wantOdd(t, odd, map[string]int{
		"system: the list's running count stands before the name":                   16289,
		"date_recorded: the day of the scrape's first run, not that of the listing": 1906,
		"url: text before the link: …":                                              6,
		"url: no link of the web: …":                                                1, // ttps://
		"url: two links run into one":                                               3,
	})
}

func TestScrapeTotals(t *testing.T) {
	_, tallies, oddities := fromCorpus(t, oryxCSV, "oryx-scrape-totals_by_type.csv")
	odd := map[string]int{}
	for _, tally := range tallies {
		reasons(tally.Odd, odd)
		if len(tally.Parts) != 5 || tally.Parts[0].Fate != "" || !slices.Equal(tally.Parts[4].PartOf, []int{0}) {
			t.Errorf("line %d: the parts are not a whole and its four fates: %+v", tally.Line, tally.Parts)
		}
	}
	if n := len(tallies); n != 56 {
		t.Errorf("%d tallies, want 56", n)
	}
	if all := tallies[0]; all.Of != "Russia" || all.Said != "All Types" || *all.Parts[0].Min != 22381 || all.Parts[0].Class != "" {
		t.Errorf("the first tally is %+v, want all 22,381 of Russia", all)
	}
	if tally := tallies[1]; tally.Said != "Losses excluding Recon Drones and Trucks" || *tally.Parts[0].Max != 17594 {
		t.Errorf("the heading's tally is %+v", tally)
	}
	wantOdd(t, odd, map[string]int{
		"equipment_type: a heading with numbers of its own stands for a type: …": 4,
		"equipment_type: line ends, or spaces around the words: …":               1,
	})
	var said []string
	for _, o := range oddities {
		said = append(said, o.String())
	}
	want := []string{
		`line 30, type_total: the 25 classes of Ukraine add up to 9375, which is +1: "9374"`,
		`line 30, destroyed: the 25 classes of Ukraine add up to 6922, which is +1: "6921"`,
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestScrapeDays(t *testing.T) {
	_, tallies, _ := fromCorpus(t, oryxCSV, "oryx-scrape-daily_count.csv")
	odd := map[string]int{}
	for _, tally := range tallies {
		reasons(tally.Odd, odd)
		if tally.Of == "Russia" && tally.Said == "Tanks" && tally.Date == "2025-07-19" && *tally.Parts[0].Min != 4074 {
			t.Errorf("%d tanks on 2025-07-19, want 4,074", *tally.Parts[0].Min)
		}
	}
	if n := len(tallies); n != 1365 {
		t.Errorf("%d tallies, want 1,365", n)
	}
	wantOdd(t, odd, map[string]int{
		"type_total_diff: the total fell by #":                                   39,
		"equipment_type: a heading with numbers of its own stands for a type: …": 201,
		"equipment_type: line ends, or spaces around the words: …":               3,
		"type_total: #, but the heading says #":                                  1,
		// Later rows say 0 for every second change.
		"type_total_diff_diff: #, but the row of # makes it #": 857,
		"destroyed_diff_diff: #, but the row of # makes it #":  877,
		"abandoned_diff_diff: #, but the row of # makes it #":  381,
		"captured_diff_diff: #, but the row of # makes it #":   269,
		"damaged_diff_diff: #, but the row of # makes it #":    265,
	})
}

func TestWarSpottingTable(t *testing.T) {
	listings, _, oddities := fromCorpus(t, warSpotting, "warspotting.csv")
	odd, nowhere, entries := map[string]int{}, 0, map[string]bool{}
	for _, l := range listings {
		reasons(l.Odd, odd)
		entries[l.Entry] = true
		if l.Lat == "" && l.Lon == "" {
			nowhere++
		}
	}
	if len(listings) != 14183 || len(entries) != 14183 || nowhere != 6548 || len(oddities) != 0 {
		t.Errorf("%d losses of %d ids, %d without a position, %v; want 14,183 of as many, 6,548", len(listings), len(entries), nowhere, oddities)
	}
	wantOdd(t, odd, map[string]int{
		"oryx_url: text before the link: …":               2,
		"oryx_url: line ends, or spaces around the words": 1,
	})
}

// 1,626 days, none missing. Of the 13 numbers that fall, the corrections say
// so of eleven on that day and of one the day before; nobody says so of the
// field artillery of 2026-03-04.
func TestOfficialClaims(t *testing.T) {
	_, corrections, _ := fromCorpus(t, officialClaims, "official-claims-corrections.json")
	less := map[string]bool{}
	odd := map[string]int{}
	for _, tally := range corrections {
		reasons(tally.Odd, odd)
		if tally.Reach != evidence.Correction {
			t.Fatalf("line %d: %q, want a correction", tally.Line, tally.Reach)
		}
		for _, p := range tally.Parts {
			if *p.Min < 0 {
				less[tally.Date+" "+p.Said] = true
			}
		}
	}
	if len(corrections) != 28 {
		t.Errorf("%d corrections, want 28", len(corrections))
	}
	wantOdd(t, odd, map[string]int{"day: #, but the file's other days make # day #": 2})

	_, days, _ := fromCorpus(t, officialClaims, "official-claims-equipment.json")
	clear(odd)
	var told, before int
	var untold []string
	for i, tally := range days {
		reasons(tally.Odd, odd)
		for _, why := range tally.Odd {
			column, rest, _ := strings.Cut(why, ": ")
			switch {
			case !strings.Contains(rest, "lower"):
			case less[tally.Date+" "+column]:
				told++
			case less[days[i-1].Date+" "+column]:
				before++
			default:
				untold = append(untold, tally.Date+" "+column)
			}
		}
		if tally.Date == "2025-07-19" {
			i := slices.IndexFunc(tally.Parts, func(p evidence.Part) bool { return p.Said == "tank" })
			if *tally.Parts[i].Min != 11032 || tally.Reach != evidence.Cumulative || tally.Said != equipment {
				t.Errorf("%+v, want 11,032 tanks", tally)
			}
		}
	}
	if len(days) != 1626 || told != 11 || before != 1 || !slices.Equal(untold, []string{"2026-03-04 field artillery"}) {
		t.Errorf("%d days, falls: %d told, %d told the day before, not told: %q", len(days), told, before, untold)
	}
	falls := 0
	for why, n := range odd {
		if strings.Contains(why, "lower") {
			falls += n
			delete(odd, why)
		}
	}
	if falls != 13 {
		t.Errorf("%d numbers fall, want 13", falls)
	}
	wantOdd(t, odd, map[string]int{"greatest losses direction: words, not a number: …": 203})
}

func TestOfficialPersonnel(t *testing.T) {
	_, days, _ := fromCorpus(t, officialClaims, "official-claims-personnel.json")
	about, more, prisoners := 0, 0, 0
	for _, tally := range days {
		if len(tally.Odd) > 0 || tally.Said != personnel {
			t.Errorf("line %d: %q: %q", tally.Line, tally.Said, tally.Odd)
		}
		for _, p := range tally.Parts {
			switch {
			case p.What == "prisoner":
				prisoners++
			case p.Approx:
				about++
			case p.Max == nil:
				more++
			}
		}
	}
	if len(days) != 1626 || about != 1620 || more != 6 || prisoners != 62 {
		t.Errorf("%d days, %d about, %d more than, %d with prisoners; want 1,626, 1,620, 6, 62", len(days), about, more, prisoners)
	}
}
