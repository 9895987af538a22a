package part

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/web/message"
)

// IncidentTitle names an incident in words that take no side: what is said to
// have happened, where and when, as the most exact of its claims have it. A place
// that less than half of them give is not in it.
type IncidentTitle struct {
	What  message.Text // "Reported attack"
	Where message.Text // "at Barda"; where nobody says the place, "(ARM, AZE)": who is named in it, in alphabetical order; nil for neither
	When  message.Text // "27 October 2020", "told …" where nobody says when; nil where nothing is known of that
}

// In is the title in one line.
func (t IncidentTitle) In(l *message.Language) string {
	said := t.What.In(l)
	if t.Where != nil {
		said += " " + t.Where.In(l)
	}
	if t.When != nil {
		said += ", " + t.When.In(l)
	}
	return said
}

// TitleOf names an incident.
func TitleOf(i flow.Incident) IncidentTitle {
	t := IncidentTitle{What: message.Say("Something reported")}
	if v, ok := most(i.Told, accounts.FieldWhat, func(accounts.Value) int { return 0 }); ok {
		t.What = EventTitle(v.Text, v.Detail)
	} else if len(i.Tolls) > 0 {
		t.What = message.Say("Reported toll")
	}
	if v, ok := PlaceOf(i); ok {
		t.Where = message.Say("at %s [place]", message.Name(v.Text))
		if n := slices.Index(publish.Precisions, v.Size); n >= 0 && n < slices.Index(publish.Precisions, "city") {
			t.Where = message.Say("in %s [place]", message.Name(v.Text))
		}
	}
	if t.Where == nil {
		t.Where = named(i.Told)
	}
	switch v, ok := most(i.Told, accounts.FieldTime, func(v accounts.Value) int { return -int(length(v) / (24 * time.Hour)) }); {
	case ok:
		t.When = DaysWords(v.Time.From, v.Time.To)
	case i.Holds.From != "":
		t.When = message.Say("told %s", DaysWords(i.Holds.From, i.Holds.To))
	}
	return t
}

