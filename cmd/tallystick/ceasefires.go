package main

import (
	"fmt"
	"io"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

type ceasefiresCommand struct {
	inDirectory
	Place  string `placeholder:"PLACE" help:"Only truces there: a register's location, or a place that a claim names."`
	From   string `placeholder:"DAY" help:"Only truces that began, ended or are said to have been broken on this day or later."`
	To     string `placeholder:"DAY" help:"The same, on this day or earlier."`
	Side   string `placeholder:"SIDE" help:"Only truces of this party: its code or name."`
	AsOf   string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
	Public bool   `help:"What the public sees, not the desk."`
	JSON   bool   `xor:"format" help:"Print one JSON object."`
	CSV    bool   `xor:"format" help:"Print comma-separated values, a truce a row."`
}

func (c *ceasefiresCommand) Run(p *program) error {
	if err := checkDays(c.From, c.To); err != nil {
		return err
	}
	return p.reading(c.Dir, c.Public, func(library *flow.Library) error { return c.answer(p, library) })
}

func (c *ceasefiresCommand) answer(p *program, library *flow.Library) error {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	answer, err := library.Ceasefires(p.ctx, at, flow.CeasefireQuery{Place: c.Place, From: c.From, To: c.To, Side: c.Side})
	switch {
	case err != nil:
		return err
	case c.JSON:
		return writeIndented(p.stdout, answer)
	case c.CSV:
		return publish.WriteCeasefires(p.stdout, answer.Rows())
	case len(answer.Ceasefires) == 0:
		fmt.Fprintln(p.stderr, "No ceasefire is told of there. Take in a register with `tallystick import ethprio-ceasefires`, reports with `tallystick add`.")
	}
	for _, t := range answer.Ceasefires {
		writeTruce(p.stdout, t, answer.Claims)
	}
	if n := len(answer.Unclear); n > 0 {
		fmt.Fprintf(p.stdout, "Of %d claims it is unclear which truce they mean:\n", n)
		for _, o := range answer.Unclear {
			fmt.Fprintf(p.stdout, "  %s: %s\n    %s\n", o.Claim[:8], o.Why, quoted(answer.Claims[o.Claim]))
		}
	}
	return nil
}

// writeTruce tells one truce to a person.
func writeTruce(w io.Writer, t flow.Ceasefire, claims map[string]flow.TruceClaim) {
	head := t.Begins
	if head == "" {
		head = "day not told"
	}
	fmt.Fprintf(w, "%s  %s  %s", head, strings.Join(t.Parties, " – "), t.State)
	if len(t.StateOf) > 0 {
		fmt.Fprintf(w, " (by %s)", strings.Join(t.StateOf, ", "))
	}
	fmt.Fprintf(w, "  [%s]\n", t.ID[:8])
	if e := t.Register; e != nil {
		fmt.Fprintf(w, "  register: %s of %s, %s, lines %s", e.Entry, e.List, e.Location, strings.Trim(fmt.Sprint(e.Lines), "[]"))
		for _, more := range []string{e.Scope, e.Purpose} {
			if more != "" {
				fmt.Fprintf(w, "; %s", more)
			}
		}
		fmt.Fprintln(w)
		for _, odd := range e.Odd {
			fmt.Fprintf(w, "  odd: %s\n", odd)
		}
	}
	for _, b := range t.Brokers {
		var by []string
		if b.Register {
			by = append(by, "the register")
		}
		if n := len(b.Claims); n > 0 {
			by = append(by, plural(n, "claim"))
		}
		fmt.Fprintf(w, "  broker: %s, say %s\n", b.Name, strings.Join(by, " and "))
	}
	for _, list := range [][]flow.CeasefireDated{t.Announced, t.Effective, t.Extended, t.Observed, t.Ends} {
		for _, d := range list {
			fmt.Fprintf(w, "  %s", d.Says)
			if d.When != nil && d.When.Known() {
				fmt.Fprintf(w, " %s", dayWords(d.When.From, d.When.To))
			}
			if d.Clock != "" {
				fmt.Fprintf(w, " at %s", d.Clock)
			}
			if len(d.Of) > 0 {
				fmt.Fprintf(w, ", by %s", strings.Join(d.Of, " and "))
			}
			if d.Claim == "" {
				fmt.Fprintln(w, ": the register")
				continue
			}
			fmt.Fprintf(w, ": %s\n", quoted(claims[d.Claim]))
		}
	}
	for _, a := range t.Tally {
		fmt.Fprintf(w, "  %s against %s: %s from %s\n", orElse(a.By, "reports' own voice"), orElse(a.Against, "nobody named"), plural(a.Claims, "claim"), plural(a.Origins, "origin"))
	}
	for _, list := range []struct {
		name     string
		breaches []flow.CeasefireBreach
	}{{"breach alleged", t.Breaches}, {"breach denied", t.Denials}} {
		for _, b := range list.breaches {
			fmt.Fprintf(w, "  %s%s, %s: %s\n", list.name, accusedOf(b), sinceOf(b), quoted(claims[b.Claim]))
		}
	}
	for _, a := range t.Asked {
		fmt.Fprintf(w, "  may be a breach%s, %s; %s (%s), decide with tallystick decide %s means %s: %s\n", accusedOf(a.Breach), sinceOf(a.Breach), a.Sureness, remarks(a.Reasons), a.Claim, t.ID, quoted(claims[a.Claim]))
	}
	for _, k := range t.Links {
		if k.Earlier > 0 {
			fmt.Fprintf(w, "  spoken of as an earlier one (%s): %s\n", remarks(k.Reasons), quoted(claims[k.Claim]))
		}
	}
	fmt.Fprintln(w)
}

// accusedOf names who is accused, and of how many breaches at once.
func accusedOf(b flow.CeasefireBreach) (words string) {
	if len(b.Against) > 0 {
		words = ", by " + strings.Join(b.Against, " and ")
	}
	if b.Counted != nil {
		words += ", " + b.Counted.String() + " at once"
	}
	return words
}

// sinceOf tells how long after a truce took effect a breach is said to have
// been.
func sinceOf(b flow.CeasefireBreach) string {
	switch {
	case b.After != nil:
		return b.After.String() + " after it took effect"
	case b.Since != nil:
		return b.Since.String()
	}
	return "day not told"
}

func orElse(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

func dayWords(from, to string) string {
	from, to = from[:min(10, len(from))], to[:min(10, len(to))]
	if from == to || to == "" {
		return from
	}
	return from + " to " + to
}

// quoted tells a claim by its speaker and words.
func quoted(c flow.TruceClaim) string {
	text := strings.Join(strings.Fields(c.Text), " ")
	if runes := []rune(text); len(runes) > 160 {
		text = string(runes[:160]) + "…"
	}
	return fmt.Sprintf("%s: “%s” (%s)", orElse(c.Speaker, "the report"), text, orElse(c.Title, c.Report[:min(8, len(c.Report))]))
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// remarks writes remarks one behind the other.
func remarks(list []evidence.Remark) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = r.String()
	}
	return strings.Join(words, "; ")
}
