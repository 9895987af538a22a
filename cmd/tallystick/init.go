package main

import (
	"crypto/rand"
	"fmt"
	"time"

	"tallystick/flow"
	"tallystick/publish"
)

type initCommand struct {
	inDirectory
	Origin    string        `help:"Name of the log for good, like an address without scheme: example.org/karabakh. Made up when not given." placeholder:"NAME"`
	Delay     time.Duration `help:"How long after it happened and was published a claim stays unseen by the public." default:"72h"`
	Precision string        `help:"Finest precision of a place that the public may see: ${enum}." enum:"country,region,district,city,town,village,feature,point" default:"village"`
	Grid      float64       `help:"Degrees to which public coordinates are rounded." default:"0.1"`
}

func (c *initCommand) Run(p *program) error {
	policy := publish.Standard
	policy.Delay, policy.Finest, policy.Grid = publish.Delay(c.Delay), c.Precision, c.Grid
	if c.Origin == "" {
		name := make([]byte, 6)
		if _, err := rand.Read(name); err != nil {
			return err
		}
		c.Origin = fmt.Sprintf("tallystick.invalid/%x", name)
	}
	l, err := flow.Create(p.ctx, c.Dir, c.Origin, flow.Settings{Policy: policy}, p.world)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Made a ledger in %s.\nIts log is %s; the verifier key stands in %s/log.vkey: publish it.\n"+
		"The signing key is %[1]s/signing.key. Keep a copy of it in a safe place of its own: it is in no backup.\n"+
		"Next: tallystick add --dir %[1]s FILE…\n", c.Dir, c.Origin, c.Dir)
	return l.Close()
}
