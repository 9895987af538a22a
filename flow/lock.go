package flow

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// ErrBusy says that another process uses the data directory in a way that
// leaves no room for this one.
var ErrBusy = errors.New("another process is using this data directory")

// Two files keep processes out of each other's way. The system lets go of a
// lock when its process ends, however it ends.
const (
	writerLock = "lock" // alone by who records; shared by who verifies
	openLock   = "open" // shared by everyone; alone by who puts another database in place
)

// takeWriterLock lets nobody else record. It writes down who holds it, for the
// message to others.
func takeWriterLock(dir string) (*os.File, error) {
	path := filepath.Join(dir, writerLock)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data directory cannot be written: %w", err)
	}
	if err := flock(f, unix.LOCK_EX); err != nil {
		if errors.Is(err, ErrBusy) {
			holder, _ := os.ReadFile(path)
			err = fmt.Errorf("%w: process %s is recording, or one is verifying (%s); wait for it to end, or stop it", ErrBusy, strings.TrimSpace(string(holder)), path)
		}
		return nil, err
	}
	if err := f.Truncate(0); err == nil {
		_, _ = fmt.Fprintf(f, "%d\n", os.Getpid())
	}
	return f, nil
}

// shareLock takes a part in a lock, so that whoever wants it alone is told. On
// a disk where the file cannot be made there is nobody to keep out: nil.
func shareLock(dir, name string) (*os.File, error) {
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if errors.Is(err, unix.EROFS) || errors.Is(err, fs.ErrPermission) {
		f, err = os.Open(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := flock(f, unix.LOCK_SH); err != nil {
		if errors.Is(err, ErrBusy) {
			err = fmt.Errorf("%w (%s); try again when it has ended", ErrBusy, path)
		}
		return nil, err
	}
	return f, nil
}

// takeOpenLock succeeds when no other process has the data directory open.
func takeOpenLock(dir string) (*os.File, error) {
	path := filepath.Join(dir, openLock)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data directory cannot be written: %w", err)
	}
	if err := flock(f, unix.LOCK_EX); err != nil {
		if errors.Is(err, ErrBusy) {
			err = fmt.Errorf("%w (%s), perhaps `tallystick serve`: stop it first", ErrBusy, path)
		}
		return nil, err
	}
	return f, nil
}

// flock locks without waiting, and closes the file when it cannot.
func flock(f *os.File, how int) error {
	err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
	if err == nil {
		return nil
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrBusy
	}
	return fmt.Errorf("locking %s: %w", f.Name(), err)
}

// release closes locks that were taken.
func release(locks ...*os.File) error {
	var errs []error
	for _, f := range locks {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	return errors.Join(errs...)
}
