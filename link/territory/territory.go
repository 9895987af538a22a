// Package territory keeps who is said to hold a place, which roads and
// crossings are said to be open, closed or restricted, and which settlements
// have, by whose account, no open road out. Nothing is decided between
// accounts: each is kept with who speaks, since when and until when it was
// last said. The order in which claims arrive does not matter. It is pure.
package territory

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Said is a claim with the report that it stands in.
type Said struct {
	Claim     evidence.Claim
	Report    string
	Published evidence.Interval // of the report
}

// Ids of the accounts that are no side's; a side's account has its code.
const (
	ThirdParties = "third-party"
	Narrators    = "narrator"
)

// Statement is what one claim says of a place or a road.
type Statement struct {
	Claim     string             `json:"claim"`
	Report    string             `json:"report"`
	Accounts  []string           `json:"accounts"`          // in which it stands: codes of sides, third-party, narrator
	Speaker   string             `json:"speaker,omitempty"` // nothing for a narrator
	State     string             `json:"state"`             // as the reading format has it: held, taken, lost, contested; open, closed, restricted
	Side      string             `json:"side,omitempty"`    // of a place: who is said to hold, take or lose it; of a road: by whose act
	To        string             `json:"to,omitempty"`      // of a road: to whom
	Grade     Grade              `json:"grade,omitempty"`   // of a place
	Denies    bool               `json:"denies,omitempty"`  // it says that this is not so
	Hedged    bool               `json:"hedged,omitempty"`
	When      *evidence.Interval `json:"when,omitempty"` // said of what it speaks of
	Published evidence.Interval  `json:"published"`
	Words     string             `json:"words,omitempty"` // the content, as far as the audience may see it

	grades []Grade // of a place: on what footing, in each of Accounts
	loser  string  // of a place: who is said to have lost it
	from   string  // civil day from which it may hold, "" when that is open
	to     string  // civil day at which it is said to hold
}

// Confirmed says when something was last said, and by which reports.
type Confirmed struct {
	Day     string   `json:"day,omitempty"`
	Reports []string `json:"reports"`
}

// Teller knows the names of sides, places and roads. It is never changed, so
// any number of callers may share it.
type Teller struct {
	lex    *lexicon.Lexicon
	places map[string]lexicon.Place // by id
}

// New returns a teller.
func New(lex *lexicon.Lexicon) *Teller {
	t := &Teller{lex: lex, places: make(map[string]lexicon.Place, len(lex.Places))}
	for _, p := range lex.Places {
		t.places[p.ID] = p
	}
	return t
}

// camp returns the side that a de facto authority is reported to rely on, or
// the side itself: neither can concede to the other.
func (t *Teller) camp(side string) string {
	if s, ok := t.lex.SideOf(side); ok && s.Allied != "" {
		return s.Allied
	}
	return side
}

// statement begins a statement of a claim that says something of the world:
// it reports false when the claim only asks, imagines or supposes.
func statement(s Said) (Statement, bool) {
	c := s.Claim
	st := Statement{Claim: c.ID, Report: s.Report, Speaker: speaker(c.Source), Hedged: c.Modality == evidence.Hedged, Published: s.Published, Words: c.Content.Text}
	switch c.Modality {
	case evidence.Stated, evidence.Hedged:
	case evidence.Negated:
		st.Denies = true
	default:
		return st, false
	}
	switch c.Stance {
	case evidence.Assert, evidence.Accuse, evidence.Confirm, evidence.Admit:
	case evidence.Deny, evidence.Reject:
		st.Denies = true
	default: // demanded, promised or warned of, it has not come about
		return st, false
	}
	st.to = day(s.Published, true)
	if c.Event != nil && c.Event.Time != nil && c.Event.Time.Known() {
		st.When = c.Event.Time
		st.from, st.to = day(*st.When, false), day(*st.When, true)
	}
	return st, true
}

// day returns the first or last civil day of an interval, as it is written
// there; the one end that is known stands for the other.
func day(i evidence.Interval, last bool) string {
	s := cmp.Or(i.From, i.To)
	if last {
		s = cmp.Or(i.To, i.From)
	}
	return s[:min(len(s), len("2006-01-02"))]
}

// speaker returns the name to show: of a private person the role.
func speaker(s evidence.Source) string {
	switch {
	case s.Kind == evidence.Narrator:
		return ""
	case s.Private:
		return cmp.Or(s.Role, "a person")
	case s.Name != "":
		return s.Name
	case s.Span != nil:
		return s.Text
	}
	return s.Role
}

// accounts returns the accounts in which a claim stands. A side that others say
// has acted here speaks for itself, whatever the reader took it for.
func accounts(c evidence.Claim, involved map[string]bool) []string {
	if c.Source.Kind == evidence.Narrator {
		return []string{Narrators}
	}
	var ids []string
	for _, side := range c.SideSpeaking() {
		if c.Source.Kind == evidence.Party || involved[side] {
			ids = append(ids, side)
		}
	}
	if ids == nil {
		return []string{ThirdParties}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// involve takes down the sides that deny something: they speak for themselves.
func involve(involved map[string]bool, denials []Said) {
	for _, d := range denials {
		for _, side := range d.Claim.SideSpeaking() {
			involved[side] = true
		}
	}
}

// byAccount orders accounts: sides by code, third parties, narrators.
func byAccount(a, b string) int {
	rank := func(id string) int { return slices.Index([]string{ThirdParties, Narrators}, id) }
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}

// inOrder sorts statements by the day that they speak of, then by publication,
// report and claim: by what they are, not by when they arrived.
func inOrder(all []Statement) {
	slices.SortFunc(all, func(a, b Statement) int {
		return cmp.Or(strings.Compare(a.to, b.to), strings.Compare(a.from, b.from), strings.Compare(day(a.Published, true), day(b.Published, true)),
			strings.Compare(a.Report, b.Report), strings.Compare(a.Claim, b.Claim), strings.Compare(a.State, b.State), strings.Compare(a.Side, b.Side))
	})
}

// confirmed says when any of the statements was last made.
func confirmed(all []Statement) Confirmed {
	var c Confirmed
	for _, s := range all {
		switch {
		case s.Denies:
		case s.to > c.Day:
			c = Confirmed{s.to, []string{s.Report}}
		case s.to == c.Day && !slices.Contains(c.Reports, s.Report):
			c.Reports = append(c.Reports, s.Report)
		}
	}
	slices.Sort(c.Reports)
	return c
}

// earlier returns the earlier of two civil days that are known.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// once leaves one of claims that came twice, by whatever way.
func once(said []Said) []Said {
	said = slices.Clone(said)
	slices.SortFunc(said, func(a, b Said) int {
		return cmp.Or(strings.Compare(a.Claim.ID, b.Claim.ID), strings.Compare(a.Report, b.Report))
	})
	return slices.CompactFunc(said, func(a, b Said) bool { return a.Claim.ID == b.Claim.ID && a.Report == b.Report })
}

// answers returns the claims of the same report that deny a claim, by its id.
func answers(said []Said) map[string][]Said {
	by := make(map[string][]Said)
	for _, s := range said {
		c := s.Claim
		if c.RespondsTo != "" && (c.Stance == evidence.Deny || c.Stance == evidence.Reject || c.Modality == evidence.Negated) {
			by[c.RespondsTo] = append(by[c.RespondsTo], s)
		}
	}
	return by
}

// Days returns the first and last civil day that a statement is of: that of
// publication when it says none.
func (s Statement) Days() (first, last string) {
	return cmp.Or(s.from, s.to), s.to
}
