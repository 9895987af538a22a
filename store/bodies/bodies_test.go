package bodies

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tallystick/evidence"
)

var body = []byte("The guns were silent on Monday, the staff said.")

func newDir(t *testing.T) (Dir, string) {
	t.Helper()
	d := Dir(filepath.Join(t.TempDir(), "bodies"))
	hash, err := d.Put(body)
	if err != nil {
		t.Fatal(err)
	}
	return d, hash
}

// TestPutGetDelete: what was put is there under its hash, once, and gone when
// it is deleted.
func TestPutGetDelete(t *testing.T) {
	d, hash := newDir(t)
	if want := evidence.Hash(body); hash != want || d.Path(hash) != filepath.Join(string(d), want[:2], want) {
		t.Errorf("put under %s at %s", hash, d.Path(hash))
	}
	before, err := os.Stat(d.Path(hash))
	if err != nil || before.Mode() != 0o600 {
		t.Fatalf("%v %v, want a file for its owner only", before.Mode(), err)
	}
	if again, err := d.Put(body); err != nil || again != hash {
		t.Errorf("put again: %s %v", again, err)
	}
	if after, err := os.Stat(d.Path(hash)); err != nil || !os.SameFile(before, after) {
		t.Errorf("putting the same bytes again wrote another file (%v)", err)
	}
	if got, err := d.Get(hash); err != nil || string(got) != string(body) {
		t.Errorf("got %q %v", got, err)
	}
	for range 2 {
		if err := d.Delete(hash); err != nil {
			t.Errorf("delete: %v", err)
		}
	}
	if _, err := d.Get(hash); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after the deletion: %v", err)
	}
}

// TestNoSuchBody: what is not there, and what is no hash.
func TestNoSuchBody(t *testing.T) {
	d, _ := newDir(t)
	for _, hash := range []string{evidence.Hash(nil), "", "ab", "../../etc/passwd", strings.Repeat("Z", 64)} {
		if _, err := d.Get(hash); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("get %q: %v", hash, err)
		}
		if err := d.Delete(hash); (err == nil) != evidence.ValidHash(hash) {
			t.Errorf("delete %q: %v", hash, err)
		}
	}
}

// TestNotTheBody: whatever lies in a body's place is named, and the body put
// again takes the place of all but a folder.
func TestNotTheBody(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"other bytes": func(path string) error { return os.WriteFile(path, []byte("The guns were loud."), 0o600) },
		"cut off":     func(path string) error { return os.Truncate(path, 5) },
		"a link to the same bytes": func(path string) error {
			return errors.Join(os.Rename(path, path+"-elsewhere"), os.Symlink(path+"-elsewhere", path))
		},
		"a pipe":   func(path string) error { return errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600)) },
		"a folder": func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
	} {
		d, hash := newDir(t)
		if err := spoil(d.Path(hash)); err != nil {
			t.Fatal(err)
		}
		got := make(chan error, 1)
		go func() { _, err := d.Get(hash); got <- err }()
		select {
		case err := <-got:
			if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), hash) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: still waiting", name)
		}
		_, err := d.Put(body)
		if _, broken := d.Get(hash); (err == nil) != (name != "a folder") || (broken == nil) != (err == nil) {
			t.Errorf("%s: put again: %v, then %v", name, err, broken)
		}
	}
}

// TestLeftOver: a temporary file that a crash left, or that somebody put there
// as a link, is replaced and nothing is written through it.
func TestLeftOver(t *testing.T) {
	d, hash := newDir(t)
	if err := d.Delete(hash); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := errors.Join(os.WriteFile(elsewhere, []byte("mine"), 0o600), os.Symlink(elsewhere, d.Path(hash)+".new")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Put(body); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get(hash); err != nil {
		t.Error(err)
	}
	if b, _ := os.ReadFile(elsewhere); string(b) != "mine" {
		t.Errorf("the file behind the link now holds %q", b)
	}
	if _, err := os.Lstat(d.Path(hash) + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the temporary file is still there: %v", err)
	}
}
