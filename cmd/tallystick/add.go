package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tallystick/capture"
	"tallystick/flow"
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
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	err = c.add(p, l)
	return errors.Join(err, l.Close())
}

func (c *addCommand) add(p *program, l *flow.Ledger) error {
	files, lines := walk(c.Paths)
	for _, line := range lines {
		c.say(p, line)
	}
	bar := p.progress("recording", len(files), c.JSON)
	failed := 0
	for _, line := range lines {
		if line.Error != "" {
			failed++
		}
	}
	recorded := 0
	for _, file := range files {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		line := c.one(p, l, file)
		if line.Error != "" {
			failed++
		}
		if line.New {
			recorded++
		}
		bar.clear()
		c.say(p, line)
		bar.add()
	}
	bar.finish()
	if !c.JSON {
		fmt.Fprintf(p.stdout, "%d of %d recorded anew, %d failed.\n", recorded, len(files), failed)
	}
	if failed > 0 {
		return errFaults
	}
	return nil
}

// one adds one file. What is wrong with it is said in its line, and the batch
// goes on.
func (c *addCommand) one(p *program, l *flow.Ledger, file string) added {
	line := added{File: file}
	body, err := load(p, file)
	if err == nil {
		var done flow.Added
		done, err = l.Add(p.ctx, file, body, capture.Options{By: version(), Licence: c.Licence})
		line.Report, line.Claims, line.New = done.Report.ID, done.Claims, done.New
	}
	if err != nil {
		line.Error = err.Error()
	}
	return line
}

func (c *addCommand) say(p *program, line added) {
	if c.JSON {
		_ = json.NewEncoder(p.stdout).Encode(line)
		return
	}
	switch {
	case line.Skipped != "":
		fmt.Fprintf(p.stderr, "%s: skipped: %s\n", line.File, line.Skipped)
	case line.Error != "":
		fmt.Fprintf(p.stderr, "%s: %s\n", line.File, line.Error)
	case line.New:
		fmt.Fprintf(p.stdout, "%s: recorded, %d claims, report %s\n", line.File, line.Claims, line.Report[:12])
	default:
		fmt.Fprintf(p.stdout, "%s: known already, %d claims, report %s\n", line.File, line.Claims, line.Report[:12])
	}
}

// load reads one file, or standard input.
func load(p *program, file string) ([]byte, error) {
	if file == capture.StandardInput {
		return capture.Load(p.stdin, file)
	}
	return capture.LoadFile(file)
}

// walk lists the files under the paths in the order of their names, with a
// line for each that is passed over.
func walk(paths []string) (files []string, passed []added) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if path == capture.StandardInput || err == nil && !info.IsDir() {
			files = append(files, path) // named outright: the reader of it says what is wrong
			continue
		}
		if err != nil {
			passed = append(passed, added{File: path, Error: err.Error()})
			continue
		}
		err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				passed = append(passed, added{File: file, Error: err.Error()})
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
			case d.IsDir():
			case !capture.Known(file):
				passed = append(passed, added{File: file, Skipped: "not a kind of file that is read (.txt, .html, .htm, .md)"})
			default:
				files = append(files, file)
			}
			return nil
		})
		if err != nil {
			passed = append(passed, added{File: path, Error: err.Error()})
		}
	}
	return files, passed
}
