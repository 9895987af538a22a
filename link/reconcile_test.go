package link

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
)

// stock is a list of few units: "side heading model number status = fates".
const stock = `
	NOR Tanks Vidar 1 destroyed = destroyed
	NOR Tanks Vidar 2 destroyed = destroyed
	NOR Tanks Vidar 4 destroyed = destroyed
	NOR Tanks Vidar 1 captured = captured
	NOR Tanks Vidar 2 damaged_and_captured = damaged,captured
	NOR Tanks Brage 1 destroyed = destroyed
	NOR Tanks Brage 1 destroyed = destroyed
	NOR Trucks Loke 1 abandoned = abandoned
	NOR Cranes Hod 1 destroyed = destroyed
	SOD Tanks Ymer 1 destroyed = destroyed`

func books(t *testing.T) *Books {
	t.Helper()
	b := &Books{List: "ledgerdale", Format: "oryx-page", Date: "2023-06-30", Rule: evidence.LastFate, Covers: covers, Rejected: map[string]bool{}}
	for i, line := range strings.Split(strings.TrimSpace(stock), "\n") {
		said, fates, _ := strings.Cut(strings.TrimSpace(line), " = ")
		var side, heading, model, status string
		var number int
		if _, err := fmt.Sscan(said, &side, &heading, &model, &number, &status); err != nil {
			t.Fatal(err)
		}
		u := evidence.Unit{ID: fmt.Sprint("u", i), Side: side, Class: classes[heading][0], Model: model}
		for f := range strings.SplitSeq(fates, ",") {
			u.Fates = append(u.Fates, evidence.Fate{What: f})
		}
		u.Listings = []evidence.Listing{{List: "ledgerdale", Side: side, Class: heading, Model: model, Status: strings.ReplaceAll(status, "_", " "), Number: number}}
		b.Add(u)
	}
	return b
}

var classes = map[string][]string{
	"Tanks": {"tank"}, "Trucks": {"truck"}, "Cranes": {"engineering vehicle"},
	"All but guns": {"tank", "truck", "engineering vehicle"}, "Special": {"engineering vehicle"},
}

func covers(format, heading string) ([]string, evidence.Remark) {
	if heading == "Special" {
		return nil, evidence.Say("it covers only a part of a class")
	}
	if format == "" && heading == "truck" {
		return []string{"truck"}, evidence.Remark{}
	}
	return classes[heading], evidence.Remark{}
}

func n(v int64) *int64 { return &v }

func said(name, class, fate string, v int64, of ...int) evidence.Part {
	return evidence.Part{Said: name, Class: class, Fate: fate, Min: &v, Max: &v, PartOf: of}
}

