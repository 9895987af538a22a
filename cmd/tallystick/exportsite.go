package main

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"tallystick/flow"
	"tallystick/web"
)

type exportSiteCommand struct {
	inDirectory
	Folder string `arg:"" name:"folder" help:"Folder to write into: empty, or not there yet."`
	Site   string `required:"" placeholder:"URL" help:"Address under which readers will reach the copy, which citations, feeds and cards name: https://ledger.example.org"`
	operatorWords
	AsOf string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC); now unless told otherwise."`
}

func (c *exportSiteCommand) Run(p *program) error {
	site, err := url.Parse(strings.TrimSuffix(c.Site, "/"))
	if err != nil || site.Scheme != "https" && site.Scheme != "http" || site.Host == "" || site.RawQuery != "" || site.Fragment != "" {
		return trouble{fmt.Errorf("--site %q is no address of a site: write its scheme and host, and a folder where it has one, as in https://ledger.example.org/war", c.Site)}
	}
	asOf := p.world.Now()
	if c.AsOf != "" {
		if asOf, err = moment(c.AsOf, "--as-of"); err != nil {
			return trouble{err}
		}
	}
	return p.reading(c.Dir, true, func(library *flow.Library) error {
		bar := p.progress("copying pages", -1, false)
		files, err := web.Copy(p.ctx, library, c.Folder, web.CopyOptions{
			Options: web.Options{Site: site.String(), Operator: c.Operator, Contact: c.Contact}, AsOf: asOf.Truncate(time.Second), Step: bar.add,
		})
		bar.finish()
		if err != nil {
			return fmt.Errorf("%w. Nothing was written", err)
		}
		fmt.Fprintf(p.stdout, "%d files in %s: the public site as of %s. Serve the folder from %s, or open its index.html.\n", files, c.Folder, asOf.UTC().Format(time.RFC3339), site)
		return nil
	})
}
