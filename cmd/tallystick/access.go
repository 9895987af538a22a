package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tallystick/capture"
	"tallystick/capture/roads"
	"tallystick/flow"
	"tallystick/publish"
)

type accessCommand struct {
	Show   accessShow   `cmd:"" default:"withargs" help:"Tell which roads and crossings are said to be open, closed or restricted, and who has no open road out."`
	Routes accessRoutes `cmd:"" help:"The roads on which settlements lie, as you draw them."`
}

type accessRoutes struct {
	Add  routesAdd  `cmd:"" help:"Record the roads of a GeoJSON file (docs/access.md says how to draw them)."`
	List routesList `cmd:"" help:"List the roads that are recorded."`
}

type accessShow struct{ saidFlags }

func (c *accessShow) Run(p *program) error {
	return c.ask(p, func(library *flow.Library, at int64, q flow.SaidQuery) error {
		answer, err := library.Access(p.ctx, at, q)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			answer.Roads = append([]flow.Road{}, answer.Roads...)
			answer.Settlements = append([]flow.Settlement{}, answer.Settlements...)
			return writeIndented(p.stdout, answer)
		case c.CSV:
			return writeRows(p.stdout, accessRows(answer))
		case len(answer.Roads) == 0 && len(answer.Settlements) == 0:
			c.nothing(p, "statements of open and closed roads")
			return nil
		}
		_, err = io.WriteString(p.stdout, accessText(answer))
		return err
	})
}

func accessText(answer flow.Access) string {
	var b page
	for i, r := range answer.Roads {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(r.Name + "\n")
		if names := otherNames(r); len(names) > 0 {
			b.line(2, "called %s", listed(names))
		}
		for _, a := range r.Accounts {
			if a.State == "denied" {
				b.line(2, "%s: only denies what is said of it", sideName(a.Account))
				continue
			}
			words := a.State
			if len(a.To) > 0 {
				words += " to " + listed(a.To)
			}
			if len(a.By) > 0 {
				words += ", by " + sideNames(a.By)
			}
			b.line(2, "%s%s, by the account of %s", words, since(a.Since, a.FirstSaid), sideName(a.Account))
			b.line(4, "last said on %s, in %s", cmp.Or(a.Confirmed.Day, "a day not known"), reportsTold(len(a.Confirmed.Reports)))
			for _, d := range a.Denied {
				b.line(4, "denied by %s", sideNames(d.Accounts))
			}
		}
		for _, why := range r.Contested {
			b.line(2, "contested: %s", why)
		}
	}
	if len(answer.Settlements) > 0 {
		if len(answer.Roads) > 0 {
			b.WriteString("\n")
		}
		b.WriteString("Settlements on the roads that were drawn\n")
		for _, s := range answer.Settlements {
			if len(s.Accounts) == 0 {
				b.line(2, "%s: nobody says", s.Name)
			}
			for _, w := range s.Accounts {
				words := w.State
				if len(w.To) > 0 {
					words += " to " + listed(w.To)
				}
				b.line(2, "%s: %s%s, by the account of %s", s.Name, words, since(w.Since, ""), sideName(w.Account))
			}
		}
		b.WriteString("\n" + wrapped("This follows only from what is said of these roads, along the lines that were drawn. Other roads may exist.", pageWidth) + "\n")
	}
	return b.String()
}

func otherNames(r flow.Road) []string {
	var names []string
	for _, n := range r.Names {
		if n != r.Name {
			names = append(names, n)
		}
	}
	return names
}

func accessRows(answer flow.Access) [][]string {
	rows := [][]string{{"route", "state", "side", "to", "denies", "hedged", "accounts", "speaker", "from", "until", "published", "words", "claim", "report"}}
	for _, r := range answer.Roads {
		for _, s := range r.Said {
			rows = append(rows, append([]string{r.Name}, saidCells(s, s.To)...))
		}
	}
	for _, s := range answer.Settlements {
		for _, w := range s.Accounts {
			rows = append(rows, []string{s.Name, w.State, "", strings.Join(w.To, "; "), "", "", w.Account, "", w.Since, "", "", "", strings.Join(w.Claims, " "), ""})
		}
		if len(s.Accounts) == 0 {
			rows = append(rows, []string{s.Name, "nobody says", "", "", "", "", "", "", "", "", "", "", "", ""})
		}
	}
	return rows
}

