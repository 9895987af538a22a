package part

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/publish"
)

// IncidentTitle names an incident in words that take no side: what is said to
// have happened, where and when, as the most exact of its claims have it. A place
// that less than half of them give is not in it.
type IncidentTitle struct {
	What  string // "Reported attack"
	Where string // "at Barda"; where nobody says the place, "(ARM, AZE)": who is named in it, in alphabetical order
	When  string // "on 27 October 2020", "told on …" where nobody says when
}

// String is the title in one line.
func (t IncidentTitle) String() string {
	said := strings.TrimSpace(t.What + " " + t.Where)
	if t.When != "" {
		said += ", " + t.When
	}
	return said
}

// TitleOf names an incident.
func TitleOf(i flow.Incident) IncidentTitle {
	t := IncidentTitle{What: "Something reported"}
	if v, ok := most(i.Told, accounts.FieldWhat, func(accounts.Value) int { return 0 }); ok {
		t.What = "Reported " + EventWords(v.Text)
	} else if len(i.Tolls) > 0 {
		t.What = "Reported toll"
	}
	if v, ok := PlaceOf(i); ok {
		t.Where = "at " + v.Text
		if n := slices.Index(publish.Precisions, v.Size); n >= 0 && n < slices.Index(publish.Precisions, "city") {
			t.Where = "in " + v.Text
		}
	}
	if t.Where == "" {
		t.Where = named(i.Told)
	}
	switch v, ok := most(i.Told, accounts.FieldTime, func(v accounts.Value) int { return -int(length(v) / (24 * time.Hour)) }); {
	case ok:
		t.When = DaysWords(v.Time.From, v.Time.To)
	case i.Holds.From != "":
		t.When = "told " + DaysWords(i.Holds.From, i.Holds.To)
	}
	return t
}

// PlaceOf returns the most exact place that claims give of an incident, when at
// least half of those do that say what it was.
func PlaceOf(i flow.Incident) (accounts.Value, bool) {
	v, ok := most(i.Told, accounts.FieldPlace, exactness)
	return v, ok && 2*len(v.Said) >= claimsThatSay(i.Told, accounts.FieldWhat)
}

// exactness ranks places: settlements and points, then regions and features.
func exactness(v accounts.Value) int {
	if v.Size == "feature" {
		return slices.Index(publish.Precisions, "region")
	}
	return slices.Index(publish.Precisions, v.Size)
}

func claimsThatSay(t accounts.Told, field string) int {
	claims := make(map[string]bool)
	for i := range t.Accounts {
		for _, v := range t.Accounts[i].Of(field) {
			for _, s := range v.Said {
				claims[s.Claim] = true
			}
		}
	}
	return len(claims)
}

