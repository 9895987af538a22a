// Package bodies keeps the bytes of reports, lists and other evidence as files
// beside the ledger, each under its SHA-256. A body is durable before Put or
// Spool returns, is never changed, and goes only when what it is of is
// withdrawn, or was never recorded.
package bodies

import (
	"crypto/sha256"
	"encoding/hex"
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
	path, err := d.folder(hash)
	if err != nil {
		return "", err
	}
	if err := d.Check(hash); err == nil {
		return hash, syncDir(filepath.Dir(path))
	}
	return hash, WriteFile(path, b, 0o600)
}

// folder makes the folder of a body and returns the body's path. A crash here
// leaves an empty folder, or one that a power cut takes with all that is in it:
// so it is made durable before anything is.
func (d Dir) folder(hash string) (path string, err error) {
	path = d.path(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	return path, syncDir(string(d))
}

// Get returns the bytes under a hash, checked against it. A body that is not
// there is fs.ErrNotExist. A link or anything else that is no file is a fault:
// nothing but Put and Spool puts bodies here.
func (d Dir) Get(hash string) ([]byte, error) {
	f, err := d.Open(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	if got := evidence.Hash(b); got != hash {
		return nil, fmt.Errorf("%s: its bytes hash to %s", d.path(hash), got)
	}
	return b, nil
}

// Open opens the body under a hash, for those that may be too large to hold. It
// is not checked against the hash: Check does that.
func (d Dir) Open(hash string) (*os.File, error) {
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
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: is no regular file, so no body", path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Check reads the body under a hash and holds it against the hash, in little
// memory. Its errors are those of Get.
func (d Dir) Check(hash string) error {
	f, err := d.Open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
		return fmt.Errorf("%s: its bytes hash to %s", d.path(hash), got)
	}
	return nil
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
