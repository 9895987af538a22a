package flow

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
	"tallystick/store/bodies"
	"tallystick/store/sqlite"
)

// Verdict is what verify found.
type Verdict struct {
	Entries int64   `json:"entries"`
	Root    string  `json:"root"` // base64 of the tree over all entries
	OK      bool    `json:"ok"`
	Faults  []Fault `json:"faults"`
}

// Fault is one thing that is not as it was recorded.
type Fault struct {
	File  string `json:"file"`  // in the data directory, with the table where it is the database
	Entry int64  `json:"entry"` // -1 when no single entry is concerned
	Why   string `json:"why"`
}

// maxFaults bounds the list: past it, one more line says that there are more.
const maxFaults = 200

// Verify checks a data directory from end to end: that the tree hashes to the
// signed root, each payload to its commitment, each body to its name; that the
// checkpoint file is of this log; and that every derived table is what a
// replay of the log gives. It changes nothing. step is told what is being done
// and may be nil.
func Verify(ctx context.Context, dir string, step func(string)) (Verdict, error) {
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%s %w", dir, ErrNoLedger)
		}
		return Verdict{}, err
	}
	quiet, err := shareLock(dir, writerLock) // so that nobody records meanwhile
	if err != nil {
		return Verdict{}, err
	}
	defer release(quiet)
	if step == nil {
		step = func(string) {}
	}
	return verify(ctx, dir, step)
}

// verify checks a data directory into which nobody records meanwhile.
func verify(ctx context.Context, dir string, step func(string)) (Verdict, error) {
	v := &verifier{dir: dir, bodies: bodies.Dir(filepath.Join(dir, bodiesFolder)), verdict: Verdict{Faults: []Fault{}}}
	if err := v.run(ctx, step); err != nil {
		if ctx.Err() != nil {
			return v.verdict, ctx.Err()
		}
		v.fault(databaseFile, -1, "%v", err)
	}
	v.verdict.OK = len(v.verdict.Faults) == 0
	return v.verdict, nil
}

// verifier gathers faults; where one check cannot go on, the others still do.
type verifier struct {
	dir      string
	bodies   bodies.Dir
	store    *sqlite.Store
	verdict  Verdict
	size     int64
	key      string          // the log's current verifier key, as the log itself names it
	wanted   map[string]bool // bodies that have to be there
	withdrew map[int64]bool  // entries that a withdrawal names
	missing  []int64         // entries without payload
	last     time.Time
}

func (v *verifier) fault(file string, entry int64, format string, args ...any) {
	switch n := len(v.verdict.Faults); {
	case n < maxFaults:
		v.verdict.Faults = append(v.verdict.Faults, Fault{file, entry, fmt.Sprintf(format, args...)})
	case n == maxFaults:
		v.verdict.Faults = append(v.verdict.Faults, Fault{file, -1, "and more"})
	}
}

func (v *verifier) run(ctx context.Context, step func(string)) error {
	var err error
	if v.store, err = sqlite.OpenToCompare(filepath.Join(v.dir, databaseFile), linker); err != nil {
		return err
	}
	defer v.store.Close()
	if _, err := readSettings(v.dir); err != nil {
		v.fault(settingsFile, -1, "%v", err)
	}
	step("checking the database's own structures")
	damage, err := v.store.Integrity(ctx)
	if err != nil {
		return err
	}
	for _, d := range damage {
		v.fault(databaseFile, -1, "%s: %s", d.Table, d.Why)
	}
	if v.size, err = v.store.Applied(ctx); err != nil {
		return err
	}
	v.verdict.Entries = v.size
	step("checking every entry against its payload")
	if err := v.entries(ctx); err != nil {
		return err
	}
	step("checking every body against its name")
	v.checkBodies(ctx)
	step("hashing the log and comparing it with its checkpoint")
	if err := v.tree(ctx); err != nil {
		return err
	}
	step("replaying the log and comparing every table")
	return v.replay(ctx)
}

