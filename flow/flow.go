// Package flow runs the five stages in order over a data directory: capture,
// read, link, review, publish. Record is the one door into ledger and store;
// everything else here calls it or only reads.
//
// A data directory holds
//
//	ledger.db     the log, its tree and every table derived from it
//	bodies/       bytes of reports and lists as received, each under its SHA-256
//	checkpoint    the last signed checkpoint, swapped after each commit
//	log.vkey      the key that checkpoints are verified with
//	signing.key   the key that they are signed with; never in a backup
//	settings.json what the operator lets leave
//	gazetteer.tsv places of the operator's own, if any, to read reports with
//	lock, open    keep processes out of each other's way
package flow

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/lexicon"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/store/bodies"
	"tallystick/store/sqlite"
)

// Ledger is an open data directory. Its methods may be called from several
// goroutines; records are made one at a time.
type Ledger struct {
	dir       string
	store     store.Store
	bodies    bodies.Dir
	lexicon   func() *lexicon.Lexicon // read when it is first asked for
	gazetteer *lexicon.Gazetteer      // the operator's own, nil when there is none or when opened to read
	settings  Settings
	world     World
	signer    string
	verifier  string
	writing   *os.File // the writer's lock; nil when opened to read
	open      *os.File // the part in the lock that everybody shares
	door      sync.Mutex
	exhibits  *gallery   // what was added as evidence, once it was asked for; behind the door
	showing   sync.Mutex // of a picture
}

// World is what comes from outside: the clock, and the salts that blind
// commitments. Tests hand in their own.
type World struct {
	Now  func() time.Time
	Salt func(number int64) ([]byte, error)
	Wrap func(store.Store) store.Store // nil, or what a test puts around the store
}

// Real is the machine's clock and randomness.
var Real = World{
	Now: time.Now,
	Salt: func(int64) ([]byte, error) {
		salt := make([]byte, evidence.SaltSize)
		_, err := rand.Read(salt)
		return salt, err
	},
}

// Settings are the operator's, kept in settings.json.
type Settings struct {
	Policy publish.Policy `json:"policy"`
}

// Names of the files in a data directory.
const (
	databaseFile   = "ledger.db"
	bodiesFolder   = "bodies"
	checkpointFile = "checkpoint"
	verifierFile   = "log.vkey"
	signerFile     = "signing.key"
	settingsFile   = "settings.json"
	gazetteerFile  = "gazetteer.tsv"
)

// ErrExists says that a data directory is there already.
var ErrExists = errors.New("holds a ledger already")

// ErrNoLedger says that a folder is no data directory.
var ErrNoLedger = errors.New("holds no ledger; make one with `tallystick init`")

// ErrRolledBack says that the log is not the one that was last signed: signing
// it would show two histories.
var ErrRolledBack = errors.New("the log is not the one that was last signed; nothing more is signed. Run `tallystick verify`, and restore the ledger that the checkpoint belongs to")

