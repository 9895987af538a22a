package part

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/web/message"
)

func TestAmount(t *testing.T) {
	n := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		low, high *int64
		approx    bool
		want      string
	}{
		{n(4), n(4), false, "4"},
		{n(4), nil, false, "at least 4"},
		{nil, n(4), false, "at most 4"},
		{n(3), n(5), false, "3 to 5"},
		{n(20), n(20), true, "about 20"},
		{n(20), nil, true, "at least about 20"},
		{nil, nil, false, "a number not given"},
		{n(1234567), n(1234567), false, "1,234,567"},
		{n(0), n(0), false, "0"},
	} {
		if got := Amount(c.low, c.high, c.approx).In(message.English); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestLossRows(t *testing.T) {
	n := func(n int64) *int64 { return &n }
	rows := LossRows([]evidence.Loss{
		{ID: "a", Class: "armoured vehicle", Min: n(257), Max: n(257), Side: "SOU", Status: "destroyed"},
		{ID: "b", Class: "tank", Min: n(173), Max: n(173), PartOf: []string{"a"}},
		{ID: "c", Class: "tank", Model: "T-72", Min: n(9), Max: n(9), PartOf: []string{"b"}},
		{ID: "d", Class: "lorry", Min: n(5), PartOf: []string{"a", "b"}},
		{ID: "e", Class: "gun", PartOf: []string{"not here"}},
	})
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d %s %s (%s) %s", r.Depth, english(r.Amount()), english(r.What), english(r.Who), english(r.Note)))
	}
	want := []string{
		"0 257 armoured vehicle (destroyed) ",
		"1 of which 173 tank (lost, how is not said) ",
		"2 of which 9 tank (T-72) (lost, how is not said) ",
		"0 of which at least 5 lorry (lost, how is not said) Of the 257 (armoured vehicle) or of the 173 (tank): the sentence leaves open which.",
		"0 a number not given gun (lost, how is not said) ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever parts name as their wholes, each number is listed once: in a ring,
// of itself, of nothing.
func TestEveryNumberIsListedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "numbers")
		counts := make([]evidence.Count, n)
		for i := range counts {
			counts[i] = evidence.Count{ID: fmt.Sprint(i), What: fmt.Sprint("thing ", i)}
			for _, whole := range rapid.SliceOfN(rapid.IntRange(0, n), 0, 2).Draw(t, "part of") {
				counts[i].PartOf = append(counts[i].PartOf, fmt.Sprint(whole))
			}
		}
		seen := make(map[string]int)
		for _, r := range CountRows(counts) {
			seen[r.What.In(message.English)]++
		}
		for _, c := range counts {
			if seen[c.What] != 1 {
				t.Fatalf("%s is listed %d times", c.What, seen[c.What])
			}
		}
	})
}

func english(t message.Text) string { return message.English.T(t) }
