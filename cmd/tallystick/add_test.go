package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/store/sqlite"
)

const silent = "The guns were silent on Monday, the Armenian Defence Ministry said."

// newFiles makes a ledger, and a folder beside it with files by name.
func newFiles(t *testing.T, files map[string]string) (dir, folder string) {
	t.Helper()
	dir, folder = filepath.Join(t.TempDir(), "ledger"), filepath.Join(t.TempDir(), "texts")
	must(t, "init", "--dir", dir)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, folder
}

// runSoon is run for a command that might wait for ever.
func runSoon(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		status, out, errs = run(t, "", args...)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatalf("%v: still waiting", args)
	}
	return status, out, errs
}

// TestPipes: nobody waits for a pipe that nobody writes to, and the files
// beside it are read.
func TestPipes(t *testing.T) {
	dir, texts := newFiles(t, map[string]string{"a.txt": silent})
	pipe := filepath.Join(texts, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", "--dir", dir, texts}, {"add", "--dir", dir, pipe}, {"read", pipe}} {
		if status, _, errs := runSoon(t, args...); status != 1 || !strings.Contains(errs, pipe+": is a pipe, a device or a socket") {
			t.Errorf("%v: exit status %d, %s", args, status, errs)
		}
	}
	if out := must(t, "add", "--dir", dir, filepath.Join(texts, "a.txt")); !strings.Contains(out, "known already") {
		t.Errorf("the file beside the pipe was not recorded: %s", out)
	}
}

// TestPassedOver: what lies in a folder and was not meant is named and not
// recorded, the signing key least of all.
func TestPassedOver(t *testing.T) {
	dir, texts := newFiles(t, map[string]string{"a.txt": silent, ".git/b.txt": silent + " b", ".git/c/d.txt": silent + " d", "linked/e.txt": silent + " e"})
	outside, far := filepath.Join(t.TempDir(), "outside.txt"), t.TempDir()
	if err := errors.Join(
		os.WriteFile(outside, []byte(silent+" outside"), 0o600),
		os.WriteFile(filepath.Join(far, "far.txt"), []byte(silent+" far"), 0o600),
		os.Symlink(filepath.Join(dir, "signing.key"), filepath.Join(texts, "key.txt")),
		os.Symlink(outside, filepath.Join(texts, "outside.txt")),
		os.Symlink(far, filepath.Join(texts, "far")),
		os.Symlink(texts, filepath.Join(texts, "linked", "again")),
	); err != nil {
		t.Fatal(err)
	}
	status, out, errs := run(t, "", "add", "--dir", dir, texts)
	if status != 0 || strings.Count(out, ": recorded, ") != 2 || !strings.Contains(out, "2 of 2 recorded anew") {
		t.Errorf("exit status %d, want a.txt and linked/e.txt recorded:\n%s%s", status, out, errs)
	}
	for _, want := range []string{"key.txt: skipped: a symbolic link", "outside.txt: skipped: a symbolic link", "far: skipped: a symbolic link", "again: skipped: a symbolic link", ".git: skipped: a hidden folder"} {
		if strings.Count(errs, want) != 1 {
			t.Errorf("%q is not said once in:\n%s", want, errs)
		}
	}
	// Named outright, a link is followed.
	if out := must(t, "add", "--dir", dir, filepath.Join(texts, "outside.txt"), filepath.Join(texts, "far")); strings.Count(out, ": recorded, ") != 2 {
		t.Errorf("links named outright: %s", out)
	}
}

// TestDataDirectory: nothing of the data directory is taken for a report,
// whichever way leads there.
func TestDataDirectory(t *testing.T) {
	dir, texts := newFiles(t, map[string]string{"a.txt": silent})
	within := filepath.Join(texts, "ledger")
	if err := os.Rename(dir, within); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		os.WriteFile(filepath.Join(within, "notes.txt"), []byte(silent+" notes"), 0o600),
		os.Symlink(filepath.Join(within, "signing.key"), filepath.Join(texts, "key.txt")),
		os.Symlink(within, filepath.Join(texts, "other")),
	); err != nil {
		t.Fatal(err)
	}
	const inside = ": skipped: it lies in the data directory"
	for _, c := range []struct {
		path     string
		recorded int
		skipped  string
	}{
		{within, 0, within + inside},
		{within + "/bodies", 0, within + "/bodies" + inside},
		{within + "/notes.txt", 0, "notes.txt" + inside},
		{texts + "/key.txt", 0, "key.txt" + inside},
		{texts + "/other", 0, "other" + inside},
		{texts, 1, within + inside},
	} {
		_, out, errs := run(t, "", "add", "--dir", filepath.Join(texts, "other"), c.path)
		if strings.Count(out, ": recorded, ") != c.recorded || strings.Count(errs, c.skipped) != 1 {
			t.Errorf("%s: want %d recorded and %q:\n%s%s", c.path, c.recorded, c.skipped, out, errs)
		}
	}
}

