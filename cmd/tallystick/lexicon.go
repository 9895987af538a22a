package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tallystick/lexicon"
	"tallystick/read"
)

type lexiconCommand struct {
	Export lexiconExportCommand `cmd:"" help:"Write the built-in data files into a new folder, as a copy to edit."`
	Check  lexiconCheckCommand  `cmd:"" help:"Name everything that is wrong with a folder of data files, by file and line."`
	Diff   lexiconDiffCommand   `cmd:"" help:"Show which claims of your texts two lexicons read differently."`
}

// builtIn stands for the data files that are built into the program.
const builtIn = "built-in"

// dataFiles opens a folder of data files.
func dataFiles(dir string) (fs.FS, error) {
	if dir == builtIn {
		return lexicon.Data(), nil
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %s; `tallystick lexicon export DIR` writes the built-in data files into a folder, to begin with", shown(dir), reason(dir, err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: name the folder that holds the tables and, in frames/, the frames", shown(dir))
	}
	return os.DirFS(dir), nil
}

type lexiconExportCommand struct {
	Dir string `arg:"" help:"Folder to write; must not be there yet."`
}

func (c *lexiconExportCommand) Run(p *program) error {
	if _, err := os.Lstat(c.Dir); err == nil {
		return fmt.Errorf("%s is there already: nothing was written; name a new folder", shown(c.Dir))
	}
	if err := os.CopyFS(c.Dir, lexicon.Data()); err != nil {
		return err
	}
	// What is built in has no permission to be written.
	err := filepath.WalkDir(c.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(name, 0o644)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "Wrote the tables and frames of lexicon %s into %s.\nEdit them, then: tallystick lexicon check %[2]s; tallystick lexicon diff built-in %[2]s TEXTS…\n",
		lexicon.Default().Fingerprint(), c.Dir)
	return err
}

type lexiconCheckCommand struct {
	Dir  string `arg:"" help:"Folder of data files, or built-in."`
	JSON bool   `help:"Print one JSON object a fault."`
}

// fault is the line that lexicon check --json prints.
type fault struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	What string `json:"what"`
}

func (c *lexiconCheckCommand) Run(p *program) error {
	data, err := dataFiles(c.Dir)
	if err != nil {
		return err
	}
	faults := lexicon.Lint(data)
	if len(faults) == 0 {
		lex, err := lexicon.Load(data)
		if err != nil {
			return err // the folder changed meanwhile
		}
		if faults = (read.Reader{Lexicon: lex}).Examples(); len(faults) == 0 && !c.JSON {
			sentences := 0
			for _, f := range lex.Frames().All {
				sentences += len(f.Match) + len(f.Miss)
			}
			fmt.Fprintf(p.stdout, "%s holds no fault: lexicon %s, %d frames, all %d sentences of which are read as they say.\n", c.Dir, lex.Fingerprint(), len(lex.Frames().All), sentences)
		}
	}
	for _, f := range faults {
		if err := c.say(p, f); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return errFaults
	}
	return nil
}

func (c *lexiconCheckCommand) say(p *program, f lexicon.Fault) error {
	if c.JSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(fault(f))
	}
	where := f.Where()
	if c.Dir != builtIn {
		where = filepath.Join(c.Dir, where)
	}
	_, err := fmt.Fprintf(p.stdout, "%s: %s\n", where, f.What)
	return err
}

// loadLexicon loads a folder of data files to read with.
func loadLexicon(dir string) (*lexicon.Lexicon, error) {
	data, err := dataFiles(dir)
	if err != nil {
		return nil, err
	}
	lex, err := lexicon.Load(data)
	if err == nil {
		return lex, nil
	}
	first := err
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			if f := (lexicon.Fault{}); errors.As(e, &f) {
				first = f
				break
			}
		}
	}
	return nil, fmt.Errorf("%s cannot be read with: %w; `tallystick lexicon check %s` names all that is wrong", shown(dir), first, dir)
}