// entries decodes every envelope, in order, and holds each payload against its
// commitment.
func (v *verifier) entries(ctx context.Context) error {
	v.wanted, v.withdrew = make(map[string]bool), make(map[int64]bool)
	for n := int64(0); n < v.size; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		e, err := v.store.Entry(ctx, n)
		if err != nil {
			v.fault(databaseFile+" entries", n, "%v", err)
			continue
		}
		if e.Envelope.Number != n {
			v.fault(databaseFile+" entries", n, "the envelope is numbered %d", e.Envelope.Number)
		}
		if e.Envelope.Time.Before(v.last) {
			v.fault(databaseFile+" entries", n, "it is dated before the entry ahead of it")
		}
		v.last = e.Envelope.Time
		if err := e.Check(); err != nil {
			v.fault(databaseFile+" entries", n, "%v", err)
			continue
		}
		v.meaning(n, e)
	}
	for _, n := range v.missing {
		if !v.withdrew[n] {
			v.fault(databaseFile+" entries", n, "its payload is gone, and no withdrawal says why")
		}
	}
	return nil
}

// meaning notes what an entry says of bodies, keys and withdrawals.
func (v *verifier) meaning(n int64, e evidence.Entry) {
	if e.Envelope.Kind == evidence.PayloadWithdrawn {
		for _, about := range e.Envelope.About {
			v.withdrew[about] = true
		}
	}
	if e.Withdrawn() {
		v.missing = append(v.missing, n)
		return
	}
	var err error
	switch e.Envelope.Kind {
	case evidence.LedgerStarted:
		var s evidence.Start
		s, err = evidence.Decode[evidence.Start](e)
		v.key = s.Verifier
	case evidence.KeyRotated:
		var r evidence.Rotation
		r, err = evidence.Decode[evidence.Rotation](e)
		v.key = r.Verifier
	case evidence.ReportCaptured:
		var c evidence.Capture
		c, err = evidence.Decode[evidence.Capture](e)
		v.wanted[c.Report] = true
	case evidence.EditionImported:
		var edition evidence.Edition
		edition, err = evidence.Decode[evidence.Edition](e)
		for _, f := range edition.Files {
			v.wanted[f.Hash] = true
		}
	case evidence.RouteRecorded:
		var r evidence.Route
		r, err = evidence.Decode[evidence.Route](e)
		v.wanted[r.File.Hash] = true
	case evidence.EvidenceAdded:
		var f evidence.File
		if f, err = evidence.Decode[evidence.File](e); f.Hash != "" { // and not an address alone
			v.wanted[f.Hash] = true
		}
	}
	if err != nil {
		v.fault(databaseFile+" entries", n, "%v", err)
	}
}

// checkBodies reads every body that an entry names.
func (v *verifier) checkBodies(ctx context.Context) {
	for hash := range v.wanted {
		if ctx.Err() != nil {
			return
		}
		err := v.bodies.Check(hash)
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("the body is missing")
		}
		if err != nil {
			v.fault(filepath.Join(bodiesFolder, hash[:min(2, len(hash))], hash), -1, "%v", err)
		}
	}
	gone, err := withdrawnBodies(ctx, v.store)
	if err != nil {
		v.fault(databaseFile+" withdrawals", -1, "%v", err)
	}
	for _, hash := range gone {
		if _, err := os.Lstat(v.bodies.Path(hash)); err == nil && !v.wanted[hash] {
			v.fault(filepath.Join(bodiesFolder, hash[:2], hash), -1, "it was withdrawn, but the body is still there: run any command that records, which deletes it")
		}
	}
}

