package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"syscall"

	"tallystick/capture"
	"tallystick/flow"
	"tallystick/store"
)

type addCommand struct {
	inDirectory
	Paths   []string `arg:"" name:"path" help:"Files (.txt, .html, .md), folders, or - for standard input."`
	Licence string   `help:"What lets you show these texts whole in public, in words. Without it the public sees excerpts." placeholder:"TEXT"`
	JSON    bool     `help:"Print one JSON object a file."`
}

// added is the line that add --json prints for a file.
type added struct {
	File    string `json:"file"`
	Report  string `json:"report"`
	Claims  int    `json:"claims"`
	New     bool   `json:"new"`
	Skipped string `json:"skipped,omitempty"`
	Error   string `json:"error"`
}

func (c *addCommand) Run(p *program) error {
	if err := checkStandardInput(c.Paths); err != nil {
		return err
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	err = c.add(p, l)
	return errors.Join(err, l.Close())
}

func (c *addCommand) add(p *program, l *flow.Ledger) error {
	files, lines := walk(c.Paths, l.Dir())
	failed := 0
	for _, line := range lines {
		c.say(p, line)
		if line.Error != "" {
			failed++
		}
	}
	bar := p.progress("recording", len(files), c.JSON)
	recorded := 0
	var full error
	for i, file := range files {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		line, err := c.one(p, l, file)
		if line.Error != "" {
			failed++
		}
		if line.New {
			recorded++
		}
		bar.clear()
		c.say(p, line)
		bar.add()
		if diskFull(err) {
			full = fmt.Errorf("the disk is full: stopped, %d more files were not tried; make room and add them again", len(files)-i-1)
			break
		}
	}
	bar.finish()
	if !c.JSON {
		fmt.Fprintf(p.stdout, "%d of %d recorded anew, %d failed.\n", recorded, len(files), failed)
	}
	if full == nil && failed > 0 {
		return errFaults
	}
	return full
}

// diskFull reports whether an error will be met by every file that follows.
func diskFull(err error) bool {
	return errors.Is(err, store.ErrFull) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// one adds one file. What is wrong with it is said in its line, and the batch
// goes on, unless the error tells its caller to stop.
func (c *addCommand) one(p *program, l *flow.Ledger, file string) (added, error) {
	line := added{File: file}
	body, err := load(p, file)
	if err == nil {
		var done flow.Added
		done, err = l.Add(p.ctx, file, body, capture.Options{By: version(), Licence: c.Licence})
		line.Report, line.Claims, line.New = done.Report.ID, done.Claims, done.New
	}
	if err != nil {
		line.Error = reason(file, err)
	}
	return line, err
}

func (c *addCommand) say(p *program, line added) {
	if c.JSON {
		_ = json.NewEncoder(p.stdout).Encode(line)
		return
	}
	file := shown(line.File)
	switch {
	case line.Skipped != "":
		fmt.Fprintf(p.stderr, "%s: skipped: %s\n", file, line.Skipped)
	case line.Error != "":
		fmt.Fprintf(p.stderr, "%s: %s\n", file, line.Error)
	case line.New:
		fmt.Fprintf(p.stdout, "%s: recorded, %d claims, report %s\n", file, line.Claims, line.Report)
	default:
		fmt.Fprintf(p.stdout, "%s: known already, %d claims, report %s\n", file, line.Claims, line.Report)
	}
}
