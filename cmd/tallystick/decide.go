package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/store"
	"tallystick/web/part"
)

type decideCommand struct {
	inDirectory
	ID      string   `arg:"" name:"id" help:"Id of the claim, proposal, incident, edition of a list, or unit of equipment; - for ids on standard input, one a line."`
	Verdict string   `arg:"" enum:"accept,reject,merge,split,means,answers" help:"accept or reject; of an incident also merge or split; of a claim also means (a truce) or answers (a claim)."`
	With    []string `arg:"" optional:"" help:"More ids to accept or reject; other incidents to merge it with; claims to split from it; the truce that a claim means, or the claim that it answers, or none."`
	As      string   `required:"" placeholder:"NAME" help:"Who decides. Published with the claim."`
	Reason  string   `required:"" placeholder:"TEXT" help:"Why. Published with the claim."`
}

func (c *decideCommand) Run(p *program) error {
	plain := c.Verdict == string(evidence.Accept) || c.Verdict == string(evidence.Refuse)
	if plain && (c.ID == "-" || len(c.With) > 0) {
		return c.decideEach(p)
	}
	if err := checkID(c.ID); err != nil {
		return err
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	entry, err := c.decide(p.ctx, l)
	if err == nil {
		fmt.Fprintf(p.stdout, "Recorded as entry %d: %s says %s of %s.\n", entry, c.As, strings.Join(append([]string{c.Verdict}, c.With...), " "), c.ID)
		err = p.sayVisible(l.Desk(), c.ID)
	}
	return errors.Join(err, l.Close())
}

func (c *decideCommand) decide(ctx context.Context, l *flow.Ledger) (int64, error) {
	switch {
	case c.Verdict == "merge" && len(c.With) > 0:
		return l.Merge(ctx, c.ID, c.With, c.As, c.Reason)
	case c.Verdict == "split" && len(c.With) > 0:
		return l.Split(ctx, c.ID, c.With, c.As, c.Reason)
	case c.Verdict == "means" && len(c.With) == 1:
		return l.Tie(ctx, evidence.SubjectTruce, c.ID, named(c.With[0]), c.As, c.Reason)
	case c.Verdict == "answers" && len(c.With) == 1:
		return l.Tie(ctx, evidence.SubjectAnswer, c.ID, named(c.With[0]), c.As, c.Reason)
	case c.Verdict == "means":
		return -1, errors.New("name the ceasefire that it means, or a claim that means the same, or none: `decide CLAIM means CEASEFIRE`")
	case c.Verdict == "answers":
		return -1, errors.New("name the claim that it answers, or none: `decide CLAIM answers CLAIM`")
	case c.Verdict == "merge":
		return -1, errors.New("name the incidents to merge it with: `decide INCIDENT merge OTHER…`")
	case c.Verdict == "split":
		return -1, errors.New("name the claims to split from it: `decide INCIDENT split CLAIM…`")
	}
	return l.Decide(ctx, c.ID, evidence.Verdict(c.Verdict), c.As, c.Reason)
}

// named is an id, or "" for none.
func named(id string) string {
	if id == "none" {
		return ""
	}
	return id
}

// checkID refuses a flag that was taken for an id.
func checkID(id string) error {
	if strings.HasPrefix(id, "-") {
		return fmt.Errorf("%q is no id: ids and numbers of entries do not begin with \"-\"", id)
	}
	return nil
}

// sayVisible says whether the public sees a claim now, and if not, why.
func (p *program) sayVisible(desk *flow.Library, id string) error {
	at, err := desk.Head(p.ctx)
	if err != nil {
		return err
	}
	claim, _, err := desk.Claim(p.ctx, at, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return p.sayLossesVisible(desk, at, id)
	case err != nil:
		return err
	}
	p.sayWithheld(claim.Withheld)
	return nil
}

// sayLossesVisible says the same of an edition or a unit, and of a proposal what
// became of its units.
func (p *program) sayLossesVisible(desk *flow.Library, at int64, id string) error {
	editions, err := desk.Editions(p.ctx, at)
	if err != nil {
		return err
	}
	for _, e := range editions {
		if e.ID == id {
			p.sayWithheld(e.Withheld(desk.Policy(), p.world.Now()))
			return nil
		}
	}
	unit, err := desk.Unit(p.ctx, at, id)
	if errors.Is(err, store.ErrNotFound) {
		return p.sayJoined(desk, at, id)
	}
	if err == nil {
		p.sayWithheld(unit.Withheld)
	}
	return err
}

func (p *program) sayWithheld(why string) {
	if why != "" {
		fmt.Fprintf(p.stdout, "The public does not see it: %s.\n", why)
		return
	}
	fmt.Fprintln(p.stdout, "The public sees it from now on.")
}

// sayJoined says what a verdict made of the units that a proposal is about.
func (p *program) sayJoined(desk *flow.Library, at int64, id string) error {
	m, err := desk.Matter(p.ctx, at, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && m.What != evidence.SameUnit {
		return nil
	}
	if err != nil {
		return err
	}
	for _, member := range m.Members {
		if member.Unit != nil && member.Unit.Into != "" {
			fmt.Fprintf(p.stdout, "Unit %s is unit %s, and not counted beside it.\n", member.ID, member.Unit.Into)
		} else if member.Unit != nil {
			fmt.Fprintf(p.stdout, "Unit %s is counted: %s.\n", member.ID, printable(english(part.UnitWords(*member.Unit))))
		}
	}
	return nil
}

type withdrawCommand struct {
	inDirectory
	ID     string `arg:"" name:"id" help:"Id of a report, a claim (its whole report goes), a unit, tally or edition (its files and units go), the hash of a file, or the number of an entry."`
	As     string `required:"" placeholder:"NAME" help:"Who withdraws. Stays in the ledger."`
	Reason string `required:"" placeholder:"TEXT" help:"Why. Stays in the ledger: name nobody whom it is to protect."`
}

func (c *withdrawCommand) Run(p *program) error {
	if err := checkID(c.ID); err != nil {
		return err
	}
	l, err := flow.Open(p.ctx, c.Dir, p.world)
	if err != nil {
		return err
	}
	gone, err := l.Withdraw(p.ctx, c.ID, c.As, c.Reason)
	if len(gone) > 0 {
		fmt.Fprintf(p.stdout, "Withdrawn: the payloads of entries %v. Their commitments stay, and the log still verifies.\n"+
			"Backups and exports made before still hold them: replace those too.\n", gone)
	}
	return errors.Join(err, l.Close())
}
