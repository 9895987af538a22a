package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
)

// decideEach records one verdict on each of many, each by itself: what fails is
// named, and the rest goes on.
func (c *decideCommand) decideEach(p *program) error {
	ids := append([]string{c.ID}, c.With...)
	if c.ID == "-" {
		named, err := readIDs(p.stdin)
		if err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
		ids = append(named, c.With...)
	}
	if err := evidence.CheckSigned(c.As, c.Reason); err != nil {
		return err
	}
	if len(ids) == 0 {
		return errors.New("standard input names no id: write one a line")
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	bar := p.progress("deciding", len(ids), false)
	failed := 0
	for _, id := range ids {
		if p.ctx.Err() != nil {
			break
		}
		err := checkID(id)
		if err == nil {
			_, err = l.Decide(p.ctx, id, evidence.Verdict(c.Verdict), c.As, c.Reason)
		}
		bar.add()
		if err != nil && p.ctx.Err() == nil {
			failed++
			bar.clear()
			fmt.Fprintf(p.stderr, "%s: %v\n", printable(id), err)
		} else if err == nil {
			fmt.Fprintf(p.stdout, "%s %s\n", c.Verdict, id)
		}
	}
	bar.finish()
	err = errors.Join(p.ctx.Err(), l.Close())
	if failed > 0 {
		err = errors.Join(fmt.Errorf("%d of %d were not decided", failed, len(ids)), err)
	}
	return err
}

// readIDs reads the first word of each line. Empty lines and what stands behind
// a # are left out.
func readIDs(r io.Reader) (ids []string, err error) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if words := strings.Fields(line); len(words) > 0 {
			ids = append(ids, words[0])
		}
	}
	return ids, lines.Err()
}
