package flow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/store"
	"tallystick/store/bodies"
)

// Bounds of an import. A file beyond one is refused: it is no list of losses.
const (
	maxList  = 1 << 30 // bytes of one file
	maxOdd   = 10_000  // rows that list no unit and state no tally
	maxGroup = 10_000  // rows of one address, or of one model without addresses
)

// ImportOptions say what a file does not, and whom to tell of it.
type ImportOptions struct {
	List string // name of the list; "" for the one that the files name
	By   string // who states its tallies; "" for whom the files name
	Side string // a side's code, on whose behalf they are stated
	Of   string // a side's code: whose losses they are, where the files do not say
	Date string // civil date up to which the list runs; "" for the last in the files
	// Odd is told everything that is odd, row by row, also about rows that list
	// a unit or state a tally. Progress is told how much of all bytes is read.
	// Both may be nil.
	Odd      func(evidence.Oddity)
	Progress func(n, of int64)
}

// Imported says what became of an edition.
type Imported struct {
	List      string         `json:"list"`
	Edition   string         `json:"edition"` // its id
	Date      string         `json:"date,omitempty"`
	New       bool           `json:"new"` // anything was recorded
	Rows      int            `json:"rows"`
	Units     int            `json:"units"`
	Tallies   int            `json:"tallies"`
	Truces    int            `json:"truces,omitempty"`
	Changes   map[string]int `json:"changes"`   // units or truces by kind of change
	Stated    int            `json:"stated"`    // tallies that are new or have other numbers
	Proposals int            `json:"proposals"` // units that may be one
	Odd       int            `json:"odd"`       // oddities that Odd was told
	Entries   [2]int64       `json:"entries"`   // the first that was recorded, and the one past the last
}

// ErrSuperseded says that files are those of an edition that a later one has
// taken the place of.
var ErrSuperseded = errors.New("is an earlier edition of the list, which a later one has taken the place of; nothing is recorded")

// ErrOtherList says that files list too little of what is recorded of a list to
// be its next edition.
var ErrOtherList = errors.New("may not be an edition of this list")

// Import records an edition of a list, or a series of totals: the files as they
// are, and of units and tallies what is new or has changed since the edition
// before, each with the reason. All of it is recorded at once or nothing is.
// The same edition again records nothing. Memory does not grow with the files.
//
// A fault of a file is the *lists.Error of its reader.
func (l *Ledger) Import(ctx context.Context, format lists.Format, files []lists.File, opt ImportOptions) (done Imported, err error) {
	if l.writing == nil {
		return done, errReadOnly
	}
	i := &importing{ledger: l, format: format, opt: opt, reader: l.unitReader(opt.Of)}
	defer func() { err = errors.Join(err, i.close()) }()
	if err := i.spool(ctx, files); err != nil {
		return done, errors.Join(err, i.discard(ctx))
	}
	if err := i.stage(ctx); err != nil {
		return done, errors.Join(err, i.discard(ctx))
	}
	first, end, err := l.RecordAll(ctx, func(next int64) drafts { return i.draft(ctx, next) })
	if err != nil {
		return done, errors.Join(err, i.discard(ctx))
	}
	i.done.New = end > first
	if i.done.New {
		i.done.Entries = [2]int64{first, end}
	}
	if i.edition.Units > 0 {
		near, err := l.proposeNear(ctx, i.edition.List, i.reader)
		if i.done.Proposals += near; err != nil {
			return i.done, fmt.Errorf("the edition is recorded, but its units were not held against those of other lists: %w", err)
		}
	}
	return i.done, nil
}

// importing is one import at work.
type importing struct {
	ledger  *Ledger
	format  lists.Format
	opt     ImportOptions
	reader  unitReader
	edition evidence.Edition
	spooled []bodies.Spooled
	staged  staged
	shown   sorted  // units that the list has from now on, by what shows them
	drafted drafted // what follows the edition's entry
	done    Imported
}

func (i *importing) close() error {
	return errors.Join(i.staged.close(), i.shown.close(), i.drafted.close())
}

