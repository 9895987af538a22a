package evidence

import (
	"errors"
	"fmt"
)

// Reach of a tally: what stretch of time its numbers are about.
const (
	Cumulative = "cumulative" // since the beginning, up to its date
	Daily      = "daily"      // on its date alone
	Correction = "correction" // added to or taken from the speaker's cumulative numbers on its date; may be negative
)

// Tally is a total that somebody states, with its parts, kept as said: a
// heading of a list, an official's daily numbers, a sentence of a report.
type Tally struct {
	ID    string   `json:"id"`
	By    string   `json:"by"`              // who states it: a list, an office, a source
	Side  string   `json:"side,omitempty"`  // on whose behalf, where By speaks for a side
	List  string   `json:"list,omitempty"`  // the list whose heading it is
	Of    string   `json:"of"`              // whose losses: a side's code
	Date  string   `json:"date,omitempty"`  // for which it is stated, a civil date
	Reach string   `json:"reach,omitempty"` // cumulative, daily or correction
	Said  string   `json:"said,omitempty"`  // the words or cell that it was read from
	Line  int      `json:"line,omitempty"`  // in the file; from 1
	Parts []Part   `json:"parts"`           // the whole first, where a whole is stated
	Odd   []string `json:"odd,omitempty"`   // what is wrong with it, in words
}

// Part is one number of a tally. Parts of one whole are no addends: they may
// overlap.
type Part struct {
	Said   string `json:"said"` // the heading, column or words
	Class  string `json:"class,omitempty"`
	Model  string `json:"model,omitempty"`
	Fate   string `json:"fate,omitempty"`
	What   string `json:"what,omitempty"` // of people or things that are no equipment: "personnel", "prisoner"
	Min    *int64 `json:"min,omitempty"`
	Max    *int64 `json:"max,omitempty"`
	Approx bool   `json:"approx,omitempty"`
	PartOf []int  `json:"part_of,omitempty"` // ordinals of the parts that hold this one; two or more when it is left open which
}

// TallyID names a tally by who states it of whose losses, for when, in which
// words.
func TallyID(by, of, date, reach, said string) string {
	return Hash(fmt.Appendf(nil, "tally\n%s\n%s\n%s\n%s\n%s", by, of, date, reach, said))[:32]
}

// Check says what is wrong with the tally.
func (t Tally) Check() error {
	switch {
	case !ValidClaimID(t.ID):
		return fmt.Errorf("tally id %q is not 32 hexadecimal digits", t.ID)
	case t.By == "":
		return errors.New("a tally says who states it")
	case len(t.Parts) == 0:
		return fmt.Errorf("tally %s holds no number", t.ID)
	case t.Reach != "" && t.Reach != Cumulative && t.Reach != Daily && t.Reach != Correction:
		return fmt.Errorf("tally %s: unknown reach %q", t.ID, t.Reach)
	}
	for i, p := range t.Parts {
		for _, whole := range p.PartOf {
			if whole < 0 || whole >= len(t.Parts) || whole == i {
				return fmt.Errorf("tally %s: part %d is part of %d, which is not there", t.ID, i, whole)
			}
		}
		if p.Min != nil && p.Max != nil && *p.Min > *p.Max {
			return fmt.Errorf("tally %s: part %d: at least %d but at most %d", t.ID, i, *p.Min, *p.Max)
		}
	}
	return nil
}
