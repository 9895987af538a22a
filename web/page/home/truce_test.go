package home

import (
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/link/truces"
	"tallystick/web/internal/pagetest"
)

// The clock runs to the ledger's last entry only while nobody says that the
// truce ended, and never hides that a breach is alleged.
func TestTruceClock(t *testing.T) {
	on := func(day string) *evidence.Interval { return &evidence.Interval{From: day, To: day} }
	since := func(n int) *truces.Since { return &truces.Since{Min: n, Max: n} }
	begun := []truces.Dated{{When: on("2031-05-01"), Says: "in force", Claim: "c1"}}
	breach := truces.Breach{Claim: "c2", By: []string{"NOR"}, Against: []string{"SUD"}, When: on("2031-05-03"), Since: since(2)}
	for _, c := range []struct {
		name                string
		truce               flow.Ceasefire
		state, days, breach string
	}{
		{"running", flow.Ceasefire{State: truces.InForce, Effective: begun}, "said to be in force", "9 days", ""},
		{"alleged broken", flow.Ceasefire{State: truces.AllegedOne, StateOf: []string{"SUD"}, Effective: begun, Breaches: []truces.Breach{breach}},
			"breach alleged, against SUD", "9 days", "First breach alleged 2 days after it took effect, by NOR."},
		{"ended", flow.Ceasefire{State: truces.SaidEnded, Effective: begun, Breaches: []truces.Breach{breach}, Ends: []truces.Dated{{When: on("2031-05-07"), Claim: "c4"}, {When: on("2031-05-05"), Claim: "c3"}}},
			"said to have ended", "4 days", "First breach alleged 2 days after it took effect, by NOR."},
		{"ended on a day not told", flow.Ceasefire{State: truces.SaidEnded, Effective: begun, Ends: []truces.Dated{{Claim: "c3"}}}, "said to have ended", "", ""},
	} {
		ask := pagetest.Ask(t, true, 9, "/")
		v := truceOf(ask, &flow.Overview{Last: time.Date(2031, 5, 10, 12, 0, 0, 0, time.UTC), Truce: &c.truce})
		days, broken := "", ""
		if v.Days != nil {
			days = v.Days.In(ask.In())
		}
		if v.Breach != nil {
			broken = v.Breach.In(ask.In())
		}
		if got := v.State.In(ask.In()); got != c.state || days != c.days || broken != c.breach {
			t.Errorf("%s: %q, %q, %q; want %q, %q, %q", c.name, got, days, broken, c.state, c.days, c.breach)
		}
	}
}