// spool keeps the files as bodies. They are durable before any entry names
// them; a crash leaves them unnamed until the same files are imported again.
func (i *importing) spool(ctx context.Context, files []lists.File) error {
	if len(files) == 0 {
		return errors.New("name a file to import")
	}
	for _, f := range files {
		s, err := i.ledger.bodies.Spool(&bounded{ctx: ctx, in: f, left: maxList})
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		i.spooled = append(i.spooled, s)
		i.edition.Files = append(i.edition.Files, evidence.Body{Name: filepath.Base(f.Name), Hash: s.Hash, Size: s.Size})
	}
	gone, err := withdrawnBodies(ctx, i.ledger.store)
	if err != nil {
		return err
	}
	for n, f := range i.edition.Files {
		if slices.Contains(gone, f.Hash) {
			return fmt.Errorf("%s: %s %w", files[n].Name, f.Hash, ErrWithdrawn)
		}
		if slices.ContainsFunc(i.edition.Files[:n], func(other evidence.Body) bool { return other.Hash == f.Hash }) {
			return fmt.Errorf("%s: the same file is named twice", files[n].Name)
		}
	}
	slices.SortFunc(i.edition.Files, func(a, b evidence.Body) int { return strings.Compare(a.Name+"\x00"+a.Hash, b.Name+"\x00"+b.Hash) })
	return nil
}

// bounded reads so many bytes and no more, as long as nobody interrupts.
type bounded struct {
	ctx  context.Context
	in   io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.in.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("holds more than %d MiB, which no list of losses does", maxList>>20)
	}
	return n, err
}

// discard deletes the bodies that were put for an import that failed, unless
// the ledger names them after all.
func (i *importing) discard(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	size, err := i.ledger.store.Applied(ctx)
	if err != nil {
		return err
	}
	named, err := bodiesOf(ctx, i.ledger.store, size)
	if err != nil {
		return err
	}
	for _, s := range i.spooled {
		if s.New && !slices.Contains(named, s.Hash) {
			err = errors.Join(err, i.ledger.bodies.Delete(s.Hash))
		}
	}
	return err
}

// draft compares the staged rows with what is recorded, and then yields the
// edition, its units, its tallies and its proposals.
func (i *importing) draft(ctx context.Context, next int64) drafts {
	return func(yield func(Draft, error) bool) {
		known, err := i.compare(ctx, next)
		if err != nil {
			yield(Draft{}, err)
			return
		}
		if known && i.drafted.empty() {
			return
		}
		if !yield(Draft{Kind: evidence.EditionImported, Payload: i.edition}, nil) {
			return
		}
		i.drafted.yield(yield)
	}
}

// compare fills in what the edition changes. known reports that its files are
// those of the edition in force.
func (i *importing) compare(ctx context.Context, next int64) (known bool, err error) {
	e := &i.edition
	e.List, e.Format, e.At = i.staged.list, i.format.Name, i.ledger.world.Now().UTC().Truncate(time.Second)
	e.Importer = i.reader.version
	e.Rows, e.Tallies, e.Date = i.staged.rows, i.staged.tallies.n, i.staged.date
	e.Changes = make(map[string]int)
	earlier, err := i.editions(ctx, next)
	if err != nil {
		return false, err
	}
	for n, was := range earlier {
		if was.Edition.ID() != e.ID() {
			continue
		}
		if n > 0 {
			return false, fmt.Errorf("%s %w: edition %s of %q was recorded as entry %d, and entry %d after it", names(e.Files), ErrSuperseded, was.Edition.ID(), e.List, was.Entry, earlier[0].Entry)
		}
		known = true
	}
	i.drafted = newDrafted(next)
	if err := i.relist(ctx, next, len(earlier) > 0); err != nil {
		return false, err
	}
	if err := i.tally(ctx, next); err != nil {
		return false, err
	}
	if err := i.relistTruces(ctx, next); err != nil {
		return false, err
	}
	if err := i.propose(ctx, next); err != nil {
		return false, err
	}
	if err := errors.Join(i.staged.close(), i.shown.close()); err != nil { // what follows needs its room
		return false, err
	}
	e.Odd = i.staged.odd
	i.done = Imported{
		List: e.List, Edition: e.ID(), Date: e.Date, Rows: e.Rows, Units: e.Units, Tallies: e.Tallies, Truces: e.Truces, Changes: e.Changes,
		Stated: i.drafted.tallies, Proposals: i.drafted.proposals, Odd: i.staged.told,
	}
	return known, e.Check()
}

// editions returns the editions of the list that stand at a position, the
// newest first.
func (i *importing) editions(ctx context.Context, at int64) ([]store.EditionRecord, error) {
	all, err := i.ledger.store.Editions(ctx, at)
	return slices.DeleteFunc(all, func(r store.EditionRecord) bool { return r.Edition.List != i.edition.List }), err
}

func names(files []evidence.Body) string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name)
	}
	return strings.Join(all, ", ")
}
