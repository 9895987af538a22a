package flow

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
)

func overview(t *testing.T, l *Library, at int64, q OverviewQuery) Overview {
	t.Helper()
	o, err := l.Overview(t.Context(), at, q)
	if err != nil {
		t.Fatal(err)
	}
	return *o
}

// The desk sees what was read at once, and the last day ends with the last
// entry; the public sees what was accepted and is late enough, and nothing that
// it sees tells of the rest, now or in the past.
func TestOverview(t *testing.T) {
	l, clock := newLedger(t)
	desk, public := l.Desk(), l.Public()
	if o := overview(t, desk, head(t, desk), OverviewQuery{}); !o.Empty {
		t.Errorf("a ledger without a report has the overview %+v", o)
	}
	a := add(t, l, "a.md", news("North", "2020-10-28", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.", "The Armenian Defence Ministry denied the accusation."))
	first := head(t, desk)
	clock.now = clock.now.Add(48 * time.Hour)
	add(t, l, "b.md", news("South", "2020-10-30", "The Azerbaijani Defence Ministry said that Armenian forces shelled the town of Tartar on October 29, wounding two civilians.",
		"The Armenian Defence Ministry said that Azerbaijani forces shelled the town of Tartar on October 29."))
	add(t, l, "c.md", news("West", "2020-11-12", "Russia said that Armenia and Azerbaijan agreed to a ceasefire on November 10.", "Azerbaijan accused Armenia of breaking the ceasefire on November 11.", "The Lachin road was closed to civilians, the Armenian Defence Ministry said."))
	at := head(t, desk)

	o := overview(t, desk, at, OverviewQuery{})
	if !o.Last.Equal(clock.now) || o.Day.Reports != 2 || o.Week.Reports != 3 || o.Empty {
		t.Errorf("the ledger ends at %v, the last day brought %+v, the week %+v", o.Last, o.Day, o.Week)
	}
	days := make(map[string]int)
	for _, d := range o.Days {
		days[d.Day] = d.Contested
	}
	if n, found := days["2020-10-27"]; !found || n != 1 {
		t.Errorf("the days of incidents are %+v, want a contested one on 27 October", o.Days)
	}
	if len(o.Contested) == 0 || len(o.Roads) == 0 || o.Truce == nil {
		t.Errorf("contested %d, roads %d, truce %v: want some of each", len(o.Contested), len(o.Roads), o.Truce)
	}
	span := overview(t, desk, at, OverviewQuery{From: "2020-10-27", To: "2020-10-27"})
	if len(span.Incidents) != 1 || span.More || !reflect.DeepEqual(span.Days, o.Days) {
		t.Errorf("27 October has %d incidents and the days %+v", len(span.Incidents), span.Days)
	}
	if fresh := overview(t, l.Desk(), at, OverviewQuery{From: "2020-10-27", To: "2020-10-27"}); !reflect.DeepEqual(fresh, span) {
		t.Errorf("drawn beside another span it is\n%+v\nand by itself\n%+v", span, fresh)
	}
	if then := overview(t, desk, first, OverviewQuery{}); then.Truce != nil || then.Week.Reports != 1 || !then.Last.Before(o.Last) {
		t.Errorf("before the second report the week brought %+v, the truce is %v", then.Week, then.Truce)
	}

	clock.now = clock.now.Add(100 * time.Hour)
	if o := overview(t, public, head(t, public), OverviewQuery{}); !o.Empty || o.Week.Reports+o.Week.Accepted+o.Week.Incidents+len(o.Days) > 0 {
		t.Errorf("nothing is reviewed, and the public sees %+v", o)
	}
	for _, c := range claimsRead(t, desk, a.Report.ID) {
		if _, err := l.Decide(t.Context(), c, evidence.Accept, "Ada", "seen"); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range about(t, l, "Barda") {
		if _, err := l.Decide(t.Context(), i.ID, evidence.Accept, "Ada", "one"); err != nil {
			t.Fatal(err)
		}
	}
	seen := overview(t, public, head(t, public), OverviewQuery{})
	if seen.Empty || len(seen.Days) != 1 || seen.Days[0].Contested != 1 || seen.Week.Accepted != 2 || seen.Week.Incidents != 1 || seen.Truce != nil || len(seen.Roads) != 0 {
		t.Errorf("of what was accepted the public sees %+v", seen)
	}
	add(t, l, "d.md", news("East", "2020-10-27", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing nine civilians.", "Armenia said that the ceasefire took effect on November 10.", "The Goris road was closed, Armenia said."))
	after := overview(t, public, head(t, public), OverviewQuery{})
	bare := func(o Overview) Overview {
		o.Last, o.Day.From, o.Day.To, o.Week.From, o.Week.To, o.Day.first, o.Week.first = time.Time{}, time.Time{}, time.Time{}, time.Time{}, time.Time{}, 0, 0
		for i := range o.Incidents {
			o.Incidents[i].Entry, o.Incidents[i].At = 0, time.Time{}
		}
		for i := range o.Contested {
			o.Contested[i].Entry, o.Contested[i].At = 0, time.Time{}
		}
		return o
	}
	if !reflect.DeepEqual(bare(after), bare(seen)) {
		t.Errorf("an unreviewed report changes what the public sees:\n%+v\nfrom\n%+v", bare(after), bare(seen))
	}
	if _, err := l.Withdraw(t.Context(), a.Report.ID, "Ada", "for a witness"); err != nil {
		t.Fatal(err)
	}
	if gone := overview(t, public, head(t, public), OverviewQuery{}); !gone.Empty || len(gone.Incidents) > 0 {
		t.Errorf("after the withdrawal the public sees %+v", gone)
	}
}

// claimsRead returns the ids of a report's claims.
func claimsRead(t *testing.T, l *Library, report string) (ids []string) {
	t.Helper()
	r, err := l.Report(t.Context(), head(t, l), report)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Claims {
		ids = append(ids, c.ID)
	}
	return ids
}

// Of losses that reports claim, an overview has the last number that each source
// gives of each side and class; what is denied is none, and the public sees none
// that nobody accepted.
func TestOverviewClaimedLosses(t *testing.T) {
	l, clock := newLedger(t)
	add(t, l, "a.md", news("North", "2020-10-04", "Armenia said that it had shot down three Azerbaijani drones."))
	later := add(t, l, "b.md", news("South", "2020-10-09", "Armenia said that it had shot down five Azerbaijani drones.",
		"Azerbaijan denied that it had lost four helicopters.", "Azerbaijan said that it had destroyed 12 Armenian tanks."))
	claimed := func(l *Library) (said []string) {
		for _, c := range overview(t, l, head(t, l), OverviewQuery{}).Claimed {
			said = append(said, fmt.Sprintf("%s %d %s, says %s", c.Side, *c.Min, c.Class, c.Claim.Source.Name))
		}
		return said
	}
	want := []string{"ARM 12 tank, says Azerbaijan", "AZE 5 unmanned aerial vehicle, says Armenia"}
	if diff := cmp.Diff(want, claimed(l.Desk())); diff != "" {
		t.Errorf("the desk (-want +got):\n%s", diff)
	}
	clock.now = clock.now.Add(100 * time.Hour)
	if said := claimed(l.Public()); said != nil {
		t.Errorf("nothing is reviewed, and the public sees %v", said)
	}
	if _, err := l.Decide(t.Context(), claimsRead(t, l.Desk(), later.Report.ID)[0], evidence.Accept, "Ada", "seen"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], claimed(l.Public())); diff != "" {
		t.Errorf("the public (-want +got):\n%s", diff)
	}
}