func TestReconcile(t *testing.T) {
	tally := func(parts ...evidence.Part) evidence.Tally {
		return evidence.Tally{By: "ledgerdale", List: "ledgerdale", Of: "NOR", Reach: evidence.Cumulative, Parts: parts}
	}
	on := func(date, reach string, t evidence.Tally) evidence.Tally { t.Date, t.Reach = date, reach; return t }
	for _, c := range []struct {
		name  string
		tally evidence.Tally
		want  string // of the last part
		notes []string
	}{
		{"a heading that equals its items", tally(said("Tanks", "Tanks", "", 7)), "equal", nil},
		{"one of its fates", tally(said("Tanks", "Tanks", "", 7), said("captured: 2", "Tanks", "captured", 2, 0)), "equal", nil},
		{"a heading that says one too many", tally(said("Tanks", "Tanks", "", 8)), "off -1", []string{
			"Brage, destroyed: number 1 stands 2 times", "Vidar, destroyed: no unit has the number 3"}},
		{"a fate that several units touch", tally(said("Tanks", "Tanks", "", 7), said("damaged: 1", "Tanks", "damaged", 1, 0)), "off -1", []string{
			"of several fates, damaged among them, counted under another"}},
		{"a model", tally(evidence.Part{Said: "5 Vidar", Class: "Tanks", Model: "Vidar", Min: n(5), Max: n(5)}), "equal", nil},
		{"everything", tally(said("North", "", "", 9)), "equal", nil},
		{"at least so many", tally(evidence.Part{Said: "over", Class: "Tanks", Min: n(5)}), "equal", nil},
		{"between two numbers, and there are more", tally(evidence.Part{Said: "few", Class: "Trucks", Min: n(0), Max: n(0)}), "off 1", nil},
		{"a heading of no units, by what it covers", tally(said("All but guns", "All but guns", "", 9)), "equal", nil},
		{"a heading that covers a part of a class", tally(said("Special", "Special", "", 9)), "not comparable: Special: it covers only a part of a class", nil},
		{"a class of the taxonomy", tally(said("lorries", "truck", "", 1)), "equal", nil},
		{"an unknown heading", tally(said("Zeppelins", "Zeppelins", "", 1)), "not comparable: Zeppelins is no class that is known", nil},
		{"people", tally(evidence.Part{Said: "personnel", What: "personnel", Min: n(10)}), "not comparable: it counts personnel: no units of equipment", nil},
		{"no number", tally(evidence.Part{Said: "many", Class: "Tanks"}), "not comparable: it says no number", nil},
		{"one day's", on("2023-06-30", evidence.Daily, tally(said("Tanks", "Tanks", "", 7))), "not comparable: it is of one day, and the units are of all days up to the edition", nil},
		{"a correction", on("2023-06-30", evidence.Correction, tally(said("Tanks", "Tanks", "", -1))), "not comparable: it is a correction of other numbers", nil},
		{"a date before the edition", on("2023-01-01", evidence.Cumulative, tally(said("Tanks", "Tanks", "", 7))), "not comparable: it is for 2023-01-01, and the list runs up to 2023-06-30", nil},
		{"the edition's date", on("2023-06-30", evidence.Cumulative, tally(said("Tanks", "Tanks", "", 7))), "equal", nil},
		{"no fate of ours", tally(said("Tanks", "Tanks", "stripped", 1)), `not comparable: "stripped" is none of the fates`, nil},
		{"nobody's losses", evidence.Tally{Reach: evidence.Cumulative, Parts: []evidence.Part{said("Tanks", "Tanks", "", 7)}}, "not comparable: it does not say whose losses it counts", nil},
		{"a side without units", evidence.Tally{Of: "EST", Reach: evidence.Cumulative, Parts: []evidence.Part{said("Tanks", "Tanks", "", 7)}}, "not comparable: the list has no units of that side", nil},
	} {
		lines := books(t).Reconcile(c.tally)
		line := lines[len(lines)-1]
		got := line.Finding
		switch got {
		case Off:
			got += fmt.Sprint(" ", line.Off)
		case NotComparable:
			got += ": " + line.Why.String()
		}
		if got != c.want {
			t.Errorf("%s: %s (counted %d), want %s", c.name, got, line.Counted, c.want)
		}
		var notes []string
		for _, note := range line.Notes {
			notes = append(notes, note.What.String())
		}
		if diff := cmp.Diff(c.notes, notes); diff != "" {
			t.Errorf("%s: notes: %s", c.name, diff)
		}
	}
}

// What people decided since stands among the reasons, with the units.
func TestReconcileTellsWhatPeopleDecided(t *testing.T) {
	b := books(t)
	twin := evidence.Unit{ID: "twin", Side: "NOR", Class: "truck", Model: "Loke", Into: "u7", Fates: []evidence.Fate{{What: evidence.Abandoned}},
		Listings: []evidence.Listing{{List: "ledgerdale", Side: "NOR", Class: "Trucks", Model: "Loke", Status: "abandoned", Number: 2}}}
	b.Add(twin)
	b.Rejected["u7"] = true
	line := b.Reconcile(evidence.Tally{Of: "NOR", List: "ledgerdale", Parts: []evidence.Part{said("Trucks", "Trucks", "", 2)}})[0]
	want := []Concerned{{evidence.Say("found to be another unit, and counted with that one"), []string{"twin"}}, {evidence.Say("rejected in review"), []string{"u7"}}}
	if line.Off != -1 || !slices.EqualFunc(line.Notes, want, func(a, b Concerned) bool { return cmp.Equal(a, b) }) {
		t.Errorf("off %d, %+v, want -1 and %+v", line.Off, line.Notes, want)
	}
}

// Two units behind one address may be one unit, listed twice.
func TestReconcileTellsOfOneAddress(t *testing.T) {
	b := books(t)
	for _, id := range []string{"one", "other"} {
		b.Add(evidence.Unit{ID: id, Side: "NOR", Class: "truck", Model: id, Fates: []evidence.Fate{{What: evidence.Abandoned}},
			Listings: []evidence.Listing{{List: "ledgerdale", Side: "NOR", Class: "Trucks", Model: id, Status: "abandoned", Address: "https://pictures.example/1"}}})
	}
	line := b.Reconcile(evidence.Tally{Of: "NOR", List: "ledgerdale", Parts: []evidence.Part{said("Trucks", "Trucks", "", 2)}})[0]
	want := []Concerned{{evidence.Say("shown by an address that shows another unit of the list too"), []string{"one", "other"}}}
	if diff := cmp.Diff(want, line.Notes); line.Off != 1 || diff != "" {
		t.Errorf("off %d, %s", line.Off, diff)
	}
}

