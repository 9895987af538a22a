package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/read"
	"tallystick/read/compare"
)

type lexiconDiffCommand struct {
	Old   string   `arg:"" help:"Folder of data files, or built-in."`
	New   string   `arg:"" help:"The same after your edits."`
	Texts []string `arg:"" name:"text" help:"Files (.txt, .html, .md) or folders to read with both; - for standard input."`
	Docs  bool     `help:"Take each line of the files as a clean text, {\"id\", \"text\"}."`
	JSON  bool     `help:"Print one JSON object a claim that differs, then one with the totals."`
}

// Help is what diff --help says beyond its flags.
func (c *lexiconDiffCommand) Help() string {
	return "Exit status: 0 no claim differs, 1 at least one does, 2 something could not be read."
}

// differing is the line that lexicon diff --json prints for a claim.
type differing struct {
	Text string `json:"text"` // file, or id of the document
	compare.Change
}

// compared are the readings of one text held against each other.
type compared struct {
	name          string
	err           error
	before, after int // claims
	changes       []compare.Change
}

// totals are what differs over all texts, and which entries had a part in it.
type totals struct {
	Texts   int                      `json:"texts"`
	Before  int                      `json:"claims_before"`
	After   int                      `json:"claims_after"`
	Changes changeTotals             `json:"changes"`
	Fields  map[string]int           `json:"fields"`
	Entries map[string]*changeTotals `json:"entries"`
}

type changeTotals struct {
	Gained  int `json:"gained"`
	Lost    int `json:"lost"`
	Changed int `json:"changed"`
}

func (t *changeTotals) count(kind compare.Kind) {
	switch kind {
	case compare.Gained:
		t.Gained++
	case compare.Lost:
		t.Lost++
	case compare.Changed:
		t.Changed++
	}
}

func (c *lexiconDiffCommand) Run(p *program) error {
	differ, err := c.diff(p)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return trouble{err}
	case differ:
		return errFaults
	}
	return nil
}

func (c *lexiconDiffCommand) diff(p *program) (differ bool, err error) {
	if err := checkStandardInput(c.Texts); err != nil {
		return false, err
	}
	var readers [2]read.Reader
	for i, dir := range []string{c.Old, c.New} {
		lex, err := loadLexicon(dir)
		if err != nil {
			return false, err
		}
		readers[i] = read.New(lex)
	}
	sum := totals{Fields: map[string]int{}, Entries: map[string]*changeTotals{}}
	unread := 0
	err = inOrder(p.ctx, runtime.GOMAXPROCS(0), c.reports(p), func(r textToCompare) compared { return r.compare(readers) }, func(d compared) error {
		if d.err != nil {
			unread++
			_, err := fmt.Fprintf(p.stderr, "%s: %s\n", d.name, reason(d.name, d.err))
			return err
		}
		sum.add(d)
		return c.say(p, d)
	})
	if err == nil {
		err = c.sayTotals(p, sum)
	}
	if err == nil && unread > 0 {
		err = fmt.Errorf("not all texts could be read: %d are left out", unread)
	}
	return sum.Changes != changeTotals{}, err
}

// textToCompare is a text that waits to be read, or why it cannot be.
type textToCompare struct {
	name   string
	report evidence.Report
	err    error
}

// reports yields the texts, in the order of their names or lines.
func (c *lexiconDiffCommand) reports(p *program) iter.Seq[textToCompare] {
	return func(yield func(textToCompare) bool) {
		if c.Docs {
			for _, file := range c.Texts {
				if !c.documents(p, file, yield) {
					return
				}
			}
			return
		}
		files, passed := walk(c.Texts, "")
		for _, f := range passed {
			why := errors.New(f.Error)
			if f.Skipped != "" {
				fmt.Fprintf(p.stderr, "%s: skipped: %s\n", shown(f.File), f.Skipped)
			} else if !yield(textToCompare{name: shown(f.File), err: why}) {
				return
			}
		}
		for _, file := range files {
			r := textToCompare{name: shown(file)}
			var body []byte
			if body, r.err = load(p, file); r.err == nil {
				r.report, _, r.err = capture.Read(file, body, capture.Options{At: p.world.Now().UTC(), By: version()})
			}
			if !yield(r) {
				return
			}
		}
	}
}

