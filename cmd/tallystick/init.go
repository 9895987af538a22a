package main

import (
	"crypto/rand"
	"fmt"
	"math"
	"time"

	"tallystick/flow"
	"tallystick/publish"
)

type initCommand struct {
	inDirectory
	Origin    string        `help:"Name of the log for good, like an address without scheme: example.org/karabakh. Made up when not given." placeholder:"NAME"`
	Delay     time.Duration `help:"How long after it happened and was published a claim stays unseen by the public." default:"72h"`
	Precision string        `help:"Finest precision of a place that the public may see: ${enum}." enum:"country,region,district,city,town,village,feature,point" default:"village"`
	Grid      float64       `help:"Degrees to which public coordinates are rounded: one degree, or a whole part of one." default:"0.1"`
}

func (c *initCommand) Run(p *program) error {
	if err := checkGrid(c.Grid); err != nil {
		return err
	}
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

// checkGrid refuses what is no grid: rounding goes by whole steps in a degree,
// and another number would be rounded otherwise than the operator asked.
func checkGrid(degrees float64) error {
	steps := math.Round(1 / degrees)
	if !(degrees > 0 && degrees <= 1) || math.Abs(steps*degrees-1) > 1e-6 {
		return fmt.Errorf("--grid %v does not divide one degree into equal parts: give one degree or a whole part of it, as 1, 0.5, 0.2, 0.1, 0.05 or 0.01", degrees)
	}
	return nil
}
