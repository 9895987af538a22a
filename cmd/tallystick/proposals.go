package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/part"
)

type proposalsCommand struct {
	inDirectory
	Open   bool   `help:"Only those on which nobody has decided."`
	What   string `placeholder:"KIND" help:"Only of this kind: \"same unit\" or \"same origin\"."`
	Limit  int    `placeholder:"N" default:"50" help:"The most that are listed; 0 for all."`
	Before int64  `placeholder:"ENTRY" help:"Only those recorded before this entry: the next page."`
	JSON   bool   `help:"Print one JSON object a proposal."`
}

func (c *proposalsCommand) Run(p *program) error {
	switch {
	case c.What != "" && c.What != evidence.SameUnit && c.What != evidence.SameOrigin:
		return trouble{fmt.Errorf("nothing is proposed of the kind %q: there are %q and %q", c.What, evidence.SameUnit, evidence.SameOrigin)}
	case c.Limit < 0 || c.Before < 0:
		return trouble{errors.New("--limit and --before are numbers from 0 on")}
	}
	return p.reading(c.Dir, false, func(desk *flow.Library) error { return c.list(p, desk) })
}

// pageOfProposals is how many are read at once where all are asked for.
const pageOfProposals = 500

func (c *proposalsCommand) list(p *program, desk *flow.Library) error {
	at, err := desk.Head(p.ctx)
	if err != nil {
		return err
	}
	filter := flow.MatterFilter{What: c.What, Open: c.Open, Before: c.Before, Limit: c.Limit}
	if c.Limit == 0 {
		filter.Limit = pageOfProposals
	}
	n := 0
	for {
		matters, more, err := desk.Proposals(p.ctx, at, filter)
		if err != nil {
			return err
		}
		n += len(matters)
		for _, m := range matters {
			if c.JSON {
				err = json.NewEncoder(p.stdout).Encode(m)
			} else {
				_, err = fmt.Fprint(p.stdout, saidOfMatter(m))
			}
			if err != nil {
				return err
			}
		}
		if filter.Before = more; more > 0 && c.Limit == 0 {
			continue
		}
		switch {
		case c.JSON:
		case n == 0:
			fmt.Fprintln(p.stderr, "Nothing of the kind is proposed.")
		case more > 0:
			fmt.Fprintf(p.stderr, "There are more: --before %d\n", more)
		}
		return nil
	}
}

// saidOfMatter tells a proposal on a few lines.
func saidOfMatter(m flow.Matter) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s, %s\n", m.ID, m.What, stateOf(m))
	for _, member := range m.Members {
		fmt.Fprintf(&b, "  %s  %s\n", member.ID, memberWords(member))
	}
	for _, why := range m.Reasons {
		fmt.Fprintf(&b, "  because %s\n", printable(why))
	}
	for _, c := range m.Compared {
		fmt.Fprintf(&b, "  pictures %.12s… and %.12s…: %s\n", c.One, c.Other, c.Words)
	}
	return b.String() + "\n"
}

func stateOf(m flow.Matter) string {
	if m.State == publish.Unreviewed {
		return "open"
	}
	var by []string
	for _, r := range m.Rulings {
		by = append(by, printable(r.By))
	}
	return fmt.Sprintf("%s by %s", m.State, strings.Join(by, " and "))
}

func memberWords(m flow.Member) string {
	switch {
	case m.Gone:
		return "(withdrawn)"
	case m.Unit == nil:
		return printable(m.Title)
	}
	return printable(english(part.UnitWords(*m.Unit)))
}

// printable is a text of others for a terminal, on one line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202d || r == 0x202e {
			return '�'
		}
		return r
	}, s)
}