// tree audits the log, and holds the checkpoint file against it.
func (v *verifier) tree(ctx context.Context) error {
	file, err := os.ReadFile(filepath.Join(v.dir, verifierFile))
	if err != nil {
		v.fault(verifierFile, -1, "%v", err)
	} else if key := strings.TrimSpace(string(file)); v.key != "" && key != v.key {
		v.fault(verifierFile, -1, "the log names another key: %s", v.key)
	}
	faults, tree, err := ledger.Audit(ctx, v.store, v.key)
	for _, f := range faults {
		v.fault(databaseFile+" "+f.Where, f.Entry, "%s", f.Why)
	}
	if err != nil {
		return err
	}
	if tree.Size != v.size && len(faults) == 0 {
		v.fault(databaseFile+" checkpoint", -1, "it is over %d entries, the log holds %d", tree.Size, v.size)
	}
	v.verdict.Root = tree.Root.String()
	v.checkpointFile(ctx, tree)
	return nil
}

func (v *verifier) checkpointFile(ctx context.Context, tree ledger.Tree) {
	note, err := os.ReadFile(filepath.Join(v.dir, checkpointFile))
	if err != nil {
		v.fault(checkpointFile, -1, "%v", err)
		return
	}
	signed, _, err := ledger.Open(note, v.key)
	if err != nil {
		v.fault(checkpointFile, -1, "%v", err)
		return
	}
	if signed.Size > v.size {
		v.fault(checkpointFile, -1, "it is over %d entries, the log holds %d: the database was rolled back, or entries were cut off", signed.Size, v.size)
		return
	}
	then := tree
	if signed.Size != tree.Size {
		if then, err = ledger.TreeAt(v.store.Tiles(ctx), signed.Size); err != nil {
			v.fault(checkpointFile, -1, "%v", err)
			return
		}
	}
	if then != signed {
		v.fault(checkpointFile, -1, "it signs another tree of %d entries: this log is not the one that was signed", signed.Size)
	}
}

// replay applies the log to an empty store and compares every derived row.
func (v *verifier) replay(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "tallystick-verify-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fresh, err := sqlite.CreateScratch(folder, linker)
	if err != nil {
		return err
	}
	defer fresh.Close()
	if err := replay(ctx, v.store, fresh, v.size, nil, nil); err != nil {
		v.fault(databaseFile, -1, "the log cannot be replayed: %v", err)
		return nil
	}
	kept, stopKept := rows(ctx, v.store)
	defer stopKept()
	want, stopWant := rows(ctx, fresh)
	defer stopWant()
	for {
		k, w := kept(), want()
		switch {
		case k.err != nil:
			v.fault(databaseFile, -1, "%v", k.err)
			return nil
		case w.err != nil:
			return w.err
		case k.end && w.end:
			return nil
		case k != w:
			table := k.table
			if w.text != "" { // a row of its table is missing or differs
				table = w.table
			}
			v.fault(databaseFile+" "+table, -1, "the table differs from a replay of the log: it has %s where the log gives %s; run `tallystick rebuild`", k, w)
			return nil
		}
	}
}

// replay applies the first entries of one store to another, many to a
// transaction.
func replay(ctx context.Context, from, to store.Store, size int64, seal store.Seal, done func(int64)) error {
	const batch = 2000
	for n := int64(0); n < size; {
		end := min(n+batch, size)
		s := seal
		if end < size {
			s = nil
		}
		if err := to.Apply(ctx, n, stretch(ctx, from, n, end), s); err != nil {
			return err
		}
		n = end
		if done != nil {
			done(n)
		}
	}
	return nil
}

// stretch reads the entries of a store from one position to another.
func stretch(ctx context.Context, s store.Store, from, to int64) iter.Seq2[evidence.Entry, error] {
	return func(yield func(evidence.Entry, error) bool) {
		for n := from; n < to; n++ {
			e, err := s.Entry(ctx, n)
			if err != nil {
				err = fmt.Errorf("entry %d: %w", n, err)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// row is one derived row, or the end of them.
type row struct {
	table, text string
	end         bool
	err         error
}

func (r row) String() string {
	if r.end || r.text == "" {
		return "no more rows"
	}
	if len(r.text) > 200 {
		return r.text[:200] + "…"
	}
	return r.text
}