// PlaceOf returns the most exact place that claims give of an incident, when at
// least half of those do that say what it was, or several do and at least half
// of those that say a place.
func PlaceOf(i flow.Incident) (accounts.Value, bool) {
	v, ok := most(i.Told, accounts.FieldPlace, exactness)
	if !ok {
		return v, false
	}
	said := make(map[string]bool) // claims, of whichever account
	for n := range i.Told.Accounts {
		for _, w := range i.Told.Accounts[n].Of(accounts.FieldPlace) {
			if w.Text == v.Text {
				for _, s := range w.Said {
					said[s.Claim] = true
				}
			}
		}
	}
	return v, 2*len(said) >= claimsThatSay(i.Told, accounts.FieldWhat) || len(said) > 1 && 2*len(said) >= claimsThatSay(i.Told, accounts.FieldPlace)
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
func named(t accounts.Told) message.Text {
	var names []string
	for i := range t.Accounts {
		for _, v := range slices.Concat(t.Accounts[i].Who, t.Accounts[i].Target) {
			names = append(names, cmp.Or(v.Side, v.Text))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 || len(names) > 3 {
		return nil
	}
	said := make([]message.Text, len(names))
	for i, n := range names {
		said[i] = message.Name(n)
	}
	return message.Joined(message.Verbatim("("), message.Comma(said...), message.Verbatim(")"))
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
func DaysWords(from, to string) message.Text {
	a, errA := civil(from)
	b, errB := civil(to)
	switch {
	case errA != nil && errB != nil:
		return message.Verbatim(strings.Trim(from+" – "+to, " –"))
	case errA != nil:
		return message.Say("until %s [time]", message.Day(b))
	case errB != nil:
		return message.Say("from %s [time]", message.Day(a))
	case a.Equal(b):
		return message.Day(a)
	case a.Year() != b.Year():
		return message.Say("%s – %s", message.Day(a), message.Day(b))
	case a.Month() != b.Month():
		return message.Say("%s – %s", message.DayOfYear(a), message.Day(b))
	}
	return message.Say("%s–%s", strconv.Itoa(a.Day()), message.Day(b))
}

func civil(s string) (time.Time, error) {
	return time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
}

// fieldWords says the fields in which accounts are compared.
var fieldWords = map[string]message.Message{
	accounts.FieldHappened: message.Say("whether it happened"), accounts.FieldWhat: message.Say("what it was"), accounts.FieldInstrument: message.Say("with what"),
	accounts.FieldWho: message.Say("who did it"), accounts.FieldTarget: message.Say("to whom"), accounts.FieldPlace: message.Say("where"),
	accounts.FieldTime: message.Say("when"), accounts.FieldCount: message.Say("how many"),
}

// FieldWords says a field in which accounts are compared: "who did it".
func FieldWords(field string) message.Text { return term(fieldWords, field) }

// StandingWords says how an incident stands.
func StandingWords(s accounts.Standing) message.Text {
	var fields []message.Text
	for _, f := range s.Disputed {
		fields = append(fields, FieldWords(f))
	}
	switch s.Label {
	case accounts.Contested:
		if len(fields) > 0 {
			return message.Say("Contested: %s", message.List(fields...))
		}
		return message.Say("Contested")
	case accounts.Agreed:
		if len(fields) > 0 {
			return message.Say("Told by several, who differ on %s", message.List(fields...))
		}
		return message.Say("Told alike by several")
	case accounts.Single:
		return message.Say("One account")
	case accounts.Unstated:
		return message.Say("Nobody here says that it happened")
	}
	return message.Verbatim(s.Label)
}

// OriginWords says from how many places all that is told of an incident comes.
func OriginWords(o accounts.Origins) message.Text {
	words := message.Say("%s of %s [origins, reports]", message.Say("%d origins", o.Count), message.Say("%d reports", o.Reports))
	if o.Texts < o.Reports {
		return message.Say("%s, %s", words, message.Say("%d copies", o.Reports-o.Texts))
	}
	return words
}

// TollLine is the last number that each account gives of one kind of toll.
type TollLine struct {
	What  message.Text // "killed"
	Scope message.Text // of what, nil for the incident itself
	Said  []TollSaid
}

// TollSaid is what one source said last.
type TollSaid struct {
	Who    message.Text // the source's name
	Amount message.Text
}

// TollLines says each toll of an incident, by who tells it: numbers of one kind
// and scope are never added up, nor those of different scope compared.
func TollLines(i flow.Incident) []TollLine {
	var lines []TollLine
	for _, t := range i.Tolls {
		line := TollLine{What: CountedWords(t.What), Scope: ScopeWords(t.Scope)}
		for _, s := range t.Series {
			p := s.Points[len(s.Points)-1]
			amount := Amount(p.Min, p.Max, p.Approx)
			if p.Who != "" {
				amount = message.Joined(amount, message.Verbatim(" "), message.Name(p.Who))
			}
			who := AccountCalled(s.Account, "")
			if s.Source != "" {
				who = message.Name(s.Source)
			}
			line.Said = append(line.Said, TollSaid{who, amount})
		}
		lines = append(lines, line)
	}
	return lines
}

// ScopeWords says of what a number is one, nil for the incident itself.
func ScopeWords(s accounts.Scope) message.Text {
	switch s.Kind {
	case accounts.ScopeCumulative:
		return message.Say("of all, “%s”", s.Words)
	case accounts.ScopeSeveral:
		if s.Words == "" {
			return message.Say("of several days, attacks or places, “%s”", message.Names(s.Places))
		}
		return message.Say("of several days, attacks or places, “%s”", s.Words)
	}
	return nil
}

// AccountCalled names who speaks in an account: a side by its code, a third
// party by its name where that is given.
func AccountCalled(account, source string) message.Text {
	switch {
	case account == accounts.Narrators:
		return message.Say("the reports themselves")
	case account == accounts.ThirdParties && source == "":
		return message.Say("third parties")
	case account == accounts.ThirdParties:
		return message.Name(source)
	}
	return message.Verbatim(strings.TrimPrefix(account, "party:"))
}

// AccountName heads an account.
func AccountName(a accounts.Account) message.Text {
	switch a.ID {
	case accounts.ThirdParties:
		return message.Say("Third parties")
	case accounts.Narrators:
		return message.Say("The reports themselves")
	}
	return message.Name(a.Name)
}

// Sentence makes a sentence of what is told of accounts, with days as pages say
// them.
func Sentence(p accounts.Phrase) message.Text { return sentence{p} }

type sentence struct{ accounts.Phrase }

func (s sentence) In(l *message.Language) string {
	said := strings.TrimSuffix(told(s.Phrase, l), ".")
	if said == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:] + "."
}

// Phrases says phrases one behind the other.
func Phrases(list []accounts.Phrase) message.Text { return phrases(list) }

type phrases []accounts.Phrase

func (list phrases) In(l *message.Language) string {
	said := make([]string, len(list))
	for i, p := range list {
		said[i] = told(p, l)
	}
	return strings.Join(said, "; ")
}

func told(p accounts.Phrase, l *message.Language) string {
	words := accounts.English()
	if l == message.Russian {
		words = accounts.Russian().Naming(func(name string) string { return Called(name).In(l) }, func(name string) bool { return l.Many(name, false) })
	}
	return isoDay.ReplaceAllStringFunc(p.In(words), func(day string) string { return DaysWords(day, day).In(l) })
}

var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// IncidentState says where an incident stands in review.
func IncidentState(i publish.Incident) State {
	if i.State == publish.Accepted {
		return State{string(publish.Accepted), message.Say("accepted as one by %s", deciders(i.Accepts))}
	}
	if i.Alone {
		return StateOf(i.Claims[0])
	}
	return State{string(publish.Unreviewed), message.Say("linked by the program, not reviewed")}
}

// IncidentLine is an incident as a list shows it.
type IncidentLine struct {
	Href      string
	Title     IncidentTitle
	Contested bool
	Standing  message.Text
	Accounts  []AccountLine
	Tolls     []TollLine
	Origins   message.Text
	State     State
	Withheld  message.Text // nil where the public sees it
}

// AccountLine is one account in a sentence.
type AccountLine struct {
	Side string // code; empty for those that are no side's
	Href string // of the side's page
	Says message.Text
}

// NewIncidentLine makes the line of an incident.
func NewIncidentLine(ask Ask, i flow.Incident) IncidentLine {
	line := IncidentLine{
		Href: ask.Link("/incident/" + i.ID), Title: TitleOf(i), Contested: i.Standing.Label == accounts.Contested, Standing: StandingWords(i.Standing),
		Tolls: TollLines(i), Origins: OriginWords(i.Origins), State: IncidentState(i.Incident), Withheld: WithheldWords(i.Withheld),
	}
	for _, a := range i.Accounts {
		if !a.Silent() {
			line.Accounts = append(line.Accounts, AccountLine{a.Side, BadgeOf(ask, a.Side).Href, Sentence(a.Summary)})
		}
	}
	return line
}