// TestStrangeNames: a name cannot give orders to the terminal, is recorded as
// text, and is known again.
func TestStrangeNames(t *testing.T) {
	names := map[string]string{"a\x1b[2Jb.txt": "a\ufffd[2Jb.txt", "line\nbreak.txt": "line\ufffdbreak.txt", "latin\xe9.txt": "latin\ufffd.txt"}
	dir, texts := newFiles(t, map[string]string{"bad\x1b]0;x\x07.txt": ""})
	for name := range names {
		if err := os.WriteFile(filepath.Join(texts, name), []byte(silent+" "+strings.ToValidUTF8(name, "")), 0o600); err != nil {
			t.Skipf("no such names on this disk: %v", err)
		}
	}
	_, first, errs := run(t, "", "add", "--dir", dir, texts)
	if strings.Count(first, ": recorded, ") != len(names) {
		t.Fatalf("%s%s", first, errs)
	}
	_, read, readErrs := run(t, "", "read", filepath.Join(texts, "bad\x1b]0;x\x07.txt"))
	for _, said := range []string{first, errs, read, readErrs} {
		if strings.ContainsAny(said, "\x1b\x07") || !utf8.ValidString(said) {
			t.Errorf("a name reaches the terminal as it is: %q", said)
		}
	}
	if _, second, _ := run(t, "", "add", "--dir", dir, texts); strings.Count(second, ": known already, ") != len(names) {
		t.Errorf("the second time:\n%s", second)
	}
	s, err := sqlite.OpenReadOnly(filepath.Join(dir, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n, err := s.Applied(t.Context())
	recorded := make(map[string]bool)
	for i := range n {
		e, entryErr := s.Entry(t.Context(), i)
		if entryErr != nil {
			t.Fatal(entryErr)
		}
		if e.Envelope.Kind == evidence.ReportCaptured {
			var c evidence.Capture
			err = errors.Join(err, json.Unmarshal(e.Payload, &c))
			recorded[c.Name] = true
		}
	}
	for name, want := range names {
		if !recorded[want] {
			t.Errorf("%q is not recorded as %q: %v", name, want, recorded)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// TestNamedOnce: an error names its file once.
func TestNamedOnce(t *testing.T) {
	dir, texts := newFiles(t, map[string]string{"empty.txt": ""})
	gone := must(t, "add", "--json", "--dir", dir, filepath.Join(reports(t, 1), "2020-09-27-first-day.html"))
	var a added
	if err := json.Unmarshal([]byte(gone), &a); err != nil {
		t.Fatal(err)
	}
	must(t, "withdraw", "--dir", dir, a.Report, "--as", "Ada", "--reason", "for a witness's safety")
	for _, file := range []string{filepath.Join(texts, "empty.txt"), filepath.Join(texts, "missing.txt"), filepath.Join(reports(t, 1), "2020-09-27-first-day.html")} {
		commands := [][]string{{"add", "--dir", dir, file}, {"read", file}}
		if strings.HasSuffix(file, ".html") {
			commands = commands[:1] // withdrawn: read does not ask the ledger
		}
		for _, args := range commands {
			status, _, errs := run(t, "", args...)
			if status != 1 || strings.Count(errs, filepath.Base(file)) != 1 || !strings.HasPrefix(errs, file+": ") {
				t.Errorf("%s: exit status %d, %s", args[0], status, errs)
			}
		}
	}
}

// TestNothingToRead: what cannot be done is said before anything is done.
func TestNothingToRead(t *testing.T) {
	dir, texts := newFiles(t, nil)
	if status, out, errs := run(t, "", "add", "--dir", dir, texts); status != 0 || !strings.Contains(errs, texts+": skipped: there is nothing to read in it") {
		t.Errorf("an empty folder: exit status %d, %s%s", status, out, errs)
	}
	for _, args := range [][]string{{"add", "--dir", dir, "-", "-"}, {"read", "-", "-"}} {
		status, out, errs := run(t, silent, args...)
		if status != 1 || out != "" || !strings.Contains(errs, "standard input (-) is named twice") {
			t.Errorf("%v: exit status %d, %s%s", args, status, out, errs)
		}
	}
	if status, out, errs := run(t, silent, "add", "--dir", dir, "-"); status != 0 || !strings.Contains(out, "standard input: recorded") {
		t.Errorf("standard input: exit status %d, %s%s", status, out, errs)
	}
}

// TestFullDiskStops: once the disk is full the rest is not tried, and counted.
func TestFullDiskStops(t *testing.T) {
	disk := mount(t, "4m")
	dir := filepath.Join(disk, "ledger")
	must(t, "init", "--dir", dir)
	ballast := filepath.Join(disk, "ballast")
	fill(t, ballast, 8<<20)
	info, err := os.Stat(ballast)
	if err == nil {
		err = os.Truncate(ballast, info.Size()-200_000) // room for a few
	}
	if err != nil {
		t.Fatal(err)
	}
	texts := reports(t, 26)
	status, out, errs := run(t, "", "add", "--dir", dir, texts)
	recorded := strings.Count(out, ": recorded, ")
	if status != 1 || strings.Count(errs, texts) != 1 || !strings.Contains(errs, fmt.Sprintf("the disk is full: stopped, %d more files were not tried", 26-recorded-1)) {
		t.Errorf("exit status %d:\n%s%s", status, out, errs)
	}
	if !strings.Contains(out, fmt.Sprintf("%d of 26 recorded anew, 1 failed.", recorded)) || recorded > 20 {
		t.Errorf("the sum: %s", out)
	}
}
