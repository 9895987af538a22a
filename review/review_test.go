package review

import (
	"strings"
	"testing"

	"tallystick/evidence"
)

func ruling(entry int64, verdict evidence.Verdict, by string) Ruling {
	return Ruling{entry, evidence.Decision{Subject: evidence.SubjectClaim, ID: "c", Verdict: verdict, By: by, Reason: "because"}}
}

func TestInForce(t *testing.T) {
	accept, reject := evidence.Accept, evidence.Refuse
	for _, c := range []struct {
		name    string
		rulings []Ruling
		verdict evidence.Verdict
		by      string
	}{
		{"undecided", nil, "", ""},
		{"one acceptance", []Ruling{ruling(1, accept, "Ada")}, accept, "Ada"},
		{"two acceptances", []Ruling{ruling(1, accept, "Ada"), ruling(2, accept, "Grace")}, accept, "Ada Grace"},
		{"rejected after two", []Ruling{ruling(1, accept, "Ada"), ruling(2, accept, "Grace"), ruling(3, reject, "Ada")}, reject, "Ada"},
		{"accepted again: the old signatures do not come back", []Ruling{ruling(1, accept, "Ada"), ruling(2, reject, "Grace"), ruling(3, accept, "Grace")}, accept, "Grace"},
	} {
		got := InForce(c.rulings)
		var by []string
		for _, r := range got.Rulings {
			by = append(by, r.Decision.By)
		}
		if got.Verdict != c.verdict || strings.Join(by, " ") != c.by {
			t.Errorf("%s: %s by %v, want %s by %s", c.name, got.Verdict, by, c.verdict, c.by)
		}
	}
}

func TestClaim(t *testing.T) {
	lat := 40.4
	claim := evidence.Claim{ID: "c", Event: &evidence.Event{Places: []evidence.Place{{Name: "Barda", Lat: &lat}}}}
	d, err := Claim(claim, "report", "text", nil, evidence.Accept, "Ada", "seen")
	if err != nil || d.Claim.Event.Places[0].Lat != nil || claim.Event.Places[0].Lat == nil {
		t.Errorf("decision %+v %v; want a copy without coordinates, and the claim as it was", d, err)
	}
	stands := []Ruling{ruling(1, evidence.Accept, "Ada")}
	if _, err := Claim(claim, "report", "text", stands, evidence.Accept, "Ada", "again"); err == nil {
		t.Error("the same verdict by the same person was taken twice")
	}
	if _, err := Claim(claim, "report", "text", stands, evidence.Accept, " ADA ", "again"); err == nil {
		t.Error("the same person in other letters was taken for another")
	}
	if _, err := Claim(claim, "report", "text", stands, evidence.Accept, "Grace", "me too"); err != nil {
		t.Error(err)
	}
	if _, err := Claim(claim, "report", "text", stands, evidence.Refuse, "Ada", "I was wrong"); err != nil {
		t.Error(err)
	}
	for _, bad := range [][2]string{{"", "why"}, {"Ada", ""}, {strings.Repeat("a", 300), "why"}} {
		if _, err := Claim(claim, "report", "text", nil, evidence.Accept, bad[0], bad[1]); err == nil {
			t.Errorf("by %q because %q was taken", bad[0], bad[1])
		}
	}
}

// TestCarry: a decision goes to the claim with the same stance on the same
// words, wherever a better extractor has put them, and to no other.
func TestCarry(t *testing.T) {
	const said = "rockets hit the town of Barda in the morning"
	decided := evidence.Claim{ID: "old", Stance: evidence.Accuse, Modality: evidence.Stated, Content: evidence.Span{Start: 0, End: len(said), Text: said}}
	text := "A caption that the older extractor dropped.\n\nThe ministry said " + said + " and left."
	at := strings.Index(text, said)
	claim := func(id string, stance evidence.Stance, from, to int) evidence.Claim {
		return evidence.Claim{ID: id, Stance: stance, Modality: evidence.Stated, Content: evidence.SpanOf(text, from, to)}
	}
	for _, c := range []struct {
		name   string
		claims []evidence.Claim
		want   string
	}{
		{"the same words", []evidence.Claim{claim("elsewhere", evidence.Accuse, 0, 10), claim("new", evidence.Accuse, at, at+len(said))}, "new"},
		{"a little more", []evidence.Claim{claim("new", evidence.Accuse, at, at+len(said)+4)}, "new"},
		{"twice as much", []evidence.Claim{claim("new", evidence.Accuse, 0, at+len(said))}, ""},
		{"half of it", []evidence.Claim{claim("new", evidence.Accuse, at, at+len(said)/2)}, ""},
		{"another stance", []evidence.Claim{claim("new", evidence.Deny, at, at+len(said))}, ""},
		{"other words", []evidence.Claim{claim("new", evidence.Accuse, 0, 20)}, ""},
		{"no claims", nil, ""},
	} {
		to, reason := Carry(decided, evidence.Reading{Claims: c.claims}, text)
		if to != c.want || reason == "" {
			t.Errorf("%s: carried to %q (%s), want %q", c.name, to, reason, c.want)
		}
	}
}
