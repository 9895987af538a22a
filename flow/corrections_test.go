package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
)

// corrected puts corrections into lines.
func corrected(t *testing.T, l *Library, at int64) string {
	t.Helper()
	list, _, err := l.Corrections(t.Context(), at, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range list {
		title := "-"
		if c.Report != nil {
			title = c.Report.Title
		}
		fmt.Fprintf(&b, "%s by %s: %s (%s)\n", c.Change, c.By, c.Reason, title)
	}
	return b.String()
}

// The public is told that a claim which it saw was rejected, and when, by whom
// and why, unless the reason repeats it; of one that it never saw, nothing. A
// withdrawal leaves its tombstone alone.
func TestCorrections(t *testing.T) {
	l, clock := newLedger(t)
	desk, public := l.Desk(), l.Public()
	added := add(t, l, "bridge.md", bridge)
	claims := deskClaims(t, l, added.Report.ID)
	decide := func(claim int, verdict evidence.Verdict, reason string) {
		t.Helper()
		clock.now = clock.now.Add(time.Hour)
		if _, err := l.Decide(t.Context(), claims[claim].ID, verdict, "Ada", reason); err != nil {
			t.Fatal(err)
		}
	}
	say := func(when, want, wantDesk string) {
		t.Helper()
		at := head(t, desk)
		if got := corrected(t, public, at); got != want {
			t.Errorf("%s the public is told\n%s, want\n%s", when, got, want)
		}
		if got := corrected(t, desk, at); got != wantDesk {
			t.Errorf("%s the desk is told\n%s, want\n%s", when, got, wantDesk)
		}
	}
	decide(0, evidence.Accept, "It says so.")
	decide(1, evidence.Accept, "It says so.")
	say("after acceptances", "", "")
	decide(0, evidence.Refuse, "Read once more.")
	said := "rejected by Ada: Read once more. (Rockets near the bridge)\n"
	say("after a rejection", said, said)
	early := head(t, desk)
	decide(1, evidence.Refuse, claims[1].Content.Text)
	say("when nothing of the report is seen", "rejected by Ada: [withheld] (-)\nrejected by Ada: Read once more. (-)\n",
		"rejected by Ada: "+claims[1].Content.Text+" (Rockets near the bridge)\n"+said)
	if got := corrected(t, public, early); got != "rejected by Ada: Read once more. (-)\n" {
		t.Errorf("in the past the public is told %q", got)
	}

	fresh := add(t, l, "fresh.md", page("Today", clock.now.Format(time.DateOnly), "The Armenian Defence Ministry said that Azerbaijani forces shelled the town of Martuni, wounding two civilians."))
	claims = deskClaims(t, l, fresh.Report.ID)
	before, beforeDesk := corrected(t, public, head(t, desk)), corrected(t, desk, head(t, desk))
	decide(0, evidence.Accept, "It says so.")
	decide(0, evidence.Refuse, "It was Martuni.")
	say("of what was never public", before, "rejected by Ada: It was Martuni. (Today)\n"+beforeDesk)
	if _, err := l.Withdraw(t.Context(), added.Report.ID, "Ada", "For a witness"); err != nil {
		t.Fatal(err)
	}
	say("after a withdrawal", "withdrawn by Ada: For a witness (-)\n", "withdrawn by Ada: For a witness (-)\nrejected by Ada: It was Martuni. (Today)\n")
}
