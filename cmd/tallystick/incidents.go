package main

import (
	"errors"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
)

type incidentsCommand struct {
	inDirectory
	ID        string `arg:"" optional:"" name:"id" help:"One incident whole: its accounts side by side. An older id of it, or that of one of its claims, will do."`
	Place     string `placeholder:"NAME" help:"Only what is told of this place, in any spelling that is known."`
	From      string `placeholder:"DATE" help:"Only from this day on."`
	To        string `placeholder:"DATE" help:"Only up to this day."`
	Side      string `placeholder:"SIDE" help:"Only where this side speaks, acts or suffers: its code or name."`
	Type      string `placeholder:"TYPE" help:"Only this type of event: ASSAULT, CONSULT, …"`
	Contested bool   `help:"Only where an account denies it, or accounts differ in who did it."`
	Alone     bool   `help:"Single claims of things that happened, which nothing is linked with, instead."`
	Thin      bool   `help:"Also those of which nobody says what happened."`
	AsOf      string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
	Limit     int    `default:"0" placeholder:"N" help:"At most so many, the latest first; all unless told otherwise."`
	Public    bool   `help:"What the public sees, not the desk."`
	JSON      bool   `xor:"format" help:"Print JSON: an object an incident, one a line; with an id, one object."`
	CSV       bool   `xor:"format" help:"Print comma-separated values: a row a claim."`
}

func (c *incidentsCommand) Run(p *program) error {
	if c.Limit < 0 {
		return trouble{errors.New("--limit is a number from 0 on; 0 is all")}
	}
	if c.ID != "" {
		if err := checkID(c.ID); err != nil {
			return err
		}
		if c.Place+c.From+c.To+c.Side+c.Type != "" || c.Contested || c.Alone || c.Thin || c.Limit > 0 {
			return trouble{errors.New("an id asks for one incident: leave out --place, --from, --to, --side, --type, --contested, --alone, --thin and --limit")}
		}
	}
	return p.reading(c.Dir, c.Public, func(library *flow.Library) error { return c.answer(p, library) })
}

func (c *incidentsCommand) answer(p *program, library *flow.Library) error {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	if c.ID != "" {
		return c.one(p, library, at)
	}
	q, err := library.IncidentQuery(flow.IncidentWords{Place: c.Place, From: c.From, To: c.To, Side: c.Side, Type: c.Type})
	if err != nil {
		return err
	}
	q.Contested, q.Alone, q.Told = c.Contested, c.Alone, !c.Thin && !c.Alone
	list, _, err := library.Incidents(p.ctx, at, q, "", c.Limit)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(p.stderr, c.nothing(library, q))
	}
	return c.print(p, list)
}

// nothing says why no incident was found.
func (c *incidentsCommand) nothing(library *flow.Library, q flow.IncidentQuery) string {
	words := "No incident agrees with that."
	if q == (flow.IncidentQuery{Told: true}) {
		words = "No claims are linked yet: add reports with `tallystick add`."
	}
	if q.Place != "" {
		words = fmt.Sprintf("Nothing is told of a place called %q.", c.Place)
		if near := library.PlacesNear(c.Place); len(near) > 0 && q.Place == c.Place {
			words += " Near it: " + strings.Join(near, ", ") + "."
		}
	}
	if c.Public {
		words += " The public sees incidents that somebody accepted (`tallystick decide`), after the delay set at `init`."
	}
	return words
}

func (c *incidentsCommand) one(p *program, library *flow.Library, at int64) error {
	if !evidence.ValidClaimID(c.ID) {
		return fmt.Errorf("%q is no id: an incident's has 32 hexadecimal digits, and stands on its page and in `tallystick incidents`", c.ID)
	}
	found, err := library.Incident(p.ctx, at, c.ID)
	switch {
	case errors.Is(err, store.ErrNotFound) && c.Public:
		return fmt.Errorf("the public sees no incident with the id %s", c.ID)
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("no incident, and no claim of something that happened, has the id %s", c.ID)
	case err != nil:
		return err
	}
	if c.JSON {
		return writeIndented(p.stdout, found)
	}
	if c.CSV {
		return c.print(p, []flow.Incident{found})
	}
	return writeIncident(p.stdout, found, !c.Public)
}

func (c *incidentsCommand) print(p *program, list []flow.Incident) error {
	switch {
	case c.JSON:
		return writeLines(p.stdout, list)
	case c.CSV:
		out := publish.NewIncidentWriter(p.stdout)
		for _, i := range list {
			out.Write(i.Incident, i.Telling())
		}
		return out.Close()
	}
	return writeIncidents(p.stdout, list)
}
