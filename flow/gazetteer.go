package flow

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tallystick/lexicon"
	"tallystick/read"
)

// maxGazetteer bounds a gazetteer in a data directory, in bytes. One of all
// towns and villages of GeoNames has a fifth of it.
const maxGazetteer = 128 << 20

// ReadGazetteer reads a gazetteer from a file of its own.
func ReadGazetteer(path string) (*lexicon.Gazetteer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxGazetteer+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxGazetteer {
		return nil, fmt.Errorf("%s: larger than %d MiB, the most that is read; leave out what no report of yours names", path, maxGazetteer>>20)
	}
	g, err := lexicon.ReadGazetteer(path, string(b))
	if err != nil {
		return nil, fmt.Errorf("the gazetteer cannot be used, so nothing is read with it: %w", err)
	}
	return g, nil
}

// readOwnGazetteer reads the gazetteer that the operator has put into the data
// directory, nil when there is none.
func readOwnGazetteer(dir string) (*lexicon.Gazetteer, error) {
	g, err := ReadGazetteer(filepath.Join(dir, gazetteerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return g, err
}

// reader returns what reports are read with here.
func (l *Ledger) reader() read.Reader {
	r := read.New(l.lexicon())
	r.Gazetteer = l.gazetteer
	return r
}
