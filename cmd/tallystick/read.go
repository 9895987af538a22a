package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/lexicon"
	"tallystick/read"
)

type readCommand struct {
	Files     []string `arg:"" name:"file" help:"Files (.txt, .html, .md), or - for standard input."`
	JSON      bool     `help:"Print one JSON object a report, one a line." xor:"form"`
	Explain   bool     `help:"Print each claim in its sentence, with what it says and what made it." xor:"form"`
	Docs      bool     `help:"Take each line of the files as a clean text, {\"id\", \"text\"}, and print what is found in it, one JSON object a line." xor:"form"`
	Gazetteer string   `help:"A gazetteer file beside the built-in one, as tallystick gazetteer import makes it." placeholder:"FILE"`
	Model     string   `help:"builtin, or none: read by rules alone, without what was learned from news." enum:"builtin,none" default:"builtin"`
}

// reader returns the reader that the flags ask for.
func (c *readCommand) reader() (read.Reader, error) {
	r := read.New(lexicon.Default())
	if c.Model == "none" {
		r = read.Reader{Lexicon: lexicon.Default()}
	}
	if c.Gazetteer == "" {
		return r, nil
	}
	var err error
	r.Gazetteer, err = flow.ReadGazetteer(c.Gazetteer)
	return r, err
}

// reading is the reading format: one report with its claims.
type reading struct {
	Report evidence.Report  `json:"report"`
	Reader string           `json:"reader"`
	Claims []evidence.Claim `json:"claims"`
}

func (c *readCommand) Run(p *program) error {
	if err := checkStandardInput(c.Files); err != nil {
		return err
	}
	if c.Docs && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(docsGCPercent)
	}
	reader, err := c.reader()
	if err != nil {
		return err
	}
	if c.Docs {
		return c.readDocuments(p, reader)
	}
	failed := false
	for _, file := range c.Files {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		body, err := load(p, file)
		var report evidence.Report
		if err == nil {
			report, _, err = capture.Read(file, body, capture.Options{At: p.world.Now().UTC(), By: version()})
		}
		if err != nil {
			fmt.Fprintf(p.stderr, "%s: %s\n", shown(file), reason(file, err))
			failed = true
			continue
		}
		if language := read.Foreign(report); language != "" {
			fmt.Fprintf(p.stderr, "%s: the text is in %s; only English is read\n", shown(file), language)
		}
		if c.Explain {
			if err := explain(p.stdout, reader, report); err != nil {
				return err
			}
			continue
		}
		found := reader.Claims(report)
		r := reading{Report: report, Reader: found.Reader, Claims: found.Claims}
		if r.Claims == nil {
			r.Claims = []evidence.Claim{}
		}
		if err := c.print(p, r); err != nil {
			return err
		}
	}
	if failed {
		return errFaults
	}
	return nil
}

// docsGCPercent lets the heap grow to three times what lives on before garbage
// is collected: tables of 35 MB stay, each text leaves some garbage, and to find
// the tables alive again and again costs more than the memory.
const docsGCPercent = 200

// readDocuments reads files of clean texts, one a line.
func (c *readCommand) readDocuments(p *program, reader read.Reader) error {
	docs := documents{p: p, reader: reader, workers: runtime.GOMAXPROCS(0), places: map[string]string{}}
	failed := false
	for _, file := range c.Files {
		switch err := docs.read(file); {
		case errors.Is(err, errFaults):
			failed = true
		case err != nil:
			return err
		}
	}
	if failed {
		return errFaults
	}
	return nil
}

func (c *readCommand) print(p *program, r reading) error {
	if c.JSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(r)
	}
	fmt.Fprintf(p.stdout, "%s\n%s\n", r.Report.Title, strings.Trim(r.Report.Publisher+", "+r.Report.Published.From, ", "))
	for _, claim := range r.Claims {
		who := claim.Source.Name
		if claim.Source.Kind == evidence.Narrator {
			who = "the report itself"
		}
		if sides := strings.Join(claim.SideSpeaking(), ", "); sides != "" {
			who += " [" + sides + "]"
		}
		fmt.Fprintf(p.stdout, "  %-8s %-11s %s: %s\n", claim.Stance, claim.Modality, who, strings.Join(strings.Fields(claim.Content.Text), " "))
	}
	_, err := fmt.Fprintln(p.stdout)
	return err
}