type routesAdd struct {
	inDirectory
	Files []string `arg:"" name:"file" help:"GeoJSON files, or - for standard input."`
	JSON  bool     `help:"Print one JSON object a line, one a file."`
}

// routesAdded is what --json prints of a file.
type routesAdded struct {
	File   string      `json:"file"`
	New    bool        `json:"new"`
	Routes []routeLine `json:"routes,omitempty"`
	Error  string      `json:"error,omitempty"`
}

type routeLine struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Settlements int    `json:"settlements"`
	New         bool   `json:"new"`
}

func (c *routesAdd) Run(p *program) error {
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
		if err != nil {
			failed = true
		}
		if c.JSON {
			if err := json.NewEncoder(p.stdout).Encode(said(shown(name), done, err)); err != nil {
				return errors.Join(err, l.Close())
			}
			continue
		}
		if err != nil {
			fmt.Fprintf(p.stderr, "tallystick: %v. Nothing of it was recorded.\n", err)
			continue
		}
		if len(done.New) == 0 {
			fmt.Fprintf(p.stdout, "%s: every road in it is recorded already; nothing was recorded.\n", shown(name))
			continue
		}
		for _, r := range said(shown(name), done, nil).Routes {
			if r.New {
				fmt.Fprintf(p.stdout, "%s  %s, %d settlements\n", r.ID, r.Name, r.Settlements)
			}
		}
		fmt.Fprintf(p.stdout, "Recorded. The public sees nothing of a road until somebody accepts it: tallystick decide ID accept --as NAME --reason TEXT\n")
	}
	if err := l.Close(); err != nil {
		return err
	}
	if failed {
		return errFaults
	}
	return nil
}

func (c *routesAdd) add(p *program, l *flow.Ledger, name string) (flow.AddedRoutes, error) {
	from := p.stdin
	if name != capture.StandardInput {
		f, err := os.Open(name)
		if err != nil {
			return flow.AddedRoutes{}, err
		}
		defer f.Close()
		from = f
	}
	body, err := io.ReadAll(io.LimitReader(from, roads.MaxFile+1))
	if err != nil {
		return flow.AddedRoutes{}, fmt.Errorf("%s: %w", shown(name), err)
	}
	return l.AddRoutes(p.ctx, shown(name), body)
}

func said(file string, done flow.AddedRoutes, err error) routesAdded {
	out := routesAdded{File: file, New: len(done.New) > 0}
	if err != nil {
		out.Error = err.Error()
		return out
	}
	for _, r := range done.Routes {
		line := routeLine{ID: r.ID, Name: r.Name, Settlements: len(r.Settlements)}
		for _, id := range done.New {
			line.New = line.New || id == r.ID
		}
		out.Routes = append(out.Routes, line)
	}
	return out
}

type routesList struct {
	inDirectory
	AsOf   string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
	Public bool   `help:"What the public sees, not the desk."`
	JSON   bool   `help:"Print JSON."`
}

func (c *routesList) Run(p *program) error {
	return p.reading(c.Dir, c.Public, func(library *flow.Library) error { return c.list(p, library) })
}

func (c *routesList) list(p *program, library *flow.Library) error {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	all, err := library.Routes(p.ctx, at)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(p.stdout, struct {
			Routes []publish.Road `json:"routes"`
		}{append([]publish.Road{}, all...)})
	}
	if len(all) == 0 && c.Public {
		fmt.Fprintln(p.stderr, "No road is public: accept roads with `tallystick decide`, and mind the delay set at `init`.")
	} else if len(all) == 0 {
		fmt.Fprintln(p.stderr, "No roads are recorded: draw some, and take them in with `tallystick access routes add`.")
	}
	var b page
	for _, r := range all {
		b.line(0, "%s  %s", r.ID, r.Name)
		var on []string
		for _, s := range r.Settlements {
			if s.Out {
				s.Name += " (out)"
			}
			on = append(on, s.Name)
		}
		b.line(4, "%s; %s", r.State, listed(on))
	}
	_, err = io.WriteString(p.stdout, b.String())
	return err
}
