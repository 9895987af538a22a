package bench

import (
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
)

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
