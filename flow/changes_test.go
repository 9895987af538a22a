package flow

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
)

// say puts changes into lines.
func say(c Changes) string {
	var b strings.Builder
	for _, r := range c.Came {
		fmt.Fprintf(&b, "%s came with %d claims, %d unreviewed\n", r.Title, r.Claims, r.Unreviewed)
	}
	for _, w := range c.Withdrawn {
		fmt.Fprintf(&b, "a report was withdrawn: %s\n", w.Withdrawal.Reason)
	}
	for _, list := range [][]ClaimChange{c.Claims, c.Truces, c.Access} {
		for _, one := range list {
			fmt.Fprintf(&b, "a claim of %s is %s by entry %d\n", one.Report.Title, one.State, one.Entry)
		}
	}
	for _, i := range c.Incidents {
		fmt.Fprintf(&b, "an incident of %d %s, %d more and %d fewer, %d others\n", len(i.Incident.Claims), i.Change, i.More, i.Fewer, len(i.Others))
	}
	return b.String()
}

func changes(t *testing.T, l *Library, from, to int64) Changes {
	t.Helper()
	var all Changes
	for before := int64(0); ; {
		c, err := l.Changes(t.Context(), from, to, before)
		if err != nil {
			t.Fatal(err)
		}
		all.Came, all.Withdrawn, all.Claims = append(all.Came, c.Came...), append(all.Withdrawn, c.Withdrawn...), append(all.Claims, c.Claims...)
		all.Truces, all.Access, all.Incidents = append(all.Truces, c.Truces...), append(all.Access, c.Access...), append(all.Incidents, c.Incidents...)
		if before = c.Next; before == 0 {
			return all
		}
	}
}

// The desk is told of whatever differs between two positions; the public of
// what it sees at the one and not at the other, whenever that was decided, and
// of nothing else.
func TestChanges(t *testing.T) {
	l, clock := newLedger(t)
	began := head(t, l.Desk())
	added := add(t, l, "bridge.md", bytes.Replace(bridge, []byte("2020-10-28"), []byte("2020-11-20"), 1)) // today
	read := head(t, l.Desk())
	claims := deskClaims(t, l, added.Report.ID)
	desk, public := l.Desk(), l.Public()
	if got := say(changes(t, desk, began, read)); !strings.Contains(got, fmt.Sprintf("Rockets near the bridge came with %d claims, %[1]d unreviewed\n", len(claims))) {
		t.Errorf("the desk is told %q", got)
	}
	quiet := func(when string, from, to int64) {
		t.Helper()
		if got := say(changes(t, public, from, to)); got != "" {
			t.Errorf("%s: the public is told %q", when, got)
		}
	}
	quiet("nobody has reviewed it", began, read)

	clock.now = clock.now.Add(time.Hour)
	accepted, err := l.Decide(t.Context(), claims[0].ID, evidence.Accept, "Ada", "It says so.")
	if err != nil {
		t.Fatal(err)
	}
	refused, err := l.Decide(t.Context(), claims[1].ID, evidence.Refuse, "Ada", "It does not.")
	if err != nil {
		t.Fatal(err)
	}
	decided := head(t, desk)
	want := fmt.Sprintf("a claim of Rockets near the bridge is rejected by entry %d\na claim of Rockets near the bridge is accepted by entry %d\n", refused, accepted)
	if got := say(changes(t, desk, read, decided)); got != want {
		t.Errorf("the desk is told\n%s, want\n%s", got, want)
	}
	quiet("it is too recent", began, decided)

	// Days later something else is recorded: the claim was accepted before the
	// first position and has become old enough between the two.
	clock.now = clock.now.Add(100 * time.Hour)
	other := add(t, l, "other.md", page("Another day", "2020-10-30", "The Armenian Defence Ministry said that Azerbaijani forces shelled the town of Martuni on Friday, wounding two civilians."))
	later := head(t, desk)
	want = fmt.Sprintf("Rockets near the bridge came with 1 claims, 0 unreviewed\na claim of Rockets near the bridge is accepted by entry %d\n", accepted)
	if got := say(changes(t, public, read, later)); got != want {
		t.Errorf("the public is told\n%s, want\n%s", got, want)
	}
	quiet("all was seen at the first position", later, later)

	clock.now = clock.now.Add(time.Hour)
	for _, id := range []string{added.Report.ID, other.Report.ID} {
		if _, err := l.Withdraw(t.Context(), id, "Ada", "For a witness, "+id[:8]); err != nil {
			t.Fatal(err)
		}
	}
	gone := head(t, desk)
	if got := say(changes(t, public, began, gone)); got != "a report was withdrawn: For a witness, "+added.Report.ID[:8]+"\n" {
		t.Errorf("after the withdrawals the public is told %q", got)
	}
	quiet("before the withdrawals", began, later)
	if got := changes(t, desk, began, gone); len(got.Withdrawn) != 2 || len(got.Came)+len(got.Claims) != 0 {
		t.Errorf("after the withdrawals the desk is told %q", say(got))
	}
}

