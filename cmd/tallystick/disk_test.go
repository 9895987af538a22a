package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mount puts a small file system of its own under a folder. Root may; where
// the machine forbids it the test cannot be run, which in CI is a failure.
func mount(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("mounting a small disk: %v", err)
		}
		t.Skipf("a small disk cannot be mounted here (%v): run as root", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// TestFullDisk fills the disk to many levels and adds reports until it is full:
// the error says so, what was answered is kept, reading goes on, and once
// there is space the rest goes in.
func TestFullDisk(t *testing.T) {
	texts := reports(t, 26)
	refused := 0
	levels := rounds(50)
	for level := range levels {
		disk := mount(t, "8m")
		dir := filepath.Join(disk, "ledger")
		must(t, "init", "--dir", dir)
		ballast := filepath.Join(disk, "ballast")
		fill(t, ballast, level*7_500_000/(levels-1))

		status, out, errs := run(t, "", "add", "--dir", dir, texts)
		if status != 0 {
			refused++
			if !strings.Contains(errs, "no space left") {
				t.Errorf("level %d: the error does not say that the disk is full:\n%s", level, errs)
			}
		}
		answered := strings.Count(out, ": recorded, ")
		if status, out, _ := run(t, "", "verify", "--dir", dir); status != 0 {
			t.Errorf("level %d: on the full disk: %s", level, out)
		}
		if err := os.Remove(ballast); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		again := must(t, "add", "--dir", dir, texts)
		if known := strings.Count(again, ": known already, "); known < answered {
			t.Errorf("level %d: %d reports were answered for, %d are there", level, answered, known)
		}
		must(t, "verify", "--dir", dir)
		syscall.Unmount(disk, syscall.MNT_DETACH)
	}
	if refused == 0 {
		t.Error("the disk was never full")
	}
}

// fill takes up to size bytes of the disk.
func fill(t *testing.T, path string, size int) {
	t.Helper()
	err := os.WriteFile(path, make([]byte, size), 0o600)
	if err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

// TestReadOnlyDisk: recording says that it cannot, reading goes on.
func TestReadOnlyDisk(t *testing.T) {
	disk := mount(t, "16m")
	dir := filepath.Join(disk, "ledger")
	must(t, "init", "--dir", dir)
	texts := reports(t, 3)
	must(t, "add", "--dir", dir, texts)
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", texts}, {"decide", "x", "accept", "--as", "Ada", "--reason", "x"}, {"rebuild"}, {"init"}} {
		status, _, errs := run(t, "", append(args, "--dir", dir)...)
		if status != 1 || !strings.Contains(errs, "read-only") && !strings.Contains(errs, "holds a ledger already") {
			t.Errorf("%v on a read-only disk: exit status %d, %s", args, status, errs)
		}
	}
	must(t, "verify", "--dir", dir)
	must(t, "export", "claims", "--json", "--dir", dir)
}

// TestBadFiles: each file that cannot be read is named with what to do, and
// the rest of the batch goes in.
func TestBadFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	texts := reports(t, 3)
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(texts, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("empty.txt", nil)
	write("binary.txt", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 500)...))
	write("zeros.html", make([]byte, 4096))
	write("other.pdf", []byte("%PDF-1.4"))
	huge := filepath.Join(texts, "huge.txt")
	write("huge.txt", nil)
	if err := os.Truncate(huge, 100<<20); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(texts, "nowhere"), filepath.Join(texts, "dangling.txt")); err != nil {
		t.Fatal(err)
	}
	status, out, errs := run(t, "", "add", "--dir", dir, texts)
	if status != 1 || strings.Count(out, ": recorded, ") != 3 {
		t.Errorf("exit status %d, want 1 with the 3 good reports recorded:\n%s%s", status, out, errs)
	}
	for _, want := range []string{"empty.txt", "binary.txt", "zeros.html", "huge.txt", "dangling.txt", "other.pdf: skipped"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%s is not named in:\n%s", want, errs)
		}
	}
	status, _, errs = run(t, "", "add", "--dir", dir, filepath.Join(texts, "no-such-file.txt"))
	if status != 1 || !strings.Contains(errs, "no-such-file.txt") {
		t.Errorf("a file that is not there: exit status %d, %s", status, errs)
	}
	if status, _, errs := run(t, "", "verify", "--dir", dir); status != 0 {
		t.Error(errs)
	}
	if status, _, errs := run(t, "", "add", "--dir", texts, texts); status != 1 || !strings.Contains(errs, "tallystick init") {
		t.Errorf("a folder without a ledger: exit status %d, %s", status, errs)
	}
}

// TestFolderInPlaceOfFile: a folder where the database, the checkpoint or the
// key should be gives an error that names it.
func TestFolderInPlaceOfFile(t *testing.T) {
	for _, name := range []string{"ledger.db", "checkpoint", "signing.key", "settings.json", "log.vkey", "lock"} {
		dir := filepath.Join(t.TempDir(), "ledger")
		must(t, "init", "--dir", dir)
		texts := reports(t, 1)
		must(t, "add", "--dir", dir, texts)
		path := filepath.Join(dir, name)
		if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
			t.Fatal(err)
		}
		status, _, errs := run(t, "", "add", "--dir", dir, reports(t, 2))
		if status != 1 || !strings.Contains(errs, name) {
			t.Errorf("%s: exit status %d, %s", name, status, errs)
		}
	}
}

// TestSecondProcess: while one process records, another is told so.
func TestSecondProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	status, _, errs := run(t, "", "add", "--dir", dir, reports(t, 1))
	if status != 1 || !strings.Contains(errs, "another process is using this data directory") {
		t.Errorf("exit status %d, %s", status, errs)
	}
}
