package bodies

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// spooling is the pattern of the names of bodies whose hash is not known yet.
const spooling = "spool-*.new"

// Spooled is a body that was kept.
type Spooled struct {
	Hash string
	Size int64 // bytes
	New  bool  // no body lay there before
}

// Spool keeps all that a reader holds, in little memory. An error of the reader
// is returned as it is, and nothing is kept. A crash leaves a file that no hash
// names: Clean removes it.
func (d Dir) Spool(in io.Reader) (s Spooled, err error) {
	f, err := os.CreateTemp(string(d), spooling)
	if err != nil {
		return s, err
	}
	defer func() {
		if err != nil {
			s, err = Spooled{}, errors.Join(err, ignoreGone(os.Remove(f.Name())))
		}
	}()
	sum := sha256.New()
	s.Size, err = io.Copy(io.MultiWriter(f, sum), in)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return s, err
	}
	s.Hash = hex.EncodeToString(sum.Sum(nil))
	path, err := d.folder(s.Hash)
	if err != nil {
		return s, err
	}
	switch err := d.Check(s.Hash); {
	case err == nil:
		return s, errors.Join(os.Remove(f.Name()), syncDir(filepath.Dir(path)))
	case errors.Is(err, fs.ErrNotExist):
		s.New = true
	}
	return s, errors.Join(os.Rename(f.Name(), path), syncDir(filepath.Dir(path)))
}

// Clean removes what a killed Spool has left. Nobody may be spooling meanwhile.
func (d Dir) Clean() error {
	left, err := os.ReadDir(string(d))
	for _, e := range left {
		if ok, _ := filepath.Match(spooling, e.Name()); ok {
			err = errors.Join(err, ignoreGone(os.Remove(filepath.Join(string(d), e.Name()))))
		}
	}
	return err
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
