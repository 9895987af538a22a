package flow

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tallystick/ledger"
	"tallystick/store/sqlite"
)

// Rebuild makes the database anew by replaying its log, checks that the tree
// is the one that was signed, and only then puts it in the old one's place. It
// returns how many entries were replayed. A crash leaves the old database or
// the new one. done is told how far it has come and may be nil.
func Rebuild(ctx context.Context, dir string, done func(n, of int64)) (int64, error) {
	path := filepath.Join(dir, databaseFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s %w", dir, ErrNoLedger)
	}
	writing, err := takeWriterLock(dir)
	if err != nil {
		return 0, err
	}
	defer writing.Close()
	alone, err := takeOpenLock(dir) // a reader would go on with the database that is replaced
	if err != nil {
		return 0, err
	}
	defer alone.Close()
	old, err := sqlite.OpenToReplay(path)
	if err != nil {
		return 0, err
	}
	defer old.Close()
	size, err := old.Applied(ctx)
	if err != nil {
		return 0, err
	}
	checkpoint, err := old.Checkpoint(ctx)
	if err != nil {
		return 0, err
	}
	key, err := os.ReadFile(filepath.Join(dir, verifierFile))
	if err != nil {
		return 0, err
	}
	signed, _, err := ledger.Open(checkpoint, strings.TrimSpace(string(key)))
	if err != nil {
		return 0, err
	}
	fresh := path + ".new"
	if err := removeDatabase(fresh); err != nil { // left over from a crash
		return 0, err
	}
	db, err := sqlite.Create(fresh, linker)
	if err != nil {
		return 0, err
	}
	seal := func(tree ledger.Tree) ([]byte, error) {
		if tree != signed {
			return nil, fmt.Errorf("the log replays to another tree than the one signed over %d entries: run `tallystick verify`", signed.Size)
		}
		return checkpoint, nil
	}
	err = replay(ctx, old, db, size, seal, func(n int64) {
		if done != nil {
			done(n, size)
		}
	})
	if err == nil {
		err = db.Erase(ctx)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return 0, errors.Join(err, removeDatabase(fresh))
	}
	// Nothing of the old write-ahead log may meet the new file: it is folded
	// into the old file first.
	if err := errors.Join(old.Erase(ctx), old.Close()); err != nil {
		return 0, err
	}
	return size, errors.Join(os.Rename(fresh, path), syncFolder(dir))
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func removeDatabase(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
