package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
)

type evidenceCommand struct {
	Add  evidenceAddCommand  `cmd:"" help:"Keep files as they are, and record what they are, what they look like and which units they show."`
	List evidenceListCommand `cmd:"" help:"List the files that are kept."`
}

type evidenceAddCommand struct {
	inDirectory
	Files   []string `arg:"" name:"file" help:"Files, or - for standard input."`
	Unit    []string `placeholder:"ID" help:"Id of a unit that they show; may be said several times."`
	Address string   `placeholder:"URL" help:"Where the file was found: units that lists show by this address are taken to be in it."`
	JSON    bool     `help:"Print one JSON object a file."`
}

// addedEvidence is a line of evidence add --json.
type addedEvidence struct {
	Name string `json:"name"`
	flow.AddedFile
	Error string `json:"error,omitempty"`
}

func (c *evidenceAddCommand) Run(p *program) error {
	for _, id := range c.Unit {
		if err := checkID(id); err != nil {
			return trouble{err}
		}
	}
	if c.Address != "" && len(c.Files) > 1 {
		return trouble{errors.New("one address is that of one file: add the files one by one, or without --address")}
	}
	if err := checkStandardInput(c.Files); err != nil {
		return err
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	failed := false
	for _, name := range c.Files {
		done, err := c.add(p, l, name)
		if p.ctx.Err() != nil {
			return errors.Join(p.ctx.Err(), l.Close())
		}
		failed = failed || err != nil
		switch {
		case c.JSON:
			line := addedEvidence{Name: name, AddedFile: done}
			if err != nil {
				line.Error = err.Error()
			}
			err = json.NewEncoder(p.stdout).Encode(line)
		case err != nil:
			_, err = fmt.Fprintf(p.stderr, "%v\n", err)
		default:
			_, err = fmt.Fprint(p.stdout, saidOfFile(name, done))
		}
		if err != nil {
			return errors.Join(err, l.Close())
		}
	}
	if err := l.Close(); err != nil || !failed {
		return err
	}
	return errFaults
}

func (c *evidenceAddCommand) add(p *program, l *flow.Ledger, name string) (flow.AddedFile, error) {
	opt := flow.EvidenceOptions{Units: c.Unit, Address: c.Address}
	if name == capture.StandardInput {
		return l.AddEvidence(p.ctx, shown(name), p.stdin, opt)
	}
	f, err := os.Open(name)
	if err != nil {
		return flow.AddedFile{}, fmt.Errorf("%s: %s", shown(name), reason(name, err))
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() && info.Mode().Type() != os.ModeNamedPipe {
		return flow.AddedFile{}, errors.Join(err, fmt.Errorf("%s is no file: name the files in it", shown(name)))
	}
	return l.AddEvidence(p.ctx, name, f, opt)
}

// saidOfFile tells what became of a file.
func saidOfFile(name string, done flow.AddedFile) string {
	var b strings.Builder
	f := done.File
	fmt.Fprintf(&b, "%s: %s, %s", shown(name), fileWords(f), f.Hash)
	switch {
	case !done.New:
		fmt.Fprintf(&b, "; known already as entry %d, nothing was recorded.\n", done.Known)
		return b.String()
	case done.Known > 0:
		fmt.Fprintf(&b, "; known as entry %d, what is new about it is recorded as entry %d.\n", done.Known, done.Entry)
	default:
		fmt.Fprintf(&b, "; recorded as entry %d.\n", done.Entry)
	}
	if f.Odd != "" {
		fmt.Fprintf(&b, "  It is kept, and not held against other pictures: %s.\n", f.Odd)
	}
	for _, like := range done.Like {
		fmt.Fprintf(&b, "  It looks like %s: %s.\n", like.File, like.Words())
	}
	for _, proposal := range done.Proposals {
		fmt.Fprintf(&b, "  Proposed: %s are one unit. Decide with: tallystick decide %s accept --as NAME --reason TEXT\n", strings.Join(proposal.Members, " and "), proposal.ID)
	}
	return b.String()
}

// fileWords says what kind of file it is: "image/jpeg, 640 × 480, 51,200 bytes".
func fileWords(f evidence.File) string {
	said := f.MediaType
	if f.Width > 0 {
		said += fmt.Sprintf(", %d × %d", f.Width, f.Height)
	}
	return fmt.Sprintf("%s, %s bytes", said, english(message.Number(int64(f.Size))))
}

type evidenceListCommand struct {
	inDirectory
	Unit string `placeholder:"ID" help:"Only what was added for this unit."`
	JSON bool   `help:"Print one JSON object a file."`
}

func (c *evidenceListCommand) Run(p *program) error {
	if err := checkID(c.Unit); err != nil {
		return trouble{err}
	}
	return p.reading(c.Dir, false, func(desk *flow.Library) error { return c.list(p, desk) })
}

func (c *evidenceListCommand) list(p *program, desk *flow.Library) error {
	at, err := desk.Head(p.ctx)
	if err != nil {
		return err
	}
	all, err := desk.Evidence(p.ctx, at, c.Unit)
	if err != nil {
		return err
	}
	if len(all) == 0 && !c.JSON {
		fmt.Fprintln(p.stderr, "No file was added: tallystick evidence add FILE… --unit ID")
	}
	for _, e := range all {
		if c.JSON {
			err = json.NewEncoder(p.stdout).Encode(e)
		} else {
			err = writeExhibit(p.stdout, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func writeExhibit(w io.Writer, e flow.Exhibit) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s, %s\n", e.Hash, shown(e.Name), fileWords(e.File))
	for _, u := range e.Units {
		fmt.Fprintf(&b, "  shows unit %s\n", u)
	}
	for _, a := range e.Addresses {
		fmt.Fprintf(&b, "  found at %s\n", shown(a))
	}
	if e.Odd != "" {
		fmt.Fprintf(&b, "  %s\n", e.Odd)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
