package capture

import (
	"io"
	"os"

	"tallystick/evidence"
)

// MaxSize is the most bytes that one report may have.
const MaxSize = 32 << 20

// LoadFile returns the bytes of the file at path. A folder, a file of no known
// kind or one that is too large is refused before its bytes are read.
func LoadFile(path string) ([]byte, error) {
	name := baseName(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fault(name, ErrUnreadable, err)
	case info.IsDir():
		return nil, fault(name, ErrFolder, nil)
	case formatOf(name) == unknown:
		return nil, fault(name, ErrKind, nil)
	case info.Size() > MaxSize:
		return nil, fault(name, ErrTooLarge, nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fault(name, ErrUnreadable, err)
	}
	defer f.Close()
	return Load(f, name)
}

// Load returns the bytes of r to its end. No more than MaxSize are held; name
// is for errors, StandardInput where there is none.
func Load(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fault(baseName(name), ErrUnreadable, err)
	}
	if len(b) > MaxSize {
		return nil, fault(baseName(name), ErrTooLarge, nil)
	}
	return b, nil
}

// ReadFile loads and reads the file at path.
func ReadFile(path string, opt Options) (evidence.Report, evidence.Capture, error) {
	b, err := LoadFile(path)
	if err != nil {
		return evidence.Report{}, evidence.Capture{}, err
	}
	return Read(path, b, opt)
}

// ReadFrom reads r to its end as a file called name would be read.
func ReadFrom(r io.Reader, name string, opt Options) (evidence.Report, evidence.Capture, error) {
	b, err := Load(r, name)
	if err != nil {
		return evidence.Report{}, evidence.Capture{}, err
	}
	return Read(name, b, opt)
}
