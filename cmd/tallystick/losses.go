package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

type lossesCommand struct {
	inDirectory
	List    string   `placeholder:"NAME" help:"Only what this list lists."`
	Side    string   `placeholder:"SIDE" help:"Only what this side lost: its code or name."`
	Class   string   `placeholder:"CLASS" help:"Only this class, and those within it: its name, a word for it (SAM), or a heading of others' lists."`
	Model   string   `placeholder:"MODEL" help:"Only this model, in any spelling."`
	Fate    string   `placeholder:"FATE" help:"Only units counted as destroyed, damaged, abandoned or captured; recovered for those that ever were; or a whole history: damaged,captured."`
	Fold    string   `placeholder:"RULE" help:"Under which fate a unit with several is counted: last (unless told otherwise), worst or first."`
	AsOf    string   `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
	Diff    []string `placeholder:"T1,T2" help:"What changed between two times: --diff T1 T2."`
	Until   string   `arg:"" optional:"" name:"T2" help:"Second time of --diff."`
	Public  bool     `help:"What the public sees, not the desk."`
	JSON    bool     `xor:"format" help:"Print one JSON object."`
	CSV     bool     `xor:"format" help:"Print the units, or with --diff the changes, as comma-separated values."`
	Columns string   `enum:"ours,scrape,warspotting" default:"ours" help:"Columns of --csv: ours, scrape or warspotting."`
}

func (c *lossesCommand) Run(p *program) error {
	if c.Until != "" {
		if len(c.Diff) == 0 {
			return trouble{fmt.Errorf("%q is not expected here: name a class with --class, a side with --side", c.Until)}
		}
		c.Diff = append(c.Diff, c.Until)
	}
	if len(c.Diff) > 0 && (len(c.Diff) != 2 || c.AsOf != "") {
		return trouble{errors.New("--diff takes two times, and no --as-of beside them: --diff 2023-01-01 2023-06-30")}
	}
	return p.reading(c.Dir, c.Public, func(library *flow.Library) error {
		if len(c.Diff) == 2 {
			return c.difference(p, library)
		}
		return c.answer(p, library)
	})
}

// query finds what the words of the command line mean at a position.
func (c *lossesCommand) query(p *program, library *flow.Library, at int64) (flow.LossQuery, error) {
	q, err := library.LossQuery(p.ctx, at, flow.LossWords{List: c.List, Side: c.Side, Class: c.Class, Model: c.Model, Fate: c.Fate, Fold: c.Fold})
	if word := new(flow.LossWordError); errors.As(err, &word) && c.Public {
		fmt.Fprintln(p.stderr, "The public sees what stands in accepted editions of lists, after the delay set at `init`.")
	}
	return q, err
}

func (c *lossesCommand) answer(p *program, library *flow.Library) error {
	at, err := p.position(library, c.AsOf, "--as-of")
	if err != nil {
		return err
	}
	q, err := c.query(p, library, at)
	if err != nil {
		return err
	}
	if c.CSV {
		return writeUnits(p, library, at, q, c.Columns, p.stdout)
	}
	answer, err := library.Losses(p.ctx, at, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(p.stdout, answer)
	}
	if answer.Total.Units+answer.Total.Untold == 0 {
		if c.Public {
			fmt.Fprintln(p.stderr, "Nothing of it is public: accept editions of lists with `tallystick decide`, and mind the delay set at `init`.")
		} else {
			fmt.Fprintln(p.stderr, "No losses are recorded: take in a list with `tallystick import`.")
		}
	}
	return lossTable(answer, c.Class != "" || c.Model != "").write(p.stdout)
}

// writeUnits writes the units that are asked after as CSV.
func writeUnits(p *program, library *flow.Library, at int64, q flow.LossQuery, columns string, to io.Writer) error {
	out, err := publish.NewLossWriter(to, columns, cmp.Or(q.Rule, evidence.FoldRules[0]))
	if err != nil {
		return err
	}
	return errors.Join(library.EachUnit(p.ctx, at, q, out.Write), out.Close())
}

func writeIndented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// position returns the position of a time on the command line, and that of
// everything recorded for none.
func (p *program) position(library *flow.Library, when, flag string) (int64, error) {
	if when == "" {
		return library.Head(p.ctx)
	}
	t, err := moment(when, flag)
	if err != nil {
		return 0, err
	}
	return library.At(p.ctx, t)
}

// moment reads a time of the command line.
func moment(when, flag string) (time.Time, error) {
	t, err := part.ParseAsOf(when)
	if err != nil {
		return t, fmt.Errorf("%s %q is neither a date nor a time: write a date, as in 2020-11-12, or a time with its zone, as in 2020-11-12T18:00:00Z", flag, when)
	}
	return t, nil
}

// lossDifference is the JSON answer of --diff.
type lossDifference struct {
	flow.LossDiff
	Entries []flow.LossChange `json:"entries"`
}

func (c *lossesCommand) difference(p *program, library *flow.Library) error {
	var at [2]int64
	for i, when := range c.Diff {
		var err error
		if at[i], err = p.position(library, when, "--diff"); err != nil {
			return err
		}
	}
	q, err := c.query(p, library, max(at[0], at[1]))
	if err != nil {
		return err
	}
	if c.CSV {
		return writeChanges(p, library, at, q)
	}
	answer := lossDifference{Entries: []flow.LossChange{}}
	answer.LossDiff, err = library.LossDiff(p.ctx, at[0], at[1], q, func(change flow.LossChange) error {
		if c.JSON || len(answer.Entries) < shownChanges {
			answer.Entries = append(answer.Entries, change)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(p.stdout, answer)
	}
	t := table{rows: []tableRow{{label: "at " + c.Diff[0], total: answer.From.LossTotal}, {label: "at " + c.Diff[1], total: answer.To.LossTotal}}}
	for _, change := range answer.Entries {
		t.notes = append(t.notes, changeWords(change))
	}
	if more := answer.Changes - int64(len(answer.Entries)); more > 0 {
		t.notes = append(t.notes, fmt.Sprintf("… and %s more: --csv or --json lists them all.", english(message.Number(int64(more)))))
	}
	t.notes = append(t.notes, answer.To.RuleWords)
	return t.write(p.stdout)
}

// shownChanges is how many changes are told to a person at once.
const shownChanges = 20

func changeWords(c flow.LossChange) string {
	words := fmt.Sprintf("entry %d, %s, unit %s %s:", c.Entry, c.At.UTC().Format(time.DateOnly), c.Unit[:min(8, len(c.Unit))], c.Change)
	say := func(b evidence.Bucket) string {
		return strings.Join(slices.DeleteFunc([]string{b.Side, b.Class, b.Model, string(b.History)}, func(s string) bool { return s == "" }), " ")
	}
	switch {
	case c.Was == nil:
		words += " " + say(*c.Now)
	case c.Now == nil:
		words += " no longer " + say(*c.Was)
	default:
		words += " " + say(*c.Was) + " is now " + say(*c.Now)
	}
	if c.Reason != "" {
		words += " (" + c.Reason + ")"
	}
	return words
}

// writeChanges writes the changes between two positions as CSV.
func writeChanges(p *program, library *flow.Library, at [2]int64, q flow.LossQuery) error {
	out, err := publish.NewChangeWriter(p.stdout)
	if err != nil {
		return err
	}
	_, err = library.LossDiff(p.ctx, at[0], at[1], q, func(c flow.LossChange) error {
		return out.Write(publish.Change{Entry: c.Entry, At: c.At, Unit: c.Unit, Change: c.Change, Reason: c.Reason, Was: c.Was, Now: c.Now})
	})
	return errors.Join(err, out.Close())
}
