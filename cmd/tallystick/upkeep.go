package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"tallystick/flow"
)

type verifyCommand struct {
	inDirectory
	JSON bool `help:"Print the verdict as one JSON object."`
}

func (c *verifyCommand) Run(p *program) error {
	spinner := p.progress("verifying", -1, c.JSON)
	verdict, err := flow.Verify(p.ctx, c.Dir, spinner.describe)
	spinner.finish()
	if err != nil {
		return err
	}
	return p.sayVerdict(c.Dir, verdict, c.JSON)
}

// sayVerdict prints what verify found, and fails when it found faults.
func (p *program) sayVerdict(dir string, v flow.Verdict, asJSON bool) error {
	if asJSON {
		if err := json.NewEncoder(p.stdout).Encode(v); err != nil {
			return err
		}
	} else {
		for _, f := range v.Faults {
			where := f.File
			if f.Entry >= 0 {
				where += fmt.Sprintf(" entry %d", f.Entry)
			}
			fmt.Fprintf(p.stdout, "FAULT %s: %s\n", where, f.Why)
		}
		if v.OK {
			fmt.Fprintf(p.stdout, "%s verifies: %d entries, root %s\n", dir, v.Entries, v.Root)
		}
	}
	if !v.OK {
		return errFaults
	}
	return nil
}

type rebuildCommand struct {
	inDirectory
}

func (c *rebuildCommand) Run(p *program) error {
	bar := p.progress("replaying", 0, false)
	n, err := flow.Rebuild(p.ctx, c.Dir, bar.set)
	bar.finish()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Replayed %d entries into a new database with the same root.\n", n)
	return nil
}

type backupCommand struct {
	inDirectory
	File string `arg:"" help:"File to write; must not be there yet."`
}

func (c *backupCommand) Run(p *program) error {
	bar := p.progress("packing", 0, false)
	err := flow.Backup(p.ctx, c.Dir, c.File, func(n, of int) { bar.set(int64(n), int64(of)) })
	bar.finish()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Wrote %s. The signing key is not in it: keep a copy of %s/signing.key elsewhere.\n", c.File, strings.TrimSuffix(c.Dir, "/"))
	return nil
}

type restoreCommand struct {
	inDirectory
	File       string `arg:"" help:"Backup to restore."`
	Key        string `placeholder:"FILE" help:"The ledger's signing key. Without it a new key is made and the log says so."`
	Checkpoint string `placeholder:"FILE" help:"The newest checkpoint that anybody holds, as the site served it. An older or another log is refused."`
	As         string `placeholder:"NAME" help:"Who restores, when a new key is made."`
	Reason     string `placeholder:"TEXT" help:"Why a new key is made."`
}

func (c *restoreCommand) Run(p *program) error {
	verdict, err := flow.Restore(p.ctx, c.File, c.Dir, flow.Recovery{Key: c.Key, Checkpoint: c.Checkpoint, By: c.As, Reason: c.Reason}, p.world)
	if err != nil {
		return err
	}
	if err := p.sayVerdict(c.Dir, verdict, false); err != nil {
		fmt.Fprintf(p.stderr, "The backup is damaged: nothing was restored.\n")
		return err
	}
	if c.Key != "" && c.Checkpoint == "" {
		fmt.Fprintf(p.stderr, "WARNING: nobody has checked that this backup is the newest. It holds %d entries. If a checkpoint over more was ever served or handed out,\n"+
			"recording here forks the log: readers will see two histories under one key. Before you record, take the newest checkpoint that anybody holds\n"+
			"(a reader's, a mirror's, the file `checkpoint` of the old disk), remove %s and restore again with --checkpoint FILE, which refuses an older backup.\n", verdict.Entries, c.Dir)
	}
	return nil
}