// Open opens a data directory to record. One process at a time may.
func Open(ctx context.Context, dir string, world World) (*Ledger, error) {
	l, err := open(ctx, dir, world)
	if err != nil {
		return nil, err
	}
	first, err := l.store.Entry(ctx, 0)
	if err == nil && first.Envelope.Kind != evidence.LedgerStarted {
		err = fmt.Errorf("entry 0 of %s is %s, where %s should be: run `tallystick verify`", dir, first.Envelope.Kind, evidence.LedgerStarted)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// open opens a data directory whose log may still be empty.
func open(ctx context.Context, dir string, world World) (*Ledger, error) {
	l, err := openFiles(dir, world)
	if err != nil {
		return nil, err
	}
	if l.writing, err = takeWriterLock(dir); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.signer, err = readSigner(dir, l.verifier); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.gazetteer, err = readOwnGazetteer(dir); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	db, err := sqlite.Open(filepath.Join(dir, databaseFile), linker)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	l.store = db
	if world.Wrap != nil {
		l.store = world.Wrap(db)
	}
	if err := l.recover(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// readSigner reads the signing key, and sees that it is the one that the
// ledger's checkpoints are verified with: a signature by another would lock
// everybody out.
func readSigner(dir, verifier string) (string, error) {
	path := filepath.Join(dir, signerFile)
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("the signing key cannot be read, so nothing can be recorded: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		slog.Warn("the signing key could be read by others; it is its owner's alone from now on", "file", path)
		if err := os.Chmod(path, 0o600); err != nil {
			return "", fmt.Errorf("the signing key can be read by others: %w", err)
		}
	}
	key, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the signing key cannot be read, so nothing can be recorded: %w", err)
	}
	signer := strings.TrimSpace(string(key))
	return signer, checkKey(path, signer, verifier)
}

// checkKey says whether a signing key signs what a verifier key opens.
func checkKey(path, signer, verifier string) error {
	note, err := ledger.Sign(ledger.Tree{}, signer)
	if err == nil {
		_, _, err = ledger.Open(note, verifier)
	}
	if err != nil {
		return fmt.Errorf("%s is not the key that signs this ledger: %w", path, err)
	}
	return nil
}

// OpenReadOnly opens a data directory to read, while another process may
// record into it.
func OpenReadOnly(dir string, world World) (*Ledger, error) {
	l, err := openFiles(dir, world)
	if err != nil {
		return nil, err
	}
	db, err := sqlite.OpenReadOnly(filepath.Join(dir, databaseFile))
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	l.store = db
	return l, nil
}

func openFiles(dir string, world World) (*Ledger, error) {
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w", dir, ErrNoLedger)
	}
	l := &Ledger{dir: dir, bodies: bodies.Dir(filepath.Join(dir, bodiesFolder)), lexicon: lexicon.Default, world: world}
	verifier, err := os.ReadFile(filepath.Join(dir, verifierFile))
	if err != nil {
		return nil, err
	}
	l.verifier = strings.TrimSpace(string(verifier))
	if l.settings, err = readSettings(dir); err != nil {
		return nil, err
	}
	l.open, err = shareLock(dir, openLock)
	return l, err
}

func readSettings(dir string) (Settings, error) {
	path := filepath.Join(dir, settingsFile)
	var s Settings
	b, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	if err := s.Policy.Check(); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// recover finishes what a crash may have left half done. It runs at every
// opening, so that the path after a crash is the normal one.
func (l *Ledger) recover(ctx context.Context) error {
	kept, err := l.checkSigned(ctx)
	if err != nil {
		return err
	}
	if kept != nil { // committed, but the file was not swapped
		if err := l.writeCheckpoint(kept); err != nil {
			return err
		}
	}
	gone, err := withdrawnBodies(ctx, l.store)
	if err != nil {
		return err
	}
	for _, hash := range gone { // withdrawn, but the body was not deleted
		if err := l.bodies.Delete(hash); err != nil {
			return err
		}
	}
	if err := l.bodies.Clean(); err != nil { // of an import that was killed
		return err
	}
	if err := removeDatabase(filepath.Join(l.dir, databaseFile+".new")); err != nil { // of a rebuild that was killed
		return err
	}
	// Withdrawn, but the write-ahead log may still hold the words. Readers can
	// be in the way; then the next opening tries again.
	_ = l.store.Erase(ctx)
	return nil
}

// checkSigned holds the log against the checkpoint file. It returns the
// database's checkpoint when the file is behind it.
func (l *Ledger) checkSigned(ctx context.Context) (ahead []byte, err error) {
	size, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := l.store.Checkpoint(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		kept, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	path := filepath.Join(l.dir, checkpointFile)
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && size <= 1 {
		return kept, nil // a ledger just made
	}
	if err != nil {
		return nil, fmt.Errorf("the last signed checkpoint cannot be read, so nothing more is signed (put %s back from a backup or from a reader of the log): %w", path, err)
	}
	signed, _, err := ledger.Open(file, l.verifier)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if signed.Size > size {
		return nil, fmt.Errorf("%w (%s is over %d entries, the log holds %d)", ErrRolledBack, path, signed.Size, size)
	}
	tree, err := ledger.TreeAt(l.store.Tiles(ctx), signed.Size)
	if err != nil {
		return nil, err
	}
	if tree != signed {
		return nil, fmt.Errorf("%w (%s signs another tree of %d entries)", ErrRolledBack, path, signed.Size)
	}
	if latest, _, err := ledger.Open(kept, l.verifier); err == nil && latest.Size > signed.Size {
		return kept, nil
	}
	return nil, nil
}

// withdrawnBodies lists the bodies that reports and files were withdrawn with.
func withdrawnBodies(ctx context.Context, s store.Store) ([]string, error) {
	size, err := s.Applied(ctx)
	if err != nil {
		return nil, err
	}
	reports, err := s.WithdrawnReports(ctx, size)
	if err != nil {
		return nil, err
	}
	files, err := s.WithdrawnFiles(ctx, size)
	return append(reports, files...), err
}

// Close ends the use of the data directory.
func (l *Ledger) Close() error {
	var errs []error
	if l.store != nil {
		errs = append(errs, l.store.Close())
	}
	return errors.Join(append(errs, release(l.writing, l.open))...)
}

// Dir returns the data directory.
func (l *Ledger) Dir() string { return l.dir }

// Desk returns the library of the people who review.
func (l *Ledger) Desk() *Library {
	desk := l.Public()
	desk.desk = true
	return desk
}

// Public returns the library of everybody else.
func (l *Ledger) Public() *Library {
	return &Library{
		store: l.store, lexicon: l.lexicon, policy: l.settings.Policy, now: l.world.Now, verifier: l.verifier, bodies: l.bodies, showing: &l.showing, album: new(album),
		reader: l.reader, teller: sync.OnceValue(func() *accounts.Teller { return accounts.New(l.lexicon()) }),
		losses: newLossMemory(l.settings.Policy), moments: new(momentMemory), judged: newJudgements(), overviews: new(overviewMemory), answers: new(answerMemory), actors: new(actorMemory), roll: new(incidentRoll), heardRoll: new(reportRoll),
	}
}
