// Package bodies keeps report bytes as files beside the ledger, each under its
// SHA-256. A body is durable before Put returns, is never changed, and goes
// only when its report is withdrawn.
package bodies

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"tallystick/evidence"
)

// Dir is the folder that holds the bodies: the body under a hash lies in a
// folder named by the hash's first two letters.
type Dir string

// Put keeps b and returns its hash. Putting the same bytes again changes
// nothing, but makes sure that they are durable: whoever put them first may
// have been stopped before.
func (d Dir) Put(b []byte) (string, error) {
	hash := evidence.Hash(b)
	path := d.path(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	// A crash here leaves an empty folder, or one that a power cut takes with
	// all that is in it: so it is made durable before anything is.
	if err := syncDir(string(d)); err != nil {
		return "", err
	}
	if _, err := d.Get(hash); err == nil {
		return hash, syncDir(filepath.Dir(path))
	}
	return hash, WriteFile(path, b, 0o600)
}

// Get returns the bytes under a hash, checked against it. A body that is not
// there is fs.ErrNotExist. A link or anything else that is no file is a fault:
// nothing but Put puts bodies here.
func (d Dir) Get(hash string) ([]byte, error) {
	if !evidence.ValidHash(hash) {
		return nil, fmt.Errorf("body %q: %w", hash, fs.ErrNotExist)
	}
	path := d.path(hash)
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) {
		return nil, fmt.Errorf("%s: is a symbolic link, not a body", path)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: is no regular file, so no body", path)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	if got := evidence.Hash(b); got != hash {
		return nil, fmt.Errorf("%s: its bytes hash to %s", path, got)
	}
	return b, nil
}

// Delete removes the body under a hash. One that is not there is no error.
func (d Dir) Delete(hash string) error {
	if !evidence.ValidHash(hash) {
		return fmt.Errorf("%q is no SHA-256", hash)
	}
	removed := false
	for _, path := range []string{d.path(hash), d.path(hash) + ".new"} { // the second is what a killed Put leaves
		err := os.Remove(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		removed = removed || err == nil
	}
	if !removed {
		return nil
	}
	return syncDir(filepath.Dir(d.path(hash)))
}

// Path returns where the body under a hash lies.
func (d Dir) Path(hash string) string { return d.path(hash) }

func (d Dir) path(hash string) string { return filepath.Join(string(d), hash[:2], hash) }

// WriteFile puts a whole file in place: written beside it under its name with
// ".new" behind, which is no hash, made durable, then renamed over it. A crash
// leaves the old file or the new one, and at worst a temporary one that the
// next write of the same file replaces.
func WriteFile(path string, b []byte, mode fs.FileMode) error {
	temporary := path + ".new"
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
