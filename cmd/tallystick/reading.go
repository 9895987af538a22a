package main

import (
	"errors"
	"fmt"
	"time"

	"tallystick/flow"
)

// reading opens a ledger to read, hands do what the desk or the public may see
// of it, and closes it.
func (p *program) reading(dir string, public bool, do func(*flow.Library) error) error {
	l, err := flow.OpenReadOnly(dir, p.world)
	if err != nil {
		return err
	}
	library := l.Desk()
	if public {
		library = l.Public()
	}
	return errors.Join(do(library), l.Close())
}

// checkDays checks the flags --from and --to.
func checkDays(from, to string) error {
	for _, d := range []struct{ flag, day string }{{"--from", from}, {"--to", to}} {
		if _, err := time.Parse(time.DateOnly, d.day); d.day != "" && err != nil {
			return trouble{fmt.Errorf("%s %q is no day: write it as in 2020-11-04", d.flag, d.day)}
		}
	}
	if from != "" && to != "" && to < from {
		return trouble{fmt.Errorf("--from %s comes after --to %s: nothing lies between", from, to)}
	}
	return nil
}
