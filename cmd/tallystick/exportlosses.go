package main

import (
	"errors"
	"fmt"
	"os"

	"tallystick/flow"
)

type exportLossesCommand struct {
	inDirectory
	Columns string `enum:"ours,scrape,warspotting" default:"ours" help:"Whose columns: ours, those of the scrape of Oryx's lists (scrape), or WarSpotting's (warspotting)."`
	List    string `placeholder:"NAME" help:"Only what this list lists."`
	Out     string `placeholder:"FILE" help:"Write into this file, which must not be there yet."`
	AsOf    string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
}

func (c *exportLossesCommand) Run(p *program) error {
	return p.reading(c.Dir, true, func(library *flow.Library) error { return c.export(p, library) })
}

func (c *exportLossesCommand) export(p *program, library *flow.Library) (err error) {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	all, err := library.Losses(p.ctx, at, flow.LossQuery{})
	if err != nil {
		return err
	}
	q := flow.LossQuery{}
	if all.Total.Units == 0 {
		fmt.Fprintln(p.stderr, "No losses are public: accept editions of lists with `tallystick decide`, and mind the delay set at `init`.")
	} else if q, err = library.LossQuery(p.ctx, at, flow.LossWords{List: c.List}); err != nil {
		return err
	}
	if c.Out == "" {
		return writeUnits(p, library, at, q, c.Columns, p.stdout)
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already: name a file that is not", c.Out)
	}
	if err != nil {
		return err
	}
	if err = errors.Join(writeUnits(p, library, at, q, c.Columns, f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(c.Out)) // half a file would pass for a whole one
	}
	return nil
}
