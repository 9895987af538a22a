package main

import (
	"errors"
	"fmt"
	"time"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/part"
)

type exportCommand struct {
	Claims exportClaimsCommand `cmd:"" help:"The public claims, each with its source, its entry and who accepted it."`
}

type exportClaimsCommand struct {
	inDirectory
	CSV  bool   `xor:"format" required:"" help:"Comma-separated values."`
	JSON bool   `xor:"format" required:"" help:"A JSON array of reports with their claims."`
	AsOf string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
}

func (c *exportClaimsCommand) Run(p *program) error {
	l, err := flow.OpenReadOnly(c.Dir, p.world)
	if err != nil {
		return err
	}
	err = c.export(p, l.Public())
	return errors.Join(err, l.Close())
}

func (c *exportClaimsCommand) export(p *program, library *flow.Library) error {
	at, err := library.Head(p.ctx)
	if err == nil && c.AsOf != "" {
		var t time.Time
		if t, err = part.ParseAsOf(c.AsOf); err != nil {
			return fmt.Errorf("--as-of %q is neither a date nor a time: write a date, as in 2020-11-12, or a time with its zone, as in 2020-11-12T18:00:00Z", c.AsOf)
		}
		at, err = library.At(p.ctx, t)
	}
	if err != nil {
		return err
	}
	reports, err := library.Whole(p.ctx, at)
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		fmt.Fprintln(p.stderr, "Nothing is public: accept claims with `tallystick decide`, and mind the delay set at `init`.")
	}
	if c.CSV {
		return publish.WriteCSV(p.stdout, reports)
	}
	return publish.WriteJSON(p.stdout, reports)
}
