package capture

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"tallystick/evidence"
)

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
		_, _, err := ReadFile(c.path, Options{})
		if !errors.Is(err, c.fault) || !strings.HasPrefix(err.Error(), filepath.Base(c.path)+": ") {
			t.Errorf("%s: %v, want %v", filepath.Base(c.path), err, c.fault)
		}
	}

	at := time.Date(2020, 11, 6, 7, 0, 0, 0, time.UTC)
	r, c, err := ReadFile(write("Statement.TXT", "The guns were silent on Monday, the staff said."), Options{At: at, By: "test 1", Licence: "CC0"})
	if err != nil {
		t.Fatal(err)
	}
	want := evidence.Capture{Report: evidence.Hash([]byte("The guns were silent on Monday, the staff said.")), Size: 47, MediaType: "text/plain", Name: "Statement.TXT", At: at, By: "test 1", Licence: "CC0"}
	if c != want || r.ID != want.Report {
		t.Errorf("capture %+v\nwant    %+v", c, want)
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

func TestReadFrom(t *testing.T) {
	var e endless
	if _, _, err := ReadFrom(&e, StandardInput, Options{}); !errors.Is(err, ErrTooLarge) || !strings.HasPrefix(err.Error(), "standard input: ") {
		t.Errorf("endless input: %v", err)
	}
	if e.read > 2*MaxSize {
		t.Errorf("%d bytes were read of endless input", e.read)
	}
	if _, _, err := ReadFrom(iotest.ErrReader(io.ErrUnexpectedEOF), "a.txt", Options{}); !errors.Is(err, ErrUnreadable) || !errors.Is(err, io.ErrUnexpectedEOF) {
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
