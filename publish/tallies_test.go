package publish

import (
	"testing"

	"tallystick/evidence"
)

// A source lists 40 vehicles, of which 25 tanks, 9 of which (of either) were
// taken, and 12 guns and 3 radars; then the narrator says "around 7 tanks" of
// the other side.
func TestTallies(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	list := evidence.Source{Span: &evidence.Span{Start: 3, End: 9, Text: "A list"}, Kind: evidence.ThirdParty}
	loss := func(id, class string, v int64, of ...string) evidence.Loss {
		return evidence.Loss{ID: id, Class: class, Side: "NOR", Min: n(v), Max: n(v), PartOf: of}
	}
	claim := func(id string, s evidence.Source, losses ...evidence.Loss) Claim {
		return Claim{Claim: evidence.Claim{ID: id, Stance: evidence.Assert, Modality: evidence.Stated, Source: s, Losses: losses}}
	}
	about := evidence.Loss{ID: "e:1", Class: "tank", Side: "SOU", Min: n(7), Max: n(7), Approx: true}
	unreal := claim("f", list, loss("f:1", "tank", 90))
	unreal.Modality = evidence.Conditional
	got := Tallies([]Claim{
		claim("a", list, loss("a:1", "armoured vehicle", 40), loss("a:2", "tank", 25, "a:1"), loss("a:3", "armoured vehicle", 9, "a:1", "a:2")),
		claim("b", list, loss("b:1", "artillery", 12)),
		unreal,
		claim("c", list, loss("c:1", "radar", 3)),
		claim("e", evidence.Source{Kind: evidence.Narrator}, about),
	})
	if len(got) != 2 || len(got[0].Losses) != 5 || got[0].Wholes != 3 || got[0].Sum != 55 || got[0].NoSum != "" {
		t.Fatalf("first tally: %+v; want 5 numbers, 3 of them wholes, 55 in all", got)
	}
	if got[1].Side != "SOU" || got[1].NoSum == "" || got[1].Claims[0] != "e" {
		t.Errorf("second tally: %+v; want one number that stands alone", got[1])
	}
	twice := Tallies([]Claim{claim("a", list, loss("a:1", "tank", 4), loss("a:2", "tank", 5))})
	if twice[0].NoSum == "" {
		t.Error("two wholes of one class were added")
	}
}
