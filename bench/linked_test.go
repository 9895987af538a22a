package bench

import (
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
)

// linkedPack is the marked incidents among the packs with floors. Precision may
// give a little for recall: where more is joined, more is wrong.
var linkedPack = pack{name: "incidents", figures: []figure{
	{name: "pairs.p", play: 0.02}, {name: "pairs.r"}, {name: "pairs.f"}, {name: "bcubed.f"},
	{name: "given.pairs.f"}, {name: "given.bcubed.f"},
}}

// holdLinked holds what the program links, end to end and given what the reader
// finds, to its floors.
func holdLinked(t *testing.T, whole, given agreement) {
	t.Helper()
	reached := figures{
		"pairs.p": whole.Pairs.P, "pairs.r": whole.Pairs.R, "pairs.f": whole.Pairs.F, "bcubed.f": whole.BCubed.F,
		"given.pairs.f": given.Pairs.F, "given.bcubed.f": given.BCubed.F,
	}
	mode := modes[len(modes)-1].name
	held := readFloors(t)
	for _, f := range linkedPack.figures {
		if *update {
			held.lift(mode, linkedPack.name, f, reached[f.name])
		}
		held.hold(t, mode, linkedPack.name, f, reached[f.name])
	}
	if *update {
		held.write(t)
	}
}

// linked is what the program makes of the reports.
func linked(ts []telling) linking {
	var all []incidents.Mention
	for _, one := range ts {
		all = append(all, incidents.Of(incidents.Report{ID: one.Report.ID, Published: one.Report.Published}, one.Claims, lexicon.Default())...)
	}
	out := linking{}
	for _, in := range incidents.Cluster(all, nil) {
		for _, m := range in.Members {
			out[m.Claim.String()] = in.Lead.String()
		}
	}
	return out
}

// TestLinkedReports: two reports of one strike are one incident, and a claim
// that speaks of none is none.
func TestLinkedReports(t *testing.T) {
	strike := func(n int) evidence.Claim {
		lat, lon := 40.37, 47.13
		four := int64(4)
		return evidence.Claim{
			ID: evidence.ClaimID("text", evidence.Span{Start: n}, evidence.Accuse, 0), Stance: evidence.Accuse, Modality: evidence.Stated,
			Source: evidence.Source{Kind: evidence.ThirdParty},
			Event: &evidence.Event{Type: "ASSAULT", Places: []evidence.Place{{Name: "Barda", Lat: &lat, Lon: &lon, Precision: "town"}},
				Time: &evidence.Interval{From: "2020-10-27", To: "2020-10-27"}},
			Counts: []evidence.Count{{What: "killed", Min: &four, Max: &four}},
		}
	}
	a, b := strike(1), strike(2)
	got := linked([]telling{{Report: evidence.Report{ID: "one"}, Claims: []evidence.Claim{a}}, {Report: evidence.Report{ID: "two"}, Claims: []evidence.Claim{b}}})
	if got[a.ID] == "" || got[a.ID] != got[b.ID] {
		t.Errorf("two reports of one strike stand in %q and %q", got[a.ID], got[b.ID])
	}
}
