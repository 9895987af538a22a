package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tallystick/flow"
	"tallystick/gazetteer"
	"tallystick/lexicon"
)

type gazetteerCommand struct {
	Import gazetteerImportCommand `cmd:"" help:"Make a gazetteer out of the dumps of GeoNames."`
	Show   gazetteerShowCommand   `cmd:"" help:"Show every place that a name may mean."`
}

type gazetteerImportCommand struct {
	Cities string `required:"" help:"cities500.txt of GeoNames, or its zip." placeholder:"FILE"`
	Names  string `help:"alternateNamesV2.txt of GeoNames, or its zip. Without it a place has its own name alone." placeholder:"FILE"`
	Out    string `required:"" help:"File to write, such as gazetteer.tsv in a data directory; must not be there yet." placeholder:"FILE"`
}

// mostOdd bounds how many rows that were left out are told one by one.
const mostOdd = 20

func (c *gazetteerImportCommand) Run(p *program) error {
	if _, err := os.Lstat(c.Out); err == nil {
		return fmt.Errorf("%s is there already: nothing was written; name a new file", shown(c.Out))
	}
	odd := 0
	tell := func(f gazetteer.Fault) {
		if odd++; odd <= mostOdd {
			fmt.Fprintf(p.stderr, "%s: left out\n", f)
		}
	}
	var g *gazetteer.Gazetteer
	err := c.read(p, "reading places", c.Cities, func(r io.Reader, name string) (err error) {
		g, err = gazetteer.Cities(r, name, tell)
		return err
	})
	if err == nil && c.Names != "" {
		err = c.read(p, "reading names", c.Names, func(r io.Reader, name string) error { return g.AddNames(r, name, tell) })
	}
	if odd > mostOdd {
		fmt.Fprintf(p.stderr, "%d more rows were left out\n", odd-mostOdd)
	}
	if err != nil {
		return err
	}
	if err := writeWhole(c.Out, g.Write); err != nil {
		return fmt.Errorf("%s cannot be written: %w", shown(c.Out), err)
	}
	_, err = fmt.Fprintf(p.stdout, "Wrote %d towns and villages with %d more names into %s; %d rows were left out, %d of other things passed over.\nData of GeoNames, CC BY 4.0: name GeoNames where you publish what you made with it.\n",
		len(g.Places), g.Names, c.Out, odd, g.Passed)
	return err
}

// read opens a dump and hands it on with a bar of how far it was read.
func (c *gazetteerImportCommand) read(p *program, what, file string, take func(r io.Reader, name string) error) error {
	dump, err := gazetteer.Open(file)
	if err != nil {
		return err
	}
	bar := p.progress(what, -1, false)
	err = take(&counted{r: dump, bar: bar, of: dump.Size, ctx: p.ctx.Err}, dump.Name)
	bar.finish()
	return errors.Join(err, dump.Close())
}

// counted tells a bar how much was read, and ends the reading when the command
// is interrupted.
type counted struct {
	r     io.Reader
	bar   progress
	n, of int64
	ctx   func() error
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.ctx(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.bar.set(c.n, c.of)
	return n, err
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(file string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".gazetteer-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	err = write(f)
	if err = errors.Join(err, f.Sync(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

type gazetteerShowCommand struct {
	Name      string `arg:"" help:"A name, in any case and with or without its marks."`
	Gazetteer string `help:"A gazetteer file to ask beside the built-in one." placeholder:"FILE"`
	JSON      bool   `help:"Print one JSON object a place."`
}

// shownPlace is the line that gazetteer show --json prints for a place.
type shownPlace struct {
	Name      string   `json:"name"`
	Names     []string `json:"names,omitempty"`
	People    []string `json:"people,omitempty"`
	Short     []string `json:"short,omitempty"`
	Class     string   `json:"class"`
	Country   string   `json:"country,omitempty"`
	Part      string   `json:"part,omitempty"`
	Precision string   `json:"precision"`
	Lat       float64  `json:"lat"`
	Lon       float64  `json:"lon"`
	Thousands int32    `json:"thousands,omitempty"`
	Source    string   `json:"source"` // file and line
	Note      string   `json:"note,omitempty"`
}

func (c *gazetteerShowCommand) Run(p *program) error {
	asked := []*lexicon.Gazetteer{lexicon.Default().Gazetteer()}
	if c.Gazetteer != "" {
		own, err := flow.ReadGazetteer(c.Gazetteer)
		if err != nil {
			return err
		}
		asked = append(asked, own)
	}
	found := 0
	for _, g := range asked {
		for _, m := range g.Named(c.Name) {
			found++
			if err := c.print(p, describe(g, m)); err != nil {
				return err
			}
		}
	}
	if found == 0 {
		fmt.Fprintf(p.stderr, "No place is called %q here. `tallystick gazetteer import` makes a larger gazetteer to ask with --gazetteer.\n", c.Name)
		return errFaults
	}
	return nil
}

// describe tells all that a gazetteer has of a place.
func describe(g *lexicon.Gazetteer, m lexicon.Meaning) shownPlace {
	s := shownPlace{
		Name: m.Name, Class: m.Class, Country: m.Country, Part: m.Part, Precision: m.Precision(), Lat: float64(m.Lat) / 100, Lon: float64(m.Lon) / 100,
		Thousands: m.Thousands, Source: fmt.Sprintf("%s:%d", m.Table, m.Line), Note: m.Note,
	}
	for _, n := range g.NamesOf(m.At) {
		switch {
		case n.Use == lexicon.OfPeople:
			s.People = append(s.People, n.Form)
		case n.Use == lexicon.Short:
			s.Short = append(s.Short, n.Form)
		case n.Form != m.Name:
			s.Names = append(s.Names, n.Form)
		}
	}
	return s
}

func (c *gazetteerShowCommand) print(p *program, s shownPlace) error {
	if c.JSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(s)
	}
	where := strings.Trim(s.Country+" "+s.Part, " ")
	fmt.Fprintf(p.stdout, "%s: %s %s\n", s.Name, s.Class, where)
	line := func(what, value string) {
		if value != "" {
			fmt.Fprintf(p.stdout, "  %-12s %s\n", what, value)
		}
	}
	line("also", strings.Join(s.Names, ", "))
	line("people", strings.Join(s.People, ", "))
	line("short", strings.Join(s.Short, ", "))
	line("point", fmt.Sprintf("%.2f, %.2f", s.Lat, s.Lon))
	line("precision", s.Precision)
	if s.Thousands > 0 {
		line("inhabitants", fmt.Sprintf("about %d thousand", s.Thousands))
	}
	line("source", s.Source)
	line("note", s.Note)
	return nil
}