// documents yields the clean texts of one file.
func (c *lexiconDiffCommand) documents(p *program, file string, yield func(textToCompare) bool) bool {
	in := p.stdin
	if file != capture.StandardInput {
		f, err := os.Open(file)
		if err != nil {
			return yield(textToCompare{name: shown(file), err: err})
		}
		defer f.Close()
		in = f
	}
	for r := range rows(shown(file), in) {
		t := textToCompare{name: r.at, err: r.err}
		if r.err == nil {
			var d document
			if d, t.err = decodeDocument(r.line); t.err == nil {
				t.name, t.report = d.ID, evidence.Report{Text: d.Text}
			}
		}
		if !yield(t) {
			return false
		}
	}
	return true
}

func (t textToCompare) compare(readers [2]read.Reader) compared {
	if t.err != nil {
		return compared{name: t.name, err: t.err}
	}
	before, after := readers[0].Claims(t.report).Claims, readers[1].Claims(t.report).Claims
	return compared{name: t.name, before: len(before), after: len(after), changes: compare.Readings(before, after, read.Sentences(t.report.Text))}
}

func (t *totals) add(d compared) {
	t.Texts++
	t.Before += d.before
	t.After += d.after
	for _, c := range d.changes {
		t.Changes.count(c.Kind)
		for _, f := range c.Fields {
			t.Fields[f.Field]++
		}
		for _, rule := range slices.Concat(c.RulesGone, c.RulesThatCame) {
			if !strings.Contains(rule, ":") || strings.HasPrefix(rule, "model:") {
				continue // a rule of the reader or a learned step, which no edit of the data touches
			}
			if t.Entries[rule] == nil {
				t.Entries[rule] = &changeTotals{}
			}
			t.Entries[rule].count(c.Kind)
		}
	}
}

func (c *lexiconDiffCommand) say(p *program, d compared) error {
	if c.JSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		for _, change := range d.changes {
			if err := e.Encode(differing{d.name, change}); err != nil {
				return err
			}
		}
		return nil
	}
	if len(d.changes) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintln(&b, d.name)
	for _, change := range d.changes {
		sayChange(&b, change)
	}
	fmt.Fprintln(&b)
	_, err := io.WriteString(p.stdout, b.String())
	return err
}

// sayChange writes one claim that differs: its sentence, then what is said of
// it now or no longer, or what reads differently.
func sayChange(b *strings.Builder, c compare.Change) {
	fmt.Fprintf(b, "  %-8s %s\n", c.Kind, c.Sentence)
	line := func(name, what string) { fmt.Fprintf(b, "             %-16s %s\n", name, what) }
	only := c.After
	if c.Kind == compare.Lost {
		only = c.Before
	}
	if c.Kind != compare.Changed {
		for _, f := range compare.Fields(*only) {
			line(f.Name, f.Text)
		}
	}
	for _, f := range c.Fields {
		line(f.Field, orNothing(f.Before)+" -> "+orNothing(f.After))
	}
	if len(c.RulesGone) > 0 {
		line("no longer by", strings.Join(c.RulesGone, " "))
	}
	if len(c.RulesThatCame) > 0 {
		line("now by", strings.Join(c.RulesThatCame, " "))
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

func (c *lexiconDiffCommand) sayTotals(p *program, t totals) error {
	if c.JSON {
		return json.NewEncoder(p.stdout).Encode(map[string]totals{"totals": t})
	}
	fmt.Fprintf(p.stdout, "Texts: %d. Claims: %d before, %d after; %d gained, %d lost, %d changed.\n", t.Texts, t.Before, t.After, t.Changes.Gained, t.Changes.Lost, t.Changes.Changed)
	if len(t.Fields) > 0 {
		fmt.Fprintf(p.stdout, "\n%-40s changed\n", "field")
		for _, f := range mostFirst(t.Fields, func(n int) int { return n }) {
			fmt.Fprintf(p.stdout, "%-40s %7d\n", f, t.Fields[f])
		}
	}
	if len(t.Entries) > 0 {
		fmt.Fprintf(p.stdout, "\n%-40s  gained    lost changed\n", "entry")
		for _, e := range mostFirst(t.Entries, func(n *changeTotals) int { return n.Gained + n.Lost + n.Changed }) {
			n := t.Entries[e]
			fmt.Fprintf(p.stdout, "%-40s %7d %7d %7d\n", e, n.Gained, n.Lost, n.Changed)
		}
	}
	return nil
}

// mostFirst returns the keys, those with most to count first, then by name.
func mostFirst[V any](m map[string]V, count func(V) int) []string {
	keys := slices.Sorted(maps.Keys(m))
	slices.SortStableFunc(keys, func(a, b string) int { return count(m[b]) - count(m[a]) })
	return keys
}
