package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"tallystick/capture"
	"tallystick/capture/lists"
	"tallystick/demo"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/web"
)

type demoCommand struct {
	Dir     string `help:"Data directory of the demonstration; made when it is not there." default:"tallystick-demo" placeholder:"DIR" short:"d"`
	Address string `help:"Address and port to listen on; port 0 takes a free one." default:"127.0.0.1:0"`
}

func (c *demoCommand) Run(p *program) error {
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if errors.Is(err, flow.ErrNoLedger) {
		l, err = flow.Create(p.ctx, c.Dir, "tallystick.invalid/demo", flow.Settings{Policy: publish.Standard}, p.world)
	}
	if err != nil {
		return err
	}
	err = p.recordDemo(l)
	if err = errors.Join(err, l.Close()); err != nil {
		return err
	}
	verdict, err := flow.Verify(p.ctx, c.Dir, nil)
	if err != nil {
		return err
	}
	if err := p.sayVerdict(c.Dir, verdict, false); err != nil {
		return err
	}
	reader, err := flow.OpenReadOnly(c.Dir, p.world)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "The outlets are invented, the texts are the project's own, from public facts.\n"+
		"What the public would see: tallystick serve --public --dir %s\n\n", c.Dir)
	desk := reader.Desk()
	options := web.Options{Review: &reviewDesk{Library: desk, dir: c.Dir, world: p.world}}
	return errors.Join(p.serve(desk, c.Address, options), reader.Close())
}

// recordDemo records the invented reports, and accepts the first claims of
// each in the name of a demonstration, so that there is something public.
func (p *program) recordDemo(l *flow.Ledger) error {
	files, err := fs.Glob(demo.FS(), "*")
	if err != nil {
		return err
	}
	bar := p.progress("recording", len(files), false)
	defer bar.finish()
	claims, fresh := 0, 0
	for _, name := range files {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		body, err := fs.ReadFile(demo.FS(), name)
		if err != nil {
			return err
		}
		added, err := l.Add(p.ctx, name, body, capture.Options{By: version(), Licence: "CC0 1.0: written for this project"})
		if err != nil {
			return err
		}
		claims += added.Claims
		if added.New {
			fresh++
			if err := acceptFirst(p.ctx, l, added.Report.ID); err != nil {
				return err
			}
		}
		bar.add()
	}
	if fresh > 0 {
		if err := acceptIncidents(p.ctx, l); err != nil {
			return err
		}
	}
	units, totals, err := importLists(p.ctx, l)
	if err != nil {
		return err
	}
	bar.clear()
	fmt.Fprintf(p.stdout, "Read %d reports with %d claims (%d recorded anew), and %d lists with %d units and %d totals.\n", len(files), claims, fresh, len(demo.Editions), units, totals)
	return nil
}

// importLists records the lists of losses, and accepts each that is new.
func importLists(ctx context.Context, l *flow.Ledger) (units, totals int, err error) {
	for _, e := range demo.Editions {
		done, err := importList(ctx, l, e)
		if err != nil {
			return 0, 0, err
		}
		units, totals = units+done.Units, totals+done.Tallies
		if !done.New {
			continue
		}
		if _, err := l.Decide(ctx, done.Edition, evidence.Accept, demonstrator, "accepted to show what a reviewed list looks like"); err != nil {
			return 0, 0, err
		}
	}
	return units, totals, nil
}

func importList(ctx context.Context, l *flow.Ledger, e demo.List) (flow.Imported, error) {
	format, err := lists.Named(e.Format)
	if err != nil {
		return flow.Imported{}, err
	}
	f, err := demo.Lists().Open(e.File)
	if err != nil {
		return flow.Imported{}, err
	}
	defer f.Close()
	return l.Import(ctx, format, []lists.File{{Name: e.File, Reader: f}}, flow.ImportOptions{List: e.Name, By: e.By, Side: e.Side, Of: e.Of, Odd: func(evidence.Oddity) {}})
}

// demonstrator is in whose name the demonstration accepts.
const demonstrator = "Demonstration"

// acceptFirst accepts the first claims of a report that may be counted, and
// the first denials, so that both sides of a dispute are seen.
func acceptFirst(ctx context.Context, l *flow.Ledger, report string) error {
	left := map[bool]int{true: 5, false: 3} // by whether it is countable
	library := l.Desk()
	head, err := library.Head(ctx)
	if err != nil {
		return err
	}
	r, err := library.Report(ctx, head, report)
	if err != nil {
		return err
	}
	for _, c := range r.Claims {
		countable := c.Countable()
		if !countable && c.Stance != evidence.Deny || left[countable] == 0 {
			continue
		}
		if _, err := l.Decide(ctx, c.ID, evidence.Accept, demonstrator, "accepted to show what a reviewed claim looks like"); err != nil {
			return err
		}
		left[countable]--
	}
	return nil
}

// acceptIncidents accepts the incidents of which two claims or more are
// accepted.
func acceptIncidents(ctx context.Context, l *flow.Ledger) error {
	desk := l.Desk()
	head, err := desk.Head(ctx)
	if err != nil {
		return err
	}
	all, _, err := desk.Incidents(ctx, head, flow.IncidentQuery{}, "", 0)
	if err != nil {
		return err
	}
	for _, i := range all {
		if head, err = desk.Head(ctx); err != nil {
			return err
		}
		id := i.ID // which may be no more: an acceptance has its neighbours linked anew
		if i, err = desk.Incident(ctx, head, id); errors.Is(err, store.ErrNotFound) || err == nil && i.ID != id {
			continue
		}
		if err != nil {
			return err
		}
		accepted := 0
		for _, c := range i.Claims {
			if len(c.Accepts) > 0 {
				accepted++
			}
		}
		if accepted < 2 || len(i.Accepts) > 0 {
			continue
		}
		if _, err := l.Decide(ctx, i.ID, evidence.Accept, demonstrator, "accepted to show what a reviewed incident looks like"); err != nil {
			return err
		}
	}
	return nil
}
