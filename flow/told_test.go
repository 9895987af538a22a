package flow

import "testing"

// TestTold: lists that ask for what is told leave out an incident of which
// nobody says what happened, and keep the others in their order.
func TestTold(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("North", "2020-10-28", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.", "The Armenian Defence Ministry denied the accusation.",
		"Turkey vowed to reclaim the stolen orchards of the northern valleys for its allies."))
	add(t, l, "b.md", news("South", "2020-10-29", "Nobody slept.", "Turkey vowed to reclaim the stolen orchards of the northern valleys for its allies."))
	list := func(q IncidentQuery, limit int) (labels []string) {
		t.Helper()
		for cursor := ""; ; {
			found, next, err := l.Desk().Incidents(t.Context(), head(t, l.Desk()), q, cursor, limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range found {
				labels = append(labels, i.Standing.Label)
			}
			if cursor = next; next == "" {
				return labels
			}
		}
	}
	all, ones := list(IncidentQuery{}, 0), list(IncidentQuery{Told: true}, 1)
	if len(all) != 2 || len(ones) != 1 || ones[0] == "unstated" {
		t.Errorf("all incidents are %v, those told %v; want two, one of them unstated, and the other", all, ones)
	}
}
