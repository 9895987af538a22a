package flow

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"

	"tallystick/store"
	"tallystick/store/sqlite"
)

// Backup writes the ledger into one tar file: the database as it stands at one
// moment, the checkpoint over it, the bodies that it names, the settings, the
// gazetteer if there is one, and the verifier key. The signing key is not in
// it. Others may record meanwhile; the backup then holds what was recorded when
// it began. done is told each body and may be nil. The file is there whole or
// not at all; a crash leaves a folder ".backup-scratch" beside it, which the
// next backup clears.
func Backup(ctx context.Context, dir, file string, done func(n, of int)) (err error) {
	l, err := OpenReadOnly(dir, Real)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return fmt.Errorf("%s cannot be written: there is no folder %s; make it first", file, filepath.Dir(file))
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s is there already: name a file that is not", file)
	}
	folder := filepath.Join(filepath.Dir(file), ".backup-scratch")
	held, err := clearScratch(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder), held.Close()) }()
	snapshot := filepath.Join(folder, databaseFile)
	if err := l.store.(*sqlite.Store).Snapshot(ctx, snapshot); err != nil {
		return err
	}
	temporary := filepath.Join(folder, "backup.tar")
	out, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = l.pack(ctx, tar.NewWriter(out), snapshot, done)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	return errors.Join(os.Rename(temporary, file), syncFolder(filepath.Dir(file)))
}

// clearScratch makes an empty folder for work that is to be put in place
// whole, in place of one that a crash left. It is this process's until the
// returned file is closed.
func clearScratch(folder string) (*os.File, error) {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	f, err := os.OpenFile(folder, os.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW, 0)
	if err != nil {
		return nil, err
	}
	if err := flock(f, unix.LOCK_EX); err != nil {
		if errors.Is(err, ErrBusy) {
			err = fmt.Errorf("another process is at work in %s: wait for it to end", folder)
		}
		return nil, err
	}
	left, err := os.ReadDir(folder)
	for _, e := range left {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, e.Name())))
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (l *Ledger) pack(ctx context.Context, out *tar.Writer, snapshot string, done func(n, of int)) error {
	db, err := sqlite.OpenReadOnly(snapshot)
	if err != nil {
		return err
	}
	defer db.Close()
	checkpoint, err := db.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if err := packBytes(out, checkpointFile, checkpoint); err != nil {
		return err
	}
	for _, name := range []string{verifierFile, settingsFile} {
		b, err := os.ReadFile(filepath.Join(l.dir, name))
		if err == nil {
			err = packBytes(out, name, b)
		}
		if err != nil {
			return err
		}
	}
	if err := packFile(out, gazetteerFile, filepath.Join(l.dir, gazetteerFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := packFile(out, databaseFile, snapshot); err != nil {
		return err
	}
	size, err := db.Applied(ctx)
	if err != nil {
		return err
	}
	named, err := bodiesOf(ctx, db, size)
	if err != nil {
		return err
	}
	for i, hash := range named {
		err := l.bodies.Check(hash)
		if errors.Is(err, fs.ErrNotExist) && l.withdrawnSince(ctx, hash) {
			return fmt.Errorf("%s was withdrawn while the backup was made: make it again", hash)
		}
		if err == nil {
			err = packFile(out, bodiesFolder+"/"+hash[:2]+"/"+hash, l.bodies.Path(hash))
		}
		if err != nil {
			return err
		}
		if done != nil {
			done(i+1, len(named))
		}
	}
	return out.Close()
}

// bodiesOf returns the hashes of the bodies that a ledger names, in order:
// reports, files of editions, evidence and files of roads.
func bodiesOf(ctx context.Context, s store.Store, at int64) ([]string, error) {
	var named []string
	reports, err := s.Reports(ctx, at)
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		if r.Tombstone == nil {
			named = append(named, r.ID)
		}
	}
	editions, err := s.Editions(ctx, at)
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		for _, f := range e.Edition.Files {
			named = append(named, f.Hash)
		}
	}
	files, err := s.Files(ctx, at, "")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.File.Hash != "" { // and not an address alone
			named = append(named, f.File.Hash)
		}
	}
	roads, err := drawnFiles(ctx, s, at)
	if err != nil {
		return nil, err
	}
	named = append(named, roads...)
	slices.Sort(named)
	return slices.Compact(named), nil
}

// withdrawnSince reports whether the ledger names a body no longer.
func (l *Ledger) withdrawnSince(ctx context.Context, hash string) bool {
	size, err := l.store.Applied(ctx)
	if err != nil {
		return false
	}
	named, err := bodiesOf(ctx, l.store, size)
	return err == nil && !slices.Contains(named, hash)
}

func packBytes(out *tar.Writer, name string, b []byte) error {
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b))}); err != nil {
		return err
	}
	_, err := out.Write(b)
	return err
}

func packFile(out *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	return err
}