// named lists who is said to have acted or suffered, three at most.
func named(t accounts.Told) string {
	var names []string
	for i := range t.Accounts {
		for _, v := range slices.Concat(t.Accounts[i].Who, t.Accounts[i].Target) {
			names = append(names, cmp.Or(v.Side, v.Text))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 || len(names) > 3 {
		return ""
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// most returns the value of a field that ranks highest, and among those the one
// that most claims say.
func most(t accounts.Told, field string, rank func(accounts.Value) int) (accounts.Value, bool) {
	var best accounts.Value
	found := false
	for i := range t.Accounts {
		for _, v := range t.Accounts[i].Of(field) {
			if c := cmp.Or(cmp.Compare(rank(v), rank(best)), cmp.Compare(len(v.Said), len(best.Said)), cmp.Compare(best.Text, v.Text)); !found || c > 0 {
				best, found = v, true
			}
		}
	}
	return best, found
}

func length(v accounts.Value) time.Duration {
	if v.Time == nil {
		return 1 << 62
	}
	return max(0, v.Time.Latest().Sub(v.Time.Earliest()))
}

// DaysWords says two civil days, or times, as days: "27 October 2020", "27–28
// October 2020".
func DaysWords(from, to string) string {
	a, errA := civil(from)
	b, errB := civil(to)
	switch {
	case errA != nil && errB != nil:
		return strings.Trim(from+" to "+to, " ")
	case errA != nil:
		return "until " + b.Format("2 January 2006")
	case errB != nil:
		return "from " + a.Format("2 January 2006")
	case a.Equal(b):
		return a.Format("2 January 2006")
	case a.Year() != b.Year():
		return a.Format("2 January 2006") + " – " + b.Format("2 January 2006")
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + b.Format("2 January 2006")
	}
	return a.Format("2") + "–" + b.Format("2 January 2006")
}

func civil(s string) (time.Time, error) {
	return time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
}

// fieldWords says the fields in which accounts are compared.
var fieldWords = map[string]string{
	accounts.FieldHappened: "whether it happened", accounts.FieldWhat: "what it was", accounts.FieldInstrument: "with what", accounts.FieldWho: "who did it",
	accounts.FieldTarget: "to whom", accounts.FieldPlace: "where", accounts.FieldTime: "when", accounts.FieldCount: "how many",
}

// FieldWords says a field in which accounts are compared: "who did it".
func FieldWords(field string) string { return cmp.Or(fieldWords[field], field) }

// StandingWords says how an incident stands.
func StandingWords(s accounts.Standing) string {
	switch s.Label {
	case accounts.Contested:
		words := "Contested"
		if len(s.Disputed) > 0 {
			words += ": " + joined(fieldsWords(s.Disputed))
		}
		return words
	case accounts.Agreed:
		if len(s.Disputed) > 0 {
			return "Told by several, who differ on " + joined(fieldsWords(s.Disputed))
		}
		return "Told alike by several"
	case accounts.Single:
		return "One account"
	case accounts.Unstated:
		return "Nobody here says that it happened"
	}
	return s.Label
}

func fieldsWords(fields []string) []string {
	var words []string
	for _, f := range fields {
		words = append(words, FieldWords(f))
	}
	return words
}

// OriginWords says from how many places all that is told of an incident comes.
func OriginWords(o accounts.Origins) string {
	words := fmt.Sprintf("%s of %s", plural(o.Count, "origin"), plural(o.Reports, "report"))
	if o.Texts < o.Reports {
		words += fmt.Sprintf(", %s", plural(o.Reports-o.Texts, "copy"))
		words = strings.Replace(words, "copys", "copies", 1)
	}
	return words
}

// TollLine is the last number that each account gives of one kind of toll.
type TollLine struct {
	What  string // "killed"
	Scope string // of what, empty for the incident itself
	Said  []TollSaid
}

// TollSaid is what one source said last.
type TollSaid struct {
	Who    string // the source's name
	Amount string
}

// TollLines says each toll of an incident, by who tells it: numbers of one kind
// and scope are never added up, nor those of different scope compared.
func TollLines(i flow.Incident) []TollLine {
	var lines []TollLine
	for _, t := range i.Tolls {
		line := TollLine{What: t.What, Scope: ScopeWords(t.Scope)}
		for _, s := range t.Series {
			p := s.Points[len(s.Points)-1]
			amount := Amount(p.Min, p.Max, p.Approx)
			if p.Who != "" {
				amount += " " + p.Who
			}
			line.Said = append(line.Said, TollSaid{cmp.Or(s.Source, AccountCalled(s.Account, "")), amount})
		}
		lines = append(lines, line)
	}
	return lines
}

// ScopeWords says of what a number is one, empty for the incident itself.
func ScopeWords(s accounts.Scope) string {
	switch s.Kind {
	case accounts.ScopeCumulative:
		return "of all, “" + s.Words + "”"
	case accounts.ScopeSeveral:
		return "of several days, attacks or places, “" + cmp.Or(s.Words, strings.Join(s.Places, ", ")) + "”"
	}
	return ""
}

// AccountCalled names who speaks in an account: a side by its code.
func AccountCalled(account, source string) string {
	switch {
	case account == accounts.Narrators:
		return "the reports themselves"
	case account == accounts.ThirdParties:
		return cmp.Or(source, "third parties")
	case strings.HasPrefix(account, "party:"):
		return strings.TrimPrefix(account, "party:")
	}
	return account
}

// AccountName heads an account.
func AccountName(a accounts.Account) string {
	switch a.ID {
	case accounts.ThirdParties:
		return "Third parties"
	case accounts.Narrators:
		return "The reports themselves"
	}
	return a.Name
}

// Sentence makes a sentence of an account's summary, with days as pages say
// them.
func Sentence(s string) string {
	if s == "" {
		return ""
	}
	s = isoDay.ReplaceAllStringFunc(s, func(day string) string { return DaysWords(day, day) })
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// IncidentState says where an incident stands in review.
func IncidentState(i publish.Incident) State {
	if i.State == publish.Accepted {
		return State{string(publish.Accepted), "accepted as one by " + joined(deciders(i.Accepts))}
	}
	if i.Alone {
		return StateOf(i.Claims[0])
	}
	return State{string(publish.Unreviewed), "linked by the program, not reviewed"}
}

// IncidentLine is an incident as a list shows it.
type IncidentLine struct {
	Href      string
	Title     IncidentTitle
	Contested bool
	Standing  string
	Accounts  []AccountLine
	Tolls     []TollLine
	Origins   string
	State     State
	Withheld  string
}

// AccountLine is one account in a sentence.
type AccountLine struct {
	Side string // code; empty for those that are no side's
	Says string
}

// NewIncidentLine makes the line of an incident.
func NewIncidentLine(ask Ask, i flow.Incident) IncidentLine {
	line := IncidentLine{
		Href: ask.Link("/incident/" + i.ID), Title: TitleOf(i), Contested: i.Standing.Label == accounts.Contested, Standing: StandingWords(i.Standing),
		Tolls: TollLines(i), Origins: OriginWords(i.Origins), State: IncidentState(i.Incident), Withheld: i.Withheld,
	}
	for _, a := range i.Accounts {
		line.Accounts = append(line.Accounts, AccountLine{a.Side, Sentence(a.Summary.String())})
	}
	return line
}
