package capture

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"tallystick/evidence"
)

// readFile loads and reads a file as the program does.
func readFile(path string, opt Options) (evidence.Report, evidence.Capture, error) {
	b, err := LoadFile(path)
	if err != nil {
		return evidence.Report{}, evidence.Capture{}, err
	}
	return Read(path, b, opt)
}

func TestReadFile(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if err := os.Mkdir(filepath.Join(folder, "old.txt"), 0o700); err != nil {
		t.Fatal(err)
	}
	large := write("large.html", "<p>words")
	if err := os.Truncate(large, MaxSize+1); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path  string
		fault error
	}{
		{filepath.Join(folder, "old.txt"), ErrFolder},
		{filepath.Join(folder, "gone.txt"), ErrUnreadable},
		{write("notes.docx", "words"), ErrKind},
		{large, ErrTooLarge},
	} {
		_, _, err := readFile(c.path, Options{})
		if !errors.Is(err, c.fault) || !strings.HasPrefix(err.Error(), filepath.Base(c.path)+": ") {
			t.Errorf("%s: %v, want %v", filepath.Base(c.path), err, c.fault)
		}
	}

	at := time.Date(2020, 11, 6, 7, 0, 0, 0, time.UTC)
	r, c, err := readFile(write("Statement.TXT", "The guns were silent on Monday, the staff said."), Options{At: at, By: "test 1", Licence: "CC0"})
	if err != nil {
		t.Fatal(err)
	}
	want := evidence.Capture{Report: evidence.Hash([]byte("The guns were silent on Monday, the staff said.")), Size: 47, MediaType: "text/plain", Name: "Statement.TXT", At: at, By: "test 1", Licence: "CC0"}
	if c != want || r.ID != want.Report {
		t.Errorf("capture %+v\nwant    %+v", c, want)
	}
}

// TestIrregularFiles: what is no file gives a fault at once, by its own name or
// through a link; a link to a file is read.
func TestIrregularFiles(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	text := []byte("The guns were silent on Monday, the staff said.")
	socket, err := net.Listen("unix", at("socket.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if err := errors.Join(
		syscall.Mkfifo(at("pipe.txt"), 0o600),
		os.Symlink(at("pipe.txt"), at("to-pipe.txt")),
		os.Symlink("/dev/zero", at("zero.txt")),
		os.Symlink(at("nowhere"), at("dangling.txt")),
		os.WriteFile(at("file.txt"), text, 0o600),
		os.Symlink(at("file.txt"), at("to-file.txt")),
	); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"pipe.txt": ErrIrregular, "to-pipe.txt": ErrIrregular, "zero.txt": ErrIrregular, "socket.txt": ErrIrregular,
		"dangling.txt": ErrUnreadable, "to-file.txt": nil,
	} {
		loaded := make(chan error, 1)
		go func() {
			b, err := LoadFile(at(name))
			if err == nil && string(b) != string(text) {
				err = fmt.Errorf("read %q", b)
			}
			loaded <- err
		}()
		select {
		case err := <-loaded:
			if !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
			if err != nil && (strings.Contains(err.Error(), folder) || strings.Count(err.Error(), name) != 1) {
				t.Errorf("%v: the file is to be named once, without its folder", err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: still waiting", name)
		}
	}
}

// TestNames: the recorded name is a text, whatever the file's name holds.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"folder/Bərdə.txt":         "Bərdə.txt",
		"a\x1b[31mred\x07.txt":     "a\ufffd[31mred\ufffd.txt",
		"two\nlines.md":            "two\ufffdlines.md",
		"latin-\xe9\xe8.txt":       "latin-\ufffd.txt",
		"reversed-\u202etxt.a.txt": "reversed-\ufffdtxt.a.txt",
	} {
		r, c, err := Read(name, []byte("The guns were silent on Monday, the staff said."), Options{})
		if err != nil || c.Name != want {
			t.Errorf("%q is recorded as %q (%v), want %q", name, c.Name, err, want)
		}
		if strings.ContainsAny(r.Title, "\x1b\x07\n") {
			t.Errorf("%q gives the title %q", name, r.Title)
		}
		if _, _, err := Read(name, nil, Options{}); err == nil || !strings.HasPrefix(err.Error(), want+": ") {
			t.Errorf("%q: the error is %q", name, err)
		}
	}
}

// endless never ends: what reads it must stop by itself.
type endless struct{ read int }

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'w'
	}
	e.read += len(b)
	return len(b), nil
}

func TestLoad(t *testing.T) {
	var e endless
	if _, err := Load(&e, StandardInput); !errors.Is(err, ErrTooLarge) || !strings.HasPrefix(err.Error(), "standard input: ") {
		t.Errorf("endless input: %v", err)
	}
	if e.read > 2*MaxSize {
		t.Errorf("%d bytes were read of endless input", e.read)
	}
	if _, err := Load(iotest.ErrReader(io.ErrUnexpectedEOF), "a.txt"); !errors.Is(err, ErrUnreadable) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("broken input: %v", err)
	}
}

// Standard input has no name: its kind is told by how it begins. A page saved
// with the wrong ending is still a page.
func TestSniff(t *testing.T) {
	for _, c := range []struct{ name, text, media, body string }{
		{StandardInput, "\n<!DOCTYPE html><title>x</title><p>The guns were silent on Monday.</p>", "text/html", "The guns were silent on Monday."},
		{StandardInput, "---\ntitle: Truce\n---\nThe *guns* were silent.", "text/markdown", "The guns were silent."},
		{StandardInput, "# Truce\n\nThe *guns* were silent.", "text/markdown", "The guns were silent."},
		{StandardInput, "The *guns* were silent.", "text/plain", "The *guns* were silent."},
		{"a.txt", "<html><p>The guns were silent on Monday.</p>", "text/html", "The guns were silent on Monday."},
		{"a.txt", "# Truce? The *guns* were silent.", "text/plain", "# Truce? The *guns* were silent."},
	} {
		r, got, err := Read(c.name, []byte(c.text), Options{})
		if err != nil || got.MediaType != c.media || r.Text != c.body {
			t.Errorf("%s %q: %v, %s, %q; want %s, %q", c.name, c.text, err, got.MediaType, r.Text, c.media, c.body)
		}
	}
	for name, want := range map[string]bool{"a.txt": true, "A.HTML": true, "a.htm": true, "a.md": true, "-": true, "a.pdf": false, "txt": false, "": false} {
		if Known(name) != want {
			t.Errorf("Known(%q) = %v", name, !want)
		}
	}
}
