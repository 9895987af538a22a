// Package sqlite keeps a ledger in one SQLite file: the log, the tree's tiles,
// the last checkpoint and every derived table, changed in one transaction.
//
// The file is in write-ahead mode with full synchronisation, so what Apply has
// acknowledged survives a crash and a power cut. One process writes at a time;
// any number read meanwhile.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"tallystick/store"
)

// The tables, by topic.
//
//go:embed schema.sql
var schema string

//go:embed losses.sql
var lossesSchema string

//go:embed incidents.sql
var incidentsSchema string

// schemaVersion is raised with every change of the tables. A file of another
// version is rebuilt by replay, never altered in place.
const schemaVersion = 11

// applicationID marks the file as a Tallystick ledger ("Taly").
const applicationID = 0x54616c79

// ErrVersion says that a file was written by a program with another schema.
var ErrVersion = errors.New("this program makes others: run `tallystick rebuild`, which makes the tables anew from the log")

// Store is an open ledger file.
type Store struct {
	path   string
	linker store.Linker
	write  *sql.DB // one connection; nil when opened to read
	read   *reader
}

var _ store.Store = (*Store)(nil)

// Create makes a new ledger file and opens it. A file that is there already is
// an error.
func Create(path string, linker store.Linker) (*Store, error) { return create(path, durable, linker) }

// CreateScratch makes a ledger in a folder that does not outlive the process,
// to hold another against. Its file has no name from the start, so that no
// crash leaves words behind.
func CreateScratch(folder string, linker store.Linker) (*Store, error) {
	path := filepath.Join(folder, "scratch.db")
	s, err := create(path, scratch, linker)
	if err != nil {
		return nil, err
	}
	unused := s.read // one connection does all: another could not find the file
	s.read = newReader(s.write)
	return s, errors.Join(unused.Close(), os.Remove(path))
}

func create(path, pragmas string, linker store.Linker) (*Store, error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fs.ErrExist
		}
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	s, err := open(path, pragmas)
	if err != nil {
		return nil, err
	}
	s.linker = linker
	_, err = s.write.Exec(fmt.Sprintf("BEGIN IMMEDIATE; %s; %s; %s; PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
		schema, lossesSchema, incidentsSchema, applicationID, versionOf(linker)))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making %s: %w", path, plain(err)), s.Close())
	}
	return s, nil
}

// Open opens a ledger file to read and write, of which claims are linked as the
// linker has it.
func Open(path string, linker store.Linker) (*Store, error) {
	s, err := openExisting(path, durable, func(version int) bool { return version == versionOf(linker) })
	if err == nil {
		s.linker = linker
	}
	return s, err
}

// OpenReadOnly opens a ledger file to read, whatever its claims are linked by.
// Another process may be writing it.
func OpenReadOnly(path string) (*Store, error) {
	return openExisting(path, "", func(version int) bool { return version>>linkerBits == schemaVersion })
}

// OpenToCompare opens a ledger file to read, of which claims are linked as the
// linker has it.
func OpenToCompare(path string, linker store.Linker) (*Store, error) {
	return openExisting(path, "", func(version int) bool { return version == versionOf(linker) })
}

// OpenToReplay opens a ledger file of any version, to read its log and replay
// it into a new file.
func OpenToReplay(path string) (*Store, error) {
	return openExisting(path, durable, func(int) bool { return true })
}

// versionOf is a file's version: that of the tables, and in its lowest bits that
// of what claims are linked by.
func versionOf(l store.Linker) int { return schemaVersion<<linkerBits | l.Version }

const linkerBits = 16

// What a writing connection is set to.
const (
	durable = "&_pragma=synchronous(FULL)&_pragma=secure_delete(ON)&_pragma=wal_autocheckpoint(10000)&_pragma=cache_size(-32768)&_pragma=journal_mode(WAL)"
	scratch = "&_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)"
)

func openExisting(path, pragmas string, fits func(version int) bool) (*Store, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	s, err := open(path, pragmas)
	if err != nil {
		return nil, err
	}
	var id, version int
	if err := s.read.QueryRow("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version").Scan(&id, &version); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, plain(err)), s.Close())
	}
	if id != applicationID {
		return nil, errors.Join(fmt.Errorf("%s is not a Tallystick ledger", path), s.Close())
	}
	if !fits(version) {
		return nil, errors.Join(fmt.Errorf("%s holds tables of version %d, and claims to link of version %d; %w", path, version>>linkerBits, version&(1<<linkerBits-1), ErrVersion), s.Close())
	}
	return s, nil
}

// open opens the file's connections: one that writes, unless pragmas is empty,
// and several that read.
func open(path, pragmas string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path}
	if pragmas != "" {
		if s.write, err = sql.Open("sqlite", dsn(path, "rwc", "_txlock=immediate"+pragmas)); err != nil {
			return nil, err
		}
		s.write.SetMaxOpenConns(1)
		if err := s.write.Ping(); err != nil { // turns write-ahead mode on before a reader opens the file
			return nil, errors.Join(fmt.Errorf("opening %s: %w", path, plain(err)), s.write.Close())
		}
	}
	readDSN := dsn(path, "ro", "_txlock=deferred")
	if pragmas == "" && immutable(path) {
		readDSN = dsn(path, "ro", "immutable=1")
	}
	db, err := sql.Open("sqlite", readDSN)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.read = newReader(db)
	s.read.SetMaxOpenConns(2 * runtime.GOMAXPROCS(0))
	s.read.SetMaxIdleConns(2 * runtime.GOMAXPROCS(0)) // they keep statements and pages
	return s, nil
}

// immutable reports whether the file lies on a disk that nobody can write: the
// shared-memory file that readers of a write-ahead log need cannot be made
// there, and is not needed when no log is left over.
func immutable(path string) bool {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return false
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".probe-*")
	if err == nil {
		probe.Close()
		os.Remove(probe.Name())
	}
	return err != nil
}

func dsn(path, mode, more string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=" + mode + "&_pragma=busy_timeout(10000)&" + more
}

// Close folds the write-ahead log into the file and closes it.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil && s.read.DB != s.write {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// Erase empties the write-ahead log, the last place where a withdrawn payload
// can be read: within the file, deleted rows are overwritten with zeros as
// they go.
func (s *Store) Erase(ctx context.Context) error {
	if s.write == nil {
		return store.ErrReadOnly
	}
	var busy, frames, moved int
	err := s.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err != nil {
		return plain(err)
	}
	if busy != 0 {
		return errors.New("another process is reading the ledger's write-ahead log: withdrawn words stay in it until it is emptied. Stop that process, then run any command that records: it empties the log first")
	}
	return nil
}

// plain turns SQLite's error codes into the store's errors, once, at the edge.
func plain(err error) error {
	var e *driver.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Code() == lib.SQLITE_IOERR_SHMSIZE, e.Code()&0xff == lib.SQLITE_FULL:
		return fmt.Errorf("%w (%v)", store.ErrFull, err)
	case e.Code()&0xff == lib.SQLITE_READONLY, e.Code()&0xff == lib.SQLITE_CANTOPEN:
		return fmt.Errorf("%w (%v)", store.ErrReadOnly, err)
	}
	return err
}
