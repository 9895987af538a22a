package main

import (
	"fmt"

	"tallystick/flow"
)

type exportCommand struct {
	Claims exportClaimsCommand `cmd:"" help:"The public claims, each with its source, its entry and who accepted it."`
	Losses exportLossesCommand `cmd:"" help:"The public units of equipment, each with the way back to its evidence, as CSV."`
	Site   exportSiteCommand   `cmd:"" help:"The public site as files, which any file server serves: pages, pictures, feeds, the log."`
}

type exportClaimsCommand struct {
	inDirectory
	CSV  bool   `xor:"format" required:"" help:"Comma-separated values."`
	JSON bool   `xor:"format" required:"" help:"A JSON array of reports with their claims."`
	AsOf string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
}

func (c *exportClaimsCommand) Run(p *program) error {
	return p.reading(c.Dir, true, func(library *flow.Library) error { return c.export(p, library) })
}

func (c *exportClaimsCommand) export(p *program, library *flow.Library) error {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	name := "claims.json"
	if c.CSV {
		name = "claims.csv"
	}
	reports, err := library.Download(p.ctx, at, name, p.stdout)
	if err == nil && reports == 0 {
		fmt.Fprintln(p.stderr, "Nothing is public: accept claims with `tallystick decide`, and mind the delay set at `init`.")
	}
	return err
}
