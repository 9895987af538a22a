package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/web/message"
	"tallystick/web/part"
)

// textWidth is how many characters a line for people holds.
const textWidth = 80

// writeLines writes values as JSON, one a line.
func writeLines[T any](w io.Writer, list []T) error {
	e := json.NewEncoder(w)
	for _, v := range list {
		if err := e.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

// sheet is text for people in the making.
type sheet struct{ strings.Builder }

// say writes a text behind a first word, its further lines under the first. A
// word that is longer than its column has a line of its own.
func (s *sheet) say(first string, indent int, text string) {
	if first != "" && len([]rune(first)) >= indent {
		s.WriteString(first + "\n")
		first = ""
	}
	for _, line := range strings.Split(wrapped(text, textWidth-indent), "\n") {
		s.WriteString(strings.TrimRight(first+strings.Repeat(" ", indent-len([]rune(first)))+line, " ") + "\n")
		first = ""
	}
}

func (s *sheet) head(words string) { s.WriteString("\n" + words + "\n") }

// writeIncidents writes each incident in a few lines.
func writeIncidents(w io.Writer, list []flow.Incident) error {
	var s sheet
	for n, i := range list {
		if n > 0 {
			s.WriteString("\n")
		}
		s.outline(i)
		s.say("", 2, strings.Join([]string{english(part.OriginWords(i.Origins)), english(part.IncidentState(i.Incident).Words), i.ID}, " · "))
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// outline says what an incident is, who says what of it, and its toll.
func (s *sheet) outline(i flow.Incident) {
	s.say("", 0, english(part.TitleOf(i)))
	s.say("", 2, english(part.StandingWords(i.Standing)))
	for _, a := range i.Accounts {
		if a.Silent() {
			continue
		}
		who := "  " + a.Side
		if a.Side == "" {
			who = "  -"
		}
		s.say(who, 7, english(part.Sentence(a.Summary)))
	}
	for _, t := range part.TollLines(i) {
		said := make([]string, len(t.Said))
		for n, v := range t.Said {
			said[n] = fmt.Sprintf("%s (%s)", english(v.Amount), english(v.Who))
		}
		words := english(t.What)
		if t.Scope != nil {
			words += ", " + english(t.Scope)
		}
		s.say("", 2, words+": "+strings.Join(said, "; "))
	}
}

// writeIncident writes one incident whole: the accounts field by field.
func writeIncident(w io.Writer, i flow.Incident, desk bool) error {
	s := &sheet{}
	numbers := make(map[string]string, len(i.Claims)) // of claims, as they are listed below
	for n, c := range i.Claims {
		numbers[c.ID] = fmt.Sprintf("[%d]", n+1)
	}
	s.outline(i)
	if i.Asked != "" {
		s.say("", 2, "Asked for as "+i.Asked+"; it is told under "+i.ID+".")
	}
	s.fields(i, numbers)
	s.pairs(i)
	if len(i.Replies) > 0 {
		s.head("Who answers whom")
	}
	for _, r := range i.Replies {
		words := fmt.Sprintf("%s %s %s", accountsCalled(r.Accounts, r.Said.Source), r.Act, numbers[r.Claim])
		if r.To == "" {
			words += "; what it answers is not among these claims"
		} else {
			words += fmt.Sprintf(", in answer to %s: %s (%s)", numbers[r.To], r.Sure, accounts.Behind(accounts.English(), r.Reasons))
		}
		s.say("", 2, words)
	}
	if len(i.Attributions) > 0 {
		s.head("Whom third parties name")
	}
	for _, a := range i.Attributions {
		s.say("", 2, strings.TrimSpace(fmt.Sprintf("%s names %s %s", a.By, a.Actor, numbers[a.Said.Claim])))
	}
	s.tolls(i, numbers)
	s.head("What was said")
	heads := make(map[string]string)
	for _, r := range i.Reports {
		heads[r.ID] = r.Title
		if r.Publisher != "" {
			heads[r.ID] += " (" + r.Publisher + ")"
		}
		heads[r.ID] += ", " + english(part.IntervalWords(r.Published))
	}
	for _, c := range i.Claims {
		said := c.Content.Text
		if said == "" {
			said = "its words stand outside the excerpt that may be shown"
		}
		s.say("  "+numbers[c.ID], 7, fmt.Sprintf("%s %s: %s", english(part.Speaker(c.Source)), english(part.WordsOf(c.Stance).Verb), said))
		s.say("", 7, heads[c.Report]+" · "+english(part.StateOf(c).Words)+" · "+c.ID)
	}
	if len(i.Exhibits) > 0 {
		s.head("What is shown for it")
		for _, e := range i.Exhibits {
			who := e.Source
			if who == "" {
				who = "The report itself"
			}
			words := who + " speaks of a " + e.Kind
			if e.Address != "" {
				words = who + " points at " + e.Address
			}
			for _, said := range e.Said {
				words += " " + numbers[said.Claim]
			}
			s.say("", 2, words)
		}
	}
	s.head("Where it comes from: " + english(part.OriginWords(i.Origins)))
	if desk && len(i.Links) > 0 {
		s.head("Why they stand together")
		for _, l := range i.Links {
			words := "says the most, and leads"
			if l.To != "" {
				words = fmt.Sprintf("with %s, agreement %d %%: %s", numbers[l.To], l.Score/10, strings.Join(l.Reasons, "; "))
			}
			s.say("  "+numbers[l.Claim], 7, words)
		}
	}
	s.head("Review")
	s.say("", 2, english(part.IncidentState(i.Incident).Words))
	for _, a := range i.Accepts {
		s.say("", 2, strings.TrimSuffix(fmt.Sprintf("%s, %s, entry %d: %s", a.By, a.At.UTC().Format("2006-01-02"), a.Entry, a.Reason), ": "))
	}
	if i.Withheld != "" {
		s.say("", 2, "The public does not see it: "+i.Withheld+".")
	}
	s.say("", 2, "Id "+i.ID)
	_, err := io.WriteString(w, s.String())
	return err
}

// fields writes the accounts side by side: under each field what each of them
// says, and where another contradicts it.
func (s *sheet) fields(i flow.Incident, numbers map[string]string) {
	for _, f := range accounts.Fields {
		said := make([]string, len(i.Accounts))
		spoken := false
		for n := range i.Accounts {
			said[n] = strings.Join(valuesOf(&i.Accounts[n], f, numbers), "; ")
			spoken = spoken || said[n] != ""
		}
		if !spoken {
			continue
		}
		s.head(strings.ToUpper(f[:1]) + f[1:] + ": " + english(part.FieldWords(f)))
		for n, a := range i.Accounts {
			words := said[n]
			if words == "" {
				words = "says nothing of it"
			}
			s.say("  "+english(part.AccountCalled(a.ID, "")), 16, words)
		}
	}
}

func valuesOf(a *accounts.Account, field string, numbers map[string]string) []string {
	var all []string
	cite := func(said []accounts.Saying) string {
		var refs []string
		for _, saying := range said {
			refs = append(refs, numbers[saying.Claim])
		}
		return " " + strings.Join(refs, "")
	}
	for _, v := range a.Of(field) {
		words := v.Text
		switch {
		case v.Time != nil:
			words = english(part.DaysWords(v.Time.From, v.Time.To))
		case field == accounts.FieldWhat:
			words = english(part.EventWords(v.Text))
		}
		if v.Detail != "" {
			words += ", " + v.Detail
		}
		all = append(all, words+cite(v.Said))
	}
	if field == accounts.FieldCount {
		for _, c := range a.Counts {
			words := countSaid(c)
			for _, p := range c.Parts {
				words += ", among them " + countSaid(p)
			}
			if scope := english(part.ScopeWords(c.Scope)); scope != "" {
				words += " " + scope
			}
			all = append(all, words+cite(c.Said))
		}
	}
	return all
}

func countSaid(c accounts.Count) string {
	return strings.TrimSpace(strings.Join([]string{english(part.Amount(c.Min, c.Max, c.Approx)), c.Who, c.What}, " "))
}

// pairs says where accounts agree and where they part.
func (s *sheet) pairs(i flow.Incident) {
	if len(i.Pairs) > 0 {
		s.head("Where they agree and where they part")
	}
	for _, p := range i.Pairs {
		s.say("", 2, english(part.AccountCalled(p.A, ""))+" and "+english(part.AccountCalled(p.B, ""))+":")
		none := true
		for _, c := range p.Fields {
			if c.Verdict != accounts.Silent {
				s.say("    "+c.Field, 16, c.Verdict+". "+english(part.Sentence(c.Summary)))
				none = false
			}
		}
		if none {
			s.say("", 4, "nothing that both say can be held against each other")
		}
	}
}

func (s *sheet) tolls(i flow.Incident, numbers map[string]string) {
	for _, t := range i.Tolls {
		words := "How many were said to be " + t.What
		if scope := english(part.ScopeWords(t.Scope)); scope != "" {
			words += ", " + scope
		}
		s.head(words)
		type told struct {
			at    string
			words string
		}
		var all []told
		for _, series := range t.Series {
			for _, p := range series.Points {
				words := strings.TrimSpace(english(part.Amount(p.Min, p.Max, p.Approx))+" "+p.Who) + " (" + english(part.AccountCalled(series.Account, series.Source)) + ") " + numbers[p.Claim]
				all = append(all, told{p.Told.From, english(part.IntervalWords(p.Told)) + ": " + words})
			}
		}
		slices.SortStableFunc(all, func(a, b told) int { return strings.Compare(a.at, b.at) })
		for _, line := range all {
			s.say("", 2, line.words)
		}
	}
}

func accountsCalled(ids []string, source string) string {
	names := make([]string, len(ids))
	for n, id := range ids {
		names[n] = english(part.AccountCalled(id, source))
	}
	return strings.Join(names, ", ")
}

// english is a text of the site as the command line says it.
func english(t message.Text) string { return message.English.T(t) }
