package evidence

import (
	"fmt"
	"time"
)

// Interval says when something held or happened, as precisely as is known and
// no more. From and To are both inclusive; each is either an RFC 3339 time, a
// civil date ("2020-11-04") whose time zone is not known, or empty when that
// end is open. Basis says in a few words what the interval rests on.
type Interval struct {
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Text  string `json:"text,omitempty"`  // the words it was read from
	Basis string `json:"basis,omitempty"` // "meta article:published_time", "post id", "weekday before publication", …
}

// Known reports whether either end is known.
func (i Interval) Known() bool { return i.From != "" || i.To != "" }

// Check says what is wrong with the interval's form or order.
func (i Interval) Check() error {
	for _, s := range []string{i.From, i.To} {
		if _, _, err := bounds(s); s != "" && err != nil {
			return fmt.Errorf("%q is neither an RFC 3339 time nor a date", s)
		}
	}
	if earliest, latest := i.Earliest(), i.Latest(); !earliest.IsZero() && !latest.IsZero() && latest.Before(earliest) {
		return fmt.Errorf("interval ends (%s) before it begins (%s)", i.To, i.From)
	}
	return nil
}

// Earliest returns the first moment that From can mean: for a civil date,
// midnight in the easternmost zone (UTC+14). Zero when From is open.
func (i Interval) Earliest() time.Time {
	first, _, _ := bounds(i.From)
	return first
}

// Latest returns the last moment that To can mean: for a civil date, the end
// of the day in the westernmost zone (UTC-12). Zero when To is open.
func (i Interval) Latest() time.Time {
	_, last, _ := bounds(i.To)
	return last
}

// Last returns the last moment that the interval can mean. One without an end
// began then, and nobody says that it has ended. Zero for nil.
func (i *Interval) Last() time.Time {
	if i == nil {
		return time.Time{}
	}
	if i.To == "" {
		return Interval{To: i.From}.Latest()
	}
	return i.Latest()
}

func bounds(s string) (first, last time.Time, err error) {
	if s == "" {
		return first, last, nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.Add(-14 * time.Hour), t.Add(36*time.Hour - time.Nanosecond), nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, time.Time{}, err
	}
	return t, t, nil
}
