package main

import (
	"errors"
	"fmt"

	"tallystick/flow"
)

type relinkCommand struct{ inDirectory }

func (c *relinkCommand) Run(p *program) error {
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	n, err := l.Relink(p.ctx)
	switch {
	case err != nil:
	case n == 0:
		fmt.Fprintln(p.stdout, "All claims stand in the incidents that they would be put into now.")
	default:
		fmt.Fprintf(p.stdout, "Recorded how %d incidents stand otherwise.\n", n)
	}
	return errors.Join(err, l.Close())
}