func TestGaps(t *testing.T) {
	numbers := map[int]bool{2: true, 3: true, 7: true, 8: true, 10: true}
	if got, want := gaps(numbers, 10), "1, 4 to 6, 9"; got != want {
		t.Errorf("gaps: %q, want %q", got, want)
	}
	if got := gaps(numbers, 1<<40); got != "" {
		t.Errorf("a slip of the list's makes %d bytes of gaps", len(got))
	}
}

func TestSums(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []evidence.Part
		want  []string
	}{
		{"fates that make up the whole", []evidence.Part{said("Tanks", "tank", "", 7), said("", "tank", "destroyed", 5, 0), said("", "tank", "captured", 2, 0)},
			[]string{"0 fate: the 2 parts by fate come to 7, as the whole"}},
		{"fates that come to more", []evidence.Part{said("Tanks", "tank", "", 6), said("", "tank", "destroyed", 5, 0), said("", "tank", "captured", 2, 0)},
			[]string{"0 fate: the 2 parts by fate come to 7, 1 more than the whole"}},
		{"two cuts overlap and are not added", []evidence.Part{
			said("armour", "tank", "", 257), {Said: "of which", Class: "tank", Model: "T-72", Min: n(173), Max: n(173), PartOf: []int{0}}, said("captured", "tank", "captured", 64, 0)},
			[]string{"0 fate: the only part by fate is 64, 193 fewer than the whole", "0 model: the only part by model is 173, 84 fewer than the whole"}},
		{"an open whole is added to nothing", []evidence.Part{said("a", "tank", "", 257), said("b", "truck", "", 20), said("64 of which", "", "captured", 64, 0, 1)},
			[]string{"-1 class: the 2 parts by class come to 277"}},
		{"one thing twice is not added", []evidence.Part{said("a", "tank", "", 9), said("b", "tank", "destroyed", 2, 0), said("c", "tank", "destroyed", 3, 0)}, nil},
		{"people are no equipment", []evidence.Part{said("a", "tank", "", 9), {Said: "personnel", What: "personnel", Min: n(5)}}, nil},
		{"an interval", []evidence.Part{said("a", "tank", "", 9), {Class: "tank", Fate: "destroyed", Min: n(2), Max: n(4), PartOf: []int{0}}, said("", "tank", "captured", 3, 0)},
			[]string{"0 fate: the 2 parts by fate come to 5 to 7, 2 fewer than the whole"}},
	} {
		var got []string
		for _, s := range Sums(evidence.Tally{Parts: c.parts}) {
			got = append(got, fmt.Sprintf("%d %s: %s", s.Whole, s.Cut, s.Words))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestFalls(t *testing.T) {
	day := func(date, reach string, v int64) evidence.Tally {
		return evidence.Tally{Date: date, Reach: reach, Parts: []evidence.Part{{Said: "tank", Min: &v, Max: &v}}}
	}
	for _, c := range []struct {
		name   string
		series []evidence.Tally
		want   []Step
	}{
		{"a series that only grows", []evidence.Tally{day("2023-01-02", "cumulative", 7), day("2023-01-01", "cumulative", 5), day("2023-01-03", "cumulative", 7)}, nil},
		{"a correction says so", []evidence.Tally{day("2023-01-01", "cumulative", 9), day("2023-01-02", "cumulative", 7), day("2023-01-02", "correction", -4)},
			[]Step{{Said: "tank", Before: "2023-01-01", Date: "2023-01-02", From: 9, To: 7, Correction: -4, Explained: true}}},
		{"no correction does", []evidence.Tally{day("2023-01-01", "cumulative", 9), day("2023-01-02", "cumulative", 7)},
			[]Step{{Said: "tank", Before: "2023-01-01", Date: "2023-01-02", From: 9, To: 7}}},
		{"a correction that is too small", []evidence.Tally{day("2023-01-01", "cumulative", 9), day("2023-01-04", "cumulative", 5), day("2023-01-02", "correction", -1), day("2023-01-04", "correction", -1)},
			[]Step{{Said: "tank", Before: "2023-01-01", Date: "2023-01-04", From: 9, To: 5, Correction: -2}}},
		{"a correction a day early", []evidence.Tally{day("2023-01-01", "cumulative", 9), day("2023-01-01", "correction", -5), day("2023-01-02", "cumulative", 7)},
			[]Step{{Said: "tank", Before: "2023-01-01", Date: "2023-01-02", From: 9, To: 7, Near: []Said{{"2023-01-01", -5}}}}},
	} {
		if diff := cmp.Diff(c.want, Falls(c.series)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
