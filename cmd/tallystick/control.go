package main

import (
	"fmt"
	"io"
	"strings"

	"tallystick/flow"
)

type controlCommand struct{ saidFlags }

func (c *controlCommand) Run(p *program) error {
	return c.ask(p, func(library *flow.Library, at int64, q flow.SaidQuery) error {
		places, err := library.Control(p.ctx, at, q)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return writeIndented(p.stdout, struct {
				Places []flow.HeldPlace `json:"places"`
			}{append([]flow.HeldPlace{}, places...)})
		case c.CSV:
			return writeRows(p.stdout, controlRows(places))
		case len(places) == 0:
			c.nothing(p, "statements of who holds a place")
			return nil
		}
		_, err = io.WriteString(p.stdout, controlText(places))
		return err
	})
}

func controlText(places []flow.HeldPlace) string {
	var b page
	for i, place := range places {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(place.Name + "\n")
		for _, h := range place.Holders {
			if h.Side == "" {
				b.line(2, "taken or lost, and not said who holds it%s, by the account of %s", since(h.Since, h.FirstSaid), sideNames(h.By))
			} else {
				b.line(2, "%s%s, by the account of %s", sideName(h.Side), since(h.Since, h.FirstSaid), sideNames(h.By))
			}
			for _, g := range h.Grades {
				b.line(4, "%s by %s, first of %s", g.Grade, sideNames(g.Accounts), g.First)
			}
			if n := len(h.Denied); n > 0 {
				b.line(4, "denied in %s", claimsTold(n))
			}
		}
		if len(place.Holders) == 0 {
			b.line(2, "nobody says who holds it; %s", claimsTold(len(place.Said)))
		}
		for _, why := range place.Contested {
			b.line(2, "contested: %s", why)
		}
		if place.Confirmed.Day != "" {
			b.line(2, "last said on %s, in %s", place.Confirmed.Day, reportsTold(len(place.Confirmed.Reports)))
		}
	}
	b.WriteString("\n" + wrapped("Announced: by the holder. Conceded: by the side that lost it. Shown: by somebody else, with pictures or other evidence. Told: by somebody else, without. These are accounts, not findings.", pageWidth) + "\n")
	return b.String()
}

func claimsTold(n int) string {
	if n == 1 {
		return "1 claim"
	}
	return fmt.Sprintf("%d claims", n)
}

func controlRows(places []flow.HeldPlace) [][]string {
	rows := [][]string{{"place", "state", "side", "grade", "denies", "hedged", "accounts", "speaker", "from", "until", "published", "words", "claim", "report"}}
	for _, p := range places {
		for _, s := range p.Said {
			rows = append(rows, append([]string{p.Name}, saidCells(s, string(s.Grade))...))
		}
	}
	return rows
}

// saidCells are the columns that statements of places and roads share.
func saidCells(s flow.RoadStatement, extra string) []string {
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return ""
	}
	first, last := "", ""
	if s.When != nil {
		first, last = s.When.From, s.When.To
	}
	return []string{s.State, s.Side, extra, yes(s.Denies), yes(s.Hedged), strings.Join(s.Accounts, " "), s.Speaker, first, last, published(s.Published), s.Words, s.Claim, s.Report}
}
