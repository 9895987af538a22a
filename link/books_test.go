package link

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/evidence"
)

// plainly holds a number against the units one by one, as the words of Books
// say, without any index.
func plainly(b *Books, units []evidence.Unit, t evidence.Tally, p evidence.Part) Line {
	line := Line{Part: p, Finding: NotComparable}
	in, fate, why := b.matching(t, p)
	if !why.IsZero() {
		line.Why = why
		return line
	}
	var rows []int32
	for i, u := range units {
		l := u.Listings[0]
		agrees := u.Side == t.Of || l.Side == t.Of
		switch in.by {
		case byHeading:
			agrees = agrees && folded(l.Class) == in.names
		case byClass:
			agrees = agrees && slices.Contains(strings.Split(in.names, "\n"), u.Class)
		}
		switch {
		case in.headed:
			agrees = agrees && l.Model == in.model
		case in.model != "":
			agrees = agrees && (l.Model == in.model || u.Model == in.model)
		}
		if !agrees {
			continue
		}
		rows = append(rows, int32(i))
		if u.Into == "" && (fate == "" || b.Rule.Fold(u.History()) == fate) {
			line.Counted++
		}
	}
	line.Finding = Equal
	if line.Off = line.Counted - *p.Min; line.Off != 0 {
		line.Finding, line.Notes = Off, b.notes(rows, fate)
	}
	return line
}

// What is found by index is what is found unit by unit, in whatever order units
// and numbers come.
func TestBooksFindWhatIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sides, models := rapid.SampledFrom([]string{"NOR", "SOD", "ANY"}), rapid.SampledFrom([]string{"Vidar", "Brage", "Old Vidar", ""})
		headings := rapid.SampledFrom([]string{"Tanks", "tanks ", "Trucks", "Cranes", ""})
		fates := rapid.SliceOfN(rapid.SampledFrom(evidence.Fates), 0, 2)
		b := &Books{List: "ledgerdale", Rule: rapid.SampledFrom(evidence.FoldRules).Draw(t, "rule"), Covers: covers, Rejected: map[string]bool{"u3": true}}
		var units []evidence.Unit
		for i := range rapid.IntRange(1, 40).Draw(t, "units") {
			u := evidence.Unit{ID: fmt.Sprint("u", i), Side: sides.Draw(t, "side"), Class: rapid.SampledFrom([]string{"tank", "truck", "engineering vehicle", ""}).Draw(t, "class"), Model: models.Draw(t, "model")}
			for _, f := range fates.Draw(t, "fates") {
				u.Fates = append(u.Fates, evidence.Fate{What: f})
			}
			if rapid.IntRange(0, 9).Draw(t, "into") == 0 {
				u.Into = "u0"
			}
			u.Listings = []evidence.Listing{{List: b.List, Side: sides.Draw(t, "said side"), Class: headings.Draw(t, "heading"), Model: models.Draw(t, "said model"),
				Status: string(u.History()), Number: rapid.IntRange(0, 4).Draw(t, "number"), Address: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "address")}}
			units = append(units, u)
			b.Add(u)
		}
		for range 8 {
			p := said(rapid.SampledFrom([]string{"Tanks", "All but guns", "Special", "lorries", "5 Vidar:", "5 Old Vidar", "all"}).Draw(t, "said"),
				rapid.SampledFrom([]string{"Tanks", "truck", "Zeppelins", ""}).Draw(t, "of class"), rapid.SampledFrom(append([]string{""}, evidence.Fates...)).Draw(t, "fate"), 4)
			p.Model = models.Draw(t, "of model")
			tally := evidence.Tally{List: rapid.SampledFrom([]string{b.List, ""}).Draw(t, "list"), Of: sides.Draw(t, "of"), Parts: []evidence.Part{p}}
			if diff := cmp.Diff(plainly(b, units, tally, p), b.Reconcile(tally)[0]); diff != "" {
				t.Fatalf("%+v: by index (+) and unit by unit (-):\n%s", tally, diff)
			}
		}
	})
}

// BenchmarkReconcile enters lists of two sizes and holds against them as many
// numbers as units would fill headings: time grows as the list does.
func BenchmarkReconcile(b *testing.B) {
	for _, size := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			units := make([]evidence.Unit, size)
			for i := range units {
				model := fmt.Sprint("Model ", i/20)
				units[i] = evidence.Unit{ID: fmt.Sprintf("%032x", i), Side: []string{"NOR", "SOD"}[i%2], Class: "tank", Model: model, Fates: []evidence.Fate{{What: evidence.Fates[1+i%4]}},
					Listings: []evidence.Listing{{List: "list", Side: []string{"NOR", "SOD"}[i%2], Class: fmt.Sprint("Heading ", i%80), Model: model, Status: evidence.Fates[1+i%4], Number: 1 + i%20/2, Address: fmt.Sprint("https://pictures.example/", i)}}}
			}
			var tallies []evidence.Tally
			for i := range size / 20 {
				t := evidence.Tally{List: "list", Of: []string{"NOR", "SOD"}[i%2], Parts: []evidence.Part{
					said(fmt.Sprint("Heading ", i%80), "", "", 12), said("destroyed", "", evidence.Destroyed, 3, 0), {Said: fmt.Sprintf("20 Model %d:", i), Model: fmt.Sprint("Model ", i), PartOf: []int{0}, Min: new(int64)}}}
				tallies = append(tallies, t)
			}
			for b.Loop() {
				books := &Books{List: "list", Rule: evidence.LastFate, Covers: covers}
				for _, u := range units {
					books.Add(u)
				}
				for _, t := range tallies {
					books.Reconcile(t)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/unit")
		})
	}
}
