package capture

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// MaxSize is the most bytes that one report may have.
const MaxSize = 32 << 20

// LoadFile returns the bytes of the regular file at path, or of the one that a
// link there points at. Whatever else it is, or where it is of no known kind or
// too large, it is refused before its bytes are read. A pipe does not make
// LoadFile wait: what was opened is looked at, not what the path named before.
func LoadFile(path string) ([]byte, error) {
	name := baseName(path)
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	if errors.Is(err, syscall.ENXIO) { // a socket, or a device that nothing stands behind
		return nil, fault(name, ErrIrregular, nil)
	}
	if err != nil {
		return nil, fault(name, ErrUnreadable, withoutPath(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fault(name, ErrUnreadable, withoutPath(err))
	case info.IsDir():
		return nil, fault(name, ErrFolder, nil)
	case !info.Mode().IsRegular():
		return nil, fault(name, ErrIrregular, nil)
	case formatOf(name) == unknown:
		return nil, fault(name, ErrKind, nil)
	case info.Size() > MaxSize:
		return nil, fault(name, ErrTooLarge, nil)
	}
	return Load(f, name)
}

// withoutPath leaves the system's reason: the error that carries it names the
// file already.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Load returns the bytes of r to its end. No more than MaxSize are held; name
// is for errors, StandardInput where there is none.
func Load(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fault(baseName(name), ErrUnreadable, withoutPath(err))
	}
	if len(b) > MaxSize {
		return nil, fault(baseName(name), ErrTooLarge, nil)
	}
	return b, nil
}
