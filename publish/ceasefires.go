package publish

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// freeText are columns of registers in which somebody writes what they like:
// names of people, sentences of news.
var freeText = []string{"cf_pp", "comment", "p_other_comment", "evidence_onset", "evidence_end", "factivia_source", "factivia_page"}

// Truce is what the public sees of a register's entry at now, and false when
// that is nothing: its days are too recent. Cells that the register holds
// beside its fields, and its comments, stay with the reviewers.
func Truce(c evidence.Ceasefire, policy Policy, now time.Time) (evidence.Ceasefire, bool) {
	for _, day := range []*evidence.Interval{c.Announced, c.Effective, c.Ended} {
		if day != nil && now.Before(day.Latest().Add(time.Duration(policy.Delay))) {
			return evidence.Ceasefire{}, false
		}
	}
	c.Comment = ""
	c.Parties = slices.Clone(c.Parties)
	for i := range c.Parties {
		c.Parties[i].Raw = nil
	}
	c.Odd = slices.DeleteFunc(slices.Clone(c.Odd), func(why string) bool {
		return slices.ContainsFunc(freeText, func(column string) bool { return strings.HasPrefix(why, column+":") })
	})
	return c, true
}

// CeasefireColumns are the columns of ceasefires as comma-separated values.
var CeasefireColumns = []string{
	"truce", "register", "register_id", "register_lines", "location", "parties", "brokers", "announced", "effective", "ended", "scope", "purpose",
	"state", "state_of", "accusations", "breach_claims", "breach_days", "denial_claims", "end_claims", "end_said_by", "truce_claims", "sureness", "before", "odd",
}

// CeasefireRow is a truce in those columns but for lists, which are joined by
// "; ".
type CeasefireRow struct {
	Truce, Register, RegisterID                          string
	Lines                                                []string
	Location                                             string
	Parties, Brokers                                     []string
	Announced, Effective, Ended                          []string
	Scope, Purpose, State                                string
	StateOf, Accusations, BreachClaims, BreachDays       []string
	DenialClaims, EndClaims, EndSaidBy, Claims, Sureness []string
	Before                                               string
	Odd                                                  []string
}

// WriteCeasefires writes truces, one a row.
func WriteCeasefires(w io.Writer, rows []CeasefireRow) error {
	out := csv.NewWriter(&legible{to: w})
	if err := out.Write(CeasefireColumns); err != nil {
		return err
	}
	for _, r := range rows {
		cells := []string{
			r.Truce, r.Register, r.RegisterID, list(r.Lines, itself), r.Location, list(r.Parties, itself), list(r.Brokers, itself), list(r.Announced, itself), list(r.Effective, itself),
			list(r.Ended, itself), r.Scope, r.Purpose, r.State, list(r.StateOf, itself), list(r.Accusations, itself), list(r.BreachClaims, itself), list(r.BreachDays, itself),
			list(r.DenialClaims, itself), list(r.EndClaims, itself), list(r.EndSaidBy, itself), list(r.Claims, itself), list(r.Sureness, itself), r.Before, list(r.Odd, itself),
		}
		for i, cell := range cells {
			cells[i] = harmless(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