// Incidents arise, grow, are split and merged, and each says so once, to
// whoever sees it.
func TestChangedIncidents(t *testing.T) {
	l, clock := newLedger(t)
	desk, public := l.Desk(), l.Public()
	one, two, three := strike("one", "Shells struck the mill at dawn.", 12), strike("two", "The mill was shelled.", 12), strike("three", "Twelve died at the mill.", 12)
	last := head(t, desk)
	expect := func(when, want, wantPublic string) {
		t.Helper()
		clock.now = clock.now.Add(100 * time.Hour)
		at := head(t, desk)
		for _, library := range []*Library{desk, public} {
			want := want
			if !library.Desk() {
				want = wantPublic
			}
			var told []string
			for _, i := range changes(t, library, last, at).Incidents {
				told = append(told, fmt.Sprintf("%s of %d", i.Change, len(i.Incident.Claims)))
			}
			if got := strings.Join(told, ", "); got != want {
				t.Errorf("%s: desk %v is told %q, want %q", when, library.Desk(), got, want)
			}
		}
		last = at
	}
	tell(t, l, one)
	tell(t, l, two)
	expect("two reports", "arose of 2", "")
	tell(t, l, three)
	expect("a third", "grew of 3", "")
	id, claim := incidentOf(t, l, one), three.reading.Claims[0].ID
	if _, err := l.Split(t.Context(), id, []string{claim}, "Ada", "another mill"); err != nil {
		t.Fatal(err)
	}
	expect("a split", "shrank of 2", "")
	if _, err := l.Merge(t.Context(), id, []string{claim}, "Grace", "the same mill"); err != nil {
		t.Fatal(err)
	}
	expect("a merger", "grew of 3", "")
	for _, n := range []told{one, two, three} {
		if _, err := l.Decide(t.Context(), n.reading.Claims[0].ID, evidence.Accept, "Ada", "It says so."); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Decide(t.Context(), id, evidence.Accept, "Ada", "One strike."); err != nil {
		t.Fatal(err)
	}
	expect("an acceptance", "", "arose of 3")
	if _, err := l.Split(t.Context(), id, []string{claim}, "Ada", "another mill"); err != nil {
		t.Fatal(err)
	}
	expect("a split of what is public", "shrank of 2", "shrank of 2")
	told, next, err := public.Corrections(t.Context(), last, 0)
	if err != nil || next != 0 || len(told) != 1 || told[0].Change != Shrank || told[0].Incident.Fewer != 1 || told[0].By != "Ada" || told[0].Reason != "" {
		t.Errorf("the public is told of the corrections %+v, %v; want the split of what it saw, without the reason", told, err)
	}
	if told, _, err = desk.Corrections(t.Context(), last, 0); err != nil || len(told) != 2 {
		t.Errorf("the desk is told of %d corrections, %v; want both splits", len(told), err)
	}
}
