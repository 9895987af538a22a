package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"tallystick/capture"
	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

type importCommand struct {
	inDirectory
	Format string   `arg:"" help:"Kind of file: see below."`
	Files  []string `arg:"" name:"file" help:"All files of one edition, or - for standard input."`
	List   string   `placeholder:"NAME" help:"Name of the list, the same for every edition. Without it, the one that the files name."`
	By     string   `placeholder:"WHO" help:"Who states the totals. Without it, whom the files name."`
	Side   string   `placeholder:"CODE" help:"Side on whose behalf the totals are stated."`
	Of     string   `placeholder:"CODE" help:"Whose losses they are, where the files do not say."`
	Date   string   `placeholder:"DAY" help:"Up to when the list runs, as in 2020-11-12. Without it, the last day in the files."`
	Odd    string   `placeholder:"FILE" help:"Write everything that is odd into this file (CSV), row by row."`
	JSON   bool     `help:"Print one JSON object."`
}

// Help tells which kinds of file there are.
func (c *importCommand) Help() string {
	var b strings.Builder
	b.WriteString("Records an edition of a list of losses, a series of totals or a register of ceasefires. Of what is recorded already only what changed is recorded anew, with the reason; the same edition again records nothing. " +
		"A file that is damaged is refused whole. The kinds of file:\n")
	for _, f := range lists.Formats {
		fmt.Fprintf(&b, "\n%s: %s\n", f.Name, f.About)
	}
	return b.String()
}

func (c *importCommand) Run(p *program) error {
	format, err := lists.Named(c.Format)
	if err != nil {
		return trouble{err}
	}
	if c.Date != "" {
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return trouble{fmt.Errorf("--date %q is no day: write it as in 2020-11-12", c.Date)}
		}
	}
	if err := checkStandardInput(c.Files); err != nil {
		return err
	}
	files, closeFiles, err := c.open(p)
	defer closeFiles()
	if err != nil {
		return err
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	return errors.Join(c.record(p, l, format, files), l.Close())
}

// open opens the files. None is read into memory.
func (c *importCommand) open(p *program) (files []lists.File, closeAll func(), err error) {
	var opened []*os.File
	closeAll = func() {
		for _, f := range opened {
			f.Close()
		}
	}
	for _, name := range c.Files {
		if name == capture.StandardInput {
			files = append(files, lists.File{Name: shown(name), Reader: p.stdin})
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, closeAll, fmt.Errorf("%s: %s", shown(name), reason(name, err))
		}
		opened = append(opened, f)
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return nil, closeAll, errors.Join(err, fmt.Errorf("%s is a folder: name the files in it", shown(name)))
		}
		files = append(files, lists.File{Name: name, Reader: f})
	}
	return files, closeAll, nil
}

func (c *importCommand) record(p *program, l *flow.Ledger, format lists.Format, files []lists.File) (err error) {
	odd := newOddSummary()
	tell := odd.add
	if c.Odd != "" {
		f, err := os.OpenFile(c.Odd, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already: name a file that is not", c.Odd)
		}
		if err != nil {
			return err
		}
		out := publish.NewOddities(f)
		tell = func(o evidence.Oddity) { odd.add(o); out.Write(o) }
		defer func() { err = errors.Join(err, out.Close(), f.Close()) }()
	}
	bar := p.progress("reading", 0, c.JSON)
	done, err := l.Import(p.ctx, format, files, flow.ImportOptions{
		List: c.List, By: c.By, Side: c.Side, Of: c.Of, Date: c.Date, Odd: tell,
		Progress: func(n, of int64) {
			bar.set(n, of)
			if n == of {
				bar.describe("comparing and recording")
			}
		},
	})
	bar.finish()
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(p.stdout).Encode(done)
	}
	c.say(p, done)
	odd.say(p.stdout, c.Odd)
	return nil
}

// say tells what became of an edition.
func (c *importCommand) say(p *program, done flow.Imported) {
	fmt.Fprintf(p.stdout, "%q, edition %s", done.List, done.Edition)
	if done.Date != "" {
		fmt.Fprintf(p.stdout, " up to %s", done.Date)
	}
	if done.Truces > 0 {
		fmt.Fprintf(p.stdout, ": %d rows tell of %d ceasefires.\n", done.Rows, done.Truces)
	} else {
		fmt.Fprintf(p.stdout, ": %d rows list %d units and state %d totals.\n", done.Rows, done.Units, done.Tallies)
	}
	if !done.New {
		fmt.Fprintln(p.stdout, "Known already: nothing was recorded.")
		return
	}
	fmt.Fprintf(p.stdout, "Recorded as entries %d to %d: %s.\n", done.Entries[0], done.Entries[1]-1, changes(done))
	if done.Proposals > 0 {
		fmt.Fprintf(p.stdout, "%d proposals that units are one wait for a person.\n", done.Proposals)
	}
	fmt.Fprintf(p.stdout, "The public sees nothing of it until somebody accepts it: tallystick decide %s accept --as NAME --reason TEXT\n", done.Edition)
}

// changes tells how many units or truces changed in which way.
func changes(done flow.Imported) string {
	var said []string
	words, what := kindWords, "unit"
	if done.Truces > 0 {
		words, what = truceWords, "truce"
	}
	for _, kind := range evidence.Changes {
		if n := done.Changes[kind]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, words[kind]))
		}
	}
	if len(said) == 0 {
		said = append(said, "no "+what+" changed")
	}
	if done.Stated > 0 {
		said = append(said, fmt.Sprintf("%d totals new or with other numbers", done.Stated))
	}
	return strings.Join(said, ", ")
}

var truceWords = map[string]string{evidence.Added: "truces added", evidence.Amended: "amended", evidence.Removed: "no longer listed"}

var kindWords = map[string]string{
	evidence.Added: "units added", evidence.Removed: "removed", evidence.Refiled: "filed under another side, class or model", evidence.Renumbered: "renumbered",
	evidence.Fated: "with another fate", evidence.Amended: "amended otherwise",
}
