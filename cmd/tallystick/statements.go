package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
)

type statementsCommand struct {
	saidFlags
	Type  string `placeholder:"KIND" help:"Only this kind: call, meeting, mediation, talks, agreement, demand, promise, warning, threat or refusal."`
	Words string `placeholder:"WORDS" help:"Only where all these words stand in what is said or in the names, in any spelling."`
}

var spokenKinds = []string{"call", "meeting", "mediation", "talks", "agreement", "demand", "promise", "warning", "threat", "refusal"}

func (c *statementsCommand) Run(p *program) error {
	if c.Type != "" && !slices.Contains(spokenKinds, c.Type) {
		return trouble{fmt.Errorf("--type %q is no kind of statement: there are %s", c.Type, listed(spokenKinds))}
	}
	return c.ask(p, func(library *flow.Library, at int64, q flow.SaidQuery) error {
		q.Kind, q.Words = c.Type, c.Words
		all, err := library.Statements(p.ctx, at, q)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return writeIndented(p.stdout, struct {
				Statements []flow.SpokenRecord `json:"statements"`
			}{append([]flow.SpokenRecord{}, all...)})
		case c.CSV:
			return writeRows(p.stdout, statementRows(all))
		case len(all) == 0:
			c.nothing(p, "statements")
			return nil
		}
		_, err = io.WriteString(p.stdout, statementsText(all))
		return err
	})
}

func statementsText(all []flow.SpokenRecord) string {
	var b page
	for i, s := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		head := fmt.Sprintf("%s  %s: %s", cmp.Or(s.Day(), "no day said"), s.Kind, parties(s.Speakers))
		if len(s.Speakers) == 0 {
			head = fmt.Sprintf("%s  %s", cmp.Or(s.Day(), "no day said"), s.Kind)
		}
		if len(s.To) > 0 {
			head += ", to " + parties(s.To)
		}
		b.line(0, "%s", head)
		switch {
		case s.Words == "":
			b.line(2, "(its words are not shown here)")
		case s.Verbatim:
			b.line(2, "“%s”", strings.Trim(s.Words, "\"“”'‘’ "))
		default:
			b.line(2, "in the report's words: %s", s.Words)
		}
		told := ""
		switch {
		case s.Told == "narrator":
			told = ", told by the report itself"
		case s.Told != "":
			told = ", told by " + s.Told
		}
		if s.Hedged {
			told += ", with doubt"
		}
		b.line(2, "claim %s%s", s.Claim, told)
	}
	return b.String()
}

// parties names who speaks or is spoken to, with office and on whose behalf.
func parties(all []flow.SpokenParty) string {
	names := make([]string, len(all))
	for i, p := range all {
		var more []string
		if p.Role != "" && p.Role != p.Name {
			more = append(more, p.Role)
		}
		if p.For != "" {
			more = append(more, "for "+p.For)
		}
		names[i] = p.Name
		if more != nil {
			names[i] += " (" + strings.Join(more, ", ") + ")"
		}
	}
	return listed(names)
}

func statementRows(all []flow.SpokenRecord) [][]string {
	rows := [][]string{{"day", "kind", "speaker", "role", "side", "for", "to", "to_side", "verbatim", "words", "quotes", "told_by", "hedged", "from", "until", "published", "claim", "report"}}
	join := func(list []flow.SpokenParty, of func(flow.SpokenParty) string) string {
		var words []string
		for _, p := range list {
			words = append(words, of(p))
		}
		return strings.Join(words, "; ")
	}
	name := func(p flow.SpokenParty) string { return p.Name }
	side := func(p flow.SpokenParty) string { return p.Side }
	for _, s := range all {
		yes := func(b bool) string {
			if b {
				return "yes"
			}
			return ""
		}
		var when evidence.Interval
		if s.When != nil {
			when = *s.When
		}
		rows = append(rows, []string{s.Day(), string(s.Kind), join(s.Speakers, name), join(s.Speakers, func(p flow.SpokenParty) string { return p.Role }), join(s.Speakers, side),
			join(s.Speakers, func(p flow.SpokenParty) string { return p.For }), join(s.To, name), join(s.To, side), yes(s.Verbatim), s.Words, strings.Join(s.Quotes, "; "), s.Told,
			yes(s.Hedged), when.From, when.To, published(s.Published), s.Claim, s.Report})
	}
	return rows
}

// published returns when a report was published, as far as is known.
func published(i evidence.Interval) string { return cmp.Or(i.From, i.To) }
