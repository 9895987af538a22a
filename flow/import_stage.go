package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/store/scratch"
)

// staged is what files say, sorted: listings by group, tallies by date, speaker
// and id.
type staged struct {
	list     string // name of the list
	listings sorted
	tallies  sorted
	rowsOf   sorted // rows of truces, by the register's id
	truces   sorted // by id
	spellings
	rows int
	date string // the last that is told
	odd  []evidence.Oddity
	told int // oddities, those of listings and tallies among them
}

// sorted is a sorter that counts.
type sorted struct {
	*scratch.Sorter
	n int
}

func newSorted() sorted { return sorted{Sorter: scratch.New("")} }

func (s *sorted) add(key string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	s.n++
	return s.Add([]byte(key), b)
}

func (s *sorted) close() error {
	if s.Sorter == nil {
		return nil
	}
	return s.Close()
}

func (s *staged) close() error {
	return errors.Join(s.listings.close(), s.tallies.close(), s.rowsOf.close(), s.truces.close())
}

// stage reads the files.
func (i *importing) stage(ctx context.Context) error {
	s := &i.staged
	s.listings, s.tallies, s.rowsOf, s.truces = newSorted(), newSorted(), newSorted(), newSorted()
	said := newSorted() // tallies by what they are told apart by
	defer said.close()
	var read, of int64
	for _, f := range i.edition.Files {
		of += f.Size
	}
	s.list = i.opt.List
	for _, f := range i.edition.Files {
		if err := i.stageFile(ctx, f, &said, func(n int64) {
			if i.opt.Progress != nil {
				i.opt.Progress(read+n, of)
			}
		}); err != nil {
			return err
		}
		read += f.Size
	}
	s.date, s.list = first(i.opt.Date, s.date), first(s.list, i.format.Name)
	return errors.Join(i.nameTallies(&said), i.stageTruces())
}

// stageFile reads one file.
func (i *importing) stageFile(ctx context.Context, f evidence.Body, said *sorted, progress func(int64)) error {
	body, err := i.ledger.bodies.Open(f.Hash)
	if err != nil {
		return err
	}
	defer body.Close()
	counted := &counting{in: body}
	for item, err := range i.format.Read(lists.File{Name: f.Name, Reader: counted}) {
		if err != nil {
			return err
		}
		if i.staged.rows++; i.staged.rows%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(counted.n)
		}
		switch {
		case item.Listing != nil:
			err = i.stageListing(f.Name, *item.Listing)
		case item.Tally != nil:
			err = i.stageTally(f.Name, *item.Tally, said)
		case item.Truce != nil:
			err = i.stageTruce(f.Name, *item.Truce)
		case item.Odd != nil:
			item.Odd.File = f.Name
			err = i.addOdd(*item.Odd)
		}
		if err != nil {
			return err
		}
	}
	progress(f.Size)
	return nil
}

func (i *importing) stageListing(file string, l evidence.Listing) error {
	if err := i.name(&l.List); err != nil {
		return fmt.Errorf("%s:%d: %w", file, l.Line, err)
	}
	for _, why := range l.Odd {
		i.tell(evidence.Oddity{File: file, Line: l.Line, Raw: rawCells(l.Raw), Why: why})
	}
	i.runTo(l.Listed)
	i.runTo(l.Happened)
	if l.Side == "" && i.opt.Of == "" {
		return fmt.Errorf("%s:%d: nobody is said to have lost %q: say whose losses they are, with --of CODE", file, l.Line, l.Model)
	}
	return i.staged.listings.add(l.Group(), l)
}

func (i *importing) stageTally(file string, t evidence.Tally, said *sorted) error {
	if t.List != "" {
		if err := i.name(&t.List); err != nil {
			return fmt.Errorf("%s:%d: %w", file, t.Line, err)
		}
	}
	if i.opt.By != "" {
		t.By = i.opt.By
	}
	if t.Date == "" {
		t.Date = i.opt.Date
	}
	if t.Side == "" {
		t.Side = i.opt.Side
	}
	i.runTo(t.Date)
	words := tallyWords(t)
	t = i.reader.tally(t)
	for _, why := range t.Odd {
		i.tell(evidence.Oddity{File: file, Line: t.Line, Raw: t.Said, Why: why})
	}
	key := strings.Join([]string{t.By, t.Of, t.Date, t.Reach, words}, "\x00")
	return said.add(key+"\x00"+tallyContent(t), saidTally{file, key, words, t})
}

// name gives a row the list's name, or the list the name that its rows have.
func (i *importing) name(list *string) error {
	switch {
	case i.opt.List != "":
		*list = i.opt.List
	case i.staged.list == "":
		*list = first(*list, i.format.Name)
		i.staged.list = *list
	case *list == "" || *list == i.staged.list:
		*list = i.staged.list
	default:
		return fmt.Errorf("it is of the list %q, what stands before of %q: import them one by one, or give both one name with --list", *list, i.staged.list)
	}
	return nil
}

// addOdd keeps what is wrong with a row that lists no unit and states no tally.
func (i *importing) addOdd(o evidence.Oddity) error {
	if len(i.staged.odd) == maxOdd {
		return &lists.Error{File: o.File, Line: o.Line, Err: fmt.Errorf("%w: %d rows list no unit and state no total, the last of them: %s", lists.ErrFormat, maxOdd+1, o.Why)}
	}
	i.staged.odd = append(i.staged.odd, o)
	i.tell(o)
	return nil
}

func (i *importing) tell(o evidence.Oddity) {
	i.staged.told++
	if i.opt.Odd != nil {
		i.opt.Odd(o)
	}
}

// runTo takes note of a day: the last is the one up to which the list runs. A
// day to come is a slip.
func (i *importing) runTo(day string) {
	if day <= i.staged.date || len(day) != len(time.DateOnly) {
		return
	}
	if t, err := time.Parse(time.DateOnly, day); err == nil && t.Before(i.ledger.world.Now()) {
		i.staged.date = day
	}
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// rawCells writes down cells as they stand.
func rawCells(cells map[string]string) string {
	columns := make([]string, 0, len(cells))
	for column := range cells {
		columns = append(columns, column)
	}
	slices.Sort(columns)
	for i, column := range columns {
		columns[i] = column + ": " + cells[column]
	}
	return strings.Join(columns, "; ")
}

// counting counts the bytes that are read.
type counting struct {
	in interface{ Read([]byte) (int, error) }
	n  int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
