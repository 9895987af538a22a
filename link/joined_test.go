package link

import (
	"strings"
	"testing"

	"tallystick/evidence"
)

// dated reads a listing whose status is its fate and whose date is its time.
func dated(l evidence.Listing) evidence.Unit {
	u := evidence.Unit{Side: l.Side, Model: l.Model, Listings: []evidence.Listing{l}}
	if l.Status != "" {
		u.Fates = []evidence.Fate{{What: l.Status}}
	}
	if l.Happened != "" {
		u.When = &evidence.Interval{From: l.Happened, To: l.Happened}
	}
	return u
}

// Fates come in the order of their times where every row says when, and the
// times are far enough apart to tell; whoever is listed first.
func TestFatesInTheOrderOfTime(t *testing.T) {
	for _, c := range []struct {
		rows string // status and date of each
		want evidence.History
	}{
		{"captured 2020-10-09, damaged 2020-10-01", "damaged,captured"},
		{"captured 2020-10-09, damaged 2020-10-01, abandoned 2020-10-05", "damaged,abandoned,captured"},
		{"captured 2020-10-09, damaged 2020-10-08", "captured+damaged"}, // dates of different time zones may be one day
		{"captured 2020-10-09, damaged", "captured+damaged"},
		{"captured 2020-10-09, damaged 2020-10-01, damaged 2020-10-04", "damaged,captured"},
		{"captured 2020-10-09, captured 2020-10-01", "captured"},
	} {
		var rows []evidence.Listing
		for _, r := range strings.Split(c.rows, ", ") {
			status, date, _ := strings.Cut(r, " ")
			rows = append(rows, evidence.Listing{List: "L", Side: "AAA", Model: "T-1", Status: status, Happened: date})
		}
		if got := Combine(rows, dated).History(); got != c.want {
			t.Errorf("%s: %s, want %s", c.rows, got, c.want)
		}
	}
}
