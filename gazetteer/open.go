package gazetteer

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Dump is a dump that was opened to be read from the beginning.
type Dump struct {
	io.Reader
	Name  string // for messages: the file, and its entry in a zip
	Size  int64  // bytes that Reader gives
	close func() error
}

// Close ends the reading.
func (d *Dump) Close() error { return d.close() }

// Open opens a dump, plain or as the zip in which GeoNames offers it.
func Open(file string) (*Dump, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder: name the dump in it", file)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	var magic [4]byte
	if n, _ := f.ReadAt(magic[:], 0); n < 4 || string(magic[:]) != "PK\x03\x04" {
		return &Dump{f, file, info.Size(), f.Close}, nil
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: the zip is damaged: %w; fetch it again", file, err), f.Close())
	}
	entry, err := table(archive, file)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r, err := entry.Open()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %s: %w; fetch it again", file, entry.Name, err), f.Close())
	}
	return &Dump{r, file + " (" + entry.Name + ")", int64(entry.UncompressedSize64), func() error { return errors.Join(r.Close(), f.Close()) }}, nil
}

// table returns the entry of a zip that holds the dump: the one that is named
// as the zip, or the only text that is no readme.
func table(archive *zip.Reader, file string) (*zip.File, error) {
	own := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + ".txt"
	var texts []*zip.File
	for _, e := range archive.File {
		name := path.Base(e.Name)
		if strings.EqualFold(name, own) {
			return e, nil
		}
		if strings.HasSuffix(name, ".txt") && !strings.HasPrefix(name, "readme") && name != "iso-languagecodes.txt" {
			texts = append(texts, e)
		}
	}
	if len(texts) != 1 {
		return nil, fmt.Errorf("%s: %d texts in the zip, none named %s; unpack it and name the one to read", file, len(texts), own)
	}
	return texts[0], nil
}
