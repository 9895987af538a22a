package flow

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store/bodies"
	"tallystick/store/sqlite"
)

// Create makes a data directory with a key of its own and records its start. A
// folder that is there has to be empty. The directory is made beside its place
// and renamed there whole, so that a crash leaves none.
func Create(ctx context.Context, dir, origin string, settings Settings, world World) (*Ledger, error) {
	if err := settings.Policy.Check(); err != nil {
		return nil, err
	}
	if err := empty(dir); err != nil {
		return nil, err
	}
	making := filepath.Clean(dir) + ".making"
	if err := os.RemoveAll(making); err != nil { // left over from a crash
		return nil, err
	}
	if err := build(ctx, making, origin, settings, world); err != nil {
		return nil, errors.Join(err, os.RemoveAll(making))
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // the empty folder in its place
		return nil, errors.Join(err, os.RemoveAll(making))
	}
	if err := errors.Join(os.Rename(making, dir), syncFolder(filepath.Dir(filepath.Clean(dir)))); err != nil {
		return nil, errors.Join(err, os.RemoveAll(making))
	}
	return Open(ctx, dir, world)
}

// build makes a whole data directory with a log of one entry.
func build(ctx context.Context, dir, origin string, settings Settings, world World) error {
	signer, verifier, err := ledger.NewKey(rand.Reader, origin)
	if err != nil {
		return err
	}
	if err := layOut(dir, signer, verifier, settings); err != nil {
		return err
	}
	db, err := sqlite.Create(filepath.Join(dir, databaseFile), linker)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	l, err := open(ctx, dir, world)
	if err != nil {
		return err
	}
	_, err = l.Record(ctx, func(int64) ([]Draft, error) {
		return []Draft{{Kind: evidence.LedgerStarted, Payload: evidence.Start{Origin: origin, Verifier: verifier}}}, nil
	})
	return errors.Join(err, l.Close())
}

func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) == 0:
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); err == nil {
		return fmt.Errorf("%s %w", dir, ErrExists)
	}
	return fmt.Errorf("%s is not empty: name a folder that is not there yet, or an empty one", dir)
}

// layOut makes the folder with everything but the database.
func layOut(dir, signer, verifier string, settings Settings) error {
	if err := os.MkdirAll(filepath.Join(dir, bodiesFolder), 0o700); err != nil {
		return err
	}
	written, err := json.MarshalIndent(settings, "", "\t")
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		signerFile: signer + "\n", verifierFile: verifier + "\n", settingsFile: string(written) + "\n",
	} {
		mode := fs.FileMode(0o644)
		if name == signerFile {
			mode = 0o600
		}
		if err := bodies.WriteFile(filepath.Join(dir, name), []byte(content), mode); err != nil {
			return err
		}
	}
	return nil
}
