package bodies

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// TestSpool: what is spooled lies where Put would have put it, and whether it
// is new is said.
func TestSpool(t *testing.T) {
	d, known := newDir(t)
	s, err := d.Spool(strings.NewReader(string(body)))
	if err != nil || s.Hash != known || s.Size != int64(len(body)) || s.New {
		t.Errorf("known bytes: %+v %v", s, err)
	}
	s, err = d.Spool(strings.NewReader("a list"))
	if err != nil || !s.New || s.Size != 6 {
		t.Fatalf("new bytes: %+v %v", s, err)
	}
	if got, err := d.Get(s.Hash); err != nil || string(got) != "a list" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := d.Check(s.Hash); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(d.Path(s.Hash)); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, want a file for its owner only (%v)", info.Mode(), err)
	}
	if names := files(t, d); len(names) != 2 {
		t.Errorf("the folder holds %v", names)
	}
}

// TestSpoolMends: bytes that were damaged on the disk are put right by the same
// bytes, and are not called new.
func TestSpoolMends(t *testing.T) {
	d, hash := newDir(t)
	if err := os.WriteFile(d.Path(hash), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(hash); err == nil {
		t.Error("the damage was not seen")
	}
	if s, err := d.Spool(strings.NewReader(string(body))); err != nil || s.New {
		t.Errorf("%+v %v", s, err)
	}
	if err := d.Check(hash); err != nil {
		t.Error(err)
	}
}

// TestSpoolFails: an error of the reader leaves nothing; a killed Spool leaves
// what Clean removes, and nothing else goes.
func TestSpoolFails(t *testing.T) {
	d, hash := newDir(t)
	broken := errors.New("the disk that it is read from is gone")
	if _, err := d.Spool(io.MultiReader(strings.NewReader("half of"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if names := files(t, d); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
	if err := os.WriteFile(filepath.Join(string(d), "spool-123.new"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Clean(); err != nil {
		t.Error(err)
	}
	if names := files(t, d); len(names) != 1 || filepath.Base(names[0]) != hash {
		t.Errorf("the folder holds %v", names)
	}
}

func files(t *testing.T, d Dir) (names []string) {
	t.Helper()
	err := filepath.WalkDir(string(d), func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
